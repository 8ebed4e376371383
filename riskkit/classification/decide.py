"""Typed table × lists in force → one row for each unit and list: 是, 否 or 不能判定, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from riskkit.classification.joined import any_of, joined, kept, where
from riskkit.classification.limits import Known, Lines, leaves, limits_of, near, said
from riskkit.classification.own_limits import own_limits
from riskkit.indicators.classification_lists import ChosenLists, ListInForce
from riskkit.indicators.rule_file import Condition
from riskkit.records import CLASSIFICATION
from riskkit.scoring.columns import Bools
from riskkit.scoring.conditions import Truth
from riskkit.terms import Answer, Label, Lang
from riskkit.typed_table import SOURCE_ROW, TypedTable

REASONS = {
    "value": Label("缺少判定所需的值", "a value that is needed is unknown"),
    "cut": Label(
        "所属类别的界限均未达到；名单没有录全，不能判否",
        "no limit of its class is met; the list is not entered in full, so this is no 'no'",
    ),
    "partly": Label(
        "所属类别的界限没有录全，已录的未达到", "the limits of its class are not all entered; those entered are not met"
    ),
    "kind": Label(
        "场所类型没有写明是哪一种，而名单按种类分别规定",
        "the place type does not say which kind, and the list goes by kind",
    ),
    "absent": Label("名单中没有录入这一类别的界限", "no limit of its class is entered"),
    "no": Label("名单完整，没有达到任何界限", "the list is complete and no limit is met"),
}


def decide(table: TypedTable, chosen: ChosenLists, lang: Lang) -> pl.DataFrame:
    """One row (records.CLASSIFICATION) for each unit and list, list by list, units in the table's order.

    是 where some line is met. 否 only where none is met, none is undecided, the list is ``complete`` and the class says
    of which kind the unit is. Everything else is 不能判定, with its reason: a value that a line needs is unknown
    (``missing`` names the columns); the list is cut off; the unit's class is not, or not fully, entered. ``own_limits``
    says how far a unit that is not answered 是 is from every limit of its own class.
    """
    known = Known.of(table, chosen.fields, chosen.parts)
    return pl.concat([_of_list(entry, table, known, chosen, lang) for entry in chosen.lists])


def _of_list(entry: ListInForce, table: TypedTable, known: Known, chosen: ChosenLists, lang: Lang) -> pl.DataFrame:
    lines = _evaluated(entry, known, chosen.class_field)
    yes = any_of([truth.true for truth in lines.met], table.height)
    open_ = ~yes & any_of([truth.undecided for truth in lines.met], table.height)
    vague = _of_classes(known, chosen, chosen.unspecific) & ~_of_classes(known, chosen, entry.block.covers)
    no = ~yes & ~open_ & ~vague if entry.block.complete else np.zeros(table.height, dtype=bool)
    frame = table.frame
    place = f"{table.file}[{table.sheet}]#" if table.sheet else f"{table.file}#"
    given = [name for name in ("name", "region_id") if name in frame.columns]
    rows = frame.select("subject_id", *given).with_columns(
        pl.Series("answer", np.select([yes, no], [Answer.YES.value, Answer.NO.value], Answer.UNDECIDED.value)),
        pl.Series("decided_by", _decided_by(lines, known, chosen.class_field, lang)),
        pl.Series(
            "reason", _reason(lines, _of_classes(known, chosen, entry.block.covers), (yes, open_, no, vague), lang)
        ),
        pl.Series("missing", _missing(lines, known, chosen.class_field, open_, lang)),
        pl.Series("own_limits", own_limits(lines, known, chosen.class_field, ~yes, lang)),
        pl.Series("near_limit", _near(lines, known, chosen.near.share, lang)),
        pl.Series("place_type", _class_words(known, chosen.class_field, lang)),
        pl.lit(entry.label.of(lang)).alias("list"),
        pl.lit(entry.cited(lang)).alias("clause"),
        pl.lit(entry.since).alias("since"),
        pl.lit(entry.block.basis.value).alias("basis"),
        (pl.lit(place) + frame.get_column(SOURCE_ROW).cast(pl.String)).alias("source"),
        *[pl.lit(None, dtype=pl.String).alias(name) for name in ("name", "region_id") if name not in given],
    )
    return rows.select(column.name for column in CLASSIFICATION)


def _evaluated(entry: ListInForce, known: Known, class_field: str) -> Lines:
    height = known.as_read.height
    always = Truth(np.ones(height, dtype=bool), np.zeros(height, dtype=bool))
    met, own = [], []
    for line in entry.block.lines:
        of_class = Condition(field=class_field, op="in", value=list(line.classes))
        inside = known.truth(of_class) if line.classes else always
        size = known.truth(line.when) if line.when else always
        own.append(inside)
        met.append(Truth(inside.true & size.true, inside.false | size.false))
    return Lines(list(entry.block.lines), met, own)


def _of_classes(known: Known, chosen: ChosenLists, classes: Sequence[str]) -> Bools:
    return known.truth(Condition(field=chosen.class_field, op="in", value=list(classes))).true


def _reason(lines: Lines, covered: Bools, masks: tuple[Bools, Bools, Bools, Bools], lang: Lang) -> pl.Series:
    """Why a unit is not answered 是, in words; "" where it is."""
    of_own = [inside.true for line, inside in zip(lines.lines, lines.own_class, strict=True) if line.classes]
    entered = any_of(of_own, len(covered))
    words = {key: label.of(lang) for key, label in REASONS.items()}
    said_of = ["", words["value"], words["no"], words["kind"], words["cut"], words["partly"]]
    yes, open_, no, vague = masks
    return pl.Series(np.select([yes, open_, no, vague, covered, entered], said_of, words["absent"]), dtype=pl.String)


def _missing(lines: Lines, known: Known, class_field: str, open_: Bools, lang: Lang) -> pl.Series:
    """The labels of the unknown columns that leave a unit open; its class alone where that is unknown."""
    of_class = np.isnan(known.as_read.numbers(class_field))
    unknown: dict[str, Bools] = {class_field: open_ & of_class}
    for line, truth in zip(lines.lines, lines.met, strict=True):
        for leaf in leaves(line.when):
            here = open_ & ~of_class & truth.undecided & known.truth(leaf).undecided
            unknown[leaf.field or ""] = unknown.get(leaf.field or "", np.zeros_like(here)) | here
    fields = known.as_read.fields
    labels = {name: fields[name].label.zh if lang == "zh" else fields[name].label.en for name in unknown}
    marked = [where(mask, labels[name]) for name, mask in unknown.items()]
    return joined(marked, "；" if lang == "zh" else "; ", len(open_))


def _decided_by(lines: Lines, known: Known, class_field: str, lang: Lang) -> pl.Series:
    """``商场：建筑面积 1300 平方米（界限 ≥ 1200 平方米）`` of every line that is met."""
    height = known.as_read.height
    colon, comma, stop = ("：", "，", "；") if lang == "zh" else (": ", ", ", "; ")
    texts = []
    for line, truth in zip(lines.lines, lines.met, strict=True):
        label = line.label.zh if lang == "zh" else line.label.en
        own = [leaf for leaf in leaves(line.when) if leaf.field != class_field]  # the class has its column
        values = [kept(said(leaf, known, lang), truth.true & known.truth(leaf).true) for leaf in own]
        detail = (
            joined(values, comma, height) if values else where(truth.true, Label("不论规模", "of any size").of(lang))
        )
        texts.append(kept(f"{label}{colon}" + detail, truth.true))
    return joined(texts, stop, height)


def _near(lines: Lines, known: Known, share: float, lang: Lang) -> pl.Series:
    """Every value near a limit of a line of the unit's class; a limit that stands in two lines is said once."""
    close: dict[tuple[object, ...], tuple[Condition, Bools]] = {}
    for line, inside in zip(lines.lines, lines.own_class, strict=True):
        for limit in limits_of(line.when):
            leaf = limit.condition
            key = (leaf.field, leaf.op, leaf.value)
            mask = inside.true & near(limit, known, share)
            close[key] = (leaf, close[key][1] | mask if key in close else mask)
    texts = [kept(said(leaf, known, lang), mask) for leaf, mask in close.values()]
    return joined(texts, "；" if lang == "zh" else "; ", known.as_read.height)


def _class_words(known: Known, class_field: str, lang: Lang) -> pl.Series:
    levels = known.as_read.fields[class_field].levels
    words = pl.Series([level.label.zh if lang == "zh" else level.label.en for level in levels], dtype=pl.String)
    return words.gather(pl.Series(known.as_read.numbers(class_field), nan_to_null=True).cast(pl.Int64))
