"""Codes of linking two extracts (LINK-…)."""

from riskkit.codes.shape import Code, error, note, warning

LINKING: dict[str, Code] = {
    "LINK-01": error(
        "这一行既没有名称也没有可用的代码，无从关联",
        "this row has neither a name nor a usable code: there is nothing to link it by",
        "补上名称或统一社会信用代码",
        "fill in the name or the unified social credit code",
    ),
    "LINK-02": error(
        "没有名称列，也没有代码列，无从关联，像是拿错了文件",
        "no column of names and none of codes: nothing to link by, this looks like the wrong file",
        "换文件，或把表头改成允许的名称之一",
        "choose another file, or rename the headers to one of the allowed names",
    ),
    "LINK-03": warning(
        "与对方多行同样相符，没有自动关联",
        "several rows of the other table agree equally well; not joined",
        "在待核表里逐对写“是”或“否”",
        "answer yes or no for each pair in the review workbook",
    ),
    "LINK-04": warning(
        "一个代码下有多个名称（分支机构，或填错的代码），不单凭它关联",
        "one code with several names (branches, or a code filled in wrongly); it joins nothing by itself",
        "核对这些行的代码，见 groups.csv",
        "check the codes of these rows, see groups.csv",
    ),
    "LINK-05": warning(
        "核对结论对不上：这一对的某一行已不在数据里，或内容改过",
        "an answer fits no pair: a row of it is no longer in the extracts, or was changed",
        "用这次写出的待核表重新核对",
        "answer it again in the review workbook written now",
    ),
    "LINK-06": warning(
        "同一行在核对结论里与对方多行都写了“是”，都已关联",
        "a row was answered yes with several rows of the other table; all are joined",
        "如只应对应一行，把其余改为“否”",
        "answer no to the others if only one is right",
    ),
    "LINK-07": warning(
        "名称相符，但两边的代码都有效而不同，没有自动关联",
        "the rows agree, but both codes are valid and differ; not joined",
        "核对哪一边的代码有误，或确认是两家单位",
        "check which code is wrong, or that these are two units",
    ),
    "LINK-08": note(
        "这一方没有数据行，对方全部列为仅一方有",
        "this side has no rows: everything of the other side stands alone",
        "确认没有拿错文件",
        "make sure that it is the right file",
    ),
    "LINK-09": note(
        "待核表只列到工作表的行数上限，其余在 review.csv",
        "the review workbook lists as many pairs as a sheet takes; all of them stand in review.csv",
        "先核对已列出的，再带 --reviewed 重新运行",
        "answer those listed, then run again with --reviewed",
    ),
    "LINK-10": warning(
        "这一行已关联，或对方已关联，但这一对也相符（可能有一行重复登记）",
        "this pair agrees too, but a row of it is joined with a better one (a row may be entered twice)",
        "核对两行是否重复，见 groups.csv",
        "check whether a row is entered twice, see groups.csv",
    ),
    "LINK-11": warning(
        "这一方有两行编号相同，或没有编号而名称、代码、地址都相同（值里 # 后是另一行）",
        "two rows of this side have one id, or no id and the same name, code and address (# names the other row)",
        "是重复登记的删去一行；是两家单位的改正编号",
        "delete one if it is entered twice; correct the id if these are two units",
    ),
}
