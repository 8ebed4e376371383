from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskkit.reporting.figures import Bar, text_colour, waterfall_svg
from riskkit.reporting.pages import page_name, render_page, write_pages
from riskkit.reporting.terminal import render_terminal
from riskkit.reporting.view import view_of
from riskkit.terms import Label, Level


def svg_of(page: str) -> ET.Element:
    return ET.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])


def contributions(page: str) -> list[Decimal]:
    table = page[page.rindex("<table") : page.rindex("</table>")]
    numbers = re.findall(r'<td class="n">([^<]*)</td><td class="clause">', table)
    return [Decimal(number) for number in numbers]


def test_the_printed_contributions_add_up_to_the_printed_score(explanation):
    page = render_page(explanation, "zh")
    shown = contributions(page)
    assert len(shown) == 19
    assert sum(shown) == Decimal("48.97")
    assert '<td class="n">100%</td><td class="n">48.97</td>' in page


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(-20_000, 120_000), min_size=1, max_size=40))
def test_whatever_the_reasons_table_and_figure_add_up(tens_of_thousandths):
    from dataclasses import replace as changed

    explanation = make()
    parts = [count / 10_000 for count in tens_of_thousandths]
    reasons = [changed(explanation.reasons[0], contribution=part, weight=0.01) for part in parts]
    view = view_of(changed(explanation, reasons=reasons, risk_score=round(sum(parts), 4), mends=[]), "zh")
    assert sum(Decimal(row.contribution) for row in view.rows) == Decimal(view.risk_score)
    assert sum(bar.hundredths for bar in view.bars) == view.total_bar.hundredths


def test_a_table_that_does_not_add_up_is_not_printed(explanation):
    with pytest.raises(ValueError, match="contributions sum"):
        render_page(replace(explanation, risk_score=explanation.risk_score + 1), "zh")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_texts_from_an_extract_are_escaped_everywhere(explanation, text):
    label = Label(text, text)
    reasons = [replace(r, label=label, criterion=label, value=text, clause=text) for r in explanation.reasons]
    vetoes = [replace(v, label=label, clause=text, outcome=label, remedy=label) for v in explanation.vetoes]
    mends = [replace(m, label=label, remedy=label) for m in explanation.mends]
    hostile = replace(
        explanation, subject_id=text, name=text, place=text, source=text, reasons=reasons, vetoes=vetoes, mends=mends
    )
    page = render_page(hostile, "zh")
    assert "<script" not in page
    assert "<img" not in page
    assert svg_of(page) is not None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_from_outside(explanation, lang):
    page = render_page(explanation, lang)
    assert not re.search(r"""(?:src|href)=["'](?!index\.html)|@import|url\(|<script|<link""", page)
    for font in ("Noto Sans CJK SC", "Microsoft YaHei", "SimSun", "WenQuanYi Micro Hei"):
        assert font in page


class Balance(HTMLParser):
    VOID = ("meta", "br", "path", "rect")

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("veto_states", [(), ("not_met",), ("undecided", "not_met"), ("met", "undecided", "not_met")])
def test_every_shape_of_page_is_well_formed(explanation, lang, veto_states):
    vetoes = [v for v in explanation.vetoes if v.state in veto_states]
    bare = replace(explanation, vetoes=vetoes, frequency=None, mends=[], name="")
    parser = Balance()
    parser.feed(render_page(bare, lang))
    assert parser.open == []
    assert render_terminal(bare, lang)


def test_the_page_says_what_an_assessor_must_know(explanation):
    page = render_page(explanation, "zh")
    for words in (
        "D 差", "48.97", "第 17 位 / 共 2964", "24.62", "39.50～48.97", "直接判定", "公消〔2013〕60号 第六条（3）",
        "未能判断", "其余 7 项不成立", "未知项占权重 9.3%", "保温材料燃烧性能、消火栓系统最不利点压力",
        "每年约 0.042 起（90% 区间 0.021～0.083），为全部对象均值的 2.13 倍", "建筑面积 ×1.62", "units.csv#124",
        "预警参考，不作为行政处罚依据", "项目默认", "编制", "校核", "审核", "9a7d41f0c2e8", "[70,80)",
    ):  # fmt: skip
        assert words in page, words


def test_a_mend_subtracts_exactly_from_the_published_score(explanation):
    view = view_of(explanation, "zh")
    assert view.mends
    for mend in view.mends:
        assert Decimal(str(explanation.risk_score)) - Decimal(mend.lowers_by) == Decimal(mend.after)
    assert [m.grade_text for m in view.mends][:2] == ["C 一般", "D 差"]
    assert view.mends_left == 8


def test_not_applicable_and_unknown_are_told_apart(explanation):
    view = view_of(explanation, "zh")
    rows = {row.label: row for row in view.rows}
    assert view.not_applicable == ["避难层（间）"]
    assert "避难层（间）" not in rows
    assert (rows["保温材料燃烧性能"].value, rows["保温材料燃烧性能"].points) == ("未知", "-")


@pytest.mark.parametrize("level", list(Level))
def test_all_levels_have_a_title(explanation, level):
    assert "火灾风险说明" in render_page(replace(explanation, level=level), "zh")


def test_the_waterfall_starts_where_the_bar_before_ended(explanation):
    rects = svg_of(render_page(explanation, "zh")).iter("{http://www.w3.org/2000/svg}rect")
    boxes = [(float(r.get("x")), float(r.get("width"))) for r in rects]
    for (x, length), (following, _) in pairwise(boxes[:-1]):
        assert x + length == pytest.approx(following, abs=0.15)
    assert boxes[-1][0] == pytest.approx(boxes[0][0])
    assert sum(length for _, length in boxes[:-1]) == pytest.approx(boxes[-1][1], abs=0.5)


def test_the_waterfall_tells_its_numbers_without_being_seen():
    bars = [Bar("一个非常非常非常非常非常非常长的指标名称", 1000, "up"), Bar("加分", -250, "down")]
    figure = ET.fromstring(waterfall_svg(bars, Bar("风险得分", 750, "total"), "构成"))
    assert "一个非常非常非常非常非常非常长的指标名称 10.00; 加分 -2.50; 风险得分 7.50" in figure.get("aria-label")
    assert "…" in "".join(figure.itertext())


def test_a_waterfall_that_does_not_close_is_refused():
    with pytest.raises(ValueError, match="do not sum"):
        waterfall_svg([Bar("a", 1, "up")], Bar("b", 2, "total"), "c")


def test_a_score_of_zero_has_a_figure():
    assert ET.fromstring(waterfall_svg([], Bar("风险得分", 0, "total"), "构成")) is not None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 0xFFFFFF))
def test_ink_on_a_grade_is_always_readable(number):
    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    paper = f"#{number:06x}"
    light, dark = sorted((luminance(paper), luminance(text_colour(paper))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("subject_id", "start"),
    [("a/b", "a_b-"), ("CON", "_CON-"), ("nul.x", "_nul.x-"), ("..", "_-"), ("", "_-"), ("index", "_index-")],
)
def test_names_no_file_system_takes_are_changed(subject_id, start):
    assert page_name(subject_id).startswith(start)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80), st.text(max_size=80))
def test_page_names_are_safe_short_and_differ(one, other):
    name = page_name(one)
    assert len(name.encode()) <= 120
    assert not set(name) & set('\\/:*?"<>|\0\n')
    assert not name[: -len(".html")].endswith((".", " "))
    assert (name == page_name(other)) == (one == other)


def test_pages_that_would_be_one_file_get_two(tmp_path, explanation):
    subjects = ["DW1", "dw1", "a/b", "a_b", "甲" * 100, "甲" * 101]
    files = write_pages((replace(explanation, subject_id=s) for s in subjects), tmp_path / "pages", "zh")
    assert len({name.casefold() for name in files}) == len(subjects)
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == sorted([*files, "index.html"])
    index = (tmp_path / "pages" / "index.html").read_text("utf-8")
    assert 'href="DW1.html"' in index
    assert "共 6 页" in index


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_terminal_text_can_be_shown_by_a_gbk_console(explanation, lang):
    text = render_terminal(explanation, lang)
    text.encode("cp936")
    assert "48.97" in text


def test_the_terminal_table_is_aligned(explanation):
    from riskkit.reporting.display import width

    lines = render_terminal(explanation, "zh").splitlines()
    start = next(i for i, line in enumerate(lines) if "实际值" in line)
    place = width(lines[start][: lines[start].index("贡献") + 2])
    for line in lines[start + 2 : start + 22]:
        column, taken = 0, ""
        for char in line:
            column += width(char)
            taken += char
            if column == place:
                break
        assert re.search(r"\d\.\d\d$", taken), line


def test_a_hostile_name_cannot_steer_the_terminal(explanation):
    reasons = [replace(explanation.reasons[0], value="\x1b[2J㎡ m²", contribution=0.0), *explanation.reasons[1:]]
    text = render_terminal(replace(explanation, name="甲\x1b]0;x\x07厂", reasons=reasons), "zh")
    assert "\x1b" not in text
    assert "\x07" not in text


def make():
    """The fixture's explanation, for properties (which cannot take function-scoped fixtures)."""
    return EXPLANATION[0]


EXPLANATION: list = []


@pytest.fixture(autouse=True)
def _explanation(explanation):
    EXPLANATION[:] = [explanation]


@pytest.mark.parametrize(("code", "text"), [("III", "III 差"), ("差", "差"), ("very_high", "差")])
def test_a_grade_is_said_with_its_short_code(explanation, code, text):
    assert view_of(replace(explanation, grade=replace(explanation.grade, code=code)), "zh").grade == text
