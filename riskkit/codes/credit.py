"""Codes of credit records and human overrides (CRED-…, OVR-…)."""

from riskkit.codes.shape import Code, error, note, warning

CREDIT: dict[str, Code] = {
    "CRED-01": warning(
        "失信记录的单位编号不在本次评分的对象中，未使用",
        "a credit record of an id that is not among the subjects scored; not used",
        "核对编号，或在名单中补充该单位",
        "check the id or add the unit to the list",
    ),
    "CRED-02": warning(
        "修复日期早于记录日期",
        "the day of the repair is before the day of the record",
        "核对两个日期；更正前按修复日期判断",
        "check both days; until then the day of the repair decides",
    ),
    "CRED-03": warning(
        "失信记录没有记录日期，不能判断是否在评估日之前",
        "a credit record without a day; whether it is before the day of assessment cannot be told",
        "补填记录日期；更正前按其余日期判断",
        "fill in the day; until then its other days decide",
    ),
    "CRED-04": warning(
        "失信记录既没有公示截止日期，也没有修复日期，按在用处理",
        "a credit record without a last day of publicity and without a repair; counts as in use",
        "补填公示截止日期或修复日期；公示期限不作推定",
        "fill in the last day of publicity or the repair; no length of publicity is assumed",
    ),
    "CRED-05": note(
        "失信记录晚于评估日，未使用",
        "the credit record is later than the day of assessment; not used",
        "无需处理；如日期有误请更正",
        "nothing to do unless the day is wrong",
    ),
    "CRED-06": warning(
        "公示截止日期早于记录日期",
        "the last day of publicity is before the day of the record",
        "核对两个日期；更正前按公示截止日期判断",
        "check both days; until then the last day of publicity decides",
    ),
    "CRED-07": warning(
        "这一列由失信记录表计算，导出表里的值不使用",
        "this column is computed from the table of credit records; the extract's own is not used",
        "用 --credit 给出失信记录表",
        "give the records with --credit",
    ),
    "CRED-08": note(
        "没有失信记录表，相关字段按未知处理",
        "no table of credit records was given; the fields made from it are unknown",
        "用 --credit 给出失信记录表（没有记录的，给只有表头的表）",
        "give the records with --credit (a table with a header alone where there are none)",
    ),
    "CRED-09": warning(
        "规则集不认识这个失信等级，该单位的最重等级按未知处理",
        "the rulebook does not know this level of a credit record; the subject's worst level is unknown",
        "改成规则集里的等级，或在 fields.yaml 里补充写法",
        "use a level of the rulebook or add the word to fields.yaml",
    ),
    "CRED-10": warning(
        "同一条失信记录出现多次，只计一次；其中一条不再使用的，整条不计入",
        "the same credit record again; counted once, and not at all where one copy may not be used",
        "删去重复的行",
        "delete the repeated rows",
    ),
    "CRED-11": error(
        "修复日期或公示截止日期读不出，不能判断是否仍可使用，未使用",
        "the day of the repair or the last day of publicity cannot be read; whether the record may be used cannot be "
        "told, so it is not",
        "改成 2026-03-05 这样的日期后重新评估",
        "write the day like 2026-03-05 and assess again",
    ),
    "OVR-01": error(
        "人工调整的编号不在本次评分的对象中，未采用",
        "an override of an id that is not among the subjects scored; not applied",
        "核对编号；未评分的对象没有等级可调整",
        "check the id; a subject that is not scored has no grade",
    ),
    "OVR-02": error(
        "原等级与按规则得出的等级不符，人工调整未采用",
        "the grade before is not the one that the rules give; the override is not applied",
        "按本次结果重新办理调整",
        "decide again on this result",
    ),
    "OVR-03": error(
        "调整后等级不是本规则集的等级，人工调整未采用",
        "the grade after is none of this rulebook; the override is not applied",
        "改成允许的等级之一",
        "use one of the grades allowed",
    ),
    "OVR-04": error(
        "人工调整缺少理由、批准人或日期，未采用",
        "an override without reason, approver or day; not applied",
        "补填后重新评估",
        "fill it in and assess again",
    ),
    "OVR-05": error(
        "人工调整的日期晚于评估日，未采用",
        "the override was decided after the day of assessment; not applied",
        "核对日期，或改评估日",
        "check the day, or assess on a later one",
    ),
    "OVR-06": error(
        "同一对象有两条以上人工调整，都未采用",
        "more than one override of one subject; none of them is applied",
        "只保留有效的一条",
        "keep the one that is valid",
    ),
    "OVR-07": error(
        "调整前后等级相同，不作人工调整",
        "the grades before and after are the same; there is nothing to override",
        "核对等级，或删去这一行",
        "check the grades or delete the row",
    ),
    "OVR-08": warning(
        "人工调整已采用，但直接判定或否决情形仍然成立，仍排在前面",
        "the override is applied, but the ground of the veto still stands and keeps the subject at the top",
        "情形有误的，更正数据后重新评估",
        "if the ground is wrong, mend the data and assess again",
    ),
}
