"""Whether predictions are as large as they should be, in groups large enough to be shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.estimation.sample import Sample
from fordel.estimation.validating import Validated
from fordel.statistics.regression import Floats, Ints, fit_linear, fit_logistic

CHILDREN_IN_BIN = 30
"""Fewer children than this are never a group of their own."""
EACH_IN_BIN = 5
"""In a group at least so many have the outcome, and so many have not; and so many units."""
CLOSE = 1e-9


@dataclass(frozen=True)
class Bin:
    """A group of children with predictions alike: how many, what was predicted, what happened.

    ``predicted`` and ``observed`` are shares (yes or no), mean figures, or mean levels counted
    from 0, where more is more need.
    """

    children: int
    predicted: float
    observed: float


@dataclass(frozen=True)
class Calibration:
    """The groups, and the line through all: slope 1 and intercept 0 are perfect.

    A slope below 1 says that differences between predictions are too large: too many criteria for
    the data. ``slope`` is None where every prediction is the same.
    """

    bins: tuple[Bin, ...]
    slope: float | None
    intercept: float | None


def calibrate(sample: Sample, validated: Validated) -> Calibration:
    """Hold predictions on units held out against what happened there.

    Notes
    -----
    Groups are quantiles of the predictions, joined from below until each has at least 30 children
    and, for yes and no, five with and five without the outcome. The line: logistic for yes and no
    (Cox 1958), else least squares.
    """
    predicted, observed = _expected(sample, validated.predicted), _observed(sample)
    places = _merged(sample, _quantile_bins(predicted, sample))
    bins = []
    for place in range(int(places.max()) + 1):
        rows = places == place
        size = sample.size[rows]
        bins.append(
            Bin(
                int(sample.children[rows].sum()),
                float(np.average(predicted[rows], weights=size)),
                float(np.average(observed[rows], weights=size)),
            )
        )
    slope, intercept = _line(sample, validated, predicted, observed)
    return Calibration(tuple(bins), slope, intercept)


def _expected(sample: Sample, predicted: Floats) -> Floats:
    """One figure per row, shape (n,)."""
    if sample.kind == "ordered":
        return np.asarray(predicted @ np.arange(sample.levels))
    return predicted


def _observed(sample: Sample) -> Floats:
    """What happened, per child, shape (n,)."""
    return sample.outcome / sample.children if sample.kind == "yes_no" else sample.outcome


def _quantile_bins(predicted: Floats, sample: Sample) -> Ints:
    """A bin for each row, shape (n,), by the quantiles of children; equal predictions together."""
    # The last digits of a prediction differ between folds and machines; they divide nobody.
    values, places = np.unique(np.round(predicted, 9), return_inverse=True)
    sizes = np.bincount(places, sample.children)
    middle = (np.cumsum(sizes) - sizes / 2) / sizes.sum()
    wanted = sample.spec.validation.bins
    bins = np.minimum((middle * wanted).astype(np.int64), wanted - 1)
    assert len(bins) == len(values)
    return np.asarray(bins[places])


def _merged(sample: Sample, bins: Ints) -> Ints:
    """Join neighbouring bins, from below, until each may be shown; shape (n,)."""
    number = int(bins.max()) + 1
    joined = np.zeros(number, dtype=np.int64)
    current, start = 0, 0
    for place in range(number):
        joined[place] = current
        if _may_be_shown(sample, (bins >= start) & (bins <= place)):
            current, start = current + 1, place + 1
    # What is left at the end belongs to the last group that may be shown.
    joined[joined == current] = max(current - 1, 0)
    _, tight = np.unique(joined[bins], return_inverse=True)
    return np.asarray(tight.astype(np.int64))


def _may_be_shown(sample: Sample, rows: np.ndarray) -> bool:
    children = sample.children[rows].sum()
    if children < CHILDREN_IN_BIN or len(np.unique(sample.unit[rows])) < EACH_IN_BIN:
        return False
    if sample.kind != "yes_no":
        return True
    have = sample.outcome[rows].sum()
    return bool(min(have, children - have) >= EACH_IN_BIN)


def _line(
    sample: Sample, validated: Validated, predicted: Floats, observed: Floats
) -> tuple[float | None, float | None]:
    own = validated.linear if sample.kind == "yes_no" else predicted
    if float(np.ptp(own)) < CLOSE:
        return None, None
    design = np.column_stack((np.ones(len(sample)), own))
    if sample.kind == "yes_no":
        fit = fit_logistic(design, sample.outcome, sample.children, sample.weights)
    else:
        fit = fit_linear(design, observed, sample.size)
    return float(fit.coefficients[1]), float(fit.coefficients[0])
