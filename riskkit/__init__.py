"""riskkit: fire-risk assessment at three levels (区域, 行业, 单位) with dated rules and a reason for every unit.

The notebook face: ``Rulebook.at``, ``read``, ``assess``, ``save``, ``read_result``, ``ahp_weights`` and the other
names below. Each is imported when it is first used, so ``import riskkit`` costs nothing.

>>> import riskkit as rk
>>> rk.Rulebook.at("2026-01-01", "unit/city_score_100").level.value
'unit'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from riskkit.version import VERSION as __version__

if TYPE_CHECKING:
    from riskkit.assessment import Assessment
    from riskkit.checked_items.result import CheckedItems
    from riskkit.classification.result import Classification
    from riskkit.classifying import classify, save_classification
    from riskkit.cleaning import clean, save_clean
    from riskkit.compact import assess_compact
    from riskkit.datasets import dataset_path
    from riskkit.demo import run_demo
    from riskkit.errors import RiskkitError
    from riskkit.explanation import Explanation
    from riskkit.fire_statistics.national import published_change
    from riskkit.fire_statistics.one_fire import severity_of
    from riskkit.fire_statistics.rates import rate_per_100k, rate_ratio
    from riskkit.fire_statistics.summary import SummaryOptions, fire_summary
    from riskkit.indicators.rulebook import Rulebook
    from riskkit.inspecting import Inspection, inspect, save_mapping
    from riskkit.item_checking import count_items, save_items
    from riskkit.linkage import link, save_links
    from riskkit.linking.result import Links
    from riskkit.models.area import area_frequency, province_table
    from riskkit.models.backtest import backtest
    from riskkit.models.frequency import FireFrequency
    from riskkit.models.history import history_table
    from riskkit.reading import Options, Reading, read
    from riskkit.reporting.results import read_result
    from riskkit.terms import Level
    from riskkit.tracking import save_targets, track_targets
    from riskkit.validating import save_validation, validate
    from riskkit.weighting.ahp import ahp_weights
    from riskkit.weighting.combine import combine
    from riskkit.weighting.objective import critic_weights, entropy_weights
    from riskkit.workflow import assess, save

_HOMES = {
    "Assessment": "assessment",
    "CheckedItems": "checked_items.result",
    "Classification": "classification.result",
    "Explanation": "explanation",
    "FireFrequency": "models.frequency",
    "Inspection": "inspecting",
    "Level": "terms",
    "Links": "linking.result",
    "Options": "reading",
    "Reading": "reading",
    "RiskkitError": "errors",
    "Rulebook": "indicators.rulebook",
    "SummaryOptions": "fire_statistics.summary",
    "ahp_weights": "weighting.ahp",
    "area_frequency": "models.area",
    "assess": "workflow",
    "assess_compact": "compact",
    "backtest": "models.backtest",
    "clean": "cleaning",
    "classify": "classifying",
    "combine": "weighting.combine",
    "count_items": "item_checking",
    "critic_weights": "weighting.objective",
    "dataset_path": "datasets",
    "entropy_weights": "weighting.objective",
    "fire_summary": "fire_statistics.summary",
    "history_table": "models.history",
    "inspect": "inspecting",
    "link": "linkage",
    "province_table": "models.area",
    "published_change": "fire_statistics.national",
    "rate_per_100k": "fire_statistics.rates",
    "rate_ratio": "fire_statistics.rates",
    "read": "reading",
    "read_result": "reporting.results",
    "run_demo": "demo",
    "save": "workflow",
    "save_items": "item_checking",
    "save_mapping": "inspecting",
    "save_links": "linkage",
    "severity_of": "fire_statistics.one_fire",
    "save_targets": "tracking",
    "track_targets": "tracking",
    "save_classification": "classifying",
    "save_clean": "cleaning",
    "save_validation": "validating",
    "validate": "validating",
}

__all__ = [
    "Assessment",
    "CheckedItems",
    "Classification",
    "Explanation",
    "FireFrequency",
    "Inspection",
    "Level",
    "Links",
    "Options",
    "Reading",
    "RiskkitError",
    "Rulebook",
    "SummaryOptions",
    "__version__",
    "ahp_weights",
    "area_frequency",
    "assess",
    "assess_compact",
    "backtest",
    "classify",
    "clean",
    "combine",
    "count_items",
    "critic_weights",
    "dataset_path",
    "entropy_weights",
    "fire_summary",
    "history_table",
    "inspect",
    "link",
    "province_table",
    "published_change",
    "rate_per_100k",
    "rate_ratio",
    "read",
    "read_result",
    "run_demo",
    "save",
    "save_classification",
    "save_clean",
    "save_items",
    "save_links",
    "save_mapping",
    "save_targets",
    "save_validation",
    "severity_of",
    "track_targets",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'riskkit' has no attribute {name!r}")
    return getattr(import_module(f"riskkit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
