"""Whether the header of a column of losses states its measure."""

from __future__ import annotations

from riskkit.intake.header_key import header_key

_MONEY = ("元", "yuan", "cny", "rmb")


def measure_stated(header: str) -> bool:
    """Whether the header ends in a measure of money, in brackets or not.

    >>> measure_stated("直接财产损失（万元）"), measure_stated("损失/元"), measure_stated("直接财产损失")
    (True, True, False)
    """
    key = header_key(header)
    return (key.measure or key.name).endswith(_MONEY)
