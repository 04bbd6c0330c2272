"""One round of the loop, and the order its steps follow in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fordel.allocation.model.documents import shipped_document
from fordel.allocation.model.values import Part, Text
from fordel.domain.language import Words
from fordel.evaluation.refusals import (
    AnswersMissing,
    DecisionNotFounded,
    StepNotOpen,
    VersionNotNewer,
)


class Stage(StrEnum):
    """Where a round stands."""

    REPORTED = "reported"
    READ = "read"
    REFLECTED = "reflected"
    DECIDED = "decided"
    REWRITTEN = "rewritten"


class Decision(StrEnum):
    """What a project decides after reflecting."""

    KEEP = "keep"
    ADJUST = "adjust"
    STOP = "stop"


STAGE_WORDS = {
    Stage.REPORTED: Words(da="datarapport klar", en="data report ready"),
    Stage.READ: Words(da="læst og drøftet", en="read and discussed"),
    Stage.REFLECTED: Words(da="refleksion skrevet", en="reflection written"),
    Stage.DECIDED: Words(da="beslutning truffet", en="decision taken"),
    Stage.REWRITTEN: Words(da="ny udgave af beskrivelsen", en="new version of the description"),
}
DECISION_WORDS = {
    Decision.KEEP: Words(da="fortsæt uændret", en="go on unchanged"),
    Decision.ADJUST: Words(da="justér beskrivelsen", en="adjust the description"),
    Decision.STOP: Words(da="stop aktiviteten eller projektet", en="stop the activity or project"),
}
FOLLOWS: Mapping[Stage, frozenset[Stage]] = {
    Stage.REPORTED: frozenset({Stage.READ, Stage.REFLECTED}),
    Stage.READ: frozenset({Stage.READ, Stage.REFLECTED}),
    Stage.REFLECTED: frozenset({Stage.REFLECTED, Stage.DECIDED}),
    Stage.DECIDED: frozenset({Stage.REWRITTEN}),
    Stage.REWRITTEN: frozenset(),
}
"""What may follow what. A reflection may be added to until a decision rests on it.

Who answers the questions has read the report, so a reflection may follow without a reading; a
report that changed is read again.
"""


class Question(Part):
    """One of the three questions that a data report is discussed by."""

    id: str
    text: Text


@dataclass(frozen=True)
class Reading:
    """Somebody says that the report was read and discussed, and on how many sheets it rested."""

    by: str
    on: date
    sheets: int


@dataclass(frozen=True)
class Reflection:
    """Answers to the questions, by question; who wrote them (a role or unit), and when."""

    answers: Mapping[str, str]
    by: str
    on: date


@dataclass(frozen=True)
class Decided:
    """What was decided, why, by whom and when."""

    decision: Decision
    why: str
    by: str
    on: date


@dataclass(frozen=True)
class Round:
    """A data report and what the project made of it.

    ``version`` is the description that held when the report was made; ``readings`` and
    ``reflections`` keep all that was said and written; ``new_version`` is what the decision led to.
    """

    project: str
    period: int
    report: str
    version: int
    stage: Stage = Stage.REPORTED
    readings: tuple[Reading, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    decided: Decided | None = None
    new_version: int | None = None

    @property
    def is_closed(self) -> bool:
        """Nothing more is to be done: rewritten, or decided to go on or to stop."""
        if self.stage is Stage.REWRITTEN:
            return True
        return self.decided is not None and self.decided.decision is not Decision.ADJUST

    @property
    def is_rewriting_due(self) -> bool:
        """A new version was decided and is not written yet."""
        return self.stage is Stage.DECIDED and not self.is_closed


def questions() -> tuple[Question, ...]:
    """The three questions."""
    found = shipped_document("evaluation", "questions.yaml")["questions"]
    return tuple(Question.model_validate(one) for one in found)


def read(round_: Round, reading: Reading) -> Round:
    """Keep that the report was read and discussed; readings before it stay.

    Raises
    ------
    StepNotOpen : it is reflected on already, which nobody does unread.
    """
    check_follows(round_, Stage.READ)
    return replace(round_, stage=Stage.READ, readings=(*round_.readings, reading))


def reflect(round_: Round, reflection: Reflection) -> Round:
    """Keep a reflection; those before it stay.

    Raises
    ------
    StepNotOpen : a decision already rests on the reflections.
    AnswersMissing : a question has no answer.
    """
    check_follows(round_, Stage.REFLECTED)
    for question in questions():
        if not reflection.answers.get(question.id, "").strip():
            raise AnswersMissing(question_da=question.text.da, question_en=question.text.en)
    kept = (*round_.reflections, reflection)
    return replace(round_, stage=Stage.REFLECTED, reflections=kept)


def decide(round_: Round, decided: Decided) -> Round:
    """Keep a decision.

    Raises
    ------
    StepNotOpen : nobody has reflected yet, or it is decided already.
    DecisionNotFounded : nothing is said of why.
    """
    check_follows(round_, Stage.DECIDED)
    if not decided.why.strip():
        raise DecisionNotFounded(project=round_.project)
    return replace(round_, stage=Stage.DECIDED, decided=decided)


def rewrite(round_: Round, version: int) -> Round:
    """Note the version of the description that the decision led to.

    Raises
    ------
    StepNotOpen : nothing was decided, or the decision was not to adjust.
    VersionNotNewer : the number is not above the version that the report was about.
    """
    if not can_follow(round_, Stage.REWRITTEN):
        check_follows(round_, Stage.REWRITTEN)
        raise _not_open(Stage.REWRITTEN, _decision_words(round_))
    if version <= round_.version:
        raise VersionNotNewer(version=version, current=round_.version)
    return replace(round_, stage=Stage.REWRITTEN, new_version=version)


def can_follow(round_: Round, stage: Stage) -> bool:
    """Whether a stage may follow now; a new version only where it was decided to adjust."""
    return stage in FOLLOWS[round_.stage] and (
        stage is not Stage.REWRITTEN or round_.is_rewriting_due
    )


def check_follows(round_: Round, stage: Stage) -> None:
    """Check the order of stages.

    Raises
    ------
    StepNotOpen : the stage does not follow from where the round stands.
    """
    if stage not in FOLLOWS[round_.stage]:
        raise _not_open(stage, STAGE_WORDS[round_.stage])


def _decision_words(round_: Round) -> Words:
    assert round_.decided is not None
    return DECISION_WORDS[round_.decided.decision]


def _not_open(stage: Stage, stands: Words) -> StepNotOpen:
    step = STAGE_WORDS[stage]
    return StepNotOpen(step_da=step.da, step_en=step.en, stands_da=stands.da, stands_en=stands.en)
