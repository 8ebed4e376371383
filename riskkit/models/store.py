"""A fitted model as JSON: readable, without code in it, and predicting the same bits after a round trip."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from riskkit.errors import Finding, RiskkitError
from riskkit.models.count_glm import PoissonFit
from riskkit.models.design import CategoryCode, FeatureDesign, NumberCode
from riskkit.models.frequency import FireFrequency

FORMAT = "riskkit.fire_frequency/1"
_PLAIN = (
    "ridge_",
    "level_",
    "dispersion_",
    "periods_",
    "fires_",
    "weighted_fires_",
    "fitted_fires_",
    "exposure_years_",
    "subjects_",
)
_CODES: dict[str, type[NumberCode] | type[CategoryCode]] = {"number": NumberCode, "category": CategoryCode}


def save(model: FireFrequency, path: str | Path) -> Path:
    """Write a fitted model; the file appears whole or not at all. Raises RiskkitError OUT-02 when it cannot.

    Python writes a float with as many digits as give it back exactly, so nothing is lost.
    """
    target = Path(path)
    text = json.dumps(to_dict(model), ensure_ascii=False, allow_nan=False, indent=1)
    part = ""
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, 0o644)
        os.replace(part, target)
    except OSError as mistake:
        if part and os.path.exists(part):
            os.unlink(part)
        raise RiskkitError("OUT-02", where=str(target), found=str(mistake.strerror or mistake)) from mistake
    return target


def load(path: str | Path) -> FireFrequency:
    """Read a model written by :func:`save`.

    Raises RiskkitError FILE-01 (no such file), FILE-02 (not JSON, or not a riskkit model of this format).
    """
    source = Path(path)
    if not source.exists():
        raise RiskkitError("FILE-01", where=str(source), found=str(source))
    try:
        return from_dict(json.loads(source.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as mistake:
        raise RiskkitError("FILE-02", where=str(source), found=f"{mistake!r}"[:80], allowed=FORMAT) from mistake


def to_dict(model: FireFrequency) -> dict[str, Any]:
    """The model in JSON's words; raises RiskkitError FREQ-09 when it is not fitted."""
    if not hasattr(model, "glm_"):
        raise RiskkitError("FREQ-09", where="model", found="not fitted", allowed="fit(...) first")
    params = {
        name: list(value) if isinstance(value, list | tuple) else value for name, value in model.get_params().items()
    }
    return {
        "format": FORMAT,
        "versions": versions(),
        "params": params,
        "learnt": {name: getattr(model, name) for name in _PLAIN},
        "ridge_scores": [[ridge, score] for ridge, score in model.ridge_scores_.items()],
        "codes": [_code_to_dict(code) for code in model.design_.codes],
        "means": model.design_.means.tolist(),
        "glm": {name: np.asarray(value).tolist() for name, value in asdict(model.glm_).items()},
        "findings": [[finding.code, finding.column, finding.value] for finding in model.findings_],
        "record": {"subject_id": model.record_.index.tolist(), **model.record_.to_dict("list")},
    }


def from_dict(stored: dict[str, Any]) -> FireFrequency:
    """The model again; raises ValueError for another format, KeyError or TypeError for a damaged one."""
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise ValueError("not a riskkit fire-frequency model")
    model = FireFrequency(**stored["params"])
    for name in _PLAIN:
        setattr(model, name, stored["learnt"][name])
    model.ridge_scores_ = {float(ridge): float(score) for ridge, score in stored["ridge_scores"]}
    codes = tuple(_code_from_dict(code) for code in stored["codes"])
    model.design_ = FeatureDesign(codes, np.asarray(stored["means"], dtype=float))
    glm = stored["glm"]
    arrays = {name: np.asarray(glm[name], dtype=float) for name in ("coefficients", "covariance")}
    model.glm_ = PoissonFit(float(glm["intercept"]), arrays["coefficients"], arrays["covariance"], float(glm["score"]))
    model.findings_ = [Finding(code, column=column, value=value) for code, column, value in stored["findings"]]
    record = stored["record"]
    ids = pd.Index(record["subject_id"], dtype=str)
    model.record_ = pd.DataFrame({name: np.asarray(record[name], float) for name in ("fires", "expected")}, index=ids)
    return model


def versions() -> dict[str, str]:
    """Versions of what the numbers depend on."""
    names = ("riskkit", "numpy", "pandas", "scipy", "scikit-learn", "statsmodels")
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "?"
    return found


def _code_to_dict(code: NumberCode | CategoryCode) -> dict[str, Any]:
    kind = "number" if isinstance(code, NumberCode) else "category"
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(code).items()}
    return {"kind": kind, **values}


def _code_from_dict(stored: dict[str, Any]) -> NumberCode | CategoryCode:
    values = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items() if name != "kind"
    }
    kind: Any = _CODES[stored["kind"]]
    code: NumberCode | CategoryCode = kind(**values)
    return code
