"""What came of each result: proposed by rule, decided by people, every decision kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fordel.domain.language import Words
from fordel.evaluation.effects.results import EffectReport
from fordel.evaluation.effects.words import NotEstimable
from fordel.evaluation.maturity.criteria import ResultLevel
from fordel.evaluation.results.figures import (
    GOOD_IS_DOWN,
    Change,
    Direction,
    ResultsReport,
)
from fordel.evaluation.rules import ResultRules, shipped_rules
from fordel.evaluation.verdicts import Verdict
from fordel.interventions.indicators import Cohort, Theme
from fordel.statistics.answers import LEVEL


class ResultOutcome(StrEnum):
    """Which way a result went, or why that cannot be said."""

    POSITIVE = "positive"
    NONE = "none"
    NEGATIVE = "negative"
    NO_EFFECT_PHASE = "not_assessable_no_effect_phase"
    TOO_FEW_UNITS = "not_assessable_too_few_units"
    TOO_FEW_CHILDREN = "not_assessable_too_few_children"
    OTHER_FACTORS = "not_assessable_other_factors"

    @property
    def words(self) -> Words:
        return _WORDS[self]

    @property
    def is_assessable(self) -> bool:
        return self in {ResultOutcome.POSITIVE, ResultOutcome.NONE, ResultOutcome.NEGATIVE}


_WORDS = {
    ResultOutcome.POSITIVE: Words(da="positivt", en="positive"),
    ResultOutcome.NONE: Words(da="ingen synlig ændring", en="no visible change"),
    ResultOutcome.NEGATIVE: Words(da="negativt", en="negative"),
    ResultOutcome.NO_EFFECT_PHASE: Words(
        da="kan ikke vurderes, fordi ingen har registreret i virkningsfasen",
        en="not assessable because nobody has registered in the effect phase",
    ),
    ResultOutcome.TOO_FEW_UNITS: Words(
        da="kan ikke vurderes, fordi for få enheder har tal både før og efter",
        en="not assessable because too few units have figures both before and after",
    ),
    ResultOutcome.TOO_FEW_CHILDREN: Words(
        da="kan ikke vurderes, fordi der er for få børn",
        en="not assessable because there are too few children",
    ),
    ResultOutcome.OTHER_FACTORS: Words(
        da="kan ikke vurderes, fordi andre forhold kan ligge bag",
        en="not assessable because other factors may lie behind it",
    ),
}
_NOT_COMPARED = Words(
    da="Det er en ændring; om det er en virkning, siger den ikke.",
    en="That is a change; it does not say whether it is an effect.",
)
_BETTER_OR_WORSE = {
    Direction.UP: (ResultOutcome.POSITIVE, ResultOutcome.NEGATIVE),
    Direction.DOWN: (ResultOutcome.NEGATIVE, ResultOutcome.POSITIVE),
}


@dataclass(frozen=True)
class ResultProposal:
    """What the rules propose of one result.

    Parameters
    ----------
    level : how strongly an effect on it may be spoken of, of a comparison between units; cannot be
        said where there is none.
    why : the change in words, and what the comparison adds to it.
    chance : the p-value of the comparison's figure; None without one.
    """

    indicator: str
    label: Words
    theme: Theme
    outcome: ResultOutcome
    level: ResultLevel
    why: Words
    chance: float | None = None


@dataclass(frozen=True)
class JudgedResult:
    """A result with what was proposed and every decision, none overwritten.

    ``verdicts`` are in the order they were made; an evaluator who changes their mind adds one.
    """

    proposal: ResultProposal
    verdicts: tuple[Verdict[ResultOutcome], ...] = ()

    @property
    def latest(self) -> tuple[Verdict[ResultOutcome], ...]:
        """Each evaluator's last decision, by evaluator in the order they first decided."""
        last: dict[str, Verdict[ResultOutcome]] = {}
        for verdict in self.verdicts:
            kept = last.get(verdict.by)
            if kept is None or verdict.on >= kept.on:
                last[verdict.by] = verdict
        return tuple(last.values())

    @property
    def is_conflict(self) -> bool:
        """Whether evaluators stand by different outcomes."""
        return len({verdict.decided for verdict in self.latest}) > 1

    @property
    def outcome(self) -> ResultOutcome | None:
        """What holds: the decision, else the proposal; None while evaluators disagree."""
        if self.is_conflict:
            return None
        return self.latest[0].decided if self.verdicts else self.proposal.outcome

    @property
    def is_compared(self) -> bool:
        """Whether it went well, and a comparison between units at least points the same way."""
        told = self.proposal.level is not ResultLevel.CANNOT_BE_SAID
        return told and self.outcome is self.proposal.outcome is ResultOutcome.POSITIVE

    @property
    def cited(self) -> tuple[str, ...]:
        """What the decisions that evaluators stand by rest on, each once."""
        return tuple(dict.fromkeys(one for verdict in self.latest for one in verdict.evidence))


def propose_results(
    results: ResultsReport,
    effects: Mapping[str, EffectReport] | None = None,
    rules: ResultRules | None = None,
) -> tuple[ResultProposal, ...]:
    """Propose what came of each result, in the order the sheet asks for them.

    Parameters
    ----------
    effects : by indicator, where units could be compared; see
        :func:`fordel.evaluation.effects.from_registrations.effects_in`.
    rules : those the results were read by; the shipped ones without.

    Notes
    -----
    An effect that at least points one way decides the outcome. Else the change from before to the
    effect phase does, which says nothing of the cause. Children who left are not results.
    """
    known, by = effects or {}, rules or shipped_rules().results
    began = any(when.collected and when.effect_units for when in results.periods)
    return tuple(
        _proposal(change, _changed(change, by, began=began), known.get(change.indicator))
        for change in results.changes
        if change.cohort is not Cohort.LEFT
    )


def judged_results(
    proposals: Iterable[ResultProposal], verdicts: Iterable[Verdict[ResultOutcome]]
) -> tuple[JudgedResult, ...]:
    """Each proposal with the decisions made of its indicator."""
    made = tuple(verdicts)
    return tuple(
        JudgedResult(one, tuple(v for v in made if v.subject == one.indicator)) for one in proposals
    )


def level_of_results(judged: Iterable[JudgedResult]) -> ResultLevel:
    """How firmly a project's results may be spoken of, taken together.

    Notes
    -----
    More results that went well than badly: they point towards it. Made probable takes, besides, a
    result that went well and whose effect is made probable, with a p-value that bears as many looks
    as there are effects (Holm 1979, the smallest first): where ten are looked at, a third of all
    projects without any effect would have one made probable by chance. A result that evaluators
    disagree on speaks neither way; nor does one that moved well where as many moved badly.
    """
    every = tuple(judged)
    looks = sum(one.proposal.chance is not None for one in every)
    well = [one for one in every if one.outcome is ResultOutcome.POSITIVE]
    if len(well) <= sum(one.outcome is ResultOutcome.NEGATIVE for one in every):
        return ResultLevel.CANNOT_BE_SAID
    if any(_is_sure(one.proposal, looks) and _agrees(one) for one in well):
        return ResultLevel.MADE_PROBABLE
    return ResultLevel.POINTS_TOWARDS


def _is_sure(proposal: ResultProposal, looks: int) -> bool:
    rare = proposal.chance is None or proposal.chance * looks <= 1 - LEVEL
    return proposal.level is ResultLevel.MADE_PROBABLE and rare


def _agrees(one: JudgedResult) -> bool:
    """A level is of the effect that was found; who decides the other way does not take it along."""
    return one.proposal.outcome is ResultOutcome.POSITIVE


def _proposal(change: Change, outcome: ResultOutcome, found: EffectReport | None) -> ResultProposal:
    level, why, chance = ResultLevel.CANNOT_BE_SAID, change.why, None
    if found is not None and not isinstance(found.effect, NotEstimable):
        chance = found.effect.p
        level = ResultLevel(found.language.level)
        why = _both(why, found.language.sentence)
        if level is not ResultLevel.CANNOT_BE_SAID:
            better = found.effect.value > 0
            outcome = ResultOutcome.POSITIVE if better else ResultOutcome.NEGATIVE
    elif found is not None:
        why = _both(why, found.language.sentence)
    elif outcome in {ResultOutcome.POSITIVE, ResultOutcome.NEGATIVE}:
        why = _both(why, _NOT_COMPARED)
    return ResultProposal(change.indicator, change.label, change.theme, outcome, level, why, chance)


def _changed(change: Change, rules: ResultRules, *, began: bool) -> ResultOutcome:
    if change.direction is Direction.NONE_VISIBLE:
        return ResultOutcome.NONE
    if change.direction in _BETTER_OR_WORSE:
        return _BETTER_OR_WORSE[change.direction][change.theme in GOOD_IS_DOWN]
    if not began:
        return ResultOutcome.NO_EFFECT_PHASE
    too_few = change.n_units < rules.fewest_units
    return ResultOutcome.TOO_FEW_UNITS if too_few else ResultOutcome.TOO_FEW_CHILDREN


def _both(first: Words, second: Words) -> Words:
    return Words(f"{first.da} {second.da}", f"{first.en} {second.en}")
