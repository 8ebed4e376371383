"""How far a unit is from the limits of its own class: value, operator, limit and what is lacking, line by line."""

from __future__ import annotations

import numpy as np
import polars as pl

from riskkit.classification.joined import joined, kept, where
from riskkit.classification.limits import SIGNS, Known, Limit, Lines, bound_of, leaves, limits_of, number_text, said
from riskkit.indicators.classification_file import ListLine
from riskkit.indicators.rule_file import Condition
from riskkit.indicators.sentences import uom_word, with_uom
from riskkit.scoring.columns import Bools, Floats
from riskkit.terms import Label, Lang

LINE_JOINT = Label("；", "; ")
_DECIMALS = 6  # a difference of two decimals shows no binary noise


def own_limits(lines: Lines, known: Known, class_field: str, wanted: Bools, lang: Lang) -> pl.Series:
    """``宾馆（设在多栋建筑）：客房数 45 间，界限 ≥ 100 间，差 55；…``: every line of the unit's own class.

    Lines are joined by LINE_JOINT, "" where not ``wanted`` or where no line names the class. A limit whose own
    condition speaks of other units (one building, and this one has two) is left out; an unknown value is said to be so.
    """
    texts = []
    for line, inside in zip(lines.lines, lines.own_class, strict=True):
        if not line.classes:
            continue
        label, colon = (line.label.zh, "：") if lang == "zh" else (line.label.en, ": ")
        said_of = _line(line, known, class_field, lang)
        here = pl.Series(wanted & inside.true) & (said_of != "")
        texts.append(kept(f"{label}{colon}" + said_of, here.to_numpy()))
    return joined(texts, LINE_JOINT.of(lang), len(wanted))


def _line(line: ListLine, known: Known, class_field: str, lang: Lang) -> pl.Series:
    """The limits of one line, or the choices it rests on where it has no limit."""
    height, parts = known.as_read.height, []
    for limit in limits_of(line.when):
        about_others = np.zeros(height, dtype=bool)
        for gate in limit.gates:
            about_others |= known.truth(gate).false
        text = _limit(limit.condition, known, lang) + _open_gates(limit, known, lang)
        parts.append(kept(text, ~about_others))
    if not parts:
        choices = [leaf for leaf in leaves(line.when) if leaf.field != class_field]
        parts = [_choice(leaf, known, lang) for leaf in choices]
    either = line.when is not None and line.when.any_ is not None
    joint = Label(" 或 ", " or ") if either else Label(" 且 ", " and ")
    return joined(parts, joint.of(lang), height)


def _open_gates(limit: Limit, known: Known, lang: Lang) -> pl.Series:
    """``，建筑栋数 未知`` for every condition beside a limit not known, where the limit may be met."""
    may_be_met = ~known.truth(limit.condition).false
    texts = [pl.Series([""]).new_from_index(0, known.as_read.height)]
    for leaf in (leaf for gate in limit.gates for leaf in leaves(gate)):
        field = known.as_read.fields[leaf.field or ""]
        words = Label(f"，{field.label.zh} 未知", f", {field.label.en} unknown").of(lang)
        texts.append(where(may_be_met & known.truth(leaf).undecided, words))
    return joined(texts, "", known.as_read.height)


def _limit(leaf: Condition, known: Known, lang: Lang) -> pl.Series:
    """``客房数 45 间，界限 ≥ 60 间，差 15``; of an unknown part what it is at most where its whole settles that."""
    name, op, height = leaf.field or "", leaf.op or "ge", known.as_read.height
    field, skipped = known.as_read.fields[name], known.as_read.not_applicable(name)
    read, skipped = known.as_read.numbers(name), np.zeros(height, dtype=bool) if skipped is None else skipped
    bounded: Bools = np.isnan(read) & ~skipped & known.truth(leaf).false
    value = np.where(bounded, known.at_most.numbers(name), read)
    label, uom = field.label.zh if lang == "zh" else field.label.en, uom_word(field.uom, lang)
    number = _either(bounded, Label("至多 ", "at most ").of(lang), "") + number_text(pl.Series(value))
    none = _either(skipped, Label("不适用", "not applicable").of(lang), Label("未知", "unknown").of(lang))
    shown = (number + (f" {uom}" if uom else "")).zip_with(pl.Series(~np.isnan(value)), none)
    comma, word = Label("，", ", ").of(lang), Label("界限", "limit").of(lang)
    bound = f"{comma}{word} {SIGNS[op]} {with_uom(bound_of(leaf), field.uom, lang)}"
    return f"{label} " + shown + bound + (comma + _short(leaf, value, bounded, known, lang)).fill_null("")


def _short(leaf: Condition, value: Floats, bounded: Bools, known: Known, lang: Lang) -> pl.Series:
    """What is lacking to the limit, that it is met, or that it is only equalled; null where nothing is known."""
    away = pl.Series(np.round(np.abs(bound_of(leaf) - value), _DECIMALS))
    least = _either(bounded, Label("至少差 ", "at least ").of(lang), Label("差 ", "").of(lang))
    text = least + number_text(away) + Label("", " short").of(lang)
    equal, met = pl.Series(value == bound_of(leaf)), pl.Series(known.truth(leaf).true)
    words = pl.DataFrame({"text": text, "equal": equal, "met": met})
    return words.select(
        pl.when("met")
        .then(pl.lit(Label("达到", "met").of(lang)))
        .when("equal")
        .then(pl.lit(Label("等于界限，未超过", "equal to it, which is not beyond").of(lang)))
        .otherwise("text")
    ).to_series()


def _choice(leaf: Condition, known: Known, lang: Lang) -> pl.Series:
    """``行政级别 县级（不符）``: a choice of kind as the unit has it, and whether that is the one the line asks for."""
    field, truth = known.as_read.fields[leaf.field or ""], known.truth(leaf)
    label = field.label.zh if lang == "zh" else field.label.en
    unknown = where(truth.undecided, f"{label} {Label('未知', 'unknown').of(lang)}")
    if field.kind == "boolean":
        other = where(truth.false, f"{label} {Label('否', 'no').of(lang)}")
    else:
        other = kept(said(leaf, known, lang) + Label("（不符）", " (not the one)").of(lang), truth.false)
    frame = pl.DataFrame({"unknown": unknown, "other": other})
    return frame.select(pl.coalesce("unknown", "other")).to_series()


def _either(mask: Bools, one: str, other: str) -> pl.Series:
    words = pl.when(pl.Series(mask)).then(pl.lit(one)).otherwise(pl.lit(other))
    return pl.select(words).to_series()
