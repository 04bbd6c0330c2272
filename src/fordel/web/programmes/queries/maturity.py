"""How far projects have come: what the rules propose, and what people judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fordel.costing.computing import Range, cost_per_child
from fordel.costing.pay import PayTable
from fordel.domain.language import Words
from fordel.evaluation.implementation.counting import implementation_of
from fordel.evaluation.maturity.criteria import (
    ActivityMaturity,
    MaturityReport,
)
from fordel.evaluation.maturity.gathering import Beside, ByTemplate, facts_of
from fordel.evaluation.maturity.judging import Judged
from fordel.evaluation.maturity.proposing import maturity_of
from fordel.evaluation.results.verdicts import JudgedResult, level_of_results
from fordel.interventions.elements import ENDING_WORDS, shipped_catalogue
from fordel.interventions.registrations import Registrations
from fordel.web.programmes.models import CostLine, DescriptionVersion, Programme, Project
from fordel.web.programmes.models import Judgement as JudgementRow
from fordel.web.programmes.models import Verdict as VerdictRow
from fordel.web.programmes.queries.costs import pay_here, priced_by, published_hours
from fordel.web.programmes.queries.descriptions import description_of
from fordel.web.programmes.queries.documents import programme_document, registrations_documents
from fordel.web.programmes.queries.evaluating import results_of_registrations
from fordel.web.programmes.queries.evidence import Citations, citations
from fordel.web.programmes.queries.results import judged_of
from fordel.web.programmes.queries.said import OUTCOMES, judgement_of, verdict_of

KEPT_AS = {outcome: row for row, outcome in OUTCOMES.items()}


@dataclass(frozen=True)
class Subject:
    """The project or one of its activities: what was proposed, and every judgement of it."""

    key: str
    proposal: MaturityReport | ActivityMaturity
    judged: Judged


@dataclass(frozen=True)
class ProjectMaturity:
    """How far a project has come, and what came of its results.

    ``published`` is how the evaluation of 2023 saw it, if it did.
    """

    row: Project
    report: MaturityReport
    whole: Subject
    activities: tuple[Subject, ...]
    published: Words | None
    came: tuple[JudgedResult, ...]

    def subject(self, activity: str) -> Subject | None:
        """An activity by its key; the project itself without one."""
        if not activity:
            return self.whole
        return next((one for one in self.activities if one.key == activity), None)


def maturity_of_projects(
    programme: Programme,
    rows: Sequence[Project],
    municipality_id: int,
    registrations: Mapping[str, Registrations] | None = None,
    pay: PayTable | None = None,
) -> list[ProjectMaturity]:
    """Some projects of a programme, in as many questions for fifteen as for one.

    Parameters
    ----------
    registrations, pay : by project's key, and the municipality's, where they were read already.
    """
    if registrations is None:
        registrations = registrations_documents(programme_document(programme), rows)
    numbers = [row.pk for row in rows]
    described = _described(numbers)
    verdicts = list(
        VerdictRow.objects.filter(project__in=numbers)
        .select_related("activity", "indicator")
        .order_by("pk")
    )
    judgements = list(
        JudgementRow.objects.filter(project__in=numbers).select_related("activity").order_by("pk")
    )
    cited = citations(numbers) if verdicts or judgements else Citations()
    known = _costs_known(programme, rows, pay or pay_here(municipality_id))
    found = []
    for row in rows:
        registered = registrations[row.key]
        own = [one for one in verdicts if one.project_id == row.pk]
        on_results = [one for one in own if one.question == VerdictRow.Question.RESULTS]
        came = judged_of(registered, on_results, cited)
        beside = _beside(came, own, cited, described.get(row.pk), known.get(row.pk, {}))
        results = results_of_registrations(registered)
        facts = facts_of(registered, implementation_of(registered), results, beside)
        judged = [one for one in judgements if one.project_id == row.pk]
        whole = _project(row, programme, maturity_of(facts), judged, cited)
        found.append(replace(whole, came=came))
    return found


def _project(
    row: Project,
    programme: Programme,
    report: MaturityReport,
    rows: Sequence[JudgementRow],
    cited: Citations,
) -> ProjectMaturity:
    def subject(key: str, name: str, proposal: MaturityReport | ActivityMaturity) -> Subject:
        own = [one for one in rows if (one.activity.key if one.activity else "") == key]
        made = tuple(judgement_of(one, name, cited) for one in own)
        return Subject(key, proposal, Judged(name, proposal.outcome, made))

    catalogue = shipped_catalogue()
    outcome = catalogue.outcomes.get(row.key) if programme.key == catalogue.programme.id else None
    return ProjectMaturity(
        row,
        report,
        subject("", row.name, report),
        tuple(subject(one.activity, one.name, one) for one in report.activities),
        None if outcome is None else ENDING_WORDS[outcome.maturity],
        came=(),
    )


def _beside(
    came: Sequence[JudgedResult],
    rows: Sequence[VerdictRow],
    cited: Citations,
    described: DescriptionVersion | None,
    known: Mapping[str, bool],
) -> Beside:
    """What people said, as the library has it; the newest verdict of an activity holds."""
    verdicts = {
        row.activity.key: verdict_of(row, cited) for row in rows if row.activity is not None
    }
    return Beside(
        described=None if described is None else ByTemplate(description_of(described)),
        costs_known=known,
        verdicts=tuple(verdicts.values()),
        level=level_of_results(came),
        results_by=tuple(dict.fromkeys(name for one in came for name in one.cited)),
    )


def _described(numbers: Iterable[int]) -> dict[int, DescriptionVersion]:
    """The newest description of each project."""
    rows = DescriptionVersion.objects.filter(project__in=numbers).order_by("number")
    return {row.project_id: row for row in rows}


def _costs_known(
    programme: Programme, rows: Sequence[Project], pay: PayTable
) -> dict[int, dict[str, bool]]:
    """Whether an activity can be priced; those that nobody tried to price are not there."""
    lines: dict[int, list[CostLine]] = {}
    for line in CostLine.objects.filter(cost__activity__project__in=rows).select_related("cost"):
        lines.setdefault(line.cost.activity_id, []).append(line)
    is_published = programme.key == shipped_catalogue().programme.id
    projects = {row.pk: row for row in programme.projects.all()}
    found: dict[int, dict[str, bool]] = {}
    for row in rows:
        for known in projects[row.pk].activities.all():
            priced = None
            if own := lines.get(known.pk):
                priced = priced_by(known, own)
            elif is_published and (stated := published_hours(row.key, known.key)) is not None:
                priced = stated.priced(known.name)
            if priced is not None:
                is_known = isinstance(cost_per_child(priced, pay), Range)
                found.setdefault(row.pk, {})[known.key] = is_known
    return found
