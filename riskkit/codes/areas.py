"""Codes of administrative area codes (GB/T 2260)."""

from riskkit.codes.shape import Code, error, note, warning

AREAS: dict[str, Code] = {
    "AREA-01": error(
        "不是行政区划代码，也不是唯一的行政区划名称，按未知处理",
        "neither an area code nor the name of one area; counts as unknown",
        "填写 6、9 或 12 位代码，或写全省、市、县名称",
        "write 6, 9 or 12 digits, or the full name with province and city",
    ),
    "AREA-02": warning(
        "行政区划代码表里没有这个代码",
        "the area code is not in the table",
        "核对前 6 位；新设的区划以民政部公布为准",
        "check the first six digits; of new areas the published list decides",
    ),
    "AREA-03": warning(
        "这个代码在评估年份没有使用",
        "the area code was not in use in the year of the assessment",
        "换成当年使用的代码",
        "write the code of that year",
    ),
    "AREA-04": warning(
        "功能区没有行政区划代码，照文字保留",
        "a functional zone without an area code; kept as text",
        "在别名表（名称，代码）里写明它归哪个区县",
        "name its district in the alias table (name, code)",
    ),
    "AREA-05": note(
        "按名称读成了代码",
        "a name was read as a code",
        "有代码时填写代码",
        "write the code if it is at hand",
    ),
    "AREA-06": warning(
        "代码表没有收到这一年，不能确认这个代码",
        "the table of area codes does not cover this year; the code could not be confirmed",
        "以民政部公布的当年代码为准",
        "the published list of that year decides",
    ),
    "AREA-07": note(
        "代码的写法已统一（补零、去掉空格或连字符）",
        "the area code was made uniform (zeros added, spaces or hyphens removed)",
        "无需处理",
        "nothing to do",
    ),
    "AREA-08": error(
        "区划别名表不能用",
        "the alias table of areas cannot be used",
        "用 CSV 写两列“名称”“代码”，代码 6 位，一个名称只写一次",
        "a CSV of two columns, name and code, six digits, each name once",
    ),
}
