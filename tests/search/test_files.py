from __future__ import annotations

import csv
import json
from decimal import Decimal

import pytest
from pyarrow import parquet

from fordel.allocation.bundles.bundle import model_yaml, read_bundle
from fordel.allocation.engine import allocate
from fordel.allocation.model.loading import load_model
from fordel.charts.front import Option, Scale, front
from fordel.domain.language import Words
from tests import demonstrated
from tests.cli.calling import Command

GRID = """
vary:
  need:
    at_least: [1, 2, 3]
    pool_share: [0.03, 0.08]
    threshold: [none, {kind: cliff, measure: share, level: 0.9}]
aims: [reach, small_loss, few_small]
useful_amount: 100000
"""


@pytest.fixture
def fordel(capsys, monkeypatch):
    monkeypatch.delenv("FORDEL_LANG", raising=False)
    return Command(capsys, monkeypatch)


@pytest.fixture
def place(tmp_path):
    (tmp_path / "grid.yaml").write_text(GRID)
    text = model_yaml(demonstrated.model())
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def swept(fordel, place, *more):
    return fordel(
        "sweep", place / "small.yaml", "--data", demonstrated.folder(), "--year", 2026,
        "--grid", place / "grid.yaml", "--out", place / "out", *more,
    )  # fmt: skip


def test_a_sweep_writes_its_variants_amounts_and_front(fordel, place):
    answer = swept(fordel, place)
    assert answer.code == 0, answer.err
    assert "Varianter, som ingen anden slår (kroner til den mest belastede fjerdedel" in answer.out
    assert "fordi ingen enhed ligger over minimumsgrænsen: 6." in answer.out
    assert "7 af 13 varianter er regnet" in answer.out
    variants = parquet.read_table(place / "out" / "variants.parquet").to_pylist()
    assert len(variants) == 13
    assert variants[0]["need.at_least"] is None
    assert (variants[4]["need.at_least"], variants[4]["need.threshold"]) == (
        1,
        "cliff share 0.9",
    )
    assert variants[4]["refused"] == "NobodyAboveThreshold"
    assert variants[4]["total_dkk"] is None
    assert any(row["on_front"] for row in variants)
    run = demonstrated.run()
    amounts = parquet.read_table(place / "out" / "amounts.parquet").to_pylist()
    assert len(amounts) == 13 * len(run.allocation.units)
    exact = allocate(run.model, run.inputs, 2026, rounded=False)
    for row, unit, total in zip(amounts, exact.ids, exact.totals, strict=False):
        assert (row["variant"], row["unit"]) == (0, unit)
        assert row["total_dkk"] == pytest.approx(float(total))
    with (place / "out" / "front.csv").open(encoding="utf-8", newline="") as file:
        listed = {int(row["Variant"]) for row in csv.DictReader(file)}
    assert listed == {row["variant"] for row in variants if row["on_front"]}
    assert "<svg" in (place / "out" / "front.svg").read_text(encoding="utf-8")


def test_a_picked_variant_is_an_ordinary_run_of_its_own_model(fordel, place):
    answer = swept(fordel, place, "--exact", 3, "--exact", 0, "--json")
    told = answer.json()
    assert (told["variants"], told["computed"], told["exact"]) == (13, 7, [3, 0])
    assert told["refused"] == {"NobodyAboveThreshold": 6}
    assert told["model_itself"]["levers"] == {}
    assert told["front"][0]["levers"].keys() == {
        "need.at_least",
        "need.pool_share",
        "need.threshold",
    }
    folder = place / "out" / "exact" / "variant_3"
    model = load_model(folder / "model.yaml")
    need = next(step for step in model.steps if step.id == "need")
    assert (need.count.at_least, need.money.pool.share) == (1, Decimal("0.08"))
    kept = read_bundle(folder)
    run = demonstrated.run()
    assert kept.allocation.totals == allocate(model, run.inputs, 2026).totals
    assert read_bundle(place / "out" / "exact" / "variant_0").allocation.totals == (
        run.allocation.totals
    )
    swept(fordel, place)
    assert not list((place / "out" / "exact").iterdir()), "they are of an older sweep"


def test_children_counted_before_give_the_same_sweep(fordel, place):
    swept(fordel, place)
    amounts = (place / "out" / "amounts.parquet").read_bytes()
    words = (place / "small.yaml", "--data", demonstrated.folder(), "--year", 2026)
    profile = place / "profile.parquet"
    assert fordel("profile", *words, "--out", profile, "--quiet").code == 0
    answer = swept(fordel, place, "--profile", profile)
    assert answer.code == 0, answer.err
    assert (place / "out" / "amounts.parquet").read_bytes() == amounts


def test_a_variant_that_is_not_there_is_refused_before_computing(fordel, place):
    answer = swept(fordel, place, "--exact", 13, "--lang", "en")
    assert answer.code == 2
    assert "There is no variant 13" in answer.err
    assert "0 (the model itself) to 12" in answer.err
    assert not (place / "out").exists()


def test_last_year_is_the_run_that_is_named(fordel, place):
    demonstrated.next_run()
    kept = demonstrated.folder() / "runs"
    answer = fordel(
        "sweep", place / "small.yaml", "--data", demonstrated.folder(), "--year", 2027, "--grid",
        place / "grid.yaml", "--out", place / "out", "--previous", kept, "--json",
    )  # fmt: skip
    loss = answer.json()["model_itself"]["largest_loss_percent_last_year"]
    assert 0 <= loss <= 3 + 1e-6  # the model's damping


def test_the_chart_of_a_front_says_the_same_in_its_table():
    scales = [Scale(Words("Rækker", "Reach")), Scale(Words("Tab", "Loss"), 1)]
    options = [
        Option(0, "the model itself", (1000.0, 0.0), on_front=True, is_model=True),
        Option(1, "at_least 1", (2000.0, 2.25), on_front=True),
        Option(2, "at_least 3", (900.0, 5.0), on_front=False),
    ]
    drawn = front(options, scales, "en")
    headers, rows = drawn.table
    assert headers == ("Variant", "Changed", "Reach", "Loss")
    assert rows == (
        ("0", "the model itself", "1,000", "0.0"),
        ("1", "at_least 1", "2,000", "2.3"),
    )
    assert "No other beats 2 of them" in drawn.description
    assert '"role": "other"' in json.dumps(drawn.spec)
    with pytest.raises(ValueError, match="two aims"):
        front(options, scales[:1], "da")
