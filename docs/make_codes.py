"""Write docs/codes.md from the table of codes: ``python docs/make_codes.py``."""

from __future__ import annotations

from pathlib import Path

from riskkit.codes import CODES
from riskkit.terms import SEVERITY_LABELS

PAGE = Path(__file__).with_name("codes.md")
HEAD = """\
# Codes · 问题代码

Written by `docs/make_codes.py` from `riskkit/codes/`; do not edit by hand. 终端里用 `riskkit help 代码` 查看。

| code | 级别 severity | 问题 problem | 怎么改 mend |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The page as it should stand in docs/codes.md."""
    rows = []
    for code, entry in CODES.items():
        severity = SEVERITY_LABELS[entry.severity]
        cells = [code, *(f"{label.zh}<br>{label.en}" for label in (severity, entry.problem, entry.mend))]
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
