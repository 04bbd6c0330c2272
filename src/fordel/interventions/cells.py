"""What stands in a cell of a registration: a number, or which kind of nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fordel.domain.language import Words


class State(StrEnum):
    """A number, or why there is none. None of the three is a zero.

    Not collected: nobody was asked (the project leaves it out, or the period was skipped). Not
    applicable: asked, and it does not apply to this unit now. Missing: asked, and not answered.
    """

    GIVEN = "given"
    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


STATE_WORDS = {
    State.GIVEN: Words(da="angivet", en="given"),
    State.NOT_COLLECTED: Words(da="ikke indsamlet", en="not collected"),
    State.NOT_APPLICABLE: Words(da="ikke relevant", en="not applicable"),
    State.MISSING: Words(da="mangler", en="missing"),
}


@dataclass(frozen=True)
class Cell:
    """One answer; ``value`` is a whole number exactly where the state is given."""

    state: State
    value: int | None = None

    def __post_init__(self) -> None:
        if (self.state is State.GIVEN) != (self.value is not None):
            raise ValueError("a cell has a number exactly where one is given")


NOT_COLLECTED = Cell(State.NOT_COLLECTED)
NOT_APPLICABLE = Cell(State.NOT_APPLICABLE)
MISSING = Cell(State.MISSING)


def given(value: int) -> Cell:
    """A cell with a number."""
    return Cell(State.GIVEN, value)
