"""Records as they come: copies, contradictions, cells that are no day, unknown ids. Never a lost row, never a guess."""

from __future__ import annotations

import polars as pl
import pytest

from riskkit.errors import RiskkitError


def said(result, code):
    found = result.findings.query("code == @code")
    return list(zip(found["row"], found["column"], found["value"], strict=True))


def test_an_unknown_id_is_said_and_not_used(assessed, records):
    result = assessed(records(("u9", "2025-01-01", "一般", "2027-01-01")))
    assert said(result, "CRED-01") == [(2, "", "u9")]
    assert (result.credit["no_subject"], result.credit["in_use"]) == (1, 0)


def test_a_repair_before_the_record_still_keeps_it_out(assessed, records, entry):
    result = assessed(records(("u1", "2025-06-01", "一般", "2027-01-01", "2025-05-31")))
    assert said(result, "CRED-02") == [(2, "修复日期", "2025-05-31")]
    assert entry(result)["credit_excluded"] == 1


def test_publicity_that_ends_before_the_record_is_said(assessed, records, entry):
    result = assessed(records(("u1", "2025-06-01", "一般", "2025-05-31")))
    assert said(result, "CRED-06") == [(2, "公示截止日期", "2025-05-31")]
    assert entry(result)["credit_records"] == 0


def test_a_record_without_a_day_is_said_and_counts(assessed, records, entry):
    result = assessed(records(("u1", None, "一般", "2027-01-01")))
    assert said(result, "CRED-03") == [(2, "记录日期", "")]
    assert entry(result)["credit_records"] == 1


def test_no_length_of_publicity_is_assumed(assessed, records, entry):
    """However old: without a last day and without a repair it counts as in use, and that is said."""
    result = assessed(records(("u1", "1999-01-01", "一般")))
    assert said(result, "CRED-04") == [(2, "公示截止日期", "")]
    assert entry(result)["credit_records"] == 1


@pytest.mark.parametrize(("until", "in_use"), [("2027年", 1), ("2026年6月", 0), ("2026年", 0)])
def test_a_year_or_month_counts_from_its_first_day(assessed, records, entry, until, in_use):
    """So a record is rather left out too early than used too long."""
    result = assessed(records(("u1", "2025-01-01", "一般", until)), "2026-06-02")
    assert entry(result)["credit_records"] == in_use
    assert said(result, "CRED-11") == []


@pytest.mark.parametrize("until", ["三年", "2026-13-01"])
def test_a_last_day_that_cannot_be_read_keeps_the_record_out(assessed, records, entry, until):
    """Whether it may be used cannot be told; the rule forbids using one that may not."""
    result = assessed(records(("u1", "2025-01-01", "一般", until)))
    assert said(result, "DATE-01") == [(2, "公示截止日期", until)]
    assert said(result, "CRED-11")
    assert (entry(result)["credit_records"], entry(result)["credit_excluded"]) == (0, 1)
    assert [line.use for line in result.explain("u1").not_counted] == ["unclear"]
    assert [line.basis for line in result.explain("u1").not_counted] == ["project_default"]


@pytest.mark.parametrize(("until", "repaired"), [("长期", "未修复"), ("/", "否"), ("", "无"), (None, "-")])
def test_words_for_no_day_are_understood(assessed, records, entry, until, repaired):
    result = assessed(records(("u1", "2025-01-01", "一般", until, repaired)))
    assert entry(result)["credit_records"] == 1
    assert set(result.findings["code"]) >= {"CRED-04"}
    assert not {"DATE-01", "CRED-11"} & set(result.findings["code"])


def test_a_copy_counts_once(assessed, records, entry):
    row = ("u1", "2025-01-01", "一般", "2027-01-01", None, "1号", "某机关")
    result = assessed(records(row, row, row))
    assert [row for row, *_ in said(result, "CRED-10")] == [3, 4]
    assert (entry(result)["credit_records"], result.credit["repeated"]) == (1, 2)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_older_copy_does_not_undo_a_repair(assessed, records, entry, order):
    """The export from before the repair beside the one after it."""
    before = ("u1", "2025-01-01", "一般", "2027-01-01", None, "1号")
    after = ("u1", "2025-01-01", "一般", "2027-01-01", "2026-05-01", "1号")
    result = assessed(records(*[(before, after)[i] for i in order]))
    assert (entry(result)["credit_records"], entry(result)["credit_excluded"]) == (0, 1)
    assert (result.credit["repaired"], result.credit["repeated"]) == (1, 1)


def test_two_records_of_a_day_stay_two(assessed, records, entry):
    """By their documents; or, without one, by their days."""
    two = assessed(records(("u1", "2025-01-01", "一般", "2027-01-01", None, "1号"),
                           ("u1", "2025-01-01", "一般", "2027-01-01", None, "2号")))  # fmt: skip
    assert entry(two)["credit_records"] == 2
    two = assessed(records(("u1", "2025-01-01", "一般", "2027-01-01"), ("u1", "2025-01-01", "一般", "2027-01-02")))
    assert entry(two)["credit_records"] == 2


def test_an_unknown_level_leaves_the_worst_unknown(assessed, records):
    result = assessed(
        records(("u1", "2025-01-01", "特别严重", "2027-01-01"), ("u1", "2025-02-01", "轻微", "2027-01-01"))
    )
    assert said(result, "CRED-09") == [(2, "最重失信等级", "特别严重")]
    states = {reason.indicator: reason.state for reason in result.explain("u1").reasons}
    assert states == {"worst_credit_level": "unknown", "credit_records": "known", "has_alarm": "known"}


def test_the_level_of_a_record_that_is_not_used_is_not_asked_for(assessed, records):
    result = assessed(records(("u1", "2025-01-01", "特别严重", "2026-05-31")))
    assert said(result, "CRED-09") == []


def test_a_messy_file_in_gbk(assessed, entry, tmp_path):
    """Title row, other headers, other dates, a total, a row without id: every row is accounted for."""
    text = (
        "失信记录台账,,,,\n单位编码,认定日期,失信类型,公示期至,信用修复日期\nu1,2025.3.5,严重失信,2026年6月1日,\n"
        " u2 ,20250305,一般,46174,2026/5/1\n,2025-01-01,一般,,\n合计,3,,,\n"
    )
    file = tmp_path / "失信.csv"
    file.write_bytes(text.encode("gb18030"))
    result = assessed(file, "2026-06-01")
    assert entry(result, "u1")["credit_records"] == 1
    assert entry(result, "u2")["credit_excluded"] == 1
    assert result.credit["read"] == 4 == sum(count for name, count in result.credit.items() if name != "read")
    assert result.credit["set_aside"] == 2
    assert {"ID-01", "ROW-02", "ROW-01"} <= set(result.findings.query("file == '失信.csv'")["code"])


def test_a_header_alone_says_that_nobody_has_a_record(assessed, entry, tmp_path):
    file = tmp_path / "credit.csv"
    file.write_text("单位编号,记录日期,公示截止日期,修复日期\n", "utf-8")
    result = assessed(file)
    assert entry(result)["credit_records"] == 0
    assert entry(result)["score"] == 100
    assert result.credit == {**dict.fromkeys(result.credit, 0)}


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "FILE-04"), ("单位名称,记录日期\n甲,2025-01-01\n", "COL-01"), ("单位编号,失信等级\nu1,一般\n", "COL-06")],
)
def test_the_wrong_file_stops_the_run(assessed, tmp_path, text, code):
    file = tmp_path / "credit.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(RiskkitError) as problem:
        assessed(file)
    assert problem.value.code == code


def test_a_table_without_repairs_is_said(assessed, records):
    table = records(("u1", "2025-01-01", "一般", "2027-01-01")).drop("修复日期", "认定机关")
    units = pl.DataFrame({"单位编号": ["u1"], "单位名称": ["甲"], "有无报警": ["是"]})
    assert said(assessed(table, units=units), "COL-03") == [(1, "修复日期", "")]


def test_without_a_table_the_fields_are_unknown_and_so_are_the_counts(assessed, entry):
    result = assessed(None)
    assert [row["column"] for _, row in result.findings.query("code == 'CRED-08'").iterrows()] == [
        "在用失信记录数、最重失信等级"
    ]
    assert result.credit is None
    assert entry(result)["credit_records"] is None
    assert entry(result)["unobserved_share"] == 0.6
    assert "CRED-04" not in set(result.findings["code"])


def test_what_the_extract_says_about_credit_is_not_used(assessed, records):
    """A column of that name is ignored with and without a table: only dated records can be judged."""
    units = pl.DataFrame({"单位编号": ["u1"], "有无报警": ["是"], "失信记录数": ["7"], "最重失信等级": ["/"]})
    for credit in (records(), None):
        result = assessed(credit, units=units)
        assert sorted(value for _, _, value in said(result, "CRED-07")) == ["credit_records", "worst_credit_level"]
        plain = assessed(credit, units=units.drop("失信记录数", "最重失信等级"))
        assert result.tables.register.equals(plain.tables.register)
        assert result.tables.explanations.equals(plain.tables.explanations)
