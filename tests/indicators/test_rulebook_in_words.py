"""describe and diff: complete, aligned for double-width Chinese, printable on a code page 936 console."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.describe import list_rulebooks, show, show_indicator
from riskkit.indicators.diff import diff, diff_text
from riskkit.indicators.loader import load_root
from riskkit.indicators.on_day import BookOnDay, book_on_day
from riskkit.indicators.plain_text import aligned, console_safe, width
from riskkit.indicators.rule_file import Condition
from riskkit.indicators.rulebook import Rulebook
from riskkit.indicators.sentences import sentence
from riskkit.terms import Lang

TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
BUILT_IN = list(load_root().folders)


def at(day: str) -> Rulebook:
    return Rulebook.at(day, "unit/tiny", TINY)


def book(day: str) -> BookOnDay:
    return book_on_day(date.fromisoformat(day), "unit/tiny", TINY)


def test_the_list_has_changes_and_bases() -> None:
    head, line = list_rulebooks(TINY, "en").splitlines()
    assert head.split() == ["id", "level", "label", "changes", "on", "basis"]
    assert line == (
        "unit/tiny  unit   tiny example  2020-01-01, 2022-05-01, 2023-03-01, 2024-07-01  "
        "norm, textbook, local rule, project default"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rulebook_id", [*BUILT_IN, "unit/tiny"])
def test_everything_of_a_rulebook_is_shown(rulebook_id: str, lang: Lang) -> None:
    shown = book_on_day(date(2026, 11, 1), rulebook_id, TINY if rulebook_id == "unit/tiny" else None)
    text = show(shown, lang)
    text.encode("cp936")
    assert shown.digest in text
    for leaf in shown.leaves:
        assert leaf.id in text
        assert console_safe(leaf.clause) in text
    for veto, block in shown.vetoes:
        assert veto.id in text
        assert console_safe(sentence(block.when, shown.fields, lang)) in text
    for grade in shown.grades.grades if shown.grades else ():
        assert grade.code in text
    for used in shown.blocks():
        source = shown.root.sources.sources[used.reference.source]
        assert console_safe(source.number or source.issuer) in text
    for slot in shown.slots:
        assert slot.id in text
    for name in shown.folder.rulebook.options:
        assert f"{name}=" in text
    for node in shown.nodes:
        if node.ahp is not None:
            assert f"λmax = {node.ahp.lambda_max:.4f}, CI = {node.ahp.ci:.4f}, RI = {node.ahp.ri:g}" in text
            assert f"CR = {node.ahp.cr:.4f}" in text


def test_a_rulebook_that_waits_to_be_filled_is_shown() -> None:
    text = show(book_on_day(date(2026, 11, 1), "unit/high_hazard_60"), "zh")
    assert "没有收录完整，填补缺口后才能评估" in text
    assert "riskkit rules fill unit/high_hazard_60 -o fill.yaml" in text
    assert "第六条第10项" in text


def test_a_day_before_anything_is_refused() -> None:
    with pytest.raises(RiskkitError, match="RULE-31"):
        book("2019-12-31")


def test_the_tree_is_aligned_for_double_width() -> None:
    lines = show(book("2023-01-01"), "zh").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("准则"))
    code = width(lines[start].split("代码")[0])
    for line, name in zip(lines[start + 1 : start + 4], ("building", "exit_width", "fire_rate"), strict=True):
        assert width(line.split(name)[0]) == code


def test_limits_are_printed_as_the_direction_closes_them() -> None:
    text = show(book("2023-01-01"), "zh")
    assert "[0.9, 1.1) 米: 60" in text  # higher is safer: not less than 1.1 complies at 1.1
    assert "[0, 2] 每万: 100" in text  # lower is safer: not more than 2 complies at 2
    assert "A     [80, 105]" in text
    assert "B     [60, 80)" in text


def test_one_indicator_with_all_its_blocks() -> None:
    text = show_indicator("unit/tiny", "exit_width", "zh", TINY)
    starts = [line.strip()[:10] for line in text.splitlines() if line.startswith("  20")]
    assert starts == ["2027-05-01", "2023-03-01", "2020-01-01"]
    assert "已公布，文本未录入" in text
    with pytest.raises(RiskkitError, match="ARG-01"):
        show_indicator("unit/tiny", "exits", "zh", TINY)


def test_conditions_are_sentences() -> None:
    (_, hotel), (_, many) = at("2023-01-01").vetoes
    fields = at("2023-01-01").fields
    assert sentence(hotel.when, fields, "zh") == "使用性质为宾馆 且 有无火灾报警系统：否"
    assert sentence(many.when, fields, "en") == (
        "at least 2 of these 3 hold: blocked exits is at least 1; not (clear exit width is at least 1.1 m); "
        "floor area is more than 5000 m2 or use is one of hotel, shop"
    )


def test_zero_and_nested_conditions() -> None:
    fields = at("2023-01-01").fields
    content = {
        "any": [
            {"field": "fires", "op": "eq", "value": 0},
            {"all": [{"field": "use", "op": "ne", "value": "shop"}, {"field": "built_on", "op": "is_known"}]},
        ]
    }
    condition = Condition.model_validate(content)
    assert sentence(condition, fields, "zh") == "火灾起数等于 0 或 （使用性质不为商店 且 建成日期已知）"
    assert sentence(condition, fields, "en") == "fires is 0 or (use is not shop and built on is known)"


def test_only_what_code_page_936_has() -> None:
    assert console_safe("m² é 𠮷 ≥") == "m2 é ? ≥"
    assert aligned([]) == []


def test_diff_says_old_new_clause_and_day() -> None:
    changes = diff(at("2022-06-01"), at("2023-06-01"))
    assert {(change.part, change.id, change.what) for change in changes} == {
        ("indicator", "exit_width", "reference"),
        ("indicator", "exit_width", "scale"),
    }
    scale = next(change for change in changes if change.what == "scale")
    assert scale.old is not None
    assert scale.new is not None
    assert scale.old.en == "[0, 0.9) m: 0; [0.9, 1.1) m: 60; [1.1, +∞) m: 100 / 100"
    assert scale.new.en == "[0, 1.1) m: 0; [1.1, +∞) m: 100 / 100"
    assert (scale.clause, scale.since.isoformat()) == ("demo_code_2020 5.2.1a", "2023-03-01")


def test_diff_of_a_new_veto_and_a_new_tree() -> None:
    (veto,) = diff(at("2022-04-30"), at("2022-05-01"))
    assert (veto.part, veto.id, veto.old, veto.since.isoformat()) == ("veto", "hotel_without_alarm", None, "2022-05-01")
    tree = {(change.id, change.what): change for change in diff(at("2024-06-30"), at("2024-07-01"))}
    assert {change.part for change in tree.values()} == {"tree"}
    gone = tree["facilities", "place"]
    assert gone.new is None
    assert gone.clause == "project 2"
    weight = tree["alarm", "weight"]
    assert (weight.old, weight.new) == (("0.6667 (0.1148)",) * 2, ("0.2000 (0.2000)",) * 2)


def test_diff_is_empty_exactly_when_the_digest_is_equal(tmp_path: Path) -> None:
    assert diff(at("2025-01-01"), at("2026-01-01")) == []
    assert diff_text([], "zh") == "没有变化\n"
    one = at("2025-01-01")
    rulebook = one.resolved.rulebook.model_copy(update={"consequence_field": None})
    other = Rulebook.of(one.resolved.model_copy(update={"rulebook": rulebook}), one.day)
    assert [change.what for change in diff(one, other)] == ["rulebook"]
    sources = {**one.resolved.sources, "project": one.resolved.sources["demo_code_2020"]}
    other = Rulebook.of(one.resolved.model_copy(update={"sources": sources}), one.day)
    assert [change.what for change in diff(one, other)] == ["content"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_diff_text_is_printable(lang: Lang) -> None:
    text = diff_text(diff(at("2020-01-01"), at("2025-01-01")), lang)
    text.encode("cp936")
    assert "2024-07-01" in text
    assert "demo_code_2020 5.2.1a" in text
