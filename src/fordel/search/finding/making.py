"""From a solution to a model somebody can read, held against its aims by the exact engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.runs import Run, make_run
from fordel.domain.errors import UserError
from fordel.search.finding.family import POOLS, Family
from fordel.search.finding.space import Space, Values
from fordel.search.finding.yard import NEARLY, Yard, criteria_used
from fordel.search.ground import Floats

FINEST = 7
"""Decimals of a weight at most; the simplest that keep the aims are taken."""
SHARE_DECIMALS, AMOUNT_DECIMALS = 2, -5


@dataclass(frozen=True)
class Told:
    """One aim in one exact run: its figure, and by how much it is missed."""

    figure: Fraction
    missed: Fraction

    @property
    def kept(self) -> bool:
        return not self.missed


@dataclass(frozen=True)
class Gains:
    """What a model means for the units, exactly: against the model itself.

    ``loser`` is the position of the unit with the largest loss, None where nobody loses.
    """

    winners: int
    losers: int
    largest_loss_dkk: Fraction
    loser: int | None
    need_dkk: Fraction
    reach_dkk: Fraction | None


@dataclass(frozen=True)
class Found:
    """A model, its exact run, and what that says of every aim."""

    number: int
    values: Values
    changed: str
    run: Run
    aims: tuple[Told, ...]
    gains: Gains

    @property
    def model(self) -> Model:
        return self.run.model

    @property
    def totals(self) -> tuple[Fraction, ...]:
        """What every unit gets."""
        return self.run.allocation.totals

    @property
    def kept(self) -> bool:
        """Whether every aim is kept after rounding."""
        return all(aim.kept for aim in self.aims)


@dataclass(frozen=True)
class Engine:
    """The exact engine on one set of data, with the exact yardstick."""

    space: Space
    inputs: Inputs
    year: int
    yard: Yard
    quarter: Any

    def found(self, values: Values, number: int) -> Found | UserError:
        """Compute a model exactly; the refusal where the engine refuses it."""
        try:
            run = make_run(self.space.model_of(values, number), self.inputs, self.year)
        except UserError as error:
            return error
        return Found(
            number, values, self.space.told(values), run, self._aims(run), self._gains(run)
        )

    def itself(self) -> tuple[Told, ...]:
        """What the model itself says of every aim."""
        return self._aims(make_run(self.space.model, self.inputs, self.year))

    def _aims(self, run: Run) -> tuple[Told, ...]:
        total = np.array([run.allocation.totals], dtype=object)
        need = np.array([run.allocation.need], dtype=object)
        used = np.array([criteria_used(run.allocation.resolved.model)])
        figures = self.yard.figures(total, need, used)
        return tuple(
            Told(Fraction(figure[0]), Fraction(missed[0]))
            for figure, missed in zip(figures, self.yard.misses(figures), strict=True)
        )

    def _gains(self, run: Run) -> Gains:
        before, half = self.yard.before["model"], Fraction(1, 2)
        change = [now - was for now, was in zip(run.allocation.totals, before, strict=True)]
        worst = min(range(len(change)), key=lambda unit: (change[unit], unit))
        loses = change[worst] <= -half
        need = run.allocation.need
        return Gains(
            winners=sum(one >= half for one in change),
            losers=sum(one <= -half for one in change),
            largest_loss_dkk=-change[worst] if loses else Fraction(0),
            loser=worst if loses else None,
            need_dkk=sum(need, Fraction(0)),
            reach_dkk=None
            if self.quarter is None
            else sum((need[unit] for unit in np.nonzero(self.quarter)[0]), Fraction(0)),
        )


def readings(v: Floats, family: Family, space: Space) -> Iterator[tuple[Values, Floats]]:
    """A solution as levers, the simplest figures first; each with the kroner it then means.

    Parameters
    ----------
    v : shape (columns,), kroner per column.

    Yields
    ------
    What the levers are set to, and v as these figures make it.
    """
    seen: list[Values] = []
    for decimals in range(FINEST + 1):
        values, rounded = _reading(v, family, space, decimals)
        if values not in seen and rounded is not None:
            seen.append(values)
            yield values, rounded


def _reading(
    v: Floats, family: Family, space: Space, decimals: int
) -> tuple[Values, Floats | None]:
    values: dict[str, Any] = {}
    pool = float(v.sum())
    for axis in space.axes:
        if axis.name in POOLS:
            own = space.ranges.get(axis.title)
            first = SHARE_DECIMALS if axis.name == "pool_share" else AMOUNT_DECIMALS
            value = axis.values[0] if own is None else _within(
                _decimal(pool / family.whole, first + decimals), own.low, own.high)  # fmt: skip
            pool = float(value) * family.whole
            values[axis.title] = value
        elif axis.name == "cap":
            values[axis.title] = None
    if family.combined:
        weights = _weights(v, family, space, decimals)
        for axis in space.axes:
            if axis.name.startswith("weights."):
                name = axis.name.removeprefix("weights.")
                values[axis.title] = weights.get(name, axis.values[0])
        each = np.array([float(weights[name]) for name in family.columns]) * family.met
        whole = each.sum()
        return values, (each / whole * pool if whole > 0 else None)
    [column] = np.nonzero(v == v.max())[0][:1]
    for axis, at in zip(space.axes, family.rows[column], strict=True):
        values.setdefault(axis.title, axis.values[at])
    chosen = np.zeros(len(v))
    chosen[column] = pool
    return values, chosen


def _weights(v: Floats, family: Family, space: Space, decimals: int) -> dict[str, Decimal]:
    """Weights within their bounds at the cheapest point that allows them."""
    per = v / family.met
    point = max(one / high for one, (_, high, _) in zip(per, family.weights, strict=True))
    fixed = {axis.title: axis.values[0] for axis in space.axes if len(axis.values) == 1}
    weights: dict[str, Decimal] = {}
    for name, one, (low, high, out) in zip(family.columns, per, family.weights, strict=True):
        title = f"{family.step.id}.weights.{name}"
        if low == high and not out:
            weights[name] = fixed.get(title, Decimal(str(low)))
        elif one <= NEARLY * per.max():
            weights[name] = Decimal(0)
        else:
            weights[name] = _within(
                _decimal(one / point, decimals), Decimal(str(low)), Decimal(str(high))
            )
    return weights


def _decimal(value: float, decimals: int) -> Decimal:
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return Decimal(f"{rounded.normalize():f}")


def _within(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return min(max(value, low), high)
