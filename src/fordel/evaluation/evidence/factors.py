"""The questionnaire on other factors: what else may lie behind the figures, which way, how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fordel.domain.language import Words
from fordel.evaluation.evidence.notes import RoleGroup
from fordel.evaluation.refusals import StrengthOutside
from fordel.evaluation.spreads import Spread, spread_of

STRENGTHS = range(1, 6)


class Pull(StrEnum):
    """Which way a factor pulled the results."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    BOTH = "both"


PULL_WORDS = {
    Pull.POSITIVE: Words(da="trak op", en="pulled up"),
    Pull.NEGATIVE: Words(da="trak ned", en="pulled down"),
    Pull.BOTH: Words(da="trak begge veje", en="pulled both ways"),
}
_TOLD = Words(
    da="{factor}: {n} svar, {positive} op, {negative} ned, {both} begge veje; styrke "
    "{low}-{high} (midterste {middle}).",
    en="{factor}: answers {n}, {positive} up, {negative} down, {both} both ways; strength "
    "{low}-{high} (middle {middle}).",
)


@dataclass(frozen=True)
class FactorAnswer:
    """One answer: a factor, which way it pulled, and how strongly (1 weakly - 5 strongly).

    Raises
    ------
    StrengthOutside : the strength is not on the scale.
    """

    id: str
    project: str
    factor: str
    pull: Pull
    strength: int
    role: RoleGroup

    def __post_init__(self) -> None:
        if self.strength not in STRENGTHS:
            raise StrengthOutside(factor=self.factor, strength=self.strength)


@dataclass(frozen=True)
class FactorOverview:
    """One factor over its ``n`` answers; ``strength`` is their spread, 1-5."""

    factor: str
    n: int
    positive: int
    negative: int
    both: int
    strength: Spread
    projects: tuple[str, ...]
    cited_as: tuple[str, ...]

    @property
    def words(self) -> Words:
        """The factor in a sentence, with n."""
        values = {
            "factor": self.factor,
            "n": self.n,
            "positive": self.positive,
            "negative": self.negative,
            "both": self.both,
            "low": self.strength.lowest,
            "high": self.strength.highest,
        }
        middle = float(self.strength.middle)
        return Words(
            _TOLD.da.format(middle=f"{middle:g}".replace(".", ","), **values),
            _TOLD.en.format(middle=f"{middle:g}", **values),
        )


def overview(answers: Iterable[FactorAnswer]) -> tuple[FactorOverview, ...]:
    """Every factor over its answers, those named most first, then by name."""
    by_factor: dict[str, list[FactorAnswer]] = {}
    for answer in answers:
        by_factor.setdefault(answer.factor, []).append(answer)
    return tuple(
        _one(factor, found)
        for factor, found in sorted(by_factor.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


def _one(factor: str, found: list[FactorAnswer]) -> FactorOverview:
    strength = spread_of([Fraction(answer.strength) for answer in found])
    assert strength is not None
    return FactorOverview(
        factor=factor,
        n=len(found),
        positive=sum(answer.pull is Pull.POSITIVE for answer in found),
        negative=sum(answer.pull is Pull.NEGATIVE for answer in found),
        both=sum(answer.pull is Pull.BOTH for answer in found),
        strength=strength,
        projects=tuple(dict.fromkeys(answer.project for answer in found)),
        cited_as=tuple(answer.id for answer in found),
    )
