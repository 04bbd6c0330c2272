from __future__ import annotations

import pytest

from fordel.registers.contract import FILES, rule_for
from fordel.registers.headers import ages_in, resolve, same_criterion, simplified, synonyms

from .folders import NEEDS, OLD, YOUNG


def found(stem, *headers):
    return resolve(headers, rule_for(stem, NEEDS), {}, NEEDS.age_groups).places


def test_every_file_is_found_by_its_own_names():
    for stem, rule in FILES.items():
        names = [column.name for column in rule.columns]
        assert found(stem, *names) == {name: place for place, name in enumerate(names)}


def test_no_synonym_stands_for_two_columns_of_one_file():
    for stem in FILES:
        seen = {}
        for name, words in synonyms(stem).firm.items():
            for word in words | {simplified(name)}:
                assert seen.setdefault(word, name) == name, (stem, word)


@pytest.mark.parametrize(
    ("stem", "header", "column"),
    [
        ("units", "Institutionsnr.", "unit"),
        ("units", "INSTITUTIONSNUMMER", "unit"),
        ("units", "P-nummer", "unit"),
        ("units", "Ejerform", "ownership"),
        ("units", "Institutionstype", "kind"),
        ("units", "Special-afdeling", "special_department"),
        ("units", "klynge", "cluster"),
        ("units", "Omraade", "area"),
        ("units", "Budgetansvar", "budget_unit"),
        ("units", "skoledistrikt", "district"),
        ("units", "Aabnet", "opened_on"),
        ("units", "Lukket", "closed_on"),
        ("units", "Afløser for", "predecessors"),
        ("units", "Åbningstid", "opening_hours"),
        ("units", "Børn 0-2", "children_0-2"),
        ("units", "antal_børn_3_5_år", "children_3-5"),
        ("units", "3-5 årige", "children_3-5"),
        ("units", "Vuggestuebørn", "children_0-2"),
        ("units", "Fuldtid 3–5 år", "full_time_3-5"),
        ("children", "CPR-nr.", "child"),
        ("children", "Løbenr", "child"),
        ("children", "Fødselsdato", "born_on"),
        ("children", "alder", "age"),
        ("children", "Indmeldt", "enrolled_from"),
        ("children", "Udmeldt", "enrolled_to"),
        ("children", "Timer", "hours"),
        ("criteria", "Kriterium", "criterion"),
        ("criteria", "Antal", "count"),
        ("districts", "Andel", "share"),
        ("previous", "Vægtede børn", "weighted_children"),
        ("applications", "Sagsnr.", "decision"),
    ],
)
def test_danish_headers_are_known(stem, header, column):
    assert found(stem, header) == {column: 0}


def test_an_institution_is_the_key_unless_there_is_a_number():
    assert found("units", "Institution", "Klynge") == {"unit": 0, "cluster": 1}
    assert found("units", "Institution", "Institutionsnr") == {"name": 0, "unit": 1}


def test_two_headers_for_one_column_are_doubtful():
    resolved = resolve(["Enhedsnr", "Institutionsnr"], rule_for("units", NEEDS), {})
    assert resolved.doubtful == {"unit": ["Enhedsnr", "Institutionsnr"]}
    exact = resolve(["unit", "Institutionsnr"], rule_for("units", NEEDS), {})
    assert exact.places["unit"] == 0
    mapped = resolve(["Enhedsnr", "Institutionsnr"], FILES["units"], {"unit": "Enhedsnr"})
    assert mapped.places["unit"] == 0


def test_ages_in_headers():
    assert ages_in("Antal børn 0-2 år") == ("children", YOUNG.from_age, YOUNG.to_age)
    assert ages_in("full_time_3-5") == ("full_time", OLD.from_age, OLD.to_age)
    assert ages_in("Arbejdsløse 3-5 år") is None
    assert ages_in("2019-2021") is None


def test_criteria_have_names_in_both_languages():
    assert same_criterion("single_parent", "Enlige forsørgere")
    assert same_criterion("Own criterion", "own_criterion")
    assert not same_criterion("single_parent", "low_income")
