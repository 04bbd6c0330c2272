"""Aims over a linear family as a mixed-integer programme, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fordel.search.finding.document import Aim, Best
from fordel.search.finding.family import Family
from fordel.search.finding.measures import HUNDRED, MEASURES, Measure
from fordel.search.finding.yard import Mask, Yard
from fordel.search.ground import Floats

SECONDS = 30.0
"""How long one programme may take; beyond it the answer is that it is not known."""
LEAST_PART = 0.01
"""A criterion whose weight may go to zero counts as used when it carries this part of the pool."""
USED = 1e-6

Status = Literal["solved", "infeasible", "unknown"]
Support = frozenset[int]
Rows = tuple[NDArray[np.int64], Floats, float, float]
"""Places of unknowns, their factors, and the bounds of the sum."""
INFEASIBLE = 2
"""SciPy's number for a programme that is proven to have no solution."""


@dataclass(frozen=True)
class Solution:
    """An answer: kroner per column, shape (columns,), and by how much each aim gives."""

    status: Status
    v: Floats
    gives: Floats

    @property
    def support(self) -> Support:
        """The columns that carry money."""
        return frozenset(np.nonzero(self.v > USED * max(self.v.sum(), 1.0))[0].tolist())


@dataclass
class Programme:
    """Columns of unknowns and rows of rules, grown one by one.

    The unknowns are the part of the largest pool through each column, whether each column is used,
    the kroner per point of weight, and by how much each aim gives.
    """

    family: Family
    yard: Yard
    margin: float = 0.0
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)

    def __post_init__(self) -> None:
        width = len(self.family.columns)
        self.size = max(self.family.pool[1], 1.0)
        self.part = self.add(width, 0.0, 1.0)
        self.use = self.add(width, 0.0, 1.0, whole=True)
        self.gives = self.add(len(self.yard.aims), 0.0, 0.0)
        self._of_pool()
        self._of_weights() if self.family.combined else self._of_choice()
        for rule in self.family.rules:
            scale = max(1.0, float(np.abs(rule.weights).max()) * self.size) / HUNDRED
            self.row(self.part, rule.weights * self.size / scale, rule.low / scale,
                     rule.high / scale)  # fmt: skip
        for place, (aim, group) in enumerate(zip(self.yard.aims, self.yard.groups, strict=True)):
            self._of_aim(aim, MEASURES[aim.what], group, int(self.gives[place]))

    def add(
        self, number: int, low: float, high: float, *, whole: bool = False
    ) -> NDArray[np.int64]:
        """New unknowns; their places."""
        first = len(self.low)
        self.low += [low] * number
        self.high += [high] * number
        self.whole += [whole] * number
        return np.arange(first, first + number)

    def row(
        self, places: NDArray[np.int64] | Sequence[int], values: Floats | Sequence[float],
        low: float, high: float,
    ) -> None:  # fmt: skip
        """A rule: ``low <= values . unknowns[places] <= high``."""
        self.rows.append((np.asarray(places), np.asarray(values, dtype=np.float64), low, high))

    def _of_pool(self) -> None:
        low, high = self.family.pool
        width = len(self.part)
        self.row(self.part, np.ones(width), low / self.size, high / self.size)
        for at in range(width):
            self.row([self.part[at], self.use[at]], [1.0, -1.0], -np.inf, 0.0)

    def _of_choice(self) -> None:
        self.row(self.use, np.ones(len(self.use)), 1.0, 1.0)

    def _of_weights(self) -> None:
        """Each weight within its bounds, as kroner per point: part = weight x met x point."""
        family = self.family
        met = family.met / family.met.mean()
        [point] = self.add(1, 0.0, np.inf)
        # No point needs to be dearer than where some column alone carries the whole pool.
        most = max(
            1.0 / ((low or high) * m) for (low, high, _), m in zip(family.weights, met, strict=True)
        )
        for at, (low, high, out) in enumerate(family.weights):
            part, use = self.part[at], self.use[at]
            self.row([part, point], [1.0, -high * met[at]], -np.inf, 0.0)
            if not out:
                self.row([use], [1.0], 1.0, 1.0)
            if low:
                reach = low * met[at] * most
                self.row([part, point, use], [1.0, -low * met[at], -reach], -reach, np.inf)
            else:
                values = -LEAST_PART * np.ones(len(self.part))
                values[at] += 1.0
                self.row([*self.part, use], [*values, -LEAST_PART], -LEAST_PART, np.inf)

    def _money(self, *, need: bool) -> tuple[Floats, Floats]:
        family = self.family
        if need:
            return family.need * self.size, family.need_constant
        return family.total * self.size, family.total_constant

    def _bounded(self, aim: Aim, give: int, values: Floats, constant: float, slack: float) -> None:
        """``low <= values . part + constant <= high``, by ``give`` wider, by ``slack`` narrower."""
        places = [*self.part, give]
        if aim.low is not None:
            self.row(places, [*values, 1.0], float(aim.low) - constant + slack, np.inf)
        if aim.high is not None:
            self.row(places, [*values, -1.0], -np.inf, float(aim.high) - constant - slack)

    def _of_aim(self, aim: Aim, measure: Measure, group: Mask, give: int) -> None:
        units = np.nonzero(group)[0]
        match measure.form:
            case "change":
                self._of_change(aim, measure, group, give)
            case "losers":
                self._of_losers(aim, group, give)
            case "per_child" | "kroner":
                self._of_kroner(aim, measure, units, give)
            case "share":
                self._of_share(aim, units, give)
            case "units_above":
                self._of_units_above(aim, units, give)
            case "criteria":
                self._of_criteria(aim, give)
            case "frame":
                money, constant = self._money(need=False)
                scale = max(1.0, abs(self.yard.today)) / HUNDRED
                self.row([*self.part, give], [*(money.sum(axis=0) / scale), -1.0 / scale], -np.inf,
                         (self.yard.today - constant.sum()) / scale)  # fmt: skip

    def _of_kroner(self, aim: Aim, measure: Measure, units: NDArray[np.int64], give: int) -> None:
        money, constant = self._money(need=measure.money == "need")
        per = np.ones(len(constant))
        if measure.form == "per_child":
            per = self.yard.children if measure.per == "child" else self.yard.weighted
        for some in [[unit] for unit in units] if aim.each else [units]:
            whole = per[some].sum() if measure.form == "per_child" else 1.0
            self._bounded(aim, give, money[some].sum(axis=0) / whole, constant[some].sum() / whole,
                          self.margin * len(some) / whole)  # fmt: skip

    def _of_criteria(self, aim: Aim, give: int) -> None:
        places, always = [*self.use, give], self.family.always
        numbers = [float(number) for number in self.family.criteria]
        if aim.low is not None:
            self.row(places, [*numbers, 1.0], float(aim.low) - always, np.inf)
        if aim.high is not None:
            self.row(places, [*numbers, -1.0], -np.inf, float(aim.high) - always)

    def _of_change(self, aim: Aim, measure: Measure, group: Mask, give: int) -> None:
        assert aim.high is not None
        before, total = self.yard.before[aim.against], self.family.total * self.size
        for unit in np.nonzero(group & self.yard.known[aim.against])[0]:
            was = before[unit]
            if measure.percent and was <= 0:
                continue
            scale = HUNDRED / was if measure.percent else 1.0
            # A difference below half a krone is neither a loss nor a gain, hence never above it.
            most = max(float(aim.high), 0.5 * scale * (1 - 1e-6)) - self.margin * scale
            change = measure.sign * scale
            self.row([*self.part, give], [*(total[unit] * change), -1.0], -np.inf,
                     most - (self.family.total_constant[unit] - was) * change)  # fmt: skip

    def _of_losers(self, aim: Aim, group: Mask, give: int) -> None:
        assert aim.high is not None
        before, total = self.yard.before[aim.against], self.family.total * self.size
        units = np.nonzero(group & self.yard.known[aim.against])[0]
        loses = self.add(len(units), 0.0, 1.0, whole=True)
        for unit, own in zip(units, loses, strict=True):
            scale = max(before[unit], 1.0) / HUNDRED
            kept = (before[unit] - 0.5 + self.margin + 1e-6 * scale) / scale
            self.row([*self.part, own], [*(total[unit] / scale), max(kept, 0.0)],
                     kept - self.family.total_constant[unit] / scale, np.inf)  # fmt: skip
        self.row([*loses, give], [*np.ones(len(loses)), -1.0], -np.inf, float(aim.high))

    def _of_share(self, aim: Aim, units: NDArray[np.int64], give: int) -> None:
        """A bound on need / total in percent; what an aim gives is in percent of today's total."""
        need, need_constant = self._money(need=True)
        total, constant = self._money(need=False)
        size = self.yard.before["model"][units].sum() or 1.0
        slack = self.margin * len(units) / size * HUNDRED
        for bound, sign in ((aim.low, 1.0), (aim.high, -1.0)):
            if bound is None:
                continue
            part = float(bound) / HUNDRED
            values = (need[units] - part * total[units]).sum(axis=0) / size * HUNDRED
            fixed = (need_constant[units] - part * constant[units]).sum() / size * HUNDRED
            self.row([*self.part, give], [*(sign * values), 1.0], slack - sign * fixed, np.inf)

    def _of_units_above(self, aim: Aim, units: NDArray[np.int64], give: int) -> None:
        assert aim.amount is not None
        assert aim.low is not None
        need, constant = self._money(need=True)
        useful = max(float(aim.amount) + self.margin, 1e-9)
        above = self.add(len(units), 0.0, 1.0, whole=True)
        for unit, own in zip(units, above, strict=True):
            self.row([*self.part, own], [*(need[unit] / useful), -1.0], -constant[unit] / useful,
                     np.inf)  # fmt: skip
        self.row([*above, give], [*np.ones(len(above)), 1.0], float(aim.low), np.inf)

    def cost_of(self, best: Best, quarter: Mask) -> Floats:
        """What is to be least, as a vector over all unknowns; adds what it needs."""
        if best == "least_change":
            return self._least_change()
        if best == "smallest_loss":
            return self._smallest_loss()
        cost = np.zeros(len(self.low))
        if best == "few_criteria":
            cost[self.use] = self.family.criteria
        else:
            cost[self.part] = -self._money(need=True)[0][quarter].sum(axis=0) / self.size
        return cost

    def _least_change(self) -> Floats:
        before, total = self.yard.before["model"], self.family.total * self.size
        size = max(float(np.abs(before).sum()), 1.0) / HUNDRED
        moved = self.add(len(before), 0.0, np.inf)
        for unit, own in enumerate(moved):
            gone = (before[unit] - self.family.total_constant[unit]) / size
            values = total[unit] / size
            self.row([*self.part, own], [*values, 1.0], gone, np.inf)
            self.row([*self.part, own], [*values, -1.0], -np.inf, gone)
        cost = np.zeros(len(self.low))
        cost[moved] = 1.0
        return cost

    def _smallest_loss(self) -> Floats:
        [worst] = self.add(1, 0.0, np.inf)
        before, total = self.yard.before["model"], self.family.total * self.size
        for unit in np.nonzero(before > 0)[0]:
            scale = HUNDRED / before[unit]
            self.row([*self.part, worst], [*(total[unit] * scale), 1.0],
                     (before[unit] - self.family.total_constant[unit]) * scale, np.inf)  # fmt: skip
        cost = np.zeros(len(self.low))
        cost[worst] = 1.0
        return cost

    def other_than(self, support: Support) -> None:
        """Ask for other criteria, or another count, than a solution that is known."""
        inside = np.array([at in support for at in range(len(self.use))])
        self.row(self.use, np.where(inside, -1.0, 1.0), 1.0 - len(support), np.inf)

    def solve(self, cost: Floats | None = None, *, free: frozenset[int] = frozenset()) -> Solution:
        """Solve; the aims in ``free`` may give as much as they like.

        Returns
        -------
        Solution; ``infeasible`` is HiGHS's proof that there is none.
        """
        high = np.array(self.high)
        high[[int(self.gives[at]) for at in free]] = np.inf
        goal = np.zeros(len(high)) if cost is None else np.pad(cost, (0, len(high) - len(cost)))
        x, status = _solved(goal, self.rows, np.array(self.low), high, self.whole)
        if x is None:
            return Solution(status, np.zeros(0), np.zeros(0))
        return Solution("solved", np.maximum(x[self.part], 0.0) * self.size, x[self.gives])


def _solved(
    cost: Floats, rows: Sequence[Rows], low: Floats, high: Floats, whole: Sequence[bool]
) -> tuple[Floats | None, Status]:
    """What HiGHS says: the unknowns (None without any), and how it ended."""
    from scipy.optimize import (  # noqa: PLC0415 - heavy
        Bounds,
        LinearConstraint,
        milp,
    )
    from scipy.sparse import csr_array  # noqa: PLC0415

    ends = np.concatenate([[0], np.cumsum([len(places) for places, _, _, _ in rows])])
    values = np.concatenate([row[1] for row in rows])
    places = np.concatenate([row[0] for row in rows])
    matrix = csr_array((values, places, ends), shape=(len(rows), len(high)))
    lows, highs = np.array([(least, most) for _, _, least, most in rows]).T
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, lows, highs),
        bounds=Bounds(low, high),
        integrality=np.array(whole, dtype=np.int64),
        options={"time_limit": SECONDS, "mip_rel_gap": 1e-6},
    )
    if found.x is None:
        return None, "infeasible" if found.status == INFEASIBLE else "unknown"
    return np.asarray(found.x), "solved"
