"""Sealed calculations as the library knows them, read once and kept while they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import RLock

from fordel.allocation.bundles.bundle import run_from
from fordel.allocation.change import Change
from fordel.allocation.runs import Run
from fordel.budget_year.charting import charts_of
from fordel.budget_year.computing import Computed
from fordel.domain.language import Language
from fordel.equity.measures import Measured
from fordel.web.budgets.models import SealedRun
from fordel.web.components.pictures import Picture, picture_of

_ONE_AT_A_TIME = RLock()
"""Of many who ask for the same on the day it is announced, one computes and the others wait."""
_TELLS_CHANGE = "waterfall"
_KEPT_RUNS = 24
"""Runs in memory: this year's and last year's of a few municipalities, and some scenarios."""


@dataclass(frozen=True)
class Told:
    """A calculation and what the library says of it; last year's where it is known."""

    computed: Computed

    @property
    def run(self) -> Run:
        return self.computed.run

    @property
    def change(self) -> Change | None:
        return self.computed.change

    @property
    def measured(self) -> Measured:
        return self.computed.measured


def told(sealed: SealedRun) -> Told:
    """A sealed calculation with what follows from it. Rows never change, so neither does this."""
    with _ONE_AT_A_TIME:
        return _told(sealed.pk, sealed.seal)


def drawn(sealed: SealedRun, name: str, language: Language) -> Picture | None:
    """A chart of a sealed calculation, by the library's name; None where it has none."""
    with _ONE_AT_A_TIME:
        return _drawn(sealed.pk, sealed.seal, name, language)


@lru_cache(maxsize=_KEPT_RUNS)
def _told(number: int, seal: str) -> Told:
    sealed = SealedRun.objects.select_related("previous").get(pk=number, seal=seal)
    run = run_from(bytes(sealed.bundle), seal[:12])
    last = sealed.previous
    previous = None if last is None else run_from(bytes(last.bundle), last.seal[:12])
    return Told(Computed(run, (), previous))


@lru_cache(maxsize=_KEPT_RUNS)
def _drawn(number: int, seal: str, name: str, language: Language) -> Picture | None:
    known = _told(number, seal)
    # What changed is worked out only for the chart that tells of it.
    change = known.change if name == _TELLS_CHANGE else None
    found = charts_of(known.run, known.measured, language, change, only=name).get(name)
    return None if found is None else picture_of(found)
