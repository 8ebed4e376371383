"""The scikit-learn manners of an estimator, without importing scikit-learn before it is needed."""

from __future__ import annotations

import inspect
from typing import Any, Self


class Parameters:
    """Parameters are the keywords of ``__init__``, kept under their own names.

    >>> class Named(Parameters):
    ...     def __init__(self, *, name="a"):
    ...         self.name = name
    >>> Named().set_params(name="b")
    Named(name='b')
    """

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The constructor's parameters, as scikit-learn's ``clone`` and searches expect."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    def set_params(self, **params: Any) -> Self:
        """Set parameters by name; raises ValueError for an unknown one."""
        unknown = set(params) - set(self.get_params())
        if unknown:
            raise ValueError(f"unknown parameters {sorted(unknown)}, allowed {sorted(self.get_params())}")
        for name, value in params.items():
            setattr(self, name, value)
        return self

    def __sklearn_tags__(self) -> Any:
        from sklearn.base import BaseEstimator, RegressorMixin

        return type("_Tagged", (RegressorMixin, BaseEstimator), {})().__sklearn_tags__()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.get_params().items())})"
