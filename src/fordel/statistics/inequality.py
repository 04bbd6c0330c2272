"""How unevenly something is spread over people who each count by a weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, groupby
from math import fsum, log, sqrt
from operator import itemgetter

from fordel.statistics.sample import NotDefined, Number, Sample


@dataclass(frozen=True)
class Curve:
    """A Lorenz or concentration curve.

    ``population`` and ``held`` have shape (groups + 1,), both from 0 to 1: of the first
    ``population[i]`` of the weight, in rising order, ``held[i]`` of the whole is held.
    """

    population: tuple[float, ...]
    held: tuple[float, ...]


def coefficient_of_variation(sample: Sample) -> float:
    """Standard deviation of the whole population (not of a sample) divided by the mean.

    Raises
    ------
    NotDefined : the mean is zero.

    Notes
    -----
    sqrt(sum w (x - mean)^2 / sum w) / mean. Source: Berne & Stiefel 1984.
    """
    mean = _mean_above_zero(sample)
    if len(sample.values) == 1:
        return 0.0
    squares = fsum(
        float(weight) * (float(value) - mean) ** 2
        for value, weight in zip(sample.values, sample.weights, strict=True)
    )
    return sqrt(squares / float(sample.weight)) / mean


def gini(sample: Sample) -> float:
    """The Gini coefficient of the population, without correction for small samples.

    Raises
    ------
    NotDefined : the mean is zero.

    Notes
    -----
    sum_i sum_j w_i w_j |x_i - x_j| / (2 W^2 mean), computed as the concentration index of the
    values ranked by themselves. Sources: Gini 1914; Berne & Stiefel 1984.
    """
    return concentration_index(sample.values, sample.values, sample.weights)


def theil(sample: Sample) -> float:
    """Theil's T: the mean of (x / mean) ln(x / mean); nothing contributes nothing.

    Raises
    ------
    NotDefined : the mean is zero.

    Notes
    -----
    Source: Theil 1967. From 0 to ln(W / the smallest weight).
    """
    mean = _mean_above_zero(sample)
    if len(sample.values) == 1:
        return 0.0
    terms = (
        float(weight) * (float(value) / mean) * log(float(value) / mean)
        for value, weight in zip(sample.values, sample.weights, strict=True)
        if value > 0
    )
    return fsum(terms) / float(sample.weight)


def mcloone(sample: Sample) -> float:
    """What those below the median have, against what they would have at the median.

    Raises
    ------
    NotDefined : the median is zero.

    Notes
    -----
    sum of w x over x < median / (median times sum of w over x < median); 1 if nobody is below.
    Source: Berne & Stiefel 1984 (McLoone index).
    """
    return _against_median(sample, below=True)


def verstegen(sample: Sample) -> float:
    """What those above the median have, against what they would have at the median.

    Raises
    ------
    NotDefined : the median is zero.

    Notes
    -----
    The mirror of :func:`mcloone`; 1 if nobody is above. Source: Verstegen 1996.
    """
    return _against_median(sample, below=False)


def concentration_index(
    values: Sequence[Number], rank_by: Sequence[Number], weights: Sequence[Number]
) -> float:
    """How far something is concentrated on those who rank high by something else.

    Parameters
    ----------
    values : shape (n,), what is held per head.
    rank_by : shape (n,), what they are ranked by, lowest first; equals share their rank.
    weights : shape (n,), heads.

    Returns
    -------
    From above -1 (all with the lowest) to below 1 (all with the highest); 0 is indifferent.

    Raises
    ------
    NotDefined : nobody is there, or nothing is held.

    Notes
    -----
    sum w x (2 r - 1) / sum w x, with r the share of the weight that ranks lower plus half of
    one's own rank group. Source: Kakwani, Wagstaff & van Doorslaer 1997.
    """
    groups = _ranked(values, rank_by, weights)
    whole = sum((weight for weight, _ in groups), Fraction(0))
    held = fsum(amount for _, amount in groups)
    if not held:
        raise NotDefined("mean_is_zero")
    below = accumulate((weight for weight, _ in groups), initial=Fraction(0))
    pulls = (
        amount * float((2 * lower + weight - whole) / whole)
        for lower, (weight, amount) in zip(below, groups, strict=False)
    )
    return fsum(pulls) / held


def concentration_curve(
    values: Sequence[Number], rank_by: Sequence[Number], weights: Sequence[Number]
) -> Curve:
    """The curve behind :func:`concentration_index`; ranked by the values, it is Lorenz's.

    Parameters
    ----------
    values, rank_by, weights : shape (n,), as in :func:`concentration_index`.

    Raises
    ------
    NotDefined : nobody is there, or nothing is held.

    Notes
    -----
    Source: Lorenz 1905.
    """
    groups = _ranked(values, rank_by, weights)
    whole = sum((weight for weight, _ in groups), Fraction(0))
    reached = accumulate((weight for weight, _ in groups), initial=Fraction(0))
    sums = list(accumulate((amount for _, amount in groups), initial=0.0))
    if not sums[-1]:
        raise NotDefined("mean_is_zero")
    return Curve(
        tuple(float(weight / whole) for weight in reached),
        tuple(held / sums[-1] for held in sums),
    )


def _ranked(
    values: Sequence[Number], rank_by: Sequence[Number], weights: Sequence[Number]
) -> list[tuple[Fraction, float]]:
    """Weight and amount held of each rank group, lowest first."""
    rows = sorted(
        (Fraction(rank), Fraction(value), Fraction(weight))
        for rank, value, weight in zip(rank_by, values, weights, strict=True)
        if weight
    )
    if not rows:
        raise NotDefined("nobody")
    groups = [list(group) for _, group in groupby(rows, key=itemgetter(0))]
    return [
        (
            sum((weight for *_, weight in group), Fraction(0)),
            fsum(float(value) * float(weight) for _, value, weight in group),
        )
        for group in groups
    ]


def _against_median(sample: Sample, *, below: bool) -> float:
    median = sample.median
    if not median:
        raise NotDefined("median_is_zero")
    side = [
        (value, weight)
        for value, weight in zip(sample.values, sample.weights, strict=True)
        if (value < median if below else value > median)
    ]
    if not side:
        return 1.0
    held = fsum(float(value) * float(weight) for value, weight in side)
    heads = sum((weight for _, weight in side), Fraction(0))
    return held / (float(median) * float(heads))


def _mean_above_zero(sample: Sample) -> float:
    if not sample.total:
        raise NotDefined("mean_is_zero")
    return sample.mean
