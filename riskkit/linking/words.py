"""The words of linking in both languages: how a pair was found, why it waits, its evidence, kinds of groups."""

from __future__ import annotations

from enum import StrEnum

from riskkit.linking.evidence import Address, Area, Code, Industry, Name, Place
from riskkit.terms import Label


class How(StrEnum):
    """The station that found a pair."""

    CODE = "code"
    CODE_ADDRESS = "code_address"
    NAME_ADDRESS = "name_address"
    COMPARED = "compared"
    REVIEWED = "reviewed"


class Why(StrEnum):
    """Why a pair waits for a human."""

    CODES_DIFFER = "codes_differ"
    CODE_ELSEWHERE = "code_elsewhere"
    NUMBERS_DIFFER = "numbers_differ"
    ADDRESS_DIFFERS = "address_differs"
    NO_NAME = "no_name"
    NO_ADDRESS = "no_address"
    RIVALS = "rivals"
    BELOW = "below"
    DOUBTED = "doubted"


class State(StrEnum):
    """What became of a row of A or of B."""

    LINKED = "linked"
    REVIEW = "review"
    ONLY = "only"


class Conclusion(StrEnum):
    """What a human answered about a pair."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class GroupKind(StrEnum):
    """What the rows of a group share."""

    SITES = "sites"
    DOUBLED = "doubled"
    SHARED_CODE = "shared_code"
    BUILDING = "building"


class Conflict(StrEnum):
    """How far two values of a joined pair differ."""

    WRITING = "writing"
    CONTENT = "content"


HOW_LABELS: dict[str, Label] = {
    How.CODE: Label("代码相同", "same code"),
    How.CODE_ADDRESS: Label("代码和地址相同", "same code and address"),
    How.NAME_ADDRESS: Label("名称和地址相同", "same name and address"),
    How.COMPARED: Label("名称、地址等比对", "name, address and more compared"),
    How.REVIEWED: Label("人工核对", "checked by a human"),
}
WHY_LABELS: dict[str, Label] = {
    Why.CODES_DIFFER: Label("两边代码都有效而不同", "both codes are valid and differ"),
    Why.CODE_ELSEWHERE: Label("代码指向另一行", "the code points at another row"),
    Why.NUMBERS_DIFFER: Label("名称里的编号不同", "the names hold different numbers"),
    Why.ADDRESS_DIFFERS: Label("地址或坐标不一致", "addresses or coordinates disagree"),
    Why.NO_NAME: Label("没有可对照的名称", "no name to compare"),
    Why.NO_ADDRESS: Label("没有可对照的地址", "no address to compare"),
    Why.RIVALS: Label("另有同样相符的行", "other rows agree as well"),
    Why.BELOW: Label("把握不足", "not certain enough"),
    Why.DOUBTED: Label("上次核对存疑", "doubted when last checked"),
}
CONCLUSION_LABELS: dict[str, Label] = {
    Conclusion.YES: Label("是", "yes"),
    Conclusion.NO: Label("否", "no"),
    Conclusion.UNSURE: Label("存疑", "unsure"),
}
STATE_LABELS: dict[str, Label] = {
    State.LINKED: Label("已关联", "linked"),
    State.REVIEW: Label("待核", "to review"),
    State.ONLY: Label("仅一方有", "on one side only"),
}
GROUP_LABELS: dict[str, Label] = {
    GroupKind.SITES: Label("一家单位多处场所", "one unit, many sites"),
    GroupKind.DOUBLED: Label("同一单位同一地址重复登记", "one unit entered twice at one address"),
    GroupKind.SHARED_CODE: Label("一个代码多个名称", "one code, several names"),
    GroupKind.BUILDING: Label("一处地址多家单位", "one address, many units"),
}
CONFLICT_LABELS: dict[str, Label] = {
    Conflict.WRITING: Label("写法不同", "written differently"),
    Conflict.CONTENT: Label("内容不同", "different"),
}
FIELD_LABELS: dict[str, Label] = {
    "name": Label("名称", "name"),
    "uscc": Label("统一社会信用代码", "credit code"),
    "address": Label("地址", "address"),
    "area_code": Label("行政区划代码", "area code"),
    "industry_code": Label("行业代码", "industry code"),
    "coordinates": Label("经纬度", "coordinates"),
}
# what is said of a pair, by kind of evidence; an empty label says nothing
LEVEL_LABELS: dict[str, dict[str, Label]] = {
    "code": {
        Code.SAME: Label("代码相同", "same code"),
        Code.SHARED: Label("代码相同（多行共用）", "same code (several rows have it)"),
        Code.DIFFERENT: Label("代码不同", "different codes"),
        Code.UNKNOWN: Label("", ""),
    },
    "name": {
        Name.SAME: Label("名称相同", "same name"),
        Name.COMMON: Label("名称相同（多行同名）", "same name (several rows)"),
        Name.NEAR: Label("名称相近", "names nearly the same"),
        Name.SIMILAR: Label("名称部分相同", "names alike in part"),
        Name.NUMBERED: Label("名称编号不同", "numbers in the names differ"),
        Name.DIFFERENT: Label("名称不同", "different names"),
        Name.UNKNOWN: Label("缺名称", "a name lacks"),
    },
    "address": {
        Address.SAME: Label("地址相同", "same address"),
        Address.HOUSE: Label("门牌相同（一边没有写全）", "same house (one side is not complete)"),
        Address.NEAR: Label("号码相同、路名写法不同", "same numbers, street written otherwise"),
        Address.STREET: Label("路名相同（一边没有号码）", "same street (a number lacks)"),
        Address.NUMBERED: Label("路名相近、号码不同", "street alike, other number"),
        Address.DIFFERENT: Label("地址不同", "different addresses"),
        Address.UNKNOWN: Label("缺地址", "an address lacks"),
    },
    "place": {
        Place.CLOSE: Label("坐标相距不超过 200 米", "at most 200 m apart"),
        Place.BETWEEN: Label("坐标相距 200—1000 米", "200 to 1000 m apart"),
        Place.FAR: Label("坐标相距超过 1000 米", "more than 1000 m apart"),
        Place.UNKNOWN: Label("", ""),
    },
    "area": {
        Area.SAME: Label("区划相同", "same area"),
        Area.DIFFERENT: Label("区划不同", "different areas"),
        Area.UNKNOWN: Label("", ""),
    },
    "industry": {
        Industry.SAME: Label("行业相同", "same industry"),
        Industry.DIVISION: Label("行业大类相同", "same industry division"),
        Industry.DIFFERENT: Label("行业不同", "different industries"),
        Industry.UNKNOWN: Label("", ""),
    },
}
