"""Rounding and sharing within bounds, written as plainly as they can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import floor

ZERO = Fraction(0)


@dataclass
class Done:
    """What a step did: exact and payable amounts per unit, and its other figures."""

    id: str
    use: str
    exact: dict | None = None
    amounts: dict | None = None
    load: dict | None = None
    facts: dict = field(default_factory=dict)


def nearest(amount, step):
    """Half away from zero."""
    sign = 1 if amount >= 0 else -1
    return sign * floor(abs(amount) / step + Fraction(1, 2)) * step


def largest_remainder(amounts, total, step):
    """Give every unit what it is sure of; then one step at a time to the largest remainder."""
    assert sum(amounts.values(), ZERO) == total
    paid = {unit: floor(amount / step) * step for unit, amount in amounts.items()}
    waiting = set(amounts)
    while sum(paid.values(), ZERO) < total:
        most = min(waiting, key=lambda u: (-(amounts[u] - paid[u]), -amounts[u], u))
        paid[most] += step
        waiting.remove(most)
    return paid


def clamp_shares(weights, pool, least, most):
    """Amounts clamp(rate x weight): the one rate at which they sum to the pool, or None.

    Between two of the rates at which some unit meets a bound the sum is a straight line.
    """

    def at(rate):
        return {
            u: max(least[u], rate * w if most[u] is None else min(rate * w, most[u]))
            for u, w in weights.items()
        }

    def whole(rate):
        return sum(at(rate).values(), ZERO)

    corners = {ZERO}
    for u, w in weights.items():
        if w > 0:
            corners |= {b / w for b in (least[u], most[u]) if b is not None}
    corners = sorted(corners)
    corners.append(corners[-1] + 1)
    if whole(ZERO) > pool:
        return None
    for low, high in pairwise(corners):
        a, b = whole(low), whole(high)
        if high == corners[-1] and b > a:  # nobody meets a bound any more
            return at(low + (pool - a) / (b - a))
        if a <= pool <= b:
            return at(low if a == b else low + (pool - a) / (b - a) * (high - low))
    return None
