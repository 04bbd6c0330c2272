"""The demonstration municipality, in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.demonstration.answers import count_criteria, count_districts, decide, score_units
from fordel.demonstration.changes import tell
from fordel.demonstration.enrolments import Stays, World, find_stays, list_children
from fordel.demonstration.facts import Facts, read_facts, read_lexicon
from fordel.demonstration.people import draw_people
from fordel.demonstration.places import lay_out
from fordel.demonstration.records import Integers, Municipality, Year
from fordel.demonstration.tracks import lay_tracks
from fordel.domain.errors import WrongUse
from fordel.domain.language import Words

FEWEST_UNITS, FEWEST_PER_UNIT, MOST_PER_UNIT = 5, 20, 500
_FIRST_KEY = 100_001


@dataclass(eq=False)
class TooFewUnits(WrongUse):
    """A municipality so small cannot have a closure, a merger and a new unit."""

    units: int
    fewest: int

    what = Words(
        da="{units} enheder er for få til en demonstrationskommune.",
        en="{units} units are too few for a demonstration municipality.",
    )
    why = Words(
        da="Den skal rumme en lukning, en sammenlægning og en ny enhed.",
        en="It must hold a closure, a merger and a new unit.",
    )
    next = Words(da="Bed om mindst {fewest} enheder.", en="Ask for at least {fewest} units.")


@dataclass(eq=False)
class UnlikelyUnitSize(WrongUse):
    """So many children in so many units would look like nothing that exists."""

    units: int
    children: int
    fewest: int
    most: int

    what = Words(
        da="{children} børn i {units} enheder ligner ikke en kommune.",
        en="{children} children in {units} units do not look like a municipality.",
    )
    why = Words(
        da="En enhed har her mellem {fewest} og {most} børn i gennemsnit.",
        en="A unit holds between {fewest} and {most} children on average here.",
    )
    next = Words(
        da="Vælg et andet antal børn eller enheder.",
        en="Choose another number of children or units.",
    )


def make_municipality(
    seed: int,
    *,
    units: int | None = None,
    children: int | None = None,
    facts: Facts | None = None,
) -> Municipality:
    """Make an invented Danish municipality over three budget years.

    Parameters
    ----------
    seed : the same seed gives the same municipality, whatever the machine.
    units : rows on the first year's list of units, childminders included; 59 when not given.
    children : about so many are enrolled on the day of each count; in proportion to the units
        when not given (4,000 in 59).
    facts : what it is made from; those of Demokommune when not given.

    Returns
    -------
    Units, enrolments and answers for each budget year; no real child, unit or place among them.

    Raises
    ------
    TooFewUnits : fewer than five units.
    UnlikelyUnitSize : fewer than 20 or more than 500 children a unit on average.

    Notes
    -----
    Sources: ``definitions/demonstration/facts.yaml``, fact by fact.
    """
    facts, words = facts or read_facts(), read_lexicon()
    units = facts.size.units if units is None else units
    if children is None:
        children = round(facts.size.children * units / facts.size.units)
    _check_size(units, children)
    # Each part has its own stream, so that drawing more in one does not move the others.
    layout, story, crowd, names = (np.random.default_rng([seed, part]) for part in range(4))
    places = lay_out(units, children, facts, words, layout)
    timeline = tell(places, facts, words, story)
    tracks = lay_tracks(places, facts)
    people = draw_people(children, places, tracks, facts, crowd)
    world = World(facts, places, tracks, timeline, people)
    stays = find_stays(world)
    keys = _FIRST_KEY + names.permutation(len(people.born))
    return Municipality(
        code=facts.municipality.code,
        name=facts.municipality.name,
        seed=seed,
        criteria=tuple(criterion.id for criterion in facts.criteria),
        years=tuple(_year(year, world, stays, keys) for year in facts.years.budget_years),
    )


def _check_size(units: int, children: int) -> None:
    if units < FEWEST_UNITS:
        raise TooFewUnits(units=units, fewest=FEWEST_UNITS)
    if not FEWEST_PER_UNIT <= children / units <= MOST_PER_UNIT:
        raise UnlikelyUnitSize(
            units=units, children=children, fewest=FEWEST_PER_UNIT, most=MOST_PER_UNIT
        )


def _year(year: int, world: World, stays: Stays, keys: Integers) -> Year:
    units = tuple(unit for _, unit in world.timeline.listed[year])
    day = world.facts.years.count_on(year)
    listed = list_children(year, world, stays, keys)
    scores = score_units(listed, units, world.facts)
    grants, applications = decide(year, units, world, scores)
    return Year(
        year=year,
        count_on=day,
        units=units,
        children=listed,
        criteria=count_criteria(listed, units, np.datetime64(day), world.facts),
        districts=count_districts(year, world),
        grants=grants,
        applications=applications,
        scores=scores,
    )
