"""How much of a unit's amount is chance: the children drawn again, the money computed again."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.runs import Run
from fordel.domain.language import Language, Words, number, percent, plain
from fordel.stability.chance import Outcomes, Progress, outcomes_of
from fordel.stability.refusals import (
    LevelOutside,
    RedrawNeedsRows,
    TooFewRedraws,
    UnitWithoutInterval,
)

REDRAWS = 1000
"""As many redraws as are made unless told otherwise."""
FEWEST_REDRAWS = 20
LEVEL = Fraction(9, 10)
SMALL_UNIT = 30
"""Units with fewer children have their interval told in words."""

_SWINGS = Words(
    da="{name}: med {children} kan beløbet tilfældigt svinge mellem {low} og {high} kr. "
    "Modellen giver {amount} kr.",
    en="{name}: with {children} the amount can swing by chance between {low} and {high} kr. "
    "The model gives {amount} kr.",
)
_STEADY = Words(
    da="{name}: med {children} svinger beløbet på {amount} kr. ikke, når børnene trækkes om. Det "
    "gør det ikke sikkert: børnene ligner hinanden, eller en grænse holder beløbet fast.",
    en="{name}: with {children} the amount of {amount} kr. does not swing when the children are "
    "drawn again. That does not make it certain: the children are alike, or a limit holds it.",
)
_APART = Words(
    da="{more} får mere pr. vægtet barn end {less}, også når børnene trækkes om: {low} til {high} "
    "kr. mere i {level} af omtrækningerne.",
    en="{more} gets more per weighted child than {less}, also when the children are drawn again: "
    "{low} to {high} kr. more in {level} of the redraws.",
)
_NOT_APART = Words(
    da="{more} og {less} kan ikke skelnes pålideligt. I {level} af omtrækningerne ligger "
    "forskellen pr. vægtet barn mellem {low} og {high} kr.",
    en="{more} and {less} cannot be told apart reliably. In {level} of the redraws the difference "
    "per weighted child lies between {low} and {high} kr.",
)
_NEIGHBOURS = Words(
    da="Af {pairs} par af naboer på ranglisten kan {apart} skelnes pålideligt. De øvrige kan have "
    "byttet plads ved en tilfældighed.",
    en="Of {pairs} pairs of neighbours in rank, {apart} can be told apart reliably. The others may "
    "have changed places by chance.",
)
_REFUSED = Words(
    da="{refused} af {redraws} omtrækninger gav intet resultat, fordi modellen ikke kan fordele "
    "pengene til sådanne børn.",
    en="{refused} of {redraws} redraws gave no result, because the model cannot share the money "
    "for such children.",
)
_ONE_CHILD = Words(da="1 barn", en="1 child")
_CHILDREN = Words(da="{children} børn", en="{children} children")


@dataclass(frozen=True)
class Interval:
    """Where a unit's amount lies in most redraws. Kroner; ``mean`` is over all redraws.

    ``places`` are the best and the worst place it has in as many of them, 1 for the most kroner
    per weighted child; None for units without a place.
    """

    unit: str
    name: str
    children: Fraction
    weighted_children: Fraction
    amount: Fraction
    low: Fraction
    high: Fraction
    mean: Fraction
    places: tuple[int, int] | None

    @property
    def per_weighted_child(self) -> tuple[Fraction, Fraction, Fraction] | None:
        """Low, amount and high per weighted child; None without children."""
        if not self.weighted_children:
            return None
        low, amount, high = (x / self.weighted_children for x in (self.low, self.amount, self.high))
        return low, amount, high

    @property
    def is_small(self) -> bool:
        return self.children < SMALL_UNIT

    def words(self) -> Words:
        """What chance can do to the unit's amount."""
        return Words(da=self._said("da"), en=self._said("en"))

    def _said(self, language: Language) -> str:
        children = _ONE_CHILD if self.children == 1 else _CHILDREN
        template = _STEADY if self.low == self.high == self.amount else _SWINGS
        return template.to(language).format(
            name=self.name,
            children=children.to(language).format(children=number(self.children, language)),
            amount=number(self.amount, language),
            low=number(self.low, language),
            high=number(self.high, language),
        )


@dataclass(frozen=True)
class Difference:
    """How much more one unit gets than another, per weighted child, in most redraws.

    The money is what units are ranked by: need money, or all money where need cannot be told.
    """

    more: str
    less: str
    low: float
    high: float
    level: Fraction

    @property
    def is_certain(self) -> bool:
        """Whether one gets more in all the redraws that the level keeps."""
        return self.low > 0 or self.high < 0

    def words(self) -> Words:
        """Whether the two can be told apart."""
        return Words(da=self._said("da"), en=self._said("en"))

    def _said(self, language: Language) -> str:
        template = _APART if self.is_certain else _NOT_APART
        return template.to(language).format(
            more=self.more,
            less=self.less,
            low=number(self.low, language).replace("-", "−"),
            high=number(self.high, language).replace("-", "−"),
            level=percent(self.level, language, 0),
        )


@dataclass(frozen=True)
class Intervals:
    """An interval per unit, and how it was come by.

    ``refused`` of the ``redraws`` gave no result, because the model refuses such children; the
    intervals are those of the others. ``one_by_one`` says why the engine computed each redraw by
    itself, None where they were computed as arrays.
    """

    units: tuple[Interval, ...]
    redraws: int
    refused: int
    level: Fraction
    seed: int
    one_by_one: Words | None
    outcomes: Outcomes = field(repr=False, compare=False)

    def difference(self, one: str, other: str) -> Difference:
        """Hold two units against each other in every redraw, to see if they can be told apart.

        The unit that gets more in most redraws comes first.

        Raises
        ------
        UnitWithoutInterval : one of them is not there, or has no place.
        """
        found = [self._standing(unit) for unit in (one, other)]
        apart = found[0] - found[1]
        if np.median(apart) < 0:
            apart, one, other = -apart, other, one
        outside = int(len(apart) * (1 - self.level) / 2)
        ordered = np.sort(apart)
        names = {interval.unit: interval.name for interval in self.units}
        return Difference(
            more=names[one],
            less=names[other],
            low=float(ordered[outside]),
            high=float(ordered[len(ordered) - 1 - outside]),
            level=self.level,
        )

    def neighbours(self) -> tuple[Difference, ...]:
        """Every unit with a place held against the next one below it, from the top."""
        placed = [(i, one.unit) for i, one in enumerate(self.units) if one.places is not None]
        middle = np.median(self.outcomes.standings, axis=0)
        order = [unit for i, unit in sorted(placed, key=lambda pair: (-middle[pair[0]], pair[1]))]
        return tuple(self.difference(one, other) for one, other in itertools.pairwise(order))

    def words(self) -> tuple[Words, ...]:
        """What must be known to read the intervals."""
        pairs = self.neighbours()
        apart = sum(pair.is_certain for pair in pairs)
        said = [_filled(_NEIGHBOURS, pairs=len(pairs), apart=apart)] if pairs else []
        if self.refused:
            said.append(_filled(_REFUSED, refused=self.refused, redraws=self.redraws))
        return (*said, *([self.one_by_one] if self.one_by_one else []))

    def _standing(self, unit: str) -> NDArray[np.float64]:
        place = next((i for i, one in enumerate(self.units) if one.unit == unit), None)
        if place is None or self.units[place].places is None:
            raise UnitWithoutInterval(unit=unit)
        return self.outcomes.standings[:, place]


def _filled(words: Words, **numbers: int) -> Words:
    return Words(da=words.da.format(**numbers), en=words.en.format(**numbers))


def draw_intervals(
    run: Run,
    *,
    redraws: int = REDRAWS,
    level: Fraction = LEVEL,
    seed: int = 1,
    progress: Progress | None = None,
) -> Intervals:
    """Draw the children of every unit again and again, and see where the amounts fall.

    Parameters
    ----------
    redraws : how many times.
    level : the share (0-1) of the redraws that the intervals hold.
    seed : the same seed gives the same intervals with the same version of NumPy.

    Returns
    -------
    Intervals, a unit each in the order of the run; every end is a whole number of the currency's
    smallest unit.

    Raises
    ------
    RedrawNeedsRows : the model goes by counts.
    MostRedrawsRefused : the model refuses more than half of the redraws.
    RedrawsTooSlow : the model has steps that only the engine knows, and there is too much to do.
    TooFewRedraws, LevelOutside : the interval would mean nothing.

    Notes
    -----
    Percentile bootstrap, stratified: in every unit and age group as many children are drawn, with
    replacement, as there are, so that numbers of children and full-time equivalents stay and only
    their circumstances vary. Of R redraws the m = floor(R (1 - level) / 2) lowest and the m
    highest amounts are left out. Source: Efron & Tibshirani 1993, chapters 8 and 13.
    """
    _check(run, redraws, level)
    outcomes = outcomes_of(run, redraws, seed, progress or (lambda _done, _of: None))
    allocation, step = run.allocation, run.model.currency.currency.step
    low, high = _ends(outcomes.amounts, level)
    best, worst = _ends(_places(outcomes.standings), level)
    sums = outcomes.amounts.sum(axis=0).tolist()
    units = tuple(
        Interval(
            unit=unit.id,
            name=unit.name,
            children=allocation.enrolled.totals[i],
            weighted_children=allocation.weighted[i],
            amount=allocation.totals[i],
            low=int(low[i]) * step,
            high=int(high[i]) * step,
            mean=Fraction(sums[i], len(outcomes.amounts)) * step,
            places=(int(best[i]), int(worst[i])) if best[i] else None,
        )
        for i, unit in enumerate(allocation.units)
    )
    return Intervals(
        units=units,
        redraws=redraws,
        refused=outcomes.refused,
        level=level,
        seed=seed,
        one_by_one=outcomes.one_by_one,
        outcomes=outcomes,
    )


def _check(run: Run, redraws: int, level: Fraction) -> None:
    if run.inputs.enrolled is None:
        raise RedrawNeedsRows
    if redraws < FEWEST_REDRAWS:
        raise TooFewRedraws(redraws=redraws, fewest=FEWEST_REDRAWS)
    if not 0 < level < 1:
        raise LevelOutside(level=plain(level))


def _ends(values: NDArray[np.int64], level: Fraction) -> NDArray[np.int64]:
    """The lowest and the highest value of each column that the level keeps, shape (2, units)."""
    outside = int(len(values) * (1 - level) / 2)
    ends = [outside, len(values) - 1 - outside]
    return np.partition(values, ends, axis=0)[ends]


def _places(standings: NDArray[np.float64]) -> NDArray[np.int64]:
    """Each unit's place in each redraw, 1 for the most kroner per weighted child, shape as given.

    Equals, to a millionth of a krone, share the best of their places. 0 is no place.
    """
    known = ~np.isnan(standings).any(axis=0)
    places = np.zeros(standings.shape, dtype=np.int64)
    same = np.round(standings[:, known], 6)
    for row, own in zip(places, same, strict=True):
        row[known] = len(own) - np.searchsorted(np.sort(own), own, side="right") + 1
    return places
