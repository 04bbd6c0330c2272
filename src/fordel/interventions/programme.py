"""A programme, its projects, and what they do where: a document, checked as it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, model_validator

from fordel.allocation.model.values import Figure, Misfit, Part
from fordel.interventions.indicators import Field as SheetField
from fordel.interventions.indicators import Indicator, Theme
from fordel.interventions.periods import ContextEvent, DataPeriod, Phase, check_periods_follow


class Intensity(Part):
    """How often an activity is meant to be held, by its description: 2 per unit in 12 months."""

    times: Figure = Field(gt=0)
    per: Literal["child", "unit"]
    months: Figure = Field(gt=0)


class Activity(Part):
    """A central activity of a project.

    ``counted_by`` names the counts of the sheet that it is seen in. One count may cover several
    activities; an activity without any cannot be assessed from the data.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    purpose: str = ""
    elements: tuple[int, ...] = ()
    counted_by: tuple[str, ...] = ()
    intended: Intensity | None = None


class Participation(Part):
    """A unit in a project: from which period, until which, and when the effort was whole there.

    ``effect_from`` is None where the project's own phases say it.
    """

    unit: str
    name: str = ""
    joined: int = 1
    left: int | None = None
    effect_from: int | None = None

    @model_validator(mode="after")
    def _check_order(self) -> Participation:
        if self.left is not None and self.left < self.joined:
            raise Misfit(
                da=f"enheden {self.unit} går ud, før den kommer med",
                en=f"the unit {self.unit} leaves before it joins",
            )
        return self

    @property
    def called(self) -> str:
        """The unit's name, or its key where it has none."""
        return self.name or self.unit

    def takes_part_in(self, period: int) -> bool:
        """Whether the unit registers for a period (the one it left after is its last)."""
        return self.joined <= period and (self.left is None or period <= self.left)


class Project(Part):
    """A project: one intervention in some units of one place.

    ``remark`` says what a reader of its figures must know: what the source leaves open.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    place: str = ""
    purpose: str = ""
    target_group: str = ""
    prerequisites: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    units: tuple[Participation, ...] = ()
    activities: tuple[Activity, ...] = ()
    indicators: tuple[str, ...] = ()
    phases: dict[int, Phase] = Field(default_factory=dict)
    remark: str = ""

    @model_validator(mode="after")
    def _check_once_each(self) -> Project:
        _once(self.id, "enheden", "the unit", (unit.unit for unit in self.units))
        _once(self.id, "aktiviteten", "the activity", (known.id for known in self.activities))
        _once(self.id, "indikatoren", "the indicator", self.indicators)
        return self

    def participation(self, unit: str) -> Participation | None:
        """A unit's part in the project; None where it has none."""
        return next((part for part in self.units if part.unit == unit), None)

    def effect_from(self, unit: str) -> int | None:
        """The first period of the effect phase in a unit; None where it never began."""
        part = self.participation(unit)
        if part is not None and part.effect_from is not None:
            return part.effect_from
        return min((no for no, phase in self.phases.items() if phase is Phase.EFFECT), default=None)


class Programme(Part):
    """Projects that register the same way: periods, indicators, and what happened around them.

    ``needed`` are groups of themes; a project chooses indicators from at least one of each.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    source: str = ""
    periods: tuple[DataPeriod, ...] = Field(min_length=1)
    events: tuple[ContextEvent, ...] = ()
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    needed: tuple[tuple[Theme, ...], ...] = ()
    projects: tuple[Project, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Programme:
        check_periods_follow(self.periods)
        _once(self.id, "indikatoren", "the indicator", (known.id for known in self.indicators))
        _once(self.id, "projektet", "the project", (project.id for project in self.projects))
        known = {indicator.id for indicator in self.indicators}
        for indicator in self.indicators:
            if indicator.participants_of not in {None, *known}:
                raise Misfit(
                    da=f"{indicator.id} tæller deltagere i {indicator.participants_of}, "
                    "som programmet ikke har",
                    en=f"{indicator.id} counts participants of {indicator.participants_of}, "
                    "which is not there",
                )
        for project in self.projects:
            self._check_known(project)
        return self

    def _check_known(self, project: Project) -> None:
        known = {indicator.id for indicator in self.indicators}
        counted = {name for activity in project.activities for name in activity.counted_by}
        for name in (*project.indicators, *sorted(counted)):
            if name not in known:
                raise Misfit(
                    da=f"projektet {project.id} bruger indikatoren {name}, som programmet ikke har",
                    en=f"project {project.id} uses the indicator {name}, which is not there",
                )
        numbers = {period.no for period in self.periods}
        for no in project.phases:
            if no not in numbers:
                raise Misfit(
                    da=f"projektet {project.id} har en fase i periode {no}, som ikke findes",
                    en=f"project {project.id} has a phase in period {no}, which is not there",
                )
        # A unit that is in it from the beginning has joined in period 1, whatever is first here.
        for part in project.units:
            for named in (part.joined, part.left, part.effect_from):
                if named is not None and named not in numbers | {1}:
                    raise Misfit(
                        da=f"{project.id}: enheden {part.unit} nævner periode {named}, "
                        "som ikke findes",
                        en=f"{project.id}: the unit {part.unit} names period {named}, "
                        "which is not there",
                    )

    def period(self, no: int) -> DataPeriod | None:
        """A period by its number."""
        return next((period for period in self.periods if period.no == no), None)

    def indicator(self, name: str) -> Indicator:
        """An indicator by its id, which the programme has."""
        return next(known for known in self.indicators if known.id == name)

    def project(self, name: str) -> Project | None:
        """A project by its id."""
        return next((project for project in self.projects if project.id == name), None)

    def fields_of(self, project: Project, period: int | None = None) -> tuple[SheetField, ...]:
        """The cells of a project's sheet, in the programme's order of indicators.

        Parameters
        ----------
        period : only those that its sheets ask; without it those of any period.
        """
        chosen = [
            known
            for known in self.indicators
            if known.id in project.indicators and (period is None or known.asked_in(period))
        ]
        return tuple(field for indicator in chosen for field in indicator.fields)

    def still_needed(self, project: Project) -> tuple[tuple[Theme, ...], ...]:
        """Groups of themes of which a project has chosen none; empty where its sheet suffices."""
        themes = {self.indicator(name).theme for name in project.indicators}
        return tuple(group for group in self.needed if not themes.intersection(group))


def _once(where: str, da: str, en: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Misfit(
                da=f"{where}: {da} {name} står to gange", en=f"{where}: {en} {name} stands twice"
            )
        seen.add(name)
