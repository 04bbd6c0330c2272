"""What others than analyst, auditor and a unit's own leader see of amounts."""

from __future__ import annotations

import io
import zipfile
from copy import copy
from dataclasses import replace

import numpy as np
import pytest
from django.urls import reverse

from fordel.budget_year.announcing import losing, measured_for_others, seen_units
from fordel.disclosure.refusals import Leaks
from fordel.domain.language import number
from fordel.web.access.models import Role
from fordel.web.budgets.actions import protecting
from fordel.web.budgets.actions.changing import Wanted, draft_change, move_change
from fordel.web.budgets.actions.proposing import make_proposal, move_proposal
from fordel.web.budgets.actions.publishing import publish
from fordel.web.budgets.actions.reading import fetch_letter
from fordel.web.budgets.models import (
    BudgetYear,
    Job,
    LedgerEntry,
    Letter,
    Protection,
    Publication,
    SealedRun,
    YearChange,
)
from fordel.web.budgets.policies.changing import State
from fordel.web.budgets.policies.transitions import State as ProposalState
from fordel.web.budgets.queries.letters import tells_amount, units_told_to_others
from fordel.web.budgets.queries.midyear import ledger_of, preview_of, seen_of, shown_preview
from fordel.web.budgets.queries.protections import guarded
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.refusals import AnnouncedSince, LetterForItsLeader
from fordel.web.organisation.models import Municipality, Unit
from tests.web.test_midyear import counted_again, entered, through

Kind = YearChange.Kind
OTHERS = (Role.HEAD, Role.POLITICIAN)


@pytest.fixture
def year(town):
    return BudgetYear.objects.get(municipality__code=town.code, year=2027)


def page(name, **named):
    return reverse(f"budgets:{name}", kwargs={"code": "999", "year": 2027, **named})


def text(town, role, address):
    answer = town.client(role).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def announced():
    return Publication.objects.filter(budget_year__year=2027).first()


def hidden_unit():
    units = seen_units(guarded(announced().run))
    return next(unit for unit in units if unit.total is None)


def amounts_of(key):
    result = told(announced().run).run.allocation
    place = result.ids.index(key)
    return {number(result.totals[place], "da"), number(result.need[place], "da")}


def recount(town, year):
    return Wanted(Kind.RECOUNT, 9, "Septembertælling", data=counted_again(town, year))


# Letters


def test_a_letters_hidden_amount_is_for_its_leader_and_those_who_check(town, year):
    unit = hidden_unit()
    total = number(amounts_total(unit.key), "da")
    for role in (Role.ANALYST, Role.AUDITOR):
        assert total in text(town, role, page("letter", unit=unit.key))
        assert total in text(town, role, page("letters"))
    for address in (page("letter", unit=unit.key), page("letters"), page("figures", unit=unit.key)):
        seen = text(town, Role.HEAD, address)
        assert unit.name in seen
        assert not any(figure in seen for figure in amounts_of(unit.key))
    for form in ("letter_pdf", "letter_xlsx"):
        refused = town.client(Role.HEAD).get(page(form, unit=unit.key))
        assert refused.status_code == 422
        assert "er kun for enhedens leder" in refused.content.decode()
        assert town.client(Role.AUDITOR).get(page(form, unit=unit.key)).status_code == 200


def amounts_total(key):
    result = told(announced().run).run.allocation
    return result.totals[result.ids.index(key)]


def test_the_units_own_leader_reads_the_amount_whatever_is_hidden(town, year):
    unit = Unit.objects.get(municipality__code="999", key=hidden_unit().key)
    letter = Letter.objects.filter(unit=unit, budget_year=year).order_by("-version").first()
    leader = replace(town.standing(Role.UNIT_LEADER), unit_ids=frozenset({unit.pk}))
    assert tells_amount(leader, letter)
    assert fetch_letter(leader, letter, "da").startswith(b"%PDF")
    area = replace(town.standing(Role.AREA_LEADER), area_ids=frozenset({unit.area_id}))
    assert not tells_amount(area, letter)
    with pytest.raises(LetterForItsLeader) as refused:
        fetch_letter(area, letter, "da")
    assert "så få børn" in refused.value.message("da")
    assert "only for the leader" in refused.value.message("en")


def test_nobody_else_sees_an_amount_whose_count_is_hidden(town, year):
    shown = units_told_to_others(year)
    assert shown
    assert not shown & {u.key for u in seen_units(guarded(announced().run)) if u.total is None}
    assert shown <= set(told(announced().run).run.allocation.ids)


# In the middle of the year


def test_a_recount_is_protected_when_it_is_sent_for_approval(town, year):
    change = draft_change(town.standing(Role.ANALYST), year, recount(town, year))
    assert not Protection.objects.filter(run=change.run).exists()
    before = shown_preview(town.standing(Role.HEAD), change, preview_of(change))
    assert all(move.after is None for move in before.moves), "nobody else reads it before"
    change = through(town, change)
    kept = Protection.objects.get(run=change.run)
    assert announced().run_id in kept.earlier
    seen, ledger = seen_of(year, ledger_of(year)), ledger_of(year)
    assert 0 < len(seen.hidden) < len(ledger.balances)
    hides = guarded(change.run)
    assert {unit for unit in ledger.plans if not hides.shows_money(unit)} <= seen.hidden


def test_what_a_recount_hides_stands_on_no_page_of_others(town, year):
    change = entered(town, year, recount(town, year))
    ledger = ledger_of(year)
    seen = seen_of(year, ledger)
    secret = [number(ledger.balances[unit], "da") for unit in sorted(seen.hidden)]
    open_ = [number(ledger.balances[unit], "da") for unit in ledger.balances.keys() - seen.hidden]
    analyst = text(town, Role.ANALYST, page("midyear"))
    assert all(figure in analyst for figure in secret + open_)
    for role in OTHERS:
        told_ = text(town, role, page("midyear"))
        assert all(figure in told_ for figure in open_)
        assert not any(figure in told_ for figure in secret)
        assert "vises ikke" in told_
    shown = text(town, Role.HEAD, page("midyear_changes") + f"?nr={change.number}")
    for unit in sorted(seen.hidden):
        for address in (page("account", unit=unit), page("letter", unit=unit)):
            shown += text(town, Role.HEAD, address)
    assert not any(figure in shown for figure in secret)
    moved = [number(move.difference, "da") for move in preview_of(change).moves
             if move.unit in seen.hidden]  # fmt: skip
    assert moved
    assert not any(f"+{figure}<" in shown for figure in moved)


def test_a_changed_letter_that_leaks_is_not_posted(town, year, monkeypatch):
    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    change = draft_change(analyst, year, recount(town, year))
    change = move_change(analyst, change, State.PROPOSED, seen=1)
    change = move_change(head, change, State.APPROVED, seen=1)
    letters = Letter.objects.count()

    def leaks(*_):
        raise Leaks(("a · b",))

    monkeypatch.setattr("fordel.budget_year.guarding.runs.GuardedRun.audit", leaks)
    client = town.client(Role.ANALYST)
    address = page("midyear_changes") + f"?nr={change.number}"
    refused = client.post(address, {"to": "posted", "seen": 1})
    assert refused.status_code == 422
    assert Leaks(("a · b",)).parts("da")[0] in refused.content.decode()
    assert not LedgerEntry.objects.exists()
    assert Letter.objects.count() == letters


def test_a_protection_from_before_something_else_was_announced_is_not_enough(town, year):
    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    first = draft_change(analyst, year, recount(town, year))
    first = move_change(analyst, first, State.PROPOSED, seen=1)
    # Another recount, of other children, is posted meanwhile.
    data = counted_again(town, year)
    other = draft_change(analyst, year, Wanted(Kind.RECOUNT, 9, "Anden tælling", data=data))
    through(town, other)
    first = move_change(head, first, State.APPROVED, seen=2)
    with pytest.raises(AnnouncedSince) as refused:
        move_change(analyst, first, State.POSTED, seen=2)
    assert "meldt andre tal ud, siden denne beregning" in refused.value.message("da")
    assert "Make a new calculation" in refused.value.message("en")
    assert LedgerEntry.objects.filter(budget_year=year).count() == 2


def test_a_proposal_is_not_announced_beside_what_it_was_not_protected_beside(town, year):
    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    newest = announced().run
    runs = []
    for _ in range(2):
        SealedRun.objects.filter(pk=newest.pk)
        copy = SealedRun.objects.get(pk=newest.pk)
        copy.pk = None
        copy.save()
        runs.append(copy)
    proposals = [make_proposal(analyst, run, reason="Prøve") for run in runs]
    for one in proposals:
        move_proposal(analyst, one, ProposalState.PROPOSED)
        move_proposal(head, one, ProposalState.APPROVED)
        one.refresh_from_db()
    publish(analyst, proposals[0])
    with pytest.raises(AnnouncedSince):
        publish(analyst, proposals[1])


def test_a_merger_hides_what_the_heir_takes_over_of_a_hidden_unit(town, year):
    unit = hidden_unit().key
    heir = next(u for u in ledger_of(year).plans if u in units_told_to_others(year))
    values = {"givers": [unit], "heirs": {heir: "1"}}
    change = entered(town, year, Wanted(Kind.HANDOVER, 8, "Samles", values))
    secret = number(ledger_of(year).balances[heir], "da")
    assert secret in text(town, Role.ANALYST, page("midyear"))
    for address in (page("midyear"), page("midyear_changes") + f"?nr={change.number}"):
        assert secret not in text(town, Role.HEAD, address)


def test_a_correction_of_a_child_or_two_is_not_told(town, year):
    unit = min(units_told_to_others(year))
    rate = guarded(announced().run).dearest
    amount = -round(2 * rate[unit])
    values = {"unit": unit, "amount": str(amount), "against": None}
    change = entered(town, year, Wanted(Kind.CORRECTION, 10, "Talt dobbelt", values))
    said = number(abs(amount), "da")
    address = page("midyear_changes") + f"?nr={change.number}"
    assert said in text(town, Role.ANALYST, address)
    reserve = number(ledger_of(year).reserve, "da")
    for told_ in (text(town, Role.HEAD, address), text(town, Role.POLITICIAN, page("midyear"))):
        assert said not in told_
        assert reserve not in told_


# Measures and comparisons


def test_measures_and_losers_tell_nothing_of_hidden_units(town, year):
    """Change what a hidden unit has: nothing that others see of measures may move."""
    seen, last = guarded(announced().run), guarded(announced().run.previous)
    result = seen.run.allocation
    hidden = [unit.key for unit in seen_units(seen) if unit.total is None]
    place, another = (result.ids.index(unit) for unit in hidden[:2])

    def moved(values):
        changed = list(values)
        changed[place] += 12_345
        changed[another] -= 12_345  # what all get together is known
        return tuple(changed)

    other = copy(result)
    vars(other).update(totals=moved(result.totals), need=moved(result.need))
    assert other.totals[place] == result.totals[place] + 12_345
    changed = replace(seen, run=replace(seen.run, allocation=other))
    assert measured_for_others(changed).to_json() == measured_for_others(seen).to_json()
    assert losing(changed, last) == losing(seen, last)
    for role in OTHERS:
        shown = town.client(role).get(page("year")).context["measures"].rows
        assert shown != town.client(Role.ANALYST).get(page("year")).context["measures"].rows


def test_losers_are_counted_among_those_whose_money_is_shown(town, year):
    seen, last = guarded(announced().run), guarded(announced().run.previous)
    losers, compared = losing(seen, last)
    units = [u for u in seen_units(seen, last) if u.change is not None]
    assert 0 <= losers <= compared <= len(units)
    told_ = text(town, Role.POLITICIAN, page("year"))
    assert f"af {compared} enhed" in told_
    assert "der vises i begge år" in told_


def test_scenarios_show_their_amounts_only_to_those_who_see_them_as_they_are(town):
    from tests.web.test_trying import saved

    saved(town)
    from fordel.web.budgets.models import Scenario

    town.client(Role.ANALYST).post(
        page("scenarios"), {"do": f"share:{Scenario.objects.get().token}"}
    )
    analyst = town.client(Role.ANALYST).get(page("scenarios"))
    amounts = [number(cell, "da") for row in analyst.context["rows"] for cell, _ in row["cells"]]
    head = text(town, Role.HEAD, page("scenarios"))
    assert "Mere til behov" in head
    assert all(figure in analyst.content.decode() for figure in amounts)
    assert not any(figure in head for figure in amounts)
    assert town.client(Role.HEAD).get(page("what_if")).status_code == 403


# How small figures are protected


def settings_of(town, **changed):
    sent = {"smallest_count": 5, "rounding_base": 0, **changed}
    address = reverse("budgets:sharing", kwargs={"code": town.code})
    return town.client(Role.ANALYST).post(address, sent)


def test_the_municipality_chooses_how_small_figures_are_protected(town):
    assert settings_of(town, smallest_count=4, hides_zero="on", rounding_base=10).status_code == 302
    found = Municipality.objects.get(code=town.code)
    assert (found.smallest_count, found.hides_zero, found.rounding_base) == (4, True, 10)
    for wrong, words in (
        ({"rounding_base": 3}, "mindst 5"),
        ({"smallest_count": 1}, "Noget mangler"),
    ):
        refused = settings_of(town, **wrong)
        assert refused.status_code == 422
        assert words in refused.content.decode()
    assert Municipality.objects.get(code=town.code).rounding_base == 10


def test_counts_are_rounded_where_the_municipality_wants_that(town, year):
    Municipality.objects.filter(code=town.code).update(rounding_base=5)
    run = SealedRun.objects.get(pk=announced().run_id)
    run.pk = None
    run.save()
    run = SealedRun.objects.select_related("budget_year__municipality").get(pk=run.pk)
    made = protecting.protect_run(town.standing(Role.ANALYST), run)
    assert guarded(run).to_json() == made.to_json()
    if made.within:
        shown = [made.cell(*key).value for key in made.within]
        assert all(value % 5 == 0 for value in shown)


def test_two_copies_of_a_year_hide_the_same(town, year):
    found = []
    for _ in range(2):
        run = SealedRun.objects.get(pk=announced().run_id)
        run.pk = None
        run.save()
        run = SealedRun.objects.select_related("budget_year__municipality").get(pk=run.pk)
        found.append(protecting.protect_run(town.standing(Role.ANALYST), run).to_json())
    assert found[0] == found[1]
    assert np.any(found[0]["hidden"])


def test_why_an_announcement_was_refused_is_told_to_those_who_see_figures(town, year):
    refusal = {language: ["000001 · low_income"] for language in ("da", "en")}
    Job.objects.create(
        municipality=year.municipality, kind="publish", state=Job.State.FAILED, refusal=refusal
    )
    address = reverse("budgets:jobs", kwargs={"code": town.code})
    assert "low_income" in text(town, Role.ANALYST, address)
    for role in (Role.HEAD, Role.ADMINISTRATOR):
        assert "low_income" not in text(town, role, address)


def test_a_bundle_for_others_holds_no_results_even_where_nothing_is_hidden(town, monkeypatch):
    monkeypatch.setattr("fordel.budget_year.guarding.runs.GuardedRun.hidden", frozenset())
    number_ = announced().proposal.number
    content = town.client(Role.POLITICIAN).get(page("bundle", number=number_)).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "allocation.csv" not in archive.namelist()
        assert "trace.json" not in archive.namelist()
