"""Proposed by rule, decided by people: a proposal with its figures, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from fordel.domain.language import Words
from fordel.evaluation.refusals import DecisionWithoutWhy


class Outcome(StrEnum):
    """How far an activity was carried out, or why that cannot be said."""

    WELL = "well_implemented"
    MOSTLY = "mostly"
    SOME = "to_some_extent"
    UNEVEN = "uneven"
    NOT_IMPLEMENTED = "not_implemented"
    SHARED_COUNT = "not_assessable_shared_count"
    NOT_REGISTERED = "not_assessable_not_registered"
    TOO_FEW_UNITS = "not_assessable_too_few_units"

    @property
    def words(self) -> Words:
        return _WORDS[self]

    @property
    def is_assessable(self) -> bool:
        return not self.name.startswith(("SHARED", "NOT_REGISTERED", "TOO_FEW"))

    @property
    def is_implemented(self) -> bool:
        """Carried out at least to some extent, as far as the figures say."""
        return self in {Outcome.WELL, Outcome.MOSTLY, Outcome.SOME, Outcome.UNEVEN}


_WORDS = {
    Outcome.WELL: Words(da="gennemført godt", en="well implemented"),
    Outcome.MOSTLY: Words(da="overvejende gennemført", en="mostly implemented"),
    Outcome.SOME: Words(da="gennemført i nogen grad", en="implemented to some extent"),
    Outcome.UNEVEN: Words(da="ujævnt gennemført", en="unevenly implemented"),
    Outcome.NOT_IMPLEMENTED: Words(
        da="ikke gennemført: udeladt, ikke modnet", en="not implemented: left out, not matured"
    ),
    Outcome.SHARED_COUNT: Words(
        da="kan ikke vurderes, fordi optællingen dækker flere aktiviteter",
        en="not assessable because the count covers several activities",
    ),
    Outcome.NOT_REGISTERED: Words(
        da="kan ikke vurderes, fordi den ikke er registreret",
        en="not assessable because it was not registered",
    ),
    Outcome.TOO_FEW_UNITS: Words(
        da="kan ikke vurderes, fordi der er for få enheder",
        en="not assessable because there are too few units",
    ),
}


@dataclass(frozen=True)
class Proposal:
    """What the rules propose, and the figures it rests on, in words."""

    outcome: Outcome
    why: Words


class Spoken(Protocol):
    """An outcome that says itself what it is called."""

    @property
    def words(self) -> Words: ...


Chosen = TypeVar("Chosen", bound=Spoken)


@dataclass(frozen=True)
class Verdict(Generic[Chosen]):
    """What a person decided of an activity or a result, beside what the rules propose.

    Parameters
    ----------
    subject : the activity as it is called, or the result's indicator.
    by : the evaluator, as the project knows them.
    on : the day it was decided.
    why : needed where the decision differs from the proposal.
    evidence : ids of notes and answers it rests on; see
        :func:`fordel.evaluation.evidence.citing.check_cited`.

    Raises
    ------
    DecisionWithoutWhy : it differs, and nothing is said of why.
    """

    subject: str
    proposed: Chosen
    decided: Chosen
    by: str
    on: date
    why: str = ""
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.decided is not self.proposed and not self.why.strip():
            proposed, decided = self.proposed.words, self.decided.words
            raise DecisionWithoutWhy(
                subject=self.subject,
                proposed_da=proposed.da,
                proposed_en=proposed.en,
                decided_da=decided.da,
                decided_en=decided.en,
            )

    @property
    def follows_proposal(self) -> bool:
        return self.decided is self.proposed
