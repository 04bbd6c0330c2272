"""Fitting an index to a sample: its coefficients, how sure they are, and what it predicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fordel.estimation.checks import outcome_varies, separating_criteria
from fordel.estimation.sample import Sample
from fordel.statistics.ordinal import fit_ordered, level_chances
from fordel.statistics.regression import (
    Fit,
    Floats,
    clustered_covariance,
    fit_linear,
    fit_logistic,
)
from fordel.statistics.separation import dependent_columns

WIDE = 0.5
"""An interval is called wide when it reaches farther to each side than this part of its figure."""


@dataclass(frozen=True)
class Coefficient:
    """What one criterion adds to need: log odds, or units of the outcome; with its interval."""

    name: str
    estimate: float
    standard_error: float
    low: float
    high: float

    @property
    def is_unsure(self) -> bool:
        """The interval holds zero: the data do not say whether it adds or takes."""
        return self.low <= 0 <= self.high

    @property
    def is_wide(self) -> bool:
        """It adds or takes for certain, but how much is known only roughly."""
        return not self.is_unsure and (self.high - self.low) / 2 > WIDE * abs(self.estimate)


@dataclass(frozen=True)
class Index:
    """A fitted index. ``slopes`` shape (terms,); ``edges`` the intercept, or an ordered fit's cuts.

    Linear predictor of a row: ``criteria @ slopes`` (+ the intercept).
    """

    kind: str
    slopes: Floats
    edges: Floats
    fit: Fit

    def linear(self, criteria: Floats) -> Floats:
        """The linear predictor, shape (n,); without the cuts of an ordered index."""
        inside = criteria @ self.slopes
        return inside if self.kind == "ordered" else inside + self.edges[0]

    def predicted(self, criteria: Floats) -> Floats:
        """The chance (n,), the expected figure (n,), or the chance of each level (n, levels)."""
        linear = self.linear(criteria)
        if self.kind == "ordered":
            return level_chances(linear, self.edges)
        if self.kind == "yes_no":
            return np.asarray(1 / (1 + np.exp(-linear)))
        return linear


def fit_index(sample: Sample) -> Index:
    """Fit by the kind of outcome; the sample must be estimable.

    Raises
    ------
    NotConverged : it is not.
    """
    terms = len(sample.terms)
    if sample.kind == "ordered":
        fit = fit_ordered(sample.criteria, sample.level, sample.levels, sample.size)
        return Index("ordered", fit.coefficients[:terms], fit.coefficients[terms:], fit)
    if sample.kind == "yes_no":
        fit = fit_logistic(sample.design, sample.outcome, sample.children, sample.weights)
    else:
        fit = fit_linear(sample.design, sample.outcome, sample.size)
    return Index(sample.kind, fit.coefficients[1:], fit.coefficients[:1], fit)


def is_estimable(sample: Sample) -> bool:
    """Whether coefficients can be found at all, however few the children."""
    pooled = sample.pooled()
    return (
        outcome_varies(sample)
        and not dependent_columns(pooled.design)
        and not separating_criteria(pooled)
    )


@dataclass(frozen=True)
class Estimate:
    """An index with what is known of its certainty.

    ``names`` and ``covariance`` (shape (k, k)) are of all parameters, criteria first, then the
    intercept or the cuts; ``degrees`` of the t distribution behind the intervals.
    """

    index: Index
    coefficients: tuple[Coefficient, ...]
    edges: tuple[Coefficient, ...]
    covariance: Floats
    degrees: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in (*self.coefficients, *self.edges))


def estimate(sample: Sample) -> Estimate:
    """Coefficients with errors clustered by unit, and t intervals with units - 1 degrees."""
    from scipy.stats import (  # noqa: PLC0415 - seconds to import
        t,
    )

    index = fit_index(sample)
    covariance = clustered_covariance(index.fit, sample.unit)
    terms = len(sample.terms)
    if sample.kind != "ordered":
        # The regression has its intercept first; here it stands last, where cuts stand too.
        order = [*range(1, terms + 1), 0]
        covariance = covariance[np.ix_(order, order)]
    degrees = sample.units - 1
    reach = float(t.ppf((1 + float(sample.spec.confidence)) / 2, degrees))
    values = np.concatenate((index.slopes, index.edges))
    errors = np.sqrt(np.diag(covariance))
    found = _coefficients([*sample.terms, *edge_names(sample)], values, errors, reach)
    return Estimate(index, found[:terms], found[terms:], covariance, degrees)


def edge_names(sample: Sample) -> list[str]:
    """What is not a criterion's: the intercept, or the cuts between levels."""
    if sample.kind != "ordered":
        return ["intercept"]
    return [f"cut_{place}" for place in range(1, sample.levels)]


def _coefficients(
    names: Sequence[str], values: Floats, errors: Floats, reach: float
) -> tuple[Coefficient, ...]:
    return tuple(
        Coefficient(
            name, float(value), float(error), float(value - reach * error),
            float(value + reach * error),
        )
        for name, value, error in zip(names, values, errors, strict=True)
    )  # fmt: skip
