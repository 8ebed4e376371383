import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from riskkit.errors import RiskkitError
from riskkit.models.area import NATIONAL, area_frequency, exact_interval, province_table

FOLDER = Path(__file__).parents[2] / "datasets" / "nbs_provinces"
FILE = FOLDER / "nbs_fires_by_province_2004_2009.csv"


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return pd.read_csv(FILE)


@pytest.fixture(scope="module")
def provinces(published) -> pd.DataFrame:
    return province_table(published)


def test_the_source_file_describes_the_table(published):
    source = yaml.safe_load((FOLDER / "source.yaml").read_text(encoding="utf-8"))
    assert source["files"][0]["sha256"] == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert list(source["columns"]) == list(published.columns)


def test_provinces_add_up_to_the_country(published, provinces):
    """National Bureau of Statistics 2004–2009: exact for fires, deaths, injuries; loss within 0.3 (10,000 yuan)."""
    nation = published[published["region"] == NATIONAL].set_index("year")
    sums = provinces.groupby("year")[["fires", "deaths", "injuries", "loss"]].sum()
    assert (provinces.groupby("year").size() == 31).all()
    for column in ("fires", "deaths", "injuries"):
        assert sums[column].tolist() == nation[column].astype(int).tolist()
    assert (sums["loss"] - nation["direct_loss_10k_yuan"]).abs().max() <= 0.3


def test_a_blank_count_of_injuries_is_none(provinces):
    row = provinces[(provinces["region"] == "Ningxia") & (provinces["year"] == 2009)]
    assert row["injuries"].tolist() == [0]


def test_province_rates_give_the_published_ones_back(published, provinces):
    table = area_frequency(provinces).set_index(["region", "year"])
    stated = published[published["region"] != NATIONAL].set_index(["region", "year"])["fires_per_100k_published"]
    assert (table["rate"] - stated.loc[table.index]).abs().max() < 1e-9
    assert (table["rate_low"] < table["rate"]).all()
    assert (table["rate"] < table["rate_high"]).all()
    assert (
        (table["shrunk_rate"] - table["group_rate"]).abs() <= (table["rate"] - table["group_rate"]).abs() + 1e-9
    ).all()


def test_severity_of_one_province(provinces):
    """Beijing 2004: 9302 fires, 59 deaths, 127 injuries, 3525.9 (10,000 yuan)."""
    row = area_frequency(provinces).set_index(["region", "year"]).loc[("Beijing", 2004)]
    assert row["deaths_per_100_fires"] == pytest.approx(100 * 59 / 9302)
    assert row["injuries_per_100_fires"] == pytest.approx(100 * 127 / 9302)
    assert row["loss_per_fire"] == pytest.approx(3525.9 / 9302)
    assert row["deaths_per_100_fires_low"] < row["deaths_per_100_fires"] < row["deaths_per_100_fires_high"]


def test_all_years_together_weigh_person_years(provinces):
    table = area_frequency(provinces, by=["region"]).set_index("region")
    beijing = provinces[provinces["region"] == "Beijing"]
    assert table.at["Beijing", "rate"] == pytest.approx(1e5 * beijing["fires"].sum() / beijing["population"].sum())
    assert len(table) == 31


def test_small_areas_lean_on_their_group():
    towns = pd.DataFrame(
        {
            "region": list("abcdef"),
            "county": list("xxxyyy"),
            "fires": [1, 40, 90, 0, 4, 8],
            "population": [2e2, 2e4, 2e4, 2e2, 2e4, 2e4],
        }
    )
    table = area_frequency(towns, by=["region"], group="county").set_index("region")
    assert table["group_rate"].to_dict()["a"] == pytest.approx(1e5 * 131 / 40200)
    assert table["credibility"]["a"] < table["credibility"]["b"]
    assert 0 < table["shrunk_rate"]["d"] < table["group_rate"]["d"]
    assert table["rate"]["d"] == 0.0
    assert table["rate_low"]["d"] == 0.0
    assert table["rate_high"]["d"] > 0.0


def test_an_area_without_people_or_fires_has_finite_numbers():
    towns = pd.DataFrame({"region": ["a", "b"], "fires": [0, 5], "deaths": [0, 1], "population": [0.0, 1e4]})
    table = area_frequency(towns, by=["region"]).set_index("region")
    assert np.isfinite(table.loc["a", ["rate", "rate_high", "shrunk_rate", "shrunk_high"]].to_numpy(dtype=float)).all()
    assert np.isnan(table.at["a", "deaths_per_100_fires"])


@pytest.mark.parametrize("count", [0, 1, 3, 57])
def test_exact_intervals_hold_their_tails(count):
    """Garwood 1936: at the ends the chance of so many or more, so few or fewer, is 5 %."""
    from scipy.stats import poisson

    low, high = (float(end) for end in exact_interval(count, 0.90))
    assert poisson.cdf(count, high) == pytest.approx(0.05)
    assert (poisson.sf(count - 1, low) if count else 0.05) == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("change", "code"), [({"fires": 0}, "FREQ-02"), ({"fires": -1}, "FREQ-09"), ({"population": np.nan}, "FREQ-09")]
)
def test_tables_that_cannot_be_used(provinces, change, code):
    with pytest.raises(RiskkitError) as caught:
        area_frequency(provinces.assign(**change))
    assert caught.value.code == code
