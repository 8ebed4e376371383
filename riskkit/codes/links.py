"""Codes of what joins the levels."""

from riskkit.codes.shape import Code, note, warning

LINKS: dict[str, Code] = {
    "ROLL-01": warning(
        "下级清单里的所属编号不在本级名单里，未汇总",
        "subjects of the level below name an id that is not in this list; not rolled up",
        "核对编号，或在本级名单中补充",
        "check the id or add it to this list",
    ),
    "ROLL-02": note(
        "没有下级清单，汇总指标按未知处理",
        "no register of the level below was given; rolled-up fields are unknown",
        "先评估下级，用 --below 给出其结果文件夹",
        "assess the level below first and name its folder with --below",
    ),
}
