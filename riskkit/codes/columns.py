"""Codes of columns."""

from riskkit.codes.shape import Code, error, note, warning

COLUMNS: dict[str, Code] = {
    "COL-01": error(
        "找不到编号列",
        "no id column",
        "把编号列的表头改成允许的名称之一",
        "rename the id column's header to one of the allowed names",
    ),
    "COL-02": warning(
        "两列对应同一个字段，只用第一列",
        "two columns mean the same field; the first is used",
        "删去或改名多余的一列",
        "delete or rename one",
    ),
    "COL-03": warning(
        "缺少这一列，相关指标按未知处理",
        "this column is missing; its indicators count as unknown",
        "补充这一列，或确认确实没有",
        "add the column, or accept the unknowns",
    ),
    "COL-08": warning(
        "多数指标没有数据，等级主要反映资料缺失而非风险",
        "most indicators have no data: the grades tell what is missing rather than the risk",
        "核对表头和规则集是否选对，补齐 COL-03 列出的列",
        "check the headers and the rulebook, add the columns named by COL-03",
    ),
    "COL-09": error(
        "没有一列能用于任何指标，像是拿错了文件或规则集",
        "no column feeds any indicator: this looks like the wrong file or rulebook",
        "换文件或 --rules，或按模板改表头（riskkit rules show 列出所需字段）",
        "choose another file or --rules, or rename the headers (riskkit rules show)",
    ),
    "COL-04": note(
        "这一列未使用",
        "this column is not used",
        "如应使用，把表头改成规则集里的名称",
        "rename the header if it should be used",
    ),
    "COL-05": note(
        "疑似个人信息列，未读入",
        "looks like personal data; not loaded",
        "导出时去掉这一列",
        "leave the column out of the export",
    ),
    "COL-06": error(
        "缺少必需的列",
        "a required column is missing",
        "补充这一列，或把它的表头改成允许的名称之一",
        "add the column, or rename its header to one of the allowed names",
    ),
    "COL-10": error(
        "映射文件写了不认识的字段",
        "the mapping file names a field that the rulebook does not have",
        "改成规则集的字段名或中文名称（riskkit rules show 列出）",
        "write the field's name or label as riskkit rules show lists them",
    ),
    "COL-11": error(
        "映射文件写的表头在数据里找不到，或出现多次",
        "the mapping file names a header that the extract does not have, or has several times",
        "照抄数据的表头；重复或空的表头写列号，如 #5",
        "copy the header from the extract; for a doubled or empty one write the column's number, e.g. #5",
    ),
    "COL-12": error(
        "映射文件里同一列或同一字段写了两次",
        "the mapping file names a column or a field twice",
        "只留一行",
        "keep one line",
    ),
    "COL-13": error(
        "映射文件读不懂",
        "the mapping file cannot be understood",
        "按允许的列写，或用 riskkit inspect FILE --rules ID --map-out 映射.csv 生成后修改",
        "write the columns as allowed, or make one with riskkit inspect FILE --rules ID --map-out map.csv",
    ),
    "COL-14": error(
        "映射文件里的计量单位不能换算成该字段的单位",
        "a measure in the mapping file cannot be converted to the field's",
        "改成同类的单位，如 ㎡、亩、万元",
        "write a measure of the same kind, e.g. m2, mu, wan_cny",
    ),
    "COL-15": note(
        "按映射文件，这一列不使用",
        "left out as the mapping file says",
        "无需处理",
        "nothing to do",
    ),
    "COL-16": note(
        "内容多是手机号或身份证号，疑似个人信息，未读入",
        "most cells are mobile or identity card numbers: looks like personal data; not loaded",
        "导出时去掉这一列",
        "leave the column out of the export",
    ),
    "COL-17": warning(
        "读入的列里多是手机号或身份证号，会写进结果",
        "a column that is read holds mostly mobile or identity card numbers; they will stand in the results",
        "换用不含个人信息的编号，或用 --map 把这一列设为不使用",
        "use an id without personal data, or leave the column out with --map",
    ),
    "COL-07": note(
        "没有编号列，用统一社会信用代码作编号",
        "no id column; the unified social credit code serves as the id",
        "如有单位编号，补充这一列",
        "add the id column if there is one",
    ),
}
