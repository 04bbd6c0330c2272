"""A model as fields and back, its edits, its words, and its differences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from fordel.allocation.model.cards import (
    COUNT,
    ENGLISH,
    KEPT,
    KEY,
    KIND,
    NAMED_BY,
    Filled,
    cards,
    figure_from,
)
from fordel.allocation.model.differences import changed_lines, differences, in_short
from fordel.allocation.model.document import Model
from fordel.allocation.model.editing import STEP_KINDS, edited
from fordel.allocation.model.language import fields_of, kind_of
from fordel.allocation.model.loading import (
    load_model,
    model_from,
    parse_model,
    parse_yaml,
    shipped_models,
)
from fordel.allocation.model.wording import document_of, document_text, model_text
from fordel.allocation.model.words import called, language_words


def sent(fields):
    """What a browser would send of untouched cards."""
    form = {}
    for top in fields:
        for field in top.walk():
            path = field.path
            if field.key:
                form[path + KEY] = [field.key]
            match field.shape:
                case "list" | "table":
                    form[path + COUNT] = [str(len(field.parts))]
                case "kinds" | "part":
                    form[path + KIND] = list(field.chosen)
                case "several":
                    form |= {path: list(field.chosen), path + COUNT: ["1"]}
                case "yes_no":
                    form |= {path: [field.value], path + COUNT: ["1"]}
                case "both":
                    form |= {path: [field.value], path + ENGLISH: [field.named]}
                case _:
                    form |= {path: [field.value], path + NAMED_BY: [field.named]}
    return form


def form_of(model, language="da"):
    return sent(cards(document_of(model), language))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", shipped_models())
def test_cards_and_text_both_lead_back_to_the_same_model(name, language):
    model = load_model(name)
    text = model_text(model)
    assert parse_model(text, name) == model
    document = parse_yaml(text, name)
    filled = Filled(form_of(model, language), document)
    assert filled.problems == {}
    assert model_from(filled.document, name) == model
    assert parse_model(document_text(filled.document), name) == model


def parts_of(kind, seen):
    """Every part, field and choice that can be filled in."""
    for option in kind.options:
        yield "choices", option
    for name, inner in kind.kinds:
        yield "parts", name
        yield from parts_of(inner, seen)
    for inner in (kind.inner, kind.key):
        if inner is not None:
            yield from parts_of(inner, seen)
    if kind.shape == "part" and kind.type not in seen:
        seen.add(kind.type)
        for name, _, info in fields_of(kind.type):
            if kind.type is Model and name in KEPT:
                continue
            yield "fields", f"{kind.type.__name__}.{name}"
            for chapter, key in parts_of(kind_of(info.annotation), seen):
                within = "" if "." in key else f"{name}."
                yield chapter, within + key


def test_everything_in_the_language_has_words_and_no_words_are_left_over():
    used = set()
    for chapter, key in parts_of(kind_of(Model), set()):
        within, _, name = key.rpartition(".")
        if name in {"true", "false"}:
            continue
        said = called(chapter, name, within)
        assert said.label.da, key
        assert said.label.en, key
        known = language_words()[chapter]
        used.add((chapter, key if key in known else name))
    known = {(chapter, key) for chapter, entries in language_words().items() for key in entries}
    assert known == used


def test_the_words_are_whole():
    for entries in language_words().values():
        for said in entries.values():
            assert bool(said.help.da) == bool(said.help.en)
            assert bool(said.unit.da) == bool(said.unit.en)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_is_read_as_it_was_typed_in_both_languages(number):
    text = format(number, "f")
    assert figure_from(text) == number
    assert figure_from(text.replace(".", ",")) == number


@pytest.mark.parametrize(
    ("typed", "means"), [("1 740", 1740), ("1.740.000", 1740000), ("0,125", Decimal("0.125"))]
)
def test_spaces_and_groups_are_understood(typed, means):
    assert figure_from(typed) == means


@pytest.mark.parametrize("typed", ["1.740", "1,740", "x", "1e9", "1,2,3", "nan", "--1"])
def test_a_number_that_may_mean_two_things_is_asked_about(typed):
    with pytest.raises(ValueError, match=r".+"):
        figure_from(typed)


def test_a_number_that_is_none_is_told_at_its_field():
    model = load_model("demokommune")
    form = {**form_of(model), "steps.7.round_to": ["1.000"], "steps.2.count.at_least": ["2,5"]}
    filled = Filled(form, document_of(model))
    assert filled.problems["steps.7.round_to"].da.startswith("skriv et tal uden tusindskilletegn")
    assert filled.problems["steps.2.count.at_least"].en == "write a whole number"
    assert filled.document["steps"][7]["round_to"] == "1.000"


def test_steps_are_moved_taken_out_and_added():
    model = load_model("demokommune")
    form = edited(form_of(model), "up:steps.6")
    form = edited(form, "remove:steps.3")
    form = edited(form, "step:lump_sum")
    form["steps.8.amount"] = ["100000"]
    steps = Filled(form, document_of(model)).document["steps"]
    assert [step["id"] for step in steps] == [
        "frame", "central", "need", "applications", "damping", "base", "payment", "positions",
        "lump_sum",
    ]  # fmt: skip
    assert steps[-1] == {"id": "lump_sum", "use": "lump_sum", "amount": 100000}


@pytest.mark.parametrize("edit", ["up:steps.0", "down:steps.8", "remove:steps.99", "x:y", "add:no"])
def test_an_edit_that_cannot_be_done_changes_nothing(edit):
    form = form_of(load_model("demokommune"))
    assert edited(form, edit) == form


def test_every_kind_of_step_can_be_added_and_drawn():
    model = load_model("demokommune")
    for kind in STEP_KINDS:
        filled = Filled(edited(form_of(model), f"step:{kind}"), document_of(model))
        field = cards(filled.document, "da")[-1].parts[-1]
        assert field.chosen == (kind,)
        assert field.path == "steps.9"


def test_differences_are_told_in_words_and_as_lines():
    model = load_model("demokommune")
    form = form_of(model)
    form["steps.2.count.at_least"] = ["3"]
    form["steps.2.money.pool.share" + NAMED_BY] = [""]
    form["steps.2.money.pool.share"] = ["0,06"]
    now = model_from(Filled(form, document_of(model)).document, "x")
    found = {one.where: (one.before, one.now) for one in differences(model, now, "da")}
    need = "Trin › Efter børnenes vilkår"
    assert found == {
        f"{need} › Sådan tælles behovet › Mindst så mange kriterier": ("2", "3"),
        f"{need} › Sådan bliver det til penge › Pulje › Andel": ("«need_share»", "0,06"),
    }
    assert "+    at_least: 3" in changed_lines(model, now, ("1", "2"))
    assert differences(model, model, "en") == []


def test_a_card_says_in_short_what_stands_on_it():
    steps = next(
        f for f in cards(document_of(load_model("demokommune")), "da") if f.path == "steps"
    )
    assert in_short(steps.parts[6], "da").startswith("Højst tab: 3 %")


def test_the_types_are_all_known():
    assert issubclass(Model, BaseModel)
    with pytest.raises(TypeError):
        kind_of(set[int])
