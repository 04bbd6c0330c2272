"""Registration sheets as a person sees them: how far each unit is, and one sheet whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone

from fordel.interventions import programme as library
from fordel.interventions.cells import Cell, State
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.asking import Sheet, sheet_for
from fordel.interventions.sheets.beside import Beside, beside
from fordel.interventions.sheets.completeness import Overview, overview
from fordel.interventions.sheets.completeness import Standing as Stage
from fordel.interventions.sheets.refusals.asking import PeriodNotThere
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import (
    DataPeriod,
    Entry,
    Indicator,
    Participation,
    Project,
    Registration,
)
from fordel.web.programmes.queries.documents import (
    FINISHED,
    programme_document,
    project_in,
    registrations_document,
)
from fordel.web.programmes.queries.seen import participations_seen_by, project_seen_by

EVERY_STATE = tuple(Registration.State)


@dataclass(frozen=True)
class Opened:
    """A project with its document and whatever units have written so far."""

    row: Project
    programme: library.Programme
    project: library.Project
    registrations: Registrations


@dataclass(frozen=True)
class PeriodStands:
    """A period of a project: how far its units are, or why nothing is collected."""

    period: DataPeriod
    overview: Overview | None

    @property
    def asked(self) -> int:
        """Units that are to register."""
        return 0 if self.overview is None else sum(unit.asked > 0 for unit in self.overview.units)

    @property
    def handed_in(self) -> int:
        """Units that have."""
        return 0 if self.overview is None else self.overview.count(Stage.HANDED_IN)


@dataclass(frozen=True)
class OneSheet:
    """One unit's sheet for a period, with what is known beside it.

    ``registration`` is None until something is written.
    """

    opened: Opened
    part: Participation
    period: DataPeriod
    sheet: Sheet
    registration: Registration | None
    cells: Mapping[str, Cell]
    around: Beside

    @property
    def is_handed_in(self) -> bool:
        return self.registration is not None and self.registration.state in FINISHED

    @property
    def revision(self) -> int:
        return 0 if self.registration is None else self.registration.revision


def opened_project(standing: Standing, programme: str, project: str) -> Opened:
    """A project that a person sees, or a page that says there is none."""
    row = project_seen_by(standing, programme, project)
    document = programme_document(row.programme)
    registered = registrations_document(document, row, EVERY_STATE)
    return Opened(row, document, project_in(document, row), registered)


def periods_of(standing: Standing, opened: Opened) -> list[PeriodStands]:
    """Every period with how far the units are that the person sees."""
    rows = list(opened.row.programme.periods.all())
    days = _hand_ins(opened.row)
    seen = set(participations_seen_by(standing).values_list("pk", flat=True))
    keys = {p.unit_key for p in opened.row.participations.all() if p.pk in seen}
    return [PeriodStands(row, _overview(opened, row, days, keys)) for row in rows]


def period_of(opened: Opened, no: int) -> DataPeriod:
    """A period of a project's programme by its number.

    Raises
    ------
    PeriodNotThere
    """
    for row in opened.row.programme.periods.all():
        if row.no == no:
            return row
    known = ", ".join(str(period.no) for period in opened.programme.periods)
    raise PeriodNotThere(period=no, programme=opened.programme.name, known=known)


def stands_of(standing: Standing, opened: Opened, period: DataPeriod) -> PeriodStands:
    """One period with how far the units are that the person sees."""
    found = periods_of(standing, opened)
    return next(one for one in found if one.period.pk == period.pk)


def one_sheet(standing: Standing, opened: Opened, no: int, unit: str) -> OneSheet:
    """A unit's sheet for a period.

    Raises
    ------
    PeriodNotThere, PeriodNotCollected, NothingAsked, UnitNotYetIn, UnitHasLeft : there is none.
    """
    parts = participations_seen_by(standing).select_related("unit", "project")
    part = get_object_or_404(parts, project=opened.row, unit_key=unit)
    period = period_of(opened, no)
    sheet = sheet_for(opened.programme, opened.project, no)
    sheet.check_asks(unit)
    registration = Registration.objects.filter(participation=part, period=period).first()
    cells = {
        field.key: opened.registrations.cell(unit, no, field.key)
        for field in sheet.fields
        if (unit, no, field.key) in opened.registrations.answers
    }
    around = beside(opened.registrations, unit, no)
    return OneSheet(opened, part, period, sheet, registration, cells, around)


def history_of(one: OneSheet) -> list[tuple[Entry, Cell]]:
    """Every answer ever written, the newest first."""
    if one.registration is None:
        return []
    entries = one.registration.entries.order_by("-pk")
    return [(entry, Cell(State(entry.state), entry.value)) for entry in entries]


def sheets_waiting(standing: Standing, today: date) -> list[tuple[Participation, DataPeriod]]:
    """Sheets of a leader's own units that ask something, are over and are not handed in."""
    mine = Participation.objects.filter(
        project__programme__municipality_id=standing.municipality_id,
        unit_id__in=standing.unit_ids,
    )
    done = set(
        Registration.objects.filter(participation__in=mine, state__in=FINISHED).values_list(
            "participation_id", "period_id"
        )
    )
    parts = mine.select_related("unit", "project__programme").prefetch_related(
        "project__programme__periods", "project__indicators"
    )
    return [
        (part, period)
        for part in parts
        for period in part.project.programme.periods.all()
        if period.collected
        and period.last < today
        and part.joined <= period.no <= (part.left or period.no)
        and (part.pk, period.pk) not in done
        and any(_asks(known, period.no) for known in part.project.indicators.all())
    ]


def _asks(known: Indicator, no: int) -> bool:
    return (known.asked_from or no) <= no <= (known.asked_until or no)


def _hand_ins(row: Project) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = {}
    finished = Registration.objects.filter(participation__project=row, state__in=FINISHED)
    rows = finished.values_list("period_id", "participation__unit_key", "handed_in_at", "begun_at")
    for period, unit, handed_in, begun in rows:
        found.setdefault(period, {})[unit] = timezone.localdate(handed_in or begun)
    return found


def _overview(
    opened: Opened, row: DataPeriod, days: Mapping[int, Mapping[str, date]], seen: set[str]
) -> Overview | None:
    if not row.collected or not opened.programme.fields_of(opened.project, row.no):
        return None
    parts = tuple(part for part in opened.project.units if part.unit in seen)
    project = opened.project.model_copy(update={"units": parts})
    registered = Registrations(
        opened.programme, project, opened.registrations.answers, opened.registrations.enrolled
    )
    return overview(
        registered,
        row.no,
        handed_in=days.get(row.pk, {}),
        today=timezone.localdate(),
        deadline=row.deadline,
    )
