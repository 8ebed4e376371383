"""A weighting result in words: everything that decides the numbers is said beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from riskkit.terms import Label, Lang
from riskkit.weighting.ahp import CR_LIMIT, AhpResult
from riskkit.weighting.objective import ObjectiveResult
from riskkit.weighting.tables import aligned

METHOD_LABELS: dict[str, Label] = {
    "eigenvector": Label("特征根法", "eigenvector"),
    "geometric_mean": Label("方根法", "geometric mean"),
    "column_normalisation": Label("和积法", "column normalisation"),
    "entropy": Label("熵权法", "entropy"),
    "critic": Label("CRITIC 法", "CRITIC"),
    "standard_deviation": Label("标准差法", "standard deviation"),
}
_MEASURE_LABELS = {
    "entropy": Label("熵 e", "entropy e"),
    "critic": Label("信息量 C", "information C"),
    "standard_deviation": Label("标准差", "standard deviation"),
}
_SCALE_LABELS = {
    "sum": Label("比重 x/Σx", "shares x/Σx"),
    "min_max": Label("极差标准化", "min-max"),
    "none": Label("不作标准化", "none"),
}
_RI_LABELS = {
    "saaty": Label("Saaty（1980）", "Saaty (1980)"),
    "donegan_dodd": Label("Donegan 与 Dodd（1991）", "Donegan and Dodd (1991)"),
    "custom": Label("自定义", "user-supplied"),
}
_COST_IN_JUDGEMENTS = Label("不涉及（判断矩阵只比较重要性）", "not concerned (judgements compare importance only)")
_COST_TURNED = Label("已反向 (max−x)/(max−min)", "turned, (max−x)/(max−min)")
_COST_AS_IS = Label("不反向（离散程度与方向无关）", "not turned (spread has no direction)")


def describe(result: AhpResult | ObjectiveResult, lang: Lang = "zh") -> str:
    """Method, RI table, λmax, CI, CR, normalisation, treatment of costs and findings, then the weights as a table.

    >>> from riskkit.weighting.ahp import ahp_weights
    >>> print(describe(ahp_weights([[1, 3], [None, 1]], names=["疏散出口", "staff"]), "en"))
    method: eigenvector
    RI table: Saaty (1980), n = 2, RI = 0
    λmax: 2.000000
    CI: 0.000000
    CR: 0.000000 (< 0.1, accepted)
    normalisation: weights sum to 1
    cost criteria: not concerned (judgements compare importance only)
    <BLANKLINE>
    criterion  weight
    疏散出口   0.750000
    staff      0.250000
    """
    if isinstance(result, AhpResult):
        lines, table = _ahp_lines(result), _ahp_rows(result, lang)
    else:
        lines, table = _objective_lines(result), _objective_rows(result, lang)
    joint = "：" if lang == "zh" else ": "
    said = [f"{name.of(lang)}{joint}{text.of(lang)}" for name, text in lines]
    found = [finding.text(lang) for finding in result.findings] if isinstance(result, ObjectiveResult) else []
    return "\n".join([*said, *found, "", aligned(table)])


def weights_table(names: Sequence[str], columns: Mapping[str, ArrayLike], lang: Lang = "zh") -> str:
    """Several sets of weights side by side, headings as given, with their sums: for a combination.

    >>> print(weights_table(["exits", "staff"], {"AHP": [0.6, 0.4], "entropy": [0.2, 0.8]}, "en"))
    criterion       AHP   entropy
    exits      0.600000  0.200000
    staff      0.400000  0.800000
    sum        1.000000  1.000000
    """
    sets = [np.asarray(weights, dtype=np.float64) for weights in columns.values()]
    rows = [[Label("准则", "criterion").of(lang), *columns]]
    rows += [[name, *(f"{weights[place]:.6f}" for weights in sets)] for place, name in enumerate(names)]
    rows.append([Label("合计", "sum").of(lang), *(f"{weights.sum():.6f}" for weights in sets)])
    return aligned(rows)


def _ahp_lines(result: AhpResult) -> list[tuple[Label, Label]]:
    table = _RI_LABELS[result.ri_table]
    if result.missing_pairs:
        count = result.missing_pairs
        random_index = ratio = Label(
            f"无法判断（缺 {count} 个比较，RI 只适用于完整矩阵）",
            f"not known ({count} comparisons missing; RI holds for complete matrices only)",
        )
    else:
        size = len(result.weights)
        random_index = Label(
            f"{table.zh}，n = {size}，RI = {result.ri:g}", f"{table.en}, n = {size}, RI = {result.ri:g}"
        )
        sign = "<" if result.is_consistent else "≥"
        verdict = Label("通过一致性检验", "accepted") if result.is_consistent else Label("未通过", "not accepted")
        ratio = Label(
            f"{result.cr:.6f}（{sign} {CR_LIMIT:g}，{verdict.zh}）",
            f"{result.cr:.6f} ({sign} {CR_LIMIT:g}, {verdict.en})",
        )
    return [
        (Label("方法", "method"), METHOD_LABELS[result.method]),
        (Label("RI 表", "RI table"), random_index),
        (Label("λmax", "λmax"), _same(f"{result.lambda_max:.6f}")),
        (Label("CI", "CI"), _same(f"{result.ci:.6f}")),
        (Label("CR", "CR"), ratio),
        (Label("归一化", "normalisation"), Label("权重之和为 1", "weights sum to 1")),
        (Label("成本型准则", "cost criteria"), _COST_IN_JUDGEMENTS),
    ]


def _objective_lines(result: ObjectiveResult) -> list[tuple[Label, Label]]:
    lines = [
        (Label("方法", "method"), METHOD_LABELS[result.method]),
        (Label("标准化", "normalisation"), _SCALE_LABELS[result.normalisation]),
        (Label("成本型准则", "cost criteria"), _cost_words(result)),
        (Label("使用的行数", "rows used"), _same(str(result.rows_used))),
    ]
    if result.rows_dropped:
        places = ", ".join(map(str, result.rows_dropped))
        lines.append((Label("因空单元格舍去的行", "rows left out for empty cells"), _same(places)))
    return lines


def _cost_words(result: ObjectiveResult) -> Label:
    if not result.cost:
        return Label("无", "none")
    treatment = _COST_TURNED if result.normalisation == "min_max" else _COST_AS_IS
    return Label(f"{'、'.join(result.cost)}；{treatment.zh}", f"{', '.join(result.cost)}; {treatment.en}")


def _ahp_rows(result: AhpResult, lang: Lang) -> list[list[str]]:
    rows = [[Label("准则", "criterion").of(lang), Label("权重", "weight").of(lang)]]
    return rows + [[name, f"{weight:.6f}"] for name, weight in zip(result.names, result.weights, strict=True)]


def _objective_rows(result: ObjectiveResult, lang: Lang) -> list[list[str]]:
    headings = [
        Label("准则", "criterion"),
        Label("方向", "kind"),
        _MEASURE_LABELS[result.method],
        Label("权重", "weight"),
    ]
    cost, benefit = Label("成本", "cost"), Label("效益", "benefit")
    rows = [[heading.of(lang) for heading in headings]]
    for name, measure, weight in zip(result.names, result.measure, result.weights, strict=True):
        kind = cost if name in result.cost else benefit
        rows.append([name, kind.of(lang), f"{measure:.6f}", f"{weight:.6f}"])
    return rows


def _same(text: str) -> Label:
    return Label(text, text)
