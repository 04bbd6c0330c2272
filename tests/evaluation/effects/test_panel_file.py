"""A panel from a file: read as it stands, or refused with column and row."""

from __future__ import annotations

from math import isnan

import pytest

from fordel.evaluation.effects.levels import read_rules
from fordel.evaluation.effects.panel_file import read_panel
from fordel.evaluation.effects.refusals import LanguageRulesNotFound, LanguageRulesNotUnderstood
from fordel.registers.refusals.report import RefusedFiles

HEAD = "unit,period,value,first_treated"


@pytest.fixture
def file(tmp_path):
    def write(*lines: str, name: str = "panel.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def refused(path) -> str:
    with pytest.raises(RefusedFiles) as caught:
        read_panel(path)
    return " ".join(caught.value.message(language) for language in ("da", "en"))


def test_a_row_is_a_unit_and_a_period_and_empty_is_not_zero(file) -> None:
    panel = read_panel(file(HEAD, "A,1,3.5,2", "A,2,,2", "B,1,0,", "B,2,4,"))
    assert list(panel.unit) == ["A", "A", "B", "B"]
    assert list(panel.period) == [1, 2, 1, 2]
    assert list(panel.start) == [2, 2, None, None]
    assert panel.outcome[0] == 3.5
    assert isnan(panel.outcome[1])
    assert panel.outcome[2] == 0
    assert list(panel.children) == [None] * 4
    assert panel.months is None


def test_danish_headers_and_decimals_are_read(file) -> None:
    panel = read_panel(
        file("Enhed;Periode;Værdi;Begynder;Børn;Måneder", "A;1;3,5;2;20;6", "A;2;4,25;2;21;6")
    )
    assert list(panel.outcome) == [3.5, 4.25]
    assert list(panel.children) == [20, 21]
    assert panel.months == {1: 6.0, 2: 6.0}


def test_colours_are_the_outcome_where_there_is_no_value(file) -> None:
    panel = read_panel(
        file("unit,period,first_treated,green,yellow,red", "A,1,2,6,3,1", "A,2,2,0,0,0",
             "B,1,,7,,1")
    )  # fmt: skip
    assert panel.outcome[0] == 60
    assert isnan(panel.outcome[1])  # nobody to share among
    assert isnan(panel.outcome[2])  # one colour was not counted
    assert panel.has_colours


def test_what_is_wrong_is_said_with_column_and_row(file) -> None:
    words = refused(file("unit,period,score", "A,1,3"))
    assert "first_treated" in words
    assert "Tilføj kolonnen" in words
    assert "Add the column" in words
    words = refused(file(HEAD, "A,1.5,3,2", "A,2,3,2"))
    assert "Det er ikke et helt tal" in words
    assert "This is not a whole number" in words
    assert "2" in words
    words = refused(file(HEAD + ",months", "A,1,3,2,6", "B,1,3,2,7"))
    assert "Periode 1 har en anden længde her" in words
    assert "Period 1 has another length here" in words
    assert "ikke et tal" in refused(file(HEAD, "A,1,godt,2"))
    assert "negativt" in refused(file(HEAD + ",children", "A,1,3,2,-1"))
    assert "tom" in refused(file(HEAD, ",1,3,2"))


def test_a_personal_number_is_refused_and_not_repeated(file) -> None:
    words = refused(file(HEAD, "010119-1234,1,3,2", "A,1,3,2"))
    assert "010119-1234" not in words


def test_a_file_that_is_not_there_is_refused(tmp_path) -> None:
    assert refused(tmp_path / "panel.csv")


def test_own_rules_of_language_are_read_or_refused(file, tmp_path) -> None:
    rules = read_rules(file("few_units: 12", name="rules.yaml"))
    assert rules.few_units == 12
    assert len(rules.levels) == 3  # the rest is as shipped
    with pytest.raises(LanguageRulesNotFound) as gone:
        read_rules(tmp_path / "nothing.yaml")
    assert f"Reglerne «{tmp_path}/nothing.yaml» kan ikke læses." in gone.value.message("da")
    assert gone.value.message("en").startswith(
        f"The rules “{tmp_path}/nothing.yaml” cannot be read."
    )
    with pytest.raises(LanguageRulesNotUnderstood) as refusal:
        read_rules(file("- few_units", name="list.yaml"))
    assert "her skal stå navne med værdier" in refusal.value.message("da")
