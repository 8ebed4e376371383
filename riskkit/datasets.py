"""Where the shipped data sets lie: in the wheel, or in the source tree."""

from __future__ import annotations

from pathlib import Path

from riskkit.errors import RiskkitError

DATASETS: tuple[str, ...] = (
    "national_fires",
    "nbs_provinces",
    "synthetic_city",
    "plan_targets",
    "area_codes",
    "industry_codes",
)

_PACKAGE = Path(__file__).parent


def dataset_path(name: str) -> Path:
    """The folder of the shipped data set ``name`` (one of :data:`DATASETS`), with its source.yaml.

    ``synthetic_city`` is invented throughout: say so wherever it is shown. Raises RiskkitError FILE-01 for any other
    name, or when the data was left out of the installation.

    >>> (dataset_path("synthetic_city") / "units_small.csv").is_file()
    True
    >>> dataset_path("atlantis")
    Traceback (most recent call last):
    riskkit.errors.RiskkitError: ... FILE-01 ...
    """
    allowed = ", ".join(DATASETS)
    if name not in DATASETS:
        raise RiskkitError("FILE-01", where="dataset", found=name, allowed=allowed)
    for folder in (_PACKAGE / "_datasets" / name, _PACKAGE.parent / "datasets" / name):
        if (folder / "source.yaml").is_file():
            return folder
    raise RiskkitError("FILE-01", where=str(_PACKAGE / "_datasets"), found=name, allowed=allowed)
