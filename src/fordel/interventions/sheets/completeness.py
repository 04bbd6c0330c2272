"""How far the sheets of a period have come: who has handed in, what is missing where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from fordel.domain.language import Words
from fordel.interventions.cells import State
from fordel.interventions.indicators import THEME_WORDS, Field, Theme
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.asking import Sheet, sheet_for


class Standing(StrEnum):
    """How far a unit has come with its sheet."""

    HANDED_IN = "handed_in"
    BEGUN = "begun"
    NOT_BEGUN = "not_begun"
    NOT_APPLICABLE = "not_applicable"


STANDING_WORDS = {
    Standing.HANDED_IN: Words(da="afleveret", en="handed in"),
    Standing.BEGUN: Words(da="begyndt", en="begun"),
    Standing.NOT_BEGUN: Words(da="ikke begyndt", en="not begun"),
    Standing.NOT_APPLICABLE: Words(da="ikke med i perioden", en="not in the period"),
}


@dataclass(frozen=True)
class UnitStanding:
    """One unit's sheet.

    Parameters
    ----------
    late : the deadline has passed without it, or it came after.
    answered, asked : cells; "not applicable" is an answer.
    missing : the fields without an answer, in the sheet's order.
    """

    unit: str
    name: str
    standing: Standing
    late: bool
    answered: int
    asked: int
    missing: tuple[Field, ...]


@dataclass(frozen=True)
class ThemeShare:
    """How much of a theme is answered over all units that are asked."""

    theme: Theme
    answered: int
    asked: int

    @property
    def words(self) -> Words:
        return THEME_WORDS[self.theme]

    @property
    def share(self) -> Fraction | None:
        """Answered of asked, 0–1; None where nobody is asked."""
        return Fraction(self.answered, self.asked) if self.asked else None


@dataclass(frozen=True)
class Overview:
    """A project's sheets of one period."""

    sheet: Sheet
    deadline: date | None
    units: tuple[UnitStanding, ...]
    themes: tuple[ThemeShare, ...]

    def count(self, standing: Standing) -> int:
        """How many units stand so."""
        return sum(unit.standing is standing for unit in self.units)

    @property
    def waiting_for(self) -> tuple[UnitStanding, ...]:
        """The units that have not handed in, which a reminder goes to."""
        open_ones = {Standing.BEGUN, Standing.NOT_BEGUN}
        return tuple(unit for unit in self.units if unit.standing in open_ones)

    @property
    def whole(self) -> bool:
        """Whether every unit that is asked has handed in."""
        return not self.waiting_for


def overview(
    registrations: Registrations,
    period_no: int,
    *,
    handed_in: Mapping[str, date],
    today: date,
    deadline: date | None = None,
) -> Overview:
    """How far the units of a project have come with a period.

    Parameters
    ----------
    handed_in : unit → the day it handed in; units that have not are left out.
    deadline : the last day in time; None where there is none.

    Raises
    ------
    PeriodNotThere, PeriodNotCollected, NothingAsked : there is no sheet for the period.
    """
    sheet = sheet_for(registrations.programme, registrations.project, period_no)
    units = tuple(
        _standing(registrations, sheet, unit, handed_in.get(unit), today, deadline)
        for unit in registrations.units
    )
    themes = tuple(
        _share(registrations, sheet, theme.theme, theme.fields) for theme in sheet.themes
    )
    return Overview(sheet, deadline, units, themes)


def _standing(
    registrations: Registrations,
    sheet: Sheet,
    unit: str,
    handed_in: date | None,
    today: date,
    deadline: date | None,
) -> UnitStanding:
    part = registrations.project.participation(unit)
    name = part.name if part is not None else ""
    if unit not in sheet.units:
        return UnitStanding(unit, name, Standing.NOT_APPLICABLE, False, 0, 0, ())
    missing = tuple(
        field for field in sheet.fields if not _is_answered(registrations, sheet, unit, field)
    )
    asked = len(sheet.fields)
    answered = asked - len(missing)
    if handed_in is not None:
        standing = Standing.HANDED_IN
    else:
        standing = Standing.BEGUN if answered else Standing.NOT_BEGUN
    late = deadline is not None and (handed_in or today) > deadline
    return UnitStanding(unit, name, standing, late, answered, asked, missing)


def _share(
    registrations: Registrations, sheet: Sheet, theme: Theme, fields: tuple[Field, ...]
) -> ThemeShare:
    answered = sum(
        _is_answered(registrations, sheet, unit, field) for unit in sheet.units for field in fields
    )
    return ThemeShare(theme, answered, len(sheet.units) * len(fields))


def _is_answered(registrations: Registrations, sheet: Sheet, unit: str, field: Field) -> bool:
    """Whether a unit has said something, a number or that it does not apply."""
    state = registrations.cell(unit, sheet.period.no, field.key).state
    return state in {State.GIVEN, State.NOT_APPLICABLE}
