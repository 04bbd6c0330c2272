"""A panel as it is counted: children by a number of their own, never by a pseudonym."""

from __future__ import annotations

from dataclasses import dataclass, field

from fordel.evaluation.panels.states import OrderedState


@dataclass(frozen=True)
class Sighting:
    """A child who was there in a period.

    ``state`` is the place of the state among the panel's, None where the child was not assessed.
    ``is_leaving``: the last assessment of a child who has left since the period before.
    """

    child: int
    unit: str
    period: int
    state: int | None
    is_leaving: bool = False


@dataclass(frozen=True)
class Panel:
    """Sightings of the same children over periods; ``skipped`` were not collected."""

    sightings: tuple[Sighting, ...] = field(repr=False)
    states: tuple[OrderedState, ...]
    skipped: frozenset[int] = field(default_factory=frozenset)

    @property
    def periods(self) -> tuple[int, ...]:
        """Periods with anybody in them, in order."""
        return tuple(sorted({one.period for one in self.sightings}))

    @property
    def children(self) -> int:
        return len({one.child for one in self.sightings})
