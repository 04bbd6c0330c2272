"""Starting a programme, and its time line: periods and what happened around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from pydantic import ValidationError

from fordel.interventions.loading import shipped_programme
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.actions.bringing_in import BroughtIn, bring_in, indicator_rows
from fordel.web.programmes.actions.changing import changing_programme, check_fits, does_not_fit
from fordel.web.programmes.actions.keys import is_taken, key_for
from fordel.web.programmes.models import ContextEvent, DataPeriod, Programme, Registration
from fordel.web.programmes.queries.documents import period_document
from fordel.web.programmes.refusals.setting_up import (
    PeriodIsUsed,
    PeriodNotRemovable,
    ProgrammeIsThere,
)


@dataclass(frozen=True)
class Period:
    """A period as a form gives it."""

    first: date
    last: date
    collected: bool = True
    reason: str = ""
    deadline: date | None = None


@dataclass(frozen=True)
class Happened:
    """A context event as a form gives it."""

    name: str
    first: date
    last: date | None = None
    about: str = ""


@dataclass(frozen=True)
class AboutProgramme:
    """What a programme is called, its source, and groups of themes that projects choose from."""

    name: str
    source: str
    needed: Sequence[Sequence[str]]


@transaction.atomic
def start_from_shipped(standing: Standing) -> Programme:
    """The published programme with its fifteen projects, without registrations: to look at.

    Raises
    ------
    ProgrammeIsThere : the municipality has it.
    """
    return bring_in(standing, shipped_programme(), BroughtIn(is_demonstration=True))


@transaction.atomic
def start_programme(standing: Standing, name: str, first: Period) -> Programme:
    """A programme of the municipality's own: its first period, and the method's indicators.

    Raises
    ------
    ProgrammeIsThere : the municipality has one of that name.
    ProgrammeDoesNotFit : the period ends before it begins.
    """
    method = shipped_programme()
    _check_free(standing, name)
    taken = set(_programmes(standing).values_list("key", flat=True))
    row = Programme.objects.create(
        municipality_id=standing.municipality_id,
        key=key_for(name, taken, "program"),
        name=name,
        needed=[[theme.value for theme in group] for group in method.needed],
        made_by=standing.person,
    )
    indicator_rows(row, method.indicators)
    _add(row, 1, first)
    check_fits(row.pk)
    write(standing, "programme.started", kind="programme", key=row.key)
    return row


def change_programme(
    standing: Standing, programme: Programme, revision: int, about: AboutProgramme
) -> None:
    """What a programme is called, where it is from, and what each project must ask at least.

    Raises
    ------
    ProgrammeChangedMeanwhile : somebody was faster.
    ProgrammeIsThere : another one has the name.
    """
    with changing_programme(standing, programme, revision, "about") as row:
        if about.name != row.name:
            _check_free(standing, about.name, besides=row.pk)
        row.name, row.source = about.name, about.source
        row.needed = [list(group) for group in about.needed]


def add_period(standing: Standing, programme: Programme, period: Period) -> DataPeriod:
    """The next period.

    Raises
    ------
    ProgrammeDoesNotFit : it begins before the one before it ended, or a gap has no reason.
    """
    with changing_programme(standing, programme, None, "period") as row:
        newest = row.periods.order_by("-no").first()
        return _add(row, 1 if newest is None else newest.no + 1, period)


def change_period(
    standing: Standing, programme: Programme, revision: int, no: int, period: Period
) -> None:
    """Change a period; once something is registered in it, only its deadline.

    Raises
    ------
    ProgrammeChangedMeanwhile, PeriodIsUsed, ProgrammeDoesNotFit : see their words.
    """
    with changing_programme(standing, programme, revision, f"period {no}") as row:
        found = row.periods.get(no=no)
        same = (found.first, found.last, found.collected) == (
            period.first,
            period.last,
            period.collected,
        )
        if not same and is_registered_in(found):
            raise PeriodIsUsed(no=no)
        found.first, found.last, found.deadline = period.first, period.last, period.deadline
        found.collected, found.reason = period.collected, period.reason
        _check_alone(no, period)
        found.save()


def remove_period(standing: Standing, programme: Programme, revision: int, no: int) -> None:
    """Take out a period that nothing is registered in; its phases go with it.

    Raises
    ------
    ProgrammeChangedMeanwhile, PeriodNotRemovable, ProgrammeDoesNotFit : see their words.
    """
    with changing_programme(standing, programme, revision, f"period {no}") as row:
        try:
            row.periods.get(no=no).delete()
        except ProtectedError as error:
            raise PeriodNotRemovable(no=no) from error


def add_event(standing: Standing, programme: Programme, happened: Happened) -> ContextEvent:
    """Something around the projects that the figures must be read with."""
    with changing_programme(standing, programme, None, "event") as row:
        return ContextEvent.objects.create(programme=row, **asdict(happened))


def change_event(
    standing: Standing, programme: Programme, revision: int, number: int, happened: Happened
) -> None:
    """Change what happened; it is beside the figures, so it may always be told better.

    Raises
    ------
    ProgrammeChangedMeanwhile : somebody was faster.
    """
    with changing_programme(standing, programme, revision, "event") as row:
        row.events.filter(pk=number).update(**asdict(happened))


def remove_event(standing: Standing, programme: Programme, revision: int, number: int) -> None:
    """Take out what happened.

    Raises
    ------
    ProgrammeChangedMeanwhile : somebody was faster.
    """
    with changing_programme(standing, programme, revision, "event") as row:
        row.events.filter(pk=number).delete()


def is_registered_in(period: DataPeriod) -> bool:
    """Whether a unit has begun a sheet of a period."""
    return Registration.objects.filter(period=period).exists()


def _programmes(standing: Standing) -> QuerySet[Programme]:
    return Programme.objects.filter(municipality_id=standing.municipality_id)


def _check_free(standing: Standing, name: str, besides: int = 0) -> None:
    """Raise where another programme of the municipality has the name."""
    if is_taken(name, _programmes(standing).exclude(pk=besides).values_list("name", flat=True)):
        raise ProgrammeIsThere(name=name)


def _add(row: Programme, no: int, period: Period) -> DataPeriod:
    _check_alone(no, period)
    return DataPeriod.objects.create(
        programme=row,
        no=no,
        first=period.first,
        last=period.last,
        collected=period.collected,
        reason=period.reason,
        deadline=period.deadline,
    )


def _check_alone(no: int, period: Period) -> None:
    """What the database would refuse without a word is refused in words."""
    try:
        period_document(
            no, period.first, period.last, collected=period.collected, reason=period.reason
        )
    except ValidationError as error:
        raise does_not_fit(error) from error
