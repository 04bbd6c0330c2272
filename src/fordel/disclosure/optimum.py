"""Hiding at least cost: a master problem that learns from every attack that succeeds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from fordel.disclosure.outsider import OutOfTime, Target
from fordel.disclosure.solving import (
    NEAR,
    Deadline,
    Flags,
    Floats,
    Places,
    Problem,
    least_cost,
    prices,
)
from fordel.disclosure.task import Task

FRACTIONAL_ROUNDS = 30
LITTLE = 1e-3
"""How far a shown cell may move in an attack that is made to learn from, not to judge."""
NO_PRICE = 1e-9


@dataclass(frozen=True)
class Cut:
    """What every safe pattern fulfils: ``weights @ hidden >= least``; weights (free cells,)."""

    weights: Floats
    least: float


@dataclass
class Master:
    """The cheapest pattern of one piece that all attacks so far have not ruled out."""

    task: Task
    piece: Places
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.free = self.piece[self.task.free[self.piece]]
        self.targets = self.task.targets_in(self.piece.tolist())

    def cheapest(self, deadline: Deadline, *, whole: bool) -> tuple[Floats | None, float]:
        """A pattern, shape (free cells,), fractional unless ``whole``; and a bound on any cost."""
        from scipy.sparse import csr_array  # noqa: PLC0415

        n = len(self.free)
        weights = np.array([cut.weights for cut in self.cuts]).reshape(len(self.cuts), n)
        found = least_cost(
            Problem(
                self.task.loss[self.free],
                csr_array(weights),
                np.array([cut.least for cut in self.cuts]),
                np.full(len(self.cuts), np.inf),
                np.zeros(n),
                np.ones(n),
                np.full(n, whole, dtype=np.bool_),
            ),
            deadline,
        )
        bound = found.bound
        if found.outcome == "best" and found.x is not None:
            bound = float(self.task.loss[self.free] @ found.x)
        return found.x, bound

    def warm_up(self, deadline: Deadline) -> float:
        """Learn from patterns that may hide half a cell, which is quick; a bound on any cost."""
        bound = 0.0
        for _ in range(FRACTIONAL_ROUNDS):
            pattern, reached = self.cheapest(deadline, whole=False)
            bound = max(bound, reached)
            if pattern is None or not self.learn(pattern, self.targets, deadline):
                break
        return bound

    def learn(self, pattern: Floats, targets: list[Target], deadline: Deadline) -> int:
        """Attack a pattern, shape (free cells,), and keep what is learned; how many cuts."""
        learned = 0
        for target in targets:
            if deadline.passed:
                break
            cut = self._cut(pattern, target, deadline)
            if cut is not None and cut.weights @ pattern < cut.least * (1 - NEAR) - NEAR:
                self.cuts.append(cut)
                learned += 1
        return learned

    def _cut(self, pattern: Floats, target: Target, deadline: Deadline) -> Cut | None:
        """The capacity inequality of the attack on one target.

        Notes
        -----
        Fischetti & Salazar-González 2001: with the prices of the relations in the attacker's
        problem, every table keeps ``moved cell = sum of reduced price x deviation``; so the
        deviations that hidden cells allow, each at its reduced price, must reach the level.
        Prices from any attack give a valid inequality, also from one with other limits.
        """
        task, piece = self.task, self.piece
        low, high = task.low[piece], task.high[piece]
        place = int(np.searchsorted(piece, target.column))
        at = np.searchsorted(piece, self.free)
        reach = np.maximum(pattern, LITTLE) * target.level * task.scale[self.free]
        some_low, some_high = np.zeros(len(piece)), np.zeros(len(piece))
        always = task.always_hidden[piece]
        some_low[always], some_high[always] = low[always], high[always]
        some_low[at] = np.maximum(np.maximum(pattern, LITTLE) * _finite(low[at], reach), -reach)
        some_high[at] = np.minimum(np.maximum(pattern, LITTLE) * _finite(high[at], reach), reach)
        body = task.frame.columns[:, piece].tocsr()
        body = body[np.flatnonzero(np.diff(body.indptr))]
        cost = np.zeros(len(piece))
        cost[place] = -target.sign
        no_whole = np.zeros(len(piece), dtype=np.bool_)
        nothing = np.zeros(body.shape[0])
        found, duals = prices(
            Problem(cost, body, nothing, nothing, some_low, some_high, no_whole), deadline
        )
        if found.x is None:
            return None
        reduced = -cost + body.T @ duals
        reduced[np.abs(reduced) < NO_PRICE] = 0.0
        return self._inequality(reduced, target.level, at, always)

    def _inequality(self, reduced: Floats, level: float, at: Places, always: Flags) -> Cut | None:
        low, high = self.task.low[self.piece], self.task.high[self.piece]
        up, down = np.maximum(reduced, 0.0), np.maximum(-reduced, 0.0)
        worth = _times(up, high) + _times(down, -low)
        least = level - float(worth[always].sum())
        if not np.isfinite(least) or least <= NEAR:
            return None
        return Cut(np.minimum(worth[at] / least, 1.0), 1.0)

    def forbid(self, pattern: Floats) -> None:
        """Rule a pattern out with all that hide less: only more hiding makes it safer."""
        self.cuts.append(Cut((pattern < 0.5).astype(np.float64), 1.0))  # noqa: PLR2004


def _finite(limits: Floats, otherwise: Floats) -> Floats:
    return np.where(np.isfinite(limits), limits, np.sign(limits) * otherwise)


def _times(prices_: Floats, limits: Floats) -> Floats:
    """Zero times no limit is zero."""
    return np.where(prices_ == 0.0, 0.0, prices_ * np.where(prices_ == 0.0, 0.0, limits))


def hide_least(
    task: Task, piece: Places, start: Flags, deadline: Deadline
) -> tuple[Flags, float, bool]:
    """The cheapest safe pattern of one piece.

    Parameters
    ----------
    start : a safe pattern, shape (columns,), to be improved on.

    Returns
    -------
    A safe pattern (columns,); a bound that no safe pattern of the piece is cheaper than; and
    whether the pattern is known to be the cheapest.
    """
    master = Master(task, piece)
    of_piece = np.zeros(len(task.low), dtype=np.bool_)
    of_piece[piece] = True
    best = start & of_piece & task.free
    bound = master.warm_up(deadline)
    while not deadline.passed:
        pattern, reached = master.cheapest(deadline, whole=True)
        bound = max(bound, reached)
        if pattern is None:
            break
        if bound >= task.cost(best) * (1 - NEAR) - NEAR:
            return best, task.cost(best), True
        hidden = np.zeros(len(task.low), dtype=np.bool_)
        hidden[master.free[pattern > 0.5]] = True  # noqa: PLR2004
        try:
            left = task.outsider(hidden).unreached(master.targets, deadline)
        except OutOfTime:
            break
        if not left:
            return hidden, task.cost(hidden), True
        if not master.learn(pattern, left, deadline):
            master.forbid(pattern)
    return best, bound, False
