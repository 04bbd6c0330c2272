"""What an activity is made of: hours by role, other costs, whom it is for, how often it is held."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Phase(StrEnum):
    """Which part of a holding hours are for."""

    PREPARATION = "preparation"
    HOLDING = "holding"
    FOLLOW_UP = "follow_up"
    WHOLE = "whole"


class PerWhom(StrEnum):
    """What the cost of a holding is divided by."""

    CHILD = "child"
    FAMILY = "family"
    GROUP = "group"
    UNIT = "unit"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class Hours:
    """Hours of a role in one holding: a total for all who have the role, never per head.

    ``low`` and ``high`` are None where only one figure is stated.
    """

    role: str
    hours: Fraction
    low: Fraction | None = None
    high: Fraction | None = None
    phase: Phase = Phase.WHOLE


@dataclass(frozen=True)
class Activity:
    """One activity and one holding of it.

    Parameters
    ----------
    holding : what one holding is: a meeting, a course, a screening, an event.
    divisor : how many take part in a holding; None where it is not stated.
    other_cost : running cost per holding beside hours; kroner.
    lump_sum : yearly cost that does not depend on the number of holdings; kroner per unit.
    holdings_per_year : for each who takes part; None where it is not stated.
    """

    id: str
    name: str
    hours: tuple[Hours, ...]
    divisor: Fraction | None
    per: PerWhom = PerWhom.CHILD
    holding: str = ""
    other_cost: Fraction = Fraction(0)
    lump_sum: Fraction = Fraction(0)
    holdings_per_year: Fraction | None = None


@dataclass(frozen=True)
class Establishment:
    """What it takes to begin, beside running costs; kroner.

    ``activities`` share it; it is counted once. With ``per_participant`` the amount is a unit
    price, and ``participants`` says how many; without them the sum is not known.
    """

    name: str
    amount: Fraction
    activities: tuple[str, ...]
    years: int = 1
    per_participant: bool = False
    participants: Fraction | None = None

    @property
    def total(self) -> Fraction | None:
        """The whole sum; None for a unit price without a number of participants."""
        if not self.per_participant:
            return self.amount
        return None if self.participants is None else self.amount * self.participants
