"""What the codes of a family are about, in the order in which a user meets them."""

from __future__ import annotations

from riskkit.terms import Label

FAMILIES: dict[str, Label] = {
    "FILE": Label("文件", "files"),
    "COL": Label("列与表头", "columns and headers"),
    "ROW": Label("行", "rows"),
    "ID": Label("编号", "ids"),
    "DUP": Label("重复", "doubled units"),
    "USCC": Label("统一社会信用代码", "unified social credit codes"),
    "AREA": Label("行政区划代码", "administrative area codes"),
    "IND": Label("国民经济行业代码", "industry codes"),
    "GEO": Label("经纬度", "places"),
    "NUM": Label("数字", "numbers"),
    "DATE": Label("日期", "dates"),
    "MISS": Label("没有、不适用、未知", "none, not applicable, unknown"),
    "BOOL": Label("是与否", "yes and no"),
    "CAT": Label("选项", "options"),
    "TEXT": Label("文字", "texts"),
    "FIRE": Label("火灾记录表", "tables of fires"),
    "STAT": Label("火灾统计", "fire statistics"),
    "CRED": Label("失信记录", "credit records"),
    "OVR": Label("人工调整", "human overrides"),
    "ITEM": Label("逐项检查表", "checked items"),
    "LINK": Label("关联", "linking"),
    "SCORE": Label("评分", "scoring"),
    "ROLL": Label("逐级汇总", "roll-up"),
    "CLS": Label("单位分类", "classification of units"),
    "FREQ": Label("火灾频率", "fire frequency"),
    "TGT": Label("规划目标", "plan targets"),
    "AHP": Label("层次分析", "judgement matrices"),
    "WGT": Label("权重", "weights"),
    "RULE": Label("规则文件", "rule files"),
    "OUT": Label("输出", "output"),
    "ARG": Label("命令行", "command line"),
    "EXP": Label("说明", "explanations"),
    "BUG": Label("缺陷", "bugs"),
}


def family(code: str) -> str:
    """The family of a code.

    >>> family("USCC-04")
    'USCC'
    """
    return code.split("-", 1)[0]
