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
    "COL-07": note(
        "没有编号列，用统一社会信用代码作编号",
        "no id column; the unified social credit code serves as the id",
        "如有单位编号，补充这一列",
        "add the id column if there is one",
    ),
}
