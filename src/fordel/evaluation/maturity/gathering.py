"""From reports to the facts that maturity is proposed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from fordel.evaluation.implementation.figures import ActivityImplementation, ImplementationReport
from fordel.evaluation.maturity.criteria import ActivityFacts, ProjectFacts, ResultLevel
from fordel.evaluation.results.figures import Change, Direction, ResultsReport
from fordel.evaluation.verdicts import Outcome, Verdict
from fordel.evaluation.windows import months_of_effect
from fordel.interventions.indicators import Cohort, Theme
from fordel.interventions.periods import Phase
from fordel.interventions.programme import Programme, Project

_GOOD_IS_DOWN = frozenset({Theme.SUPPORT, Theme.SCHOOL_START})


class Described(Protocol):
    """What tells whether an activity's description is complete."""

    def is_complete(self, activity: str) -> bool | None:
        """Whether every question of the template is answered; None where it is not known."""
        ...


def facts_of(
    programme: Programme,
    project: Project,
    implementation: ImplementationReport,
    results: ResultsReport,
    *,
    described: Described | None = None,
    costs_known: Mapping[str, bool] | None = None,
    verdicts: Iterable[Verdict] = (),
    level: ResultLevel | None = None,
    results_by: tuple[str, ...] = (),
) -> ProjectFacts:
    """Gather what maturity is proposed from.

    Parameters
    ----------
    described : whether descriptions are complete; unknown without.
    costs_known : whether an activity (by id) can be priced; unknown where it is not named.
    verdicts : people's decisions by activity (id or name), which go before the proposals.
    level : how firmly figures speak of results, where it was estimated against a comparison; by
        the changes from before to the effect phase without, which at most point towards.
    results_by : ids of evidence cited for the results.
    """
    decided = {verdict.subject: verdict for verdict in verdicts}
    found = level or level_of(results.changes)
    known = costs_known or {}
    return ProjectFacts(
        project=project.id,
        name=project.name,
        activities=tuple(
            _facts(one, decided, described, known.get(one.activity), found, results_by)
            for one in implementation.activities
        ),
        effect_months=months_of_effect(programme, project),
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
        good = Direction.DOWN if change.theme in _GOOD_IS_DOWN else Direction.UP
        bad = Direction.UP if good is Direction.DOWN else Direction.DOWN
        better += change.direction is good
        worse += change.direction is bad
    return ResultLevel.POINTS_TOWARDS if better > worse else ResultLevel.CANNOT_BE_SAID


def _facts(
    one: ActivityImplementation,
    decided: Mapping[str, Verdict],
    described: Described | None,
    cost_known: bool | None,
    level: ResultLevel,
    results_by: tuple[str, ...],
) -> ActivityFacts:
    verdict = decided.get(one.activity) or decided.get(one.name)
    outcome: Outcome = one.proposal.outcome if verdict is None else verdict.decided
    return ActivityFacts(
        activity=one.activity,
        name=one.name,
        described=None if described is None else described.is_complete(one.activity),
        implementation=outcome,
        results=level,
        cost_known=cost_known,
        implementation_by=() if verdict is None else verdict.evidence,
        results_by=results_by,
    )
