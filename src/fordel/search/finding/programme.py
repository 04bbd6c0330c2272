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


@dataclass(frozen=True)
class Solution:
    """An answer: kroner per column, shape (columns,), and by how much each aim gives."""

    status: Status
    v: Floats
    gives: Floats
    objective: float

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
    rows: list[tuple[NDArray[np.int64], Floats, float, float]] = field(default_factory=list)

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
            1.0 / ((low or high) * m)
            for (low, high, _), m in zip(family.weights, met, strict=True)
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

    def _money(self, need: bool) -> tuple[Floats, Floats]:
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
        money, constant = self._money(measure.money == "need")
        units = np.nonzero(group)[0]
        match measure.form:
            case "change":
                self._of_change(aim, measure, group, give)
            case "losers":
                self._of_losers(aim, group, give)
            case "per_child" | "kroner":
                per = np.ones(len(group))
                if measure.form == "per_child":
                    yard = self.yard
                    per = yard.children if measure.per == "child" else yard.weighted
                for some in [[u] for u in units] if aim.each else [units]:
                    whole = per[some].sum() if measure.form == "per_child" else 1.0
                    self._bounded(aim, give, money[some].sum(axis=0) / whole,
                                  constant[some].sum() / whole,
                                  self.margin * len(some) / whole)  # fmt: skip
            case "share":
                self._of_share(aim, units, give)
            case "units_above":
                self._of_units_above(aim, units, give)
            case "criteria":
                places = [*self.use, give]
                numbers = [float(n) for n in self.family.criteria]
                always = self.family.always
                if aim.low is not None:
                    self.row(places, [*numbers, 1.0], float(aim.low) - always, np.inf)
                if aim.high is not None:
                    self.row(places, [*numbers, -1.0], -np.inf, float(aim.high) - always)
            case "frame":
                scale = max(1.0, abs(self.yard.today)) / HUNDRED
                self.row([*self.part, give], [*(money.sum(axis=0) / scale), -1.0 / scale], -np.inf,
                         (self.yard.today - constant.sum()) / scale)  # fmt: skip

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

    def aim_best(self, best: Best, quarter: Mask | None) -> Floats:
        """What is to be least, as a vector over all unknowns; adds what it needs."""
        if best == "least_change":
            return self._least_change()
        if best == "smallest_loss":
            return self._smallest_loss()
        cost = np.zeros(len(self.low))
        if best == "few_criteria":
            cost[self.use] = self.family.criteria
        elif quarter is not None:
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

    def solve(
        self, cost: Floats | None = None, *, free: frozenset[int] = frozenset()
    ) -> Solution:
        """Solve; the aims in ``free`` may give as much as they like.

        Returns
        -------
        Solution; ``infeasible`` is HiGHS's proof that there is none.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - heavy
        from scipy.sparse import csr_array  # noqa: PLC0415

        high = np.array(self.high)
        high[[int(self.gives[at]) for at in free]] = np.inf
        sizes = [len(places) for places, _, _, _ in self.rows]
        matrix = csr_array(
            (
                np.concatenate([values for _, values, _, _ in self.rows]),
                np.concatenate([places for places, _, _, _ in self.rows]),
                np.concatenate([[0], np.cumsum(sizes)]),
            ),
            shape=(len(self.rows), len(high)),
        )
        lows, highs = np.array([(low, top) for _, _, low, top in self.rows]).T
        found = milp(
            np.zeros(len(high)) if cost is None else np.pad(cost, (0, len(high) - len(cost))),
            constraints=LinearConstraint(matrix, lows, highs),
            bounds=Bounds(np.array(self.low), high),
            integrality=np.array(self.whole, dtype=np.int64),
            options={"time_limit": SECONDS, "mip_rel_gap": 1e-6},
        )
        if found.x is None:
            status: Status = "infeasible" if found.status == 2 else "unknown"  # noqa: PLR2004 - SciPy's number
            return Solution(status, np.zeros(0), np.zeros(0), np.nan)
        v = np.maximum(found.x[self.part], 0.0) * self.size
        return Solution("solved", v, found.x[self.gives], float(found.fun))
