"""The encoding of a text file: what is chosen, how it is said, and what a damaged byte does."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskkit.errors import Finding, RiskkitError
from riskkit.intake import csv_scan
from riskkit.intake.raw import RawExtract
from riskkit.intake.readers import open_extract

KNOWN = frozenset(["编号", "单位名称", "备注"])
TEXT = "编号,单位名称,备注\nA1,清源商贸有限公司,临街\nA2,镕鑫宾馆,二层\n"


def opened(tmp_path: Path, content: bytes, **options: object) -> RawExtract:
    path = tmp_path / "extract.csv"
    path.write_bytes(content)
    return open_extract(path, known=KNOWN, **options)  # type: ignore[arg-type]


def rows(extract: RawExtract) -> list[tuple[str | None, ...]]:
    return [row for chunk in extract.chunks() for row in chunk.frame.rows()]


def said(extract: RawExtract, what: str) -> tuple[str, str, str]:
    decision = next(item for item in extract.decisions if item.what.zh == what)
    return decision.chosen, decision.why.zh, decision.option


@pytest.mark.parametrize(
    ("encoding", "name", "why"),
    [
        ("utf-8", "utf-8", "整个文件都是合法的 UTF-8"),
        ("utf-8-sig", "utf-8", "BOM"),
        ("gb18030", "gb18030", "从第 0 字节起不是 UTF-8"),
        ("utf-16", "utf-16", "BOM"),
        ("utf-16-le", "utf-16-le", "空字节"),
        ("utf-16-be", "utf-16-be", "空字节"),
        ("utf-32", "utf-32", "BOM"),
    ],
)
def test_the_choice_is_said_with_a_row_that_shows_a_wrong_guess(
    tmp_path: Path, encoding: str, name: str, why: str
) -> None:
    extract = opened(tmp_path, TEXT.encode(encoding))
    assert rows(extract)[1] == ("A2", "镕鑫宾馆", "二层")
    chosen, reason, option = said(extract, "编码")
    assert (chosen, option) == (name, "--encoding")
    assert why in reason
    assert reason.endswith("样行：A1 清源商贸有限公司 临街")
    assert (extract.encoding, extract.kind, extract.header_first) == (name, "csv", 1)


def test_the_sample_row_shows_no_personal_number_and_is_short(tmp_path: Path) -> None:
    text = "编号,单位名称,备注,联系手机\nA1,plain,x,1\nA2,甲店 13800000000,110101199001011234,0571-88888888\n"
    assert said(opened(tmp_path, text.encode()), "编码")[1].endswith("样行：A2 甲店 *** ***")
    long = "编号,单位名称\nA1," + "很长的名称" * 50 + "\n"
    assert len(said(opened(tmp_path, long.encode()), "编码")[1].split("样行：")[1]) == 60


def test_big5_is_read_when_it_is_named_and_the_sample_shows_that_it_must_be(tmp_path: Path) -> None:
    text = "編號,單位名稱,備註\nA1,臺灣商場,二樓\n"
    guessed = opened(tmp_path, text.encode("big5"), header_row=1)
    assert guessed.encoding == "gb18030"
    assert "臺灣" not in said(guessed, "编码")[1]
    told = opened(tmp_path, text.encode("big5"), encoding="big5", header_row=1)
    assert rows(told) == [("A1", "臺灣商場", "二樓")]
    assert said(told, "编码")[1].startswith("由 --encoding 指定")


def test_gbk_is_cut_within_a_character_and_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (TEXT + "A3,镕喆𠮷店,末\n").encode("gb18030")
    whole = rows(opened(tmp_path, content))
    for size in (1, 2, 3, 5, 11):
        monkeypatch.setattr(csv_scan, "BLOCK_BYTES", size)
        monkeypatch.setattr(csv_scan, "_TRANSCODED_BYTES", size)
        for chunk_rows in (1, 100):
            assert rows(opened(tmp_path, content, chunk_rows=chunk_rows)) == whole


def test_a_short_gbk_file_is_gbk(tmp_path: Path) -> None:
    extract = opened(tmp_path, "编号\n甲\n".encode("gbk"))
    assert (extract.encoding, rows(extract)) == ("gb18030", [("甲",)])


def test_a_broken_byte_in_gbk_is_named_with_line_and_offset(tmp_path: Path) -> None:
    start = TEXT.encode("gb18030")
    for line_end in (b"\n", b"\r\n", b"\r"):
        content = (start + "A3,好".encode("gb18030") + b"\xff\xff" + b",x\n" + start).replace(b"\n", line_end)
        offset = content.index(b"\xff\xff")
        with pytest.raises(RiskkitError) as caught:
            rows(opened(tmp_path, content))
        assert caught.value.code == "FILE-03"
        assert caught.value.text("zh").startswith(f"{tmp_path / 'extract.csv'}: FILE-03 ")
        assert f"gb18030: 0x ff ff 2c 78，第 4 行，第 {offset} 字节" in caught.value.text("zh")
        assert f"line 4, byte {offset}" in caught.value.text("en")


def test_a_broken_byte_far_below_the_head_is_named_too(tmp_path: Path) -> None:
    content = ("编号,单位名称\n" + "A1,清源商贸\n" * 90_000).encode("gb18030")
    content += b"A2,\xff\xff\n"
    extract = opened(tmp_path, content, chunk_rows=1000)
    with pytest.raises(RiskkitError, match=f"第 90,002 行，第 {len(content) - 3:,} 字节"):
        rows(extract)


def test_utf8_with_a_damaged_byte_stays_utf8_and_the_cell_is_named(tmp_path: Path) -> None:
    sound = TEXT.encode()
    at = sound.index("宾".encode()) + 1
    extract = opened(tmp_path, sound[:at] + b"\xff" + sound[at + 1 :])
    assert extract.encoding == "utf-8"
    assert rows(extract)[1] == ("A2", "镕鑫\ufffd\ufffd\ufffd馆", "二层")
    assert extract.late_notes == [
        Finding("FILE-21", row=3, column="单位名称", value="镕鑫\ufffd\ufffd\ufffd馆", file="extract.csv")
    ]
    assert f"除 1 处损坏的字节（首处在第 {at - 1} 字节）外都是 UTF-8" in said(extract, "编码")[1]


def test_utf8_cut_off_at_its_end_stays_utf8(tmp_path: Path) -> None:
    extract = opened(tmp_path, (TEXT + "A3,末").encode()[:-1])
    assert rows(extract)[-1] == ("A3", "\ufffd", None)
    assert [(note.code, note.row) for note in extract.late_notes] == [("FILE-21", 4)]


@pytest.mark.parametrize("block", [1, 3, 64 << 20])
def test_many_damaged_places_are_counted_and_twenty_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(csv_scan, "BLOCK_BYTES", block)
    line = "A1,清源商贸有限公司清源,备注\n".encode()
    content = "编号,单位名称,备注\n".encode() + (line * 3 + line.replace("备".encode(), b"\xe5\xa4")) * 25
    extract = opened(tmp_path, content)
    assert extract.encoding == "utf-8"
    assert len(rows(extract)) == 100
    shown = [note.row for note in extract.late_notes if note.row is not None]
    assert shown == list(range(5, 85, 4))
    assert extract.late_notes[-1].value.startswith("另有 5 行")


def test_utf8_asked_for_takes_damage_and_refuses_another_encoding(tmp_path: Path) -> None:
    assert rows(opened(tmp_path, TEXT.encode() + b"A3,\xff,x\n", encoding="utf-8"))[-1] == ("A3", "\ufffd", "x")
    with pytest.raises(RiskkitError, match=r"utf-8: 0x b1 e0.*第 1 行，第 0 字节"):
        opened(tmp_path, TEXT.encode("gb18030"), encoding="utf-8")


def test_a_mark_of_utf8_over_gbk_is_said_and_the_text_is_read(tmp_path: Path) -> None:
    extract = opened(tmp_path, b"\xef\xbb\xbf" + TEXT.encode("gb18030"))
    assert rows(extract)[1] == ("A2", "镕鑫宾馆", "二层")
    assert extract.header[0] == "编号"
    assert [note.code for note in extract.notes] == ["FILE-22"]
    assert said(extract, "编码")[1].startswith("标明 UTF-8，但从第 3 字节起不是 UTF-8")


def test_a_mark_written_twice_is_no_text(tmp_path: Path) -> None:
    assert opened(tmp_path, b"\xef\xbb\xbf" * 2 + TEXT.encode()).header[0] == "编号"


def test_utf16_with_half_a_character_at_its_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RiskkitError) as caught:
        rows(opened(tmp_path, TEXT.encode("utf-16")[:-1]))
    assert caught.value.code == "FILE-03"
    assert "utf-16" in caught.value.found


@pytest.mark.parametrize("name", ["klingon", "hex", "base64"])
def test_an_unknown_encoding_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RiskkitError, match="ARG-01"):
        opened(tmp_path, TEXT.encode(), encoding=name)
