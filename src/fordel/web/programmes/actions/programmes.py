"""Starting a programme, and its time line: periods and what happened around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from pydantic import ValidationError

from fordel.interventions.loading import shipped_programme
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.actions.bringing_in import BroughtIn, bring_in, indicator_rows
from fordel.web.programmes.actions.changing import check_fits, does_not_fit
from fordel.web.programmes.actions.keys import key_for
from fordel.web.programmes.models import ContextEvent, DataPeriod, Programme, Registration
from fordel.web.programmes.queries.documents import period_document
from fordel.web.programmes.refusals import PeriodIsUsed


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
    ProgrammeDoesNotFit : the period ends before it begins.
    """
    method = shipped_programme()
    taken = set(
        Programme.objects.filter(municipality_id=standing.municipality_id).values_list(
            "key", flat=True
        )
    )
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


@transaction.atomic
def add_period(standing: Standing, programme: Programme, period: Period) -> DataPeriod:
    """The next period.

    Raises
    ------
    ProgrammeDoesNotFit : it begins before the one before it ended, or a gap has no reason.
    """
    row = _locked(standing, programme)
    newest = row.periods.order_by("-no").first()
    made = _add(row, 1 if newest is None else newest.no + 1, period)
    _changed(standing, row, f"period {made.no}")
    return made


@transaction.atomic
def change_period(standing: Standing, programme: Programme, no: int, period: Period) -> None:
    """Change a period; once something is registered in it, only its deadline.

    Raises
    ------
    PeriodIsUsed, ProgrammeDoesNotFit : see their words.
    """
    row = _locked(standing, programme)
    found = row.periods.get(no=no)
    same = (found.first, found.last, found.collected) == (
        period.first,
        period.last,
        period.collected,
    )
    if not same and Registration.objects.filter(period=found).exists():
        raise PeriodIsUsed(no=no)
    found.first, found.last, found.deadline = period.first, period.last, period.deadline
    found.collected, found.reason = period.collected, period.reason
    _check_alone(no, period)
    found.save()
    _changed(standing, row, f"period {no}")


@transaction.atomic
def add_event(standing: Standing, programme: Programme, happened: Happened) -> ContextEvent:
    """Something around the projects that the figures must be read with."""
    row = _locked(standing, programme)
    made = ContextEvent.objects.create(
        programme=row,
        name=happened.name,
        first=happened.first,
        last=happened.last,
        about=happened.about,
    )
    _changed(standing, row, "event")
    return made


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


def _locked(standing: Standing, programme: Programme) -> Programme:
    rows = Programme.objects.select_for_update()
    return rows.get(pk=programme.pk, municipality_id=standing.municipality_id)


def _changed(standing: Standing, row: Programme, part: str) -> None:
    check_fits(row.pk)
    write(standing, "programme.changed", kind="programme", key=row.key, details={"part": part})
