"""Sharing a pool by weights within bounds: what one cannot take is shared again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.allocation.situation import ZERO, Vector


@dataclass(frozen=True)
class Shared:
    """Amounts within their bounds; ``rounds`` until nothing changed; what could not be placed.

    ``left`` > 0: every cap is reached and money is left. ``left`` < 0: the floors need more.
    """

    amounts: Vector
    rounds: int
    left: Fraction


def share_within(
    weights: Sequence[Fraction],
    pool: Fraction,
    least: Sequence[Fraction],
    most: Sequence[Fraction | None],
) -> Shared:
    """Share a pool in proportion to weights, every amount within ``least`` and ``most``.

    Parameters
    ----------
    weights, least, most : shape (units,); ``most`` None is no cap; ``least`` <= ``most``.

    Returns
    -------
    The one solution of the form clamp(rate x weight), found in rounds: all who would pass a bound
    are set at it, and the others share what then is left, until nobody passes one.

    Notes
    -----
    In a round in which both caps and floors are passed, the side that moves more money is set
    first; so a unit set at its bound never has to be let loose again.
    """
    amounts: list[Fraction] = [ZERO] * len(weights)
    free = [i for i, weight in enumerate(weights) if weight > 0]
    for i, weight in enumerate(weights):
        if weight <= 0:
            amounts[i] = least[i]
    left = pool - sum(amounts, ZERO)
    rounds = 0
    while free:
        rounds += 1
        whole = sum((weights[i] for i in free), ZERO)
        wanted = {i: left * weights[i] / whole for i in free}
        above = {i: a - m for i, a in wanted.items() if (m := most[i]) is not None and a > m}
        below = {i: least[i] - a for i, a in wanted.items() if a < least[i]}
        if not above and not below:
            for i, amount in wanted.items():
                amounts[i] = amount
            return Shared(tuple(amounts), rounds, ZERO)
        capped = sum(above.values(), ZERO) >= sum(below.values(), ZERO)
        passed = above if capped else below
        for i in passed:
            bound = most[i] if capped else least[i]
            amounts[i] = bound if bound is not None else ZERO
            left -= amounts[i]
        free = [i for i in free if i not in passed]
    return Shared(tuple(amounts), rounds, left)
