"""Every measure is defined in words, in both languages, and the page says the same."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from fordel.equity.definitions import caveats, definitions, reasons
from fordel.equity.handbook import page
from fordel.equity.measures import Differentiation, Horizontal, Shares, Vertical, measure
from fordel.equity.units import UnitAmount
from tests.shared import ROOT

FAMILIES = {
    "differentiation": Differentiation,
    "horizontal": Horizontal,
    "vertical": Vertical,
    "shares": Shares,
}
SOURCES = [ROOT / "src" / "fordel" / room for room in ("equity", "statistics")]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_measure_in_the_result_is_defined_and_nothing_else(family):
    in_result = [field.name for field in fields(FAMILIES[family])]
    assert [one.id for one in definitions().values() if one.family == family] == in_result


@pytest.mark.parametrize("definition", definitions().values(), ids=lambda one: one.id)
def test_a_definition_says_everything_in_both_languages(definition):
    for part in ("name", "definition", "weighting", "reading"):
        words = getattr(definition, part)
        assert words.da, part
        assert words.en, part
        assert words.da != words.en, part
    assert definition.formula
    assert definition.source
    assert definition.unit in {"factor", "dkk", "index", "share"}


def test_reasons_are_those_the_code_gives():
    raised = {
        reason
        for folder in SOURCES
        for file in Path(folder).glob("*.py")
        for reason in re.findall(r'NotDefined\(\s*"(\w+)"', file.read_text("utf-8"))
    } | {"nobody_receives", "inseparable"}
    assert set(reasons()) == raised


def test_a_caveat_can_be_filled_in_for_any_group():
    numbers = measure([UnitAmount("a", 1, 1)]).counts
    filled = {field.name: getattr(numbers, field.name) for field in fields(numbers)}
    for words in caveats().values():
        assert "{" not in words.da.format(**filled)
        assert "{" not in words.en.format(**filled)


def test_the_page_is_written_from_the_definitions():
    written = ROOT / "docs" / "algorithms" / "measures.md"
    assert written.read_text("utf-8") == page()


def test_the_page_names_every_measure_caveat_and_reason():
    for key in (*definitions(), *caveats(), *reasons()):
        assert f"`{key}`" in page()
