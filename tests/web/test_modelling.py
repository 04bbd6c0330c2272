"""Models in the browser: copied, changed, frozen, compared; two editors of one draft."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fordel.allocation.model.cards import KIND, NAMED_BY
from fordel.allocation.model.loading import parse_model
from fordel.allocation.model.wording import model_text
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry
from fordel.web.budgets.actions.modelling import next_version, save_draft
from fordel.web.budgets.modelling_refusals import ChangedMeanwhile, VersionIsFrozen
from fordel.web.budgets.models import ModelVersion
from fordel.web.budgets.queries.modelling import model_of
from tests.allocation.test_cards import form_of


def page(name, **named):
    return reverse(f"budgets:{name}", kwargs={"code": "999", **named})


@pytest.fixture
def draft(town):
    """Version 2 of the municipality's model, to be changed."""
    used = ModelVersion.objects.get(model__slug="demokommune", number=1)
    return next_version(town.standing(Role.ANALYST), used)


def address(version, name="model"):
    return page(name, model=version.model.slug, number=version.number)


def form(version, **changed):
    return {
        **form_of(model_of(version)), "kept": "", "revision": version.revision, "do": "save",
        **changed,
    }  # fmt: skip


def test_a_used_version_is_shown_and_cannot_be_changed(town):
    used = ModelVersion.objects.get(model__slug="demokommune", number=1)
    client = town.client(Role.ANALYST)
    told = client.get(address(used)).content.decode()
    assert "brugt, låst" in told
    assert "Lav en ny udgave af den" in told
    answer = client.post(address(used), form(used))
    assert answer.status_code == 422
    assert "er brugt i en beregning og kan ikke ændres" in answer.content.decode()
    answer = client.post(address(used), {"do": "next"})
    assert answer["Location"] == page("model", model="demokommune", number=2)
    made = ModelVersion.objects.get(model__slug="demokommune", number=2)
    assert (made.based_on, made.frozen_at) == (used, None)
    assert model_of(made).steps == model_of(used).steps
    assert model_of(made).version == 2


def test_a_shipped_model_is_copied_under_a_name_of_ones_own(town):
    client = town.client(Role.ANALYST)
    asked = {"source": "shipped:worked_example", "title": "Vores model", "slug": "vores"}
    assert client.post(page("models"), asked)["Location"] == page("model", model="vores", number=1)
    assert model_of(ModelVersion.objects.get(model__slug="vores")).title.da == "Vores model"
    again = client.post(page("models"), asked)
    assert again.status_code == 422
    assert "allerede en model, der hedder «vores»" in again.content.decode()
    bad = client.post(page("models"), {**asked, "slug": "Ø 1"})
    assert "Brug små bogstaver a til z" in bad.content.decode()


def test_cards_are_saved_as_they_were_filled_in(town, draft):
    changed = {"steps.2.count.at_least": "3", "steps.2.money.pool.share" + NAMED_BY: "",
               "steps.2.money.pool.share": "0,06"}  # fmt: skip
    client = town.client(Role.ANALYST)
    answer = client.post(address(draft), form(draft, **changed))
    assert answer.status_code == 302
    draft.refresh_from_db()
    need = model_of(draft).steps[2]
    assert (need.count.at_least, str(need.money.pool.share)) == (3, "0.06")
    assert draft.revision == 1
    assert Entry.objects.filter(action="model.saved", object_key="demokommune 2").count() == 2
    told = client.get(address(draft, "model_differences")).content.decode()
    assert "Mindst så mange kriterier" in told


def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_saved(town, draft):
    client = town.client(Role.ANALYST)
    answer = client.post(address(draft), form(draft, **{"steps.2.count.at_least": "9"}))
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Ikke gemt endnu" in told
    assert 'value="9"' in told
    draft.refresh_from_db()
    assert draft.revision == 0
    typed = client.post(address(draft), form(draft, **{"steps.7.round_to": "1.000"}))
    assert 'id="p-steps-7-round-to">skriv et tal uden tusindskilletegn' in typed.content.decode()


def test_the_model_is_checked_while_it_is_filled_in(town, draft):
    client = town.client(Role.ANALYST)
    htmx = {"HX-Request": "true"}
    sent = form(draft, do="check", **{"steps.2.count.at_least": ""})
    told = client.post(address(draft), sent, headers=htmx).content.decode()
    assert "Her mangler noget." in told
    assert 'id="p-steps-2-count-at-least" hx-swap-oob="true"' in told
    assert "<html" not in told
    sent = form(draft, do="check", shown="steps.2.count.at_least")
    told = client.post(address(draft), sent, headers=htmx).content.decode()
    assert "Modellen er hel og kan bruges." in told
    assert 'id="p-steps-2-count-at-least" hx-swap-oob="true"></span>' in told


def test_a_step_is_moved_and_another_kind_shows_its_fields_without_saving(town, draft):
    client = town.client(Role.ANALYST)
    moved = client.post(address(draft), form(draft, do="down:steps.2"), headers={"HX-Request": "1"})
    assert [card.use for card in moved.context["cards"]][2:4] == ["fixed_grants", "need"]
    asked = {"do": "show:steps.2.count", "steps.2.count" + KIND: "weighted_criteria"}
    told = client.post(address(draft), form(draft, **asked)).content.decode()
    assert "steps.2.count.weights" in told
    draft.refresh_from_db()
    assert draft.revision == 0


def test_the_text_is_the_same_model_and_errors_say_the_line(town, draft):
    client = town.client(Role.ANALYST)
    text = model_text(model_of(draft))
    shown = client.get(address(draft, "model_text")).context["text"]
    assert shown == text
    bad = client.post(address(draft, "model_text"), {"text": "model: x\n  a: [", "revision": 0})
    assert bad.status_code == 422
    assert "linje 2" in bad.content.decode()
    assert "model: x" in bad.content.decode()
    good = text.replace("at_least: 2", "at_least: 4")
    client.post(address(draft, "model_text"), {"text": good, "revision": 0, "do": "save"})
    draft.refresh_from_db()
    assert model_of(draft).steps[2].count.at_least == 4


def two_editors(town, draft):
    """Both opened the draft; the first has saved."""
    first = town.client(Role.ANALYST)
    first.post(address(draft), form(draft, **{"steps.2.count.at_least": "3"}))
    second = town.client(Role.ANALYST)
    sent = form(draft, **{"steps.6.max_loss_percent": "2"})
    return second, second.post(address(draft), {**sent, "revision": 0})


def test_the_second_editor_is_told_and_sees_both_texts(town, draft):
    _, told = two_editors(town, draft)
    assert told.status_code == 409
    page = told.content.decode()
    assert "En anden har gemt udgave 2 af «demokommune»" in page
    assert "Budgetanalytiker gemte den" in page
    assert "at_least: 3" in told.context["theirs"]
    assert "max_loss_percent: 2" in told.context["mine"]
    assert "Højst tab" in page
    draft.refresh_from_db()
    assert "max_loss_percent: '3'" in draft.text or "max_loss_percent: 3" in draft.text


def test_whatever_the_second_editor_chooses_no_text_is_lost(town, draft):
    second, told = two_editors(town, draft)
    mine = told.context["mine"]
    kept = {"text": mine, "revision": told.context["version"].revision, "keep": "1"}
    apart = second.post(address(draft, "model_text"), {**kept, "do": "apart"})
    assert apart["Location"] == page("model", model="demokommune", number=3)
    second.post(address(draft, "model_text"), {**kept, "do": "save"})
    models = {v.number: model_of(v) for v in ModelVersion.objects.filter(model=draft.model)}
    assert models[2].steps[2].count.at_least == 2
    assert models[2].steps[6].max_loss_percent == 2
    assert models[3].steps == models[2].steps
    assert models[4].steps[2].count.at_least == 3


def test_saving_on_an_old_revision_or_a_frozen_version_is_refused_in_words(town, draft):
    standing, model = town.standing(Role.ANALYST), model_of(draft)
    save_draft(standing, draft, model, 0)
    with pytest.raises(ChangedMeanwhile) as told:
        save_draft(standing, draft, model, 0)
    assert "while you were working on it" in told.value.message("en")
    used = ModelVersion.objects.get(model__slug="demokommune", number=1)
    with pytest.raises(VersionIsFrozen) as frozen:
        save_draft(standing, used, model, used.revision)
    assert "Lav en ny udgave af den" in frozen.value.message("da")


def test_a_reader_sees_the_model_and_no_buttons(town, draft):
    told = town.client(Role.HEAD).get(address(draft)).content.decode()
    assert 'value="save"' not in told
    assert town.client(Role.HEAD).post(address(draft), {}).status_code == 403


def test_a_saved_text_stands_for_itself(town, draft):
    again = parse_model(draft.text, "x")
    assert (again.model, again.version) == ("demokommune", 2)
