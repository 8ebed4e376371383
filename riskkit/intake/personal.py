"""Personal data: columns that announce or hold it are not read, numbers in free text are hidden."""

from __future__ import annotations

import re

from riskkit.intake.header_key import header_key

HIDDEN = "***"

# a mobile number, or an identity card's number with its day of birth (a credit code has none), in half or full width
_MOBILE = r"[1１][3-9３-９]\d{9}"
_IDENTITY = (
    r"\d{6}(?:[1１][9９]|[2２][0０])\d{2}(?:[0０][1-9１-９]|[1１][0-2０-２])"
    r"(?:[0０][1-9１-９]|[12１２]\d|[3３][01０１])\d{3}[\dXxＸｘ]"
)
_COUNTRY = r"(?:[8８][6６][\-－ ]?)?"
_NUMBERS = re.compile(rf"(?<!\d)(?:{_COUNTRY}{_MOBILE}|{_IDENTITY})(?!\d)")
# within one cell the digits of a mobile number may stand in groups; across cells they would be three numbers
_GROUPED = r"[1１][3-9３-９]\d[\-－ ]?\d{4}[\-－ ]?\d{4}"
_ONE_IN_CELL = rf"(?:{_COUNTRY}{_GROUPED}|{_IDENTITY})"
_NUMBERS_IN_CELL = re.compile(rf"(?<!\d){_ONE_IN_CELL}(?!\d)")
# the same for polars, whose patterns cannot look around
IN_CELL = rf"(?:^|\D){_ONE_IN_CELL}(?:\D|$)"
WHOLE_NUMBER = rf"^(?:(?:\+?86)?-?{_MOBILE}|{_IDENTITY})$"
_PERSONAL = re.compile(
    r"身份证|证件号|手机|电话|联系方式|微信|电子邮件|邮箱|家庭住址|家庭地址|户籍地址|银行卡|护照号|"
    r"idcard|identitycard|phone|mobile|telephone|e-?mail"
)
# the name of a person; 是否有负责人 asks for none
_NAME_OF_PERSON = re.compile(
    r"^(?!是否|有无).*(?:姓名|法人代表|法定代表人|法人|负责人|联系人|责任人|管理人|经办人|户主)$"
)


def hidden(text: str) -> str:
    """``text`` with mobile and identity card numbers hidden.

    >>> hidden("填表人：张三 13800000000")
    '填表人：张三 ***'
    """
    return _NUMBERS.sub(HIDDEN, text)


def hidden_in_cell(text: str) -> str:
    """The text of one cell with such numbers hidden, those written in groups too.

    >>> hidden_in_cell("店主 +86 138-0000-0000，文一路138号")
    '店主 +***，文一路138号'
    """
    return _NUMBERS_IN_CELL.sub(HIDDEN, text)


def is_personal(text: str) -> bool:
    """Whether a header cell announces personal data: numbers, addresses and names of persons (COL-05).

    >>> is_personal("联系手机"), is_personal("消防安全责任人"), is_personal("单位名称"), is_personal("是否确定责任人")
    (True, True, False, False)
    """
    name = header_key(text).name
    return bool(_PERSONAL.search(name) or _NAME_OF_PERSON.match(name))
