from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.cli.calling import Command
from tests.country import small


def test_a_country_is_made_and_computed(fordel: Command, tmp_path: Path) -> None:
    country, out = tmp_path / "country", tmp_path / "out"
    sizes = ("--municipalities", 4, "--units", 30, "--children", 1500)
    made = fordel("demo-data", country, "--country", *sizes, "--json").json()
    assert (len(made["municipalities"]), made["units"], made["children"]) == (4, 30, 1500)
    assert Path(made["manifest"]).is_file()
    for entry in yaml.safe_load(Path(made["manifest"]).read_text("utf-8"))["municipalities"]:
        assert fordel("models", "check", country / entry["model"]).code == 0

    words = ("country", country, "--year", 2027, "--out", out, "--workers", 1)
    answer = fordel(*words, "--json")
    assert answer.code == 0
    document = answer.json()
    assert document["reused"] == 0
    assert [row["code"] for row in document["municipalities"]] == ["D001", "D002", "D003", "D004"]
    assert all(Path(path).is_file() for path in document["files"].values())
    assert document["caveats"][-1]["en"].startswith("The table has not been through disclosure")
    assert fordel("verify", out / "D002").code == 0

    again = fordel(*words)
    assert again.code == 0
    assert "Demoland 2027, størst behovsandel først (kommuner: 4)" in again.out
    assert "– Hver kommune er regnet med sin egen model." in again.out
    assert "Uændrede siden sidst og genbrugt: 4." in again.err
    english = fordel(*words, "--lang", "en")
    assert "Demoland 2027, largest need share first (municipalities: 4)" in english.out
    assert (out / "comparison.xlsx").is_file()


def test_the_demonstration_says_what_to_do_with_it(fordel: Command, tmp_path: Path) -> None:
    sizes = ("--municipalities", 1, "--units", 7, "--children", 350)
    told = fordel("demo-data", tmp_path / "land", "--country", *sizes).out
    assert "Demoland (kommuner: 1): 26 filer i" in told
    assert f"fordel country {tmp_path / 'land'} --year 2027 --out MAPPE" in told


def test_municipalities_belong_with_a_country(fordel: Command, tmp_path: Path) -> None:
    answer = fordel("demo-data", tmp_path, "--municipalities", 4)
    assert answer.code == 2
    assert answer.err.strip() == (
        "`--municipalities` hører sammen med `--country`. Uden `--country` dannes én kommune. "
        "Tilføj `--country`, eller udelad `--municipalities`."
    )
    english = fordel("demo-data", tmp_path, "--municipalities", 4, "--lang", "en").err
    assert "Without `--country` one municipality is made." in english
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("broken", "code", "kind"), [("folder", 3, "DataFolderMissing"),
                                                      ("model", 4, "ModelNotFound")])  # fmt: skip
def test_the_exit_code_says_that_one_was_refused(
    fordel: Command, tmp_path: Path, broken: str, code: int, kind: str
) -> None:
    country = small.copied(tmp_path)
    entry = small.manifest(country)["municipalities"][2]
    if broken == "folder":
        shutil.rmtree(country / entry["folder"])
    else:
        (country / entry["model"]).unlink()
    words = ("country", country, "--year", 2026, "--out", tmp_path / "out", "--workers", 1)
    answer = fordel(*words)
    assert answer.code == code
    assert "Demoland 2026, størst behovsandel først (kommuner: 3)" in answer.out
    assert f"Ikke regnet: 1\n  {entry['code']} {entry['name']}:" in answer.err
    document = fordel(*words, "--json").json()
    assert [one["kind"] for one in document["refused_municipalities"]] == [kind]
    assert document["reused"] == 3
    strict = fordel(*words, "--strict")
    assert strict.code == 3
    assert f"{entry['code']} {entry['name']} kunne ikke regnes" in strict.err


def test_a_country_in_which_nobody_can_be_computed(fordel: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = fordel("country", small.folder(), "--year", 2031, "--out", out, "--workers", 1)
    assert answer.code == 3
    assert "Ingen kommuner kunne regnes (i listen: 4)." in answer.err
    assert len((out / "refused.csv").read_text("utf-8").splitlines()) == 5
    assert not (out / "comparison.csv").exists()


def test_a_folder_without_a_list_is_refused_before_anything_is_written(
    fordel: Command, tmp_path: Path
) -> None:
    answer = fordel("country", tmp_path, "--year", 2027, "--out", tmp_path / "out", "--json")
    assert answer.code == 3
    assert answer.json()["kind"] == "ManifestMissing"
    assert not (tmp_path / "out").exists()
