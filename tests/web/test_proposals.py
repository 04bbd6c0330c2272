from __future__ import annotations

import pytest

from fordel.web.access.models import Role
from fordel.web.budgets.actions.keeping import keep_model
from fordel.web.budgets.actions.proposing import make_proposal, move_proposal
from fordel.web.budgets.actions.publishing import publish
from fordel.web.budgets.actions.reading import confirm_letter
from fordel.web.budgets.models import Decision, Letter, Proposal, Publication, SealedRun
from fordel.web.budgets.policies.transitions import TRANSITIONS, State, steps_for
from fordel.web.budgets.queries.keeping import packed, unpacked
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.refusals import (
    AnswersMissing,
    FourEyesNeeded,
    KeptAsItWas,
    NotYourStep,
    ReasonMissing,
    StepNotPossible,
)
from tests import demonstrated


@pytest.fixture
def proposal(town):
    run = SealedRun.objects.filter(budget_year__year=2027).first()
    return make_proposal(town.standing(Role.ANALYST), run, reason="Prøve")


def test_a_proposal_goes_from_hand_to_hand_and_replaces_the_one_before(town, proposal):
    analyst, head = town.standing(Role.ANALYST), town.standing(Role.HEAD)
    before = Proposal.objects.get(budget_year__year=2027, state=State.PUBLISHED)
    letters = Letter.objects.count()
    move_proposal(analyst, proposal, State.PROPOSED)
    move_proposal(head, proposal, State.APPROVED)
    proposal.refresh_from_db()
    publication = publish(analyst, proposal)
    before.refresh_from_db()
    assert (publication.version, before.state) == (2, State.SUPERSEDED)
    assert Letter.objects.count() == letters, "nothing changed, so no new letters"
    steps = [(d.from_state, d.to_state) for d in Decision.objects.filter(proposal=proposal)]
    assert steps == [("draft", "proposed"), ("proposed", "approved"), ("approved", "published")]


def test_each_step_belongs_to_a_role(town, proposal):
    with pytest.raises(NotYourStep) as refused:
        move_proposal(town.standing(Role.POLITICIAN), proposal, State.PROPOSED)
    assert "Din rolle kan ikke flytte" in refused.value.message("da")
    with pytest.raises(StepNotPossible) as impossible:
        move_proposal(town.standing(Role.ANALYST), proposal, State.PUBLISHED)
    assert "kan ikke gå fra" in impossible.value.message("da")
    proposal.refresh_from_db()
    assert proposal.state == State.DRAFT


def test_nobody_approves_their_own(town, proposal):
    head = town.standing(Role.HEAD)
    Proposal.objects.filter(pk=proposal.pk).update(state=State.PROPOSED, made_by=head.person)
    proposal.refresh_from_db()
    with pytest.raises(FourEyesNeeded) as refused:
        move_proposal(head, proposal, State.APPROVED)
    assert "To personer skal se på pengene" in refused.value.message("da")
    assert State.APPROVED not in {step.to_state for step in steps_for(proposal, head)}


def test_sending_back_needs_a_reason(town, proposal):
    move_proposal(town.standing(Role.ANALYST), proposal, State.PROPOSED)
    with pytest.raises(ReasonMissing) as refused:
        move_proposal(town.standing(Role.HEAD), proposal, State.DRAFT, reason="  ")
    assert "Der mangler en begrundelse" in refused.value.message("da")
    moved = move_proposal(town.standing(Role.HEAD), proposal, State.DRAFT, reason="Se på Nord")
    assert moved.state == State.DRAFT


def test_of_two_who_publish_at_once_one_is_told(town, proposal):
    analyst = town.standing(Role.ANALYST)
    move_proposal(analyst, proposal, State.PROPOSED)
    approved = move_proposal(town.standing(Role.HEAD), proposal, State.APPROVED)
    publish(analyst, approved)
    with pytest.raises(StepNotPossible):
        publish(analyst, approved)
    assert Publication.objects.filter(budget_year__year=2027).count() == 2


def test_every_state_can_be_reached_and_only_the_system_supersedes():
    reached = {State.DRAFT}
    for _ in State:
        reached |= {step.to_state for step in TRANSITIONS if step.from_state in reached}
    assert reached == set(State)
    assert [step.to_state for step in TRANSITIONS if step.role is None] == [State.SUPERSEDED]


def test_what_was_computed_stays(town):
    sealed = SealedRun.objects.first()
    with pytest.raises(KeptAsItWas) as refused:
        sealed.save()
    assert "SealedRun" in refused.value.message("da")
    with pytest.raises(KeptAsItWas):
        sealed.delete()


def test_a_kept_run_is_the_run_and_kept_data_are_the_data(town):
    sealed = SealedRun.objects.get(budget_year__year=2027)
    run = demonstrated.next_run()
    assert told(sealed).run.allocation.totals == run.allocation.totals
    assert packed(unpacked(bytes(sealed.data.content))) == packed(run.inputs)


def test_a_used_model_is_frozen_and_the_same_wording_is_one_version(town):
    version = SealedRun.objects.first().model_version
    assert version.frozen_at is not None
    assert keep_model(town.standing(Role.ANALYST), demonstrated.model()).pk == version.pk


def test_a_letter_is_not_confirmed_without_answers(town):
    letter = Letter.objects.filter(unit=town.own_unit).first()
    with pytest.raises(AnswersMissing) as refused:
        confirm_letter(town.standing(Role.UNIT_LEADER), letter, {"how_much": 0})
    assert "Spørgsmål uden svar: 2." in refused.value.message("da")
