from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from tests import demonstrated
from tests.cli.calling import Command
from tests.shared import SHARED, needs_shared


def test_the_demonstration_is_written_for_three_years(fordel: Command, tmp_path: Path) -> None:
    document = fordel("demo-data", tmp_path, "--units", 6, "--children", 400, "--json").json()
    assert {Path(file).parent.name for file in document["files"]} >= {"2025", "2026", "2027"}
    assert all(Path(file).is_file() for file in document["files"])
    told = fordel("demo-data", tmp_path / "more", "--units", 6, "--children", 400).out
    assert "ramme til omkring 4.000 børn" in told


def test_too_small_a_municipality_is_refused(fordel: Command, tmp_path: Path) -> None:
    assert fordel("demo-data", tmp_path, "--units", 2).code == 2


@needs_shared
def test_the_hamburg_quarters_are_inspected(fordel: Command) -> None:
    document = fordel(
        "inspect", SHARED / "de_hamburg_2014" / "stadtteilprofile_2014.csv", "--json"
    ).json()
    assert document["rows"] - len(document["totals"]) == 99
    told = fordel("inspect", SHARED / "de_hamburg_2014" / "stadtteilprofile_2014.csv").out
    assert "Rækker tilbage: 99" in told


def test_a_mapping_is_proposed_that_can_be_used(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("institutionsnr;navn;ejerform\n007;Solsikken;kommunal\n", encoding="cp1252")
    told = fordel("inspect", file).out
    assert "institutionsnr" in told
    assert fordel("inspect", file, "--lang", "en").code == 0


def test_children_are_counted_per_unit(fordel: Command, tmp_path: Path) -> None:
    out = tmp_path / "profile.csv"
    words = ("profile", "demokommune", "--data", demonstrated.folder(), "--year", 2026)
    document = fordel(*words, "--out", out, "--json").json()
    children = sum(int(unit["children"]) for unit in document["units"])
    assert children == int(document["children"])
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    enrolled = [row for row in rows if row["basis"] == "enrolled"]
    assert sum(int(row["children"]) for row in enrolled) == children
    assert "lav indkomst i hjemmet" in fordel(*words).out


def test_a_model_that_counts_no_children_keeps_no_profile(fordel: Command, tmp_path: Path) -> None:
    words = ("england_2017", "--data", demonstrated.folder(), "--year", 2026)
    answer = fordel("profile", *words, "--out", tmp_path / "profile.csv")
    assert answer.code == 2
    assert "tæller ikke børn" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_models_are_listed_shown_and_checked(fordel: Command, tmp_path: Path) -> None:
    named = [entry["model"] for entry in fordel("models", "list", "--json").json()]
    assert {"demokommune", "netherlands_2019", "england_2017", "california"} <= set(named)
    for name in named:
        shown = fordel("models", "show", name, "--year", 2027, "--json").json()
        assert "units" in shown["files"]
        assert {"unit", "weighted_children", "load_share"} <= set(shown["columns_out"])
        assert fordel("models", "check", name).code == 0
    told = fordel("models", "show", "demokommune", "--year", 2027).out
    assert "Børn tælles den 05-09-2026" in told
    copied = tmp_path / "copy.yaml"
    copied.write_text(fordel("models", "show", "demokommune", "--yaml").out, encoding="utf-8")
    assert fordel("models", "check", copied).code == 0
    assert yaml.safe_load(copied.read_text("utf-8"))["model"] == "demokommune"


def test_the_schema_is_published(fordel: Command) -> None:
    assert fordel("models", "schema").json()["title"] == "Model"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("model: [", "ikke gyldig YAML"),
        ("model: x\ntitle: {da: a, en: b}\nage_groups: [{id: a}]\nsteps: [{id: a, use: magic}]",
         "den slags findes ikke"),
        ("model: x\n", "mangler"),
    ],
)  # fmt: skip
def test_a_wrong_model_is_refused_with_the_place(
    fordel: Command, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(text, encoding="utf-8")
    answer = fordel("models", "check", file)
    assert answer.code == 4
    assert told in answer.err
    assert "wrong.yaml" in answer.err


def test_a_wrong_language_is_wrong_use(fordel: Command) -> None:
    assert fordel("models", "list", "--lang", "fr").code == 2


def test_a_refused_folder_is_reported_as_json_too(fordel: Command, tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("unit,opened_on\nA,tomorrow\n", encoding="utf-8")
    answer = fordel("profile", "demokommune", "--data", tmp_path, "--year", 2026, "--json")
    document = answer.json()
    assert answer.code == 3
    assert document["refused"] is True
    assert any(problem["kind"] == "NotADate" for problem in document["problems"])
