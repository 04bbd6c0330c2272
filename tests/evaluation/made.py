"""A small programme with registrations that tests change one thing in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fordel.interventions.cells import Cell, given
from fordel.interventions.indicators import Cohort, Colour, Indicator, Kind, Theme
from fordel.interventions.periods import ContextEvent, DataPeriod, Phase
from fordel.interventions.programme import Activity, Participation, Programme, Project
from fordel.interventions.registrations import Registrations


def period(no: int, first: str, last: str, **more: object) -> DataPeriod:
    return DataPeriod.model_validate({"no": no, "from": first, "to": last, **more})


def indicator(name: str, kind: Kind, theme: Theme) -> Indicator:
    return Indicator.model_validate(
        {"id": name, "kind": kind, "theme": theme, "label": {"da": name, "en": name}}
    )


PERIODS = (
    period(1, "2020-10-01", "2021-02-28"),  # 5 months
    period(2, "2021-03-01", "2021-09-30", collected=False, reason="pandemi"),  # 7 months
    period(3, "2021-10-01", "2022-02-28"),  # 5 months
    period(4, "2022-03-01", "2022-09-30"),  # 7 months
)
PHASES = {1: Phase.SPREAD, 2: Phase.SPREAD, 3: Phase.EFFECT, 4: Phase.EFFECT}
EVENT = ContextEvent.model_validate({"name": "pandemi", "from": "2021-03-01", "to": "2022-01-31"})
INDICATORS = (
    indicator("children", Kind.COUNT, Theme.ACTIVITIES),
    indicator("visits", Kind.COUNT, Theme.ACTIVITIES),
    indicator("meetings", Kind.COUNT, Theme.ACTIVITIES),
    indicator("contact", Kind.RATING, Theme.PARENTS),
    indicator("support", Kind.COUNT, Theme.SUPPORT),
    indicator("wellbeing", Kind.COLOURS, Theme.WELLBEING),
)
UNITS = tuple(Participation(unit=name) for name in ("a", "b", "c", "d"))
VISIT = Activity.model_validate(
    {
        "id": "visit",
        "name": "Hjemmebesøg",
        "elements": [1],
        "counted_by": ["visits"],
        "intended": {"times": 1, "per": "unit", "months": 1},
    }
)
TALKS = Activity(id="talk", name="Samtale", elements=(1, 6), counted_by=("meetings",))
TEAM = Activity(id="team", name="Team", elements=(6,), counted_by=("meetings",))
SCREENING = Activity(id="screening", name="Vurdering", elements=(9,), counted_by=("wellbeing",))
UNSEEN = Activity(id="unseen", name="Opsporing")
PROJECT = Project(
    id="project",
    name="Projektet",
    units=UNITS,
    activities=(VISIT, TALKS, TEAM, SCREENING, UNSEEN),
    indicators=tuple(known.id for known in INDICATORS),
    phases=PHASES,
)
Answers = dict[tuple[str, int, str], Cell]


def answers(values: Mapping[str, Mapping[int, int]], units: str = "abcd") -> Answers:
    """The same answers, by field and period, for every unit."""
    return {
        (unit, no, key): given(value)
        for unit in units
        for key, by_period in values.items()
        for no, value in by_period.items()
    }


def colours(counts: tuple[int, int, int], cohort: Cohort = Cohort.INCLUDED) -> dict[str, int]:
    return {f"wellbeing.{cohort}.{colour}": n for colour, n in zip(Colour, counts, strict=True)}


def registered(
    values: Mapping[tuple[str, int, str], Cell] | None = None,
    *,
    enrolled: Mapping[tuple[str, int], int] | None = None,
    periods: tuple[DataPeriod, ...] = PERIODS,
    **project: Any,
) -> Registrations:
    """Registrations of the project, with what is different in it."""
    made = PROJECT.model_copy(update=project)
    programme = Programme(
        id="programme",
        name="Programmet",
        periods=periods,
        events=(EVENT,),
        indicators=INDICATORS,
        projects=(made,),
    )
    return Registrations(programme, made, values or {}, enrolled or {})
