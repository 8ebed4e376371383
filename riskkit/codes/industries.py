"""Codes of industry codes (GB/T 4754-2017)."""

from riskkit.codes.shape import Code, error, note, warning

INDUSTRIES: dict[str, Code] = {
    "IND-01": error(
        "不是国民经济行业代码，按未知处理",
        "no industry code; counts as unknown",
        "写成门类字母加 2 至 4 位数字，如 H6110",
        "write the section's letter and 2 to 4 digits, such as H6110",
    ),
    "IND-02": warning(
        "行业代码的门类字母与数字不符",
        "the letter of the industry code does not go with its digits",
        "核对字母和前两位数字",
        "check the letter and the first two digits",
    ),
    "IND-03": error(
        "没有这个行业大类，按未知处理",
        "there is no such division; counts as unknown",
        "大类为 01 至 97，核对前两位数字",
        "divisions run from 01 to 97: check the first two digits",
    ),
    "IND-04": note(
        "行业代码缺门类字母，按大类补上",
        "the industry code lacks its letter; completed from its division",
        "无需处理",
        "nothing to do",
    ),
    "IND-05": warning(
        "像是 2011 年版的行业代码，照原样保留",
        "looks like an industry code of the edition of 2011; kept as it is",
        "换成 GB/T 4754-2017 的代码",
        "write the code of GB/T 4754-2017",
    ),
    "IND-06": note(
        "行业代码的写法已统一（大小写、空格、前导零）",
        "the industry code was made uniform (case, spaces, leading zero)",
        "无需处理",
        "nothing to do",
    ),
    "IND-07": warning(
        "三位数字缺门类字母：可能是中类，也可能是丢了前导零的小类，照原样保留",
        "three bare digits: a group, or a class that lost its leading zero; kept as written",
        "写出门类字母，如 B0610；在源系统导出为文本格式",
        "write the letter, such as B0610; export the column as text",
    ),
}
