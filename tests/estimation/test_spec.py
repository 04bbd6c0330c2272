from __future__ import annotations

from decimal import Decimal

import pytest

from fordel.estimation.refusals import SpecNotFound, SpecNotUnderstood
from fordel.estimation.spec import read_spec
from tests.estimation import planted

NUMBER = {"kind": "number", "column": "points", "need": "low", "from": 0, "to": 100,
          "label": planted.TEXT}  # fmt: skip
ORDERED = {"kind": "ordered", "column": "colour", "need": "low", "levels": ["rød", "gul", "grøn"],
           "label": planted.TEXT}  # fmt: skip
POINTS = {"form": "points", "from": "2027-01-01"}
CHANCE = {"form": "probability", "from": "2027-01-01"}
COUNTED = {"grain": "unit", "children": "n", "criteria": [planted.SPEC["criteria"][0]]}


def test_every_level_and_band_becomes_a_criterion(spec):
    read = read_spec(spec)
    assert [name for name, _ in read.terms] == list(planted.TRUE)
    assert read.missing.at_most == Decimal("0.05")


def test_levels_are_turned_toward_need(tmp_path):
    path = planted.spec(tmp_path / "s.yaml", outcome=ORDERED, export=POINTS)
    assert read_spec(path).outcome.toward_need == ("grøn", "gul", "rød")


@pytest.mark.parametrize(
    ("changes", "place", "english"),
    [
        ({"outcom": 1}, "outcom", "extra inputs are not permitted"),
        ({"grain": "family"}, "grain", "'child' or 'unit'"),
        ({"criteria": []}, "criteria", "at least 1"),
        ({"rules": {"events_per_coefficient": 5}}, "rules.events_per_coefficient", "equal to 10"),
        ({"rules": {"units": 3}}, "rules.units", "or equal to 10"),
        ({"missing": {"at_most": 2}}, "missing.at_most", "less than or equal to 1"),
        ({"outcome": {**NUMBER, "to": 0}, "export": POINTS}, "outcome", "must go upwards"),
        ({"outcome": {**ORDERED, "levels": ["a", "b", "A"]}}, "outcome", "have the same name"),
        ({"outcome": NUMBER}, "–", "a number has no probability"),
        ({"outcome": ORDERED}, "–", "`at_least` belongs to the probability"),
        ({"outcome": ORDERED, "export": {**CHANCE, "at_least": "grøn"}}, "–", "levels gul, rød"),
        ({"export": {**CHANCE, "scale": 2}}, "–", "neither zero nor scale"),
        ({"export": {**POINTS, "zero": 5}}, "–", "a zero in figures needs an outcome in figures"),
        ({"children": "n"}, "–", "only for a row per unit"),
        ({**COUNTED, "children": None, "export": POINTS}, "–", "must name the column of children"),
        ({**COUNTED, "child": "barn", "export": POINTS}, "–", "`child` is for a row per child"),
        (COUNTED, "–", "says nothing of a child's chance"),
        ({**COUNTED, "outcome": ORDERED, "export": POINTS}, "–", "needs a row per child"),
        ({"grain": "unit", "children": "n", "export": POINTS}, "–", "only `yes_no`"),
        ({"criteria": [planted.SPEC["criteria"][0]] * 2}, "–", "two criteria have the same id"),
        (
            {"criteria": [{**planted.SPEC["criteria"][0], "id": name} for name in "ab"]},
            "–",
            "two criteria have the same label",
        ),
        (
            {"criteria": [{**planted.SPEC["criteria"][3], "reference": "Vocational"}]},
            "criteria.1",
            "two levels stand alike in the column",
        ),
        (
            {"criteria": [{**planted.SPEC["criteria"][3], "referense": "long"}]},
            "criteria.1.referense",
            "extra inputs are not permitted",
        ),
        (
            {"criteria": [{**planted.SPEC["criteria"][4], "bands": [
                {"id": "a", "below": 22, "label": planted.TEXT},
                {"id": "b", "from": 20, "label": planted.TEXT}]}]},
            "criteria.1.bands",
            "the bands overlap",
        ),
        (
            {"criteria": [{**planted.SPEC["criteria"][4], "bands": [
                {"id": "a", "from": 22, "below": 20, "label": planted.TEXT}]}]},
            "criteria.1.bands.a",
            "a band needs",
        ),
    ],
)  # fmt: skip
def test_a_specification_that_does_not_fit_is_refused_with_its_place(
    tmp_path, changes, place, english
):
    with pytest.raises(SpecNotUnderstood) as refused:
        read_spec(planted.spec(tmp_path / "s.yaml", **changes))
    assert f"s.yaml, “{place}”: " in refused.value.message("en")
    assert english in refused.value.message("en")
    assert "Specifikationen kan ikke bruges" in refused.value.message("da")
    assert refused.value.exit_code == 2


def test_a_specification_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SpecNotFound) as refused:
        read_spec(tmp_path / "no.yaml")
    assert f"Der er ingen fil «{tmp_path}/no.yaml» med en specifikation." in (
        refused.value.message("da")
    )


def test_a_specification_in_another_encoding_is_told_as_that(tmp_path):
    (tmp_path / "s.yaml").write_bytes("estimate: på".encode("latin-1"))
    with pytest.raises(SpecNotUnderstood) as refused:
        read_spec(tmp_path / "s.yaml")
    assert "s.yaml, «linje 1»" in refused.value.message("da")
    assert "den er ikke i UTF-8" in refused.value.message("da")
