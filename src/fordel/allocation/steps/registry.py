"""Which function a step of the model language names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fordel.allocation.situation import Situation, StepResult

StepFunction = Callable[[Any, Situation], StepResult]

STEP_FUNCTIONS: dict[str, StepFunction] = {}


def step_function(use: str) -> Callable[[StepFunction], StepFunction]:
    """Register a pure function as what ``use: <name>`` means in a model."""

    def register(function: StepFunction) -> StepFunction:
        STEP_FUNCTIONS[use] = function
        return function

    return register
