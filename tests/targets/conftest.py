"""Small tables of targets and figures, and one call that judges them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from riskkit.tracking import track_targets

DEFAULTS: dict[str, Any] = {
    "目标编号": "t",
    "城市": "甲市",
    "指标": "市政消火栓新增",
    "方向": "每年新增",
    "类别": "累计新增",
    "目标值": "100",
    "计量单位": "个",
    "起算日": "2021-01-01",
    "目标年": "2025",
}


@pytest.fixture
def targets_csv(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: dict[str, Any], name: str = "targets.csv", encoding: str = "utf-8") -> Path:
        table = pd.DataFrame([{**DEFAULTS, **row} for row in rows])
        table.to_csv(tmp_path / name, index=False, encoding=encoding)
        return tmp_path / name

    return write


@pytest.fixture
def actuals_csv(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "actuals.csv", encoding: str = "utf-8") -> Path:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return tmp_path / name

    return write


@pytest.fixture
def judged(targets_csv: Callable[..., Path], actuals_csv: Callable[..., Path]) -> Callable[..., Any]:
    """Write one target and its figures as files and judge them."""

    def run(text: str, as_of: str = "2024-06-30", **row: Any) -> Any:
        return track_targets(targets_csv(row), actuals_csv(text), as_of)

    return run
