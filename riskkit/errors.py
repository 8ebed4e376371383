"""RiskkitError, Finding and how both are said; the table of codes is in riskkit/codes/."""

from __future__ import annotations

import re
from dataclasses import dataclass

from riskkit.codes import CODES
from riskkit.terms import SEVERITY_LABELS, Lang, Severity, in_lang

# user:password@ of an address, well-formed or not; the last @ ends it
_PASSWORD = re.compile(r"(:/{1,2}[^\s:/@]*:)\S*@")


class RiskkitError(Exception):
    """Riskkit cannot go on: where, what was found, what is allowed, the mend, a code.

    ``code`` must stand in :data:`riskkit.codes.CODES`. ``template`` is a text to fill in, shown below the line.

    >>> print(RiskkitError("OUT-01", where="out", found="out").text("en"))
    out: OUT-01 the output folder or file already exists (found: out). Mend: choose another name or add --replace
    """

    def __init__(self, code: str, *, where: str = "", found: str = "", allowed: str = "", template: str = "") -> None:
        self.code = code
        self.template = template
        self.where = where
        self.found = found
        self.allowed = allowed
        super().__init__(code, where, found, allowed)

    def text(self, lang: Lang = "zh") -> str:
        """One line: ``where: CODE what (found; allowed). Mend: ...``."""
        entry = CODES[self.code]
        words = ("发现：", "允许：", "。怎么改：") if lang == "zh" else ("found: ", "allowed: ", ". Mend: ")
        said = (in_lang(self.found, lang), in_lang(self.allowed, lang))
        details = [f"{word}{text}" for word, text in zip(words, said, strict=False) if text]
        joint, brackets = ("；", "（{}）") if lang == "zh" else ("; ", " ({})")
        bracket = brackets.format(joint.join(details)) if details else ""
        where = f"{self.where}: " if self.where else ""
        where = _PASSWORD.sub(r"\1***@", where)
        line = f"{where}{self.code} {entry.problem.of(lang)}{bracket}{words[2]}{entry.mend.of(lang)}"
        return " ".join(line.splitlines())  # what was found may hold line breaks, as a header's cell does

    def __str__(self) -> str:
        return self.text("zh")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem found in the input, with its place; many at once travel as a table (records.FINDINGS).

    ``row`` is the row in the file as its program shows it (the first line is 1); None for a whole column.
    """

    code: str
    row: int | None = None
    column: str = ""
    value: str = ""
    allowed: str = ""
    sheet: str = ""
    subject_id: str = ""
    file: str = ""

    @property
    def severity(self) -> Severity:
        """The severity that the table of codes gives this finding."""
        return CODES[self.code].severity

    def text(self, lang: Lang = "zh") -> str:
        """One line for a terminal."""
        entry = CODES[self.code]
        place = f"第{self.row}行 " if lang == "zh" else f"row {self.row} "
        parts = [
            SEVERITY_LABELS[self.severity].of(lang),
            self.code,
            (place if self.row is not None else "") + self.column,
            entry.problem.of(lang) + (f" [{in_lang(self.value, lang)}]" if self.value else ""),
            entry.mend.of(lang),
        ]
        return " · ".join(part for part in parts if part)
