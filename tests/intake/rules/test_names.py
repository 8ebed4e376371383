"""Names and addresses made comparable: what is the same but for its writing becomes equal, and nothing else does."""

from __future__ import annotations

import unicodedata

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from riskkit.intake.names import comparable, plain

TEXTS = st.text("宏达餐饮（杭州）()有限 公司。kＴv12、3,4.5-号Ａ龍\u3000éß·【】", max_size=12)


def one(text: str | None) -> str | None:
    return comparable(pl.Series([text], dtype=pl.String))[0]


@given(st.lists(TEXTS, max_size=20))
def test_each_text_is_read_as_alone(texts: list[str]) -> None:
    whole = comparable(pl.Series("name", texts, dtype=pl.String))
    assert whole.to_list() == [one(text) for text in texts]
    assert comparable(whole).to_list() == whole.to_list()


@given(TEXTS)
def test_width_case_spaces_and_brackets_make_no_difference(text: str) -> None:
    spaced = " ".join(text)
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter in "()12345" else letter for letter in text)
    assert one(spaced.upper()) == one(text) or "、" in text or "," in text or "." in text
    assert one(wide) == one(unicodedata.normalize("NFKC", text)) == one(text)


def test_the_quick_way_changes_nothing() -> None:
    texts = ["杭州市西湖区文一路12号", "KTV12", "", None, "文一路12、14号", "甲（乙）"]
    assert plain(pl.Series(texts)).to_list() == [
        "杭州市西湖区文一路12号",
        "KTV12",
        None,
        None,
        "文一路12-14号",
        "甲(乙)",
    ]
