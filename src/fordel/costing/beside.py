"""Cost beside results: what a child moved to green cost, or why that cannot be said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from fordel.costing.computing import NotComputed, Range
from fordel.costing.refusals import MoreMovedThanChildren
from fordel.domain.language import Words

LEAST_CHILDREN = 10
"""With fewer children one child more or less changes the answer too much to be told."""
CONFIDENCE = 0.95

TOO_FEW = Words(
    da="Der er kun {n} børn; med under {least} kan prisen ikke siges.",
    en="There are only {n} children; with fewer than {least} the cost cannot be said.",
)
NOBODY_MOVED = Words(
    da="Ingen børn er rykket til grøn, så der er ingen at dele prisen på.",
    en="No child moved to green, so there is nobody to share the cost between.",
)
TOUCHES_ZERO = Words(
    da="Usikkerheden på, hvor mange børn der er rykket, når ned til ingen.",
    en="The uncertainty of how many children moved reaches down to none.",
)
CAVEAT = Words(
    da="Børn, der er rykket til grøn, mens indsatsen var der; det viser ikke, at den er årsagen.",
    en="Children who moved to green while the effort was there; it does not show that it is why.",
)


@dataclass(frozen=True)
class PerChildMoved:
    """Kroner per child moved to green, with the interval that the share moved gives.

    ``low`` goes with the highest share and the lowest hours, ``high`` with the lowest share and the
    highest hours. The shares are 0-1. :data:`CAVEAT` belongs beside the figure.
    """

    amount: Fraction
    low: Fraction
    high: Fraction
    moved: int
    children: int
    share_low: float
    share_high: float
    confidence: float


def cost_per_child_moved(
    cost: Range | NotComputed,
    moved: int,
    children: int,
    interval: tuple[float, float] | None = None,
    *,
    confidence: float = CONFIDENCE,
    least: int = LEAST_CHILDREN,
) -> PerChildMoved | NotComputed:
    """What each child moved to green cost, or why it cannot be said.

    Parameters
    ----------
    cost : of the whole effort for all ``children``; kroner.
    moved : children who moved to green, of ``children`` (the net number, where some moved away).
    interval : of the share moved (0-1; below zero for a net share); Wilson's without it.
    confidence : of the interval.
    least : with fewer children nothing is said.

    Raises
    ------
    MoreMovedThanChildren.

    Notes
    -----
    Cost is taken as known but for low and high hours; the uncertainty is that of the share moved,
    ``p``: the ends are cost ÷ (children × the ends of p), which are the ends for 1/p since that
    falls as p grows. Where the interval touches zero the cost has no upper end, and none is told
    (as with Fieller's interval). Source: Wilson 1927; Briggs, O'Brien & Blackhouse 2002.
    """
    if moved > children:
        raise MoreMovedThanChildren(moved=moved, children=children)
    if isinstance(cost, NotComputed):
        return cost
    if children < least:
        da, en = (words.format(n=children, least=least) for words in (TOO_FEW.da, TOO_FEW.en))
        return NotComputed("too_few_children", Words(da=da, en=en))
    if moved <= 0:
        return NotComputed("nobody_moved", NOBODY_MOVED)
    low, high = interval or wilson(moved, children, confidence)
    if low <= 0:
        return NotComputed("interval_touches_zero", TOUCHES_ZERO)
    return PerChildMoved(
        amount=cost.amount / moved,
        low=cost.low / (children * Fraction(high)),
        high=cost.high / (children * Fraction(low)),
        moved=moved,
        children=children,
        share_low=low,
        share_high=high,
        confidence=confidence,
    )


def wilson(hits: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's interval of a share; ``n`` above zero.

    Notes
    -----
    Source: Wilson 1927; recommended for small n by Brown, Cai & DasGupta 2001.
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, weight = hits / n, z * z / n
    middle = share + weight / 2
    spread = z * (share * (1 - share) / n + weight / (4 * n)) ** 0.5
    low, high = ((middle + side * spread) / (1 + weight) for side in (-1, 1))
    return (0.0 if hits == 0 else low), (1.0 if hits == n else high)
