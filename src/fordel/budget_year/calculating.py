"""The scenario calculator, from what a person types to a table."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from fordel.budget_year.refusals import NotANumberGiven
from fordel.domain.language import Language, Words, number, percent, rounded
from fordel.equity.calculator import Scenario, calculate

_HEADERS = (
    Words(da="", en=""),
    Words(da="Får mindst", en="Gets least"),
    Words(da="Får mest", en="Gets most"),
)
_ROWS = (
    Words(da="Efter børnetal, pr. vægtet barn", en="By children, per weighted child"),
    Words(da="Efter vilkår, pr. vægtet barn", en="By circumstances, per weighted child"),
    Words(da="I alt, pr. vægtet barn", en="Together, per weighted child"),
    Words(da="Efter børnetal, enheden", en="By children, the unit"),
    Words(da="Efter vilkår, enheden", en="By circumstances, the unit"),
    Words(da="I alt, enheden", en="Together, the unit"),
)
_SENTENCE = Words(
    da="Når {share} fordeles efter vilkår og den øverste får {factor} gange mere end den nederste, "
    "er forskellen {kroner} kr. pr. vægtet barn, {percent} % af alt, hvad enheden får.",
    en="When {share} goes by circumstances and the highest gets {factor} times the lowest, the "
    "difference is {kroner} kr. per weighted child, {percent}% of all that a unit gets.",
)


def scenario(budget: str, units: int, weighted_children: str, share: str, factor: str) -> Scenario:
    """Compute a scenario from numbers as they were typed.

    Raises
    ------
    NotANumberGiven : one of them is not a number.
    WrongUse : the calculator's own, for figures that make no scenario.
    """
    return calculate(
        _number("--budget", budget),
        units,
        _number("--weighted-children", weighted_children),
        _number("--share", share),
        _number("--factor", factor),
    )


def _number(option: str, value: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise NotANumberGiven(option=option, value=value) from error


def calculator_table(found: Scenario, language: Language) -> tuple[list[str], list[list[str]], str]:
    """A scenario as headers, rows and the sentence to remember."""
    per_child, unit = found.need_dkk_per_weighted_child, found.need_dkk
    base = found.base_dkk_per_weighted_child
    totals = found.total_dkk_per_weighted_child
    pairs = (
        (base, base),
        (per_child.least, per_child.most),
        (totals.least, totals.most),
        (found.base_dkk, found.base_dkk),
        (unit.least, unit.most),
        (found.total_dkk.least, found.total_dkk.most),
    )
    rows = [
        [label.to(language), number(least, language), number(most, language)]
        for label, (least, most) in zip(_ROWS, pairs, strict=True)
    ]
    factor = number(found.factor, language, 0 if found.factor.denominator == 1 else 1)
    sentence = _SENTENCE.to(language).format(
        share=percent(found.share, language),
        factor=factor,
        kroner=number(found.difference_dkk, language),
        percent=number(rounded(found.difference_percent, 1), language, 1),
    )
    return [header.to(language) for header in _HEADERS], rows, sentence
