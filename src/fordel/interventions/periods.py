"""Data periods, phases, and what happened around a project: the time line of a programme."""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from pydantic import ConfigDict, Field, model_validator

from fordel.allocation.model.values import Misfit, Part
from fordel.domain.language import Words


class Phase(StrEnum):
    """Where a project stands in a data period.

    In the effect phase the intervention is unchanged, so results are read mainly from there.
    """

    SHAPING = "shaping"
    SPREAD = "spread"
    EFFECT = "effect"
    ENDED = "ended"


PHASE_WORDS = {
    Phase.SHAPING: Words(da="konkretisering", en="shaping"),
    Phase.SPREAD: Words(da="udbredelse", en="spread"),
    Phase.EFFECT: Words(da="virkning", en="effect"),
    Phase.ENDED: Words(da="afsluttet", en="ended"),
}


def steps_back(phases: Mapping[int, Phase]) -> tuple[int, ...]:
    """The periods in which a project stands in an earlier phase than in the one before.

    That can be right: what was learnt in the effect phase may send an intervention back to be
    shaped anew. Then it is no longer the same, and its months of effect begin anew.

    Parameters
    ----------
    phases : phases by the period's number; periods without one are passed over.
    """
    order = list(Phase)
    stands = sorted(phases.items())
    return tuple(
        no
        for (_, before), (no, after) in itertools.pairwise(stands)
        if order.index(after) < order.index(before)
    )


class DataPeriod(Part):
    """A period that units register for; both days belong to it.

    A period that was not collected is a gap with a reason, never a zero.
    """

    no: int = Field(ge=1)
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    collected: bool = True
    reason: str = ""
    inferred: bool = False
    """The days are not stated by the source but follow from what it says."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="after")
    def _check(self) -> DataPeriod:
        if self.last < self.first:
            raise Misfit(
                da="perioden slutter, før den begynder", en="the period ends before it begins"
            )
        if not self.collected and not self.reason.strip():
            raise Misfit(
                da="skriv, hvorfor der ikke blev indsamlet i perioden",
                en="write why nothing was collected in the period",
            )
        return self

    @property
    def months(self) -> Fraction:
        """Length in months, exact; part of a month counts by its days."""
        whole = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        before = Fraction(self.first.day - 1, _days_in(self.first))
        return whole - before + Fraction(self.last.day, _days_in(self.last))


class ContextEvent(Part):
    """Something around the projects that the figures must be read with."""

    name: str
    first: date = Field(alias="from")
    last: date | None = Field(default=None, alias="to")
    about: str = ""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def touches(self, period: DataPeriod) -> bool:
        """Whether some of it lies in a period."""
        return self.first <= period.last and (self.last is None or self.last >= period.first)


def check_periods_follow(periods: tuple[DataPeriod, ...]) -> None:
    """Periods stand in order, once each, and never overlap; gaps between them are allowed.

    Raises
    ------
    Misfit : they don't.
    """
    for before, after in itertools.pairwise(periods):
        if after.no <= before.no:
            raise Misfit(
                da=f"periode {after.no} står efter periode {before.no}; hver periode står én gang",
                en=f"period {after.no} stands after period {before.no}; each stands once, in order",
            )
        if after.first <= before.last:
            raise Misfit(
                da=f"periode {after.no} begynder, før periode {before.no} er slut",
                en=f"period {after.no} begins before period {before.no} has ended",
            )


def _days_in(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
