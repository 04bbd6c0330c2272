"""How strongly an effect may be spoken of: rules as data, applied to what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from fordel.allocation.model.documents import (
    document_in,
    fields_of,
    fitting,
    shipped_document,
)
from fordel.allocation.model.values import Figure, Part, Text, Written, words_of
from fordel.domain.language import Words, number, percent
from fordel.evaluation.effects.refusals import LanguageRulesNotFound, LanguageRulesNotUnderstood
from fordel.evaluation.effects.results import Design, Language, RuleAnswer
from fordel.evaluation.effects.words import NotEstimable, entry, filled
from fordel.statistics.answers import Estimate
from fordel.statistics.pretrends import JointTest

_SHIPPED = "language_levels.yaml"

RuleName = Literal[
    "design_among",
    "started_at_least",
    "compared_at_least",
    "interval_excludes_zero",
    "courses_before_not_different",
    "courses_before_tested",
    "courses_before_would_show_at_least",
    "chance_with_few_units_at_most",
    "children_change_at_most",
    "effect_months_at_least",
]
LevelName = Literal["cannot_be_said", "points_towards", "made_probable"]


class Rule(Part):
    """One condition: its name, and the number or the designs it takes."""

    rule: RuleName
    number: Figure = Field(default=Decimal(0), ge=0)
    among: tuple[Design, ...] = ()

    @property
    def limit(self) -> float:
        """The number as figures are compared with it: 0.05 is the same 0.05 on either side."""
        return float(self.number)


class Level(Part):
    """A level of language and what it takes, beside what the levels before it take."""

    id: LevelName
    words: Text
    rules: tuple[Rule, ...]


class LanguageRules(Part):
    """The levels, weakest first; with few units the tests made for few decide: :func:`is_few`."""

    source: Written
    few_units: int = Field(ge=2)
    levels: tuple[Level, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Facts:
    """What the rules look at."""

    design: Design
    started: int
    compared: int
    effect: Estimate | NotEstimable
    courses_before: JointTest | NotEstimable
    chance: float | None
    children_change: float | None
    effect_months: float | None
    few_units: int


def is_few(started: int, compared: int, few_units: int) -> bool:
    """Whether units are few: fewer than half of ``few_units`` on either side.

    Notes
    -----
    It is the smaller side that makes errors made for many units too small: of three units against
    twenty-eight, intervals of 95 % hold the truth 82 times in a hundred: see
    docs/algorithms/effects.md.
    """
    return 2 * min(started, compared) < few_units


def shipped_rules() -> LanguageRules:
    """The rules that ship with Fordel."""
    return language_rules({}, _SHIPPED)


def read_rules(path: Path) -> LanguageRules:
    """A municipality's own rules from a file; what it leaves out is as shipped.

    Raises
    ------
    LanguageRulesNotFound, LanguageRulesNotUnderstood.
    """
    refuse = partial(LanguageRulesNotUnderstood, path.name)
    own = fields_of(document_in(path, LanguageRulesNotFound, refuse), refuse)
    return language_rules(own, path.name)


def language_rules(own: Mapping[str, Any], name: str) -> LanguageRules:
    """The shipped rules with a municipality's own parts in their place.

    Parameters
    ----------
    own : the parts, by the names of the shipped file.
    name : what they are called in a refusal.

    Raises
    ------
    LanguageRulesNotUnderstood : says where.
    """
    document = {**shipped_document("evaluation", _SHIPPED), **own}
    return fitting(LanguageRules, document, partial(LanguageRulesNotUnderstood, name))


def judge(facts: Facts, rules: LanguageRules, outcome: Words) -> Language:
    """The highest level all whose rules, and those of the levels before it, hold."""
    reached = rules.levels[0]
    answers: list[RuleAnswer] = []
    lacking: list[Words] = []
    for level in rules.levels:
        own = [_answer(rule, level.id, facts) for rule in level.rules]
        answers += own
        # What the first level out of reach lacks is the reason; the levels after it are further.
        lacking = lacking or [answer.words for answer in own if not answer.holds]
        if not lacking:
            reached = level
    return Language(
        level=reached.id,
        words=Words(da=reached.words.da, en=reached.words.en),
        rules=tuple(answers),
        sentence=_sentence(reached.id, facts, lacking, outcome),
        source=words_of(rules.source),
    )


def _answer(rule: Rule, level: str, facts: Facts) -> RuleAnswer:
    holds, found = _RULES[rule.rule](facts, rule)
    state = "unknown" if holds is None else "holds" if holds else "fails"
    template = entry("rules", rule.rule, state)
    needed = _written(rule.rule, rule.limit)
    words = filled(template, found=_written(rule.rule, found), needed=needed)
    return RuleAnswer(rule.rule, level, holds, words)


def _written(rule: str, value: float | None) -> Words:
    if value is None:
        return Words(da="–", en="–")
    if rule in _SHARES:
        return Words(da=percent(value, "da", 0), en=percent(value, "en", 0))
    decimals = 3 if rule in _P_VALUES and value != round(value, 2) else 2 * (rule in _P_VALUES)
    return Words(da=number(value, "da", decimals), en=number(value, "en", decimals))


def _sentence(level: LevelName, facts: Facts, lacking: list[Words], outcome: Words) -> Words:
    effect = facts.effect
    if isinstance(effect, NotEstimable):
        # The reason there is no figure says more than the rules it then fails.
        lacking = [effect.reason]
    why = Words(da=" ".join(one.da for one in lacking), en=" ".join(one.en for one in lacking))
    if isinstance(effect, NotEstimable) or level == "cannot_be_said":
        return filled(entry("sentences", "cannot_be_said"), outcome=outcome, why=why)
    return filled(
        entry("sentences", level),
        outcome=outcome,
        value=_figure(abs(effect.value), effect),
        direction=entry("direction", "higher" if effect.value > 0 else "lower"),
        than=entry("than", facts.design),
        percent=Words(da=percent(effect.level, "da", 0), en=percent(effect.level, "en", 0)),
        low=_figure(effect.low, effect),
        high=_figure(effect.high, effect),
        n=effect.n,
        why=why,
    )


def _figure(value: float, effect: Estimate) -> Words:
    """With as many decimals as the standard error bears: to its first digit."""
    decimals = 0
    while decimals < _MOST_DECIMALS and effect.error * 10**decimals < 1:
        decimals += 1
    return Words(da=number(value, "da", decimals), en=number(value, "en", decimals))


_MOST_DECIMALS = 6
_P_VALUES = {
    "courses_before_not_different",
    "courses_before_tested",
    "chance_with_few_units_at_most",
}

_SHARES = {"children_change_at_most", "courses_before_would_show_at_least"}

Answer = tuple[bool | None, float | None]


def _design_among(facts: Facts, rule: Rule) -> Answer:
    return (None if facts.design == "none" else facts.design in rule.among), None


def _started(facts: Facts, rule: Rule) -> Answer:
    return facts.started >= rule.number, float(facts.started)


def _compared(facts: Facts, rule: Rule) -> Answer:
    return facts.compared >= rule.number, float(facts.compared)


def _excludes_zero(facts: Facts, _: Rule) -> Answer:
    return (facts.effect.excludes_zero if isinstance(facts.effect, Estimate) else None), None


def _not_different(facts: Facts, rule: Rule) -> Answer:
    if not isinstance(facts.courses_before, JointTest):
        # Nothing speaks against it; only the stronger level asks for a test.
        return isinstance(facts.effect, Estimate) or None, None
    return _tested(facts, rule)


def _tested(facts: Facts, rule: Rule) -> Answer:
    if not isinstance(facts.courses_before, JointTest):
        return None, None
    return facts.courses_before.p > rule.limit, facts.courses_before.p


def _would_show(facts: Facts, rule: Rule) -> Answer:
    if not isinstance(facts.courses_before, JointTest) or facts.courses_before.would_see is None:
        return None, None
    return facts.courses_before.would_see >= rule.limit, facts.courses_before.would_see


def _chance(facts: Facts, rule: Rule) -> Answer:
    if facts.chance is None:
        # A course by itself has no starts to deal in another order.
        needed = facts.design != "before_after" and is_few(
            facts.started, facts.compared, facts.few_units
        )
        return (None if needed or not isinstance(facts.effect, Estimate) else True), None
    return facts.chance <= rule.limit, facts.chance


def _children(facts: Facts, rule: Rule) -> Answer:
    change = facts.children_change
    return (None if change is None else change <= rule.limit), change


def _months(facts: Facts, rule: Rule) -> Answer:
    months = facts.effect_months
    return (None if months is None else months >= rule.limit), months


_RULES: dict[RuleName, Callable[[Facts, Rule], Answer]] = {
    "design_among": _design_among,
    "started_at_least": _started,
    "compared_at_least": _compared,
    "interval_excludes_zero": _excludes_zero,
    "courses_before_not_different": _not_different,
    "courses_before_tested": _tested,
    "courses_before_would_show_at_least": _would_show,
    "chance_with_few_units_at_most": _chance,
    "children_change_at_most": _children,
    "effect_months_at_least": _months,
}
