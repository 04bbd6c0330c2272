"""A small programme for tests: two projects, four periods, one of them skipped."""

from __future__ import annotations

from fordel.interventions.cells import Cell, given
from fordel.interventions.indicators import Indicator
from fordel.interventions.periods import DataPeriod
from fordel.interventions.programme import Participation, Programme, Project
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.asking import Sheet, sheet_for


def period(no: int, first: str, last: str, **more: object) -> DataPeriod:
    return DataPeriod.model_validate({"no": no, "from": first, "to": last, **more})


def indicator(name: str, kind: str, theme: str, **more: object) -> Indicator:
    label = {"da": name.replace("_", " "), "en": f"{name} (en)"}
    return Indicator.model_validate(
        {"id": name, "kind": kind, "theme": theme, "label": label, **more}
    )


PERIODS = (
    period(1, "2019-05-01", "2019-09-30"),
    period(2, "2019-10-01", "2020-02-29"),
    period(3, "2020-03-01", "2020-09-30", collected=False, reason="Pandemi."),
    period(4, "2020-10-01", "2021-02-28"),
)
INDICATORS = (
    indicator("children", "count", "activities", children="attached"),
    indicator("events", "count", "activities"),
    indicator("wellbeing", "colours", "wellbeing", help={"da": "Jeres vurdering.", "en": "Yours."}),
    indicator("participants", "count", "activities", participants_of="events"),
    indicator("contact", "rating", "parents"),
)
PROJECT = Project(
    id="sprog",
    name="Sprog i hverdagen",
    units=(
        Participation(unit="u1", name="Solsikken"),
        Participation(unit="u2", name="Åhuset", joined=2),
        Participation(unit="u3", name="Søstjernen", left=1),
    ),
    indicators=("children", "events", "participants", "contact", "wellbeing"),
)
OTHER = Project(id="andet", name="Andet", units=PROJECT.units, indicators=("events",))
PROGRAMME = Programme(
    id="prog", name="Programmet", periods=PERIODS, indicators=INDICATORS, projects=(PROJECT, OTHER)
)
GREEN, YELLOW, RED = (f"wellbeing.included.{colour}" for colour in ("green", "yellow", "red"))
LEFT_GREEN, LEFT_YELLOW, LEFT_RED = (
    f"wellbeing.left.{colour}" for colour in ("green", "yellow", "red")
)
WHOLE = {
    "children": 12, "events": 3, "participants": 20, "contact": 5,
    GREEN: 8, YELLOW: 3, RED: 1, LEFT_GREEN: 1, LEFT_YELLOW: 0, LEFT_RED: 0,
}  # fmt: skip
"""Answers to everything that contradict nothing."""


def sheet(no: int = 2) -> Sheet:
    return sheet_for(PROGRAMME, PROJECT, no)


def cells(**changes: int | None) -> dict[str, Cell]:
    """Some answers; keys with points are given as ``**{...}``."""
    return {key: given(value) for key, value in changes.items() if value is not None}


def registered(no: int = 1, unit: str = "u1", **changes: int | None) -> Registrations:
    """Registrations in which one unit answered everything for one period, but for changes."""
    answers = {(unit, no, key): cell for key, cell in cells(**{**WHOLE, **changes}).items()}
    return Registrations(PROGRAMME, PROJECT, answers, {("u1", 2): 40})
