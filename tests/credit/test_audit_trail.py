"""What is not counted is counted: in the result, the manifest, credit.csv, the register, the page and the terminal."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

import riskkit as rk
from riskkit.indicators.loader import BUILT_IN_RULES, credit_rule, load_root, parse_rule_file
from riskkit.indicators.rule_file import CreditFile
from riskkit.reporting.terminal import render_terminal
from riskkit.terms import CreditUse

ROWS = (
    ("u1", "2025-01-01", "严重失信", "2026-05-31", None, "甲〔2025〕1号", "某区消防救援大队"),
    ("u1", "2025-02-01", "一般失信", "2027-01-01", "2026-05-20", "甲〔2025〕2号", "某区消防救援大队"),
    ("u1", "2025-03-01", "轻微失信", "2027-01-01", None, "甲〔2025〕3号", "某区消防救援大队"),
    ("u2", "2025-03-01", "轻微失信", "半年"),
    ("u9", "2025-03-01", "轻微失信", "2027-01-01"),
    ("u3", "2026-07-01", "轻微失信", "2027-01-01"),
)
ACCOUNT = {
    "read": 6, "in_use": 1, "repaired": 1, "publicity_over": 1, "unclear": 1, "later": 1, "repeated": 0,
    "no_subject": 1, "set_aside": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def result(assessed, records) -> rk.Assessment:
    return assessed(records(*ROWS))


@pytest.fixture(scope="module")
def saved(result, tmp_path_factory):
    folder = tmp_path_factory.mktemp("credit") / "out"
    rk.save(result, folder)
    return folder


def test_every_record_read_is_accounted_for(result, saved):
    assert result.credit == ACCOUNT
    assert set(ACCOUNT) == {"read", "set_aside", *(use.value for use in CreditUse)}
    assert sum(ACCOUNT.values()) == 2 * ACCOUNT["read"]
    assert json.loads((saved / "manifest.json").read_text("utf-8"))["credit"] == ACCOUNT


def test_the_list_of_records_names_the_use_of_each(result, saved):
    written = pl.read_csv(saved / "credit.csv", encoding="utf8")
    assert written["使用情况"].to_list() == ["公示期满", "已修复", "在用", "日期不可读", "不在评分对象中", "晚于评估日"]
    assert written["依据性质"].to_list() == ["规范", "规范", None, "项目默认", None, None]
    assert pl.read_parquet(saved / "credit.parquet").equals(result.tables.credit)


def test_the_register_has_both_counts(saved, entry, result):
    assert (entry(result)["credit_records"], entry(result)["credit_excluded"]) == (1, 2)
    written = pl.read_csv(saved / "register.csv", encoding="utf8").filter(pl.col("编号") == "u1")
    assert written.select("在用失信记录", "未计入失信记录").row(0) == (1, 2)


def test_the_page_lists_what_is_not_counted_and_why(saved):
    page = (saved / "pages" / "u1.html").read_text("utf-8")
    section = page[page.index("<h2>信用记录</h2>") :].split("</section>")[0]
    assert "在用失信记录 1 条，按规则集的信用指标计分" in section
    for text in ("未计入", "严重失信 · 甲〔2025〕1号 · 某区消防救援大队 · 记录日期 2025-01-01 · 公示期满 2026-05-31",
                 "记录日期 2025-02-01 · 已修复 2026-05-20", "信用修复管理办法 发改委令第36号", "(规范)"):  # fmt: skip
        assert text in section
    assert "3号" not in section
    assert "严重失信" not in page.replace(section, "")


def test_a_subject_without_records_says_so_and_no_table_says_nothing(saved, assessed, tmp_path):
    page = (saved / "pages" / "u5.html").read_text("utf-8")
    assert "在用失信记录 0 条。" in page
    assert "未计入" not in page
    rk.save(assessed(None), tmp_path / "none")
    assert "信用记录</h2>" not in (tmp_path / "none" / "pages" / "u5.html").read_text("utf-8")
    assert not (tmp_path / "none" / "credit.parquet").exists()
    assert json.loads((tmp_path / "none" / "manifest.json").read_text("utf-8"))["credit"] is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_read_back_it_explains_the_same(result, saved, lang):
    back = rk.read_result(saved)
    assert back.explain("u1") == result.explain("u1")
    text = render_terminal(back.explain("u1"), lang)
    for word in {"zh": ("未计入", "公示期满 2026-05-31"), "en": ("not counted", "publicity period over 2026-05-31")}[
        lang
    ]:
        assert word in text
    text.encode("cp936")


def test_the_input_stands_in_the_fingerprint(result, assessed, records):
    assert result.fingerprint != assessed(records(*ROWS[:5])).fingerprint
    assert [source.rows for source in result.sources] == [6, 6]


def test_ten_million_subjects_have_no_credit_records(tmp_path):
    """The compact register supports neither table: the fields are unknown there, whatever the extract says."""
    from pathlib import Path

    rules = rk.Rulebook.at("2026-06-01", "unit/with_credit", Path(__file__).parent / "rules")
    units = pl.DataFrame({"单位编号": ["u1"], "有无报警": ["是"], "失信记录数": ["0"]})
    rk.assess_compact(units, rules, tmp_path / "compact.parquet")
    assert pl.read_parquet(tmp_path / "compact.parquet")["unobserved_share"].to_list() == pytest.approx([0.6])


# ---------------------------------------------------------------- credit.yaml


def test_the_rule_file_keeps_to_the_house_rules():
    parsed, _, problems = parse_rule_file(BUILT_IN_RULES / "credit.yaml", CreditFile, BUILT_IN_RULES)
    assert problems == []
    sources = load_root(only="unit/city_score_100").sources.sources
    for start, block in parsed.in_force.items():
        source = sources[block.reference.source]
        assert source.in_force_from <= start
        assert (block.basis == "project_default") == (block.reference.source == "riskkit_defaults")
        assert block.not_used == ["repaired", "publicity_over"]
    assert sorted(parsed.in_force) == [date(2000, 1, 1), date(2026, 4, 1)]
    assert "不是当时的规定" in parsed.in_force[date(2000, 1, 1)].note.zh


def test_a_day_before_the_first_block_is_refused():
    with pytest.raises(rk.RiskkitError, match="RULE-31"):
        credit_rule(date(1999, 12, 31))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: integer\n    label: {zh: 在用失信记录数", "kind: text\n    label: {zh: 在用失信记录数"),
        ("table: {name: credit, statistic: worst}", "table: {name: credit, statistic: mean}"),
        ("table: {name: credit, statistic: worst}", "table: {name: fires, statistic: worst}"),
    ],
)
def test_a_field_that_cannot_be_filled_is_refused(tmp_path, old, new):
    import shutil
    from pathlib import Path

    root = shutil.copytree(Path(__file__).parent / "rules", tmp_path / "rules")
    fields = root / "unit" / "with_credit" / "fields.yaml"
    assert old in fields.read_text("utf-8")
    fields.write_text(fields.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(rk.RiskkitError, match=r"fields\.yaml:\d+:\d+: RULE-05"):
        rk.Rulebook.at("2026-06-01", "unit/with_credit", root)
