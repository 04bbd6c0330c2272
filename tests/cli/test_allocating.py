from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.bundles.withholding import without
from tests import demonstrated
from tests.cli.calling import Command


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "small.yaml"
    path.write_text(model_yaml(demonstrated.model()), encoding="utf-8")
    return path


@pytest.fixture
def runs(fordel: Command, model: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two years, allocated on the command line."""
    first, second = tmp_path / "2026", tmp_path / "2027"
    data = demonstrated.folder()
    one = fordel(
        "allocate", model, "--data", data, "--year", 2026, "--out", first, "--figures-only"
    )
    two = fordel(
        "allocate", model, "--data", data, "--year", 2027, "--out", second,
        "--previous", first, "--figures-only",
    )  # fmt: skip
    assert (one.code, two.code) == (0, 0), one.err + two.err
    return first, second


def test_the_table_has_the_fixed_columns_and_sums_to_the_frame(runs: tuple[Path, Path]) -> None:
    rows = list(csv.DictReader((runs[1] / "allocation.csv").read_text("utf-8").splitlines()))
    steps = ["need", "grants", "applications", "base", "damping", "payment"]
    assert {"unit", "weighted_children", "load_share", "total_dkk"} <= set(rows[0])
    assert [c for c in rows[0] if c.endswith("_dkk")] == [f"{s}_dkk" for s in (*steps, "total")]
    for row in rows:
        assert sum(int(row[f"{step}_dkk"]) for step in steps) == int(row["total_dkk"])
    summary = json.loads((runs[1] / "summary.json").read_text("utf-8"))
    ledger = summary["ledger"]
    total = sum(int(row["total_dkk"]) for row in rows)
    aside = sum(int(amount) for amount in ledger["set_aside"].values())
    assert total == int(ledger["handed_out"]) == int(summary["total"])
    assert total + aside + int(ledger["unspent"]) == int(ledger["frame"])
    assert sum(float(row["load_share"]) for row in rows) == pytest.approx(1)
    assert all(row["unit"] != "total" for row in rows)


def test_the_whole_job_leaves_every_file_it_names(
    fordel: Command, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    answer = fordel(
        "allocate", model, "--data", demonstrated.folder(), "--year", 2026, "--out", out, "--json"
    )
    document = answer.json()
    assert answer.code == 0
    assert {"table", "trace", "bundle", "workbook", "letter", "charts"} <= set(document["files"])
    assert all(Path(path).exists() for path in document["files"].values())
    assert sorted(p.name for p in out.iterdir() if p.name.startswith(".")) == []
    assert len(document["units"]) == document["summary"]["units"]


def test_the_screen_shows_units_frame_measures_and_files(
    fordel: Command, model: Path, tmp_path: Path
) -> None:
    words = ("allocate", model, "--data", demonstrated.folder(), "--year", 2026,
             "--out", tmp_path / "r", "--figures-only")  # fmt: skip
    danish, english = fordel(*words).out, fordel(*words, "--lang", "en").out
    assert "Vægtede" in danish
    assert "Variationsbredde-faktor" in danish
    assert "bundle.fordel" in danish
    assert "51.600.000" in danish
    assert "51,600,000" in english
    assert "Range factor" in english


def test_a_unit_is_explained_by_key_or_name_in_both_languages(
    fordel: Command, runs: tuple[Path, Path]
) -> None:
    unit = demonstrated.next_run().allocation.units[0]
    told = fordel("explain", unit.id, "--run", runs[1]).out
    assert unit.name in told
    assert "Siden sidste år" in told, "last year is kept in the run's folder"
    assert told == fordel("explain", unit.name, "--run", runs[1]).out
    assert "Since last year" in fordel("explain", unit.id, "--run", runs[1], "--lang", "en").out
    assert fordel("explain", unit.id, "--run", runs[1], "--json").json()["unit"] == unit.id


def test_an_unknown_unit_is_refused_with_those_that_come_near(
    fordel: Command, runs: tuple[Path, Path]
) -> None:
    unit = demonstrated.next_run().allocation.units[0]
    answer = fordel("explain", unit.name[:-1] + "q", "--run", runs[1])
    assert answer.code == 2
    assert "er ikke med i kørslen" in answer.err
    assert unit.name in answer.err


def test_two_runs_are_compared_in_parts_that_sum(fordel: Command, runs: tuple[Path, Path]) -> None:
    document = fordel("compare", *runs, "--json").json()
    for unit in document["units"]:
        parts = sum(Fraction(part) for part in unit["parts"].values())
        assert parts == Fraction(unit["difference"])
    told = fordel("compare", *runs).out
    assert "Shapley" in told
    one = document["units"][0]["unit"]
    assert "kr." in fordel("compare", *runs, "--unit", one).out


def test_a_run_is_verified_and_a_changed_digit_found(
    fordel: Command, runs: tuple[Path, Path]
) -> None:
    assert fordel("verify", runs[1]).code == 0
    bundle = runs[1] / "bundle.fordel"
    assert fordel("verify", bundle, "--json").json()["verified"] is True
    content = bytearray(bundle.read_bytes())
    place = bytes(content).index(b"total_dkk") + 40
    content[place] = content[place] ^ 1
    bundle.write_bytes(bytes(content))
    answer = fordel("verify", bundle)
    assert answer.code == 5
    assert "allocation.csv" in answer.err


def test_letters_are_written_for_one_unit_or_all(
    fordel: Command, runs: tuple[Path, Path], tmp_path: Path
) -> None:
    unit = demonstrated.next_run().allocation.ids[0]
    one = fordel("letter", "--run", runs[1], "--unit", unit, "--out", tmp_path / "one", "--json")
    assert [Path(path).suffix for path in one.json()["letters"]] == [".pdf"]
    every = fordel("letter", "--run", runs[1], "--json").json()["letters"]
    assert len(every) == len(demonstrated.next_run().allocation.units)
    assert all(Path(path).read_bytes().startswith(b"%PDF") for path in every)


def test_stability_is_told(fordel: Command, runs: tuple[Path, Path]) -> None:
    told = fordel("stability", "--run", runs[1], "--redraws", 20).out
    assert "Uden kriteriet" in told
    document = fordel("stability", "--run", runs[1], "--redraws", 0, "--json").json()
    assert document["intervals"] is None
    assert any(variant["id"] for variant in document["variants"])


def test_stability_draws_the_intervals_and_holds_two_units_against_each_other(
    fordel: Command, runs: tuple[Path, Path], tmp_path: Path
) -> None:
    units = fordel("stability", "--run", runs[1], "--redraws", 0, "--json").json()["units"]
    ranked = sorted((u for u in units if u["place"]), key=lambda unit: unit["place"])
    first, last = ranked[0]["unit"], ranked[-1]["unit"]
    words = ("stability", "--run", runs[1], "--redraws", 200, "--level", 0.95)
    told = fordel(*words, "--pair", first, last, "--out", tmp_path / "chance").out
    assert "95 %" in told
    assert "får mere pr. vægtet barn end" in told
    assert {path.name for path in (tmp_path / "chance").iterdir()} == {
        "intervals.csv", "intervals.svg",
    }  # fmt: skip
    assert "Hvor sikkert er hver enheds beløb?" in (tmp_path / "chance/intervals.svg").read_text(
        encoding="utf-8"
    )
    document = fordel(*words, "--pair", last, first, "--json").json()
    assert document["pair"]["en"].count("gets more per weighted child than") == 1
    assert document["intervals"]["level"] == "0.95"
    assert (runs[1] / "charts" / "intervals.svg").exists()
    assert "mellem 0 og 1" in fordel("stability", "--run", runs[1], "--level", 95).err


def test_a_changed_weight_changes_the_result_and_compare_says_it_was_the_rules(
    fordel: Command, runs: tuple[Path, Path], model: Path, tmp_path: Path
) -> None:
    text = model.read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    document["parameters"]["nursery_weight_case_study"]["values"][0]["value"] = "2.0"
    changed = tmp_path / "changed.yaml"
    changed.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    out = tmp_path / "changed"
    answer = fordel(
        "allocate", changed, "--data", demonstrated.folder(), "--year", 2026, "--out", out,
        "--figures-only",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    units = fordel("compare", runs[0], out, "--json").json()["units"]
    moved = [unit for unit in units if unit["difference"] != "0"]
    assert moved
    for unit in moved:
        others = {c: p for c, p in unit["parts"].items() if c not in {"rules", "rounding"}}
        assert set(others.values()) == {"0"}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("allocate", "demokommune", "--data", "nowhere", "--year", 2027, "--out", "x"), 3,
         "nowhere: Mappen findes ikke."),
        (("allocate", "nomodel", "--data", ".", "--year", 2027, "--out", "x"), 4,
         "Der er ingen model «nomodel»."),
        (("explain", "x", "--run", "nowhere"), 2, "Der er ingen kørsel i «nowhere»."),
        (("verify", "nowhere"), 2, "Der er ingen kørsel i «nowhere»."),
        (("allocate", "demokommune"), 2, "--data"),
        (("nonsense",), 2, "nonsense"),
    ],
)  # fmt: skip
def test_wrong_words_are_answered_with_the_right_code(
    fordel: Command, words: tuple[object, ...], code: int, told: str
) -> None:
    answer = fordel(*words)
    assert (answer.code, told in answer.err) == (code, True), answer.err


def test_a_folder_that_cannot_be_written_is_refused_and_left_alone(
    fordel: Command, model: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("mine", encoding="utf-8")
    answer = fordel(
        "allocate", model, "--data", demonstrated.folder(), "--year", 2026,
        "--out", blocked, "--figures-only",
    )  # fmt: skip
    assert answer.code == 2
    assert "kan ikke skrives" in answer.err
    assert blocked.read_text(encoding="utf-8") == "mine"


def test_an_earlier_run_is_replaced_and_other_files_are_left(
    fordel: Command, model: Path, tmp_path: Path
) -> None:
    words = ("allocate", model, "--data", demonstrated.folder(), "--year", 2026,
             "--out", tmp_path / "r", "--figures-only")  # fmt: skip
    assert fordel(*words).code == 0
    before = (tmp_path / "r" / "bundle.fordel").read_bytes()
    (tmp_path / "r" / "notes.txt").write_text("mine", encoding="utf-8")
    assert fordel(*words).code == 0
    assert (tmp_path / "r" / "bundle.fordel").read_bytes() == before
    assert (tmp_path / "r" / "notes.txt").exists()


def test_a_loose_file_that_says_something_else_is_found(
    fordel: Command, runs: tuple[Path, Path]
) -> None:
    loose = runs[1] / "allocation.csv"
    loose.write_text(loose.read_text("utf-8").replace("0\n", "7\n", 1), encoding="utf-8")
    answer = fordel("verify", runs[1])
    assert answer.code == 5
    assert "allocation.csv" in answer.err
    assert fordel("verify", runs[1] / "bundle.fordel").code == 0


def test_a_criterion_without_data_is_refused_also_beside_a_district_s_share(
    fordel: Command, model: Path, tmp_path: Path
) -> None:
    document = yaml.safe_load(model.read_text("utf-8"))
    document["criteria"].append({"id": "nowhere", "label": {"da": "ingen", "en": "none"}})
    resident = {
        "id": "resident", "use": "need",
        "count": {"method": "unique_children", "at_least": 1, "criteria": ["low_income"]},
        "population": {"enrolled": 0, "resident": 1},
        "money": {"by": "rate", "rate": 10},
    }  # fmt: skip
    document["steps"].insert(2, resident)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    answer = fordel(
        "allocate", wrong, "--data", demonstrated.folder(), "--year", 2026,
        "--out", tmp_path / "r", "--figures-only",
    )  # fmt: skip
    assert answer.code == 3
    assert "nowhere" in answer.err


@pytest.mark.parametrize("words", [("calculator", "--units", "x"), ("nonsense",), ("measure",)])
def test_wrong_use_answers_with_one_document_too(fordel: Command, words: tuple[str, ...]) -> None:
    answer = fordel(*words, "--json")
    assert answer.code == 2
    assert answer.json()["kind"] == "WrongUse"


def test_a_profile_is_csv_or_parquet(fordel: Command, tmp_path: Path) -> None:
    out = tmp_path / "profile.xlsx"
    words = ("demokommune", "--data", tmp_path, "--year", 2026, "--out", out)
    answer = fordel("profile", *words, "--json")
    assert (answer.code, answer.json()["kind"]) == (2, "ProfileEnding")
    assert not out.exists()


def test_a_unit_is_not_held_against_itself(fordel: Command, runs: tuple[Path, Path]) -> None:
    words = ("stability", "--run", runs[1], "--redraws", 0, "--json")
    unit = fordel(*words).json()["units"][0]["unit"]
    answer = fordel(*words, "--pair", unit, unit)
    assert (answer.code, answer.json()["kind"]) == (2, "PairOfOne")


def test_nothing_of_an_earlier_run_is_left_beside_figures_alone(
    fordel: Command, model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    (out / "letters").mkdir(parents=True)
    (out / "resultat.xlsx").touch()
    (out / "mine.txt").touch()
    words = (model, "--data", demonstrated.folder(), "--year", 2026, "--out", out)
    assert fordel("allocate", *words, "--figures-only", "--quiet").code == 0
    assert (out / "mine.txt").exists()
    assert not {"letters", "resultat.xlsx"} & {entry.name for entry in out.iterdir()}


def test_a_profile_is_never_written_over_another_file(fordel: Command, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("mine", encoding="utf-8")
    answer = fordel(
        "profile", "demokommune", "--data", demonstrated.folder(), "--year", 2026, "--out", mine
    )
    assert answer.code == 2
    assert "findes i forvejen" in answer.err
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_unit_s_name_is_shown_as_it_is(fordel: Command, tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "unit;name;children_all\n1;Solsikken [afd. 2];10\n2;A [/b];20\n", encoding="utf-8"
    )
    small = tmp_path / "m.yaml"
    small.write_text(
        "model: m\ntitle: {da: x, en: x}\nage_groups: [{id: all}]\nchildren: {grain: counts}\n"
        "steps: [{id: base, use: base_by_rate, rates: {all: 10}}]\n",
        encoding="utf-8",
    )
    told = fordel(
        "allocate", small, "--data", tmp_path, "--year", 2026, "--out", tmp_path / "r",
        "--figures-only",
    )  # fmt: skip
    assert told.code == 0
    assert "Solsikken [afd. 2]" in told.out
    assert "A [/b]" in told.out


def test_a_bundle_without_its_profile_is_verified_in_part(
    fordel: Command, runs: tuple[Path, Path], tmp_path: Path
) -> None:
    path = tmp_path / "without.fordel"
    whole = fordel("verify", runs[0], "--json").json()
    path.write_bytes(without((runs[0] / "bundle.fordel").read_bytes()))
    answer = fordel("verify", path)
    assert answer.code == 0
    assert "Ikke efterprøvet, fordi det er holdt tilbage: profile_enrolled.csv" in answer.out
    told = fordel("verify", path, "--json").json()
    assert (told["verified"], told["seal"]) == ("in_part", whole["seal"])
    assert "profile_enrolled.csv" in told["withheld"]
