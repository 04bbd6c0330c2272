"""What the templates of interventions may use."""

from __future__ import annotations

from decimal import Decimal

from django import template

from fordel.interventions.cells import STATE_WORDS, State
from fordel.interventions.periods import PHASE_WORDS, Phase
from fordel.interventions.sheets.completeness import STANDING_WORDS, Standing
from fordel.web.components.language import language_of
from fordel.web.components.templatetags.figures import figure

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
