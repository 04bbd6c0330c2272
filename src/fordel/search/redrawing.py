"""A model computed for children drawn again and again: rows of redraws, columns of units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.engine import allocate
from fordel.allocation.inputs import Inputs, resident_population
from fordel.allocation.model.checks import methods
from fordel.allocation.model.steps import Need, Step
from fordel.allocation.runs import Run
from fordel.search.drawing import Floats, Urns, fill_urns
from fordel.search.evaluating import (
    Block,
    Give,
    give_as_engine,
    giver,
    hand_out,
    looks_at_others,
)
from fordel.search.ground import Ground, is_constant_figure
from fordel.search.needing import Loads, check_terms, need_money, terms_of
from fordel.search.refusals import StepCannotBeRedrawn, StepCannotBeSwept
from fordel.search.tallying import Side, Tally, tally_of
from fordel.search.weighing import goes_by_pattern

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Draws:
    """Children of each kind in some redraws, shape (rows, kinds); None where none are drawn."""

    rows: int
    enrolled: Integers | None
    resident: Integers | None


@dataclass(frozen=True)
class Lots:
    """The children of a run, ready to be drawn: those enrolled, and those in the districts.

    None where no step counts any of them.
    """

    inputs: Inputs
    enrolled: Urns | None
    resident: Urns | None

    @property
    def kinds(self) -> int:
        """How many numbers a redraw is."""
        return sum(urns.kinds for urns in (self.enrolled, self.resident) if urns is not None)

    def draw(self, generator: np.random.Generator, rows: int) -> Draws:
        """Draw everybody ``rows`` times; residents by themselves."""
        drawn = [
            None if urns is None else urns.draw(generator, rows)
            for urns in (self.enrolled, self.resident)
        ]
        return Draws(rows, *drawn)

    def inputs_of(self, draws: Draws, row: int) -> Inputs:
        """One redraw as the engine takes it."""
        enrolled, resident = self.inputs.enrolled, self.inputs.resident
        if self.enrolled is not None and draws.enrolled is not None:
            enrolled = self.enrolled.profile_of(draws.enrolled[row])
        if self.resident is not None and draws.resident is not None:
            resident = self.resident.profile_of(draws.resident[row])
        return replace(self.inputs, enrolled=enrolled, resident=resident)


def lots_of(run: Run) -> Lots:
    """A run's children, every entry of its profiles for itself: as any model may look at them.

    Those enrolled in the units in scope, and all residents.
    """
    profiles = (run.allocation.enrolled.profile, run.inputs.resident)
    return Lots(run.inputs, *(None if one is None else fill_urns(one) for one in profiles))


@dataclass(frozen=True)
class Redrawing:
    """A run made ready to be computed for many redraws at once.

    ``tallies`` say for each step that counts children what it counts in the redraws.
    """

    lots: Lots
    ground: Ground
    steps: tuple[tuple[Step, Give], ...]
    tallies: Mapping[str, Callable[[Tally], Loads]]

    def compute(self, draws: Draws) -> Block:
        """What every unit gets in each redraw, not rounded; NaN where the model refuses it."""
        lots, rows = self.lots, np.arange(draws.rows)
        counted = Tally(
            draws.rows,
            _loads(lots.enrolled, draws.enrolled),
            _loads(lots.resident, draws.resident),
        )
        drawn = {step: tally(counted) for step, tally in self.tallies.items()}
        return hand_out(self.ground, self.steps, rows, [0 * rows] * len(self.steps), drawn)


def _loads(urns: Urns | None, drawn: Integers | None) -> Floats:
    if urns is None or drawn is None:
        return np.zeros((0, 0, 0))
    return urns.loads(drawn)


def ready_to_redraw(run: Run) -> Redrawing:
    """Make a run ready for redraws as arrays, or say which step only the engine can compute.

    Raises
    ------
    StepCannotBeRedrawn
    """
    base = allocate(run.model, run.inputs, run.year, rounded=False)
    ground = Ground(run.allocation, base)
    enrolled = Side(base.enrolled, base.resolved)
    residents = resident_population(base.resolved.model, run.inputs)
    resident = None if residents is None else Side(residents, base.resolved)
    moving: set[str] = set()
    steps: list[tuple[Step, Give]] = []
    tallies: dict[str, Callable[[Tally], Loads]] = {}
    for step in ground.model.steps:
        if is_constant_figure(step):
            continue
        drawn = isinstance(step, Need) and any(goes_by_pattern(m) for m in methods(step.count))
        try:
            if isinstance(step, Need) and drawn:
                check_terms(step)
                tallies[step.id] = tally_of(step, ground, enrolled, resident)
                give = _need(step, ground)
            elif looks_at_others(step, moving):
                give = giver(step, ground, (step,))
            else:
                steps.append((step, give_as_engine(step, ground)))
                continue
        except StepCannotBeSwept as refusal:
            raise StepCannotBeRedrawn(
                step=step.id, because_da=refusal.because_da, because_en=refusal.because_en
            ) from refusal
        moving.add(step.id)
        steps.append((step, give))
    urns = (enrolled.urns(), None if resident is None else resident.urns())
    lots = Lots(run.inputs, *urns)
    return Redrawing(lots, ground, tuple(steps), tallies)


def _need(step: Need, ground: Ground) -> Give:
    terms = terms_of((step,), ground)
    return lambda turn: need_money(
        turn.drawn[step.id],
        np.arange(len(turn.chosen)),
        terms,
        turn.chosen,
        turn.purse,
    )
