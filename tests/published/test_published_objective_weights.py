"""Entropy, CRITIC, standard deviation, TOPSIS, weighted sum and combined weights printed elsewhere."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from riskkit.weighting.combine import combine, weights_of_entropies
from riskkit.weighting.objective import critic_weights, entropy_weights, standard_deviation_weights
from riskkit.weighting.ranking import topsis, weighted_sum

# Two small tables used by the multi-criteria libraries; printed with k = 1/ln m, all criteria benefits.
TWO_BY_TWO = [[1, 2], [4, 16]]
FOUR_BY_THREE = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
GIVEN = [0.3, 0.4, 0.3]
SIX_DIGITS = 6e-7


def test_entropy_weights() -> None:
    np.testing.assert_allclose(entropy_weights(TWO_BY_TWO).weights, [0.358889, 0.641111], atol=SIX_DIGITS)
    printed = [0.177954, 0.452149, 0.369897]
    np.testing.assert_allclose(entropy_weights(FOUR_BY_THREE).weights, printed, atol=SIX_DIGITS)


def test_critic_weights() -> None:
    printed = [0.247602, 0.477556, 0.274843]
    np.testing.assert_allclose(critic_weights(FOUR_BY_THREE).weights, printed, atol=SIX_DIGITS)


def test_standard_deviation_weights() -> None:
    np.testing.assert_allclose(standard_deviation_weights(TWO_BY_TWO).weights, [0.176471, 0.823529], atol=SIX_DIGITS)


def test_topsis() -> None:
    printed = [0.503720, 0.658085, 0.748249, 0.333997]
    np.testing.assert_allclose(topsis(FOUR_BY_THREE, GIVEN), printed, atol=SIX_DIGITS)


@pytest.mark.parametrize(
    ("normalisation", "printed"),
    [("min_max", [0.40, 0.70, 0.85, 0.35]), ("max", [0.7375, 0.8625, 0.9250, 0.6875])],
)
def test_weighted_sum(normalisation: str, printed: list[float]) -> None:
    scores = weighted_sum(FOUR_BY_THREE, GIVEN, normalisation=normalisation)  # type: ignore[arg-type]
    np.testing.assert_allclose(scores, printed, atol=1e-12)


class Line(NamedTuple):
    indicator: str
    local: float
    whole: float
    entropy: float
    by_entropy: float
    combined: float


# Fire risk of ancient buildings (古建筑) by AHP and entropy, table printed by Hans Publishers (汉斯出版社).
# Two misprints: 防火间距 prints 0.0341 for 0.216 × 0.1802 = 0.0389; the local weights of 消防安全设施 sum to 0.9336.
ANCIENT_BUILDINGS = {
    ("火灾危险源", 0.184): [
        Line("电器火灾", 0.5423, 0.0997, 0.7928, 0.0553, 0.0775),
        Line("用火火灾", 0.2516, 0.0463, 0.8088, 0.0512, 0.0486),
        Line("雷电火灾", 0.0604, 0.0111, 0.8235, 0.0473, 0.0292),
        Line("人为火灾", 0.1457, 0.0268, 0.8099, 0.0510, 0.0389),
    ],
    ("建筑特征", 0.216): [
        Line("火灾荷载", 0.5112, 0.1104, 0.7597, 0.0644, 0.0874),
        Line("防火间距", 0.1802, 0.0341, 0.7704, 0.0615, 0.0478),
        Line("耐火等级", 0.2548, 0.0550, 0.7665, 0.0626, 0.0588),
        Line("建筑面积", 0.0539, 0.0116, 0.8099, 0.0510, 0.0313),
    ],
    ("消防安全设施", 0.200): [
        Line("灭火设施", 0.5990, 0.1198, 0.7689, 0.0620, 0.0909),
        Line("自动报警", 0.1339, 0.0269, 0.7985, 0.0540, 0.0404),
        Line("通风排烟", 0.1339, 0.0269, 0.7985, 0.0540, 0.0404),
        Line("应急疏散及照明", 0.0668, 0.0134, 0.8041, 0.0525, 0.0330),
    ],
    ("消防安全管理", 0.185): [
        Line("消防制度", 0.2631, 0.0487, 0.8120, 0.0504, 0.0496),
        Line("智能管理", 0.5731, 0.1060, 0.7967, 0.0545, 0.0803),
        Line("预警及演练", 0.1638, 0.0303, 0.8172, 0.0489, 0.0396),
    ],
    ("火灾处理能力", 0.215): [
        Line("人员疏散", 0.3262, 0.0701, 0.7734, 0.0607, 0.0654),
        Line("初期火灾扑救", 0.5241, 0.1126, 0.7689, 0.0619, 0.0873),
        Line("消防救援能力", 0.1498, 0.0322, 0.7900, 0.0563, 0.0443),
    ],
}
LINES = [line for lines in ANCIENT_BUILDINGS.values() for line in lines]
TOTAL_TOLERANCE = 0.02  # the printed totals are 0.9819, 0.9995 and 0.9907


def test_ancient_buildings_entropy_weights() -> None:
    entropies = np.array([line.entropy for line in LINES])
    assert (1 - entropies).sum() == pytest.approx(3.7303, abs=6e-5)
    printed = [line.by_entropy for line in LINES]
    np.testing.assert_allclose(weights_of_entropies(entropies), printed, atol=0.00025)


def test_ancient_buildings_combined_weights_are_the_mean_and_not_the_product() -> None:
    subjective = [line.whole for line in LINES]
    objective = [line.by_entropy for line in LINES]
    printed = np.array([line.combined for line in LINES])
    mean = combine(subjective, objective, tolerance=TOTAL_TOLERANCE)
    np.testing.assert_allclose(mean, printed, atol=0.00015)
    product = combine(subjective, objective, "product", tolerance=TOTAL_TOLERANCE)
    assert np.abs(product - printed).max() > 0.03


def test_ancient_buildings_global_weights_but_for_the_two_misprints() -> None:
    missed = {
        line.indicator
        for (_, weight), lines in ANCIENT_BUILDINGS.items()
        for line in lines
        if abs(weight * line.local - line.whole) > 0.00015
    }
    assert missed == {"防火间距"}
    sums = {name: sum(line.local for line in lines) for (name, _), lines in ANCIENT_BUILDINGS.items()}
    assert [name for name, total in sums.items() if abs(total - 1) > 0.0005] == ["消防安全设施"]
    assert sums["消防安全设施"] == pytest.approx(0.9336, abs=1e-9)


def test_ancient_buildings_totals_as_printed() -> None:
    totals = [sum(column) for column in zip(*[line[2:] for line in LINES], strict=True)]
    assert [round(total, 4) for total in (totals[0], totals[2], totals[3])] == [0.9819, 0.9995, 0.9907]
