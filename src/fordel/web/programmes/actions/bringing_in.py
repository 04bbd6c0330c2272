"""A programme of the library made into rows, with what was registered in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from fordel.interventions import programme as library
from fordel.interventions.indicators import Indicator as LibraryIndicator
from fordel.interventions.registrations import Registrations
from fordel.web.access.models import Person
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.organisation.models import Unit
from fordel.web.programmes.models import (
    Activity,
    ContextEvent,
    DataPeriod,
    Entry,
    Indicator,
    Participation,
    PhaseInPeriod,
    Programme,
    Project,
    Registration,
    Sheet,
)
from fordel.web.programmes.refusals.setting_up import ProgrammeIsThere


@dataclass(frozen=True)
class BroughtIn:
    """What comes with a programme besides its document.

    Parameters
    ----------
    registrations : of its projects; each becomes a sheet per period, accepted.
    units : units of the municipality by key; a participant with such a key is that unit.
    managers : who manages a project, by the project's key.
    """

    registrations: Iterable[Registrations] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    managers: Mapping[str, Person] = field(default_factory=dict)
    is_demonstration: bool = False


@transaction.atomic
def bring_in(
    standing: Standing, document: library.Programme, more: BroughtIn | None = None
) -> Programme:
    """Make a programme's rows, in some twenty questions however many units it has.

    Raises
    ------
    ProgrammeIsThere : the municipality has a programme with that key.
    """
    more = more or BroughtIn()
    here = Programme.objects.filter(municipality_id=standing.municipality_id, key=document.id)
    if here.exists():
        raise ProgrammeIsThere(name=document.name)
    row = Programme.objects.create(
        municipality_id=standing.municipality_id,
        key=document.id,
        name=document.name,
        source=document.source,
        needed=[[theme.value for theme in group] for group in document.needed],
        is_demonstration=more.is_demonstration,
        made_by=standing.person,
    )
    periods = _periods(row, document)
    ContextEvent.objects.bulk_create(
        ContextEvent(programme=row, name=e.name, first=e.first, last=e.last, about=e.about)
        for e in document.events
    )
    indicators = indicator_rows(row, document.indicators)
    projects = _projects(row, document, more)
    _parts_of_projects(document, projects, periods, indicators)
    parts = _participations(document, projects, more)
    for registered in more.registrations:
        _registered(standing, registered, projects[registered.project.id], periods, parts)
    write(standing, "programme.started", kind="programme", key=row.key)
    return row


def indicator_rows(row: Programme, indicators: Iterable[LibraryIndicator]) -> dict[str, Indicator]:
    """Indicators of a programme, added in their order; by key."""
    made = Indicator.objects.bulk_create(
        Indicator(programme=row, key=known.id, order=order, **indicator_values(known))
        for order, known in enumerate(indicators)
    )
    return {indicator.key: indicator for indicator in made}


def indicator_values(known: LibraryIndicator) -> dict[str, object]:
    """An indicator's columns, as the library has them."""
    return {
        "kind": known.kind.value,
        "theme": known.theme.value,
        "label_da": known.label.da,
        "label_en": known.label.en,
        "help_da": known.help.da if known.help is not None else "",
        "help_en": known.help.en if known.help is not None else "",
        "lowest": known.lowest,
        "highest": known.highest,
        "children": "" if known.children is None else known.children.value,
        "participants_of": known.participants_of or "",
        "asked_from": known.asked_from,
        "asked_until": known.asked_until,
    }


def _periods(row: Programme, document: library.Programme) -> dict[int, DataPeriod]:
    made = DataPeriod.objects.bulk_create(
        DataPeriod(
            programme=row,
            no=period.no,
            first=period.first,
            last=period.last,
            collected=period.collected,
            reason=period.reason,
            inferred=period.inferred,
        )
        for period in document.periods
    )
    return {period.no: period for period in made}


def _projects(row: Programme, document: library.Programme, more: BroughtIn) -> dict[str, Project]:
    made = Project.objects.bulk_create(
        Project(
            programme=row,
            key=project.id,
            name=project.name,
            place=project.place,
            purpose=project.purpose,
            target_group=project.target_group,
            prerequisites=list(project.prerequisites),
            partners=list(project.partners),
            remark=project.remark,
            manager=more.managers.get(project.id),
            order=order,
        )
        for order, project in enumerate(document.projects)
    )
    return {project.key: project for project in made}


def _parts_of_projects(
    document: library.Programme,
    projects: Mapping[str, Project],
    periods: Mapping[int, DataPeriod],
    indicators: Mapping[str, Indicator],
) -> None:
    chosen = Project.indicators.through
    chosen.objects.bulk_create(
        chosen(project_id=projects[project.id].pk, indicator_id=indicators[key].pk)
        for project in document.projects
        for key in project.indicators
    )
    PhaseInPeriod.objects.bulk_create(
        PhaseInPeriod(project=projects[project.id], period=periods[no], phase=phase.value)
        for project in document.projects
        for no, phase in project.phases.items()
    )
    Activity.objects.bulk_create(
        Activity(project=projects[project.id], order=order, **activity_values(activity))
        for project in document.projects
        for order, activity in enumerate(project.activities)
    )


def activity_values(activity: library.Activity) -> dict[str, object]:
    """An activity's columns, as the library has them."""
    intended = activity.intended
    return {
        "key": activity.id,
        "name": activity.name,
        "purpose": activity.purpose,
        "elements": list(activity.elements),
        "counted_by": list(activity.counted_by),
        "intended_times": None if intended is None else intended.times,
        "intended_per": "" if intended is None else intended.per,
        "intended_months": None if intended is None else intended.months,
    }


def _participations(
    document: library.Programme, projects: Mapping[str, Project], more: BroughtIn
) -> dict[tuple[int, str], Participation]:
    made = Participation.objects.bulk_create(
        Participation(
            project=projects[project.id],
            unit=more.units.get(part.unit),
            unit_key=part.unit,
            unit_name=part.name,
            joined=part.joined,
            left=part.left,
            effect_from=part.effect_from,
        )
        for project in document.projects
        for part in project.units
    )
    return {(part.project_id, part.unit_key): part for part in made}


def _registered(
    standing: Standing,
    registered: Registrations,
    project: Project,
    periods: Mapping[int, DataPeriod],
    parts: Mapping[tuple[int, str], Participation],
) -> None:
    """Sheets, registrations and entries of one project."""
    now = timezone.now()
    asks = [known.key for known in registered.programme.fields_of(registered.project)]
    places = sorted({(unit, no) for unit, no, _ in registered.answers})
    sheets = {
        sheet.period_id: sheet
        for sheet in Sheet.objects.bulk_create(
            Sheet(project=project, period=periods[no], asks=asks)
            for no in sorted({no for _, no in places})
        )
    }
    rows = Registration.objects.bulk_create(
        Registration(
            sheet=sheets[periods[no].pk],
            participation=parts[project.pk, unit],
            period=periods[no],
            state=Registration.State.ACCEPTED,
            enrolled=registered.enrolled.get((unit, no)),
            handed_in_at=now,
            accepted_at=now,
        )
        for unit, no in places
    )
    by_place = dict(zip(places, rows, strict=True))
    Entry.objects.bulk_create(
        Entry(
            registration=by_place[unit, no],
            field=key,
            state=cell.state.value,
            value=cell.value,
            at=now,
            by=standing.person,
            by_name=standing.person.name,
        )
        for (unit, no, key), cell in registered.answers.items()
    )
