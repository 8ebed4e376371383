"""Codes of rule files and rulebooks."""

from riskkit.codes.shape import Code, error, note, warning

RULES: dict[str, Code] = {
    "RULE-01": error(
        "不是合法的 YAML", "not valid YAML", "检查缩进、冒号和引号", "check indentation, colons and quotes"
    ),
    "RULE-02": error("多出的键", "an unknown key", "改成允许的键或删去", "use an allowed key or delete it"),
    "RULE-03": error("同一个键出现两次", "the same key twice", "删去一个", "delete one"),
    "RULE-04": error("缺少必需的键", "a required key is missing", "补上这个键", "add the key"),
    "RULE-05": error("值不允许", "the value is not allowed", "改成允许的值", "use an allowed value"),
    "RULE-06": error("同级权重之和不等于 1", "sibling weights do not sum to 1", "调整权重", "adjust the weights"),
    "RULE-07": error(
        "分档不连续或重叠",
        "steps leave a gap or overlap",
        "使上一档的 to 等于下一档的 from",
        "let each `to` equal the next `from`",
    ),
    "RULE-08": error(
        "得分与方向矛盾",
        "points run against the direction",
        "检查 direction 或各档得分",
        "check direction or the points",
    ),
    "RULE-09": error(
        "等级没有覆盖整个分值范围",
        "the grades do not cover the scale",
        "补齐等级界限",
        "complete the grade cuts",
    ),
    "RULE-10": error(
        "指标树启用时该指标还没有条款",
        "no block of this indicator is in force when the tree starts to use it",
        "补一个更早的日期块",
        "add an earlier dated block",
    ),
    "RULE-11": error(
        "依据未在 sources.yaml 登记",
        "the source is not listed in sources.yaml",
        "登记该文件或改正 source",
        "list it or mend `source`",
    ),
    "RULE-12": error(
        "依据在该日期不在有效期内",
        "the source was not in force on that date",
        "改日期或换依据",
        "change the date or the source",
    ),
    "RULE-13": warning(
        "依据核对已超过 400 天",
        "the reference was checked more than 400 days ago",
        "重新核对并更新 checked",
        "check again and update `checked`",
    ),
    "RULE-14": error(
        "指标树的叶子没有指标文件",
        "a leaf of the tree has no indicator file",
        "新建指标文件或删去叶子",
        "add the file or drop the leaf",
    ),
    "RULE-15": error(
        "指标文件不在指标树里",
        "an indicator file is not in the tree",
        "加入指标树或删去文件",
        "add it to the tree or delete it",
    ),
    "RULE-16": error(
        "条件里的字段不存在",
        "a condition names a field that does not exist",
        "在 fields.yaml 登记该字段",
        "list the field in fields.yaml",
    ),
    "RULE-17": error(
        "判断矩阵一致性比率 CR 不小于 0.1",
        "the judgement matrix's consistency ratio is not below 0.1",
        "调整判断矩阵",
        "revise the judgements",
    ),
    "RULE-18": error(
        "判断矩阵不合格",
        "the judgement matrix is not acceptable",
        "检查互反性和阶数",
        "check reciprocity and size",
    ),
    "RULE-19": error(
        "指标用到的字段不存在",
        "the indicator uses a field that does not exist",
        "在 fields.yaml 登记该字段",
        "list the field in fields.yaml",
    ),
    "RULE-20": error(
        "id 与文件名不同或重复",
        "the id differs from the file's name or is doubled",
        "使两者一致",
        "make them agree",
    ),
    "RULE-21": error(
        "不认识的计量单位",
        "an unknown measure (uom)",
        "用 riskkit/uom.py 里的写法",
        "use a measure of riskkit/uom.py",
    ),
    "RULE-22": error("得分超出满分", "points beyond full_points", "检查得分和满分", "check the points and full_points"),
    "RULE-23": error(
        "选项与字段的选项不一致",
        "levels differ from the field's levels",
        "使两处选项一致",
        "make both lists agree",
    ),
    "RULE-24": warning(
        "该日期后有已公布但未录入的新规定",
        "a newer rule is announced for this day but its text is not entered",
        "取得文本后录入；目前沿用旧条款",
        "enter it once the text is available; the old block is used",
    ),
    "RULE-25": warning(
        "规则要用的文本没有收录，是一个待填的空缺",
        "a text that this rule needs is not shipped: an open slot",
        "取得原文后用 riskkit rules fill 填入，再用 --rule-root 评估",
        "fill it with riskkit rules fill once the text is at hand, then assess with --rule-root",
    ),
    "RULE-26": warning(
        "自这一天起有现行规定没有收录，本次评估没有用到它",
        "a rule in force since this day is not shipped; this assessment does not use it",
        "只在要用它时才需处理：见 riskkit rules stale 列出的规则集",
        "act only where you need it: riskkit rules stale names the rulebook",
    ),
    "RULE-27": warning(
        "这张评分表只见到一部分，得分按见到的部分折算",
        "only a part of this table was seen; the score is out of that part",
        "结论只用于见到的部分；取得全表后补入规则",
        "use the result for that part only; add the rest once the table is at hand",
    ),
    "RULE-28": note(
        "这是实际使用中的做法，不是规范，发布机关和文号未见",
        "a practice seen in use, no norm; its issuer and number were not seen",
        "引用时注明是做法",
        "call it a practice when you quote it",
    ),
    "RULE-30": error("没有这个规则集", "no such rulebook", "用 riskkit rules list 查看", "see riskkit rules list"),
    "RULE-32": error(
        "没有这个选项或选择",
        "no such option or choice",
        "写成 --choose 选项=选择，见 riskkit rules show",
        "write --choose OPTION=CHOICE; see riskkit rules show",
    ),
    "RULE-33": error(
        "空缺没有在 slots.yaml 说明",
        "a slot is not explained in slots.yaml",
        "在 slots.yaml 写明缺什么、为什么、从哪天起",
        "say in slots.yaml what is missing, why, and from which day",
    ),
    "RULE-34": error(
        "填写内容与空缺不符",
        "what was filled in does not fit the slots",
        "按所列位置补写；规则集或空缺代码写错的，对照 riskkit rules fill 给出的模板",
        "write at the places listed; for a wrong rulebook or slot see the template of riskkit rules fill",
    ),
    "RULE-35": error(
        "这个规则集没有要填的空缺",
        "this rulebook has no slot to fill",
        "缺什么、在哪个规则集里，见 riskkit rules stale",
        "riskkit rules stale tells what is missing, and in which rulebook",
    ),
    "RULE-40": error(
        "缺少必需的配置：规范没有给出，必须由使用者填写",
        "required configuration is missing: no norm gives it, the user must",
        "用 riskkit rules fill 规则集 -o 模板.yaml 取得模板，填好后 riskkit rules fill 规则集 --with 模板.yaml -o 目录，再加 --rule-root 目录",
        "riskkit rules fill RULEBOOK -o FILE gives a template; then riskkit rules fill RULEBOOK --with FILE -o DIR, and --rule-root DIR",
    ),
    "RULE-31": error(
        "评估日早于任何条款",
        "the day is before any block in force",
        "换一个评估日，或补录更早的条款",
        "choose a later day or add earlier blocks",
    ),
}
