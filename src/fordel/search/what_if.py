"""One variant at a time, at once: what a slider asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fordel.allocation.engine import allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.search.evaluating import Block, Chosen, hand_out, plan
from fordel.search.grid import Grid, grid_from
from fordel.search.ground import Floats, Ground, floats
from fordel.search.needing import REASONS
from fordel.search.summarising import Summary


@dataclass(frozen=True)
class Answer:
    """What one variant gives; arrays have shape (units,), in the order of ``WhatIf.units``.

    ``refused`` names the refusal that the variant meets, "" for none; there is no money then (NaN).
    """

    block: Block

    @property
    def total(self) -> Floats:
        return np.asarray(self.block.total[0])

    @property
    def need(self) -> Floats:
        return np.asarray(self.block.need[0])

    @property
    def refused(self) -> str:
        return REASONS[self.block.refused[0]]


class WhatIf:
    """A model with its data in memory, ready to be asked what other values would give.

    Parameters
    ----------
    inputs : as for :func:`fordel.allocation.engine.allocate`.

    Raises
    ------
    ModelRefused, InputRefused : the model itself cannot be computed with these data.
    """

    def __init__(self, model: Model, inputs: Inputs, year: int) -> None:
        paid = allocate(model, inputs, year)
        self.ground = Ground(paid, allocate(model, inputs, year, rounded=False))
        self._model = model
        base = self.ground.base
        total, need = (floats(amounts)[None, :] for amounts in (base.totals, base.need))
        model_itself = Answer(Block(np.arange(1), total, need, np.zeros(1, dtype=np.int16)))
        self._summary = Summary(self.ground, model_itself.block, None)
        self._itself = model_itself
        self.figures(model_itself)  # the first takes longer than the others

    @property
    def units(self) -> tuple[str, ...]:
        return self.ground.base.ids

    def answer(self, levers: Mapping[str, Mapping[str, Any]]) -> Answer:
        """What the model gives with some levers at other values.

        Parameters
        ----------
        levers : a value per lever and step, as a grid writes them:
            ``{"need": {"pool_share": Decimal("0.05"), "cap": 12000, "criteria": ["a", "b"]}}``.
            None at all: the model itself.

        Returns
        -------
        Answer, in floats: to be looked at. Money to be paid is computed by the engine.

        Raises
        ------
        WrongUse : a step, a lever or a value that the model does not know.
        StepCannotBeSwept, DampingNotBegun : the levers ask for what arrays cannot do.
        """
        if not levers:
            return self._itself
        ready = plan(_variant(self._model, levers), self.ground)
        rows: Chosen = np.array([1])
        chosen = [version[rows] for version in ready.version]
        return Answer(hand_out(self.ground, ready.steps, rows, chosen))

    def figures(self, answer: Answer) -> dict[str, float]:
        """What an answer means, as in a sweep's row: measures, winners and losers; NaN for none."""
        found = self._summary.of(answer.block)
        return {name: float(values[0]) for name, values in found.items()}


def with_levers(model: Model, levers: Mapping[str, Mapping[str, Any]]) -> Model:
    """A model with some levers at other values, to be computed exactly; its title stays.

    Raises
    ------
    WrongUse, ModelRefused : as :meth:`WhatIf.answer`.
    """
    if not levers:
        return model
    changed = _variant(model, levers).model_of(1)
    return changed.model_copy(update={"title": model.title})


def _variant(model: Model, levers: Mapping[str, Mapping[str, Any]]) -> Grid:
    single = {step: {name: _single(name, value) for name, value in own.items()}
              if isinstance(own, Mapping) else own  # which the grid refuses in words
              for step, own in levers.items()}  # fmt: skip
    return grid_from({"vary": single}, model)


def _single(name: str, value: Any) -> Any:
    """A value as a list of one, also where the value is a list itself."""
    if name == "weights" and isinstance(value, Mapping):
        return {criterion: [weight] for criterion, weight in value.items()}
    return [value]
