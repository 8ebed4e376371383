"""By which words a row is recognised as no subject: totals, notes below the table, signatures, page numbers."""

from __future__ import annotations

import re

_MANY = r"(?:家|户|个|处|起|人|元|万元|亿元|㎡|m2|平方米|项|次|条|栋)"
_AFTER = rf"(?:\s*[：:].*|\s*[（(][^（()）]*[）)]|\s*[0-9][0-9,.]*\s*{_MANY}?)?"
_TOTAL_WORD = r"(?:本页|本表|本月|本季|本年|全[市县区省镇乡]|累|合|小|总|共)?\s*(?:合|小|总|共|累)?\s*计"
_MEAN_WORD = r"(?:总?平均[值数]?|均值|占比|百分比)"
# the whole cell is a total: 合计, 小 计, 总计（2家）, 共计：35家, 平均值, 其中：高层
TOTAL = rf"^[（(]?(?:{_TOTAL_WORD}|{_MEAN_WORD}|其中){_AFTER}[）)]?$"
# a total of a part: 城关镇小计
PART_TOTAL = r"^[^0-9：:，,。；]{1,15}\s*(?:小|合|总)\s*计(?:[（(][^（()）]*[）)])?$"
_NOTE_WORDS = (
    "备?注|附注|说明|填表说明|填报说明|填表人|填报人|填报|制表人?|编制人?|审核人?|审批人?|审定人?|校核人?|复核人?|统计人?|录入人?|经办人?|"
    "签发人?|签字|签名|盖章|主管|填报单位|制表单位|填报部门|填报日期|填表日期|填报时间|填表时间|制表日期|制表时间|"
    "统计日期|统计时间|截止日期|截止时间|报送日期|报送时间|打印日期|打印时间|导出日期|导出时间|打印人|导出人|单位负责人|"
    "部门负责人|分管领导|负责人|联系人|联系电话|数据来源|资料来源"
)
NOTE = rf"^[\s※*＊]*[（(]?(?:{_NOTE_WORDS})\s*[0-9]*[）)]?\s*[：:]"
BLANK_BELOW = r"^[\s（(/—\-*]*(?:以下(?:为)?空白|以下无正文|以下无内容|此行以下空白)[\s）)/—\-*。]*$"
# only where the row holds nothing else
LONE_DAY = r"^(?:截[至止])?\s*[0-9]{4}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?$"
SEAL = r"[（(]\s*(?:盖章|公章|签章|签字|印章)\s*[）)]"
SENTENCE = r"[。；：:]"
PAGE = r"^[\s—\-]*第\s*[0-9]+\s*页[\s，,/]*(?:共\s*[0-9]+\s*页)?[\s—\-]*$"
LONE_PAGE = r"^(?i:page)\s*[0-9]+(?:\s*(?i:of|/)\s*[0-9]+)?$|^[—\-]\s*[0-9]{1,4}\s*[—\-]$"
# a row whose id or first cell shows none of these is not looked at
SUSPECT = "|".join((TOTAL, PART_TOTAL, NOTE, BLANK_BELOW, LONE_DAY, SEAL, SENTENCE, PAGE, LONE_PAGE, r"^\s*$"))

IS_TOTAL, IS_PART_TOTAL = re.compile(TOTAL), re.compile(PART_TOTAL)
IS_NOTE = re.compile(f"{NOTE}|{BLANK_BELOW}")
IS_PAGE, IS_LONE_PAGE = re.compile(PAGE), re.compile(LONE_PAGE)
IS_LONE_NOTE = re.compile(f"{LONE_DAY}|{SEAL}|[\u4e00-\u9fff].*{SENTENCE}|{SENTENCE}.*[\u4e00-\u9fff]")
HAS_SEAL, HAS_CHINESE = re.compile(SEAL), re.compile("[\u4e00-\u9fff]")
# makes a row a total although another cell holds something in the id's place: the bare word, or one with a number
_COUNTED = rf"(?:[\s:（(]*[0-9][0-9,.]*\s*{_MANY}?[\s）)]*)?"
IS_SURE_TOTAL = re.compile(rf"^[（(]?(?:{_TOTAL_WORD}|{_MEAN_WORD}){_COUNTED}[）)]?$")
IS_CODE = re.compile(r"^(?=.*[0-9].*[0-9])[0-9A-Za-z\-_.]{4,}$")
IS_NUMBER = re.compile(r"^[+\-]?[0-9][0-9,.]*%?$")

STEMS = "甲乙丙丁戊己庚辛"
COLUMN_WORDS = ("栏次", "列次", "栏号", "列号", "行次")


def is_column_numbers(cells: list[str]) -> bool:
    """Whether all ``cells`` (NFKC) number the columns: 1 2 3 …, A B C …, 甲 乙 1 2 …, 栏次 1 2 …, (1) (2) ….

    A row that could be a subject's is none: numbers or letters alone must be six or more.

    >>> is_column_numbers(["甲", "乙", "1", "2"]), is_column_numbers(["栏次", "1", "2"])
    (True, True)
    >>> is_column_numbers(["1", "2", "3", "4"]), is_column_numbers(list("123456"))
    (False, True)
    """
    marked = bool(cells) and cells[0] in COLUMN_WORDS
    rest = cells[1:] if marked else cells
    stems = 0
    while stems < len(rest) and stems < len(STEMS) and rest[stems] == STEMS[stems]:
        stems += 1
    numbers = rest[stems:]
    bare = [re.sub(r"^[(\[](\d+)[)\]]$", r"\1", cell) for cell in numbers]
    counts = [cell.partition("=")[0] for cell in bare]
    if len(cells) < 3 or not numbers:
        return len(cells) >= 3 and stems == len(rest) >= 3
    if stems:
        return len(cells) >= 4 and counts == [str(at) for at in range(1, len(counts) + 1)]
    starts = (1, 2) if marked else (1,)
    ordered = any(counts == [str(at) for at in range(start, start + len(counts))] for start in starts)
    lettered = [cell.upper() for cell in numbers] == [chr(65 + at) for at in range(len(numbers))] and len(numbers) <= 26
    least = 2 if marked else 3 if bare != numbers else 6
    return (ordered or lettered) and len(numbers) >= least
