"""Linking strung together: read both extracts, link, account for every row, save."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.ledger import findings_in_words, set_aside_in_words
from riskkit.linking import tables
from riskkit.linking.decide import DEFAULT_CERTAINTY, DEFAULT_REVIEW, NO_ANSWERS, decide
from riskkit.linking.found import about_answers, about_codes, about_doubled, about_length, about_pairs, linkable
from riskkit.linking.groups import groups
from riskkit.linking.keys import Keyed, keyed
from riskkit.linking.read_side import HowToRead, Side, read_reviewed, read_side
from riskkit.linking.result import Account, Links, Thresholds
from riskkit.linking.reviewed import answers_of
from riskkit.linking.words import State
from riskkit.reading import Options
from riskkit.reporting.context import ROW_LIMIT
from riskkit.reporting.link_files import write_links
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Label
from riskkit.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["link", "save_links"]


def link(
    a: str | Path | pd.DataFrame | pl.DataFrame,
    b: str | Path | pd.DataFrame | pl.DataFrame,
    as_of: date | str,
    *,
    certainty: float = DEFAULT_CERTAINTY,
    review: float = DEFAULT_REVIEW,
    reviewed: str | Path | pd.DataFrame | pl.DataFrame | None = None,
    rule_root: str | Path | None = None,
    options: Options | None = None,
    options_b: Options | None = None,
) -> Links:
    """Join two extracts that name the same units differently; only the identity columns are read.

    A pair is joined when its certainty reaches ``certainty``, never below; pairs that agree at least as well as
    ``review`` wait for a human, whose answers come back as ``reviewed`` (the workbook written before, filled in).
    ``options`` say how to read ``a`` and in which language to answer, ``options_b`` how to read ``b``.

    Raises RiskkitError: what reading raises, LINK-02 for an extract without names and codes, ARG-01 for thresholds
    that are no shares or in the wrong order.

    >>> fire = pl.DataFrame({"单位名称": ["宏达超市"], "地址": ["文一路十二号"]})
    >>> market = pl.DataFrame({"企业名称": ["宏达超市（个体工商户）", "永丰旅馆"], "住所": ["文一路12号", "文二路3号"]})
    >>> link(fire, market, "2026-01-01")
    Links(A 1 rows, B 2 rows, 1 joined, 0 to review)
    """
    options, options_b = options or Options(), options_b or Options()
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    if not 0 < review <= certainty <= 1:
        found = f"review {review:g}, certainty {certainty:g}"
        raise RiskkitError("ARG-01", where="link", found=found, allowed="0 < review <= certainty <= 1")
    root = Path(rule_root) if rule_root is not None else None
    read = read_side("a", a, day, _how(options), root), read_side("b", b, day, _how(options_b), root)
    answered = None if reviewed is None else read_reviewed(reviewed, day)
    options.progress(Label("比对", "comparing").of(options.lang), read[0].read + read[1].read)
    return _linked(read, answered, Thresholds(certainty, review), day, options)


def _how(options: Options) -> HowToRead:
    return HowToRead(options.encoding, options.sheet, options.header_row, options.query, options.mapping)


def _linked(
    read: tuple[Side, Side], answered: Side | None, thresholds: Thresholds, day: date, options: Options
) -> Links:
    lang = options.lang
    parted = [linkable(side, of) for side, of in zip(keyed(read[0].rows, read[1].rows), read, strict=True)]
    sides, unlinkable = Keyed(*(side for side, _ in parted)), [aside for _, aside in parted]
    answers, lost = (NO_ANSWERS, pl.DataFrame()) if answered is None else answers_of(answered.rows, sides)
    decided = decide(sides, thresholds.certainty, thresholds.review, answers)
    sides = tables.states(decided, Keyed(*map(tables.with_source, sides, _file_names(read))))
    members = groups(sides)
    joined, waiting, passed = (tables.beside(pairs, sides, lang) for pairs in decided)
    findings = [
        *(side.findings for side in (*read, *([answered] if answered else []))),
        *(aside.findings for aside in unlinkable),
        about_pairs(waiting, passed, read),
        about_codes(members, sides, read),
        about_doubled(sides, read),
        about_answers(answers, lost, answered, sides),
        about_length(waiting.height, ROW_LIMIT),
    ]
    set_aside = pl.concat([*(side.set_aside for side in read), *(aside.rows for aside in unlinkable)])
    only = [tables.only_table(side, members.filter(pl.col("side") == of)) for of, side in zip("AB", sides, strict=True)]
    accounts = [_account(of, side, aside.rows.height) for of, side, aside in zip(read, sides, unlinkable, strict=True)]
    return Links(
        linked=tables.linked_table(joined),
        review=tables.review_table(waiting),
        only_a=only[0],
        only_b=only[1],
        groups=tables.group_table(members, sides),
        conflicts=tables.conflict_table(joined),
        finding_rows=findings_in_words(pl.concat(findings), lang),
        set_aside_rows=set_aside_in_words(set_aside, lang),
        accounts=(accounts[0], accounts[1]),
        sources=(read[0].source, read[1].source),
        thresholds=thresholds,
        as_of=day,
        lang=lang,
        version=VERSION,
        reviewed=answered.source if answered else None,
        notice=options.notice,
    )


def _file_names(read: tuple[Side, Side]) -> list[str]:
    """What a source is called; two files of one name are told apart by their side."""
    files = [side.source.file for side in read]
    return [f"{file} ({side})" for file, side in zip(files, "AB", strict=True)] if files[0] == files[1] else files


def _account(read: Side, side: pl.DataFrame, unlinkable: int) -> Account:
    """Every row of the side is somewhere; raises RiskkitError ROW-99 otherwise."""
    counts = dict(side.get_column("state").value_counts().rows())
    linked, review, only = (counts.get(state.value, 0) for state in State)
    return Account(read.read, linked, review, only, read.set_aside.height + unlinkable).checked()


def save_links(result: Links, folder: str | Path, *, replace: bool = False) -> None:
    """Write ``result`` to ``folder``, all of it or nothing.

    Raises RiskkitError OUT-01 when the folder exists and ``replace`` is not set, OUT-02 when it cannot be written.
    """
    with run_folder(folder, replace=replace) as working:
        write_links(result, working)
