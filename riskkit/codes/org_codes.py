"""Codes of unified social credit codes (GB 32100-2015) and of the older codes in their column."""

from riskkit.codes.shape import Code, error, note, warning

ORG_CODES: dict[str, Code] = {
    "USCC-01": warning(
        "统一社会信用代码校验位不符",
        "the unified social credit code's check digit is wrong",
        "对照营业执照更正",
        "correct it from the licence",
    ),
    "USCC-02": note(
        "代码里的空格、连字符、小写或全角已统一",
        "spaces, hyphens, small or full-width letters in the code were made uniform",
        "无需处理",
        "nothing to do",
    ),
    "USCC-03": warning(
        "代码里的字母 O、I 已改为数字 0、1，改后校验位相符",
        "the letters O and I in the code were read as 0 and 1; its check digit then passes",
        "对照营业执照确认",
        "compare with the licence",
    ),
    "USCC-04": error(
        "统一社会信用代码被表格软件存成数字，末几位已丢失",
        "the unified social credit code was stored as a number and has lost its last digits",
        "在源系统把这一列导出为文本格式，不要手工猜补",
        "export the column again as text; do not guess the digits",
    ),
    "USCC-05": warning(
        "填的是 9 位组织机构代码，照原样保留",
        "an organisation code of 9 characters; kept as it is",
        "换成 18 位统一社会信用代码",
        "replace it by the 18 characters of the unified code",
    ),
    "USCC-06": warning(
        "填的是 15 位工商注册号，照原样保留",
        "a business registration number of 15 digits; kept as it is",
        "换成 18 位统一社会信用代码",
        "replace it by the 18 characters of the unified code",
    ),
    "USCC-07": error(
        "不是统一社会信用代码（位数不对，或含 I O Z S V 等不允许的字符），按未知处理",
        "no unified social credit code (another length, or characters such as I O Z S V); counts as unknown",
        "对照营业执照填写 18 位代码",
        "write the 18 characters from the licence",
    ),
}
