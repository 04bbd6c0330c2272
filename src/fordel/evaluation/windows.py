"""Which periods figures are read from: before the effect phase, in it, or the whole time."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from fordel.domain.language import Words
from fordel.interventions.periods import DataPeriod, Phase, steps_back
from fordel.interventions.programme import Programme, Project
from fordel.interventions.registrations import Registrations


class Window(StrEnum):
    """A stretch of a unit's time in the project."""

    BEFORE = "before"
    EFFECT = "effect"
    WHOLE = "whole"


WINDOW_WORDS = {
    Window.BEFORE: Words(da="før virkningsfasen", en="before the effect phase"),
    Window.EFFECT: Words(da="i virkningsfasen", en="in the effect phase"),
    Window.WHOLE: Words(da="i hele perioden", en="in the whole time"),
}


def in_effect(project: Project, unit: str, period: int) -> bool:
    """Whether a period lies in a unit's effect phase.

    A unit's own first period of effect goes before the project's phases; a project that has ended
    is no longer in it.
    """
    phase = project.phases.get(period)
    part = project.participation(unit)
    if part is not None and part.effect_from is not None:
        return period >= part.effect_from and phase is not Phase.ENDED
    return phase is Phase.EFFECT


def periods_of(registrations: Registrations, unit: str, window: Window) -> tuple[DataPeriod, ...]:
    """The periods of a unit's time in a project that lie in a window and were collected."""
    project = registrations.project
    part = project.participation(unit)
    if part is None:
        return ()
    mine = [
        period
        for period in registrations.programme.periods
        if period.collected and part.takes_part_in(period.no)
    ]
    if window is Window.WHOLE:
        return tuple(mine)
    effect = [period for period in mine if in_effect(project, unit, period.no)]
    if window is Window.EFFECT:
        return tuple(effect)
    first = _first_of_effect(project, unit, registrations.programme)
    return tuple(period for period in mine if first is not None and period.no < first)


def has_effect_phase(registrations: Registrations) -> bool:
    """Whether any unit has registered for its effect phase."""
    return any(periods_of(registrations, unit, Window.EFFECT) for unit in registrations.units)


def months_of_effect(registrations: Registrations) -> Fraction:
    """Months of effect phase that at least half of the units have had; a part of a month counts.

    Time is had up to the last period that somebody has registered for: a plan is no experience. A
    period that was not collected before it is time all the same. Where the project went back to
    shape or spread the intervention, it is another one, and its months begin anew. Without units,
    the project's phases say it.
    """
    project = registrations.project
    last = max(registrations.periods_with_figures, default=0)
    anew = _made_anew_until(project, last)
    had = [period for period in registrations.programme.periods if anew < period.no <= last]
    if not project.units:
        return sum((p.months for p in had if project.phases.get(p.no) is Phase.EFFECT), Fraction(0))
    by_unit = sorted(
        sum(
            (
                period.months
                for period in had
                if part.takes_part_in(period.no) and in_effect(project, part.unit, period.no)
            ),
            Fraction(0),
        )
        for part in project.units
    )
    return by_unit[len(by_unit) // 2]


def _made_anew_until(project: Project, last: int) -> int:
    """The last period in which a project that had gone back made its intervention anew; else 0."""
    phases = {no: phase for no, phase in project.phases.items() if no <= last}
    made = [no for no, phase in phases.items() if phase in {Phase.SHAPING, Phase.SPREAD}]
    back = [no for no in steps_back(phases) if no in made]
    return max((no for no in made if no >= min(back)), default=0) if back else 0


def _first_of_effect(project: Project, unit: str, programme: Programme) -> int | None:
    numbers = [period.no for period in programme.periods]
    return next((no for no in numbers if in_effect(project, unit, no)), None)
