"""Evidence that verdicts and judgements cite by its id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from fordel.evaluation.evidence.factors import FactorAnswer
from fordel.evaluation.evidence.notes import Note
from fordel.evaluation.refusals import EvidenceMissing, EvidenceTwice


class Cites(Protocol):
    """A verdict or a judgement: what it is about, and the ids it rests on."""

    @property
    def subject(self) -> str: ...

    @property
    def evidence(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Evidence:
    """All notes and answers of a project or programme, each with an id of its own.

    Raises
    ------
    EvidenceTwice : two have the same id.
    """

    notes: tuple[Note, ...] = ()
    answers: tuple[FactorAnswer, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for one in self.every:
            if one.id in seen:
                raise EvidenceTwice(cited=one.id)
            seen.add(one.id)

    @property
    def every(self) -> tuple[Note | FactorAnswer, ...]:
        """Notes, then answers."""
        return (*self.notes, *self.answers)

    def find(self, cited: str) -> Note | FactorAnswer | None:
        """A note or an answer by its id."""
        return next((one for one in self.every if one.id == cited), None)

    def behind(self, citing: Cites) -> tuple[Note | FactorAnswer, ...]:
        """What a verdict or a judgement rests on, in the order it is cited.

        Raises
        ------
        EvidenceMissing : an id that it cites is not there.
        """
        found = []
        for cited in citing.evidence:
            one = self.find(cited)
            if one is None:
                raise EvidenceMissing(subject=citing.subject, cited=cited)
            found.append(one)
        return tuple(found)


def check_cited(citing: Iterable[Cites], evidence: Evidence) -> None:
    """Check that all that is cited is there.

    Raises
    ------
    EvidenceMissing : an id is cited that is not among the evidence.
    """
    for one in citing:
        evidence.behind(one)
