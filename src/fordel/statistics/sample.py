"""Values with weights, put in order once, so that every estimator gives the same bits every time.

Comparisons (who is below the median, which values are equal) are exact; sums of products are
floats added by ``math.fsum``, which does not depend on the order they come in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, groupby
from math import fsum
from operator import itemgetter

Number = int | float | Decimal | Fraction


class NotDefined(ArithmeticError):
    """The figure has no value for these numbers.

    ``reason`` is a word the caller can look up: here ``nobody``, ``mean_is_zero``,
    ``median_is_zero`` and ``no_spread``; a room with meaning adds its own.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Sample:
    """Distinct values in rising order, each with the weight of everybody who has it.

    ``values`` and ``weights`` have shape (distinct values,); every weight is above zero.
    """

    values: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]

    @classmethod
    def of(cls, values: Sequence[Number], weights: Sequence[Number] | None = None) -> Sample:
        """Sort and merge observations; without weights each counts as one.

        Parameters
        ----------
        values : shape (n,).
        weights : shape (n,), each >= 0; an observation of weight zero is nobody and drops out.

        Raises
        ------
        ValueError : the shapes differ, a weight is negative, or a number is not finite.
        NotDefined : nobody is left.
        """
        pairs = _pairs(values, weights)
        if not pairs:
            raise NotDefined("nobody")
        merged = [
            (value, sum((weight for _, weight in group), Fraction(0)))
            for value, group in groupby(sorted(pairs), key=itemgetter(0))
        ]
        return cls(tuple(value for value, _ in merged), tuple(weight for _, weight in merged))

    @cached_property
    def cumulative(self) -> tuple[Fraction, ...]:
        """The weight at or below each value, shape (distinct values,)."""
        return tuple(accumulate(self.weights))

    @property
    def weight(self) -> Fraction:
        return self.cumulative[-1]

    @cached_property
    def total(self) -> float:
        """The weighted sum of the values."""
        return fsum(map(_product, self.values, self.weights))

    @property
    def mean(self) -> float:
        return self.total / float(self.weight)

    def quantile(self, share: Fraction) -> Fraction:
        """The value that a share (0-1) of the weight lies at or below.

        Notes
        -----
        The smallest value whose cumulative weight reaches the share; where it is reached exactly,
        the mean of that value and the next. With whole weights this is the quantile of the list
        in which every observation is written as often as it weighs (definition 2 of Hyndman &
        Fan 1996), so the half is the ordinary median.
        """
        wanted = share * self.weight
        place = next(i for i, reached in enumerate(self.cumulative) if reached >= wanted)
        if self.cumulative[place] == wanted and place + 1 < len(self.values):
            return (self.values[place] + self.values[place + 1]) / 2
        return self.values[place]

    @cached_property
    def median(self) -> Fraction:
        return self.quantile(Fraction(1, 2))


def _pairs(
    values: Sequence[Number], weights: Sequence[Number] | None
) -> list[tuple[Fraction, Fraction]]:
    if weights is not None and len(weights) != len(values):
        raise ValueError("there must be one weight for each value")
    exact = [Fraction(weight) for weight in weights] if weights is not None else None
    if exact is None:
        return [(Fraction(value), Fraction(1)) for value in values]
    if any(weight < 0 for weight in exact):
        raise ValueError("a weight cannot be below zero")
    return [
        (Fraction(value), weight) for value, weight in zip(values, exact, strict=True) if weight
    ]


def _product(value: Fraction, weight: Fraction) -> float:
    return float(value) * float(weight)
