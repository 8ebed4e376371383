"""A matrix read from rows of text, and results said in both languages."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from riskkit.errors import RiskkitError
from riskkit.weighting.ahp import ahp_weights
from riskkit.weighting.objective import critic_weights, entropy_weights, standard_deviation_weights
from riskkit.weighting.tables import aligned, read_matrix_rows
from riskkit.weighting.wording import describe, weights_table

FOUR = [[1, 1, 5, 3], [1, 1, 3, 3], [1 / 5, 1 / 3, 1, 1], [1 / 3, 1 / 3, 1, 1]]
NAMES = ["火灾危险源", "exits", "消防设施", "staff"]


def columns_of(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


class TestReading:
    def test_names_at_the_top_and_at_the_left(self) -> None:
        matrix = read_matrix_rows([["准则", "火源", "设施"], ["火源", "1", "3"], ["设施", "1/3", "1"]])
        assert matrix.criteria == ("火源", "设施")
        np.testing.assert_allclose(matrix.values, [[1, 3], [1 / 3, 1]])

    def test_names_at_the_top_only_and_none(self) -> None:
        assert read_matrix_rows([["a", "b"], ["1", "3"], ["1/3", "1"]]).criteria == ("a", "b")
        bare = read_matrix_rows([["1", "3"], ["1/3", "1"]])
        assert bare.criteria is None
        assert bare.values.shape == (2, 2)

    def test_names_that_differ(self) -> None:
        with pytest.raises(RiskkitError) as caught:
            _ = read_matrix_rows([["", "a", "b"], ["b", "1", "3"], ["a", "1/3", "1"]]).criteria
        assert (caught.value.code, caught.value.found) == ("AHP-01", "b, a | a, b")

    def test_half_a_matrix_with_short_rows_and_empty_ends(self) -> None:
        rows = [["", "a", "b", "c", ""], ["a", "1"], ["b", "1/2", "1"], ["c", "1/4", "1/2", "1"], ["", "", ""], []]
        matrix = read_matrix_rows(rows)
        np.testing.assert_allclose(ahp_weights(matrix.values).weights, np.array([4, 2, 1]) / 7)

    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ("1/3", 1 / 3),
            ("１／３", 1 / 3),
            (" 1 / 3 ", 1 / 3),
            ("０.5", 0.5),
            ("1,200", 1200),
            ("-2.5", -2.5),
            ("1e3", 1000),
        ],
    )
    def test_ways_to_write_a_number(self, cell: str, value: float) -> None:
        assert read_matrix_rows([["1", cell]]).values[0, 1] == pytest.approx(value)

    @pytest.mark.parametrize("cell", ["", "-", "—", "/", "缺", None])
    def test_ways_to_leave_a_cell_empty(self, cell: str | None) -> None:
        assert np.isnan(read_matrix_rows([["1", cell, "2"]]).values[0, 1])

    @pytest.mark.parametrize("cell", ["1月3日", "3-Jan", "2026-01-03", "1/3/2", "1/0", "12%", "1,2", "abc"])
    def test_a_cell_that_is_no_number_is_named(self, cell: str) -> None:
        with pytest.raises(RiskkitError) as caught:
            read_matrix_rows([["", "a", "b"], ["a", "1", "3"], ["b", cell, "1"]])
        assert (caught.value.code, caught.value.where, caught.value.found) == ("ARG-01", "[3, 2]", cell)

    def test_subjects_with_numbers_as_ids(self) -> None:
        rows = [["编号", "fires", "engines"], ["101", "5", "8"], ["102", "7", "6"]]
        matrix = read_matrix_rows(rows, named_rows=True)
        assert (matrix.row_names, matrix.values.tolist()) == (("101", "102"), [[5, 8], [7, 6]])
        assert read_matrix_rows(rows).row_names is None

    @pytest.mark.parametrize("rows", [[], [[]], [["", ""]], [["a", "b"]]])
    def test_nothing_to_read(self, rows: list[list[str]]) -> None:
        with pytest.raises(RiskkitError) as caught:
            read_matrix_rows(rows)
        assert caught.value.code == "ARG-01"


class TestWords:
    def test_chinese_names_take_two_columns(self) -> None:
        table = aligned([["准则", "权重"], ["火灾危险源", "0.5"], ["exits", "0.25"]]).splitlines()
        assert {columns_of(line) for line in table} == {16}

    def test_ahp_says_all_that_decides_the_numbers(self) -> None:
        text = describe(ahp_weights(FOUR, "column_normalisation", names=NAMES), "zh")
        assert text.splitlines()[:7] == [
            "方法：和积法",
            "RI 表：Saaty（1980），n = 4，RI = 0.9",
            "λmax：4.032839",
            "CI：0.010946",
            "CR：0.012163（< 0.1，通过一致性检验）",
            "归一化：权重之和为 1",
            "成本型准则：不涉及（判断矩阵只比较重要性）",
        ]
        assert text.splitlines()[-4] == "火灾危险源  0.411184"

    def test_ahp_not_accepted_and_not_known(self) -> None:
        circle = [[1, 7, 1 / 5], [1 / 7, 1, 6], [5, 1 / 6, 1]]
        assert "(≥ 0.1, not accepted)" in describe(ahp_weights(circle), "en")
        assert "1 comparisons missing" in describe(ahp_weights([[1, 2, None], [None, 1, 2], [None, None, 1]]), "en")
        assert "自定义" in describe(ahp_weights(FOUR, ri={4: 0.9}), "zh")

    def test_objective_says_the_treatment_of_costs_gaps_and_constants(self) -> None:
        table = [[5, 8, 1], [7, None, 1], [8, 8, 1], [7, 4, 1]]
        result = critic_weights(table, ["fires"], ["fires", "engines", "grid"], missing="drop_row")
        text = describe(result, "en")
        assert "normalisation: min-max" in text
        assert "cost criteria: fires; turned, (max−x)/(max−min)" in text
        assert "rows used: 3" in text
        assert "rows left out for empty cells: 2" in text
        assert "WGT-03" in text
        assert "grid" in text

    def test_cost_that_is_not_turned_is_said(self) -> None:
        assert "不反向" in describe(entropy_weights([[1, 2], [3, 5]], [0]), "zh")
        assert "不反向" in describe(standard_deviation_weights([[1, 2], [3, 5]], [0]), "zh")
        assert "成本型准则：无" in describe(entropy_weights([[1, 2], [3, 5]]), "zh")

    def test_several_sets_side_by_side(self) -> None:
        lines = weights_table(["火源", "exits"], {"AHP": [0.75, 0.25], "熵权法": [0.5, 0.5]}).splitlines()
        assert len({columns_of(line) for line in lines}) == 1
        assert lines[-1].split() == ["合计", "1.000000", "1.000000"]
