"""The main job on shipped data: three levels as one chain, the frequency model, and the provinces 2004–2009."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from riskkit.assessment import Assessment
from riskkit.datasets import dataset_path
from riskkit.reading import Options
from riskkit.reporting.manifest import sha256_of, write_manifest
from riskkit.reporting.provinces import write_province_rates
from riskkit.reporting.results import write_result
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import LEVEL_LABELS, Label, Lang, Level
from riskkit.version import VERSION
from riskkit.workflow import assess

AS_OF = date(2026, 1, 1)
RULEBOOKS = {
    Level.UNIT: ("unit/city_score_100", "units.csv"),
    Level.INDUSTRY: ("industry/sector_work", "industries.xlsx"),
    Level.REGION: ("region/textbook_three_level", "regions.xlsx"),
}
SYNTHETIC = Label(
    "合成数据：单位、行业、区域和火灾均为程序生成，不对应任何真实地方",
    "synthetic data: units, sectors, towns and fires are generated and stand for no real place",
)
REAL = Label(
    "真实数据：国家统计局《中国统计年鉴》分地区火灾情况 2004—2009 年，人口由公布的火灾率反算",
    "real data: NBS yearbooks, fires by region 2004–2009; population derived from the published rate",
)

SCOPE = Label(
    "六年同属 1996 年统计口径（公通字〔1996〕82号），不可与 2021 年以后的数据直接比较",
    "all six years lie in one statistical scope (rules of 1996); not to be compared with years after 2020",
)


@dataclass(frozen=True)
class Demo:
    """What the demo made: the three assessments, lower levels first, and notes about the files."""

    results: dict[Level, Assessment]
    notes: list[str]


def run_demo(
    folder: str | Path, lang: Lang = "zh", progress: Callable[[str, int], None] = lambda station, rows: None
) -> Demo:
    """Assess the synthetic city at three levels and estimate the provinces' fire rates; write all to ``folder``.

    An earlier demo in ``folder`` is replaced; any other folder is left alone (RiskkitError OUT-04).
    """
    notes: list[str] = []
    with run_folder(folder, replace=True) as working:
        results = _assess_levels(lang, progress)
        for level, result in results.items():
            (working / level.value).mkdir()
            progress(Label(f"写出 {LEVEL_LABELS[level].zh}", f"writing {level.value}").of(lang), result.rows_read)
            notes += write_result(result, working / level.value)
        _write_provinces(working / "province", lang)
        (working / "README.txt").write_text(_readme(lang), encoding="utf-8", newline="\n")
        _write_demo_manifest(working, results)
    return Demo(results, notes)


def _assess_levels(lang: Lang, progress: Callable[[str, int], None]) -> dict[Level, Assessment]:
    """The three levels of the synthetic city, each rolled up from those below it."""
    home = dataset_path("synthetic_city")
    options = Options(lang=lang, backtest=True, progress=progress, notice=SYNTHETIC.of(lang))
    results: dict[Level, Assessment] = {}
    for level, (rules, file) in RULEBOOKS.items():
        fires = home / "fires.csv" if level is Level.UNIT else None
        below = tuple(results.values())
        results[level] = assess(home / file, rules, AS_OF, fires=fires, below=below, options=options)
    return results


def _write_provinces(folder: Path, lang: Lang) -> None:
    """Rates and severity of 31 provinces, each year and all six years together, as csv and parquet."""
    import pandas as pd

    from riskkit.models.area import area_frequency, province_table

    folder.mkdir()
    published = pd.read_csv(dataset_path("nbs_provinces") / "nbs_fires_by_province_2004_2009.csv")
    table = province_table(published)
    for name, by in (("by_year", ("region", "year")), ("six_years", ("region",))):
        write_province_rates(area_frequency(table, by=by), folder, f"province_frequency_{name}", lang)
    (folder / "README.txt").write_text(f"{REAL.of(lang)}\n{SCOPE.of(lang)}\n", encoding="utf-8", newline="\n")


def _readme(lang: Lang) -> str:
    parts = [f"{level.value}/  {LEVEL_LABELS[level].of(lang)} {SYNTHETIC.of(lang)}" for level in RULEBOOKS]
    return "\n".join([*parts, f"province/  {REAL.of(lang)}"]) + "\n"


def _write_demo_manifest(working: Path, results: dict[Level, Assessment]) -> None:
    files = sorted(path for path in working.rglob("*") if path.is_file() and path.parent.name != "pages")
    write_manifest(
        working / "manifest.json",
        {
            "as_of": AS_OF,
            "riskkit": VERSION,
            "synthetic": True,
            "about": [SYNTHETIC.zh, REAL.zh],
            "levels": {level.value: result.fingerprint for level, result in results.items()},
            "outputs": {path.relative_to(working).as_posix(): sha256_of(path) for path in files},
        },
    )
