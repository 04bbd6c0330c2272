"""Which criteria a child meets: drawn so that they hang together and come out as common as said."""

from __future__ import annotations

import numpy as np

from fordel.demonstration.facts import Criterion, Facts
from fordel.demonstration.places import normal_quantiles
from fordel.demonstration.records import MET, NOT_MET, UNKNOWN, Flags, Floats, Marks
from fordel.demonstration.tracks import Tracks

_GRID = 41
_HALVINGS = 40


def constants(tracks: Tracks, facts: Facts) -> Floats:
    """Find each criterion's constant, so that its share over all children is the given one.

    Returns
    -------
    Shape (criteria,): what is added to loading x need before the logistic function.
    """
    own = facts.burden.child_spread * normal_quantiles(_GRID)
    need = tracks.level[:, np.newaxis] + own[np.newaxis, :]
    weight = np.repeat(tracks.flow[:, np.newaxis] / _GRID, _GRID, axis=1)
    return np.array([_constant(need, weight, criterion) for criterion in facts.criteria])


def _constant(need: Floats, weight: Floats, criterion: Criterion) -> float:
    low, high = -40.0, 40.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        share = float((weight * chance(need, criterion.loading, middle)).sum())
        low, high = (middle, high) if share < criterion.share else (low, middle)
    return (low + high) / 2


def chance(need: Floats, loading: float, constant: float) -> Floats:
    """The probability that a child with this need meets the criterion; the shape of ``need``."""
    return np.asarray(1 / (1 + np.exp(-(constant + loading * need))), dtype=np.float64)


def draw_criteria(
    need: Floats, added: Floats, facts: Facts, years: int, rng: np.random.Generator
) -> list[Marks]:
    """Draw what is known of each child, year by year; most of it stays as it was.

    Parameters
    ----------
    need : shape (children,).
    added : shape (criteria,), from :func:`constants`.

    Returns
    -------
    One array of ``MET``, ``NOT_MET`` and ``UNKNOWN`` per year, shape (children, criteria).
    """
    shape = (len(need), len(facts.criteria))
    chances = np.column_stack(
        [chance(need, item.loading, added[i]) for i, item in enumerate(facts.criteria)]
    )
    redrawn = np.array([item.redrawn for item in facts.criteria])
    missing = np.array([item.missing for item in facts.criteria])
    lot, unknown_lot = rng.random(shape), rng.random(shape)
    known: list[Marks] = []
    for year in range(years):
        if year:
            lot = _redraw(lot, redrawn, rng)
            # What was unknown last year is often found out, and something else gets lost.
            unknown_lot = _redraw(unknown_lot, np.full(len(missing), 0.5), rng)
        met = np.where(lot < chances, MET, NOT_MET)
        known.append(np.where(unknown_lot < missing, UNKNOWN, met).astype(np.int8))
    return known


def _redraw(lot: Floats, share: Floats, rng: np.random.Generator) -> Floats:
    again: Flags = rng.random(lot.shape) < share
    return np.where(again, rng.random(lot.shape), lot)
