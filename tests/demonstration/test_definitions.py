"""The facts have sources, and the reference page says what is in the files."""

from __future__ import annotations

import csv
from pathlib import Path

import pydantic
import pytest
import yaml

from fordel.demonstration import make_municipality
from fordel.demonstration.facts import DEFINITIONS, Facts, read_facts, read_lexicon
from tests.shared import SHARED, needs_shared

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "demonstration.md"


def test_every_group_of_facts_names_its_source():
    facts = yaml.safe_load((DEFINITIONS / "facts.yaml").read_text(encoding="utf-8"))
    groups = [group for name, group in facts.items() if name != "criteria"] + facts["criteria"]
    assert len(groups) > 20
    assert all(len(group["source"]) > 10 for group in groups)


def test_an_unknown_fact_is_not_overlooked():
    facts = yaml.safe_load((DEFINITIONS / "facts.yaml").read_text(encoding="utf-8"))
    facts["school"]["start_moth"] = 8
    with pytest.raises(pydantic.ValidationError, match="start_moth"):
        Facts.model_validate(facts)


def test_late_school_start_comes_out_as_published():
    # 6.1 % in 2019/20 (dst.dk, 29 April 2021): a quarter of the children at the higher share.
    school = read_facts().school
    assert school.late_share == 0.061
    assert school.late_share_born_late < 4 * school.late_share


def test_the_reference_page_names_every_header():
    page = PAGE.read_text(encoding="utf-8")
    words = read_lexicon()
    headers = {header for columns in words.headers.values() for header in columns.values()}
    headers |= {criterion.header for criterion in read_facts().criteria}
    assert not [header for header in sorted(headers) if f"`{header}`" not in page]
    assert not [value for value in words.values.values() if f"`{value}`" not in page]
    assert not [item.id for item in read_facts().criteria if f"`{item.id}`" not in page]


@needs_shared
def test_no_municipality_has_the_code():
    with (SHARED / "dk" / "dk_municipalities.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert len(codes) == 98
    assert make_municipality(1).code not in codes


@needs_shared
def test_the_owners_counted_are_those_of_the_whole_country():
    path = SHARED / "dk" / "dk_daycare_units_oct2019_33munis.csv"
    with path.open(encoding="utf-8", newline="") as file:
        country = next(csv.DictReader(file))
    assert country["municipality"] == "Hele landet"
    assert read_facts().ownership.units == {
        "municipal": int(country["municipal_units"]),
        "self_owning": int(country["selvejende_units"]),
        "private": int(country["private_units"]),
    }
