"""Everything that a final report is made of, gathered in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from fordel.allocation.model.values import words_of
from fordel.costing.answers import Cost, PackageAnswers
from fordel.costing.computing import Range
from fordel.costing.document import PackageDocument
from fordel.costing.pay import PayTable
from fordel.costing.wording import PER_WORDS
from fordel.domain.language import Words
from fordel.evaluation.effects.from_registrations import effects_in
from fordel.evaluation.effects.results import EffectReport
from fordel.evaluation.evidence.citing import Evidence, check_cited
from fordel.evaluation.implementation.counting import implementation_of
from fordel.evaluation.implementation.figures import ImplementationReport
from fordel.evaluation.maturity.criteria import MaturityReport, ResultLevel
from fordel.evaluation.maturity.gathering import Beside, facts_of
from fordel.evaluation.maturity.judging import Judged, Judgement
from fordel.evaluation.maturity.proposing import maturity_of
from fordel.evaluation.panels.costing import Followed
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.results.figures import ResultsReport
from fordel.evaluation.results.verdicts import (
    JudgedResult,
    ResultOutcome,
    judged_results,
    level_of_results,
    propose_results,
)
from fordel.evaluation.rules import EvaluationRules, shipped_rules
from fordel.evaluation.verdicts import Outcome, Verdict
from fordel.interventions.programme import Programme, Project
from fordel.interventions.registrations import Registrations


@dataclass(frozen=True)
class ActivityCost:
    """What an activity costs, by its id; ``per`` is whom ``once`` and ``per_year`` are for."""

    activity: str
    name: str
    holding: str
    per: Words
    once: Cost
    per_year: Cost


@dataclass(frozen=True)
class Established:
    """A sum that it took to begin: what a year bears of it, None where it is not known."""

    name: str
    per_year: Fraction | None
    years: int


@dataclass(frozen=True)
class Costs:
    """What a project's activities cost; ``total`` is that of a year in all its units."""

    activities: tuple[ActivityCost, ...]
    establishment: tuple[Established, ...]
    total: Range
    left_out: int
    price_year: int
    source: Words

    def of(self, activity: str, name: str) -> ActivityCost | None:
        """An activity's cost, by its id or its name; None where nobody has worked it out."""
        return next((one for one in self.activities if {one.activity, one.name} & {activity, name}),
                    None)  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """Children who moved to green, followed one by one; the interval is of the share moved."""

    moved: int
    children: int
    interval: tuple[float, float] | None
    source: str


@dataclass(frozen=True)
class Evaluated:
    """A project's evaluation: figures, proposals, and what people decided of them.

    ``judged`` holds the project and those of its activities that were judged, each with every
    judgement; ``came`` every result with what was proposed and decided of it. ``moved`` is None
    where nobody wrote how many moved; ``followed`` are panels of pseudonyms, by indicator.
    """

    registrations: Registrations
    implementation: ImplementationReport
    results: ResultsReport
    maturity: MaturityReport
    level: ResultLevel
    rules: EvaluationRules
    verdicts: tuple[Verdict[Outcome], ...] = ()
    came: tuple[JudgedResult, ...] = ()
    judged: tuple[Judged, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    costs: Costs | None = None
    moved: Moved | None = None
    followed: tuple[Followed, ...] = ()

    @property
    def programme(self) -> Programme:
        return self.registrations.programme

    @property
    def project(self) -> Project:
        return self.registrations.project

    def verdict(self, activity: str, name: str) -> Verdict[Outcome] | None:
        """The last decision on an activity, by its id or its name; None where nobody decided."""
        found = [one for one in self.verdicts if one.subject in {activity, name}]
        return found[-1] if found else None

    def judged_of(self, *names: str) -> Judged | None:
        """What evaluators judged of the project or an activity, by any of its names."""
        return next((one for one in self.judged if one.subject in names), None)


@dataclass(frozen=True)
class Said:
    """What people said of a project beside its registrations: all of it may be nothing yet.

    ``beside`` says whether descriptions are complete and what was decided of activities,
    ``results`` what was decided of results; how firmly results are made probable follows from them
    and from the effects, where ``beside`` does not say it. Whether costs are known follows from
    ``costs``.
    """

    beside: Beside = field(default_factory=Beside)
    results: tuple[Verdict[ResultOutcome], ...] = ()
    judgements: tuple[Judgement, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    costs: Costs | None = None
    moved: Moved | None = None
    followed: tuple[Followed, ...] = ()


def evaluate(
    registrations: Registrations,
    said: Said | None = None,
    rules: EvaluationRules | None = None,
    effects: Mapping[str, EffectReport] | None = None,
) -> Evaluated:
    """Evaluate a project from its registrations and what people said of it.

    Parameters
    ----------
    effects : of the same registrations, where they were estimated already.

    Raises
    ------
    EvidenceMissing : something is cited that is not there.
    """
    rules, said = rules or shipped_rules(), said or Said()
    check_cited((*said.beside.verdicts, *said.results, *said.judgements), said.evidence)
    implementation = implementation_of(registrations, rules.implementation)
    results = results_of(registrations, rules)
    effects = effects_in(registrations, rules) if effects is None else effects
    came = judged_results(propose_results(results, effects, rules.results), said.results)
    beside = _beside(registrations.project, said, came)
    facts = facts_of(registrations, implementation, results, beside)
    maturity = maturity_of(facts, rules.maturity)
    return Evaluated(
        registrations=registrations,
        implementation=implementation,
        results=results,
        maturity=maturity,
        level=beside.level or ResultLevel.CANNOT_BE_SAID,
        rules=rules,
        verdicts=said.beside.verdicts,
        came=came,
        judged=_judged(maturity, said.judgements),
        evidence=said.evidence,
        costs=said.costs,
        moved=said.moved,
        followed=said.followed,
    )


def costs_of(document: PackageDocument, answers: PackageAnswers, pay: PayTable) -> Costs:
    """A package's answers as a project's costs; activities go by their ids."""
    years = {one.name: one.years for one in document.establishment}
    return Costs(
        activities=tuple(
            ActivityCost(one.id, one.name, one.holding, PER_WORDS[one.per], one.once, one.per_year)
            for one in answers.activities
        ),
        establishment=tuple(
            Established(name, part, years[name]) for name, part in answers.cost.establishment
        ),
        total=answers.cost.total,
        left_out=len(answers.cost.left_out),
        price_year=answers.price_year,
        source=words_of(document.source or pay.source),
    )


def _beside(project: Project, said: Said, came: tuple[JudgedResult, ...]) -> Beside:
    """What is known beside the registrations, with what follows from the results and the costs."""
    beside = said.beside
    cited = tuple(dict.fromkeys(one for judged in came for one in judged.cited))
    return replace(
        beside,
        costs_known={**beside.costs_known, **_known(project, said.costs)},
        level=beside.level or level_of_results(came),
        results_by=beside.results_by or cited,
    )


def _known(project: Project, costs: Costs | None) -> dict[str, bool]:
    if costs is None:
        return {}
    found = {one.id: costs.of(one.id, one.name) for one in project.activities}
    return {
        activity: isinstance(cost.once, Range)
        for activity, cost in found.items()
        if cost is not None
    }


def _judged(maturity: MaturityReport, judgements: tuple[Judgement, ...]) -> tuple[Judged, ...]:
    """The project and its activities, each with the judgements made of it by id or name."""
    subjects = [
        (maturity.name, (maturity.project, maturity.name), maturity.outcome),
        *((one.name, (one.activity, one.name), one.outcome) for one in maturity.activities),
    ]
    return tuple(
        Judged(name, outcome, tuple(one for one in judgements if one.subject in names))
        for name, names, outcome in subjects
    )
