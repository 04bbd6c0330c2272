"""Which aims cannot hold together, and how near one could get."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.search.finding.document import Aim
from fordel.search.finding.measures import MEASURES
from fordel.search.finding.programme import Programme, Solution
from fordel.search.ground import Floats


@dataclass(frozen=True)
class Give:
    """How far one aim of a conflict must give for all the others to hold.

    ``bound`` is the bound that could be kept instead; None where the others cannot hold together
    either.
    """

    aim: int
    gives: float
    bound: float | None


@dataclass(frozen=True)
class Conflict:
    """A smallest set of aims that cannot hold together: without any one of them the rest can.

    ``aims`` are their places; empty where the levers allow no model at all. ``gives`` says for each
    of them how far it must give while every other aim of the document holds.
    """

    aims: tuple[int, ...]
    gives: tuple[Give, ...]


def conflict_of(programme: Programme, narrow: Programme | None = None) -> Conflict | None:
    """Find an irreducible set by leaving out one aim at a time.

    Parameters
    ----------
    programme : of all aims, known to be infeasible.
    narrow : the same with room for rounding; how far an aim must give is told by it, where given.

    Returns
    -------
    Conflict; None where a programme on the way could not be decided in time.

    Notes
    -----
    The deletion filter. Source: Chinneck & Dravnieks 1991, ORSA Journal on Computing 3(2).
    """
    everybody = frozenset(range(len(programme.yard.aims)))
    kept = set(everybody)
    for aim in sorted(everybody):
        status = programme.solve(free=everybody - (kept - {aim})).status
        if status == "unknown":
            return None
        if status == "infeasible":
            kept.discard(aim)
    aims = tuple(sorted(kept))
    return Conflict(aims, tuple(_give(narrow or programme, aim) for aim in aims))


def _give(programme: Programme, aim: int) -> Give:
    cost = np.zeros(len(programme.low))
    cost[programme.gives[aim]] = 1.0
    found = programme.solve(cost, free=frozenset({aim}))
    if found.status != "solved":
        return Give(aim, np.nan, None)
    gives = float(found.gives[aim])
    return Give(aim, gives, bound_after(programme.yard.aims[aim], gives))


def bound_after(aim: Aim, gives: float) -> float:
    """The bound after it has given; for two bounds the one that is nearer to what is possible."""
    if aim.high is not None:
        return float(aim.high) + gives
    return float(aim.low) - gives if aim.low is not None else gives


def nearest(programme: Programme) -> Solution:
    """The model in which the aims give least in all, each in parts of its own bound."""
    cost = np.zeros(len(programme.low))
    for place, aim in zip(programme.gives, programme.yard.aims, strict=True):
        cost[place] = 1.0 / scale_of(aim, float(programme.yard.today))
    return programme.solve(cost, free=frozenset(range(len(programme.yard.aims))))


def scale_of(aim: Aim, today: float) -> float:
    """What a miss of an aim is measured by: its bound, or one of its unit where that is less."""
    if MEASURES[aim.what].form == "frame":
        return max(today, 1.0)
    return max(1.0, *(abs(float(bound)) for bound in (aim.low, aim.high) if bound is not None))


def missed_by(misses: list[Floats], aims: tuple[Aim, ...], today: float) -> Floats:
    """All misses of some models together, shape (models,), each in parts of its aim's bound."""
    parts = [missed / scale_of(aim, today) for missed, aim in zip(misses, aims, strict=True)]
    return np.asarray(np.sum(np.stack(parts), axis=0))
