"""Which target a reported row is about: by its id, or by the indicator's name, the city and the part of the city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from riskkit.intake.clean_words import plain
from riskkit.targets.shapes import Target

_ENDINGS = ("市", "县", "区", "州")


def place_key(name: str | None) -> str:
    """A city's or district's name for comparison, 自贡市 as 自贡.

    >>> place_key(" 自贡市 "), place_key("衢州"), place_key(None)
    ('自贡', '衢州', '')
    """
    word = plain(name or "")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > 2:
            return word.removesuffix(ending)
    return word


class Match(NamedTuple):
    """The target, or the code that says why there is none and what might have been meant."""

    target: Target | None
    code: str = ""
    allowed: str = ""


class Matcher:
    """Finds the target of a row; two targets of one name need the city (and the part of it) to be told apart."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._by_id = {plain(target.id): target for target in targets}
        self._by_name: dict[str, list[Target]] = defaultdict(list)
        for target in targets:
            for name in {plain(target.label.zh), plain(target.label.en)} - {""}:
                self._by_name[name].append(target)

    def match(self, name: str, city: str | None, area: str | None) -> Match:
        """The target that ``name`` (an id or an indicator's name) means in ``city`` and ``area``.

        Codes: TGT-01 none, TGT-02 more than one, TGT-16 the id belongs to another city.
        """
        word = plain(name)
        target = self._by_id.get(word)
        if target is not None:
            other = city and target.city and place_key(city) != place_key(target.city)
            return Match(None, "TGT-16", target.city) if other else Match(target)
        named = self._by_name.get(word, [])
        fits = [target for target in named if not city or place_key(target.city) == place_key(city)]
        if len(fits) > 1 and area:
            fits = [target for target in fits if place_key(target.area) == place_key(area)]
        if len(fits) == 1:
            return Match(fits[0])
        if fits:
            return Match(None, "TGT-02", ", ".join(target.id for target in fits[:5]))
        close = get_close_matches(word, [*self._by_id, *self._by_name], n=1, cutoff=0.6)
        return Match(None, "TGT-01", close[0] if close else "")
