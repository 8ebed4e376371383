"""An explanation as plain text for a terminal, aligned for Chinese, in characters that a GBK console can show."""

from __future__ import annotations

from collections.abc import Sequence

from riskkit.explanation import Explanation
from riskkit.reporting.display import clip, one_line, pad, width
from riskkit.reporting.view import View, view_of
from riskkit.reporting.words import TITLES, words_of
from riskkit.terms import Lang

MAX_COLUMN = 34
BAR_COLUMNS = 20
# what cp936 cannot say, in what it can; and … because terminals disagree on its width
TO_GBK = str.maketrans({"²": "2", "³": "3", "−": "-", "✓": "√", "✗": "×", "⚠": "▲", "\u00a0": " ", "…": ".."})


def render_terminal(explanation: Explanation, lang: Lang = "zh") -> str:
    """The explanation as lines of text, without colour or control characters.

    Riskkit's own words hold only characters of cp936; names and values keep whatever the extract brought, apart
    from a few measures (m² → m2). Raises ValueError when the reasons do not sum to the risk score.
    """
    view, words = view_of(explanation, lang), words_of(lang)
    blocks = [
        _head(explanation, view, words, lang),
        [f"■ {words['reasons']}", *_reason_table(view, words, lang)],
        *_dangers(view, words),
        [f"■ {words['vetoes']}", *_veto_lines(view, words)],
        [f"■ {words['mends']}", *_mend_table(view, words), *_said(view.beside.override_mends)],
        [f"■ {words['frequency']}", f"  {view.frequency}", *_listed(words["factors"], view.factors, lang)],
        [f"■ {words['unknown']}", f"  {view.unknown}", *_listed(words["unknown_items"], view.unknown_items, lang)],
        *_credit(view, words),
        [f"■ {words['correct']}", f"  {words['correct_text'].format(source=explanation.source)}"],
        [f"▲ {words['warning_only']}", f"  {words['fingerprint']} {explanation.fingerprint}"],
    ]
    lines = [one_line_keeping_indent(line) for block in blocks for line in (*block, "")]
    return "\n".join(lines).translate(TO_GBK)


def one_line_keeping_indent(line: str) -> str:
    """``line`` without control characters, its leading spaces kept.

    >>> one_line_keeping_indent("  a\\x1b")
    '  a'
    """
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)


def _head(explanation: Explanation, view: View, words: dict[str, str], lang: Lang) -> list[str]:
    name = explanation.name or explanation.subject_id
    place = f" · {explanation.place}" if explanation.place else ""
    facts = [
        ("order_score" if explanation.order_only else "risk_score", view.risk_score),
        ("score", view.score),
        ("decided_by", view.decided_by),
        ("rank", view.rank),
        ("median", view.median),
        ("interval", view.interval),
    ]
    columns = max(width(words[key]) for key, _ in facts) + 2
    return [
        *([f"▲ {explanation.notice}"] if explanation.notice else []),
        *[f"▲ {remark.of(lang)}" for remark in explanation.remarks],
        f"{TITLES[explanation.level].of(lang)}: {name} ({explanation.subject_id}){place}",
        f"{words['as_of']} {explanation.as_of} · {words['rulebook']} {explanation.rulebook_label.of(lang)}",
        "",
        f"● {words['grade']}: {view.grade}",
        *[f"  {pad(words[key], columns)}{value}" for key, value in facts],
        *([f"▲ {words['override']}: {view.beside.override}"] if view.beside.override else []),
        *_said(view.beside.contest),
        *_said(view.beside.below),
        *([words["open_grade"].format(range=explanation.grade_range)] if "～" in explanation.grade_range else []),
    ]


def _reason_table(view: View, words: dict[str, str], lang: Lang) -> list[str]:
    keys = ("criterion", "indicator", "value", "points", "full_points", "weight", "contribution", "basis")
    longest = max((abs(row.hundredths) for row in view.rows), default=0) or 1
    cells = [
        [r.criterion, r.label, r.value, r.points, r.full_points, r.weight, r.contribution, r.basis] for r in view.rows
    ]
    cells.append([words["sum"], "", "", "", "", view.weight_total, view.risk_score, ""])
    bars = ["#" * round(max(row.hundredths, 0) / longest * BAR_COLUMNS) for row in view.rows]
    lines = _table([words[key] for key in keys], cells, right=(3, 4, 5, 6), tails=[*bars, ""])
    return lines + _listed(words["not_applicable"], view.not_applicable, lang)


def _veto_lines(view: View, words: dict[str, str]) -> list[str]:
    lines = []
    for veto in view.met:
        lines.append(f"  × {words['met']}: {veto.label} ({veto.clause}, {veto.basis})")
        lines.append(f"    {words['leads_to']}: {veto.outcome} ({veto.outcome_basis})")
        if veto.remedy:
            lines.append(f"    {words['mend']}: {veto.remedy}")
    if not view.met:
        key = "no_veto_known" if view.undecided else "no_veto" if view.not_met else "no_veto_at_all"
        mark = "▲" if view.undecided else "√"
        lines.append(f"  {mark} {words[key].format(n=view.not_met, m=len(view.undecided))}")
    if view.undecided:
        lines.append(f"  {words['undecided']}:")
        lines += [f"    - {veto.label} ({veto.clause})" for veto in view.undecided]
    return lines


def _mend_table(view: View, words: dict[str, str]) -> list[str]:
    if not view.mends:
        return [f"  {words['mends_none']}"]
    heads = [words[key] for key in ("mend", "indicator", "lowers_by", "after", "grade_after")]
    cells = [[m.remedy, m.label, m.lowers_by, m.after, m.grade_text] for m in view.mends]
    more = [f"  {words['mends_more'].format(n=view.mends_left)}"] if view.mends_left else []
    return _table(heads, cells, right=(2, 3)) + more


def _dangers(view: View, words: dict[str, str]) -> list[list[str]]:
    """A block of the hidden dangers, none where there are none."""
    if not view.dangers:
        return []
    heads = [words[key] for key in ("danger", "times", "points_off", "indicator", "mend")]
    cells = [[d.label, d.times, d.points_off, d.indicator, d.remedy] for d in view.dangers]
    return [[f"■ {words['dangers']}", *_table(heads, cells, right=(1, 2))]]


def _said(text: str) -> list[str]:
    return [f"  {text}"] if text else []


def _credit(view: View, words: dict[str, str]) -> list[list[str]]:
    """A block about credit records, none where no table of them was given."""
    beside = view.beside
    if not beside.credit:
        return []
    out = [f"  {words['not_counted']}:", *(f"    - {record}" for record in beside.not_counted), *_said(beside.law)]
    return [[f"■ {words['credit']}", f"  {beside.credit}", *(out if beside.not_counted else [])]]


def _listed(head: str, items: Sequence[str], lang: Lang) -> list[str]:
    joint = "、" if lang == "zh" else ", "
    return [f"  {head}: {joint.join(items)}"] if items else []


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: tuple[int, ...], tails: Sequence[str] = ()
) -> list[str]:
    """Rows under heads in columns as wide as their longest cell, up to MAX_COLUMN; ``tails`` follow the rows."""
    clean = [[clip(one_line(cell), MAX_COLUMN) for cell in row] for row in (heads, *rows)]
    widths = [max(width(row[i]) for row in clean) for i in range(len(heads))]
    lines = ["  " + "  ".join(pad(cell, widths[i], i in right) for i, cell in enumerate(row)).rstrip() for row in clean]
    full = max(width(line) for line in lines)
    lines[1:] = [
        (pad(line, full) + "  " + tail) if tail else line
        for line, tail in zip(lines[1:], tails or [""] * len(rows), strict=True)
    ]
    return [lines[0], "  " + "-" * (full - 2), *lines[1:]]
