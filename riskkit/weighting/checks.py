"""What a set of weights must fulfil before it is used."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from riskkit.errors import RiskkitError
from riskkit.weighting.judgements import Floats, names_for


def check_weights(
    weights: ArrayLike, names: Sequence[str] | None = None, tolerance: float = 1e-6, where: str = "weights"
) -> Floats:
    """The weights as a read-only float array, shape (n,), when each is ≥ 0 and they sum to 1 within ``tolerance``.

    Raises WGT-01 naming the negative criterion, WGT-02 with the sum found, WGT-05 naming the criterion without a
    weight, ARG-01 for another shape.

    >>> check_weights([0.6, 0.5], ["exits", "staff"])
    Traceback (most recent call last):
    riskkit.errors.RiskkitError: weights: WGT-02 权重之和不等于 1（发现：exits 0.6 + staff 0.5 = 1.1；...
    """
    checked = np.array(weights, dtype=np.float64)
    if checked.ndim != 1 or not checked.size:
        raise RiskkitError("ARG-01", where=where, found=" × ".join(map(str, checked.shape)), allowed="n")
    known_names = names_for(len(checked), names)
    for place in np.flatnonzero(~np.isfinite(checked)):
        raise RiskkitError("WGT-05", where=f"{where}: {known_names[place]}", found=f"{checked[place]}")
    for place in np.flatnonzero(checked < 0):
        raise RiskkitError("WGT-01", where=f"{where}: {known_names[place]}", found=f"{checked[place]:g}", allowed="≥ 0")
    total = float(checked.sum())
    if abs(total - 1) > tolerance:
        terms = " + ".join(f"{name} {weight:.6g}" for name, weight in zip(known_names, checked, strict=True))
        raise RiskkitError("WGT-02", where=where, found=f"{terms} = {total:.6g}", allowed=f"1 ± {tolerance:g}")
    checked.setflags(write=False)
    return checked
