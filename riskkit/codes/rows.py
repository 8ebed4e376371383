"""Codes of rows and ids."""

from riskkit.codes.shape import Code, error, note, warning

ROWS: dict[str, Code] = {
    "ROW-01": note("表头上方的标题行", "a title row above the header", "无需处理", "nothing to do"),
    "ROW-02": note("合计行，不参与评分", "a total row; not scored", "无需处理", "nothing to do"),
    "ROW-03": note("重复的表头行", "a repeated header row", "无需处理", "nothing to do"),
    "ROW-04": note("表下的说明行", "a note below the table", "无需处理", "nothing to do"),
    "ROW-05": note("空行", "an empty row", "无需处理", "nothing to do"),
    "ROW-06": error(
        "这一行的列数与表头不同",
        "this row has another number of cells than the header",
        "检查多余的分隔符或引号",
        "check stray separators or quotes",
    ),
    "ROW-07": warning(
        "工作表里有隐藏的行，照常读入",
        "the sheet has hidden rows; they are read like the others",
        "不该算的行请删去；筛选隐藏的行也在内",
        "delete rows that should not count; rows hidden by a filter are among them",
    ),
    "ROW-08": warning(
        "隐藏的工作表没有读",
        "a hidden sheet was not read",
        "需要它时用 --sheet 写出它的名称",
        "name it with --sheet if it is wanted",
    ),
    "ROW-09": error(
        "公式没有可用的结果（没有保存结果，或结果是错误值），按未知处理",
        "a formula without a usable result (none was saved, or it is an error); the value counts as unknown",
        "用 WPS 或 Excel 打开，改正公式，保存后再导入",
        "open it in WPS or Excel, mend the formula, save, then import again",
    ),
    "ROW-10": warning(
        "表头上方写明了整表计量单位，没有套用到各列",
        "a measure is stated above the header for the whole table; it is not applied to the columns",
        "把单位写进各列表头，如 建筑面积（㎡），或用 --map 逐列写明",
        "write the measure into each column's header, e.g. floor area (m2), or state it with --map",
    ),
    "ROW-11": note("表头下的栏次（列号）行", "a row of column numbers under the header", "无需处理", "nothing to do"),
    "ROW-12": note("分页重复的标题行", "a title row repeated on a later page", "无需处理", "nothing to do"),
    "ROW-13": note("页码行", "a row with a page number", "无需处理", "nothing to do"),
    "ROW-99": error(
        "行数对不上（riskkit 的缺陷）",
        "the row count does not add up (a bug of riskkit)",
        "请报告并附上该文件的表头",
        "report it with the file's header",
    ),
    "ID-01": error("编号为空，不参与评分", "the id is empty; not scored", "补填编号", "fill in the id"),
    "ID-02": error(
        "长编号被表格软件存成数字，末几位已丢失",
        "a long code was stored as a number and has lost its last digits",
        "在源系统重新导出为文本格式，不要手工猜补",
        "export it again as text; do not guess the digits",
    ),
    "DUP-01": error(
        "编号重复，只保留第一行",
        "the id occurs again; only the first row is kept",
        "核对两行，删去一行或改正编号",
        "compare both rows, delete one or mend the id",
    ),
    "DUP-02": warning(
        "名称和地址相同、编号不同，可能是同一家单位；两行都保留",
        "same name and address under another id, perhaps one unit; both rows are kept",
        "核对两行；是一家的，删去一行",
        "compare both rows; delete one if it is one unit",
    ),
    "DUP-03": warning(
        "编号重复的行内容不同，用的是先出现的一行",
        "rows of one id differ; the first one is used",
        "对照冲突表核实，只留正确的一行",
        "settle them by the table of conflicts and keep the right row",
    ),
    "DUP-04": note(
        "一个统一社会信用代码有几处地址，按各处场所分开保留",
        "one credit code at several addresses: a unit with many sites, kept apart",
        "核对是否确有几处场所",
        "check whether there are several sites",
    ),
    "DUP-05": note(
        "同一地址有多家单位，按各单位分开保留",
        "several units at one address, kept apart",
        "无需处理；可借此核对同一栋楼的数据",
        "nothing to do; the data of one building can be compared",
    ),
}
