"""Codes of longitudes, latitudes and coordinate systems."""

from riskkit.codes.shape import Code, error, note, warning

GEO: dict[str, Code] = {
    "GEO-01": warning(
        "经度和纬度填反了，已对调",
        "longitude and latitude were swapped; put right",
        "核对两列的表头",
        "check the headers of the two columns",
    ),
    "GEO-02": error(
        "坐标不在中国范围内，按未知处理",
        "the place lies outside China; counts as unknown",
        "填写以度为单位的经纬度，不是投影坐标（米）",
        "write degrees of longitude and latitude, not metres of a projection",
    ),
    "GEO-03": warning(
        "没有注明坐标系；不同坐标系可相差几百米",
        "the coordinate system is not stated; systems differ by some hundred metres",
        "在表头注明，如“经度（CGCS2000）”，或加一列“坐标系”",
        "state it in the header, such as longitude (CGCS2000), or in a column",
    ),
    "GEO-04": warning(
        "坐标不在本单位所属区县之内",
        "the place lies outside its own district",
        "核对坐标、坐标系和行政区划代码",
        "check the place, its coordinate system and the area code",
    ),
    "GEO-05": note(
        "度分秒或带方向的写法，已换算成度",
        "degrees, minutes and seconds, or a direction, were converted to degrees",
        "无需处理",
        "nothing to do",
    ),
    "GEO-06": error(
        "不是经纬度，按未知处理",
        "no longitude or latitude; counts as unknown",
        "写成 120.153576 这样的度数",
        "write degrees such as 120.153576",
    ),
    "GEO-07": error(
        "只有经度或只有纬度，位置按未知处理",
        "only one of longitude and latitude; the place counts as unknown",
        "补全另一个",
        "provide the other one",
    ),
    "GEO-08": warning(
        "不认识的坐标系",
        "an unknown coordinate system",
        "写成 CGCS2000、WGS84、GCJ-02 或 BD-09",
        "write CGCS2000, WGS84, GCJ-02 or BD-09",
    ),
    "GEO-09": error(
        "区县边界文件不能用",
        "the file of district outlines cannot be used",
        "提供 GeoJSON（经纬度），每个面注明 6 位行政区划代码（adcode 或 区划代码）",
        "provide GeoJSON in degrees, each polygon with its six-digit code (adcode)",
    ),
}
