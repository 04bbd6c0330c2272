"""What the model language takes and what it refuses, before any data are read."""
# ruff: noqa: E501 - a case reads best with its words on one line

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from importlib.resources import files

import jsonschema
import pytest
import yaml

from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import (
    load_model,
    model_from,
    parse_model,
    parse_yaml,
    shipped_models,
)
from fordel.allocation.refusals.writing import (
    DuplicateCriterion,
    ModelNotReadable,
    ModelNotUnderstood,
    OverlappingAgeGroups,
)
from fordel.domain.errors import ModelRefused
from tests.allocation.building import TEXT, document, model

NEED = {"id": "need", "use": "need", "count": {"method": "unique_children", "at_least": 1}}
POOL = {"by": "pool", "pool": {"amount": 1000}}
LUMP = {"id": "lump", "use": "lump_sum", "amount": 1}


def schema():
    return jsonschema.Draft202012Validator(Model.model_json_schema(by_alias=True))


def as_json(name):
    """A shipped model as plain JSON values, as an editor with the schema would see it."""
    text = (files("fordel.definitions") / "models" / f"{name}.yaml").read_text(encoding="utf-8")
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize("name", shipped_models())
def test_the_schema_takes_every_shipped_model(name):
    assert list(schema().iter_errors(as_json(name))) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("steps", 0, "use"), "nonsense"),
        (("steps", 0, "amount"), [1]),
        (("stepz",), []),
        (("title",), "only Danish"),
        (("age_groups",), []),
        (("scope", "kinds"), ["kindergarden"]),
        (("children", "grain"), "families"),
        (("currency", "code"), "kr."),
        (("steps", 2, "count", "at_least"), 0),
        (("steps", 2, "id"), "Not Lower"),
    ],
)
def test_the_schema_and_the_language_refuse_the_same(place, value):
    wrong = as_json("demokommune")
    node = wrong
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = value

    assert list(schema().iter_errors(wrong))
    with pytest.raises(ModelNotUnderstood):
        model_from(wrong, "wrong.yaml")


@pytest.mark.parametrize("name", shipped_models())
def test_a_shipped_model_is_whole_checked_and_bilingual(name):
    loaded = load_model(name)
    assert loaded.model == name
    assert loaded.title.da
    assert loaded.title.en


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.74", Decimal("1.74")),
        ("0.1", Decimal("0.1")),
        ("1_000.5", Decimal("1000.5")),
        ("1.0e+3", Decimal(1000)),
        ("1_000", 1000),
        ("-5", -5),
        ("2027-02-28", date(2027, 2, 28)),
        ("'0012'", "0012"),
        ("on", "on"),
        ("no", "no"),
        ("true", True),
        ("falsey", "falsey"),
    ],
)
def test_figures_and_days_are_read_exactly(written, read):
    found = parse_yaml(f"a: {written}", "m.yaml")["a"]
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize(
    ("text", "line", "danish", "english"),
    [
        ("model: x\nmodel: y", 2, "«model» står to gange", "“model” stands twice"),
        ("a: 1\nb: .inf", 2, ".inf er ikke et tal", ".inf is no figure"),
        ("b: .nan", 1, ".nan er ikke et tal", ".nan is no figure"),
        ("b: 1:30.5", 1, "1:30.5 er ikke et tal", "1:30.5 is no figure"),
        ("b: 12:30", 1, "12:30 er ikke et tal", "12:30 is no figure"),
        ("amount: 010", 1, "010 er ikke et tal", "010 is no figure"),
        ("from: 2027-02-30", 1, "2027-02-30 er ikke en dato", "2027-02-30 is no date"),
        ("? [a]\n: 1", 1, "her skal stå et navn", "a name belongs here"),
        ("a:\n  - b\n c: 1", 3, "indrykning, kolon", "expected <block end>"),
        ("a: [1, 2\nb: 3", 2, "indrykning, kolon", "expected ',' or ']'"),
        ("a: \x07", 1, "indrykning, kolon", "a character that YAML does not allow"),
        ("a: !!python/object:os.system x", 1, "indrykning", "could not determine a constructor"),
    ],
)
def test_what_is_no_yaml_is_refused_with_its_line(text, line, danish, english):
    with pytest.raises(ModelNotReadable) as caught:
        parse_yaml(text, "m.yaml")
    assert f"m.yaml, linje {line}: filen er ikke gyldig YAML ({danish}" in caught.value.message(
        "da"
    )
    assert f"m.yaml, line {line}: the file is not valid YAML ({english}" in caught.value.message(
        "en"
    )


def test_an_index_can_be_written_in_yaml():
    text = """
model: index
title: {da: a, en: b}
age_groups: [{id: "0-5"}]
steps:
  - {id: base, use: lump_sum, amount: 100}
  - &need
    id: need
    use: need
    count: {method: enrolled}
    money: {by: index, on: base, strength: 1}
  - {<<: *need, id: again, where: {special_department: yes}}
"""
    loaded = parse_model(text, "m.yaml")
    assert [step.money.on for step in loaded.steps[1:]] == ["base", "base"]
    assert loaded.steps[2].where.special_department is True


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_bytes("model: x\ntitle: {da: Børn, en: x}".encode("cp1252"))
    with pytest.raises(ModelNotReadable) as caught:
        load_model(path)
    assert (
        "m.yaml, linje 2: filen er ikke gyldig YAML (den er ikke i UTF-8)"
        in caught.value.message("da")
    )
    assert "line 2: the file is not valid YAML (not UTF-8)" in caught.value.message("en")


MISFITS = [
    ({"steps": [{**LUMP, "amount": True}]}, "steps.lump.amount",
     "her skal stå et tal, ikke ja eller nej", "a figure is expected here, not yes or no"),
    ({"steps": [{**LUMP, "amount": "meget"}]}, "steps.lump.amount",
     "her skal stå et tal", "should be a valid decimal"),
    ({"steps": [{**LUMP, "amount": "inf"}]}, "steps.lump.amount",
     "her skal stå et endeligt tal", "should be a finite number"),
    ({"steps": [{**LUMP, "ammount": 1}]}, "steps.lump.ammount",
     "det navn hører ikke til her", "extra inputs are not permitted"),
    ({"steps": [{"id": "x", "use": "magic"}]}, "steps.x",
     "den slags findes ikke; vælg en af 'frame'", "does not match any of the expected tags"),
    ({"steps": [{"id": "x"}]}, "steps.x", "her skal 'use' stå", "unable to extract tag"),
    ({"steps": []}, "steps", "der skal stå mindst 1", "at least 1 must stand here"),
    ({"steps": "need"}, "steps", "her skal stå en liste", "a list is expected here"),
    ({"title": "Model"}, "title", "her skal stå navne med værdier", "names with values are expected"),
    ({"steps": [{**LUMP, "by_kind": [1]}]}, "steps.lump.by_kind",
     "her skal stå navne med værdier", "names with values are expected"),
    ({"steps": [{**LUMP, "by_kind": {"kindergarden": 1}}]}, "steps.lump.by_kind.kindergarden",
     "vælg en af 'nursery'", "input should be 'nursery'"),
    ({"scope": {"ownership": ["statslig"]}}, "scope.ownership.1",
     "'self_owning' eller 'private'", "'self_owning' or 'private'"),
    ({"scope": {"special_departments": "måske"}}, "scope.special_departments",
     "her skal stå true eller false", "valid boolean"),
    ({"children": {"grain": "rows", "unknown": "zero"}}, "children.unknown",
     "vælg en af 'not_met' eller 'refuse'", "'not_met' or 'refuse'"),
    ({"version": "to"}, "version", "her skal stå et helt tal", "valid integer"),
    ({"version": 0}, "version", "tallet skal være mindst 1", "greater than or equal to 1"),
    ({"currency": {"smallest": 0}}, "currency.smallest", "tallet skal være over 0", "greater than 0"),
    ({"children": {"count_on": {"month": 13, "day": 1}}}, "children.count_on.month",
     "tallet skal være højst 12", "less than or equal to 12"),
    ({"children": {"count_on": {"month": 2, "day": 29}}}, "children.count_on",
     "den 29.2. findes ikke hvert år", "day 29 of month 2 does not come every year"),
    ({"model": "Min Model"}, "model", "teksten passer ikke med mønstret", "should match pattern"),
    ({"model": 3}, "model", "her skal stå en tekst; sæt tal og koder i anførselstegn", "valid string"),
    ({"steps": [{**LUMP, "id": "x" * 41}]}, "steps." + "x" * 41 + ".id", "højst have 40 tegn", "at most 40 characters"),
    ({"age_groups": [{"id": "x", "from_age": 1}]}, "age_groups.x",
     "skriv begge aldre eller ingen", "give both ages or neither"),
    ({"age_groups": [{"id": "x", "from_age": 3, "to_age": 1}]}, "age_groups.x",
     "den første alder er over den sidste", "the first age is above the last"),
    ({"steps": [{**LUMP, "where": {}}]}, "steps.lump.where",
     "sig, hvilke enheder det gælder", "say which units, or leave the filter out"),
    ({"steps": [{**NEED, "count": {"method": "designated"}, "money": POOL}]}, "steps.need.count",
     "nævn mindst ét område, distrikt eller én enhed", "name at least one area, district or unit"),
    ({"steps": [{**NEED, "money": POOL, "count": {"method": "given_key", "corrections": [
        {"unit": "k1", "by": 1, "reason": ""}]}}]}, "steps.need.count.corrections.1.reason",
     "mindst 3 tegn", "at least 3 characters"),
    ({"steps": [{"id": "out", "use": "set_aside", "items": [{"id": "x", "label": TEXT}]}]},
     "steps.out.items.x", "skriv enten en andel af rammen eller et beløb",
     "give either a share of the frame or an amount"),
    ({"steps": [{"id": "damping", "use": "damping"}]}, "steps.damping",
     "sig, hvor meget en enhed må tabe eller vinde", "say how much a unit may lose or gain"),
    ({"steps": [{"id": "d", "use": "damping", "max_gain_percent": 2, "paid_by": "scaled_gains"}]},
     "steps.d", "de, der vinder, betaler for tab over grænsen: skriv `max_loss_percent`",
     "gains pay for losses beyond the limit: write `max_loss_percent`"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "place", "danish", "english"), MISFITS)
def test_what_the_language_does_not_know_is_named_in_both_languages(change, place, danish, english):
    with pytest.raises(ModelNotUnderstood) as caught:
        model_from(document([LUMP]) | change, "m.yaml")
    assert caught.value.message("da").startswith(f"m.yaml, «{place}»: ")
    assert danish in caught.value.message("da")
    assert caught.value.message("en").startswith(f"m.yaml, “{place}”: ")
    assert english in caught.value.message("en")


def dated(begins, ends=None, **more):
    end = {} if ends is None else {"to": ends}
    return {"from": begins, **end, "source": "s", **more}


@pytest.mark.parametrize("kind", ["parameters", "tables"])
@pytest.mark.parametrize(
    ("periods", "danish", "english"),
    [
        (
            [("2026-01-01", "2027-02-01"), ("2027-01-01", None)],
            "to værdier gælder",
            "two values hold",
        ),
        ([("2026-01-01", None), ("2026-01-01", None)], "to værdier gælder", "two values hold"),
        ([("2026-01-01", "2026-01-01")], "slutter, før den begynder", "ends before it begins"),
    ],
)
def test_one_figure_holds_on_one_day(kind, periods, danish, english):
    content = {"value": 1} if kind == "parameters" else {"rows": [{"value": 1}]}
    name = "values" if kind == "parameters" else "versions"
    entry = {"label": TEXT, "unit": "DKK", name: [dated(*p, **content) for p in periods]}
    with pytest.raises(ModelNotUnderstood) as caught:
        model_from(document([LUMP], **{kind: {"x": entry}}), "m.yaml")
    assert danish in caught.value.message("da")
    assert english in caught.value.message("en")


def test_two_rows_for_the_same_are_refused():
    rows = [{"value": 1, "district": "d1"}, {"value": 2, "district": "d1"}]
    table = {"label": TEXT, "unit": "DKK", "versions": [dated("2026-01-01", rows=rows)]}
    with pytest.raises(ModelNotUnderstood) as caught:
        model_from(document([LUMP], tables={"x": table}), "m.yaml")
    assert "to rækker gælder for det samme (d1)" in caught.value.message("da")
    assert "two rows are for the same (d1)" in caught.value.message("en")


def test_age_groups_overlap_wherever_they_stand():
    ages = [
        {"id": "0-2", "from_age": 0, "to_age": 2},
        {"id": "4-6", "from_age": 4, "to_age": 6},
        {"id": "2-3", "from_age": 2, "to_age": 3},
    ]
    with pytest.raises(OverlappingAgeGroups):
        model([LUMP], ages=ages)


@pytest.mark.parametrize("method", ["unique_children", "criteria_met"])
def test_a_step_cannot_name_a_criterion_twice(method):
    at_least = {"at_least": 2} if method == "unique_children" else {}
    count = {"method": method, "criteria": ["b", "b"], **at_least}
    with pytest.raises(DuplicateCriterion):
        model([{**NEED, "count": count, "money": POOL}])


WHOLE = """
model: with_include
title: {da: a, en: b}
age_groups: [{id: "0-5"}]
include: [rates.yaml]
steps:
  - {id: lump, use: lump_sum, amount: {parameter: lump}}
"""
RATES = """
parameters:
  lump: {label: {da: a, en: b}, unit: DKK, values: [{from: 2020-01-01, value: 12.5, source: s}]}
"""


def test_an_include_brings_parameters(tmp_path):
    (tmp_path / "m.yaml").write_text(WHOLE)
    (tmp_path / "rates.yaml").write_text(RATES)
    loaded = load_model(tmp_path / "m.yaml")
    assert loaded.parameters["lump"].values[0].value == Decimal("12.5")


@pytest.mark.parametrize(
    ("included", "words"),
    [
        (None, "filen «rates.yaml» findes ikke ved siden af modellen"),
        ("steps: []", "en medtaget fil kan kun have `parameters` og `tables`"),
        ("- 1", "en medtaget fil kan kun have"),
        ("", "en medtaget fil kan kun have"),
        ("parameters:", "en medtaget fil kan kun have"),
    ],
)
def test_an_include_that_is_missing_or_holds_more_is_refused(tmp_path, included, words):
    (tmp_path / "m.yaml").write_text(WHOLE)
    if included is not None:
        (tmp_path / "rates.yaml").write_text(included)
    with pytest.raises(ModelNotUnderstood) as caught:
        load_model(tmp_path / "m.yaml")
    assert words in caught.value.message("da")


def test_an_include_is_a_list_of_files():
    with pytest.raises(ModelNotUnderstood) as caught:
        parse_model("include: rates.yaml", "m.yaml")
    assert "«include»: her skal stå en liste af filer" in caught.value.message("da")
    assert "“include”: a list of files is expected here" in caught.value.message("en")


@pytest.mark.parametrize("text", ["", "- 1", "just words", "3"])
def test_a_document_that_is_no_mapping_is_no_model(text):
    with pytest.raises(ModelNotUnderstood) as caught:
        parse_model(text, "m.yaml")
    assert "en model er en liste af navne med værdier" in caught.value.message("da")


def test_every_refusal_of_the_language_is_a_model_refused():
    assert issubclass(ModelNotUnderstood, ModelRefused)
    assert ModelNotUnderstood.exit_code == 4
