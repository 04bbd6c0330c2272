"""The intervention description, version by version, and the theory of change as a form."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fordel.interventions.descriptions.theory import Level
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Project
from fordel.web.programmes.queries.descriptions import newest_description


def own(name):
    named = {"code": "999", "programme": OWN_PROGRAMME, "project": OWN_PROJECT}
    return reverse(f"programmes:{name}", kwargs=named)


@pytest.fixture
def manager(town):
    return town.client(Role.PROJECT_MANAGER)


def the_project():
    return Project.objects.get(programme__municipality__code="999", key=OWN_PROJECT)


def text(answer):
    return answer.content.decode()


def as_it_stands(form):
    """What a browser would send for a form as it was opened."""
    return {field.html_name: field.value() or "" for field in form}


def written(manager, **changed):
    form = manager.get(own("description_edit")).context["form"]
    return manager.post(own("description_edit"), {**as_it_stands(form), **changed})


def test_a_new_version_is_written_and_the_one_before_stays(manager, town):
    before = the_project().descriptions.first()
    answer = written(manager, s_quality="Vi ser på hinanden", reason="Efter første rapport")
    assert answer.status_code == 302
    newest = the_project().descriptions.first()
    assert newest.number == before.number + 1
    assert newest.by_name == town.people[Role.PROJECT_MANAGER].name
    assert newest_description(the_project()).sections["quality"] == "Vi ser på hinanden"
    assert newest_description(the_project()).theory is not None
    assert LogEntry.objects.filter(action="description.written").exists()
    older = text(manager.get(own("description") + f"?nr={before.number}"))
    assert "Vi ser på hinanden" not in older
    assert "ikke den nyeste" in older
    shown = text(manager.get(own("differences")))
    assert "«Kvalitetssikring» er" in shown
    assert "Vi ser på hinanden" in shown


def test_a_version_needs_a_reason_something_new_and_the_newest_before_it(manager, town):
    without = written(manager, s_quality="Nyt")
    assert without.status_code == 422
    assert "Skriv, hvorfor beskrivelsen ændres" in text(without)
    same = written(manager, reason="Ingenting")
    assert "Beskrivelsen er som udgave" in text(same)
    late = written(manager, s_quality="Nyt", reason="For sent", opened="1")
    assert "mens siden var åben" in text(late)


def test_a_version_nobody_wrote_is_not_found(manager, town):
    for number in ("99", "9" * 5000, "x", "-1"):
        answer = manager.get(own("description"), {"nr": number})
        assert answer.status_code == (404 if number == "99" else 200), number
        assert manager.get(own("differences"), {"fra": number}).status_code == 200


def test_what_is_missing_is_told_with_why_it_matters(town):
    shown = text(town.client(Role.EVALUATOR).get(own("description")))
    assert "dele er skrevet" in shown
    assert "«Videngrundlag» mangler" in shown


def test_a_first_version_has_what_the_project_says(manager, town):
    new = reverse("programmes:new_project", kwargs={"code": "999", "programme": OWN_PROGRAMME})
    manager.post(new, {"name": "Læsevenner", "target_group": "De ældste"})
    named = {"code": "999", "programme": OWN_PROGRAMME, "project": "laesevenner"}
    empty = manager.get(reverse("programmes:description", kwargs=named))
    assert "ikke skrevet endnu" in text(empty)
    edit = reverse("programmes:description_edit", kwargs=named)
    form = manager.get(edit).context["form"]
    assert form["s_target_group"].value() == "De ældste"
    assert manager.post(edit, as_it_stands(form)).status_code == 302
    row = Project.objects.get(key="laesevenner")
    assert newest_description(row).sections == {"target_group": "De ældste"}


def theory_sent(manager, **changed):
    form = manager.get(own("theory")).context["form"]
    return {**as_it_stands(form), **changed}


def test_boxes_and_arrows_are_looked_at_and_then_kept(manager, town):
    number = the_project().descriptions.first().number
    sent = theory_sent(manager, text_box_1="Børn fortæller mere", level_box_1="children")
    look = manager.post(own("theory"), {**sent, "do": "look"})
    assert look.status_code == 200
    assert "Intet er gemt endnu" in text(look)
    assert "Kassen «Børn fortæller mere» har ingen pile" in text(look)
    assert the_project().descriptions.first().number == number
    form = look.context["form"]
    assert "box_4" in form.box_ids
    sent = {**as_it_stands(form), "reason": "Et mål mere", "do": "keep"}
    free = next(n for n in range(form.arrow_count) if not sent[f"from_{n}"])
    sent |= {f"from_{free}": form.box_ids[0], f"to_{free}": "box_1"}
    assert manager.post(own("theory"), sent).status_code == 302
    theory = newest_description(the_project()).theory
    assert theory.box("box_1").level is Level.CHILDREN
    assert any(arrow.end == "box_1" for arrow in theory.arrows)
    shown = text(town.client(Role.UNIT_LEADER).get(own("theory")))
    assert "<svg" in shown
    assert "skal føre til" in shown
    assert "Gem som en ny udgave" not in shown


def test_a_theory_that_goes_in_a_circle_says_so_instead_of_a_picture(manager, town):
    sent = theory_sent(manager)
    theory = newest_description(the_project()).theory
    first = theory.arrows[0]
    free = next(n for n in range(60) if not sent.get(f"from_{n}"))
    sent |= {f"from_{free}": first.end, f"to_{free}": first.start, "do": "look"}
    shown = text(manager.post(own("theory"), sent))
    assert "Pilene går i ring" in shown
    assert 'viewBox="0 0' not in shown


def test_what_was_written_in_a_box_is_text_in_the_picture(manager, town):
    sent = theory_sent(manager, text_box_1="<script>alert(1)</script>", do="look")
    shown = text(manager.post(own("theory"), sent))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_a_proposal_comes_from_activities_and_indicators(manager, town):
    form = manager.get(own("theory") + "?forslag=1").context["form"]
    texts = [box["text"].value() for box in form.boxes()]
    assert "Sprogkuffert" in texts
    assert "Flere børn trives" in texts


def test_who_may_not_change_it_cannot_send_it(town):
    Project.objects.filter(pk=the_project().pk).update(manager=town.people[Role.HEAD])
    client = town.client(Role.PROJECT_MANAGER)
    assert client.post(own("theory"), {"do": "keep"}).status_code == 422
    assert client.post(own("description_edit"), {"reason": "Nej"}).status_code == 422


def test_the_theory_that_holds_is_fetched_as_picture_and_as_text(manager, town):
    page = text(manager.get(own("theory")))
    assert own("theory_picture") in page
    assert own("theory_told") in page
    picture = manager.get(own("theory_picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert f'filename="forandringsteori-{OWN_PROJECT}.svg"' in picture["Content-Disposition"]
    assert text(picture).startswith("<svg")
    told = manager.get(own("theory_told"))
    assert told["Content-Type"] == "text/plain; charset=utf-8"
    assert f"{the_project().name}\n\nAktiviteter: " in text(told)
    assert own("theory_picture") not in text(manager.get(own("theory") + "?forslag=1"))
    assert town.client(Role.POLITICIAN).get(own("theory_picture")).status_code == 403
    the_project().descriptions.all().delete()
    assert manager.get(own("theory_picture")).status_code == 404
    assert own("theory_told") not in text(manager.get(own("theory")))


def test_the_menu_says_where_one_is(manager):
    marked = 'aria-current="true">'
    for name, told in (
        ("project_units", f"{marked}{the_project().name}</a>"),
        ("project_phases", f"{marked}Indsatser</a>"),
        ("description_edit", f"{marked}Beskrivelse</a>"),
    ):
        assert told in text(manager.get(own(name)))
    front = text(manager.get(reverse("programmes:overview", kwargs={"code": "999"})))
    assert 'aria-current="page">Indsatser</a>' in front
    assert f"{marked}Til dig" not in front


def test_the_theory_says_beforehand_that_it_needs_a_reason(manager):
    form = manager.get(own("theory")).context["form"]
    assert form.fields["reason"].required
    the_project().descriptions.all().delete()
    assert not manager.get(own("theory")).context["form"].fields["reason"].required
