"""What ``riskkit inspect`` prints: sections of aligned lines, or one JSON object."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from riskkit.codes import CODES
from riskkit.indicators.plain_text import aligned, console_safe
from riskkit.reporting.display import one_line
from riskkit.terms import Label, Lang

if TYPE_CHECKING:
    import pandas as pd

    from riskkit.inspecting import Inspection

ROWS_SHOWN, WIDEST = 12, 44
_USES = {
    "unused": Label("未用", "unused"),
    "doubled": Label("重复", "doubled"),
    "measure": Label("单位不能换算", "measure does not fit"),
    "left_out": Label("按映射不用", "left out"),
    "nameless": Label("无表头", "no header"),
}
_BLOCKS = {
    "run": Label("× 没有就不能运行", "x nothing runs without it"),
    "grade": Label("▲ 没有就不评级", "! no grade without it"),
    "verdict": Label("● 有关的直接判定不能核实", "* a veto cannot be judged"),
    "": Label("按未知处理", "counts as unknown"),
}


def inspection_lines(seen: Inspection, lang: Lang) -> list[str]:
    """Everything found, section by section; only characters that a cp936 console has."""
    sections = (_about, _sheets, _notes, _rows, _mapping, _unused, _personal, _missing, _books, _decisions)
    lines: list[str] = []
    for section in sections:
        found = list(section(seen, lang))
        lines += ["", *found] if lines and found else found
    return [console_safe(line) for line in lines]


def inspection_json(seen: Inspection) -> str:
    """The same as one JSON object on one line."""
    plain = {
        name: getattr(seen, name)
        for name in ("file", "kind", "named", "size", "encoding", "sheet", "header_rows", "rules", "sample_row")
    }
    tables = ("sheets", "columns", "missing", "rows", "notes", "decisions", "rulebooks")
    content = {
        **plain,
        "rows_looked_at": seen.rows_looked_at,
        **{name: json.loads(getattr(seen, name).to_json(orient="records", force_ascii=False)) for name in tables},
    }
    ascii_only = codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8"
    return json.dumps(content, ensure_ascii=ascii_only, sort_keys=True)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _heads(lang: Lang, *labels: str) -> list[str]:
    """``中文|English`` heads in ``lang``."""
    return [label.partition("|")[0 if lang == "zh" else 2] for label in labels]


def _cell(text: object) -> str:
    plain = one_line(str(text))
    return plain if len(plain) <= WIDEST else plain[: WIDEST - 1] + "…"


def _table(title: Label, heads: list[str], rows: list[list[str]], lang: Lang) -> list[str]:
    if not rows:
        return []
    return [title.of(lang), *aligned([heads, *[[_cell(cell) for cell in row] for row in rows]], "  ")]


def _about(seen: Inspection, lang: Lang) -> Iterator[str]:
    size = "" if seen.size is None else f" · {_size(seen.size)}"
    kind = seen.kind or "-"
    if seen.named:
        kind += Label(f"（文件名像 {seen.named}，以内容为准）", f" (named like {seen.named}; the content counts)").of(
            lang
        )
    yield Label(f"文件 {seen.file} · 内容 {kind}{size}", f"file {seen.file} · content {kind}{size}").of(lang)
    if seen.encoding:
        yield Label(f"编码 {seen.encoding}", f"encoding {seen.encoding}").of(lang)
    if seen.sample_row:
        yield Label(f"样行 {one_line(seen.sample_row)}", f"a row {one_line(seen.sample_row)}").of(lang)
    first, last = seen.header_rows
    rows = f"{first}" if first == last else f"{first}-{last}"
    yield Label(f"表头 第 {rows} 行", f"header row {rows}").of(lang)


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.1f} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"


def _sheets(seen: Inspection, lang: Lang) -> list[str]:
    hidden, chosen = Label("隐藏", "hidden").of(lang), Label("√ 选用", "* chosen").of(lang)
    rows = [
        [
            one["sheet"],
            str(one["rows"]),
            str(one["columns"]),
            hidden if one["hidden"] else "",
            chosen if one["chosen"] else "",
        ]
        for one in _records(seen.sheets)
    ]
    heads = _heads(lang, "名称|name", "行|rows", "列|columns", "|", "|")
    return _table(Label("工作表", "sheets"), heads, rows, lang)


def _notes(seen: Inspection, lang: Lang) -> list[str]:
    """What only the bytes and the sheet as a whole tell."""
    rows = [
        ["" if one["row"] is None else str(one["row"]), one["code"], CODES[one["code"]].problem.of(lang), one["text"]]
        for one in _records(seen.notes)[:ROWS_SHOWN]
    ]
    heads = _heads(lang, "行|row", "代码|code", "是什么|what", "内容|text")
    return _table(Label("文件本身", "the file itself"), heads, rows, lang)


def _rows(seen: Inspection, lang: Lang) -> list[str]:
    """Titles above the header, and what is no subject among the first rows."""
    found = _records(seen.rows)
    rows = [
        [str(one["row"]), one["code"], CODES[one["code"]].problem.of(lang), one["text"]] for one in found[:ROWS_SHOWN]
    ]
    title = Label(
        f"标题行和不是对象的行（看了表头下 {seen.rows_looked_at} 行）",
        f"titles and rows that are no subject (among the first {seen.rows_looked_at} rows)",
    )
    lines = _table(title, _heads(lang, "行|row", "代码|code", "是什么|what", "内容|text"), rows, lang)
    if len(found) > ROWS_SHOWN:
        more = len(found) - ROWS_SHOWN
        lines.append("  " + Label(f"… 还有 {more} 行", f"… {more} more").of(lang))
    return lines


def _mapping(seen: Inspection, lang: Lang) -> list[str]:
    read = seen.columns[seen.columns["use"] == "read"]
    rows = [
        [
            str(one["column"]),
            one["header"],
            f"{one['label']} {one['field']}" if lang == "zh" else one["field"],
            _conversion(one, lang),
            one["example"],
            _percent(one["empty_share"]),
            _percent(one["unknown_share"]),
        ]
        for one in _records(read)
    ]
    title = Label(
        f"对应关系（{len(seen.columns)} 列中读 {len(rows)} 列）",
        f"mapping ({len(rows)} of {len(seen.columns)} columns read)",
    )
    heads = _heads(
        lang, "列|column", "表头|header", "字段|field", "单位换算|measure", "例值|example", "空|empty", "未知|unknown"
    )
    return _table(title, heads, rows, lang) or [title.of(lang)]


def _conversion(one: dict[str, Any], lang: Lang) -> str:
    if one["factor"] == 1.0:
        return f"{one['uom']}" if one["uom"] else ""
    measure = one["measure"] or Label("表头", "header").of(lang)
    return f"{measure} × {one['factor']:.10g} → {one['uom']}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%" if share else ""


def _unused(seen: Inspection, lang: Lang) -> list[str]:
    unused: pd.DataFrame = seen.columns[seen.columns["use"].isin(list(_USES))]
    rows = [
        [
            str(one["column"]),
            one["header"],
            _USES[str(one["use"])].of(lang),
            f"{one['suggestion_label']} {one['suggestion']}" if one["suggestion"] else "",
            f"{one['score']:.0f}" if one["suggestion"] else "",
            one["example"],
        ]
        for one in _records(unused)
    ]
    title = Label(
        "没有用上的列（建议只供参考，不会自动采用）", "columns not used (suggestions are never applied by themselves)"
    )
    heads = _heads(lang, "列|column", "表头|header", "状态|why", "是否指|perhaps", "相似度|similarity", "例值|example")
    return _table(title, heads, rows, lang)


def _personal(seen: Inspection, lang: Lang) -> list[str]:
    found = seen.columns[seen.columns["use"] == "personal"]
    if not len(found):
        return []
    names = ("、" if lang == "zh" else ", ").join(
        f"{one['column']} {one_line(str(one['header']) or '-')}" for one in _records(found)
    )
    zh = f"疑似个人信息的列（不读入，不写进任何结果）：{names}"
    return [Label(zh, f"personal data (not loaded, written nowhere): {names}").of(lang)]


def _missing(seen: Inspection, lang: Lang) -> list[str]:
    rows = [
        [
            one["label"],
            one["field"],
            _BLOCKS[str(one["blocks"])].of(lang),
            f"{one['share'] * 100:.1f}%" if one["share"] else "",
            one["read_by"],
        ]
        for one in _records(seen.missing)
    ]
    heads = _heads(lang, "名称|name", "字段|field", "缺了会怎样|without it", "权重|weight", "用于|read by")
    return _table(Label("缺少的列", "columns that lack"), heads, rows, lang)


def _books(seen: Inspection, lang: Lang) -> list[str]:
    if seen.rules:
        return []
    rows = [[one["rules"], one["label"], f"{one['columns']} / {one['fields']}"] for one in _records(seen.rulebooks)]
    title = Label("没有给 --rules，只认对象基本信息。最合适的规则集", "no --rules given. The rulebooks that fit best")
    lines = _table(title, _heads(lang, "规则集|rules", "名称|name", "用得上的列|columns used"), rows, lang)
    if not lines:
        lines = [
            Label("没有给 --rules，也没有规则集用得上这些列", "no --rules, and no rulebook uses these columns").of(lang)
        ]
    more = Label(
        "  选一个：riskkit inspect FILE --rules 规则集；全部见 riskkit rules list",
        "  choose one: riskkit inspect FILE --rules ID; riskkit rules list shows all",
    )
    return [*lines, more.of(lang)]


def _decisions(seen: Inspection, lang: Lang) -> list[str]:
    rows = [[one["what"], one["chosen"], one["option"] or "-", one["why"]] for one in _records(seen.decisions)]
    title = Label("每个判断和改它的选项", "decisions and the option that overrides each")
    heads = _heads(lang, "事项|what", "判断|chosen", "改用|option", "理由|why")
    if not rows:
        return []
    wide = [[one_line(cell) for cell in row] for row in rows]
    return [title.of(lang), *aligned([heads, *wide], "  ")]
