"""What a project's units are asked for one period: fields in order, by theme."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fordel.domain.language import Words
from fordel.interventions.indicators import THEME_WORDS, Field, Theme
from fordel.interventions.periods import DataPeriod
from fordel.interventions.programme import Programme, Project
from fordel.interventions.sheets.refusals.asking import (
    FieldNotAsked,
    NothingAsked,
    PeriodNotCollected,
    PeriodNotThere,
    ProjectNotThere,
    UnitHasLeft,
    UnitNotInProject,
    UnitNotYetIn,
)

VERSION_LENGTH = 12


@dataclass(frozen=True)
class ThemeFields:
    """The fields of one theme, in the programme's order."""

    theme: Theme
    fields: tuple[Field, ...]

    @property
    def words(self) -> Words:
        return THEME_WORDS[self.theme]


@dataclass(frozen=True)
class Sheet:
    """What is asked of each unit of a project for a period.

    ``version`` is a short hash of programme, project, period and fields with their words and
    scales: two sheets with the same version ask the same.
    """

    programme: Programme
    project: Project
    period: DataPeriod
    themes: tuple[ThemeFields, ...]
    version: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order it is asked."""
        return tuple(field for theme in self.themes for field in theme.fields)

    def field(self, key: str) -> Field:
        """A field by its key.

        Raises
        ------
        FieldNotAsked : the sheet has no such field.
        """
        for field in self.fields:
            if field.key == key:
                return field
        raise FieldNotAsked(field=key, project=self.project.id, period=self.period.no)

    def check_asks(self, unit: str) -> None:
        """Whether a unit is to fill this sheet.

        Raises
        ------
        UnitNotInProject, UnitNotYetIn, UnitHasLeft : it is not.
        """
        part, no = self.project.participation(unit), self.period.no
        if part is None:
            raise UnitNotInProject(unit=unit, project=self.project.name)
        if no < part.joined:
            raise UnitNotYetIn(unit=part.called, period=no, joined=part.joined)
        if not part.takes_part_in(no):
            raise UnitHasLeft(unit=part.called, period=no, left=part.left or no)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that are to fill this sheet."""
        parts = self.project.units
        return tuple(part.unit for part in parts if part.takes_part_in(self.period.no))


def project_of(programme: Programme, name: str) -> Project:
    """A project by its id.

    Raises
    ------
    ProjectNotThere : the programme has none of that name.
    """
    found = programme.project(name)
    if found is None:
        known = ", ".join(project.id for project in programme.projects) or "–"
        raise ProjectNotThere(project=name, programme=programme.id, known=known)
    return found


def sheet_for(programme: Programme, project: Project, period_no: int) -> Sheet:
    """The sheet of a project for one period.

    Themes stand in the order of their first indicator; fields in the programme's order.

    Raises
    ------
    PeriodNotThere, PeriodNotCollected, NothingAsked : there is no such sheet.
    """
    period = programme.period(period_no)
    if period is None:
        known = ", ".join(str(known.no) for known in programme.periods)
        raise PeriodNotThere(period=period_no, programme=programme.name, known=known)
    if not period.collected:
        raise PeriodNotCollected(period=period_no, reason=period.reason.strip().rstrip("."))
    fields = programme.fields_of(project, period_no)
    if not fields:
        raise NothingAsked(project=project.name)
    themes = tuple(_by_theme(fields))
    return Sheet(programme, project, period, themes, _version(programme, project, period, themes))


def _by_theme(fields: tuple[Field, ...]) -> Iterator[ThemeFields]:
    order = list(dict.fromkeys(field.indicator.theme for field in fields))
    ordered = sorted(fields, key=lambda field: order.index(field.indicator.theme))
    for theme, together in groupby(ordered, key=lambda field: field.indicator.theme):
        yield ThemeFields(theme, tuple(together))


def _version(
    programme: Programme, project: Project, period: DataPeriod, themes: tuple[ThemeFields, ...]
) -> str:
    """What was asked, in so few signs that it fits in a cell; other words are another question."""
    asked = [
        [
            field.key,
            field.indicator.kind,
            field.indicator.lowest,
            field.indicator.highest,
            field.label.da,
            field.label.en,
        ]
        for theme in themes
        for field in theme.fields
    ]
    when = [period.no, period.first.isoformat(), period.last.isoformat()]
    text = json.dumps([programme.id, project.id, when, asked], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]
