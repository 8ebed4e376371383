"""The accounts of credit records and human overrides in one line each, for a sheet and for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from riskkit.terms import CREDIT_USE_LABELS, LEVEL_LABELS, CreditUse, Label, Lang, Level


def credit_text(account: Mapping[str, int], lang: Lang) -> str:
    """``读入 5 = 在用 1 + 已修复 2 + …``: every record read, the uses that occur.

    >>> credit_text({"read": 3, "in_use": 1, "repaired": 2, "set_aside": 0}, "zh")
    '读入 3 = 在用 1 + 已修复 2'
    """
    said = {use.value: CREDIT_USE_LABELS[use].of(lang) for use in CreditUse}
    said["set_aside"] = Label("未采用的行", "rows set aside").of(lang)
    parts = [f"{said[name]} {count}" for name, count in account.items() if count and name != "read"]
    return f"{Label('读入', 'read').of(lang)} {account['read']} = {' + '.join(parts) or 0}"


def override_texts(account: Mapping[str, int] | None, below: Mapping[str, Mapping[str, int]], lang: Lang) -> list[str]:
    """How many grades a person set here, and how many at each level below where there are any.

    >>> override_texts({"read": 2, "applied": 1, "not_applied": 1, "set_aside": 0}, {}, "zh")
    ['读入 2 = 采用 1 + 未采用 1']
    """
    lines = []
    if account is not None:
        read, applied = account["read"], account["applied"]
        rest = read - applied
        words = Label(f"读入 {read} = 采用 {applied} + 未采用 {rest}", f"read {read} = applied {applied} + not {rest}")
        lines.append(words.of(lang))
    for level, counts in below.items():
        if counts["overridden"]:
            label, n, of = LEVEL_LABELS[Level(level)], counts["overridden"], counts["subjects"]
            words = Label(
                f"下级（{label.zh}）{of} 个中 {n} 个的等级经人工调整，汇总按调整后的等级",
                f"of {of} subjects below ({label.en}) {n} have a grade that a person set; rolled up as set",
            )
            lines.append(words.of(lang))
    return lines
