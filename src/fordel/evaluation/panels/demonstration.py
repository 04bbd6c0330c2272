"""An invented panel that fits a project's registrations, seeded, to try following children on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from fordel.evaluation.panels.rows import Panel, Sighting
from fordel.evaluation.panels.states import COLOURS
from fordel.evaluation.setting_aside import children_with
from fordel.interventions.indicators import Cohort, Colour, Indicator
from fordel.interventions.registrations import Registrations

_RESTLESS = 0.45
"""How far children's colours change beyond what the counts make them; in colours."""


@dataclass
class _Course:
    """Children of a unit on their way: who is there, with which colour."""

    unit: str
    there: dict[int, int] = field(default_factory=dict)


def invented_panel(registrations: Registrations, indicator: str, seed: int = 2018) -> Panel:
    """Invent the children behind a project's colours; the same seed gives the same.

    Parameters
    ----------
    indicator : one with children in three colours.
    seed : any whole number that is not negative.

    Returns
    -------
    A panel whose children, counted by unit, period and colour, are those registered as included.
    Children who left have their last assessment in the period that counts them as left.
    """
    chance = Random(f"{seed} {registrations.project.id} {indicator}")  # noqa: S311 - no secret
    known = registrations.programme.indicator(indicator)
    sightings: list[Sighting] = []
    born = 0
    for unit in registrations.units:
        course = _Course(unit)
        for period in registrations.periods:
            included = _colours(registrations, unit, period, known, Cohort.INCLUDED)
            if included is None:
                continue
            left = _colours(registrations, unit, period, known, Cohort.LEFT) or []
            sightings += _leave(course, period, left, chance)
            born = _go_on(course, included, born, chance)
            sightings += [
                Sighting(child, unit, period, state) for child, state in course.there.items()
            ]
    skipped = frozenset(p.no for p in registrations.programme.periods if not p.collected)
    return Panel(tuple(sightings), COLOURS, skipped)


def _colours(
    registrations: Registrations, unit: str, period: int, indicator: Indicator, cohort: Cohort
) -> list[int] | None:
    """A colour's place for each child that was counted; None where nothing was."""
    counts = children_with(registrations, unit, period, indicator, cohort)
    if counts is None:
        return None
    return [place for place, colour in enumerate(Colour) for _ in range(counts[colour])]


def _leave(course: _Course, period: int, left: Sequence[int], chance: Random) -> list[Sighting]:
    """Take out those who left, each with the colour that the unit counted."""
    gone: list[Sighting] = []
    for state in left:
        alike = [child for child, own in course.there.items() if own == state]
        some = alike or list(course.there)
        if some:
            child = chance.choice(some)
            del course.there[child]
            gone.append(Sighting(child, course.unit, period, state, is_leaving=True))
    return gone


def _go_on(course: _Course, included: list[int], born: int, chance: Random) -> int:
    """Give those who stay and those who come the colours that were counted."""
    while len(course.there) > len(included):
        del course.there[chance.choice(list(course.there))]
    slots = chance.sample(included, len(included))
    coming = len(included) - len(course.there)
    fresh, staying = slots[:coming], sorted(slots[coming:])
    order = sorted(course.there, key=lambda c: course.there[c] + chance.gauss(0, _RESTLESS))
    course.there = dict(zip(order, staying, strict=True))
    course.there.update({born + at: state for at, state in enumerate(fresh)})
    return born + coming
