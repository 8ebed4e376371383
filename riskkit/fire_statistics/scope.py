"""Statistical scope (统计口径): which figures are counted alike, and the refusal to compare others in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.indicators.fire_rules import FireRules
from riskkit.indicators.fire_rules_file import StatisticalScope
from riskkit.terms import Label, Lang

JOINT = "+"
RECORDS = "fire_records"


@dataclass(frozen=True)
class ScopeLine:
    """One series and its scopes in order; tells the tag of a period: ids joined by ``+``, empty where none is known."""

    scopes: dict[str, StatisticalScope]

    @classmethod
    def of(cls, rules: FireRules, series: str = RECORDS) -> ScopeLine:
        """The scopes of a series of statistical_scopes.yaml. Raises RiskkitError ARG-01 for an unknown series."""
        if series not in rules.scopes.series:
            raise RiskkitError("ARG-01", where="series", found=series, allowed=", ".join(rules.scopes.series))
        return cls({name: rules.scopes.scopes[name] for name in rules.scopes.series[series].scopes})

    def of_days(self, start: date, end: date) -> str:
        """The tag of the days from ``start`` to ``end``, both included.

        >>> from riskkit.indicators.fire_rules import fire_rules
        >>> line = ScopeLine.of(fire_rules())
        >>> line.of_days(date(2020, 1, 1), date(2020, 12, 31)), line.of_days(date(2025, 1, 1), date(2025, 12, 31))
        ('rules_1996', 'rebased_2021+rules_2025')
        """
        first = next(iter(self.scopes.values())).from_
        inside = [
            name
            for name, scope in self.scopes.items()
            if scope.from_ <= end and (scope.until is None or start <= scope.until)
        ]
        return "" if start < first else JOINT.join(inside)

    def of_fires(self, fires: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
        """The scope of each fire (by its word, else by its day), and where a word is not known.

        A word that several scopes share is settled by the day where the day's scope is among them, else it is the
        latest of them.
        """
        by_day = pl.lit("")
        for name, scope in self.scopes.items():
            by_day = pl.when(pl.col("occurred_on") >= scope.from_).then(pl.lit(name)).otherwise(by_day)
        word = pl.col("statistical_scope") if "statistical_scope" in fires.columns else pl.lit(None, dtype=pl.String)
        pairs = fires.select(by_day.alias("by_day"), word.alias("word"))
        known = pairs.unique().with_columns(
            pl.struct("by_day", "word").map_elements(self._settle, return_dtype=pl.String).alias("scope")
        )
        found = pairs.join(known, on=["by_day", "word"], how="left", nulls_equal=True, maintain_order="left")
        unknown = found.select((pl.col("word").is_not_null() & pl.col("scope").is_null()).alias("unknown")).to_series()
        return found.select(pl.coalesce("scope", "by_day").alias("scope")).to_series(), unknown

    def _settle(self, pair: dict[str, str | None]) -> str | None:
        word, by_day = pair["word"], pair["by_day"]
        if word is None:
            return by_day
        meant = [
            name
            for name, scope in self.scopes.items()
            if word in (name, scope.label.zh, scope.label.en) or word in scope.words
        ]
        if not meant:
            return None
        return by_day if by_day in meant else meant[-1]

    def words(self, tag: str, lang: Lang) -> str:
        """A tag in words."""
        if not tag:
            return Label("口径不明", "scope not known").of(lang)
        labels = [self.scopes[name].label for name in tag.split(JOINT)]
        return " + ".join(label.zh if lang == "zh" else label.en for label in labels)

    def breaks_between(self, earlier: str, later: str, lang: Lang) -> str:
        """The days on which the scope changes between two tags, in words."""
        inside = {*earlier.split(JOINT), *later.split(JOINT)} - {""}
        named = [name for name in self.scopes if name in inside]
        days = [self.scopes[name].from_.isoformat() for name in named[1:]]
        return ("、" if lang == "zh" else ", ").join(days)


def comparable(earlier: str, later: str) -> bool:
    """Whether two periods may be compared: each lies whole in one scope, and it is the same one.

    >>> comparable("rules_1996", "rules_1996"), comparable("rules_1996", "rebased_2021")
    (True, False)
    >>> comparable("rebased_2021+rules_2025", "rebased_2021+rules_2025")
    False
    """
    return bool(earlier) and JOINT not in earlier and earlier == later


def joined(tags: Iterable[str], order: Sequence[str]) -> str:
    """Several tags as one, in the order of the scopes.

    >>> joined(["b", "a+b"], ["a", "b"])
    'a+b'
    """
    inside = {name for tag in tags for name in tag.split(JOINT)}
    return JOINT.join(name for name in order if name in inside)


def compared_words(line: ScopeLine, earlier: str, later: str, lang: Lang, *, across_break: bool = False) -> str:
    """What must be said beside a comparison: empty within one scope, a warning across a break.

    Raises RiskkitError STAT-01 when the scopes differ and ``across_break`` is not set.
    """
    if comparable(earlier, later):
        return ""
    if not across_break:
        found = f"{line.words(earlier, lang)} → {line.words(later, lang)}"
        raise RiskkitError("STAT-01", found=found, allowed="across_break=True")
    days = line.breaks_between(earlier, later, lang)
    return Label(
        f"▲ 跨口径比较（口径变化日：{days or '不明'}），数值含口径变化的影响，不代表火情变化",
        f"▲ across a change of scope ({days or 'day not known'}): the figure holds the change of counting too",
    ).of(lang)
