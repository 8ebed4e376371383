import json
from datetime import date

import pandas as pd
import pytest

from riskkit.errors import RiskkitError
from riskkit.models.backtest import backtest
from riskkit.models.checks import history_digest, model_card, model_digest
from riskkit.models.frequency import FireFrequency, fit_frequency
from riskkit.models.store import load, save


@pytest.fixture(scope="module")
def model(city):
    features, history, _ = city
    holed = features.assign(area_m2=features["area_m2"].where(features["area_m2"] < 900))
    return fit_frequency(
        holed,
        history,
        fixed=["area_m2", "use"],
        window_start=date(2019, 1, 1),
        log=["area_m2"],
        category=["use"],
        ridge=3.0,
    )


def test_a_stored_model_predicts_the_same_bits(city, model, tmp_path):
    features = city[0]
    again = load(save(model, tmp_path / "model.json"))
    assert again.predict_table(features).equals(model.predict_table(features))
    assert again.factors(features).equals(model.factors(features))
    assert again.coefficients().equals(model.coefficients())
    assert model_digest(again) == model_digest(model)
    assert again.findings_ == model.findings_


def test_the_file_is_plain_json_with_versions(model, tmp_path):
    stored = json.loads(save(model, tmp_path / "model.json").read_text(encoding="utf-8"))
    assert stored["format"] == "riskkit.fire_frequency/1"
    assert {"python", "riskkit", "numpy", "scikit-learn", "statsmodels"} <= set(stored["versions"])
    assert save(model, tmp_path / "again.json").read_bytes() == (tmp_path / "model.json").read_bytes()


def test_nothing_half_written_is_left(model, tmp_path, monkeypatch):
    target = save(model, tmp_path / "model.json")
    before = target.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("riskkit.models.store.os.fsync", full)
    with pytest.raises(RiskkitError) as caught:
        save(model, target)
    assert caught.value.code == "OUT-02"
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["model.json"]


@pytest.mark.parametrize(
    ("text", "code"), [("{", "FILE-02"), ("[]", "FILE-02"), ('{"format": "riskkit.fire_frequency/1"}', "FILE-02")]
)
def test_files_that_are_no_model(tmp_path, text, code):
    path = tmp_path / "model.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RiskkitError) as caught:
        load(path)
    assert caught.value.code == code


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(RiskkitError) as caught:
        load(tmp_path / "none.json")
    assert caught.value.code == "FILE-01"


def test_an_unfitted_model_is_not_stored(tmp_path):
    with pytest.raises(RiskkitError):
        save(FireFrequency(), tmp_path / "model.json")


def test_the_card_says_what_the_model_is(city, model):
    history = city[1]
    card = model_card(model, history)
    assert json.loads(json.dumps(card, allow_nan=False)) == card
    assert card["fit"]["fires_predicted"] == pytest.approx(card["fit"]["fires_observed"], rel=1e-9)
    assert card["fit"]["fires_observed"] == history["fires"].sum() == card["data"]["fires"]
    assert list(card["data"]["periods"]) == ["2019", "2020", "2021", "2022", "2023"]
    assert [feature["name"] for feature in card["features"]] == ["area_m2", "use"]
    assert card["model"]["id"] == model_digest(model)
    assert all(limit["zh"] and limit["en"] for limit in card["known_limits"])
    assert "no back-test" in card["known_limits"][0]["en"]


@pytest.mark.parametrize(("captured", "words"), [(0.30, "not better than floor area"), (0.31, "recorded fires")])
def test_the_card_begins_with_the_worst(city, model, captured, words):
    table = pd.DataFrame({"top_10_percent": {"floor_area": 0.30, "fire_frequency": captured}})
    assert words in model_card(model, city[1], table)["known_limits"][0]["en"]


def test_the_card_holds_the_back_test(city, model):
    features, history, _ = city
    table = backtest(features, history, {"fire_frequency": FireFrequency(ridge=1.0)}, 2023, size="area_m2")
    card = model_card(model, history, table)
    assert list(card["backtest"]) == ["random", "past_count", "floor_area", "fire_frequency"]
    assert json.loads(json.dumps(card, allow_nan=False)) == card


def test_the_digest_is_of_content_not_order(city):
    history = city[1]
    assert history_digest(history.sample(frac=1.0, random_state=3)) == history_digest(history)
    assert history_digest(history.assign(fires=history["fires"] + 1)) != history_digest(history)
