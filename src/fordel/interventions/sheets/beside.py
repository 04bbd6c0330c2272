"""What is known of a unit beside its sheet: the period before, and how many are enrolled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fordel.interventions.cells import MISSING, Cell, State
from fordel.interventions.indicators import Cohort, Indicator
from fordel.interventions.registrations import Registrations


@dataclass(frozen=True)
class Before:
    """The last period that the unit registered for, and what it answered.

    ``next_to`` says that no period lies between. Where one does, skipped or not registered,
    children may have come and gone that no sheet has counted.
    """

    period: int
    cells: Mapping[str, Cell]
    next_to: bool = True


@dataclass(frozen=True)
class Beside:
    """What a sheet is held against.

    Parameters
    ----------
    before : None where the unit has registered for no period before.
    enrolled : children enrolled in the unit in the period; None where nobody knows.
    joined_now : the period is the first that the unit takes part in.
    """

    before: Before | None = None
    enrolled: int | None = None
    joined_now: bool = False


def beside(registrations: Registrations, unit: str, period_no: int) -> Beside:
    """What the registrations so far say of a unit, seen from one period."""
    part = registrations.project.participation(unit)
    return Beside(
        before=_before(registrations, unit, period_no),
        enrolled=registrations.enrolled.get((unit, period_no)),
        joined_now=part is not None and part.joined == period_no,
    )


def _before(registrations: Registrations, unit: str, period_no: int) -> Before | None:
    keys = [field.key for field in registrations.programme.fields_of(registrations.project)]
    earlier = sorted((no for no in registrations.periods if no < period_no), reverse=True)
    for no in earlier:
        cells = {key: registrations.cell(unit, no, key) for key in keys}
        if any(cell.state is State.GIVEN for cell in cells.values()):
            return Before(no, cells, next_to=no == earlier[0])
    return None


@dataclass(frozen=True)
class Total:
    """Children of three colours together: at least so many, and exactly where all three stand."""

    at_least: int
    exactly: int | None
    fields: tuple[str, ...]


def total(cells: Mapping[str, Cell], indicator: Indicator, cohort: Cohort) -> Total:
    """The children of one group, whatever their colour; a colour not given is no zero."""
    keys = tuple(field.key for field in indicator.fields if field.cohort is cohort)
    values = [cells.get(key, MISSING).value for key in keys]
    known = [value for value in values if value is not None]
    return Total(sum(known), sum(known) if len(known) == len(values) else None, keys)
