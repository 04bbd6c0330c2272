"""The loop as rows tell it: a round for each period that a project registered in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.shortcuts import get_object_or_404
from django.utils import timezone

from fordel.evaluation.loop.rounds import (
    Decided,
    Reading,
    Reflection,
    Round,
    Stage,
    decide,
    read,
    reflect,
    rewrite,
)
from fordel.evaluation.loop.rounds import Decision as Choice
from fordel.web.programmes.models import (
    DataPeriod,
    Decision,
    DescriptionVersion,
    Project,
    Registration,
    Report,
)
from fordel.web.programmes.models import Reading as ReadingRow
from fordel.web.programmes.models import Reflection as ReflectionRow
from fordel.web.programmes.queries.documents import FINISHED


@dataclass(frozen=True)
class ShownRound:
    """A round with its rows; ``handed_in`` are the sheets that its report rests on.

    ``found`` is None while nothing is handed in: then there is nothing to reflect on.
    """

    period: DataPeriod
    handed_in: int
    found: Round | None
    report: Report | None
    readings: tuple[ReadingRow, ...]
    reflections: tuple[ReflectionRow, ...]
    decision: Decision | None
    version: DescriptionVersion | None

    @property
    def is_newer_than_read(self) -> bool:
        """Sheets were handed in or sent back since the report was read."""
        return bool(self.readings) and self.readings[-1].handed_in != self.handed_in

    @property
    def steps(self) -> tuple[tuple[Stage, bool], ...]:
        """The stages that are part of this round, and whether each is reached."""
        if self.found is None:
            return ()
        decided = self.found.decided
        ends = decided is not None and decided.decision is not Choice.ADJUST
        stages = [stage for stage in Stage if stage is not Stage.REWRITTEN or not ends]
        reached = list(Stage).index(self.found.stage)
        return tuple((stage, order <= reached) for order, stage in enumerate(stages))


def rounds_of(project: Project) -> list[ShownRound]:
    """Every collected period, the newest first, in seven questions."""
    periods = list(project.programme.periods.filter(collected=True).order_by("-no"))
    return _shown(project, periods)


def round_of(project: Project, no: int) -> ShownRound:
    """One period's, or a page that says there is none."""
    period = get_object_or_404(project.programme.periods, no=no, collected=True)
    return _shown(project, [period])[0]


@dataclass(frozen=True)
class _Rows:
    """A project's rows of the loop, in the order they were written."""

    readings: Sequence[ReadingRow]
    reflections: Sequence[ReflectionRow]
    decisions: Sequence[Decision]
    versions: Sequence[DescriptionVersion]

    def decision_on(self, reflections: Sequence[ReflectionRow]) -> Decision | None:
        """What was decided on some reflections."""
        numbers = {row.pk for row in reflections}
        return next((row for row in self.decisions if row.reflection_id in numbers), None)

    def version_by(self, decision: Decision | None) -> DescriptionVersion | None:
        """The version that a decision led to."""
        if decision is None:
            return None
        return next((row for row in self.versions if row.decision_id == decision.pk), None)


def _shown(project: Project, periods: Sequence[DataPeriod]) -> list[ShownRound]:
    numbers = [period.pk for period in periods]
    handed_in = Counter(
        Registration.objects.filter(
            participation__project=project, period__in=numbers, state__in=FINISHED
        ).values_list("period_id", flat=True)
    )
    rows = _Rows(
        readings=list(project.readings.filter(period__in=numbers).order_by("pk")),
        reflections=list(project.reflections.filter(period__in=numbers).order_by("pk")),
        decisions=list(project.decisions.order_by("pk")),
        versions=list(project.descriptions.order_by("number").defer("document")),
    )
    kept = project.reports.filter(kind=Report.Kind.DATA, period__in=numbers).order_by("pk")
    reports = {row.period_id: row for row in kept.defer("content")}
    return [
        _one(project, period, handed_in[period.pk], reports.get(period.pk), rows)
        for period in periods
    ]


def _one(
    project: Project, period: DataPeriod, handed_in: int, report: Report | None, rows: _Rows
) -> ShownRound:
    readings = tuple(row for row in rows.readings if row.period_id == period.pk)
    reflections = tuple(row for row in rows.reflections if row.period_id == period.pk)
    decision = rows.decision_on(reflections)
    version = rows.version_by(decision)
    found = None
    if handed_in or readings or reflections:
        began = reflections[0].at if reflections else timezone.now()
        held = [row.number for row in rows.versions if row.at <= began]
        first = Round(
            project=project.key,
            period=period.no,
            report="" if report is None else str(report.pk),
            version=held[-1] if held else 0,
        )
        found = _taken(first, readings, reflections, decision, version)
    return ShownRound(period, handed_in, found, report, readings, reflections, decision, version)


def _taken(
    found: Round,
    readings: Sequence[ReadingRow],
    reflections: Sequence[ReflectionRow],
    decision: Decision | None,
    version: DescriptionVersion | None,
) -> Round:
    """The round with every step that was taken in it."""
    for told in readings:
        found = read(found, Reading(told.by_name, told.at.date(), told.handed_in))
    for row in reflections:
        found = reflect(found, Reflection(row.answers, row.by_name, row.at.date()))
    if decision is not None:
        choice = Choice(decision.decided)
        found = decide(found, Decided(choice, decision.text, decision.by_name, decision.at.date()))
    return found if version is None else rewrite(found, version.number)


class ReportStands(StrEnum):
    """How far a project is with the data report of a period."""

    READY = "ready"
    CHANGED = "changed"
    READ = "read"


def reports_of(projects: Iterable[Project]) -> dict[int, dict[int, ReportStands]]:
    """How far projects are with their data reports, by row and period's number.

    Three questions, however many projects there are.
    """
    rows = [project.pk for project in projects]
    handed_in = Counter(
        Registration.objects.filter(
            participation__project__in=rows, state__in=FINISHED
        ).values_list("participation__project_id", "period__no")
    )
    said = ReadingRow.objects.filter(project__in=rows).order_by("pk")
    told = said.values_list("project_id", "period__no", "handed_in")
    read_on = {(project, no): sheets for project, no, sheets in told}
    answered = ReflectionRow.objects.filter(project__in=rows)
    reflected = set(answered.values_list("project_id", "period__no"))
    found: dict[int, dict[int, ReportStands]] = {pk: {} for pk in rows}
    for (project, no), sheets in handed_in.items():
        stands = ReportStands.READY
        if (project, no) in reflected or read_on.get((project, no)) == sheets:
            stands = ReportStands.READ
        elif (project, no) in read_on:
            stands = ReportStands.CHANGED
        found[project][no] = stands
    return found


def is_to_be_read(project: Project, no: int) -> bool:
    """Whether somebody may still say that the data report of a period is read."""
    return reports_of([project])[project.pk].get(no) in {ReportStands.READY, ReportStands.CHANGED}
