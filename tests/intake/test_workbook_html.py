"""Tables of HTML pages, as systems write them and call them .xls."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.intake.html_reader import decoded, read_tables
from riskkit.intake.plain_rows import read_rows
from riskkit.intake.readers import open_extract
from riskkit.intake.workbook_grid import Grid
from riskkit.intake.workbook_process import ReadLimits
from riskkit.intake.workbook_reader import open_workbook
from riskkit.intake.workbook_refusal import Refusal

KNOWN = {"编号", "单位名称", "建筑面积", "层数"}
HEADER = "<tr><th>编号</th><th>单位名称</th><th>建筑面积</th></tr>"
UNIT = "<tr><td>A1</td><td>甲</td><td>12.5㎡</td></tr>"
MOST = 1_000_000


def _grid(text: str) -> list[list[str]]:
    (table,) = read_tables(text.encode(), None, MOST).tables
    return list(table.full_rows())


def test_an_excel_page_of_a_system(tmp_path: Path) -> None:
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td{mso-number-format:"\\@"}</style>'
        "<!--[if gte mso 9]><xml><x:ExcelWorkbook><table></x:ExcelWorkbook></xml><![endif]--></head><body>"
        "<![if !vml]><p>某区单位台账</p><![endif]><table border=1>"
        '<tr><td colspan="3">填报单位：某街道</td></tr>'
        f"{HEADER}{UNIT}<tr style='display:none'><td>A2<td>乙&amp;丙<td>&nbsp;</tr>"
        "<tr><td>合计<td><td>12.5</table></body></html>"
    )
    path = tmp_path / "导出.xls"
    path.write_bytes(page.encode("gb18030"))
    raw = open_extract(path, known=KNOWN)
    assert (raw.kind, raw.encoding, raw.sheet, raw.header_row) == ("html", "gb18030", "表格1", 2)
    rows = [row for chunk in raw.chunks() for row in chunk.frame.rows()]
    assert rows == [("A1", "甲", "12.5㎡"), ("A2", "乙&丙", None), ("合计", None, "12.5")]
    assert [(note.code, note.row) for note in raw.notes] == [("ROW-01", 1), ("ROW-07", 4)]
    assert [decision.option.split()[0] for decision in raw.decisions if decision.option] == [
        "--encoding",
        "--header-row",
    ]
    assert read_rows(path)[1] == ["编号", "单位名称", "建筑面积"]


def test_the_table_with_known_names_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<table><tr><td>菜单</table><p>x<table>{HEADER}{UNIT}</table><table></table>", "utf-8")
    raw = open_extract(path, known=KNOWN)
    assert raw.sheet == "表格2"
    assert raw.decisions[1].chosen == "表格2"
    assert [sheet.name for sheet in raw.sheets] == ["表格1", "表格2"]
    assert open_extract(path, known=KNOWN, sheet="表格1").header == ["菜单"]


def test_a_merged_header_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.xls"
    path.write_text(
        "<table><tr><td rowspan=2>编号<td colspan=2>建筑<tr><td>面积<td>层数<tr><td>A1<td>20<td>3</table>", "utf-8"
    )
    raw = open_extract(path, known={"编号", "建筑面积", "层数"})
    assert (raw.header, raw.header_first, raw.header_row) == (["编号", "建筑-面积", "层数"], 1, 2)
    assert [chunk.frame.rows() for chunk in raw.chunks()] == [[("A1", "20", "3")]]


@pytest.mark.parametrize(
    ("body", "grid"),
    [
        ("<tr><td>1<td>2<tr><td>3", [["1", "2"], ["3", ""]]),
        ("<td>1<td>2", [["1", "2"]]),
        ("<thead><tr><th>a</thead><tbody><tr><td>1</tbody>", [["a"], ["1"]]),
        (
            "<tr><td rowspan=3>甲<td>1<tr><td>2<tr><td>3<tr><td>乙<td>4",
            [["甲", "1"], ["", "2"], ["", "3"], ["乙", "4"]],
        ),
        ("<tr><td rowspan=2 colspan=2>x<td>1<tr><td>2", [["x", "", "1"], ["", "", "2"]]),
        ("<tr><td>a<td rowspan=2>b<tr><td>c<td>d", [["a", "b", ""], ["c", "", "d"]]),
        ("<tr><td rowspan=0 colspan=-1>1<td colspan=x>2", [["1", "2"]]),
        ("<tr><td>一<br>二<p>三</p></td><td> a\n  b </td>", [["一\n二\n三", "a b"]]),
        ("<tr><td>1<script>var x='<td>2';</script><td><b>粗</b>体", [["1", "粗体"]]),
        ("<tr><td>&lt;b&gt; &#30002; &#x4e59;", [["<b> 甲 乙"]]),
        ("<tr><td>1</td></tr><tr></tr><tr><td>2", [["1"], [""], ["2"]]),
        ("<tr><td>=1+1<td>00123<td>915101234567890123", [["=1+1", "00123", "915101234567890123"]]),
    ],
)
def test_cells_keep_their_places(body: str, grid: list[list[str]]) -> None:
    assert _grid(f"<table>{body}</table>") == grid
    assert _grid(f"<table>{body}") == grid


def test_a_table_within_a_cell_is_a_table_of_its_own() -> None:
    page = read_tables("<table><tr><td>外<table><tr><td>内</table>后<td>2</table>".encode(), None, MOST)
    assert [table.rows for table in page.tables] == [[["外后", "2"]], [["内"]]]


@pytest.mark.parametrize(
    ("content", "told", "encoding"),
    [
        ("甲".encode("gbk"), None, "gb18030"), ("甲".encode(), None, "utf-8"),
        ("甲".encode("utf-8-sig"), None, "utf-8"),
        ("甲".encode("utf-16"), None, "utf-16-le"), ("甲".encode("big5"), "big5", "big5"),
        ("<meta charset=gbk>甲".encode("gbk"), None, "gb18030"),
        ('<meta charset="big5">甲'.encode("big5"), None, "big5hkscs"),
        # what the page says of itself is not true
        ("<meta charset=utf-8>甲".encode("gbk"), None, "gb18030"),
        ("<meta charset=nonsense>甲".encode(), None, "utf-8"),
        ("<meta charset=utf-16>甲".encode(), None, "utf-8"),
    ],
)  # fmt: skip
def test_encodings(content: bytes, told: str | None, encoding: str) -> None:
    name, text = decoded(content, told)
    assert name == encoding
    assert text.endswith("甲")


def test_no_encoding_fits(tmp_path: Path) -> None:
    path = tmp_path / "page.xls"
    path.write_bytes(b"<table><tr><td>\xff\xff\xff</table>")
    with pytest.raises(RiskkitError, match="FILE-03"):
        open_extract(path)
    with pytest.raises(RiskkitError, match="FILE-03"):
        open_extract(path, encoding="nonsense")
    path.write_bytes("<table><tr><td>編號</table>".encode("big5"))
    raw = open_extract(path, encoding="big5")
    assert (raw.header, raw.decisions[0].why.en) == (["編號"], "told by --encoding")


def test_cells_beyond_measure(tmp_path: Path) -> None:
    path = tmp_path / "page.xls"
    path.write_text("<table>" + "<tr>" * 2000 + "<td colspan=1000>" * 60 + "x</table>", "utf-8")
    with pytest.raises(RiskkitError, match=r"FILE-08.*2,000 x 51,000"):
        open_extract(path)
    few = ReadLimits(cells=3)
    path.write_text("<table><tr><td>1<td>2<td>3<td>4</table>", "utf-8")
    with pytest.raises(RiskkitError, match="FILE-08"):
        open_workbook(path, KNOWN, None, None, 100, kind="html", limits=few)


def test_a_page_made_to_be_slow_ends_in_time(tmp_path: Path) -> None:
    path = tmp_path / "page.xls"
    path.write_text("<table>" + "<!--" * 400_000, "utf-8")
    with pytest.raises(RiskkitError, match=r"FILE-(14|04)"):
        open_workbook(path, KNOWN, None, None, 100, kind="html", limits=ReadLimits(seconds=0.5))


PIECES = st.sampled_from(
    ["<table>", "</table>", "<tr>", "</tr>", "<td>", "<th colspan=3>", "<td rowspan=2>", "甲", "&nbsp;", "<!--", "-->",
     "<![if x]>", "<![CDATA[", "<br/>", "<script>", "</script>", "&#0;", "&#xD800;", "<", ">", "<td", '"', "</td>",
     "<?", "<!x", "x"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_page_is_read_or_refused(text: str) -> None:
    tables: list[Grid] = []
    with suppress(Refusal):
        tables = read_tables(text.encode(), None, MOST).tables
    for table in tables:
        rows = list(table.full_rows())
        assert {len(row) for row in rows} == {table.width}
        assert any(cell for row in rows for cell in row)
