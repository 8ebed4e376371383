"""Codes of tables of fires (FIRE-…): what one table of fires tells about itself; STAT-… are those of its statistics."""

from riskkit.codes.shape import Code, note, warning

FIRE_RECORDS: dict[str, Code] = {
    "FIRE-01": warning(
        "火灾表跨越统计口径的变化，前后的起数、死亡人数、等级不可直接比较",
        "the fires span a change of statistical scope; numbers, deaths and grades before and after are not comparable",
        "分段统计；补报、改报过的在“统计口径”列写明",
        "count them apart; state another scope in a column 统计口径 where fires were reported again",
    ),
    "FIRE-02": warning(
        "死亡日期超过统计时限，按规定不计入这起火灾的死亡人数",
        "the day of death lies after the window of the statistics; such a death does not count",
        "移到“超过统计时限的死亡人数”列",
        "move it to the column of deaths after the window",
    ),
    "FIRE-03": warning(
        "死亡日期早于起火日期",
        "the day of death is before the fire",
        "核对两个日期",
        "check both days",
    ),
    "FIRE-04": note(
        "有死亡的火灾，没有“是否刑事案件”一列，刑事案件的死亡不能分开统计",
        "there are deaths and no column of criminal cases; their deaths cannot be told apart",
        "增加“是否刑事案件”一列",
        "add a column 是否刑事案件",
    ),
    "FIRE-05": warning(
        "起火原因写的是放火，但没有标为刑事案件",
        "the cause is arson, and the fire is not marked as a criminal case",
        "核对原因和“是否刑事案件”",
        "check the cause and the column of criminal cases",
    ),
    "FIRE-06": note(
        "表里有新规定施行前后的轻微火灾：施行前计入一般火灾，施行后单列",
        "slight fires on both sides of the new rule: ordinary fires before it, told apart since",
        "比较一般火灾起数时注明口径",
        "mind the scope when comparing ordinary fires",
    ),
    "FIRE-07": note(
        "损失一列的表头没有写计量单位，按元读",
        "the header of the loss states no measure; read as yuan",
        "写成“直接财产损失（元）”或“（万元）”",
        "write 直接财产损失（元） or （万元）",
    ),
    "FIRE-08": warning(
        "损失的中位数不像是这个计量单位",
        "the median loss does not look like this measure",
        "核对损失是元还是万元，写在表头",
        "check whether the loss is in yuan or 10,000 yuan, and say so in the header",
    ),
    "FIRE-09": warning(
        "超过统计时限的死亡人数多于死亡人数",
        "more deaths after the window than deaths",
        "核对两列；死亡人数应包括时限之后的，或两列都改",
        "check both columns; deaths include those after the window",
    ),
}
