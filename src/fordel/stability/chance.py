"""What chance can bring: the children drawn again, the money computed again, many times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.engine import Allocation, allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.runs import Run
from fordel.allocation.situation import Vector
from fordel.domain.errors import UserError
from fordel.domain.language import Words
from fordel.equity.of_run import is_special
from fordel.search.evaluating import rows_at_once
from fordel.search.redrawing import Redrawing, lots_of, ready_to_redraw
from fordel.search.refusals import StepCannotBeRedrawn
from fordel.stability.effects import ranks_by_need, reason_of, standings
from fordel.stability.refusals import MostRedrawsRefused, RedrawsTooSlow, TooManyRedraws

Progress = Callable[[int, int], None]
"""Told how many redraws are done, and of how many."""

KINDS_AT_ONCE = 4_000_000
"""Redraws x kinds of children that are held at once."""
MOST_BY_ENGINE = 300_000
"""Redraws x units that are computed one by one: some minutes."""
MOST_AMOUNTS = 100_000_000
"""Redraws x units that are held at once: 1.6 GB."""


@dataclass(frozen=True)
class Outcomes:
    """What every unit got in the redraws that gave a result, shape (redraws, units).

    ``amounts`` are payable amounts in the currency's smallest unit, so that they are whole numbers.
    ``standings`` are what units are ranked by, kroner per weighted child; NaN for units without a
    place. ``refused`` redraws gave no result. ``one_by_one`` says why the engine computed each
    redraw by itself; None where all were computed as arrays.
    """

    amounts: NDArray[np.int64]
    standings: NDArray[np.float64]
    refused: int
    one_by_one: Words | None


def outcomes_of(run: Run, redraws: int, seed: int, progress: Progress) -> Outcomes:
    """Draw a run's children again and compute what every unit would get.

    Raises
    ------
    MostRedrawsRefused : the model refuses more than half of the redraws.
    TooManyRedraws : their amounts would not fit in memory.
    RedrawsTooSlow : only the engine can compute the model, and there is too much to compute.

    Notes
    -----
    As arrays, a unit's amount is what the run pays it plus the change of its unrounded amount,
    rounded; the engine rounds every redraw as it rounds a budget.
    """
    units = len(run.allocation.units)
    if redraws * units > MOST_AMOUNTS:
        raise TooManyRedraws(
            redraws=Fraction(redraws), units=units, most=Fraction(MOST_AMOUNTS // units)
        )
    try:
        redrawing = ready_to_redraw(run)
    except StepCannotBeRedrawn as refusal:
        if redraws * units > MOST_BY_ENGINE:
            raise RedrawsTooSlow(
                redraws=redraws,
                units=units,
                most=MOST_BY_ENGINE // units,
                reason_da=refusal.what.da.format(**refusal.values()),
                reason_en=refusal.what.en.format(**refusal.values()),
            ) from refusal
        return _by_engine(run, redraws, seed, progress, reason_of(refusal))
    return _by_arrays(run, redrawing, redraws, seed, progress)


def _by_arrays(
    run: Run, redrawing: Redrawing, redraws: int, seed: int, progress: Progress
) -> Outcomes:
    lots, ground = redrawing.lots, redrawing.ground
    generator = np.random.default_rng(seed)
    step = run.model.currency.currency.step
    paid = np.array([int(amount / step) for amount in run.allocation.totals], dtype=np.int64)
    before = np.array([float(amount) for amount in ground.base.totals])
    ranked = _ranked(run.allocation)
    by_need = ranks_by_need(run.allocation)
    amounts = np.empty((redraws, ground.units), dtype=np.int64)
    standing = np.empty((redraws, ground.units))
    done, kept, refused_inputs = 0, 0, None
    rows = max(1, min(rows_at_once(ground), KINDS_AT_ONCE // max(1, lots.kinds)))
    while done < redraws:
        draws = lots.draw(generator, min(rows, redraws - done))
        block = redrawing.compute(draws)
        good = block.refused == 0
        if refused_inputs is None and not good.all():
            refused_inputs = lots.inputs_of(draws, int(np.argmin(good)))
        here = slice(kept, kept + int(good.sum()))
        change = (block.total[good] - before) / float(step)
        amounts[here] = paid + np.rint(change).astype(np.int64)
        standing[here] = (block.need if by_need else block.total)[good] / ranked
        done, kept = done + draws.rows, here.stop
        progress(done, redraws)
    if 2 * kept < redraws and refused_inputs is not None:
        try:
            allocate(run.model, refused_inputs, run.year)
        except UserError as refusal:
            raise _most_refused(refusal, redraws - kept, redraws) from refusal
    return Outcomes(amounts[:kept], standing[:kept], redraws - kept, None)


def _by_engine(
    run: Run, redraws: int, seed: int, progress: Progress, one_by_one: Words
) -> Outcomes:
    step = run.model.currency.currency.step
    amounts: list[list[int]] = []
    standing: list[Vector | tuple[float, ...]] = []
    last: UserError | None = None
    for done, inputs in enumerate(redrawn_inputs(run, redraws, seed), start=1):
        try:
            allocation = allocate(run.model, inputs, run.year)
        except UserError as refusal:
            last = refusal
        else:
            amounts.append([int(amount / step) for amount in allocation.totals])
            standing.append(
                tuple(
                    np.nan if value is None else float(value)
                    for value in standings(allocation, run.allocation)
                )
            )
        progress(done, redraws)
    refused = redraws - len(amounts)
    if last is not None and 2 * refused > redraws:
        raise _most_refused(last, refused, redraws)
    return Outcomes(np.array(amounts, dtype=np.int64), np.array(standing), refused, one_by_one)


def redrawn_inputs(run: Run, redraws: int, seed: int) -> Iterator[Inputs]:
    """The run's inputs with other children, as often as asked for; the units in scope only.

    Residents of the districts are drawn again by themselves, where the run has them.
    """
    generator, lots = np.random.default_rng(seed), lots_of(run)
    for _ in range(redraws):
        yield lots.inputs_of(lots.draw(generator, 1), 0)


def _most_refused(refusal: UserError, refused: int, redraws: int) -> MostRedrawsRefused:
    reason = reason_of(refusal)
    return MostRedrawsRefused(
        refused=refused, redraws=redraws, reason_da=reason.da, reason_en=reason.en
    )


def _ranked(allocation: Allocation) -> NDArray[np.float64]:
    """Weighted children of the units that have a place, NaN for the others, shape (units,)."""
    return np.array(
        [
            np.nan if is_special(unit) or not children else float(children)
            for unit, children in zip(allocation.units, allocation.weighted, strict=True)
        ]
    )
