"""Criteria with their evidence; left out without failing; judgements beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fordel.evaluation.implementation.counting import implementation_of
from fordel.evaluation.maturity.criteria import (
    ActivityFacts,
    Criterion,
    MaturityOutcome,
    Met,
    ProjectFacts,
    ResultLevel,
)
from fordel.evaluation.maturity.gathering import Beside, ByTemplate, facts_of, level_of
from fordel.evaluation.maturity.judging import Judged, Judgement, in_conflict
from fordel.evaluation.maturity.proposing import maturity_of
from fordel.evaluation.refusals import JudgementWithoutWhy
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.rules import shipped_rules
from fordel.evaluation.verdicts import Outcome, Verdict
from fordel.evaluation.windows import months_of_effect
from fordel.interventions.descriptions.description import DescribedActivity, Description
from fordel.interventions.descriptions.template import description_template
from fordel.interventions.descriptions.theory import Theory
from fordel.interventions.periods import Phase
from fordel.interventions.programme import Participation
from tests.evaluation.made import answers, registered

DAY = date(2026, 3, 1)
GOOD = ActivityFacts(
    "visit", "Hjemmebesøg", described=True, implementation=Outcome.WELL,
    results=ResultLevel.MADE_PROBABLE, cost_known=True,
)  # fmt: skip


def project(*activities: ActivityFacts, months: int = 12, ended: bool = False) -> ProjectFacts:
    return ProjectFacts("project", "Projektet", activities, Fraction(months), ended)


def test_all_criteria_met_is_matured() -> None:
    report = maturity_of(project(GOOD))
    assert report.outcome is MaturityOutcome.MATURED
    assert report.why.da == "Alle kriterier er opfyldt."
    assert [found.criterion for found in report.findings] == list(Criterion)
    assert report.activities[0].outcome is MaturityOutcome.MATURED


@pytest.mark.parametrize(
    ("change", "lacking", "met"),
    [
        ({"described": False}, Criterion.DESCRIBED, Met.NO),
        ({"described": None}, Criterion.DESCRIBED, Met.UNKNOWN),
        ({"implementation": Outcome.SHARED_COUNT}, Criterion.IMPLEMENTED, Met.UNKNOWN),
        ({"results": ResultLevel.CANNOT_BE_SAID}, Criterion.RESULTS, Met.UNKNOWN),
        ({"results": ResultLevel.POINTS_TOWARDS}, Criterion.RESULTS, Met.NO),
        ({"cost_known": False}, Criterion.COSTS, Met.NO),
        ({"cost_known": None}, Criterion.COSTS, Met.UNKNOWN),
    ],
)
def test_one_criterion_lacking_is_partly_matured(
    change: dict[str, object], lacking: Criterion, met: Met
) -> None:
    report = maturity_of(project(replace(GOOD, **change)))  # type: ignore[arg-type]
    assert report.outcome is MaturityOutcome.PARTLY
    assert [found.criterion for found in report.findings if found.met is not Met.YES] == [lacking]
    assert report.finding(lacking).met is met
    assert report.activities[0].outcome is MaturityOutcome.PARTLY


def test_eleven_months_are_too_few() -> None:
    report = maturity_of(project(GOOD, months=11))
    assert report.outcome is MaturityOutcome.PARTLY
    assert report.finding(Criterion.MONTHS).why.da == (
        "Virkningsfasen har varet 11 måneder; der skal mindst 12 til."
    )


def test_what_was_not_implemented_is_left_out_without_failing_the_project() -> None:
    left = replace(GOOD, activity="cafe", implementation=Outcome.NOT_IMPLEMENTED, cost_known=None)
    report = maturity_of(project(GOOD, left))
    assert report.outcome is MaturityOutcome.MATURED
    assert report.activities[1].outcome is MaturityOutcome.LEFT_OUT
    assert "uden at projektet falder" in report.activities[1].why.da


def test_nothing_implemented_or_nothing_at_all_is_not_matured() -> None:
    left = replace(GOOD, implementation=Outcome.NOT_IMPLEMENTED)
    for facts in (project(left), project()):
        report = maturity_of(facts)
        assert report.outcome is MaturityOutcome.PARTLY
        assert "ingen aktiviteter" in report.why.da


def test_ending_before_twelve_months_is_early_and_after_them_it_is_not() -> None:
    early = maturity_of(project(GOOD, months=5, ended=True))
    assert early.outcome is MaturityOutcome.ENDED_EARLY
    assert early.activities[0].outcome is MaturityOutcome.ENDED_EARLY
    assert maturity_of(project(GOOD, ended=True)).outcome is MaturityOutcome.MATURED


def test_evidence_carries_where_figures_do_not_reach() -> None:
    shared = replace(
        GOOD, implementation=Outcome.SHARED_COUNT, implementation_by=("i1",),
        results=ResultLevel.POINTS_TOWARDS, results_by=("i2",),
    )  # fmt: skip
    report = maturity_of(project(shared))
    assert report.outcome is MaturityOutcome.MATURED
    assert report.finding(Criterion.IMPLEMENTED).evidence == ("i1",)
    assert report.finding(Criterion.RESULTS).evidence == ("i2",)


def test_evidence_alone_is_a_matter_of_the_rules() -> None:
    alone = replace(GOOD, results=ResultLevel.CANNOT_BE_SAID, results_by=("i2",))
    assert maturity_of(project(alone)).finding(Criterion.RESULTS).met is Met.UNKNOWN
    rules = shipped_rules().maturity.model_copy(update={"evidence_alone_for_results": True})
    assert maturity_of(project(alone), rules).outcome is MaturityOutcome.MATURED


def test_a_project_needs_enough_of_its_activities() -> None:
    unpriced = replace(GOOD, activity="b", cost_known=False)
    two_of_three = project(GOOD, replace(GOOD, activity="c"), unpriced)
    assert maturity_of(two_of_three).outcome is MaturityOutcome.MATURED
    rules = shipped_rules().maturity.model_copy(update={"share_of_activities": Decimal(1)})
    strict = maturity_of(two_of_three, rules)
    assert strict.outcome is MaturityOutcome.PARTLY
    assert strict.finding(Criterion.COSTS).why.da == (
        "2 af 3 aktiviteter (udeladte ikke regnet med); der skal mindst 3 til."
    )


def test_facts_come_from_registrations_and_decisions() -> None:
    values = answers({"visits": {1: 2, 3: 5, 4: 7}, "contact": {1: 3, 3: 5, 4: 6}})
    made = registered(values)
    implementation, results = implementation_of(made), results_of(made)
    why = "Ifølge interviewene gennemført."
    verdict = Verdict(
        "talk", Outcome.NOT_REGISTERED, Outcome.MOSTLY, "evaluator", DAY, why, ("i1",)
    )
    beside = Beside(
        costs_known={"visit": True, "talk": False}, verdicts=(verdict,), results_by=("i2",)
    )
    facts = facts_of(made, implementation, results, beside)
    by_id = {one.activity: one for one in facts.activities}
    assert facts.effect_months == 12
    assert by_id["visit"].implementation is Outcome.WELL
    assert by_id["talk"].implementation is Outcome.MOSTLY
    assert by_id["talk"].implementation_by == ("i1",)
    assert [by_id[name].cost_known for name in ("visit", "talk", "team")] == [True, False, None]
    assert by_id["visit"].results is ResultLevel.POINTS_TOWARDS
    assert by_id["visit"].described is None


def test_an_activity_is_described_by_the_template() -> None:
    template = description_template()

    def described(name: str, *, whole: bool) -> DescribedActivity:
        parts = {part.id: "Skrevet." for part in template.activity_parts[not whole :]}
        intended = {"times": 1, "per": "unit", "months": 1}
        return DescribedActivity.model_validate(
            {"id": name, "name": name, "parts": parts, "intended": intended}
        )

    boxes = [
        {"id": "visit", "level": "activity", "text": "Besøg", "activity": "visit"},
        {"id": "tools", "level": "activity", "text": "Kuffert", "activity": "tools"},
        {"id": "thrive", "level": "children", "text": "Børn trives"},
    ]
    arrows = [{"from": "visit", "to": "thrive"}, {"from": "tools", "to": "thrive"}]
    description = Description(
        project="project",
        number=1,
        written_on=DAY,
        author_role="projektleder",
        sections={part.id: "Skrevet." for part in template.sections},
        activities=(described("visit", whole=True), described("tools", whole=False)),
        theory=Theory.model_validate({"boxes": boxes, "arrows": arrows}),
    )
    by = ByTemplate(description)
    found = [by.is_complete(name) for name in ("visit", "tools", "unseen")]
    assert found == [True, False, False]
    without = {name: text for name, text in description.sections.items() if name != "tools"}
    less = ByTemplate(description.model_copy(update={"sections": without}))
    assert less.is_complete("visit") is False, "a section of the whole project is missing"
    made = registered(answers({"visits": {3: 5, 4: 7}}))
    facts = facts_of(made, implementation_of(made), results_of(made), Beside(described=by))
    assert facts.activities[0].described is True


def test_more_need_for_support_is_not_a_good_result() -> None:
    worse = results_of(registered(answers({"support": {1: 1, 3: 9, 4: 9}})))
    assert level_of(worse.changes) is ResultLevel.CANNOT_BE_SAID
    better = results_of(registered(answers({"support": {1: 9, 3: 1, 4: 1}})))
    assert level_of(better.changes) is ResultLevel.POINTS_TOWARDS
    both = answers({"support": {1: 1, 3: 9, 4: 9}, "contact": {1: 3, 3: 6, 4: 6}})
    assert level_of(results_of(registered(both)).changes) is ResultLevel.CANNOT_BE_SAID


def test_months_are_those_that_half_of_the_units_have_had() -> None:
    late = [Participation(unit=name, effect_from=4) for name in "ab"]
    units = (*late, Participation(unit="c"))
    told = answers({"contact": {1: 3, 4: 5}})
    assert months_of_effect(registered(told, units=units)) == 7
    assert months_of_effect(registered(told, units=())) == 12
    ended = registered(told, phases={3: Phase.EFFECT, 4: Phase.ENDED})
    assert months_of_effect(ended) == 5


def test_months_begin_anew_where_a_project_goes_back() -> None:
    told = answers({"contact": {1: 3, 3: 4, 4: 5}})
    back = {1: Phase.EFFECT, 2: Phase.EFFECT, 3: Phase.SHAPING, 4: Phase.EFFECT}
    straight = dict.fromkeys(back, Phase.EFFECT)
    months = {p.no: p.months for p in registered(told).programme.periods}
    assert months_of_effect(registered(told, phases=back)) == months[4]
    assert months_of_effect(registered(told, phases=straight)) == sum(months[no] for no in back)
    own = (Participation(unit="a", effect_from=1),)
    ahead = {1: Phase.SPREAD, 3: Phase.EFFECT, 4: Phase.EFFECT}
    assert months_of_effect(registered(told, phases=ahead, units=own)) == sum(months.values())


def test_months_that_are_only_planned_are_no_experience() -> None:
    assert months_of_effect(registered(answers({"contact": {1: 3, 3: 4}}))) == 5
    assert months_of_effect(registered(answers({"contact": {1: 3}}))) == 0
    assert months_of_effect(registered()) == 0


def test_conflicting_judgements_are_kept_and_shown() -> None:
    judged = Judged("Morsø", MaturityOutcome.MATURED)
    assert judged.words.da == "Morsø: foreslået modnet; ingen har vurderet endnu."
    one = Judgement("Morsø", "kapitel 3", DAY, MaturityOutcome.MATURED, "Blandt de 12 modnede.")
    other = Judgement("Morsø", "afsnit 5.9", DAY, MaturityOutcome.PARTLY, "Kaldes delvist modnet.")
    both = judged.with_judgement(one).with_judgement(other)
    assert both.judgements == (one, other)
    assert both.is_conflict
    assert both.outcomes == {MaturityOutcome.MATURED, MaturityOutcome.PARTLY}
    assert both.words.da == (
        "Morsø: evaluatorerne er uenige; begge vurderinger står her med begrundelse."
    )
    assert in_conflict([judged, both]) == (both,)
    later = replace(other, on=date(2026, 4, 1), outcome=MaturityOutcome.MATURED, why="Set igen.")
    agreed = both.with_judgement(later)
    assert len(agreed.judgements) == 3, "what was judged before stays"
    assert not agreed.is_conflict
    assert agreed.words.en == "Morsø: matured (judgements: 2)."


def test_a_judgement_needs_its_why() -> None:
    with pytest.raises(JudgementWithoutWhy) as caught:
        Judgement("Morsø", "evaluator", DAY, MaturityOutcome.MATURED, " ")
    assert caught.value.message("en") == (
        "Morsø: no reason is given. Two evaluators may disagree; only their reasons can be held "
        "against each other. Write briefly why the intervention is judged so."
    )
