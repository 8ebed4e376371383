"""Which known name a header that matches none may have meant: shown with its score, never applied by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.header_key import header_key

CUTOFF, WITH_GROUP = 60.0, 80.0
# a known name that stands whole in a longer header, or the other way round: likely, never as good as a near spelling
_WITHIN, _SHORTEST = 0.8, 3


class Suggestion(NamedTuple):
    """The field that a header may have meant; ``score`` from 0 to 100 (the same letters) by RapidFuzz."""

    field: str
    label: str
    score: float


def suggest(paths: Sequence[str], fields: Mapping[str, FieldShape]) -> Suggestion | None:
    """The likeliest of ``fields`` for a header cell (all the names it may be matched by, its own last); None below 60.

    >>> from riskkit.indicators.rule_file import Text
    >>> fields = {"floor_area_m2": FieldShape(kind="number", label=Text(zh="建筑面积", en="floor area"), uom="m2")}
    >>> suggest(["总建筑面积（㎡）"], fields)
    Suggestion(field='floor_area_m2', label='建筑面积', score=88.9)
    >>> suggest(["备注"], fields) is None
    True
    """
    names = {
        header_key(word).name: field
        for field, shape in reversed(list(fields.items()))
        for word in (*reversed(shape.aliases), shape.label.en, shape.label.zh)
    }
    last = len(paths) - 1
    found = [near for at, path in enumerate(paths) if (near := _nearest(header_key(path).name, names, at == last))]
    if not found:
        return None
    name, score = max(found, key=lambda item: item[1])
    return Suggestion(names[name], fields[names[name]].label.zh, round(score, 1))


def nearest_words(word: str, words: Iterable[str], count: int = 3) -> list[str]:
    """The ``count`` of ``words`` most like ``word``, for the message about a word that is not there.

    >>> nearest_words("建筑面只", ["层数", "建筑面积", "名称"])
    ['建筑面积']
    """
    from rapidfuzz import process

    found = process.extract(word, list(words), scorer=_score, limit=count, score_cutoff=CUTOFF)
    return [text for text, _, _ in found]


def _nearest(name: str, names: Iterable[str], is_own: bool) -> tuple[str, float] | None:
    """The name most like ``name``; with a group's name before the own one everything of that group looks alike."""
    from rapidfuzz import fuzz, process

    scorer, cutoff = (_score, CUTOFF) if is_own else (fuzz.ratio, WITH_GROUP)
    found = process.extractOne(name, list(names), scorer=scorer, score_cutoff=cutoff)
    return (found[0], float(found[1])) if found else None


def _score(one: str, other: str, **_: object) -> float:
    from rapidfuzz import fuzz

    whole = fuzz.ratio(one, other)
    if min(len(one), len(other)) < _SHORTEST:
        return whole
    return max(whole, _WITHIN * fuzz.partial_ratio(one, other))
