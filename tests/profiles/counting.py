"""Counting a source as the command does, for the tests."""

from __future__ import annotations

from fordel.profiles.engines.naming import parse_engine
from fordel.profiles.engines.opening import OpenEngine, open_engine
from fordel.profiles.gathering import MOST_PATTERNS, Gathered, count_source
from fordel.profiles.preparing import Source
from fordel.profiles.profile import Basis
from fordel.profiles.sources import open_source, source_name
from fordel.registers.refusals.report import RefusedFiles
from tests.profiles.children import CRITERIA, DISTRICTS, FULL_TIME_HOURS, NEEDS, UNITS

PLACES = {Basis.ENROLLED: UNITS, Basis.RESIDENT: DISTRICTS}


def count(
    engine: str, source: object, *, needs=NEEDS, needed=CRITERIA, places=PLACES, most=MOST_PATTERNS
) -> Gathered:
    with open_engine(parse_engine(engine)) as opened:
        return count_on(opened, source, needs=needs, needed=needed, places=places, most=most)


def count_on(
    opened: OpenEngine,
    source: object,
    *,
    needs=NEEDS,
    needed=CRITERIA,
    places=PLACES,
    most=MOST_PATTERNS,
) -> Gathered:
    name = str(source)
    table = open_source(opened, name, needs.criteria)
    told = Source(table, source_name(name), needs, needed, FULL_TIME_HOURS)
    return count_source(opened, told, places, most=most)


def problems(engine: str, source: object, **words) -> dict[str, str]:
    """What is refused, by kind, in English."""
    try:
        count(engine, source, **words)
    except RefusedFiles as refused:
        return {type(p).__name__: p.message("en") for p in refused.report.problems}
    return {}
