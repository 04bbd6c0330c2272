"""From reports to the facts that maturity is proposed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fordel.evaluation.implementation.figures import ActivityImplementation, ImplementationReport
from fordel.evaluation.maturity.criteria import ActivityFacts, ProjectFacts, ResultLevel
from fordel.evaluation.results.figures import (
    GOOD_IS_DOWN,
    Change,
    Direction,
    ResultsReport,
)
from fordel.evaluation.verdicts import Outcome, Verdict
from fordel.evaluation.windows import months_of_effect
from fordel.interventions.descriptions.completeness import completeness
from fordel.interventions.descriptions.description import Description
from fordel.interventions.indicators import Cohort
from fordel.interventions.periods import Phase
from fordel.interventions.registrations import Registrations


class Described(Protocol):
    """What tells whether an activity's description is complete."""

    def is_complete(self, activity: str) -> bool | None:
        """Whether every question of the template is answered; None where it is not known."""
        ...


@dataclass(frozen=True)
class ByTemplate:
    """Whether activities are described, by the template's own check of a description.

    An activity is described where nothing of it is missing, and nothing of the sections that hold
    for the whole project. The theory of change is the project's, and counts with them.
    """

    description: Description

    def is_complete(self, activity: str) -> bool | None:
        """Whether an activity is described; no, where the description does not name it."""
        if all(known.id != activity for known in self.description.activities):
            return False
        of_others = tuple(f"{o.id}." for o in self.description.activities if o.id != activity)
        findings = completeness(self.description).findings
        return all(finding.where.startswith(of_others) for finding in findings)


@dataclass(frozen=True)
class Beside:
    """What is known of a project beside its registrations.

    Parameters
    ----------
    described : whether descriptions are complete; unknown without.
    costs_known : whether an activity (by id) can be priced; unknown where it is not named.
    verdicts : people's decisions by activity (id or name), which go before the proposals.
    level : how firmly figures speak of results, where it was estimated against a comparison
        (``ResultLevel(language.level)`` of an evaluated effect); by the changes from before to the
        effect phase without, which at most point towards.
    results_by : ids of evidence cited for the results.
    """

    described: Described | None = None
    costs_known: Mapping[str, bool] = field(default_factory=dict)
    verdicts: tuple[Verdict[Outcome], ...] = ()
    level: ResultLevel | None = None
    results_by: tuple[str, ...] = ()


def facts_of(
    registrations: Registrations,
    implementation: ImplementationReport,
    results: ResultsReport,
    beside: Beside | None = None,
) -> ProjectFacts:
    """Gather what maturity is proposed from.

    Parameters
    ----------
    implementation, results : the reports of the same registrations.
    beside : descriptions, costs, decisions and evidence; nothing is known of them without.
    """
    beside = beside or Beside()
    project = registrations.project
    level = beside.level or level_of(results.changes)
    return ProjectFacts(
        project=project.id,
        name=project.name,
        activities=tuple(_facts(one, beside, level) for one in implementation.activities),
        effect_months=months_of_effect(registrations),
        ended=bool(project.phases) and project.phases[max(project.phases)] is Phase.ENDED,
    )


def level_of(changes: Iterable[Change]) -> ResultLevel:
    """How firmly changes alone speak: at most they point towards, for nothing is compared with.

    Children who left the effort say nothing of results here; nor does one result that moved the
    right way, where as many or more moved the wrong one.
    """
    better, worse = 0, 0
    for change in changes:
        if change.cohort is Cohort.LEFT:
            continue
        good = Direction.DOWN if change.theme in GOOD_IS_DOWN else Direction.UP
        bad = Direction.UP if good is Direction.DOWN else Direction.DOWN
        better += change.direction is good
        worse += change.direction is bad
    return ResultLevel.POINTS_TOWARDS if better > worse else ResultLevel.CANNOT_BE_SAID


def _facts(one: ActivityImplementation, beside: Beside, level: ResultLevel) -> ActivityFacts:
    decided = {verdict.subject: verdict for verdict in beside.verdicts}
    verdict = decided.get(one.activity) or decided.get(one.name)
    described = None if beside.described is None else beside.described.is_complete(one.activity)
    return ActivityFacts(
        activity=one.activity,
        name=one.name,
        described=described,
        implementation=one.proposal.outcome if verdict is None else verdict.decided,
        results=level,
        cost_known=beside.costs_known.get(one.activity),
        implementation_by=() if verdict is None else verdict.evidence,
        results_by=beside.results_by,
    )
