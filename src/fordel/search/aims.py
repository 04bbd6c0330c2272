"""The aims that variants can be weighed by, and the front of those no other beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fordel.domain.language import Words


@dataclass(frozen=True)
class Aim:
    """A column of the summary, whether more of it is better, and how it is written."""

    column: str
    more: bool
    words: Words
    decimals: int = 0


AIMS = {
    "reach": Aim(
        "reach_dkk",
        True,
        Words(da="Kroner til den mest belastede fjerdedel", en="Kroner to the most loaded quarter"),
    ),
    "small_loss": Aim(
        "largest_loss_dkk", False, Words(da="Største tab, kr.", en="Largest loss, kr.")
    ),
    "small_loss_percent": Aim(
        "largest_loss_percent", False, Words(da="Største tab, %", en="Largest loss, %"), 1
    ),
    "few_losers": Aim("losers", False, Words(da="Enheder, der taber", en="Units that lose")),
    "few_small": Aim(
        "below_useful",
        False,
        Words(da="Enheder under et brugbart beløb", en="Units below a useful amount"),
    ),
    "stable_ranks": Aim(
        "rank_stability", True, Words(da="Rangordenen holder", en="The ranks hold"), 2
    ),
}
DEFAULT_AIMS = ("reach", "small_loss")
NEEDS_USEFUL_AMOUNT = "few_small"


def pareto_front(costs: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rows no other row beats: better in one column and no worse in any.

    Parameters
    ----------
    costs : shape (variants, aims), less is better; a row with a value that is not known (NaN) is
        never on the front and beats nobody.

    Returns
    -------
    shape (variants,). Rows that are equal in every column are on the front together.
    """
    on_front = np.asarray(~np.isnan(costs).any(axis=1))
    rows = np.nonzero(on_front)[0]
    # Sorted by all columns, a row can be beaten by earlier rows only.
    order = rows[np.lexsort(costs[rows].T[::-1])]
    kept: list[int] = []
    for row in order:
        best = costs[kept]
        beaten = (best <= costs[row]).all(axis=1) & (best < costs[row]).any(axis=1)
        if kept and beaten.any():
            on_front[row] = False
        else:
            kept.append(int(row))
    return on_front


def costs_of(columns: dict[str, NDArray[np.float64]], aims: Sequence[str]) -> NDArray[np.float64]:
    """The aims' columns with less as better, shape (variants, aims)."""
    return np.stack(
        [(-1 if AIMS[aim].more else 1) * columns[AIMS[aim].column] for aim in aims], axis=1
    )
