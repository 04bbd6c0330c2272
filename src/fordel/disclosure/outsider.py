"""What an outsider can compute from what is published: the system of equations, and its limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from fordel.disclosure.cells import Key, Relation
from fordel.disclosure.solving import (
    NEAR,
    Deadline,
    Flags,
    Floats,
    Outcome,
    Places,
    Problem,
    Sparse,
    least_cost,
)

ROUNDS = 6
"""How often all that is still open is tried together before each is tried alone."""
TOGETHER_SECONDS = 10
"""For trying together. Where it is not enough each is tried alone: slower, the same answer."""


@dataclass(frozen=True)
class Frame:
    """The relations as a matrix. A range gets a column of its own for its slack.

    ``rows`` has shape (relations, cells + slacks), each row scaled to a largest coefficient of 1;
    ``whole`` says which columns are counts.
    """

    keys: tuple[Key, ...]
    rows: Sparse
    whole: Flags
    slack_low: Floats
    slack_high: Floats

    @classmethod
    def of(cls, keys: Sequence[Key], relations: Sequence[Relation], whole: Sequence[bool]) -> Frame:
        from scipy.sparse import csr_array  # noqa: PLC0415

        place = {key: at for at, key in enumerate(keys)}
        entries: list[float] = []
        row: list[int] = []
        column: list[int] = []
        slacks: list[tuple[float, float]] = []
        for at, relation in enumerate(relations):
            largest = max(abs(c) for c in relation.terms.values())
            for key, coefficient in relation.terms.items():
                entries.append(float(coefficient / largest))
                row.append(at)
                column.append(place[key])
            entries.append(-1.0)
            row.append(at)
            column.append(len(keys) + len(slacks))
            slacks.append((float(relation.lowest / largest), float(relation.highest / largest)))
        width = len(keys) + len(slacks)
        return cls(
            tuple(keys),
            csr_array((entries, (row, column)), shape=(len(relations), width)),
            np.array([*whole, *[False] * len(slacks)], dtype=np.bool_),
            np.array([low for low, _ in slacks], dtype=np.float64),
            np.array([high for _, high in slacks], dtype=np.float64),
        )

    @cached_property
    def place(self) -> dict[Key, int]:
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def columns(self) -> Sparse:
        """The same matrix, stored by column."""
        return self.rows.tocsc()

    @cached_property
    def row_of(self) -> Sparse:
        """Which relations a column stands in, by column."""
        return abs(self.columns)


@dataclass(frozen=True)
class Target:
    """A value that should be possible: ``sign x deviation >= level`` for one column."""

    column: int
    sign: Literal[1, -1]
    level: float


@dataclass(frozen=True)
class Outsider:
    """What is known of every column, as limits to how far it may lie from a reference point.

    ``low`` and ``high`` have shape (columns,): deviations from the reference; both zero where the
    figure is shown. ``missing`` has shape (relations,): what the reference lacks in each.
    """

    frame: Frame
    low: Floats
    high: Floats
    missing: Floats

    @cached_property
    def hidden(self) -> Places:
        return np.flatnonzero(self.high > self.low)

    @cached_property
    def pieces(self) -> dict[int, Places]:
        """For every hidden column, all columns that it hangs together with."""
        from scipy.sparse import csr_array  # noqa: PLC0415
        from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

        part = self.frame.columns[:, self.hidden].tocoo()
        n, m = len(self.hidden), self.frame.rows.shape[0]
        links = csr_array((np.ones(len(part.row)), (part.col, n + part.row)), shape=(n + m, n + m))
        _, label = connected_components(links, directed=False)
        order = np.argsort(label[:n], kind="stable")
        cuts = np.flatnonzero(np.diff(label[:n][order])) + 1
        found: dict[int, Places] = {}
        for piece in np.split(self.hidden[order], cuts):
            found.update(dict.fromkeys(piece.tolist(), piece))
        return found

    def together(self, columns: Iterable[int]) -> Places:
        """All columns that some of these hang together with, in order."""
        pieces = {id(piece): piece for piece in map(self.pieces.__getitem__, columns)}
        return np.sort(np.concatenate(list(pieces.values())))

    def is_possible(self, deadline: Deadline) -> bool:
        """Whether any table at all fits what is published."""
        everything = np.arange(len(self.low))
        body, missing = self._part(everything)
        nothing = np.zeros(len(everything))
        whole = np.zeros(len(everything), dtype=np.bool_)
        problem = Problem(nothing, body, missing, missing, self.low, self.high, whole)
        return least_cost(problem, deadline).outcome != "impossible"

    def unreached(self, targets: Iterable[Target], deadline: Deadline) -> list[Target]:
        """The targets that no table which fits all that is published can reach.

        Raises
        ------
        OutOfTime : some target could be neither reached nor ruled out.

        Notes
        -----
        One table can reach many targets: all that are open are first tried together, and only
        what is left is tried alone. Counts are whole numbers in every table that is tried.
        """
        asked = tuple(targets)
        waiting = [target for target in asked if target.level > NEAR or not self._shown(target)]
        for sign in (1, -1):
            one_way = [target for target in waiting if target.sign == sign]
            others = [target for target in waiting if target.sign != sign]
            waiting = others + self._left_over(one_way, deadline)
        left = {target for target in waiting if not self._reached_alone(target, deadline)}
        # In the order they were asked for, whatever was tried first.
        return [target for target in asked if target in left]

    def _shown(self, target: Target) -> bool:
        return bool(self.low[target.column] == self.high[target.column])

    def _left_over(self, targets: list[Target], deadline: Deadline) -> list[Target]:
        for _ in range(ROUNDS):
            free = [target for target in targets if not self._shown(target)]
            if len(free) < 2 or deadline.passed:  # noqa: PLR2004 - one alone is not together
                break
            x = self._together(free, Deadline.after(min(deadline.left, TOGETHER_SECONDS)))
            if x is None:
                break
            left = [t for t in targets if self._shown(t) or t.sign * x[t.column] < _enough(t.level)]
            if len(left) == len(targets):
                break
            targets = left
        return targets

    def _together(self, targets: list[Target], deadline: Deadline) -> Floats | None:
        """One table that reaches as many of the targets as it can, shape (columns,)."""
        from scipy.sparse import block_array, csr_array  # noqa: PLC0415

        columns = self.together([target.column for target in targets])
        at = {column: place for place, column in enumerate(columns.tolist())}
        body, missing = self._part(columns)
        n, k = len(columns), len(targets)
        sign = csr_array(
            (
                [float(target.sign) for target in targets],
                (range(k), [at[target.column] for target in targets]),
            ),
            shape=(k, n),
        )
        unit = csr_array((-np.ones(k), (range(k), range(k))), shape=(k, k))
        level = np.array([target.level for target in targets])
        scale = np.maximum(np.abs(level), 1)
        found = least_cost(
            Problem(
                np.concatenate([np.zeros(n), -1 / scale]),
                block_array([[body, None], [sign, unit]], format="csr"),
                np.concatenate([missing, np.zeros(k)]),
                np.concatenate([missing, np.full(k, np.inf)]),
                np.concatenate([self.low[columns], np.full(k, -np.inf)]),
                np.concatenate([self.high[columns], level]),
                np.concatenate([self.frame.whole[columns], np.zeros(k, dtype=np.bool_)]),
            ),
            deadline,
        )
        if found.x is None:
            return None
        x = np.zeros(len(self.low))
        x[columns] = found.x[:n]
        return x

    def _part(self, columns: Places) -> tuple[Sparse, Floats]:
        body = self.frame.columns[:, columns].tocsr()
        used = np.flatnonzero(np.diff(body.indptr))
        return body[used], self.missing[used]

    def _reached_alone(self, target: Target, deadline: Deadline) -> bool:
        if self._shown(target):
            return bool(target.level <= NEAR)
        value, outcome = self.farthest(target.column, target.sign, target.level, deadline)
        if value is not None and value >= _enough(target.level):
            return True
        if outcome != "best":
            raise OutOfTime(self.frame.keys[target.column])
        return False

    def farthest(
        self, column: int, sign: int, up_to: float, deadline: Deadline
    ) -> tuple[float | None, Outcome]:
        """How far a column can lie from the reference in one direction, at most ``up_to``."""
        columns = self.pieces[column]
        body, missing = self._part(columns)
        place = int(np.searchsorted(columns, column))
        cost = np.zeros(len(columns))
        cost[place] = -sign
        low, high = self.low[columns].copy(), self.high[columns].copy()
        if sign > 0:
            high[place] = max(min(high[place], up_to), low[place])
        else:
            low[place] = min(max(low[place], -up_to), high[place])
        problem = Problem(cost, body, missing, missing, low, high, self.frame.whole[columns])
        found = least_cost(problem, deadline)
        if found.outcome == "impossible":
            # The limit itself may be out of reach the other way: ask without it.
            problem = Problem(
                cost, body, missing, missing, self.low[columns], self.high[columns],
                self.frame.whole[columns],
            )  # fmt: skip
            found = least_cost(problem, deadline)
        if found.x is None:
            return (np.inf, "best") if found.outcome == "no_limit" else (None, found.outcome)
        return sign * float(found.x[place]), found.outcome


class OutOfTime(Exception):
    """It was not settled whether a cell can be computed."""

    def __init__(self, key: Key) -> None:
        super().__init__(key)
        self.key = key


def _enough(level: float) -> float:
    return level - NEAR * max(1.0, abs(level))
