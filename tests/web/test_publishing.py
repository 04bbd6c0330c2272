from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fordel.allocation.bundles.bundle import seal_of
from fordel.allocation.bundles.withholding import verify_in_part
from fordel.budget_year.announcing import seen_units
from fordel.budget_year.guarding.figures import COUNTED
from fordel.domain.language import number
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry
from fordel.web.budgets.actions import mailing
from fordel.web.budgets.actions.noticing import remind_unread, send_waiting
from fordel.web.budgets.actions.proposing import make_proposal, move_proposal
from fordel.web.budgets.models import (
    BudgetYear,
    Job,
    Letter,
    LetterDocument,
    Notice,
    Proposal,
    Protection,
    Publication,
    SealedRun,
)
from fordel.web.budgets.policies.transitions import State
from fordel.web.budgets.queries import protections
from fordel.web.budgets.queries.letters import units_told_to_others
from fordel.web.budgets.queries.protections import guarded
from fordel.web.budgets.queries.runs import told
from fordel.web.organisation.models import Municipality


def page(name, **named):
    return reverse(f"budgets:{name}", kwargs={"code": "999", "year": 2027, **named})


@pytest.fixture
def proposal(town):
    run = SealedRun.objects.filter(budget_year__year=2027).first()
    return make_proposal(town.standing(Role.ANALYST), run, reason="Prøve")


@pytest.fixture
def approved(town, proposal):
    move_proposal(town.standing(Role.ANALYST), proposal, State.PROPOSED)
    return move_proposal(town.standing(Role.HEAD), proposal, State.APPROVED)


def sent(client, proposal, to_state, **said):
    known = {"to_state": to_state, "revision": proposal.revision, **said}
    return client.post(page("proposal_move", number=proposal.number), known)


def text_of(answer):
    return answer.content.decode()


def newest():
    return Publication.objects.filter(budget_year__year=2027).first()


def hidden_unit():
    seen = guarded(newest().run)
    return next(unit for unit in seen_units(seen) if unit.total is None)


def test_a_proposal_is_made_and_moved_on_its_pages(town):
    analyst, head = town.client(Role.ANALYST), town.client(Role.HEAD)
    answer = analyst.post(page("proposals"), {"title": "Nyt", "text": "", "reason": "Fordi"})
    made = Proposal.objects.get(budget_year__year=2027, title="Nyt")
    assert answer["Location"] == page("proposal", number=made.number)
    assert head.get(page("proposal", number=made.number)).status_code == 404, "a draft"
    assert sent(analyst, made, "proposed").status_code == 302
    asked = Entry.objects.get(action="proposal.step_begun")
    assert (asked.address, asked.details) == ("127.0.0.1", {"to": "proposed"})
    made.refresh_from_db()
    own = text_of(analyst.get(page("proposal", number=made.number)))
    assert "En anden skal godkende det" in own
    assert "Træk det tilbage" in own
    back = sent(head, made, "draft", reason="Se på Nord")
    assert back["Location"] == page("proposals")
    assert "Se på Nord" in text_of(analyst.get(page("proposal", number=made.number)))


def test_a_list_of_letters_says_why_amounts_are_not_shown(town):
    assert "– vises ikke: " in text_of(town.client(Role.HEAD).get(page("letters")))
    assert "– vises ikke: " not in text_of(town.client(Role.ANALYST).get(page("letters")))


def test_a_changed_year_needs_a_reason(town):
    answer = town.client(Role.ANALYST).post(page("proposals"), {"title": "Nyt"})
    assert answer.status_code == 422
    shown = text_of(answer)
    assert "En ny version kræver en begrundelse" in shown
    assert 'value="Nyt"' in shown, "what was typed is still there"


def test_a_stale_a_replayed_and_a_forged_form_are_refused_with_words(town, proposal):
    analyst = town.client(Role.ANALYST)
    assert sent(analyst, proposal, "proposed").status_code == 302
    replayed = sent(analyst, proposal, "proposed")
    assert replayed.status_code == 422
    assert "Forslaget er flyttet, siden du åbnede siden" in text_of(replayed)
    proposal.refresh_from_db()
    for forged in ({"to_state": "gold"}, {"revision": "x"}, {"to_state": ""}):
        answer = sent(analyst, proposal, **{"to_state": "draft", **forged})
        assert answer.status_code == 422
    assert "kan ikke gå fra" in text_of(sent(analyst, proposal, "superseded"))
    assert "Din rolle kan ikke" in text_of(sent(analyst, proposal, "approved"))
    assert analyst.get(page("proposal_move", number=proposal.number)).status_code == 403
    assert sent(town.client(Role.POLITICIAN), proposal, "approved").status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == State.PROPOSED


def test_while_a_step_is_taken_its_progress_stands_where_the_buttons_were(town, proposal):
    analyst = town.client(Role.ANALYST)
    where = page("proposal", number=proposal.number)
    assert "Send forslaget til godkendelse" in text_of(analyst.get(where))
    work = Job.objects.create(
        municipality=proposal.budget_year.municipality,
        kind="hand_in",
        key="2027/2",
        state=Job.State.RUNNING,
        step_da="Beskytter små tal",
        payload={"proposal": proposal.pk},
        started_by=town.people[Role.ANALYST],
    )
    under_way = text_of(analyst.get(where))
    assert "Beskytter små tal" in under_way
    assert "Send forslaget til godkendelse" not in under_way
    refusal = {"da": ["Tallene kan regnes ud.", "Det må de ikke.", "Afrund dem."], "en": []}
    Job.objects.filter(pk=work.pk).update(state=Job.State.FAILED, refusal=refusal)
    refused = text_of(analyst.get(where))
    assert "Tallene kan regnes ud." in refused
    assert "Send forslaget til godkendelse" in refused


def test_comments_stay_with_those_who_decide(town, proposal):
    move_proposal(town.standing(Role.ANALYST), proposal, State.PROPOSED)
    head = town.client(Role.HEAD)
    said = {"text": "<script>alert(1)</script> Hvorfor?"}
    head.post(page("proposal_comment", number=proposal.number), said)
    told_ = text_of(head.get(page("proposal", number=proposal.number)))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Hvorfor?" in told_
    seen = text_of(town.client(Role.POLITICIAN).get(page("proposal", number=proposal.number)))
    assert "Hvorfor?" not in seen
    empty = head.post(page("proposal_comment", number=proposal.number), {"text": " "})
    assert empty.status_code == 422


@pytest.mark.parametrize("role", [Role.POLITICIAN, Role.HEAD])
def test_others_read_a_proposal_without_what_is_hidden(role, town, proposal):
    move_proposal(town.standing(Role.ANALYST), proposal, State.PROPOSED)
    unit = hidden_unit()
    run = told(proposal.run).run.allocation
    place = run.ids.index(unit.key)
    secret = number(run.need[place], "da"), number(run.totals[place], "da")
    for name, named in (("proposal", {"number": proposal.number}), ("year", {})):
        seen = text_of(town.client(role).get(page(name, **named)))
        assert unit.name in seen
        assert not any(figure in seen for figure in secret)
        as_is = text_of(town.client(Role.ANALYST).get(page(name, **named)))
        assert all(figure in as_is for figure in secret)
        assert "Du ser tallene, som de er" in as_is


def test_announcing_protects_writes_sets_and_tells(
    town, approved, django_capture_on_commit_callbacks
):
    analyst = town.client(Role.ANALYST)
    words = {"revision": 0, "purpose_da": "Leg og sprog", "expectations_en": "Tell the board"}
    assert analyst.post(page("letter_text"), words).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        assert sent(analyst, approved, "published").status_code == 302
    publication = newest()
    assert publication.proposal_id == approved.pk
    letter = Letter.objects.filter(unit=town.own_unit).order_by("-version").first()
    assert letter.publication_id == publication.pk
    assert "Leg og sprog" in json.dumps(letter.content["en"], ensure_ascii=False)
    assert "Tell the board" in json.dumps(letter.content["da"], ensure_ascii=False)
    files = LetterDocument.objects.filter(letter__publication=publication, form="pdf")
    assert files.count() == 2 * publication.letters.count() > 0
    (message,) = mail.outbox
    assert message.to == [town.people[Role.UNIT_LEADER].email]
    assert "Budgetbrevet for 2027 er klar." in message.body
    assert "The budget letter for 2027 is ready." in message.body
    assert "kr." not in message.body
    assert town.own_unit.name not in message.body + message.subject
    assert Notice.objects.get().sent_at is not None


def test_what_leaks_is_not_announced(town, approved):
    kept = Protection.objects.get(run=approved.run)
    less = {**kept.content, "hidden": kept.content["hidden"][1:]}
    Protection.objects.filter(pk=kept.pk).update(content=less)
    before, letters = newest(), Letter.objects.count()
    sent(town.client(Role.ANALYST), approved, "published")
    shown = town.client(Role.ANALYST).get(page("proposal", number=approved.number))
    assert "kan regnes ud" in text_of(shown)
    approved.refresh_from_db()
    assert (newest(), Letter.objects.count()) == (before, letters)
    assert approved.state == State.APPROVED
    politician = town.client(Role.POLITICIAN).get(page("proposal", number=approved.number))
    assert politician.status_code == 422, "nor is it shown before"


def test_every_protection_is_audited_when_it_is_read(town, monkeypatch):
    audited = []
    monkeypatch.setattr(protections.GuardedRun, "audit", lambda *_: audited.append(1))
    protections._guarded.cache_clear()
    guarded(newest().run)
    assert audited
    protections._guarded.cache_clear()


def test_a_letter_shows_its_amount_and_no_hidden_count(town):
    others = units_told_to_others(newest().budget_year)
    for letter in Letter.objects.filter(budget_year__year=2027):
        seen = guarded(letter.publication.run)
        run = told(letter.publication.run).run.allocation
        place = run.ids.index(letter.unit.key)
        client = town.client(Role.AUDITOR)
        text = text_of(client.get(page("letter", unit=letter.unit.key)))
        assert number(run.totals[place], "da") in text
        theirs = text_of(town.client(Role.HEAD).get(page("letter", unit=letter.unit.key)))
        assert (number(run.totals[place], "da") in theirs) == (letter.unit.key in others)
        counted = f"{number(run.load[place], 'da')} af "
        behind = text_of(client.get(page("figures", unit=letter.unit.key)))
        assert (counted in text) == seen.shows(letter.unit.key, COUNTED)
        assert ("–</td>" in behind) == any(
            not seen.shows(letter.unit.key, column) for column in seen.columns
        )


def test_the_letter_is_a_pdf_and_a_workbook(town):
    leader = town.client(Role.UNIT_LEADER)
    for name, start in (("letter_pdf", b"%PDF"), ("letter_xlsx", b"PK")):
        first = leader.get(page(name, unit=town.own_unit.key)).content
        assert first.startswith(start)
        assert leader.get(page(name, unit=town.own_unit.key)).content == first


def test_reminders_go_to_those_who_have_not_confirmed(town, django_capture_on_commit_callbacks):
    year = BudgetYear.objects.get(year=2027, municipality__code="999")
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_unread(town.standing(Role.ANALYST), year) == 1
    assert "venter på dig og er ikke læst endnu" in mail.outbox[0].body
    refused = town.client(Role.HEAD).post(page("letters_remind"))
    assert refused.status_code == 403


def test_a_mail_server_that_is_away_is_asked_again(town, monkeypatch):
    year = BudgetYear.objects.get(year=2027, municipality__code="999")
    leader = town.people[Role.UNIT_LEADER]
    Notice.objects.create(person=leader, budget_year=year, kind=Notice.Kind.LETTER)

    def away(*_):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "send_mail", away)
        assert send_waiting() == 0
    Notice.objects.update(made_at=timezone.now() - mailing.AFTER[1])
    assert send_waiting() == 1
    assert Notice.objects.get().tries == 2


def test_the_words_of_letters_are_not_overwritten_unseen(town):
    analyst = town.client(Role.ANALYST)
    first = {"revision": 0, "purpose_da": "Den første"}
    assert analyst.post(page("letter_text"), first).status_code == 302
    second = analyst.post(page("letter_text"), {"revision": 0, "purpose_da": "Den anden"})
    assert second.status_code == 422
    assert "En anden har gemt brevenes tekst" in text_of(second)
    assert "Den første" in text_of(analyst.get(page("letter_text")))


def test_the_bundle_for_others_holds_no_count(town):
    run = newest().run
    named = {"number": newest().proposal.number}
    content = town.client(Role.POLITICIAN).get(page("bundle", **named)).content
    verified = verify_in_part(content, "bundle.fordel")
    assert verified.seal == seal_of(bytes(run.bundle))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert set(archive.namelist()) == {"manifest.json", "withheld.json", "model.yaml"}
    whole = town.client(Role.AUDITOR).get(page("whole_bundle", **named))
    assert whole.content == bytes(run.bundle)
    assert town.client(Role.HEAD).get(page("whole_bundle", **named)).status_code == 403
    assert Entry.objects.filter(action="bundle.fetched").count() == 2


def test_exported_figures_are_protected(town):
    unit = hidden_unit()
    named = {"number": newest().proposal.number}
    text = town.client(Role.POLITICIAN).get(page("figures_csv", **named)).content.decode()
    (line,) = (line for line in text.splitlines() if line.startswith(unit.key))
    assert line.split(";")[4:6] == ["", ""]


def public(client, code="999"):
    return client.get(reverse("public", kwargs={"town": code}))


def test_the_public_page_is_off_until_it_is_switched_on(town):
    stranger, analyst = town.client(None), town.client(Role.ANALYST)
    sharing = reverse("budgets:sharing", kwargs={"code": "999"})
    assert public(stranger).status_code == 404
    assert town.client(Role.POLITICIAN).post(sharing, {"public": "on"}).status_code == 403
    protects = {"smallest_count": 5, "rounding_base": 0}
    analyst.post(sharing, {"public": "on", **protects})
    answer = public(stranger)
    assert answer.status_code == 200
    assert "public" in answer["Cache-Control"]
    unit = hidden_unit()
    run = told(newest().run).run.allocation
    place = run.ids.index(unit.key)
    assert number(run.totals[place], "da") not in text_of(answer)
    assert number(run.need[place], "da") not in text_of(answer)
    assert "csrf" not in text_of(answer).lower(), "a page that is kept for all"
    assert public(analyst).content == answer.content
    english = stranger.get(reverse("public", kwargs={"town": "999"}) + "?sprog=en")
    assert "Daycare money in 2027" in text_of(english)
    analyst.post(sharing, protects)
    assert public(stranger).status_code == 404
    assert public(stranger, "000").status_code == 404


def test_years_stand_side_by_side_and_hide_for_others(town):
    address = reverse("budgets:years", kwargs={"code": "999"})
    unit = hidden_unit()
    run = told(newest().run).run.allocation
    secret = number(run.totals[run.ids.index(unit.key)], "da")
    assert secret in text_of(town.client(Role.ANALYST).get(address))
    assert secret not in text_of(town.client(Role.POLITICIAN).get(address))


def test_other_municipalities_show_sums_only_when_they_share(town, neighbour):
    address = reverse("budgets:beside", kwargs={"code": "998", "year": 2027})
    neighbour_year = Municipality.objects.get(code="998")
    BudgetYear.objects.create(municipality=neighbour_year, year=2027)
    other = neighbour.client(Role.ANALYST)
    assert "Demokommune" not in text_of(other.get(address))
    Municipality.objects.filter(code="999").update(shares_with_others=True)
    seen = text_of(other.get(address))
    assert "Demokommune" in seen
    assert not any(unit.name in seen for unit in seen_units(guarded(newest().run)))
