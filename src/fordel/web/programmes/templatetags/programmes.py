"""What the templates of interventions may use."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from fordel.costing.computing import NotComputed, Range
from fordel.costing.ingredients import PerWhom
from fordel.costing.wording import PER_WORDS
from fordel.domain.errors import UserError
from fordel.evaluation.maturity.criteria import (
    CRITERION_WORDS,
    LEVEL_WORDS,
    MATURITY_WORDS,
    MET_WORDS,
    Criterion,
    Finding,
    MaturityOutcome,
    Met,
    ResultLevel,
)
from fordel.evaluation.results.verdicts import ResultOutcome
from fordel.evaluation.verdicts import Outcome
from fordel.interventions.cells import STATE_WORDS, State
from fordel.interventions.periods import PHASE_WORDS, Phase
from fordel.interventions.sheets.completeness import STANDING_WORDS, Standing
from fordel.web.components.language import language_of
from fordel.web.components.templatetags.figures import figure, mark

register = template.Library()


@register.filter
def phase_word(phase: Phase) -> str:
    """A phase as its readers say it."""
    return PHASE_WORDS[phase].to(language_of())


@register.filter
def stands_word(standing: Standing) -> str:
    """How far a unit is with its sheet, in words."""
    return STANDING_WORDS[standing].to(language_of())


@register.filter
def state_word(state: State) -> str:
    """Which kind of nothing stands in a cell, in words."""
    return STATE_WORDS[state].to(language_of())


@register.filter
def outcome_word(outcome: str) -> str:
    """How far an activity was carried out, or why that cannot be said, in words."""
    return Outcome(outcome).words.to(language_of())


@register.filter
def result_word(outcome: ResultOutcome) -> str:
    """Which way a result went, or why that cannot be said, in words."""
    return outcome.words.to(language_of())


@register.filter
def level_word(level: str) -> str:
    """How strongly something may be said, in words."""
    return LEVEL_WORDS[ResultLevel(level)].to(language_of())


@register.filter
def plain(value: Decimal | None) -> str:
    """A figure with the decimals it has, and no more: ``2``, ``1,5``."""
    if value is None:
        return figure(None)
    exponent = value.normalize().as_tuple().exponent
    return figure(value, max(0, -exponent) if isinstance(exponent, int) else 0)


@register.filter
def has(values: list[str], value: str) -> bool:
    """Whether something is among some others."""
    return value in values


@register.filter
def is_known(cost: Range | NotComputed) -> bool:
    """Whether there is a figure."""
    return isinstance(cost, Range)


@register.filter
def is_range(cost: Range) -> bool:
    """Whether low and high hours give something else than the hours themselves."""
    return cost.low != cost.high


@register.filter
def told_in_words(refused: UserError | None) -> tuple[str, ...]:
    """What, why and what next of something that cannot be done; nothing where all is well."""
    return () if refused is None else refused.parts(language_of())


@register.filter
def per_word(per: PerWhom) -> str:
    """Whom a cost is for."""
    return PER_WORDS[per].to(language_of())


_SHAPES = {Met.YES: "good", Met.NO: "stop", Met.UNKNOWN: "open"}


@register.filter
def met_mark(met: Met) -> SafeString:
    """Whether a criterion is met, with its mark."""
    return mark(_SHAPES[met], MET_WORDS[met].to(language_of()))


@register.filter
def criterion_word(criterion: Criterion) -> str:
    """A criterion as its readers say it, with its letter where it has one."""
    words = CRITERION_WORDS[criterion].to(language_of())
    return words if criterion is Criterion.MONTHS else f"{criterion.value}. {words}"


@register.filter
def maturity_word(outcome: MaturityOutcome) -> str:
    """How far something came, in words."""
    return MATURITY_WORDS[outcome].to(language_of())


@register.filter
def finding(findings: tuple[Finding, ...], criterion: Criterion) -> Finding:
    """What was found on a criterion."""
    return next(found for found in findings if found.criterion is criterion)
