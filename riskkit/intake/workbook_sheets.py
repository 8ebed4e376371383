"""Which sheet of a workbook is read, and what is said of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from riskkit.errors import Finding, RiskkitError
from riskkit.intake.header import SEARCH_ROWS
from riskkit.intake.header_rows import known_count
from riskkit.intake.raw import Decision, SheetSeen
from riskkit.intake.workbook_process import SheetPeek
from riskkit.terms import Label, both_langs

_WHAT = Label("工作表", "sheet")
_OPTION = "--sheet"


class ChosenSheet(NamedTuple):
    """Its position among the sheets, why it was chosen, the sheets there are, and ROW-08 for each hidden one."""

    at: int
    decision: Decision
    sheets: list[SheetSeen]
    notes: list[Finding]


def choose_sheet(
    sheets: Sequence[SheetPeek], known: Collection[str], wanted: str | None, where: str, *, has_unanswered: bool = False
) -> ChosenSheet:
    """The sheet called ``wanted``; else the first visible one whose header has most of the names ``known``; else the
    first visible one with cells.

    Raises RiskkitError FILE-05 (no such sheet) and FILE-04 (no visible sheet has cells; ``has_unanswered`` says that
    the workbook holds formulas without a result, which may be why).

    >>> cells = {"说明": [["见表"]], "台账": [["编号"]]}
    >>> peeks = [SheetPeek(name, False, 1, 1, [], rows, [], []) for name, rows in cells.items()]
    >>> choose_sheet(peeks, {"编号"}, None, "a.xlsx").decision.chosen
    '台账'
    """
    names = [sheet.name for sheet in sheets]
    if wanted is not None:
        if wanted not in names:
            raise RiskkitError("FILE-05", where=where, found=wanted, allowed=", ".join(names))
        at, why = names.index(wanted), Label(f"按 {_OPTION} 的指定", f"told by {_OPTION}")
    else:
        at, why = _found(sheets, known, where, has_unanswered)
    listed = [SheetSeen(sheet.name, sheet.rows, sheet.columns, sheet.hidden) for sheet in sheets]
    unread = [sheet.name for place, sheet in enumerate(sheets) if sheet.hidden and place != at]
    notes = [Finding("ROW-08", value=name, sheet=name) for name in unread]
    option = f"{_OPTION} {names[at]}" if len(names) > 1 else ""
    return ChosenSheet(at, Decision(_WHAT, names[at], why, option), listed, notes)


def _found(sheets: Sequence[SheetPeek], known: Collection[str], where: str, has_unanswered: bool) -> tuple[int, Label]:
    visible = [at for at, sheet in enumerate(sheets) if not sheet.hidden]
    filled = [at for at in visible if any(sheets[at].first) or sheets[at].rows]
    if not filled:
        found = both_langs("只有没有结果的公式", "formulas without a result only") if has_unanswered else ""
        raise RiskkitError("FILE-04", where=where, found=found, allowed=", ".join(sheet.name for sheet in sheets))
    counts = {at: max((known_count(row, known) for row in sheets[at].first[:SEARCH_ROWS]), default=0) for at in filled}
    best = max(filled, key=lambda at: counts[at])
    if len(visible) == 1:
        return best, Label("只有这一个可见的工作表", "the only visible sheet")
    if not counts[best]:
        return best, Label("都没有认出字段名，取第一个有内容的", "no field name was recognised; the first with cells")
    others = [sheets[at].name for at in filled if counts[at] and at != best]
    why = Label(f"认出 {counts[best]} 个字段名", f"{counts[best]} field names recognised")
    if not others:
        return best, why
    return best, Label(
        f"{why.zh}；也有字段名但没有读：{'、'.join(others)}",
        f"{why.en}; not read though they have some too: {', '.join(others)}",
    )
