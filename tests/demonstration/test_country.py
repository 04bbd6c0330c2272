"""The demonstration country: of every size, each with its own model, and nobody real."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
import yaml

from fordel.demonstration import DemonstrationFolderIsFile, UnlikelyUnitSize
from fordel.demonstration.country import (
    TooFewUnitsForCountry,
    plan_country,
    write_country,
)
from fordel.demonstration.country_facts import CountryFacts, read_country_facts
from fordel.demonstration.facts import DEFINITIONS
from tests.shared import SHARED, needs_shared


def small(seed: int = 5):
    return plan_country(seed, municipalities=4, units=32, children=1600)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    list(write_country(small(), folder))
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_country_is_of_the_size_that_is_asked_for():
    country = plan_country(2027)
    units = [one.units for one in country.municipalities]
    assert len(units) == 98
    assert sum(units) == 4500
    assert sum(one.children for one in country.municipalities) == 300_000
    assert 10 <= min(units) < 15
    assert 350 < max(units) < 450
    assert units == sorted(units, reverse=True)
    assert sorted(units)[49] < 35, "half of them are small"


@pytest.mark.parametrize(
    ("count", "units", "children"), [(4, 30, 1500), (1, 7, 400), (3, 60, 9000)]
)
def test_a_small_country_sums_too(count, units, children):
    country = plan_country(1, municipalities=count, units=units, children=children)
    assert sum(one.units for one in country.municipalities) == units
    assert sum(one.children for one in country.municipalities) == children
    assert all(one.units >= 7 for one in country.municipalities)


def test_what_is_not_given_follows_from_what_is():
    country = plan_country(1, municipalities=49)
    assert sum(one.units for one in country.municipalities) == 2250
    assert sum(one.children for one in country.municipalities) == 150_000


def test_the_models_differ_and_every_form_is_there():
    planned = plan_country(2027).municipalities
    facts = read_country_facts()
    assert {one.form.id for one in planned} == {form.id for form in facts.forms}
    assert {one.need_share for one in planned} == set(facts.choices.need_share)
    assert {one.nursery_weight for one in planned} == set(facts.choices.nursery_weight)
    damped = [one for one in planned if one.damping is not None]
    assert 30 < len(damped) < 80
    assert all(one.units >= facts.sizes.fewest_units_damped for one in damped)


def test_names_codes_and_folders_differ():
    for count in (98, 300):
        planned = plan_country(3, municipalities=count).municipalities
        for name in ("name", "code", "folder"):
            assert len({getattr(one, name).casefold() for one in planned}) == count
        assert all(one.folder.isascii() and " " not in one.folder for one in planned)


@needs_shared
def test_no_municipality_has_a_real_ones_name_or_code():
    with (SHARED / "dk" / "dk_municipalities.csv").open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    assert len(real) == 98
    names = {row["name"].casefold() for row in real}
    codes = {row["code"] for row in real}
    facts = read_country_facts().names
    invented = {(a + b).casefold() for a in facts.beginnings for b in facts.endings}
    assert len(invented) >= 98
    assert not invented & names
    assert not {one.code for one in plan_country(1).municipalities} & codes


def test_every_group_of_facts_names_its_source():
    document = yaml.safe_load((DEFINITIONS / "country.yaml").read_text("utf-8"))
    groups = ("country", "sizes", "circumstances", "money", "choices", "common_weights")
    assert all(len(document[group]["source"]) > 10 for group in groups)
    assert CountryFacts.model_validate(document) == read_country_facts()


def test_each_has_the_files_of_one_municipality_and_a_model(folder):
    planned = small().municipalities
    manifest = yaml.safe_load((folder / "country.yaml").read_text("utf-8"))
    assert [entry["code"] for entry in manifest["municipalities"]] == [p.code for p in planned]
    plain = {"units.csv", "children.csv", "criteria.csv", "districts.csv", "scores.csv",
             "grants.csv", "applications.csv"}  # fmt: skip
    for entry in manifest["municipalities"]:
        home = folder / entry["folder"]
        assert (folder / entry["model"]).is_file()
        assert {path.name for path in (home / "2025").iterdir()} == plain
        for year in ("2026", "2027"):
            assert {path.name for path in (home / year).iterdir()} == plain | {"previous.csv"}
        about = (home / "kommune.txt").read_text("utf-8-sig")
        assert about.startswith(f"{entry['name']} (kommunekode {entry['code']}) findes ikke.")
        assert "--country med startværdien 5" in about
        assert "Der er en mappe for hvert budgetår fra 2025 til 2027." in about


def test_last_years_amounts_are_of_last_years_units(folder):
    for home in (path for path in folder.iterdir() if path.is_dir()):
        for year in (2026, 2027):
            units = _keys(home / str(year - 1) / "units.csv")
            previous = _keys(home / str(year) / "previous.csv")
            assert previous <= units
            assert len(previous) >= 2


def _keys(path: Path) -> set[str]:
    with path.open(encoding="cp1252", newline="") as file:
        return {row["institutionsnr"] for row in csv.DictReader(file, delimiter=";")}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_country(folder, tmp_path):
    list(write_country(small(), tmp_path / "again"))
    assert contents(tmp_path / "again") == contents(folder)
    assert plan_country(6, municipalities=4, units=32) != plan_country(
        5, municipalities=4, units=32
    )


def test_the_manifest_comes_last(tmp_path):
    making = write_country(small(), tmp_path)
    next(making)
    assert not (tmp_path / "country.yaml").exists(), "a country half written is none"


def test_too_few_units_are_refused():
    with pytest.raises(TooFewUnitsForCountry) as refusal:
        plan_country(1, municipalities=5, units=30)
    assert refusal.value.message("da") == (
        "30 enheder er for få til 5 kommuner. Hver kommune skal rumme en lukning, en sammenlægning "
        "og en ny enhed. Bed om mindst 35 enheder eller om færre kommuner."
    )
    assert refusal.value.message("en").startswith("30 units are too few for 5 municipalities.")


@pytest.mark.parametrize("children", [400, 40_000])
def test_an_unlikely_number_of_children_is_refused(children):
    with pytest.raises(UnlikelyUnitSize):
        plan_country(1, municipalities=4, units=32, children=children)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path):
    file = tmp_path / "land"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(DemonstrationFolderIsFile):
        list(write_country(small(), file))
    assert file.read_text("utf-8") == "mine"
