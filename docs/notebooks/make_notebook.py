"""Write first_assessment.ipynb, executed: ``python docs/notebooks/make_notebook.py [OUTPUT]``.

The notebook's text and code stand here; tests/docs/test_notebook.py runs it and fails when the stored file differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HOME = Path(__file__).parent
STORED = HOME / "first_assessment.ipynb"

# (kind, source), in order
CELLS: list[tuple[str, str]] = [
    (
        "markdown",
        """\
# 第一次评估

从一份数据到有排序的风险清单、每个单位的理由和火灾频率。进出都是普通的 pandas 表。

**本页的单位、行业、乡镇和火灾都是合成数据**，不对应任何真实地方；只有最后一节的省级火灾统计是真实数据（国家统计局）。""",
    ),
    ("code", "import pandas as pd\n\nimport riskkit as rk\n\nrk.__version__"),
    (
        "markdown",
        """\
## 1 评估日的规则

规则是带日期的数据：`Rulebook.at(评估日, 规则集)` 取当天有效的条款。
每个数字都带依据性质：规范、教材、地方规定或项目默认。""",
    ),
    (
        "code",
        """\
rules = rk.Rulebook.at("2026-01-01", "unit/city_score_100")
criteria = {criterion.id: criterion.label.zh for criterion in rules.root.children}
pd.DataFrame(
    [
        {
            "方面": criteria[leaf.path[0]],
            "指标": leaf.label.zh,
            "总权重": round(leaf.global_weight, 4),
            "依据性质": leaf.block.basis.value,
            "条款": leaf.block.reference.clause,
        }
        for leaf in rules.leaves
    ]
).head(8)""",
    ),
    (
        "markdown",
        """\
## 2 读一份导出数据

`rk.read` 只读、只整理，不评分。`units.csv` 是 GB18030 编码，有标题行、合计行、约数和写错的格子；有问题的格子成为一条条
“问题项”，不会让程序停下，也不会被悄悄改掉。""",
    ),
    (
        "code",
        """\
city = rk.dataset_path("synthetic_city")
reading = rk.read(city / "units.csv", rules)
reading.table[["subject_id", "name", "place_type", "floor_area_m2", "built_year", "occupants"]].head()""",
    ),
    (
        "code",
        'reading.findings.groupby(["severity", "code", "problem", "mend"]).size().rename("处").reset_index()',
    ),
    (
        "markdown",
        """\
## 3 评估

加上历年火灾记录，就同时拟合火灾频率模型。等级由规则决定，频率只影响同一等级内的先后，互不改动对方的数字。""",
    ),
    ("code", 'units = rk.assess(city / "units.csv", rules, fires=city / "fires.csv")\nunits'),
    (
        "code",
        """\
# 读入的每一行都有下落
len(units.register) + len(units.set_aside) == units.rows_read""",
    ),
    (
        "code",
        'units.register[["rank", "subject_id", "grade", "risk_score", "fires_per_year", "top_reasons"]].head()',
    ),
    ("code", 'units.findings[["severity", "row", "column", "value", "problem", "mend", "code"]].head()'),
    ("markdown", "## 4 为什么\n\n一个单位各项“贡献”之和正好等于它的风险得分。"),
    (
        "code",
        """\
why = units.explain(units.register["subject_id"].iloc[0])
print(why.name, why.grade.code, "风险得分", why.risk_score, "未知项的影响", why.score_low, "～", why.score_high)
print("成立的直接判定:", [(veto.label.zh, veto.clause) for veto in why.vetoes if veto.state == "met"])
reasons = pd.DataFrame(
    [
        {
            "指标": reason.label.zh,
            "实际值": reason.value,
            "权重": reason.weight,
            "贡献": reason.contribution,
            "依据性质": reason.basis,
        }
        for reason in why.reasons
    ]
)
print("贡献之和:", round(reasons["贡献"].sum(), 4))
reasons[reasons["贡献"] > 0]""",
    ),
    (
        "code",
        """\
pd.DataFrame(
    [{"措施": mend.remedy.zh, "降低": mend.lowers_by, "降到": mend.risk_score_after} for mend in why.mends]
).head()""",
    ),
    (
        "markdown",
        """\
## 5 自己的表

表头写中文或机器名都行，`riskkit` 按规则集里的别名认列。没有的列、空格子和“不详”都是**未知**：按各指标的规定计
（多数按最差），并给出最好和最差情形。“无”和 0 是值，“/”是不适用。下面三家未知的太多，从最好到最差差得很远：
等级还说明不了什么，先补数据。""",
    ),
    (
        "code",
        """\
mine = pd.DataFrame(
    {
        "编号": ["甲", "乙", "丙"],
        "名称": ["某宾馆", "某超市", "某学校"],
        "场所类型": ["宾馆", "超市", "学校"],
        "客房数（间）": [80, "/", "/"],
        "建筑面积（㎡）": [3200, 860, 5400],
        "消防手续是否齐全": ["是", "否", "是"],
        "喷淋系统状态": ["正常", "不详", "停用"],
    }
)
few = rk.assess(mine, rules)
few.register[["subject_id", "grade", "risk_score", "score_low", "score_high", "unobserved_share", "veto_clauses"]]""",
    ),
    (
        "markdown",
        """\
## 6 上一级：行业

单位的结果按“所属行业”汇总成行业指标，`below` 交给下级的结果即可；区域再以单位和行业为下级。""",
    ),
    (
        "code",
        """\
industries = rk.assess(city / "industries.xlsx", "industry/sector_work", "2026-01-01", below=[units])
industries.register[["rank", "name", "grade", "score", "fires_per_year", "top_reasons"]].head()""",
    ),
    (
        "markdown",
        """\
## 7 权重

层次分析（特征向量法），随机一致性指标取 Saaty 表；CR 不小于 0.1 的判断矩阵不能用于规则集。""",
    ),
    (
        "code",
        """\
judged = rk.ahp_weights([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]], names=["管理", "设施", "疏散"])
measured = rk.entropy_weights([[70, 80, 60], [90, 40, 65], [50, 75, 70], [85, 60, 62]], names=["管理", "设施", "疏散"])
print("CR", round(judged.cr, 4))
pd.DataFrame(
    {"层次分析": judged.weights, "熵权": measured.weights, "组合": rk.combine(judged.weights, measured.weights)},
    index=judged.names,
).round(4)""",
    ),
    (
        "markdown",
        """\
## 8 省级火灾率（真实数据）

国家统计局《中国统计年鉴》2004—2009 年分地区火灾，人口由公布的火灾率反算。率向全国均值收缩，带 90% 区间；
一致的统计口径只到 2009 年，不要与 2020 年以后的数字相接。""",
    ),
    (
        "code",
        """\
published = pd.read_csv(rk.dataset_path("nbs_provinces") / "nbs_fires_by_province_2004_2009.csv")
rates = rk.area_frequency(rk.province_table(published), by=["region"])
shown = ["region", "fires", "rate", "rate_low", "rate_high", "shrunk_rate", "deaths_per_100_fires", "loss_per_fire"]
rates.sort_values("shrunk_rate", ascending=False)[shown].head().round(2)""",
    ),
    (
        "markdown",
        """\
## 这些数字能说明什么

- 单位评分里只有直接判定是规范，30 分和等级界限是地方规定，其余 70 分是项目默认，
  可以换成本地规则（`docs/rulebooks.md`）。
- 频率模型在合成数据上拟合，只说明方法能用；换成本地数据后，先看 `model_card.json` 里与四种简单办法的回测对比。
- 结果是预警参考，不作为处罚依据。""",
    ),
]


def build() -> nbformat.NotebookNode:
    """The notebook without outputs."""
    makers = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    cells = [makers[kind](source, id=f"cell-{number:02d}") for number, (kind, source) in enumerate(CELLS, 1)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def executed() -> nbformat.NotebookNode:
    """The notebook with its outputs and nothing of the machine; raises CellExecutionError when a cell fails."""
    notebook = build()
    NotebookClient(notebook, timeout=300, record_timing=False).execute()
    notebook.metadata.pop("language_info", None)
    return notebook


if __name__ == "__main__":
    nbformat.write(executed(), Path(sys.argv[1]) if len(sys.argv) > 1 else STORED)
