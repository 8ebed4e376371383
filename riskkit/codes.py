"""The table of codes: every problem riskkit can report, with its severity, words and mend.

A code is stable: it is never reused for another problem. docs/codes.md is generated from this table.
"""

from __future__ import annotations

from typing import NamedTuple

from riskkit.terms import Label, Severity


class Code(NamedTuple):
    """One kind of problem."""

    severity: Severity
    problem: Label
    mend: Label


def _error(zh: str, en: str, mend_zh: str, mend_en: str) -> Code:
    return Code(Severity.ERROR, Label(zh, en), Label(mend_zh, mend_en))


def _warning(zh: str, en: str, mend_zh: str, mend_en: str) -> Code:
    return Code(Severity.WARNING, Label(zh, en), Label(mend_zh, mend_en))


def _note(zh: str, en: str, mend_zh: str, mend_en: str) -> Code:
    return Code(Severity.NOTE, Label(zh, en), Label(mend_zh, mend_en))


_FILES = {
    "FILE-01": _error("文件不存在", "the file does not exist", "检查路径和文件名", "check the path and the name"),
    "FILE-02": _error(
        "文件无法读取",
        "the file cannot be read",
        "用 WPS 或 Excel 重新另存为 xlsx 或 UTF-8 的 csv",
        "save it again as xlsx or UTF-8 csv",
    ),
    "FILE-03": _error(
        "文件编码既不是 UTF-8 也不是 GB18030",
        "the file is neither UTF-8 nor GB18030",
        "重新另存为 UTF-8，或用 --encoding 指明编码",
        "save it as UTF-8 or name the encoding with --encoding",
    ),
    "FILE-04": _error(
        "文件里没有数据行",
        "the file holds no data rows",
        "检查导出条件和工作表",
        "check the export and the sheet",
    ),
    "FILE-05": _error(
        "没有这个工作表",
        "no such sheet",
        "用 --sheet 写出列出的名称之一",
        "name one of the listed sheets with --sheet",
    ),
    "FILE-06": _error(
        "不支持这种文件",
        "this kind of file is not supported",
        "提供 csv、xlsx 或 parquet",
        "provide csv, xlsx or parquet",
    ),
    "OUT-01": _error(
        "输出文件夹已存在",
        "the output folder already exists",
        "换一个文件夹，或加 --replace",
        "choose another folder or add --replace",
    ),
    "OUT-02": _error(
        "无法写入",
        "cannot write",
        "检查权限、磁盘空间，关闭正在打开的文件",
        "check permission and disk space, close open files",
    ),
    "OUT-03": _error(
        "这里没有评估结果",
        "no assessment result here",
        "给出 riskkit assess 写出的文件夹",
        "name a folder written by riskkit assess",
    ),
    "OUT-04": _error(
        "要替换的文件夹不是 riskkit 写出的，不动它",
        "the folder to replace was not written by riskkit; it is left alone",
        "换一个文件夹",
        "choose another folder",
    ),
    "ARG-01": _error("参数的值不对", "a value given is not allowed", "改成允许的写法", "write it as allowed"),
    "ARG-02": _error("没有这个命令、选项或参数", "no such command, option or argument", "写法见 --help", "see --help"),
    "ARG-03": _error(
        "缺少必需的参数或选项的值",
        "a required argument or an option's value is missing",
        "补上它，写法见 --help",
        "add it; see --help",
    ),
    "EXP-01": _error(
        "结果里没有这个对象",
        "no such subject in the result",
        "检查编号，可从 register.csv 复制",
        "check the id; copy it from register.csv",
    ),
}
_COLUMNS = {
    "COL-01": _error(
        "找不到编号列",
        "no id column",
        "把编号列的表头改成允许的名称之一",
        "rename the id column's header to one of the allowed names",
    ),
    "COL-02": _warning(
        "两列对应同一个字段，只用第一列",
        "two columns mean the same field; the first is used",
        "删去或改名多余的一列",
        "delete or rename one",
    ),
    "COL-03": _warning(
        "缺少这一列，相关指标按未知处理",
        "this column is missing; its indicators count as unknown",
        "补充这一列，或确认确实没有",
        "add the column, or accept the unknowns",
    ),
    "COL-08": _warning(
        "多数指标没有数据，等级主要反映资料缺失而非风险",
        "most indicators have no data: the grades tell what is missing rather than the risk",
        "核对表头和规则集是否选对，补齐 COL-03 列出的列",
        "check the headers and the rulebook, add the columns named by COL-03",
    ),
    "COL-09": _error(
        "没有一列能用于任何指标，像是拿错了文件或规则集",
        "no column feeds any indicator: this looks like the wrong file or rulebook",
        "换文件或 --rules，或按模板改表头（riskkit rules show 列出所需字段）",
        "choose another file or --rules, or rename the headers (riskkit rules show)",
    ),
    "COL-04": _note(
        "这一列未使用",
        "this column is not used",
        "如应使用，把表头改成规则集里的名称",
        "rename the header if it should be used",
    ),
    "COL-05": _note(
        "疑似个人信息列，未读入",
        "looks like personal data; not loaded",
        "导出时去掉这一列",
        "leave the column out of the export",
    ),
    "COL-06": _error(
        "缺少必需的列",
        "a required column is missing",
        "补充这一列，或把它的表头改成允许的名称之一",
        "add the column, or rename its header to one of the allowed names",
    ),
    "COL-07": _note(
        "没有编号列，用统一社会信用代码作编号",
        "no id column; the unified social credit code serves as the id",
        "如有单位编号，补充这一列",
        "add the id column if there is one",
    ),
}
_ROWS = {
    "ROW-01": _note("表头上方的标题行", "a title row above the header", "无需处理", "nothing to do"),
    "ROW-02": _note("合计行，不参与评分", "a total row; not scored", "无需处理", "nothing to do"),
    "ROW-03": _note("重复的表头行", "a repeated header row", "无需处理", "nothing to do"),
    "ROW-04": _note("表下的说明行", "a note below the table", "无需处理", "nothing to do"),
    "ROW-05": _note("空行", "an empty row", "无需处理", "nothing to do"),
    "ROW-06": _error(
        "这一行的列数与表头不同",
        "this row has another number of cells than the header",
        "检查多余的分隔符或引号",
        "check stray separators or quotes",
    ),
    "ROW-99": _error(
        "行数对不上（riskkit 的缺陷）",
        "the row count does not add up (a bug of riskkit)",
        "请报告并附上该文件的表头",
        "report it with the file's header",
    ),
    "ID-01": _error("编号为空，不参与评分", "the id is empty; not scored", "补填编号", "fill in the id"),
    "ID-02": _error(
        "长编号被表格软件存成数字，末几位已丢失",
        "a long code was stored as a number and has lost its last digits",
        "在源系统重新导出为文本格式，不要手工猜补",
        "export it again as text; do not guess the digits",
    ),
    "DUP-01": _error(
        "编号重复，只保留第一行",
        "the id occurs again; only the first row is kept",
        "核对两行，删去一行或改正编号",
        "compare both rows, delete one or mend the id",
    ),
    "USCC-01": _warning(
        "统一社会信用代码校验位不符",
        "the unified social credit code's check digit is wrong",
        "对照营业执照更正",
        "correct it from the licence",
    ),
}
_VALUES = {
    "NUM-01": _error(
        "不是数字，按未知处理",
        "not a number; counts as unknown",
        "填写数字，计量单位写在表头",
        "write a number, the measure in the header",
    ),
    "NUM-02": _error(
        "超出合理范围，按未知处理",
        "outside the plausible range; counts as unknown",
        "核对数值和计量单位",
        "check the number and its measure",
    ),
    "NUM-03": _warning("给的是区间，取中点", "a range is given; its middle is used", "填写一个数", "write one number"),
    "NUM-04": _warning(
        "给的是约数，按所写数值",
        "an approximate number; used as written",
        "填写准确数",
        "write the exact number",
    ),
    "NUM-05": _error(
        "应为整数，按未知处理",
        "must be a whole number; counts as unknown",
        "填写整数",
        "write a whole number",
    ),
    "CAT-01": _error(
        "不在选项之内，按未知处理",
        "not one of the options; counts as unknown",
        "改成允许的选项之一",
        "use one of the options",
    ),
    "BOOL-01": _error(
        "应填 是 或 否，按未知处理", "must be yes or no; counts as unknown", "填 是 或 否", "write yes or no"
    ),
    "DATE-01": _error(
        "不是日期，按未知处理",
        "not a date; counts as unknown",
        "写成 2026-03-05 这样的日期",
        "write it like 2026-03-05",
    ),
    "DATE-02": _warning(
        "日期晚于评估日，按未知处理",
        "the date is after the assessment day; counts as unknown",
        "核对日期",
        "check the date",
    ),
    "SCORE-01": _error(
        "必需的指标值未知，不予评分",
        "a value that the rule requires is unknown; not scored",
        "补充这个值",
        "provide the value",
    ),
    "SCORE-02": _error(
        "指标值不在任何一档之内",
        "a value stands outside every row of its scale",
        "检查该指标的分档和 plausible",
        "check the scale's rows and the plausible range",
    ),
    "SCORE-03": _error(
        "没有任何适用的指标，不予评分",
        "no indicator applies; not scored",
        "检查场所类型和不适用项",
        "check the place type and what is marked not applicable",
    ),
}
_LINKS = {
    "ROLL-01": _warning(
        "下级清单里的所属编号不在本级名单里，未汇总",
        "subjects of the level below name an id that is not in this list; not rolled up",
        "核对编号，或在本级名单中补充",
        "check the id or add it to this list",
    ),
    "ROLL-02": _note(
        "没有下级清单，汇总指标按未知处理",
        "no register of the level below was given; rolled-up fields are unknown",
        "先评估下级，用 --below 给出其结果文件夹",
        "assess the level below first and name its folder with --below",
    ),
}
_RULES = {
    "RULE-01": _error(
        "不是合法的 YAML", "not valid YAML", "检查缩进、冒号和引号", "check indentation, colons and quotes"
    ),
    "RULE-02": _error("多出的键", "an unknown key", "改成允许的键或删去", "use an allowed key or delete it"),
    "RULE-03": _error("同一个键出现两次", "the same key twice", "删去一个", "delete one"),
    "RULE-04": _error("缺少必需的键", "a required key is missing", "补上这个键", "add the key"),
    "RULE-05": _error("值不允许", "the value is not allowed", "改成允许的值", "use an allowed value"),
    "RULE-06": _error("同级权重之和不等于 1", "sibling weights do not sum to 1", "调整权重", "adjust the weights"),
    "RULE-07": _error(
        "分档不连续或重叠",
        "steps leave a gap or overlap",
        "使上一档的 to 等于下一档的 from",
        "let each `to` equal the next `from`",
    ),
    "RULE-08": _error(
        "得分与方向矛盾",
        "points run against the direction",
        "检查 direction 或各档得分",
        "check direction or the points",
    ),
    "RULE-09": _error(
        "等级没有覆盖整个分值范围",
        "the grades do not cover the scale",
        "补齐等级界限",
        "complete the grade cuts",
    ),
    "RULE-10": _error(
        "指标树启用时该指标还没有条款",
        "no block of this indicator is in force when the tree starts to use it",
        "补一个更早的日期块",
        "add an earlier dated block",
    ),
    "RULE-11": _error(
        "依据未在 sources.yaml 登记",
        "the source is not listed in sources.yaml",
        "登记该文件或改正 source",
        "list it or mend `source`",
    ),
    "RULE-12": _error(
        "依据在该日期不在有效期内",
        "the source was not in force on that date",
        "改日期或换依据",
        "change the date or the source",
    ),
    "RULE-13": _warning(
        "依据核对已超过 400 天",
        "the reference was checked more than 400 days ago",
        "重新核对并更新 checked",
        "check again and update `checked`",
    ),
    "RULE-14": _error(
        "指标树的叶子没有指标文件",
        "a leaf of the tree has no indicator file",
        "新建指标文件或删去叶子",
        "add the file or drop the leaf",
    ),
    "RULE-15": _error(
        "指标文件不在指标树里",
        "an indicator file is not in the tree",
        "加入指标树或删去文件",
        "add it to the tree or delete it",
    ),
    "RULE-16": _error(
        "条件里的字段不存在",
        "a condition names a field that does not exist",
        "在 fields.yaml 登记该字段",
        "list the field in fields.yaml",
    ),
    "RULE-17": _error(
        "判断矩阵一致性比率 CR 不小于 0.1",
        "the judgement matrix's consistency ratio is not below 0.1",
        "调整判断矩阵",
        "revise the judgements",
    ),
    "RULE-18": _error(
        "判断矩阵不合格",
        "the judgement matrix is not acceptable",
        "检查互反性和阶数",
        "check reciprocity and size",
    ),
    "RULE-19": _error(
        "指标用到的字段不存在",
        "the indicator uses a field that does not exist",
        "在 fields.yaml 登记该字段",
        "list the field in fields.yaml",
    ),
    "RULE-20": _error(
        "id 与文件名不同或重复",
        "the id differs from the file's name or is doubled",
        "使两者一致",
        "make them agree",
    ),
    "RULE-21": _error(
        "不认识的计量单位",
        "an unknown measure (uom)",
        "用 riskkit/uom.py 里的写法",
        "use a measure of riskkit/uom.py",
    ),
    "RULE-22": _error(
        "得分超出满分", "points beyond full_points", "检查得分和满分", "check the points and full_points"
    ),
    "RULE-23": _error(
        "选项与字段的选项不一致",
        "levels differ from the field's levels",
        "使两处选项一致",
        "make both lists agree",
    ),
    "RULE-24": _warning(
        "该日期后有已公布但未录入的新规定",
        "a newer rule is announced for this day but its text is not entered",
        "取得文本后录入；目前沿用旧条款",
        "enter it once the text is available; the old block is used",
    ),
    "RULE-30": _error("没有这个规则集", "no such rulebook", "用 riskkit rules list 查看", "see riskkit rules list"),
    "RULE-31": _error(
        "评估日早于任何条款",
        "the day is before any block in force",
        "换一个评估日，或补录更早的条款",
        "choose a later day or add earlier blocks",
    ),
}
_WEIGHTS = {
    "AHP-01": _error(
        "判断矩阵不是方阵或不足两阶",
        "the judgement matrix is not square or too small",
        "检查行列数",
        "check its rows and columns",
    ),
    "AHP-02": _error(
        "判断矩阵不互反",
        "the judgement matrix is not reciprocal",
        "使 a(j,i) = 1/a(i,j)",
        "let a(j,i) = 1/a(i,j)",
    ),
    "AHP-03": _error(
        "一致性比率 CR 不小于 0.1",
        "the consistency ratio is not below 0.1",
        "调整最不一致的一对判断",
        "revise the most inconsistent pair",
    ),
    "AHP-04": _error(
        "阶数超出 RI 表",
        "the size is beyond the RI table",
        "分成更小的层次",
        "split the criteria into smaller groups",
    ),
    "AHP-05": _error(
        "有准则没有与其他准则比较",
        "the comparisons do not connect all criteria",
        "补充两两比较",
        "add the missing comparisons",
    ),
    "WGT-01": _error("权重为负", "a weight is negative", "权重应不小于 0", "weights must not be negative"),
    "WGT-02": _error("权重之和不等于 1", "weights do not sum to 1", "调整权重", "adjust the weights"),
    "WGT-03": _warning(
        "这一列取值全相同，权重为 0",
        "a constant column has weight 0",
        "确认是否应当删去该准则",
        "consider dropping the criterion",
    ),
    "WGT-04": _error(
        "熵权法不允许负值",
        "entropy weights do not allow a negative value",
        "先平移或改用极差标准化",
        "shift the column or use min-max scaling",
    ),
    "WGT-05": _error(
        "有空单元格",
        "an empty cell",
        "补值，或指明缺失处理方式",
        "fill it or state the policy for missing cells",
    ),
    "WGT-06": _error(
        "各列完全相关，CRITIC 无法区分权重",
        "the columns are perfectly correlated; CRITIC cannot tell their weights apart",
        "改用熵权法或标准差法",
        "use entropy or standard deviation weights",
    ),
}
_FREQUENCY = {
    "FREQ-01": _error(
        "特征的观察日晚于火灾统计窗口的开始",
        "a feature was observed after the fire window opens",
        "去掉该特征或换用更早的数据",
        "drop the feature or use earlier data",
    ),
    "FREQ-02": _error(
        "没有可用的火灾记录",
        "no usable fire record",
        "检查火灾表的编号和日期",
        "check the ids and dates of the fire table",
    ),
    "FREQ-03": _error(
        "暴露量必须大于 0",
        "exposure must be positive",
        "检查开业和停业日期",
        "check opening and closing dates",
    ),
    "FREQ-04": _warning(
        "火灾记录的编号不在名单里，未计入",
        "a fire's id is not among the subjects; not counted",
        "核对编号",
        "check the id",
    ),
    "FREQ-05": _error(
        "模型没有收敛",
        "the model did not converge",
        "检查特征尺度和取值",
        "check the features' scales and values",
    ),
    "FREQ-06": _note(
        "这一类没有发生过火灾，已合并收缩",
        "a level without any fire was pooled and shrunk",
        "无需处理",
        "nothing to do",
    ),
    "FREQ-07": _warning(
        "统计窗口跨越 2025-05-01 火灾统计口径变化",
        "the window straddles the change of statistical scope on 2025-05-01",
        "解释趋势时注意口径",
        "mind the scope when reading the trend",
    ),
    "FREQ-08": _warning(
        "火灾日期不在统计窗口内，未计入",
        "a fire outside the window; not counted",
        "核对日期",
        "check the date",
    ),
    "FREQ-12": _note(
        "火灾表只用于估计火灾频率，不自动计入指标和直接判定项",
        "the table of fires feeds the frequency only, no indicator and no veto",
        "请在评估对象的表里填“近12个月一般火灾起数”“近12个月较大以上火灾起数”",
        "state the fires of the last 12 months in the extract itself",
    ),
    "FREQ-09": _error(
        "输入的表或列不合格",
        "the table or a column given is not acceptable",
        "按文档提供",
        "provide it as documented",
    ),
    "FREQ-10": _warning(
        "这个规则集不估计火灾频率，火灾记录表未使用",
        "this rulebook estimates no fire frequency; the table of fires is not used",
        "在单位级评估时给出火灾记录表，上级用 --below 汇总",
        "give the fires when units are assessed; upper levels roll up with --below",
    ),
    "FREQ-11": _warning(
        "火灾记录不足以回测，模型卡里没有回测表",
        "the fire record is too short for a back-test; the model card has none",
        "给出至少两个年度的火灾记录，或不加 --backtest",
        "give at least two years of fires, or leave out --backtest",
    ),
}

_BUGS = {
    "BUG-01": _error(
        "riskkit 遇到未预料的情况",
        "riskkit met something unforeseen",
        "请把这一行和文件表头报告给维护者；设 RISKKIT_TRACEBACK=1 可看细节",
        "report this line and the file's header; RISKKIT_TRACEBACK=1 shows details",
    ),
    "BUG-02": _error(
        "内存不足",
        "out of memory",
        "减小 --chunk-rows，或用 --explanations top:5 --pages none",
        "lower --chunk-rows or use --explanations top:5 --pages none",
    ),
}

CODES: dict[str, Code] = {
    **_FILES,
    **_COLUMNS,
    **_ROWS,
    **_VALUES,
    **_LINKS,
    **_RULES,
    **_WEIGHTS,
    **_FREQUENCY,
    **_BUGS,
}
