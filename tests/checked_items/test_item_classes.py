"""The class rule of GA 836-2016 6.2 and DB13/T 5336-2021 9.2, and words that only look like one of its words."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from riskkit.checked_items.classes import classed
from riskkit.errors import RiskkitError
from riskkit.indicators.item_rules import item_rules

RULE = item_rules(date(2026, 1, 1)).classes


def found(clause: str | None, mandatory: bool | None = False, given: str | None = None) -> tuple[str | None, str]:
    rows = pl.DataFrame(
        {
            "item_class": [given],
            "mandatory_clause": [None if mandatory is None else float(mandatory)],
            "clause_text": [clause],
        },
        schema={"item_class": pl.String, "mandatory_clause": pl.Float64, "clause_text": pl.String},
    )
    return classed(rows, RULE).select("class_", "class_from").row(0)


@pytest.mark.parametrize("clause", ["建筑应设置消防车道", "宜设置", "", None])
def test_a_mandatory_clause_is_a_whatever_it_says(clause: str | None) -> None:
    assert found(clause, mandatory=True) == ("A", "mandatory")


@pytest.mark.parametrize("word", ["严禁", "必须", "应", "不应", "不得"])
def test_the_five_words_make_b(word: str) -> None:
    assert found(f"疏散门{word}采用侧拉门") == ("B", "wording")


@pytest.mark.parametrize("clause", ["宜设置消防软管卷盘", "可采用自然排烟", "不宜大于30m"])
def test_other_clauses_are_c(clause: str) -> None:
    assert found(clause) == ("C", "wording")


@pytest.mark.parametrize("word", ["相应", "反应", "适应", "供应", "应急", "响应", "应用", "对应"])
def test_ying_inside_another_word_is_not_the_word(word: str) -> None:
    assert found(f"{word}设施宜定期维护") == ("C", "wording")
    assert found(f"{word}设施应定期维护") == ("B", "wording")


@pytest.mark.parametrize(
    ("clause", "class_"),
    [
        ("供应应急照明的电源宜双路", "C"),
        ("应对消防设施每年检测一次", "B"),
        ("消防设施应当完好", "B"),
        ("不适应场所性质的宜更换", "C"),
        ("该材料不应用于人员密集场所", "B"),
        ("迫不得已时可临时停用", "C"),
    ],
)
def test_clauses_that_are_easily_read_wrong(clause: str, class_: str) -> None:
    assert found(clause)[0] == class_


def test_a_clause_whose_only_word_is_doubtful_is_to_be_looked_at() -> None:
    clauses = ["应用防火材料封堵", "对应设置系统的场所宜复核", "应用防火材料封堵并应严密", "相应设施宜完好"]
    rows = pl.DataFrame({"mandatory_clause": [0.0] * 4, "clause_text": clauses}).with_columns(item_class=pl.lit(None))
    assert classed(rows, RULE).select("class_", "doubtful").rows() == [
        ("C", True),
        ("C", True),
        ("B", False),
        ("C", False),
    ]


@pytest.mark.parametrize("mandatory", [True, False, None])
def test_a_given_class_stands(mandatory: bool | None) -> None:
    assert found("应设置", mandatory, given="C") == ("C", "given")


@pytest.mark.parametrize(
    ("clause", "mandatory", "may_be"),
    [
        ("应设置", None, (True, True, False)),
        ("宜设置", None, (True, False, True)),
        (None, False, (False, True, True)),
        ("  ", False, (False, True, True)),
        (None, None, (True, True, True)),
    ],
)
def test_what_cannot_be_told_is_not_told(clause: str | None, mandatory: bool | None, may_be: tuple[bool, ...]) -> None:
    rows = pl.DataFrame(
        {"item_class": [None], "mandatory_clause": [None if mandatory is None else 0.0], "clause_text": [clause]},
        schema={"item_class": pl.String, "mandatory_clause": pl.Float64, "clause_text": pl.String},
    )
    line = classed(rows, RULE).row(0, named=True)
    assert (line["class_"], line["class_from"]) == (None, "unclear")
    assert tuple(line[f"may_be_{name}"] for name in "ABC") == may_be


def test_the_rule_is_dated() -> None:
    assert item_rules(date(2017, 1, 1)).classes.basis.value == "norm"
    with pytest.raises(RiskkitError) as problem:
        item_rules(date(2016, 12, 31))
    assert (problem.value.code, problem.value.allowed) == ("RULE-31", ">= 2017-01-01")
