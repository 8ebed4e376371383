"""Names and addresses made comparable: what must become equal, and what must not."""

from __future__ import annotations

import polars as pl
import pytest

from riskkit.linking.address_parts import address_key, address_parts
from riskkit.linking.keys import CELLS, keyed
from riskkit.linking.name_keys import name_keys
from riskkit.linking.numerals import with_digits
from riskkit.linking.plain_text import plain
from riskkit.linking.unit_codes import unit_codes


def core(name: str, *places: str) -> str:
    return str(name_keys(plain(pl.Series("name", [name])), list(places))["core"][0])


def key(address: str) -> str | None:
    return address_key(address_parts(plain(pl.Series("address", [address]))))[0]


def parts(address: str) -> dict[str, str]:
    row = address_parts(plain(pl.Series("address", [address]))).row(0, named=True)
    return {name: value for name, value in row.items() if value is not None}


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("宏达餐饮有限公司", "宏达餐饮有限责任公司"),
        ("宏达餐饮股份有限公司", "宏达餐饮"),
        ("宏达餐馆（个体工商户）", "宏达餐馆"),
        ("宏达（杭州）餐饮有限公司", "宏达(杭州)餐饮 有限公司"),
        ("ＫＴＶ宏达", "KTV宏达"),
        ("杭州市西湖区宏达餐馆", "西湖区宏达餐馆"),
        ("宏达餐馆二店", "宏达餐馆2店"),
        ("宏达餐馆（第二店）", "宏达餐馆第2店"),
        ("宏达·餐馆", "宏达餐馆"),
    ],
)
def test_one_name_written_in_two_ways(written: str, other: str) -> None:
    assert core(written) == core(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("宏达餐馆一店", "宏达餐馆二店"),
        ("宏达餐馆", "宏大餐馆"),
        ("家家超市东门店", "东门店"),  # 家家超市 is no city
        ("幸福小区超市", "超市"),  # 小区 is no district
        ("农贸市场小吃店", "小吃店"),
        ("第一百货", "百货"),
    ],
)
def test_two_names(name: str, other: str) -> None:
    assert core(name) != core(other)


def test_a_name_is_never_emptied() -> None:
    assert [core("有限公司"), core("西湖区有限公司"), core("杭州", "杭州")] == ["有限公司", "西湖区有限公司", "杭州"]


def test_bare_places_are_learnt_from_both_tables() -> None:
    row = {"name": "青州宏达餐馆", "address": "青州市文一路1号"}
    learnt = keyed(pl.DataFrame([row] * 2, schema=CELLS), pl.DataFrame([{"name": "青州宏达餐馆"}], schema=CELLS))
    assert learnt.b["name_core"].to_list() == ["宏达餐馆"]


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("文一路12号", "文一路十二号"),
        ("文一路12号", "文1路１２ 号"),
        ("浙江省杭州市西湖区古荡街道文一路12号", "西湖区文一路12号"),
        ("西湖区嘉绿社区文一路12号", "文一路12号"),
        ("文一路12号3幢301室", "文一路12号3号楼301"),
        ("文一路12号3#楼301室", "文一路12号3栋-301"),
        ("文一路12号B座502", "文一路12号b座502室"),
        ("文一路12号万达广场301铺", "文一路12号301号商铺"),
        ("文一路12号附3号", "文一路12-3号"),
        ("文一路No.12", "文一路12号"),
        ("南京路1弄2号404", "南京路一弄二号404室"),
        ("文一路12号（东门）3楼", "文一路12号"),
        ("文一路12", "文一路12号"),
    ],
)
def test_one_address_written_in_two_ways(written: str, other: str) -> None:
    assert key(written) is not None
    assert key(written) == key(other)


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("文一路12号", "文一路21号"),
        ("文一路12号", "文二路12号"),
        ("文一路12号301", "文一路12号302"),
        ("文一路12号301", "文一路12号"),
        ("文一路12号1幢", "文一路12号2幢"),
        ("文一路1弄2号", "文一路2号"),
        ("文一路12、14号", "文一路12号"),
        ("文一路12、14号", "文一路1214号"),
        ("文一路12-3号", "文一路12号"),
    ],
)
def test_two_addresses(address: str, other: str) -> None:
    assert key(address) != key(other)


@pytest.mark.parametrize("address", ["文一路", "城关镇", "西湖区", "301室", ""])
def test_an_address_without_street_or_number_identifies_nothing(address: str) -> None:
    assert key(address) is None


def test_parts_of_an_address() -> None:
    found = parts("杭州市西湖区文一路12号万达广场A区B1层012号铺")
    assert found == {
        "city": "杭州市", "district": "西湖区", "street": "文1路", "house": "12", "rest": "万达广场", "building": "A",
        "floor": "-1", "room": "012",
    }  # fmt: skip
    assert parts("经济技术开发区1号大街2号") == {"street": "1大街", "house": "2"}
    assert parts("镇海区乌镇大道5号") == {"district": "镇海区", "street": "乌镇大道", "house": "5"}


def test_numerals() -> None:
    written = ["一百一十五", "一百零五", "二十", "十二", "三〇一", "贰佰", "十十", "百货"]
    assert with_digits(pl.Series(written)).to_list() == ["115", "105", "20", "12", "301", "200", "十十", "百货"]


def test_codes() -> None:
    written = ["91350100M000100Y43", "D2143569-X", "0" * 18, "1" * 9, "91350100M000100Y44", "440301103097413", None]
    expected = ["M000100Y4", "D2143569X", *[None] * 5]
    assert unit_codes(pl.Series(written))["organisation"].to_list() == expected
