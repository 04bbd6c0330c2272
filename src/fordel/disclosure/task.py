"""The problem of what to hide, as arrays that count from the true figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from fordel.disclosure.cells import Cell, Figures, Key, Relation, named
from fordel.disclosure.outsider import Frame, OutOfTime, Outsider, Target
from fordel.disclosure.refusals import CannotBeProtected, TooSlowToAudit
from fordel.disclosure.rules import Demand, Rules, known_range, may_be_hidden, unsafe_cells
from fordel.disclosure.solving import NEAR, Deadline, Flags, Floats, Places


@dataclass(frozen=True)
class Task:
    """Which cells to hide.

    Arrays have shape (columns,), cells first, then slacks. ``low`` and ``high`` are what an
    outsider knows of a column when it is hidden, as deviations from the true figure; ``free``
    columns may be hidden or shown, ``always_hidden`` are unsafe or in no table; ``scale`` is how
    much a column moves when a count beside it moves by one.
    """

    frame: Frame
    low: Floats
    high: Floats
    free: Flags
    always_hidden: Flags
    loss: Floats
    scale: Floats
    truth: Mapping[Key, Fraction]
    demands: Mapping[Key, Demand]

    @classmethod
    def of(cls, figures: Figures, rules: Rules, deadline: Deadline) -> Task:
        """Set the problem up, and settle what can be asked.

        Raises
        ------
        CannotBeProtected : an unsafe cell can be computed even with all else hidden.
        TooSlowToAudit : that could not be told in time.
        """
        asked = {
            key: demand
            for key, demand in unsafe_cells(figures, rules).items()
            if figures.cells[key].publish != "always"
        }
        cells = [figures.cells[key] for key in figures.keys]
        slack = [_slack(relation, figures) for relation in figures.relations]
        limits = [_limits(cell, rules, unsafe=cell.key in asked) for cell in cells]
        unsafe = [cell.key in asked or cell.publish == "never" for cell in cells]
        free = [may_be_hidden(cell, rules) and cell.key not in asked for cell in cells]
        loss = [float(cell.loss) for cell in cells]
        rest = len(slack)
        task = cls(
            Frame.of(figures.keys, figures.relations, [cell.kind == "count" for cell in cells]),
            np.array([low for low, _ in [*limits, *slack]]),
            np.array([high for _, high in [*limits, *slack]]),
            np.array([*free, *[False] * rest], dtype=np.bool_),
            np.array([*unsafe, *[True] * rest], dtype=np.bool_),
            np.array([*loss, *[0.0] * rest]),
            np.array([*[_scale(cell) for cell in cells], *[1.0] * rest]),
            {cell.key: cell.value for cell in cells if cell.value is not None},
            asked,
        )
        return task._settled(deadline)

    def outsider(self, hidden: Flags) -> Outsider:
        """What an outsider knows when these columns are hidden beside those that always are."""
        open_ = hidden | self.always_hidden
        return Outsider(
            self.frame,
            np.where(open_, self.low, 0.0),
            np.where(open_, self.high, 0.0),
            np.zeros(self.frame.rows.shape[0]),
        )

    @cached_property
    def targets(self) -> list[Target]:
        """What must stay possible, two targets for each unsafe cell."""
        return self._targets(self.demands)

    def _targets(self, demands: Mapping[Key, Demand]) -> list[Target]:
        found = []
        for key, demand in demands.items():
            column, value = self.frame.place[key], self.truth[key]
            found.append(Target(column, 1, float(demand.highest - value)))
            found.append(Target(column, -1, float(value - demand.lowest)))
        return [target for target in found if target.level > NEAR]

    def _settled(self, deadline: Deadline) -> Task:
        """Ask no more of a cell than hiding everything could give; refuse where that is nothing."""
        try:
            short = self.most.unreached(self.targets, deadline)
        except OutOfTime as error:
            raise TooSlowToAudit(named(error.key)) from error
        settled = dict(self.demands)
        for column in dict.fromkeys(target.column for target in short):
            key = self.frame.keys[column]
            settled[key] = self._possible(key, deadline)
        return replace(self, demands=settled)

    def _possible(self, key: Key, deadline: Deadline) -> Demand:
        demand, value, column = self.demands[key], self.truth[key], self.frame.place[key]
        # A demand must leave at least two values; one more than the least that can be told.
        beyond = float(max(abs(demand.highest), abs(demand.lowest), Fraction(1))) + 1
        ends = []
        for sign in (-1, 1):
            far, outcome = self.most.farthest(column, sign, beyond + float(abs(value)), deadline)
            if far is None or outcome != "best":
                raise TooSlowToAudit(named(key))
            exact = Fraction(round(far) if self.frame.whole[column] else far)
            ends.append(value + sign * exact)
        lowest = max(demand.lowest, ends[0])
        highest = min(max(demand.highest, lowest + 1), ends[1])
        if highest - lowest < 1:
            raise CannotBeProtected(named(key))
        return replace(demand, lowest=lowest, highest=highest)

    @cached_property
    def most(self) -> Outsider:
        """What an outsider knows when everything is hidden that may be."""
        return self.outsider(self.free)

    @cached_property
    def pieces(self) -> list[Places]:
        """Parts of the problem that have nothing to do with each other, those with a target."""
        found = {
            int(piece[0]): piece
            for piece in (self.most.pieces[target.column] for target in self.targets)
        }
        return sorted(found.values(), key=len)

    def targets_in(self, columns: Iterable[int]) -> list[Target]:
        inside = set(columns)
        return [target for target in self.targets if target.column in inside]

    def cost(self, hidden: Flags) -> float:
        """What hiding the free columns among these costs."""
        return float(self.loss[hidden & self.free].sum())

    def keys_of(self, hidden: Flags) -> AbstractSet[Key]:
        return frozenset(self.frame.keys[at] for at in np.flatnonzero(hidden & self.free))


def _limits(cell: Cell, rules: Rules, *, unsafe: bool) -> tuple[float, float]:
    assert cell.value is not None
    low, high = known_range(cell, rules, unsafe=unsafe)
    return (
        -np.inf if low is None else float(low - cell.value),
        np.inf if high is None else float(high - cell.value),
    )


def _slack(relation: Relation, figures: Figures) -> tuple[float, float]:
    largest = max(abs(coefficient) for coefficient in relation.terms.values())
    value = sum((c * _value(figures, k) for k, c in relation.terms.items()), Fraction(0))
    return float((relation.lowest - value) / largest), float((relation.highest - value) / largest)


def _value(figures: Figures, key: Key) -> Fraction:
    value = figures.cells[key].value
    assert value is not None
    return value


def _scale(cell: Cell) -> float:
    if cell.kind == "count" or cell.value is None:
        return 1.0
    return max(1.0, float(abs(cell.value) / max(cell.loss, Fraction(1))))
