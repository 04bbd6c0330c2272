"""What maturity is judged by: facts of activities and projects, and criteria."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fordel.domain.language import Words
from fordel.evaluation.verdicts import Outcome


class Criterion(StrEnum):
    """What an intervention must meet to be matured (evaluation of 2023, a-d and 12 months)."""

    DESCRIBED = "a"
    IMPLEMENTED = "b"
    RESULTS = "c"
    COSTS = "d"
    MONTHS = "months"


CRITERION_WORDS = {
    Criterion.DESCRIBED: Words(da="godt beskrevet", en="well described"),
    Criterion.IMPLEMENTED: Words(da="gennemført som beskrevet", en="implemented as described"),
    Criterion.RESULTS: Words(da="resultater gjort sandsynlige", en="results made probable"),
    Criterion.COSTS: Words(da="omkostninger kendt", en="costs clear"),
    Criterion.MONTHS: Words(da="tilstrækkelig lang virkningsfase", en="effect phase long enough"),
}


class Met(StrEnum):
    """Whether a criterion is met; unknown is neither yes nor no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


MET_WORDS = {
    Met.YES: Words(da="opfyldt", en="met"),
    Met.NO: Words(da="ikke opfyldt", en="not met"),
    Met.UNKNOWN: Words(da="kan ikke siges", en="cannot be said"),
}


class ResultLevel(StrEnum):
    """How firmly figures speak of results. Nothing is ever proved."""

    CANNOT_BE_SAID = "cannot_be_said"
    POINTS_TOWARDS = "points_towards"
    MADE_PROBABLE = "made_probable"


LEVEL_WORDS = {
    ResultLevel.CANNOT_BE_SAID: Words(da="kan ikke siges", en="cannot be said"),
    ResultLevel.POINTS_TOWARDS: Words(da="peger i retning af", en="points towards"),
    ResultLevel.MADE_PROBABLE: Words(da="sandsynliggjort", en="made probable"),
}


class MaturityOutcome(StrEnum):
    """What is said of an activity or a project; left out is for activities only."""

    MATURED = "matured"
    PARTLY = "partly_matured"
    ENDED_EARLY = "ended_early"
    LEFT_OUT = "left_out"


MATURITY_WORDS = {
    MaturityOutcome.MATURED: Words(da="modnet", en="matured"),
    MaturityOutcome.PARTLY: Words(da="delvist modnet", en="partly matured"),
    MaturityOutcome.ENDED_EARLY: Words(da="afsluttet før tid", en="ended early"),
    MaturityOutcome.LEFT_OUT: Words(da="udeladt, ikke modnet", en="left out, not matured"),
}


@dataclass(frozen=True)
class ActivityFacts:
    """What is known of an activity.

    Parameters
    ----------
    described : whether the description is complete for it; None where nobody has looked.
    implementation : the decided verdict, else the proposed one.
    results : how firmly figures speak of results it is meant to lead to.
    cost_known : whether a holding of it can be priced; None where nobody has tried.
    described_by, implementation_by, results_by, cost_by : ids of evidence cited for each.
    """

    activity: str
    name: str
    described: bool | None
    implementation: Outcome
    results: ResultLevel
    cost_known: bool | None
    described_by: tuple[str, ...] = ()
    implementation_by: tuple[str, ...] = ()
    results_by: tuple[str, ...] = ()
    cost_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProjectFacts:
    """What is known of a project: its activities, its effect phase in months, whether it ended."""

    project: str
    name: str
    activities: tuple[ActivityFacts, ...]
    effect_months: Fraction
    ended: bool = False


@dataclass(frozen=True)
class Finding:
    """Whether a criterion is met, why, and the ids of the evidence cited for it."""

    criterion: Criterion
    met: Met
    why: Words
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActivityMaturity:
    """A proposal for an activity, with a finding per criterion."""

    activity: str
    name: str
    outcome: MaturityOutcome
    findings: tuple[Finding, ...]
    why: Words


@dataclass(frozen=True)
class MaturityReport:
    """A proposal for a project and each of its activities; people judge.

    ``findings`` are over the activities that are not left out; ``source`` is where the rules
    come from.
    """

    project: str
    name: str
    outcome: MaturityOutcome
    findings: tuple[Finding, ...]
    activities: tuple[ActivityMaturity, ...]
    why: Words
    source: Words

    def finding(self, criterion: Criterion) -> Finding:
        """What was found on one criterion."""
        return next(found for found in self.findings if found.criterion is criterion)
