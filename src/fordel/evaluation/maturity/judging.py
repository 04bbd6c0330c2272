"""What evaluators judge: beside each other, with reasons, also where they disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from fordel.domain.language import Words
from fordel.evaluation.maturity.criteria import MATURITY_WORDS, MaturityOutcome
from fordel.evaluation.refusals import JudgementWithoutWhy

_AGREED = Words(
    da="{subject}: {outcome} (vurderinger: {n}).", en="{subject}: {outcome} (judgements: {n})."
)
_CONFLICT = Words(
    da="{subject}: evaluatorerne er uenige; begge vurderinger står her med begrundelse.",
    en="{subject}: the evaluators disagree; each judgement stands here with its reason.",
)
_ONLY_PROPOSED = Words(
    da="{subject}: foreslået {outcome}; ingen har vurderet endnu.",
    en="{subject}: proposed {outcome}; nobody has judged yet.",
)


@dataclass(frozen=True)
class Judgement:
    """What one evaluator judged, on which day, and why.

    ``evidence`` are ids of notes and answers it rests on; see
    :func:`fordel.evaluation.evidence.citing.check_cited`.

    Raises
    ------
    JudgementWithoutWhy : nothing is said of why.
    """

    subject: str
    evaluator: str
    on: date
    outcome: MaturityOutcome
    why: str
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise JudgementWithoutWhy(subject=self.subject)


@dataclass(frozen=True)
class Judged:
    """An activity or a project with what was proposed and every judgement, none overwritten.

    ``judgements`` are in the order they were made; an evaluator who changes their mind adds one.
    """

    subject: str
    proposed: MaturityOutcome
    judgements: tuple[Judgement, ...] = ()

    def with_judgement(self, judgement: Judgement) -> Judged:
        """The same with one more judgement; those before it stay."""
        return replace(self, judgements=(*self.judgements, judgement))

    @property
    def latest(self) -> tuple[Judgement, ...]:
        """Each evaluator's last judgement, by evaluator in the order they first judged."""
        last: dict[str, Judgement] = {}
        for judgement in self.judgements:
            kept = last.get(judgement.evaluator)
            if kept is None or judgement.on >= kept.on:
                last[judgement.evaluator] = judgement
        return tuple(last.values())

    @property
    def outcomes(self) -> frozenset[MaturityOutcome]:
        """The outcomes that evaluators stand by."""
        return frozenset(judgement.outcome for judgement in self.latest)

    @property
    def is_conflict(self) -> bool:
        """Whether evaluators stand by different outcomes."""
        return len(self.outcomes) > 1

    @property
    def words(self) -> Words:
        """Where it stands, in a sentence."""
        if self.is_conflict:
            return _filled(_CONFLICT, self.subject, None, 0)
        if not self.judgements:
            return _filled(_ONLY_PROPOSED, self.subject, self.proposed, 0)
        return _filled(_AGREED, self.subject, self.latest[0].outcome, len(self.latest))


def in_conflict(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those that evaluators disagree on."""
    return tuple(one for one in judged if one.is_conflict)


def _filled(template: Words, subject: str, outcome: MaturityOutcome | None, n: int) -> Words:
    name = Words("", "") if outcome is None else MATURITY_WORDS[outcome]
    return Words(
        template.da.format(subject=subject, outcome=name.da, n=n),
        template.en.format(subject=subject, outcome=name.en, n=n),
    )
