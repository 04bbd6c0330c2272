"""How good predictions are: losses per row, and the area under the curve."""

from __future__ import annotations

import numpy as np

from fordel.statistics.regression import Floats, Ints
from fordel.statistics.sample import NotDefined


def log_losses(chance: Floats, successes: Floats, trials: Floats) -> Floats:
    """Minus the mean log chance given to what happened, per row, shape (n,)."""
    hits = np.where(successes > 0, successes * np.log(np.where(successes > 0, chance, 1)), 0)
    misses = trials - successes
    missed = np.where(misses > 0, misses * np.log1p(-np.where(misses > 0, chance, 0)), 0)
    return np.asarray(-(hits + missed) / trials)


def squared_errors(chance: Floats, successes: Floats, trials: Floats) -> Floats:
    """Brier's score (1950) per row, shape (n,): the mean squared distance to what happened."""
    return np.asarray((successes * (1 - chance) ** 2 + (trials - successes) * chance**2) / trials)


def ranked_losses(chances: Floats, level: Ints) -> Floats:
    """The ranked probability score per row (Epstein 1969), from 0 to 1, shape (n,).

    Parameters
    ----------
    chances : shape (n, levels), each row summing to one.
    level : shape (n,), 0 … levels - 1.
    """
    levels = chances.shape[1]
    below = np.cumsum(chances, axis=1)[:, :-1]
    happened = level[:, None] <= np.arange(levels - 1)[None, :]
    return np.asarray(((below - happened) ** 2).sum(axis=1) / (levels - 1))


def area_under_curve(score: Floats, positives: Floats, negatives: Floats) -> float:
    """The chance that one who has the outcome scores above one who has not; ties count half.

    Parameters
    ----------
    score : shape (n,).
    positives, negatives : shape (n,), >= 0: the weight of each in a row.

    Raises
    ------
    NotDefined : nobody has the outcome, or everybody.
    """
    _, places = np.unique(score, return_inverse=True)
    have, lack = np.bincount(places, positives), np.bincount(places, negatives)
    if not have.sum() or not lack.sum():
        raise NotDefined("no_spread")
    beaten = np.cumsum(lack) - lack / 2
    return float((have * beaten).sum() / (have.sum() * lack.sum()))
