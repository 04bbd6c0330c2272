from __future__ import annotations

import csv
import json

import pytest

from fordel.allocation.bundles.bundle import model_yaml, read_bundle
from tests import demonstrated
from tests.cli.calling import Command

AIMS = """
aims:
  - {what: loss_percent, at_most: 2}
  - {what: need_per_weighted_child, of: most_loaded_quarter, at_least: 4000}
  - {what: criteria, at_most: 3}
  - {what: frame_stays}
levers:
  need:
    criteria: {sizes: [1, 3]}
    at_least: [1, 2]
    pool_share: {from: 0.02, to: 0.30}
    cap: none
models: 2
"""
CONFLICT = AIMS.replace("4000", "9000")
TRIED = """
aims: [{what: loss_percent, against: last_year, at_most: 2}, {what: need_percent, at_least: 6}]
levers: {need: {at_least: [1, 2], pool_share: [0.04, 0.07]}, damping: {max_loss_percent: [1, 2]}}
"""


@pytest.fixture
def fordel(capsys, monkeypatch):
    monkeypatch.delenv("FORDEL_LANG", raising=False)
    return Command(capsys, monkeypatch)


@pytest.fixture
def place(tmp_path):
    text = model_yaml(demonstrated.model())
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def search(fordel, place, aims, *more, year=2026):
    (place / "aims.yaml").write_text(aims, encoding="utf-8")
    return fordel(
        "search", place / "small.yaml", "--data", demonstrated.folder(), "--year", year,
        "--aims", place / "aims.yaml", "--out", place / "out", *more,
    )  # fmt: skip


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_models_that_keep_the_aims_are_written_and_can_be_allocated(fordel, place):
    answer = search(fordel, place, AIMS, "--exact")
    assert answer.code == 0, answer.err
    assert "Modeller, der holder alle mål" in answer.out
    assert "Mål 1: Ingen enhed taber mere end 2 % i forhold til modellen selv." in answer.out
    assert "3.639 kr. (ikke holdt)" in answer.out  # the model itself
    assert "så modellerne er fundet af et program" in answer.out
    out = place / "out"
    table = rows(out / "models.csv")
    assert [row["model"] for row in table] == ["model_1", "model_2"]
    assert all(row["kept"] == "yes" for row in table)
    assert all(float(row["aim_1_loss_percent"]) <= 2 for row in table)
    assert all(float(row["aim_2_need_per_weighted_child"]) >= 4000 for row in table)
    assert all(row["need.criteria"].count("+") <= 2 for row in table)
    money = {row["unit"]: row for row in rows(out / "amounts.csv")}
    for number in (1, 2):
        again = fordel(
            "allocate", out / "models" / f"model_{number}.yaml", "--data", demonstrated.folder(),
            "--year", 2026, "--out", place / f"again{number}", "--figures-only",
        )  # fmt: skip
        assert again.code == 0, again.err
        computed = read_bundle(place / f"again{number}").allocation
        kept = read_bundle(out / "exact" / f"model_{number}").allocation
        assert computed.totals == kept.totals
        for unit, total, today in zip(
            computed.ids, computed.totals, demonstrated.run(2026).allocation.totals, strict=True
        ):
            assert money[unit][f"model_{number}_dkk"] == str(total)
            assert today - total <= today * 2 / 100
        assert (out / "models" / f"model_{number}.svg").read_text("utf-8").startswith("<svg")
    charted = {row["Enhed"] for row in rows(out / "models" / "model_1.csv")}
    assert len(charted) == 7  # without special units
    assert charted < {row["name"] for row in money.values()}


def test_aims_that_conflict_are_told_with_how_near_one_can_get(fordel, place):
    search(fordel, place, AIMS, "--exact")
    answer = search(fordel, place, CONFLICT, "--lang", "en")
    assert answer.code == 0, answer.err
    assert "No model keeps every aim" in answer.out
    assert "It is proven that no model within the levers keeps every aim." in answer.out
    assert (
        "Aim 2 (The most loaded quarter gets at least 9,000 kr. per weighted child by need): with "
        "at least 5,795 kr. all the other aims can hold." in answer.out
    )
    out = place / "out"
    # Nothing of the search before is left to be taken for this one's.
    assert sorted(path.name for path in (out / "models").iterdir()) == [
        "nearest.csv", "nearest.svg", "nearest.yaml",
    ]  # fmt: skip
    assert not any((out / "exact").iterdir())
    assert [row["kept"] for row in rows(out / "models.csv")] == ["no"]


def test_json_is_one_document_with_aims_models_and_conflict(fordel, place):
    found = search(fordel, place, AIMS, "--json").json()
    assert found["outcome"] == "found"
    assert found["proven"] is True
    assert [one["number"] for one in found["models"]] == [1, 2]
    assert found["aims"][1]["model_itself"]["kept"] is False
    assert found["models"][0]["aims"][1]["kept"] is True
    assert set(found["files"]) == {"models.csv", "amounts.csv", "search.json", "models"}
    written = json.loads((place / "out" / "search.json").read_text("utf-8"))
    assert written == {key: value for key, value in found.items() if key != "files"}
    none = search(fordel, place, CONFLICT, "--json").json()
    assert none["outcome"] == "impossible"
    assert none["conflict"]["aims"] == [1, 2]
    assert none["conflict"]["gives"][1]["bound"] == pytest.approx(5796, abs=1)
    assert none["nearest"]["kept"] is False


def test_last_years_run_is_what_losses_are_against(fordel, place):
    demonstrated.next_run()  # writes last year's bundle
    last = demonstrated.folder() / "runs"
    answer = search(fordel, place, TRIED, "--previous", last, "--json", year=2027)
    assert answer.code == 0, answer.err
    found = answer.json()
    assert found["proven"] is False
    assert found["tried_all"] is True
    assert found["tried"] == 8
    assert found["outcome"] == "found"
    told = search(fordel, place, TRIED, "--previous", last, year=2027).out
    assert "De bedste af alle 8 kombinationer af håndtagenes værdier." in told


def test_without_last_years_run_the_aim_is_refused(fordel, place):
    answer = search(fordel, place, AIMS.replace("at_most: 2}", "against: last_year, at_most: 2}"))
    assert answer.code == 2
    assert "er i forhold til sidste år, som ikke er kendt" in answer.err
    assert not (place / "out").exists()


def test_what_is_wrong_in_the_aims_is_said(fordel, place):
    answer = search(fordel, place, AIMS.replace("loss_percent", "regret"), "--lang", "en")
    assert answer.code == 2
    assert "Aim 1: “regret” is no aim." in answer.err
    document = search(fordel, place, AIMS.replace("at_most: 2", "at_most: -2"), "--json")
    assert document.code == 2
    assert document.json()["kind"] == "AimBoundImpossible"
    missing = fordel("search", place / "small.yaml", "--data", demonstrated.folder(), "--year",
                     2026, "--aims", place / "none.yaml", "--out", place / "out")  # fmt: skip
    assert missing.code == 2
    assert "none.yaml» med mål." in missing.err
