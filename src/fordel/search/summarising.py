"""What every variant means, in figures: a row per variant, by the house's own measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from fordel.equity.measures import FEWEST_FOR_QUARTILES
from fordel.equity.of_run import need_is_separable
from fordel.search.evaluating import Block
from fordel.search.ground import Floats, Ground

HALF_A_KRONE = 0.5
"""A smaller difference is neither a gain nor a loss: payable money is rounded."""
SAME = 6
"""Kroner per child that agree to this many decimals are the same: floats differ in the last."""


class Summary:
    """Summarises blocks against the model itself, which is in the first row of the first block."""

    def __init__(self, ground: Ground, base: Block, useful_amount: float | None) -> None:
        self._ground = ground
        self._useful = useful_amount
        self._total = base.total[0]
        self._separable = need_is_separable(ground.model)
        self._ranks = _ranks(self._per_child(base.need[:1]))[0]

    def of(self, block: Block) -> dict[str, Floats]:
        """The figures of some variants, each of shape (rows,); NaN where one is not defined.

        ``largest_loss_unit`` holds the position of the unit, -1 where nobody loses.
        """
        rows = len(block.variants)
        found: dict[str, Floats] = {"total_dkk": block.total.sum(axis=1)}
        found["need_dkk"] = block.need.sum(axis=1)
        found |= _named("total", _spread_of_sorted(np.sort(self._per_child(block.total), axis=1)))
        need = self._per_child(block.need)
        order = np.argsort(need, axis=1)
        ordered = np.take_along_axis(need, order, axis=1)
        found |= _named("need", _spread_of_sorted(ordered))
        found |= self._unevenness(ordered, order)
        found["rank_stability"] = _agreement(_ranks_of_sorted(ordered, order), self._ranks)
        found |= self._against(block.total, self._total, "")
        found |= self._against(block.total, self._ground.last_year, "_last_year")
        quarter = self._ground.quarter
        reach = np.full(rows, np.nan) if quarter is None else block.need[:, quarter].sum(axis=1)
        found["reach_dkk"] = reach
        children = np.nan if quarter is None else self._ground.weighted[quarter].sum()
        found["reach_dkk_per_weighted_child"] = reach / children
        if self._useful is not None:
            few = (block.need > HALF_A_KRONE) & (block.need < self._useful)
            found["below_useful"] = few.sum(axis=1).astype(np.float64)
        if not self._separable:
            for name in [n for n in found if n.startswith(("need_", "reach_")) or n in _OF_NEED]:
                found[name] = np.full(rows, np.nan)
        for name, values in found.items():
            found[name] = np.where(block.refused != 0, np.nan, values)
        return found

    def _per_child(self, amounts: Floats) -> Floats:
        inside = self._ground.measured
        return np.asarray(amounts[:, inside] / self._ground.weighted[inside], dtype=np.float64)

    def _unevenness(self, ordered: Floats, order: NDArray[np.int64]) -> dict[str, Floats]:
        """Range and quartile factor among those who receive, and Gini over all children."""
        rows, units = ordered.shape
        none = (ordered <= 0).sum(axis=1)
        some = units - none
        outside = some // 4
        at = np.arange(rows)

        def place(position: NDArray[np.int64]) -> Floats:
            return ordered[at, np.clip(position, 0, max(units - 1, 0))]

        with np.errstate(divide="ignore", invalid="ignore"):
            whole = place(none + some - 1) / place(none)
            quartile = place(none + some - outside - 1) / place(none + outside)
        weights = self._ground.weighted[self._ground.measured][order]
        held = ordered * weights
        reached = np.cumsum(weights, axis=1)
        everybody = reached[:, -1:]
        with np.errstate(divide="ignore", invalid="ignore"):
            pull = held * ((2 * reached - weights - everybody) / everybody)
            gini = pull.sum(axis=1) / held.sum(axis=1)
        return {
            "range_factor": np.where(some > 0, whole, np.nan),
            "quartile_factor": np.where(some >= FEWEST_FOR_QUARTILES, quartile, np.nan),
            "gini": np.where(some > 0, gini, np.nan),
        }

    def _against(self, total: Floats, before: Floats, name: str) -> dict[str, Floats]:
        """Winners, losers and the largest losses against some other amounts, shape (units,)."""
        known = ~np.isnan(before)
        if not known.any():
            return {}
        then = np.where(known, before, 0.0)
        change = (total - then) * known
        loss = -change * (change <= -HALF_A_KRONE)
        per_krone = np.divide(1.0, then, out=np.zeros_like(then), where=then > 0)
        worst = np.argmax(np.nan_to_num(loss), axis=1).astype(np.float64)
        lost = loss > 0
        return {
            f"winners{name}": (change >= HALF_A_KRONE).sum(axis=1).astype(np.float64),
            f"losers{name}": lost.sum(axis=1).astype(np.float64),
            f"largest_loss_dkk{name}": loss.max(axis=1),
            f"largest_loss_percent{name}": (loss * per_krone).max(axis=1) * 100,
            f"largest_loss_unit{name}": np.where(lost.any(axis=1), worst, -1.0),
        }


_OF_NEED = frozenset({"range_factor", "quartile_factor", "gini", "rank_stability", "below_useful"})
WHOLE = ("winners", "losers", "below_useful")
"""Columns that count units (or how their names begin)."""


def _named(what: str, spread: Iterator[Floats]) -> dict[str, Floats]:
    names = ("least", "median", "most")
    return {
        f"{what}_{name}_dkk_per_weighted_child": values
        for name, values in zip(names, spread, strict=True)
    }


def _spread_of_sorted(ordered: Floats) -> Iterator[Floats]:
    """Least, median and most of each row, whose values ascend."""
    units = ordered.shape[1]
    if not units:
        yield from (np.full(len(ordered), np.nan),) * 3
        return
    middle = (ordered[:, (units - 1) // 2] + ordered[:, units // 2]) / 2
    yield from (ordered[:, 0], middle, ordered[:, -1])


def _ranks(values: Floats) -> Floats:
    """Ranks within each row, equals sharing the mean of theirs, shape (rows, units)."""
    order = np.argsort(values, axis=1)
    return _ranks_of_sorted(np.take_along_axis(values, order, axis=1), order)


def _ranks_of_sorted(ordered: Floats, order: NDArray[np.int64]) -> Floats:
    """The ranks of values given in ascending order, in the places they came from."""
    rows, units = ordered.shape
    same = np.round(ordered, SAME)
    place = np.arange(units)
    begins = np.ones((rows, units), dtype=np.bool_)
    np.not_equal(same[:, 1:], same[:, :-1], out=begins[:, 1:])
    ends = np.ones((rows, units), dtype=np.bool_)
    ends[:, :-1] = begins[:, 1:]
    first = np.maximum.accumulate(place * begins, axis=1)
    # Counted from the other end, the last of some equals is the first.
    last = units - 1 - np.maximum.accumulate(place * ends[:, ::-1], axis=1)[:, ::-1]
    ranks = np.empty((rows, units))
    np.put_along_axis(ranks, order, (first + last) / 2, axis=1)
    return ranks


def _agreement(ranks: Floats, base: Floats) -> Floats:
    """Spearman's rank correlation of each row with the model itself; NaN where all are equal.

    Notes
    -----
    Pearson's correlation of mean ranks, so that ties are right. Source: Spearman 1904.
    """
    if not ranks.shape[1]:
        return np.full(len(ranks), np.nan)
    own = ranks - ranks.mean(axis=1, keepdims=True)
    other = base - base.mean()
    size = np.sqrt((own**2).sum(axis=1) * (other**2).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(size > 0, (own @ other) / size, np.nan), dtype=np.float64)


def joined(parts: Sequence[dict[str, Floats]]) -> dict[str, Floats]:
    """The figures of all blocks, each of shape (variants,)."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
