"""Trying models by the thousand where their money is not linear, all computed as arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fordel.search.evaluating import evaluate, plan
from fordel.search.finding.conflicts import Give, bound_after, missed_by
from fordel.search.finding.document import Best
from fordel.search.finding.refusals import SearchWithoutVariants, TooMuchToSearch
from fordel.search.finding.space import Row, Space
from fordel.search.finding.yard import Yard, criteria_used, quarter_of
from fordel.search.ground import Floats, Ground
from fordel.search.needing import REASONS

SEED = 2027
"""The same search of the same data tries the same models."""
REFUSED = 1e6
"""How much a model that cannot hand out the money misses its aims by."""
POPULATION = 40
"""Models per round of differential evolution, about."""
MOST_OF_ALL = 2**62
"""Combinations beyond this cannot be numbered."""
MOST_STARTS = 10
"""It begins anew where it has settled before the tries are used."""


@dataclass
class Tried:
    """Every model that was tried; ``whole`` says whether there are no others in the space.

    ``figures`` holds each aim's figure and ``misses`` how far it is off, ``missed`` all of them
    together, ``best`` what was to be least, and ``firm`` whether rounding cannot break an aim.
    """

    whole: bool = False
    rows: list[Row] = field(default_factory=list)
    missed: list[float] = field(default_factory=list)
    best: list[float] = field(default_factory=list)
    firm: list[bool] = field(default_factory=list)
    misses: list[Floats] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def order(self) -> list[int]:
        """The best first: those that miss least, then by what was to be least."""
        usable = [i for i, missed in enumerate(self.missed) if missed < REFUSED]
        return sorted(usable, key=self._rank)

    def _rank(self, i: int) -> tuple[float, bool, float, Row]:
        return self.missed[i], not self.firm[i], self.best[i], self.rows[i]

    def gives(self, yard: Yard) -> tuple[Give, ...]:
        """For each aim the least it was missed by where every other aim was kept."""
        found = []
        usable = [self.misses[i] for i in self.order()]
        for at, aim in enumerate(yard.aims):
            own = [float(one[at]) for one in usable if not np.delete(one, at).any()]
            least = min(own, default=np.nan)
            bound = bound_after(aim, least) if own else None
            found.append(Give(at, least, bound))
        return tuple(found)


def try_models(space: Space, ground: Ground, yard: Yard, best: Best, tries: int) -> Tried:
    """Try every model of a space, or as many as asked for by differential evolution.

    Raises
    ------
    TooMuchToSearch : there are more combinations than can be numbered.
    SearchWithoutVariants : none of them can hand out the money.
    StepCannotBeSwept, DampingNotBegun : the levers ask for what arrays cannot do.
    """
    if space.size >= MOST_OF_ALL:
        widest = sorted(space.axes, key=lambda axis: -len(axis.values))[:5]
        raise TooMuchToSearch(
            levers=", ".join(f"{axis.title} ({len(axis.values)})" for axis in widest),
            combinations=f"{space.size:.1e}",
            most=f"{MOST_OF_ALL:.1e}",
        )
    trial = _Trial(space, ground, yard, best)
    if space.size <= tries:
        trial.compute(list(space.rows()))
        trial.tried.whole = True
    else:
        _evolve(trial, tries)
    tried = trial.tried
    if not tried.order():
        reasons = ", ".join(f"{name} ({count})" for name, count in tried.refused.most_common(5))
        raise SearchWithoutVariants(tried=str(len(tried.rows)), reasons=reasons or "–")
    return tried


def _evolve(trial: _Trial, tries: int) -> None:
    """Differential evolution over the places of the levers' values.

    Notes
    -----
    SciPy's implementation, with whole numbers. Source: Storn & Price 1997, Journal of Global
    Optimization 11.
    """
    from scipy.optimize import differential_evolution  # noqa: PLC0415 - heavy

    # A lever with one value has nothing to evolve, and SciPy wants an interval.
    moving = [i for i, axis in enumerate(trial.space.axes) if len(axis.values) > 1]
    bounds = [(0, len(trial.space.axes[i].values) - 1) for i in moving]
    rounds = max(1, -(-POPULATION // len(moving)))
    size = max(5, rounds * len(moving))

    def costs(places: NDArray[np.float64]) -> Floats:
        at = np.zeros((places.shape[1], len(trial.space.axes)), dtype=np.int64)
        at[:, moving] = np.round(places.T).astype(np.int64)
        return trial.costs([tuple(row) for row in at.tolist()])

    for again in range(MOST_STARTS):
        before = len(trial.tried.rows)
        left = tries - before
        differential_evolution(
            costs,
            bounds,
            popsize=rounds,
            maxiter=max(1, left // size - 1),
            integrality=[True] * len(moving),
            vectorized=True,
            updating="deferred",
            polish=False,
            tol=0.0,
            seed=SEED + again,
        )
        if len(trial.tried.rows) >= tries - size:
            break
    _step_by_step(trial)


def _step_by_step(trial: _Trial) -> None:
    """From the best on, move one lever at a time as long as that helps."""
    axes, tried = trial.space.axes, trial.tried
    best: Row | None = None
    while (order := tried.order()) and tried.rows[order[0]] != best:
        best = tried.rows[order[0]]
        trial.costs(
            [
                (*best[:place], at, *best[place + 1 :])
                for place, axis in enumerate(axes)
                for at in range(len(axis.values))
            ]
        )


class _Trial:
    """Computes models, and remembers each."""

    def __init__(self, space: Space, ground: Ground, yard: Yard, best: Best) -> None:
        self.space = space
        self.tried = Tried()
        self._ground, self._yard, self._best = ground, yard, best
        self._known: dict[Row, float] = {}

    def costs(self, rows: Sequence[Row]) -> Floats:
        """What each model costs, shape (rows,): at most 0 where it keeps every aim."""
        fresh = [row for row in dict.fromkeys(rows) if row not in self._known]
        usable = [row for row in fresh if self.space.possible(row)]
        self._known |= dict.fromkeys(fresh, 2 * REFUSED)
        if usable:
            self.compute(usable)
        return np.array([self._known[row] for row in rows])

    def compute(self, rows: list[Row]) -> None:
        """Compute some models, all new."""
        used = np.array([
            criteria_used(self.space.model_of(self.space.values_of(row), 0)) for row in rows
        ])  # fmt: skip
        for block in evaluate(plan(self.space.grid(rows), self._ground)):
            at = block.variants > 0  # the first is the model itself
            places = block.variants[at] - 1
            total, need = block.total[at], block.need[at]
            figures = self._yard.figures(total, need, used[places])
            misses = self._yard.misses(figures)
            missed = missed_by(misses, self._yard.aims, float(self._yard.today))
            quarter = quarter_of(self._ground)
            best = self._yard.costs(self._best, total, need, used[places], quarter)
            firm = self._yard.kept_when_rounded(total, need, used[places])
            for i, place in enumerate(places):
                reason = REASONS[block.refused[at][i]]
                if reason:
                    self.tried.refused[reason] += 1
                self.tried.rows.append(rows[place])
                self.tried.missed.append(REFUSED if reason else float(missed[i]))
                self.tried.best.append(float(best[i]))
                self.tried.firm.append(bool(firm[i]))
                self.tried.misses.append(np.array([one[i] for one in misses]))
                self._known[rows[place]] = self._cost()

    def _cost(self) -> float:
        """What the last model costs: those that keep every aim come before all others."""
        tried = self.tried
        if tried.missed[-1] > 0:
            return tried.missed[-1]
        return -1.0 / (1.0 + tried.best[-1]) - float(tried.firm[-1])
