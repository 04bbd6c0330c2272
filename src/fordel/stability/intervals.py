"""How much of a unit's amount is chance: the children drawn again, the money computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from fordel.allocation.engine import allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, Vector
from fordel.domain.errors import UserError
from fordel.domain.language import Language, Words, number, plain
from fordel.stability.effects import reason_of
from fordel.stability.refusals import (
    LevelOutside,
    MostRedrawsRefused,
    RedrawNeedsRows,
    TooFewRedraws,
)
from fordel.profiles.profile import Profile

FEWEST_REDRAWS = 20
SMALL_UNIT = 30
"""Units with fewer children have their interval told in words."""

Progress = Callable[[int, int], None]
"""Told how many redraws are done, and of how many."""

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
_ONE_CHILD = Words(da="1 barn", en="1 child")
_CHILDREN = Words(da="{children} børn", en="{children} children")


@dataclass(frozen=True)
class Interval:
    """Where a unit's amount lies in most redraws. Kroner; ``mean`` is over all redraws."""

    unit: str
    name: str
    children: Fraction
    weighted_children: Fraction
    amount: Fraction
    low: Fraction
    high: Fraction
    mean: Fraction

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
class Intervals:
    """An interval per unit, and how it was come by.

    ``refused`` of the ``redraws`` gave no result, because the model refuses such children; the
    intervals are those of the others.
    """

    units: tuple[Interval, ...]
    redraws: int
    refused: int
    level: Fraction
    seed: int


def draw_intervals(
    run: Run,
    *,
    redraws: int = 200,
    level: Fraction = Fraction(9, 10),
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
    Intervals, a unit each in the order of the run; every end is an amount of one of the redraws.

    Raises
    ------
    RedrawNeedsRows : the model goes by counts.
    MostRedrawsRefused : the model refuses more than half of the redraws.
    TooFewRedraws, LevelOutside : the interval would mean nothing.

    Notes
    -----
    Percentile bootstrap, stratified: in every unit and age group as many children are drawn, with
    replacement, as there are, so that numbers of children and full-time equivalents stay and only
    their circumstances vary. Of R redraws the m = floor(R (1 - level) / 2) lowest and the m
    highest amounts are left out. Every redraw runs through the whole model, rounding and refusals
    included. Source: Efron & Tibshirani 1993, chapters 8 and 13.
    """
    _check(run, redraws, level)
    amounts: list[Vector] = []
    last: UserError | None = None
    for done, inputs in enumerate(redrawn_inputs(run, redraws, seed), start=1):
        try:
            amounts.append(allocate(run.model, inputs, run.year).totals)
        except UserError as refusal:
            last = refusal
        if progress is not None:
            progress(done, redraws)
    refused = redraws - len(amounts)
    if last is not None and 2 * refused > redraws:
        reason = reason_of(last)
        raise MostRedrawsRefused(
            refused=refused, redraws=redraws, reason_da=reason.da, reason_en=reason.en
        )
    units = tuple(_interval(run, i, [drawn[i] for drawn in amounts], level) for i in _all(run))
    return Intervals(units=units, redraws=redraws, refused=refused, level=level, seed=seed)


def redrawn_inputs(run: Run, redraws: int, seed: int) -> Iterator[Inputs]:
    """The run's inputs with other children, as often as asked for; the units in scope only.

    Residents of the districts are drawn again by themselves, where the run has them.
    """
    generator = np.random.default_rng(seed)
    enrolled, resident = run.inputs.enrolled, run.inputs.resident
    here = None if enrolled is None else enrolled.at(run.allocation.ids)
    for _ in range(redraws):
        yield replace(
            run.inputs,
            enrolled=None if here is None else redrawn(here, generator),
            resident=None if resident is None else redrawn(resident, generator),
        )


def redrawn(profile: Profile, generator: np.random.Generator) -> Profile:
    """A profile with the children of every place and age group drawn again, with replacement.

    Parameters
    ----------
    profile : sorted by place and age group, as every profile is.

    Returns
    -------
    The same entries with other numbers of children, zero among them; as many children in every
    place and age group as before.
    """
    entry = np.repeat(np.arange(len(profile.children)), profile.children)
    cell = profile.place[entry] * len(profile.age_groups) + profile.age_group[entry]
    first = np.searchsorted(cell, cell, side="left")
    behind = np.searchsorted(cell, cell, side="right")
    drawn = entry[generator.integers(first, behind)]
    return replace(profile, children=np.bincount(drawn, minlength=len(profile.children)))


def _check(run: Run, redraws: int, level: Fraction) -> None:
    if run.inputs.enrolled is None:
        raise RedrawNeedsRows
    if redraws < FEWEST_REDRAWS:
        raise TooFewRedraws(redraws=redraws, fewest=FEWEST_REDRAWS)
    if not 0 < level < 1:
        raise LevelOutside(level=plain(level))


def _all(run: Run) -> range:
    return range(len(run.allocation.units))


def _interval(run: Run, place: int, drawn: list[Fraction], level: Fraction) -> Interval:
    allocation = run.allocation
    outside = int(len(drawn) * (1 - level) / 2)
    ordered = sorted(drawn)
    return Interval(
        unit=allocation.units[place].id,
        name=allocation.units[place].name,
        children=allocation.enrolled.totals[place],
        weighted_children=allocation.weighted[place],
        amount=allocation.totals[place],
        low=ordered[outside],
        high=ordered[len(ordered) - 1 - outside],
        mean=sum(drawn, ZERO) / len(drawn),
    )
