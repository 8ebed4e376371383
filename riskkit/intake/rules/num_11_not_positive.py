"""NUM-11: an area or a length of zero or less, where the field allows none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from riskkit.indicators.rule_file import FieldShape

_EXTENTS = ("m2", "m", "km2", "km")


def split_off(
    code: str, at: NDArray[np.int64], values: pl.Series, shape: FieldShape
) -> list[tuple[str, NDArray[np.int64]]]:
    """The cells at ``at`` that are out of range (``code`` NUM-02), those that are no area or length told apart."""
    if code != "NUM-02" or shape.uom not in _EXTENTS:
        return [(code, at)]
    not_positive = (values.gather(at) <= 0).to_numpy()
    return [(said, at[which]) for said, which in ((RULE.code, not_positive), (code, ~not_positive)) if which.any()]


RULE = Rule(
    code="NUM-11",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "面积、长度不会是负数；写 0 或负数多半是没有查到，当成真值会让指标失真。字段允许 0 的（如地下面积），0 照常使用。",
        "an area or length is never negative; 0 or less mostly means not measured and would distort the indicator. "
        "Where the field allows 0 (an area below ground), 0 is used",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "-120"), ("甲2", "0")),
            ((2, "建筑面积（㎡）"), (3, "建筑面积（㎡）")),
            {(2, "建筑面积（㎡）"): "", (3, "建筑面积（㎡）"): ""},
        ),
        Case(
            ("单位编号", "地下建筑面积（㎡）"),
            (("甲1", "0"), ("甲2", "-3")),
            ((3, "地下建筑面积（㎡）"),),
            {(2, "地下建筑面积（㎡）"): "0", (3, "地下建筑面积（㎡）"): ""},
        ),
    ),
)
