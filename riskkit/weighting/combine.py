"""Subjective and objective weights into one; local weights down a tree into global ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from riskkit.errors import RiskkitError
from riskkit.weighting.checks import check_weights
from riskkit.weighting.judgements import Floats

Combination = Literal["mean", "product", "linear"]


def combine(
    subjective: ArrayLike,
    objective: ArrayLike,
    method: Combination = "mean",
    *,
    alpha: float = 0.5,
    names: Sequence[str] | None = None,
    tolerance: float = 1e-6,
) -> Floats:
    """One read-only weight a criterion, shape (n,), from the subjective s and the objective o.

    mean
        (s + o)/2.
    linear
        alpha·s + (1 − alpha)·o, 0 ≤ alpha ≤ 1.
    product
        s·o / Σ s·o (multiplicative synthesis).

    Mean and linear are not rescaled: printed tables that sum to 0.98 need a wider ``tolerance`` and keep their sum.
    Raises WGT-01, WGT-02 (:func:`riskkit.weighting.checks.check_weights`), ARG-01 for unequal lengths, an unknown
    method, an alpha outside [0, 1], or a product that is 0 everywhere.

    >>> combine([0.5, 0.3, 0.2], [0.2, 0.2, 0.6]).round(4).tolist()
    [0.35, 0.25, 0.4]
    >>> combine([0.5, 0.3, 0.2], [0.2, 0.2, 0.6], "product").round(4).tolist()
    [0.3571, 0.2143, 0.4286]
    """
    if method not in get_args(Combination):
        raise RiskkitError("ARG-01", where="method", found=str(method), allowed=", ".join(get_args(Combination)))
    if not 0 <= alpha <= 1:
        raise RiskkitError("ARG-01", where="alpha", found=f"{alpha:g}", allowed="0..1")
    first = check_weights(subjective, names, tolerance, where="subjective")
    second = check_weights(objective, names, tolerance, where="objective")
    if len(first) != len(second):
        raise RiskkitError("ARG-01", where="objective", found=str(len(second)), allowed=str(len(first)))
    if method == "product":
        product = first * second
        if not product.sum() > 0:
            raise RiskkitError("ARG-01", where="product", found="0", allowed="> 0")
        combined: Floats = product / product.sum()
    else:
        share = 0.5 if method == "mean" else alpha
        combined = share * first + (1 - share) * second
    combined.setflags(write=False)
    return combined


def global_weights(
    main: Mapping[str, float], local: Mapping[str, Mapping[str, float]], tolerance: float = 1e-6
) -> dict[str, float]:
    """Leaf → global weight = the weight of its criterion × its weight among its siblings.

    ``main`` holds the criteria's weights, ``local`` for each criterion its leaves'. Raises WGT-01, WGT-02 naming the
    group, ARG-01 when the two do not name the same criteria or a leaf occurs under two of them.

    >>> global_weights({"a": 0.25, "b": 0.75}, {"a": {"x": 1.0}, "b": {"y": 0.5, "z": 0.5}})
    {'x': 0.25, 'y': 0.375, 'z': 0.375}
    """
    check_weights(list(main.values()), list(main), tolerance)
    if set(main) != set(local):
        raise RiskkitError("ARG-01", where="local", found=", ".join(local), allowed=", ".join(main))
    spread: dict[str, float] = {}
    for criterion, weight in main.items():
        leaves = local[criterion]
        check_weights(list(leaves.values()), list(leaves), tolerance, where=criterion)
        doubled = sorted(set(leaves) & set(spread))
        if doubled:
            raise RiskkitError("ARG-01", where=criterion, found=", ".join(doubled), allowed="unique")
        spread |= {leaf: weight * share for leaf, share in leaves.items()}
    return spread


def weights_of_entropies(entropies: ArrayLike) -> Floats:
    """Entropy weights from entropies e already computed: (1 − e)/Σ(1 − e), shape (n,).

    Raises ARG-01 when an entropy lies outside [0, 1] or all are 1.

    >>> np.asarray(weights_of_entropies([0.9, 0.7])).round(4).tolist()
    [0.25, 0.75]
    """
    spread: Floats = 1.0 - np.asarray(entropies, dtype=np.float64)
    if not (np.all(spread >= 0) and np.all(spread <= 1) and spread.sum() > 0):
        raise RiskkitError("ARG-01", where="entropies", found=str(np.asarray(entropies).tolist()), allowed="0..1")
    weights: Floats = spread / spread.sum()
    return weights
