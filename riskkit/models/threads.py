"""One BLAS thread: the same bits on any machine, and no threads fighting over small matrices."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def single_threaded(work: Callable[P, T]) -> Callable[P, T]:
    """Run ``work`` with one BLAS and OpenMP thread.

    Sums of many threads come in another order on another machine, so the last digits of a model would differ.
    threadpoolctl is scikit-learn's own dependency.

    >>> single_threaded(lambda left, right: left + right)(1, 2)
    3
    """

    @wraps(work)
    def alone(*args: P.args, **kwargs: P.kwargs) -> T:
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        with threadpool_limits(limits=1):
            return work(*args, **kwargs)

    return alone
