"""Classification strung together: choose the lists, read the extract, decide, account for every row, save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.classification.decide import decide
from riskkit.classification.limits import leaves, needed_of_any
from riskkit.classification.result import Classification
from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.classification_lists import ChosenLists, lists_at
from riskkit.indicators.lint.classification import classification_holds
from riskkit.indicators.loader import load_root
from riskkit.inputs import as_source
from riskkit.intake.extract import Extract, read_extract
from riskkit.ledger import as_frame, check_account, findings_in_words, set_aside_in_words
from riskkit.reading import Options
from riskkit.reporting.classification import write_classification
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Answer, Label, Lang, Severity
from riskkit.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["classify", "save_classification"]


def classify(
    extract: str | Path | pd.DataFrame | pl.DataFrame,
    jurisdiction: str,
    as_of: date | str,
    *,
    lists: Sequence[str] = (),
    rule_root: str | Path | None = None,
    options: Options | None = None,
) -> Classification:
    """Which units of ``extract`` are on the lists of ``jurisdiction`` (湖南, hunan …) in force on ``as_of``.

    ``lists`` are ids of rules/classification/lists.yaml, by default key_unit and high_hazard_unit.

    Raises RiskkitError: what :func:`riskkit.indicators.classification_lists.lists_at` and reading raise, RULE-… for
    the first fault of a rule root of one's own, CLS-08 when the extract holds no column that a list looks at.

    >>> import polars as pl
    >>> units = pl.DataFrame({"单位编号": ["甲"], "场所类型": ["商场"], "建筑面积": ["1200"]})
    >>> classify(units, "湖南", "2026-01-01", lists=["key_unit"]).answer_counts()
    {'key_unit': {'yes': 1, 'no': 0, 'undecided': 0}}
    """
    options = options or Options()
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    root = Path(rule_root) if rule_root is not None else None
    if root is not None:
        _require_sound(root)
    chosen = lists_at(jurisdiction, day, lists, root=root, lang=options.lang)
    source = read_extract(
        extract,
        chosen.fields,
        as_of=day,
        encoding=options.encoding,
        sheet=options.sheet,
        header_row=options.header_row,
        query=options.query,
        mapping=options.mapping,
        chunk_rows=options.chunk_rows,
    )
    _require_use(source, chosen)
    return _classified(source, chosen, options)


def _classified(source: Extract, chosen: ChosenLists, options: Options) -> Classification:
    answers: list[pl.DataFrame] = []
    findings, set_aside = [source.findings], []
    for chunk in source.chunks():
        answers.append(decide(chunk.table, chosen, options.lang))
        findings.append(chunk.findings)
        set_aside.append(chunk.set_aside)
        options.progress(Label("判定", "classified").of(options.lang), source.summary.rows_read)
    findings.append(source.file_findings)
    order = {entry.label.of(options.lang): position for position, entry in enumerate(chosen.lists)}
    rows = pl.concat(answers)
    rows = rows.sort(pl.col("list").replace_strict(order), maintain_order=True) if len(answers) > 1 else rows
    file = source.summary.file
    # a column that lacks matters only where a unit is left open by it, and CLS-05 says where
    findings[0] = findings[0].filter(pl.col("code") != "COL-03")
    findings += [
        as_frame(chosen.findings, chosen.jurisdiction_id),
        as_frame(_lacking(rows, chosen, options.lang), file),
    ]
    aside = set_aside_in_words(pl.concat(set_aside), options.lang)
    check_account(source.summary.rows_read, rows.height // len(chosen.lists), aside.height)
    return Classification(
        chosen=chosen,
        answers=rows,
        finding_rows=findings_in_words(pl.concat(findings), options.lang),
        set_aside_rows=aside,
        source=as_source(source.summary),
        rows_read=source.summary.rows_read,
        lang=options.lang,
        version=VERSION,
        notice=options.notice,
    )


def save_classification(result: Classification, folder: str | Path, *, replace: bool = False) -> None:
    """Write ``result`` to ``folder``, all of it or nothing.

    Raises RiskkitError OUT-01 when the folder exists and ``replace`` is not set, OUT-02 when it cannot be written.
    """
    with run_folder(folder, replace=replace) as working:
        write_classification(result, working)


def _require_sound(root: Path) -> None:
    """Raises the first error that lint finds in the lists of a rule root."""
    for problem in classification_holds(load_root(root), None):
        if problem.severity is Severity.ERROR:
            raise problem.error()


def looked_at(chosen: ChosenLists) -> set[str]:
    """The fields that the lists in force look at, the class among them."""
    lines = [line for entry in chosen.lists for line in entry.block.lines]
    named = {leaf.field or "" for line in lines for leaf in leaves(line.when)}
    return named | {chosen.class_field} | {whole for part, whole in chosen.parts.items() if part in named}


def _require_use(source: Extract, chosen: ChosenLists) -> None:
    """An extract that no list can look at is the wrong file: raises RiskkitError CLS-08."""
    used, mapping = looked_at(chosen), source.summary.mapping
    if not used & set(mapping):
        some = "、".join(chosen.fields[name].label.zh for name in sorted(used, key=list(chosen.fields).index)[:6])
        raise RiskkitError("CLS-08", where=source.summary.file, found="、".join(mapping.values()), allowed=f"{some} …")


def _lacking(rows: pl.DataFrame, chosen: ChosenLists, lang: Lang) -> list[Finding]:
    """CLS-05 for every column whose unknown values leave units open, with how many units of which list, and by which
    line where that is one for units of every class."""
    joint = "；" if lang == "zh" else "; "
    for_any = {
        (entry.label.of(lang), name): line
        for entry in chosen.lists
        for name, line in needed_of_any(entry, chosen, lang)
    }
    open_ = rows.filter((pl.col("answer") == Answer.UNDECIDED.value) & (pl.col("missing") != ""))
    counts = (
        open_.select("list", pl.col("missing").str.split(joint))
        .explode("missing")
        .group_by("list", "missing", maintain_order=True)
        .len()
    )
    found = []
    for listed, name, count in counts.rows():
        value = Label(f"{listed} {count} 个单位", f"{listed} {count} units").of(lang)
        if (listed, name) in for_any:
            line = for_any[listed, name]
            value += Label(f"：{line}（各类单位都适用）", f": {line} (for units of every class)").of(lang)
        found.append(Finding("CLS-05", column=name, value=value))
    return found
