"""Age groups of daycare children."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

YOUNGEST, OLDEST = 0, 6


@dataclass(frozen=True)
class AgeGroup:
    """Children whose age in whole years lies from ``from_age`` to ``to_age``, both included."""

    id: str
    from_age: int
    to_age: int

    def holds(self, age: int) -> bool:
        return self.from_age <= age <= self.to_age


def age_on(born_on: date, day: date) -> int:
    """Age in whole years on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
