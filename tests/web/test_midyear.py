"""In the middle of the year: drafted, approved by another, posted; letters where money moved."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from fordel.ledger.refusals import ReserveOverspent, UnitHandedOver
from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Role
from fordel.web.audit.actions.writing import System
from fordel.web.audit.models import Entry
from fordel.web.budgets.actions.changing import Wanted, draft_change, move_change
from fordel.web.budgets.actions.keeping import keep_data
from fordel.web.budgets.actions.proposing import make_proposal, move_proposal
from fordel.web.budgets.actions.publishing import publish
from fordel.web.budgets.actions.reading import confirm_letter, fetch_letter
from fordel.web.budgets.models import (
    BudgetYear,
    ChangeStep,
    CountedData,
    DataImport,
    LedgerEntry,
    Letter,
    Notice,
    Proposal,
    SealedRun,
    YearChange,
)
from fordel.web.budgets.policies.changing import CHANGE_TRANSITIONS, State, change_steps_for
from fordel.web.budgets.policies.transitions import State as ProposalState
from fordel.web.budgets.queries.midyear import (
    applied,
    events_without_money,
    ledger_at,
    ledger_of,
    preview_of,
    suggested,
)
from fordel.web.budgets.refusals import (
    FourEyesNeeded,
    KeptAsItWas,
    LedgerMovedOn,
    MoneyHasMoved,
    NotYourStep,
    ReasonMissing,
    StepNotPossible,
    YearNotAnnounced,
)
from fordel.web.organisation.models import LineageEvent, LineageUnit, Unit
from tests import demonstrated
from tests.web.september import more_children

Kind = YearChange.Kind


@pytest.fixture
def year(town):
    return BudgetYear.objects.get(municipality__code=town.code, year=2027)


def two_units(year):
    return list(ledger_of(year).plans)[:2]


def merger(year):
    a, b = two_units(year)
    values = {"givers": [a], "heirs": {b: "1"}}
    return Wanted(Kind.HANDOVER, 8, "Husene samles den 1. august.", values)


def counted_again(town, year):
    """What September counted, as an import for a recount leaves it."""
    inputs = more_children(demonstrated.next_run().inputs)
    data = keep_data(town.standing(Role.ANALYST), year, inputs)
    delivery = DataImport.objects.create(
        budget_year=year, purpose=DataImport.Purpose.RECOUNT, state=DataImport.State.COUNTED
    )
    CountedData.objects.filter(pk=data.pk).update(data_import=delivery)
    return CountedData.objects.get(pk=data.pk)


def through(town, change):
    """From a draft to the ledger, by the two it takes."""
    seen = len(ledger_of(change.budget_year).entries)
    for role, state in (
        (Role.ANALYST, State.PROPOSED),
        (Role.HEAD, State.APPROVED),
        (Role.ANALYST, State.POSTED),
    ):
        change = move_change(town.standing(role), change, state, seen=seen)
    return change


def entered(town, year, wanted):
    return through(town, draft_change(town.standing(Role.ANALYST), year, wanted))


def test_a_merger_and_a_recount_change_letters_only_where_money_moved(town, year):
    letters = Letter.objects.filter(budget_year=year).count()
    a, b = two_units(year)
    entered(town, year, merger(year))
    after = Letter.objects.filter(budget_year=year, version=2)
    assert {letter.unit.key for letter in after} == {a, b}
    assert Letter.objects.filter(budget_year=year).count() == letters + 2
    before = ledger_of(year)
    recount = Wanted(Kind.RECOUNT, 9, "Septembertælling", data=counted_again(town, year))
    change = entered(town, year, recount)
    ledger = ledger_of(year)
    assert ledger.held == ledger.frame == before.frame
    assert ledger.plans[a][7:] == (0,) * 5
    moved = {move.unit for move in ledger.moved_since(2)}
    assert a not in moved
    assert b in moved
    entry = LedgerEntry.objects.get(year_change=change)
    assert {letter.unit.key for letter in entry.letters.all()} == moved
    for letter in entry.letters.select_related("unit"):
        assert Fraction(letter.total_dkk) == ledger.balances[letter.unit.key]
        assert (
            "Begrundelsen er: Septembertælling" in letter.content["da"]["sections"][0]["paragraphs"]
        )
        parts = [part["what"] for part in letter.content["da"]["parts"]]
        assert parts[0] == "Vedtaget budget"
        assert parts[-1] == "Omtælling fra september"
    kinds = list(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds == ["opening", "handover", "recount"]
    assert change.run.previous.proposals.exists(), "the announced calculation is what it corrects"


def test_leaders_of_units_that_moved_are_told_and_nobody_else(town, year):
    a, b = two_units(year)
    system = System(code=town.code)
    people = {}
    for key in (a, next(u.key for u in year.municipality.units.all() if u.key not in {a, b})):
        person = create_person(system, f"leder-{key}@test.example", f"Leder {key}")
        unit = year.municipality.units.get(key=key)
        give_role(system, person, Role.UNIT_LEADER, unit.municipality_id, unit_id=unit.pk)
        people[key] = person
    entered(town, year, merger(year))
    told = set(Notice.objects.filter(budget_year=year).values_list("person_id", flat=True))
    assert people[a].pk in told
    assert not told & {person.pk for key, person in people.items() if key != a}


def test_every_entry_keeps_the_ledger_as_it_was(town, year):
    first = ledger_of(year)
    entered(town, year, merger(year))
    opening, handover = LedgerEntry.objects.filter(budget_year=year)
    assert ledger_at(opening) == first
    assert opening.posted_at == opening.publication.published_at
    assert ledger_at(handover).entries[:1] == first.entries
    with pytest.raises(KeptAsItWas):
        opening.save()


def test_each_step_belongs_to_somebody_and_is_kept(town, year):
    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    with pytest.raises(NotYourStep):
        draft_change(head, year, merger(year))
    change = draft_change(analyst, year, merger(year))
    with pytest.raises(StepNotPossible):
        move_change(analyst, change, State.POSTED, seen=1)
    change = move_change(analyst, change, State.PROPOSED, seen=1)
    with pytest.raises(NotYourStep):
        move_change(analyst, change, State.APPROVED, seen=1)
    with pytest.raises(ReasonMissing):
        move_change(head, change, State.DRAFT, seen=1, reason=" ")
    change = move_change(head, change, State.DRAFT, seen=1, reason="Fra september?")
    move_change(analyst, change, State.WITHDRAWN, seen=1)
    states = list(ChangeStep.objects.values_list("to_state", flat=True))
    assert states == ["proposed", "draft", "withdrawn"]
    assert not LedgerEntry.objects.exists()
    said = set(Entry.objects.filter(object_kind="change").values_list("action", flat=True))
    assert said == {"change.drafted", "change.moved"}
    assert {step.from_state for step in CHANGE_TRANSITIONS} == {"draft", "proposed", "approved"}


def test_nobody_approves_their_own_change(town, year):
    head = town.standing(Role.HEAD)
    change = draft_change(town.standing(Role.ANALYST), year, merger(year))
    YearChange.objects.filter(pk=change.pk).update(state=State.PROPOSED, made_by=head.person)
    change.refresh_from_db()
    with pytest.raises(FourEyesNeeded) as refused:
        move_change(head, change, State.APPROVED, seen=1)
    assert "To personer skal se på pengene" in refused.value.message("da")
    assert State.APPROVED not in {step.to_state for step in change_steps_for(change, head)}


def test_what_was_approved_is_posted_or_nothing_is(town, year):
    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    _, b = two_units(year)
    first = draft_change(analyst, year, merger(year))
    values = {"unit": b, "amount": "-1000", "against": None}
    second = draft_change(analyst, year, Wanted(Kind.CORRECTION, 10, "Talt dobbelt", values))
    for change in (first, second):
        move_change(analyst, change, State.PROPOSED, seen=1)
        move_change(head, change, State.APPROVED, seen=1)
    move_change(analyst, first, State.POSTED, seen=1)
    for seen in (1, 2):
        with pytest.raises(LedgerMovedOn) as refused:
            move_change(analyst, second, State.POSTED, seen=seen)
        assert "siden du så forskellen" in refused.value.message("da")
    assert LedgerEntry.objects.filter(budget_year=year).count() == 2
    change = move_change(analyst, second, State.DRAFT, seen=2, reason="Godkendes igen")
    through(town, change)
    assert ledger_of(year).entries_of(b)[-1].to(b) == -1000
    assert ledger_of(year).held == ledger_of(year).frame


def test_a_preview_says_what_no_longer_fits(town, year):
    analyst = town.standing(Role.ANALYST)
    late = draft_change(analyst, year, merger(year))
    entered(town, year, merger(year))
    preview = preview_of(late)
    assert isinstance(preview.problem, UnitHandedOver)
    assert preview.after == preview.before
    page = town.client(Role.ANALYST).get(changes_page(town) + f"?nr={late.number}")
    assert "Den kan ikke længere posteres, som den er." in page.content.decode()


def test_a_draft_that_the_reserve_cannot_pay_is_not_kept(town, year):
    too_much = {"amount": str(-ledger_of(year).reserve - 1)}
    with pytest.raises(ReserveOverspent):
        draft_change(town.standing(Role.ANALYST), year, Wanted(Kind.FRAME, 5, "Spares", too_much))
    assert not YearChange.objects.exists()


def test_a_unit_that_opens_gets_its_first_letter(town, year):
    Unit.objects.create(municipality=year.municipality, key="NY0001", name="Nyhuset")
    entered(town, year, Wanted(Kind.FRAME, 6, "Byrådet giver mere", {"amount": "900000"}))
    assert not Letter.objects.filter(ledger_entry__isnull=False).exists()
    values = {"unit": "NY0001", "amount": "500000"}
    entered(town, year, Wanted(Kind.ADMISSION, 8, "Nyhuset åbner", values))
    letter = Letter.objects.get(unit__key="NY0001")
    assert (letter.version, letter.total_dkk) == (1, 500_000)
    assert fetch_letter(town.standing(Role.AUDITOR), letter, "da").startswith(b"%PDF")
    right = {question["id"]: question["right"] for question in letter.questions}
    assert confirm_letter(town.standing(Role.ANALYST), letter, right).confirmed_at


def test_a_new_announcement_does_not_wipe_out_what_was_posted(town, year):
    entered(town, year, merger(year))
    analyst = town.standing(Role.ANALYST)
    run = SealedRun.objects.filter(budget_year=year).last()
    proposal = make_proposal(analyst, run, reason="Igen")
    move_proposal(analyst, proposal, ProposalState.PROPOSED)
    move_proposal(town.standing(Role.HEAD), proposal, ProposalState.APPROVED)
    proposal.refresh_from_db()
    with pytest.raises(MoneyHasMoved) as refused:
        publish(analyst, proposal)
    assert "flyttet penge midt i 2027" in refused.value.message("da")
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.APPROVED


def test_a_year_without_a_budget_has_no_money_to_move(town):
    year = BudgetYear.objects.create(
        municipality=Unit.objects.get(pk=town.own_unit.pk).municipality, year=2028
    )
    with pytest.raises(YearNotAnnounced) as refused:
        ledger_of(year)
    assert "er ikke meldt ud" in refused.value.message("da")
    page = reverse("budgets:midyear", kwargs={"code": town.code, "year": 2028})
    assert "ikke meldt ud endnu" in town.client(Role.ANALYST).get(page).content.decode()


def test_an_event_of_units_asks_for_its_money_once(town, year):
    a, b = (Unit.objects.get(key=key, municipality=year.municipality) for key in two_units(year))
    event = LineageEvent.objects.create(
        municipality=year.municipality,
        kind="merge",
        happened_on=date(2027, 8, 1),
        reason="Samles",
    )
    for unit, side in ((a, "before"), (b, "before"), (b, "after")):
        LineageUnit.objects.create(event=event, unit=unit, side=LineageUnit.Side(side))
    analyst = town.standing(Role.ANALYST)
    assert events_without_money(analyst, year) == [event]
    said = suggested(event)
    assert (said["giver_1"], said["heir_1"], said["from_month"]) == (a.key, b.key, 8)
    assert "giver_2" not in said
    page = new_page(town) + f"?slags=handover&haendelse={event.pk}"
    client = town.client(Role.ANALYST)
    assert f'value="{a.key}" selected' in client.get(page).content.decode()
    sent = {"giver_1": a.key, "heir_1": b.key, "from_month": 8, "reason": "Samles"}
    assert client.post(page, sent).status_code == 302
    assert YearChange.objects.get().event == event
    assert events_without_money(analyst, year) == []


def new_page(town):
    return reverse("budgets:midyear_new", kwargs={"code": town.code, "year": 2027})


def changes_page(town):
    return reverse("budgets:midyear_changes", kwargs={"code": town.code, "year": 2027})


def test_the_pages_show_the_difference_before_and_the_account_after(town, year):
    a, b = two_units(year)
    analyst, head = town.client(Role.ANALYST), town.client(Role.HEAD)
    sent = {"giver_1": a, "heir_1": b, "from_month": 8, "reason": "Samles <b>nu</b>"}
    answer = analyst.post(new_page(town) + "?slags=handover", sent)
    shown = analyst.get(answer["Location"]).content.decode()
    assert "Det vil den ændre" in shown
    assert "får 2 enheder et nyt brev" in shown
    assert "Samles &lt;b&gt;nu&lt;/b&gt;" in shown
    for client, state in ((analyst, "proposed"), (head, "approved"), (analyst, "posted")):
        assert client.post(answer["Location"], {"to": state, "seen": 1}).status_code == 302
    overview = analyst.get(
        reverse("budgets:midyear", kwargs={"code": town.code, "year": 2027})
    ).content.decode()
    assert "Summen passer" in overview
    assert "overdraget" in overview
    account = reverse("budgets:account", kwargs={"code": town.code, "year": 2027, "unit": b})
    assert "Overdragelse" in analyst.get(account).content.decode()
    letter = reverse("budgets:letter", kwargs={"code": town.code, "year": 2027, "unit": b})
    told = analyst.get(letter).content.decode()
    assert "I får nu" in told
    assert account in told


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        ("handover", {"heir_1": 1, "share_1": "60"}, "komme til 100 procent"),
        ("handover", {"heir_1": 1, "heir_2": 1}, "overtager to gange"),
        ("handover", {"giver_1": "", "heir_1": 1}, "Noget mangler"),
        ("frame", {"amount": "0"}, "0 kr. kan ikke posteres"),
        ("correction", {"unit": 1, "amount": "0,5"}, "kan ikke posteres"),
        ("frame", {"amount": "mange"}, "Noget mangler"),
        ("recount", {"data": "99999"}, "Noget mangler"),
    ],
)
def test_a_form_that_cannot_be_carried_says_why_and_keeps_nothing(town, year, kind, sent, said):
    a, b = two_units(year)
    filled = {"giver_1": a, "from_month": 8, "reason": "Grund"} | {
        name: b if value == 1 else value for name, value in sent.items()
    }
    counted_again(town, year)
    answer = town.client(Role.ANALYST).post(new_page(town) + f"?slags={kind}", filled)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not YearChange.objects.exists()


def test_odd_steps_and_numbers_are_refused(town, year):
    change = draft_change(town.standing(Role.ANALYST), year, merger(year))
    client = town.client(Role.ANALYST)
    page = f"{changes_page(town)}?nr={change.number}"
    assert client.post(page, {"to": "nonsense", "seen": 1}).status_code == 422
    assert client.post(page, {"to": "proposed", "seen": "x"}).status_code == 422
    assert client.get(f"{changes_page(town)}?nr=77").status_code == 404
    assert client.post(new_page(town) + "?slags=nonsense").status_code == 422


def test_shares_are_exact_thirds_when_nobody_says_otherwise(town, year):
    a, b, c, d = list(ledger_of(year).plans)[:4]
    sent = {"giver_1": a, "heir_1": b, "heir_2": c, "heir_3": d, "from_month": 7, "reason": "x"}
    town.client(Role.ANALYST).post(new_page(town) + "?slags=handover", sent)
    change = YearChange.objects.get()
    assert set(change.values["heirs"].values()) == {"1/3"}
    after = applied(ledger_of(year), change)
    assert after.held == after.frame


def test_who_waits_for_what(town, year):
    home = reverse("budgets:municipality", kwargs={"code": town.code})
    change = draft_change(town.standing(Role.ANALYST), year, merger(year))
    said = "En ændring midt i 2027 venter på dig"
    assert said in town.client(Role.ANALYST).get(home).content.decode()
    assert said not in town.client(Role.HEAD).get(home).content.decode()
    move_change(town.standing(Role.ANALYST), change, State.PROPOSED, seen=1)
    assert said in town.client(Role.HEAD).get(home).content.decode()


def test_of_two_who_post_at_once_the_second_is_told(town, year, monkeypatch):
    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    stale = ledger_of(year)
    values = {"amount": "1000"}
    late = draft_change(analyst, year, Wanted(Kind.FRAME, 6, "Mere", values))
    late = move_change(analyst, late, State.PROPOSED, seen=1)
    late = move_change(head, late, State.APPROVED, seen=1)
    entered(town, year, merger(year))
    letters = Letter.objects.count()
    # What the second of two would have read before the first was done.
    monkeypatch.setattr("fordel.web.budgets.actions.changing.ledger_of", lambda _: stale)
    with pytest.raises(LedgerMovedOn):
        move_change(analyst, late, State.POSTED, seen=1)
    late.refresh_from_db()
    assert late.state == State.APPROVED
    assert (LedgerEntry.objects.count(), Letter.objects.count()) == (2, letters)


def test_nothing_is_half_posted_when_a_letter_fails(town, year, monkeypatch):
    def fails(*_):
        raise RuntimeError("the process was stopped")

    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    change = draft_change(analyst, year, merger(year))
    change = move_change(analyst, change, State.PROPOSED, seen=1)
    change = move_change(head, change, State.APPROVED, seen=1)
    monkeypatch.setattr("fordel.web.budgets.actions.changing.changed_letter", fails)
    with pytest.raises(RuntimeError):
        move_change(analyst, change, State.POSTED, seen=1)
    change.refresh_from_db()
    assert change.state == State.APPROVED
    assert not LedgerEntry.objects.exists()
    assert not Letter.objects.filter(version=2).exists()


def test_pages_name_who_gives_who_takes_and_who_approved(town, year):
    a, b = two_units(year)
    names = {unit.key: unit.name for unit in Unit.objects.filter(municipality=year.municipality)}
    change = entered(town, year, merger(year))
    client = town.client(Role.AUDITOR)
    shown = client.get(f"{changes_page(town)}?nr={change.number}").content.decode()
    assert names[a] in shown.split("Overtager")[0]
    assert names[b] in shown.split("Overtager")[1]
    home = {"code": town.code, "year": 2027}
    overview = client.get(reverse("budgets:midyear", kwargs=home)).content.decode()
    assert f"godkendt af {town.people[Role.HEAD].name}" in overview
    budget = client.get(reverse("budgets:year", kwargs=home)).content.decode()
    assert "Der er flyttet penge siden" in budget


def test_a_unit_that_only_the_recount_names_is_recorded_and_gets_a_letter(town, year):
    data = counted_again(town, year)
    key = town.other_unit.key
    # The organisation does not know the unit by the key that the recount's register has.
    Unit.objects.filter(pk=town.other_unit.pk).update(key="FORHEN")
    entered(town, year, Wanted(Kind.RECOUNT, 9, "Septembertælling", data=data))
    letter = Letter.objects.get(unit__key=key, unit__municipality=year.municipality)
    assert (letter.version, letter.ledger_entry.kind) == (1, "recount")
    assert Entry.objects.filter(action="unit.recorded", object_key=key).count() == 2
