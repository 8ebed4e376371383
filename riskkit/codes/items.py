"""Codes of checked items and samples (ITEM-…)."""

from riskkit.codes.shape import Code, note, warning

ITEMS: dict[str, Code] = {
    "ITEM-01": warning(
        "没有检查项名称，这一行单独作为一项",
        "no name of the item; the row is taken as an item of its own",
        "补上检查项名称",
        "fill in the name of the item",
    ),
    "ITEM-02": warning(
        "不合格项的类别不能确定，相关的不合格数留空",
        "the class of a failed item cannot be told; the counts that it may belong to are left empty",
        "补上类别，或补上是否强制性条文和条文内容",
        "fill in its class, or whether its clause is mandatory and the wording",
    ),
    "ITEM-03": note(
        "条文里只有可能是别的词的“应”（如应用、对应），按C类处理",
        "the only 应 of the clause may belong to another word (应用, 对应); taken as class C",
        "核对条文；是“应”的，在类别一栏写B类",
        "look at the clause; where it is an order, write class B",
    ),
    "ITEM-04": warning(
        "同一检查项在各行的类别不同，按最严的一类",
        "one item has different classes in its rows; the strictest is taken",
        "统一这一项的类别",
        "give the item one class",
    ),
    "ITEM-05": warning(
        "检查结果读不懂，相关的项数留空",
        "a result that cannot be read; the counts that it may belong to are left empty",
        "写成合格、不合格、不适用或未检查",
        "write 合格, 不合格, 不适用 or 未检查",
    ),
    "ITEM-06": warning(
        "单位有没有查完的检查项（未检查、空白或读不懂），相关的项数留空，不能据此判为合格",
        "the unit has items that were not checked (or left blank, or cannot be read); the counts that they may belong to are left empty, and the unit cannot pass",
        "补查后填写合格或不合格；确实没有这一项的写“不适用”",
        "check them and write 合格 or 不合格; write 不适用 where the unit has no such item",
    ),
    "ITEM-07": warning(
        "类别是按条文归的，不是GB 50166、GB 51251验收判定的类别；验收判定用的A、B、C类不合格项数留空，另列在“（含按条文归类）”各栏",
        "the class rests on the clause and is no class of GB 50166 or GB 51251; the counts of failed A, B and C items for acceptance are left empty, those with the class by clause stand in columns of their own",
        "用于验收判定的，由检查人员按该标准在“类别”一栏填A、B或C",
        "for acceptance the checkers fill in the class column by that standard",
    ),
    "ITEM-11": warning(
        "抽查的处数不足",
        "too few places were checked",
        "疏散设施和消防设施各抽查2处以上，不足2处的全查",
        "check at least 2 places of each evacuation and fire facility, all where there are no more",
    ),
    "ITEM-12": warning(
        "有一处不合格，没有再抽4处",
        "a place failed and not 4 more were checked",
        "再抽查4处，不足4处的全查",
        "check 4 more places, all where there are fewer",
    ),
    "ITEM-13": warning(
        "应当全数检查的没有全查",
        "what is to be checked throughout was not",
        "查完全部",
        "check all of them",
    ),
    "ITEM-14": warning(
        "问卷人数不足",
        "too few people were asked",
        "再询问，含管理人员、操作人员、志愿消防人员和员工",
        "ask more people, among them managers, operators, volunteers and staff",
    ),
    "ITEM-15": warning(
        "管理单元的取样人数不足（DB13/T 5336-2021，河北）",
        "too few people of the management were asked (DB13/T 5336-2021, Hebei)",
        "补足取样人数；不在河北的可以不理会",
        "ask more people; outside Hebei this may be left",
    ),
    "ITEM-16": note(
        "没有总数，不能判断取样是否足够",
        "how many there are is not given; whether the sample is enough cannot be told",
        "补上总数",
        "fill in how many there are",
    ),
}
