"""Codes of what joins the levels."""

from riskkit.codes.shape import Code, error, note, warning

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
    "ROLL-03": note(
        "同一层级的几份下级结果合并汇总：各按自己规则集的等级计最差等级，后果按各自的量",
        "several results of one level are rolled up together: each by its own grades, consequence in its own measure",
        "确认这些规则集的后果量（如容纳人数）可比",
        "make sure that their measure of consequence (such as occupants) is the same",
    ),
    "ROLL-04": error(
        "同一层级的几份下级结果里有相同编号，不能合并汇总",
        "results of one level share subject ids; they cannot be rolled up together",
        "每个对象只留一份结果：分开各规则集的名单，或改编号",
        "keep one result a subject: split the lists of the rulebooks, or change the ids",
    ),
    "ROLL-05": warning(
        "同一层级只有部分下级结果有火灾频率，合计的期望起数偏低",
        "only some results of the level below have expected fires; their sum is too low",
        "评估下级时都给出 --fires",
        "give --fires when assessing each of them",
    ),
}
