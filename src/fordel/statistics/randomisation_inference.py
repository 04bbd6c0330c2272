"""Could who started when, by chance alone, have given as large an effect? Made for few units."""

from __future__ import annotations

from collections.abc import Iterator
from math import factorial, prod

import numpy as np

from fordel.statistics.answers import LEVEL, SMALL, Estimate, NotEstimable
from fordel.statistics.group_times import overall_effects
from fordel.statistics.regression import Floats, Ints

SOURCE = "Fisher 1935; Rosenbaum 2002"
MOST_EXACT = 5_000
"""Orders that are all computed; where there are more, they are drawn."""
DRAWS = 1_999


def randomisation_test(
    outcome: Floats,
    periods: Ints,
    starts: Ints,
    *,
    never_only: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = LEVEL,
) -> Estimate | NotEstimable:
    """The overall effect of a staggered start, its p-value and interval, by changing the order.

    Parameters
    ----------
    outcome, periods, starts, never_only : as :func:`overall_effects` has them; starts (units,).
    draws : how many orders are drawn where not all are computed.

    Returns
    -------
    Estimate with p = orders with at least as large an effect / all orders where they are all
    computed, (b + 1) / (draws + 1) where they are drawn. The interval holds every constant effect
    that the same test would not reject; ``error`` is the spread of the effect over the orders
    once that effect is taken out.
    NotEstimable : ``no_comparison``, ``too_few_arrangements`` (no p-value is small enough for an
    interval of this level; ``n`` orders), ``no_variation``.

    Notes
    -----
    Rests on one assumption: any unit could as well have started at any of the times. The effect of
    an order is linear in the outcome, so for each order the constant effects under which it is at
    least as far out as what was seen are an interval around the estimate; its ends are
    c / (1 + b) and -c / (1 - b), b being the order's effect of having started itself and c the
    order's effect less b times the estimate.
    """
    orders, exact = _orders(starts, draws, seed)
    effects = overall_effects(outcome, periods, orders, never_only=never_only)
    switched = np.where(np.isfinite(outcome), periods[None, :] >= starts[:, None], np.nan)
    shares = overall_effects(switched, periods, orders, never_only=never_only)
    known = np.isfinite(effects)
    # The first order is what was.
    if not known[0]:
        return NotEstimable("no_comparison", len(starts))
    value, effects, shares = float(effects[0]), effects[known], shares[known]
    scale = float(np.nanmax(np.abs(outcome)))
    rest = effects - shares * value
    low, high = _interval(rest, shares, 1 - level, SMALL * scale)
    if not (np.isfinite(low) and np.isfinite(high)):
        return NotEstimable("too_few_arrangements", len(effects))
    if high - low <= SMALL * scale:
        return NotEstimable("no_variation", len(starts))
    p = float((np.abs(effects) >= abs(value) - SMALL * scale).mean())
    return Estimate(
        value=value,
        error=float(np.sqrt((rest**2).mean())),
        low=value + low,
        high=value + high,
        p=p,
        n=len(starts),
        method=f"randomisation inference, {len(effects)} orders of the starts"
        + (", all there are" if exact else ", drawn"),
        source=SOURCE,
        level=level,
    )


def arrangements(starts: Ints) -> int:
    """In how many ways the starts can be dealt to the units."""
    _, counts = np.unique(starts, return_counts=True)
    return factorial(len(starts)) // prod(factorial(int(count)) for count in counts)


def _orders(starts: Ints, draws: int, seed: int) -> tuple[Ints, bool]:
    """Orders of the starts, shape (orders, units), the one that was first; and if they are all."""
    if arrangements(starts) <= MOST_EXACT:
        own = tuple(starts.tolist())
        others = [order for order in _distinct(sorted(own)) if order != own]
        return np.array([own, *others], dtype=np.int64), True
    generator = np.random.default_rng(seed)
    drawn = generator.permuted(np.tile(starts, (draws, 1)), axis=1)
    return np.vstack((starts[None, :], drawn)), False


def _distinct(values: list[int]) -> Iterator[tuple[int, ...]]:
    """Every order of values of which some are alike, each once, from sorted values."""
    while True:
        yield tuple(values)
        rising = [i for i in range(len(values) - 1) if values[i] < values[i + 1]]
        if not rising:
            return
        turn = rising[-1]
        larger = max(i for i in range(turn + 1, len(values)) if values[i] > values[turn])
        values[turn], values[larger] = values[larger], values[turn]
        values[turn + 1 :] = reversed(values[turn + 1 :])


def _interval(
    rest: Floats, shares: Floats, rejected: float, rounding: float
) -> tuple[float, float]:
    """The lowest and highest constant effect not rejected, from the estimate on."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack((rest / (1 + shares), -rest / (1 - shares)))
    # An order that is what was, or its mirror, is as far out whatever the effect.
    same = np.abs(rest) <= rounding
    everywhere = same & (np.abs(shares) >= 1 - SMALL)
    low = np.where(everywhere, -np.inf, np.where(same, 0.0, ends.min(axis=0)))
    high = np.where(everywhere, np.inf, np.where(same, 0.0, ends.max(axis=0)))
    place = int(np.floor(rejected * len(rest) + SMALL))
    return float(np.sort(low)[place]), float(np.sort(high)[::-1][place])
