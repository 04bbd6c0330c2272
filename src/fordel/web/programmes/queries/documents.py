"""Rows as the library's types: a programme with its projects, and what units registered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from fordel.allocation.model.values import Text
from fordel.interventions import indicators, periods
from fordel.interventions import programme as library
from fordel.interventions.cells import Cell, State
from fordel.interventions.registrations import Registrations
from fordel.web.programmes.models import (
    Activity,
    ContextEvent,
    DataPeriod,
    Entry,
    Indicator,
    Participation,
    Programme,
    Project,
    Registration,
)

FINISHED = (Registration.State.HANDED_IN, Registration.State.ACCEPTED)
_AROUND = ("periods", "events", "indicators")
_OF_PROJECT = ("participations", "activities", "phases", "indicators")
_WHOLE = (*_AROUND, Prefetch("projects", Project.objects.prefetch_related(*_OF_PROJECT)))


def programme_document(row: Programme) -> library.Programme:
    """A programme with all its projects, in eight questions however many projects there are.

    Raises
    ------
    pydantic.ValidationError : the rows do not fit together; actions never leave them so.
    """
    prefetch_related_objects([row], *_WHOLE)
    return _document(row, row.projects.all())


def programme_with(project: Project) -> library.Programme:
    """The programme of a project with that project alone, in seven questions.

    Raises
    ------
    pydantic.ValidationError : the rows do not fit together; actions never leave them so.
    """
    prefetch_related_objects([project], *_OF_PROJECT)
    prefetch_related_objects([project.programme], *_AROUND)
    return _document(project.programme, [project])


def _document(row: Programme, projects: Iterable[Project]) -> library.Programme:
    numbers = {period.pk: period.no for period in row.periods.all()}
    return library.Programme(
        id=row.key,
        name=row.name,
        source=row.source,
        periods=tuple(_period(period) for period in row.periods.all()),
        events=tuple(_event(event) for event in row.events.all()),
        indicators=tuple(indicator_document(indicator) for indicator in row.indicators.all()),
        needed=tuple(tuple(indicators.Theme(t) for t in group) for group in row.needed),
        projects=tuple(_project(project, numbers) for project in projects),
    )


def project_in(document: library.Programme, row: Project) -> library.Project:
    """A project of a programme that was read with it."""
    found = document.project(row.key)
    if found is None:
        raise LookupError(row.key)
    return found


def registrations_document(
    document: library.Programme,
    row: Project,
    states: Iterable[Registration.State] = FINISHED,
) -> Registrations:
    """What a project's units registered, in two questions.

    Parameters
    ----------
    document : the programme, from :func:`programme_document`.
    states : how far a registration must be to count; those only begun are left out by default.
    """
    return registrations_documents(document, [row], states)[row.key]


def registrations_documents(
    document: library.Programme,
    rows: Iterable[Project],
    states: Iterable[Registration.State] = FINISHED,
) -> dict[str, Registrations]:
    """The same for several projects of a programme, in the same two questions."""
    keys = {row.pk: row.key for row in rows}
    answers: dict[str, dict[tuple[str, int, str], Cell]] = {key: {} for key in keys.values()}
    enrolled: dict[str, dict[tuple[str, int], int]] = {key: {} for key in keys.values()}
    found = Registration.objects.filter(participation__project__in=keys, state__in=tuple(states))
    places = {
        pk: (keys[project], unit, no, children)
        for pk, project, unit, no, children in found.values_list(
            "pk",
            "participation__project_id",
            "participation__unit_key",
            "period__no",
            "enrolled",
        )
    }
    for project, unit, no, children in places.values():
        if children is not None:
            enrolled[project][unit, no] = children
    entries = Entry.objects.filter(registration__in=found).order_by("pk")
    for pk, field, state, value in entries.values_list(
        "registration_id", "field", "state", "value"
    ):
        project, unit, no, _ = places[pk]
        answers[project][unit, no, field] = Cell(State(state), value)  # the newest holds
    return {
        key: Registrations(document, _known(document, key), answers[key], enrolled[key])
        for key in keys.values()
    }


def _known(document: library.Programme, key: str) -> library.Project:
    found = document.project(key)
    if found is None:
        raise LookupError(key)
    return found


def period_document(
    no: int,
    first: date,
    last: date,
    *,
    collected: bool = True,
    reason: str = "",
    inferred: bool = False,
) -> periods.DataPeriod:
    """A period, checked by itself.

    Raises
    ------
    pydantic.ValidationError : it ends before it begins, or a gap has no reason.
    """
    # By the names of the document: the type's own are not known to a type checker.
    document = {"no": no, "from": first, "to": last, "collected": collected}
    return periods.DataPeriod.model_validate({**document, "reason": reason, "inferred": inferred})


def event_document(
    name: str, first: date, last: date | None, about: str = ""
) -> periods.ContextEvent:
    """Something around the projects."""
    return periods.ContextEvent.model_validate(
        {"name": name, "from": first, "to": last, "about": about}
    )


def _period(row: DataPeriod) -> periods.DataPeriod:
    return period_document(
        row.no,
        row.first,
        row.last,
        collected=row.collected,
        reason=row.reason,
        inferred=row.inferred,
    )


def _event(row: ContextEvent) -> periods.ContextEvent:
    return event_document(row.name, row.first, row.last, row.about)


def indicator_document(row: Indicator) -> indicators.Indicator:
    """An indicator as the library knows it.

    Raises
    ------
    pydantic.ValidationError : its parts do not fit together.
    """
    told = bool(row.help_da or row.help_en)
    return indicators.Indicator(
        id=row.key,
        kind=indicators.Kind(row.kind),
        theme=indicators.Theme(row.theme),
        label=Text(da=row.label_da, en=row.label_en),
        help=Text(da=row.help_da, en=row.help_en) if told else None,
        lowest=row.lowest,
        highest=row.highest,
        children=indicators.Children(row.children) if row.children else None,
        participants_of=row.participants_of or None,
        asked_from=row.asked_from,
        asked_until=row.asked_until,
    )


def _project(row: Project, numbers: dict[int, int]) -> library.Project:
    return library.Project(
        id=row.key,
        name=row.name,
        place=row.place,
        purpose=row.purpose,
        target_group=row.target_group,
        prerequisites=tuple(row.prerequisites),
        partners=tuple(row.partners),
        units=tuple(_participation(part) for part in row.participations.all()),
        activities=tuple(_activity(activity) for activity in row.activities.all()),
        indicators=tuple(indicator.key for indicator in row.indicators.all()),
        phases={numbers[p.period_id]: periods.Phase(p.phase) for p in row.phases.all()},
        remark=row.remark,
    )


def _participation(row: Participation) -> library.Participation:
    return library.Participation(
        unit=row.unit_key,
        name=row.unit_name,
        joined=row.joined,
        left=row.left,
        effect_from=row.effect_from,
    )


def _activity(row: Activity) -> library.Activity:
    intended = None
    if row.intended_times is not None:
        intended = library.Intensity.model_validate(
            {
                "times": row.intended_times,
                "per": row.intended_per,
                "months": row.intended_months,
            }
        )
    return library.Activity(
        id=row.key,
        name=row.name,
        purpose=row.purpose,
        elements=tuple(row.elements),
        counted_by=tuple(row.counted_by),
        intended=intended,
    )
