"""The ordered states that a child can be seen in, the best first: three colours, or others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.evaluation.panels.refusals import StatesDoNotDiffer
from fordel.interventions.indicators import COLOUR_WORDS, Colour
from fordel.registers.words import plain_words

FEWEST_STATES = 2


@dataclass(frozen=True)
class OrderedState:
    """One state of an indicator; ``id`` is what stands in a document."""

    id: str
    words: Words

    @property
    def written(self) -> frozenset[str]:
        """What a file may write for it, as words are compared."""
        return frozenset(map(plain_words, (self.id, self.words.da, self.words.en)))


COLOURS = tuple(OrderedState(colour.value, COLOUR_WORDS[colour]) for colour in Colour)
"""Green, yellow, red."""


def states_named(names: Sequence[str]) -> tuple[OrderedState, ...]:
    """States by the names that a municipality has for them, the best first.

    Raises
    ------
    StatesDoNotDiffer : fewer than two, or one of them twice.
    """
    told = [" ".join(name.split()) for name in names]
    if len(told) < FEWEST_STATES or len(set(map(plain_words, told))) < len(told) or "" in told:
        raise StatesDoNotDiffer(states=", ".join(told))
    return tuple(OrderedState(name, Words(name, name)) for name in told)
