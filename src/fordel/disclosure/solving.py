"""The one place that calls the solver (HiGHS, through SciPy)."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Sparse = Any
"""A SciPy sparse matrix; SciPy ships no types."""

NEAR = 1e-6
"""What counts as equal; whole numbers are never this close to each other."""
ROUGHLY = 1e-5
"""How far a solution may be from what was asked, relations having coefficients up to one."""
_STATUS: dict[int, Outcome] = {0: "best", 1: "out_of_time", 2: "impossible", 3: "no_limit"}
Outcome = Literal["best", "out_of_time", "impossible", "no_limit", "failed"]


@dataclass(frozen=True)
class Deadline:
    """A moment after which the solver gives what it has.

    ``nodes`` is how much work one call of the solver may do. Work is the same on every machine,
    time is not: with it an answer never depends on how fast the machine was, it comes or it does
    not.
    """

    ends_at: float
    nodes: int | None = None

    @classmethod
    def after(cls, seconds: float, nodes: int | None = None) -> Deadline:
        return cls(monotonic() + seconds, nodes)

    def part(self, seconds: float) -> Deadline:
        """For one call among many: so many seconds at most, or the work that is allowed."""
        if self.nodes is not None:
            return self
        return Deadline(min(self.ends_at, monotonic() + seconds))

    @property
    def left(self) -> float:
        """Seconds, never quite zero, which the solver would take for no limit."""
        return max(self.ends_at - monotonic(), 0.01)

    @property
    def passed(self) -> bool:
        return monotonic() >= self.ends_at


@dataclass(frozen=True)
class Problem:
    """Least ``cost @ x`` with ``least <= rows @ x <= most``, ``low <= x <= high``.

    ``cost``, ``low``, ``high``, ``whole`` have shape (columns,), ``least`` and ``most`` (rows,).
    """

    cost: Floats
    rows: Sparse
    least: Floats
    most: Floats
    low: Floats
    high: Floats
    whole: Flags


@dataclass(frozen=True)
class Solution:
    """``x`` (columns,) where there is one; ``bound``: no solution costs less."""

    outcome: Outcome
    x: Floats | None
    bound: float


def least_cost(problem: Problem, deadline: Deadline) -> Solution:
    """Solve a (mixed whole-number) linear problem."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    if not len(problem.cost):
        return Solution("best", np.zeros(0), 0.0)
    found = milp(
        problem.cost,
        integrality=problem.whole.astype(np.int64),
        bounds=Bounds(problem.low, problem.high),
        constraints=LinearConstraint(problem.rows, problem.least, problem.most)
        if problem.rows.shape[0]
        else None,
        options={"time_limit": deadline.left, "mip_rel_gap": 1e-9}
        | ({} if deadline.nodes is None else {"node_limit": deadline.nodes}),
    )
    x = None if found.x is None else np.asarray(found.x, dtype=np.float64)
    if x is not None:
        x[problem.whole] = np.round(x[problem.whole])
        if not _fits(problem, x):
            return Solution("failed", None, -np.inf)
    bound = getattr(found, "mip_dual_bound", None)
    return Solution(_STATUS.get(found.status, "failed"), x, -np.inf if bound is None else bound)


def _fits(problem: Problem, x: Floats) -> bool:
    """Whether a solution still is one when its whole numbers are made whole."""
    reached = problem.rows @ x
    near = ROUGHLY * np.maximum(1.0, np.abs(reached))
    return bool(
        np.all(reached >= problem.least - near)
        and np.all(reached <= problem.most + near)
        and np.all(x >= problem.low - ROUGHLY)
        and np.all(x <= problem.high + ROUGHLY)
    )


def prices(problem: Problem, deadline: Deadline) -> tuple[Solution, Floats]:
    """Solve a linear problem of equations (``least`` is ``most``), with the dual price of each.

    Returns
    -------
    The solution, and prices, shape (rows,): what the cost would change by, per unit.
    """
    from scipy.optimize import linprog  # noqa: PLC0415

    found = linprog(
        problem.cost,
        A_eq=problem.rows if problem.rows.shape[0] else None,
        b_eq=problem.least if problem.rows.shape[0] else None,
        bounds=np.column_stack([problem.low, problem.high]),
        method="highs",
        options={"time_limit": deadline.left},
    )
    if found.x is None or found.status != 0:
        return Solution(_STATUS.get(found.status, "failed"), None, -np.inf), np.zeros(0)
    duals = np.asarray(found.eqlin.marginals) if problem.rows.shape[0] else np.zeros(0)
    return Solution("best", np.asarray(found.x), float(found.fun)), duals
