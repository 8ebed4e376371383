"""The model card: what a fitted model was made from, how good it was on later periods, and what it cannot say."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pandas as pd

from riskkit.models.frequency import FireFrequency
from riskkit.models.history import HISTORY_COLUMNS, SCOPE_CHANGE, check_history
from riskkit.models.store import to_dict, versions
from riskkit.terms import Label

KNOWN_LIMITS: tuple[Label, ...] = (
    Label(
        "估计的是已登记火灾的频率；未登记的火灾不在其中，登记口径变化会改变水平",
        "it is the frequency of recorded fires; unrecorded ones are not in it, a change of recording moves its level",
    ),
    Label(
        "因子是关联，不是因果；改变某个特征不保证火灾按该倍数变化",
        "factors are associations, not causes; changing a feature need not change fires by that factor",
    ),
    Label(
        "区间包含单位间差异和系数的不确定性，不包含未来水平的变化",
        "the interval holds subjects' differences and the coefficients' uncertainty, not a coming change of level",
    ),
    Label(
        "它只用于同一等级内排序和巡查安排，不改变等级，不作为处罚依据",
        "it orders subjects inside a grade and plans visits; it changes no grade and is no ground for a penalty",
    ),
)
_NO_BACKTEST = Label("没有后验检验：在以后年份上的好坏未知", "no back-test: how good it is on later years is not known")
_SCOPE = Label(
    f"统计窗口跨越 {SCOPE_CHANGE} 火灾统计口径变化",
    f"the window straddles the change of statistical scope on {SCOPE_CHANGE}",
)
_FEW = Label("火灾不足 100 起，因子很不确定", "fewer than 100 fires: the factors are very uncertain")
_WORSE = Label("在后验检验中没有胜过建筑面积", "in the back-test it was not better than floor area")


def history_digest(history: pd.DataFrame) -> str:
    """SHA-256 of the history's content, whatever the order of its rows."""
    rows = check_history(history)[list(HISTORY_COLUMNS)].sort_values(["subject_id", "period"], kind="stable")
    text = rows.to_csv(index=False, lineterminator="\n", float_format="%.17g")
    return hashlib.sha256(text.encode()).hexdigest()


def model_digest(model: FireFrequency) -> str:
    """SHA-256 of everything learnt and set, library versions left out: the id of the model."""
    content = {name: value for name, value in to_dict(model).items() if name != "versions"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def model_card(
    model: FireFrequency, history: pd.DataFrame, backtest: pd.DataFrame | None = None, *, name: str | None = None
) -> dict[str, Any]:
    """Everything a reader needs to judge the model, in JSON's words.

    ``backtest`` is a table from :func:`riskkit.models.backtest.backtest`, ``name`` the model's row in it (its last
    row without a name). The sums
    observed and predicted agree in sample: that is the intercept's score equation.
    """
    rows = check_history(history)
    by_year = rows.groupby("period")[["fires", "exposure_years"]].sum()
    return {
        "model": {
            "kind": "FireFrequency",
            "id": model_digest(model),
            "params": to_dict(model)["params"],
            "ridge": model.ridge_,
            "ridge_scores": {f"{ridge:g}": score for ridge, score in model.ridge_scores_.items()},
            "over_dispersion_k": model.dispersion_,
            "versions": versions(),
        },
        "data": {
            "history_sha256": history_digest(history),
            "subjects": int(rows["subject_id"].nunique()),
            "rows": len(rows),
            "fires": int(rows["fires"].sum()),
            "exposure_years": float(rows["exposure_years"].sum()),
            "periods": {
                str(period): {"fires": int(row["fires"]), "exposure_years": float(row["exposure_years"])}
                for period, row in by_year.iterrows()
            },
        },
        "features": [_feature(code) for code in to_dict(model)["codes"]],
        "coefficients": json.loads(model.coefficients().to_json(orient="index", double_precision=12)),
        "fit": {
            "fires_observed": model.weighted_fires_,
            "fires_predicted": model.fitted_fires_,
            "largest_score_in_standard_errors": model.glm_.score,
        },
        "findings": [
            {"code": finding.code, "feature": finding.column, "level": finding.value} for finding in model.findings_
        ],
        "backtest": None if backtest is None else json.loads(backtest.to_json(orient="index", double_precision=12)),
        "known_limits": [label._asdict() for label in _limits(model, backtest, name)],
    }


def _limits(model: FireFrequency, backtest: pd.DataFrame | None, name: str | None) -> list[Label]:
    """Limits of this model, the gravest first."""
    found: list[Label] = []
    if backtest is None:
        found.append(_NO_BACKTEST)
    elif "floor_area" in backtest.index:
        top = backtest["top_10_percent"]
        found += [_WORSE] if not top[name or backtest.index[-1]] > top["floor_area"] else []
    found += [_FEW] if model.fires_ < 100 else []
    first, last = model.periods_[0], model.periods_[-1]
    found += [_SCOPE] if first <= SCOPE_CHANGE.year <= last else []
    return found + list(KNOWN_LIMITS)


def _feature(code: dict[str, Any]) -> dict[str, Any]:
    """One feature as the card shows it."""
    if code["kind"] == "number":
        return {"name": code["name"], "kind": "log" if code["log"] else "number", "missing": code["has_missing"]}
    return {name: code[name] for name in ("name", "kind", "levels", "pooled", "empty")}
