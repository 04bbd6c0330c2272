"""From before to the effect phase, put into words by stated rules, with n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fordel.domain.language import Language, Words, number, percent
from fordel.evaluation.results.figures import (
    DIRECTION_WORDS,
    Change,
    ColourPoint,
    CountPoint,
    Development,
    Direction,
    Point,
    RatingPoint,
)
from fordel.evaluation.rules import ResultRules
from fordel.evaluation.windows import Window, has_effect_phase, periods_of
from fordel.interventions.indicators import Colour, Kind
from fordel.interventions.registrations import Registrations

_NO_EFFECT_PHASE = Words(
    da="Kan ikke siges: ingen enhed har registreret i virkningsfasen.",
    en="Cannot be said: no unit has registered in the effect phase.",
)
_TOO_FEW_UNITS = Words(
    da="Kan ikke siges: {n} enhed(er) har tal både før og i virkningsfasen; der skal mindst "
    "{fewest} til.",
    en="Cannot be said: {n} unit(s) have figures both before and in the effect phase; it takes at "
    "least {fewest}.",
)
_TOO_FEW_CHILDREN = Words(
    da="Kan ikke siges: {before} børn før og {effect} i virkningsfasen; der skal mindst {fewest} "
    "til begge gange.",
    en="Cannot be said: {before} children before and {effect} in the effect phase; it takes at "
    "least {fewest} both times.",
)
_CHANGED = Words(
    da="{direction}: fra {before} til {effect} {unit} ({n} enheder{children}; {up} frem, {down} "
    "tilbage).",
    en="{direction}: from {before} to {effect} {unit} ({n} units{children}; {up} up, {down} down).",
)
_CHILDREN = Words(da=", {before} og {effect} børn", en=", {before} and {effect} children")
_UNITS = {
    Kind.RATING: Words(da="i gennemsnit", en="on average"),
    Kind.COLOURS: Words(da="grønne", en="green"),
    Kind.COUNT: Words(da="pr. enhed pr. måned", en="per unit and month"),
}
_MORE_OR_FEWER = {
    Direction.UP: Words(da="flere end før", en="more than before"),
    Direction.DOWN: Words(da="færre end før", en="fewer than before"),
}


@dataclass(frozen=True)
class _Pair:
    """One unit before and in the effect phase, with the children behind it."""

    before: Fraction
    effect: Fraction
    children_before: int = 0
    children_effect: int = 0

    @property
    def difference(self) -> Fraction:
        return self.effect - self.before


def change_of(registrations: Registrations, known: Development, rules: ResultRules) -> Change:
    """How an indicator moved from before to the effect phase.

    Notes
    -----
    Only units with figures in both are in it, so that a unit that joins late does not look like a
    change. Units count once for ratings and counts, children for colours. No test and no cause: a
    direction needs enough units (or children), a change of at least the smallest that is called
    one, and enough units that moved the same way.
    """
    if not has_effect_phase(registrations):
        return _not_said(known, 0, None, _NO_EFFECT_PHASE)
    pairs = [pair for unit in registrations.units if (pair := _pair(registrations, known, unit))]
    children = None
    if known.kind is Kind.COLOURS:
        children = (sum(p.children_before for p in pairs), sum(p.children_effect for p in pairs))
    if len(pairs) < rules.fewest_units:
        words = _filled(_TOO_FEW_UNITS, n=len(pairs), fewest=rules.fewest_units)
        return _not_said(known, len(pairs), children, words)
    if children is not None and min(children) < rules.fewest_children:
        words = _filled(_TOO_FEW_CHILDREN, before=children[0], effect=children[1],
                        fewest=rules.fewest_children)  # fmt: skip
        return _not_said(known, len(pairs), children, words)
    return _said(known, pairs, children, rules)


def _said(
    known: Development,
    pairs: Sequence[_Pair],
    children: tuple[int, int] | None,
    rules: ResultRules,
) -> Change:
    before = _over(pairs, [pair.before for pair in pairs], [p.children_before for p in pairs])
    effect = _over(pairs, [pair.effect for pair in pairs], [p.children_effect for p in pairs])
    least = _smallest(known.kind, before, rules)
    up = sum(1 for pair in pairs if pair.difference >= least)
    down = sum(1 for pair in pairs if -pair.difference >= least)
    direction = _direction(effect - before, least, (up, down, len(pairs)), rules)
    change = Change(
        indicator=known.indicator,
        label=known.label,
        kind=known.kind,
        theme=known.theme,
        cohort=known.cohort,
        direction=direction,
        n_units=len(pairs),
        before=before,
        effect=effect,
        difference=effect - before,
        up=up,
        down=down,
        children=children,
        why=Words("", ""),
    )
    return _with_words(change)


def _direction(
    difference: Fraction, least: Fraction, moved: tuple[int, int, int], rules: ResultRules
) -> Direction:
    up, down, n = moved
    needed = Fraction(rules.share_of_units) * n
    if difference >= least and up >= needed:
        return Direction.UP
    if -difference >= least and down >= needed:
        return Direction.DOWN
    return Direction.NONE_VISIBLE


def _smallest(kind: Kind, before: Fraction, rules: ResultRules) -> Fraction:
    limits = rules.smallest_change
    if kind is Kind.RATING:
        return Fraction(limits.rating)
    if kind is Kind.COLOURS:
        return Fraction(limits.green_share)
    # From nothing, anything is a change; but no change is none.
    return Fraction(limits.relative) * before if before else Fraction(1, 10**9)


def _over(pairs: Sequence[_Pair], figures: Sequence[Fraction], weights: Sequence[int]) -> Fraction:
    """The mean over children where there are any, else over units."""
    if not any(weights):
        return sum(figures, Fraction(0)) / len(pairs)
    return sum((f * w for f, w in zip(figures, weights, strict=True)), Fraction(0)) / sum(weights)


def _pair(registrations: Registrations, known: Development, unit: str) -> _Pair | None:
    points = {point.period: point for point in known.by_unit[unit]}
    sides = [
        _mean([points[period.no] for period in periods_of(registrations, unit, window)],
              [period.months for period in periods_of(registrations, unit, window)])
        for window in (Window.BEFORE, Window.EFFECT)
    ]  # fmt: skip
    before, effect = sides
    if before is None or effect is None:
        return None
    return _Pair(before[0], effect[0], before[1], effect[1])


def _mean(points: Sequence[Point], months: Sequence[Fraction]) -> tuple[Fraction, int] | None:
    """A unit's figure over a window, and the children behind it."""
    ratings = [p.mean for p in points if isinstance(p, RatingPoint) and p.mean is not None]
    if ratings:
        return sum(ratings, Fraction(0)) / len(ratings), 0
    colours = [p for p in points if isinstance(p, ColourPoint) and p.children]
    if colours:
        children = sum(p.children or 0 for p in colours)
        green = sum(p.counts[Colour.GREEN] for p in colours if p.counts is not None)
        return Fraction(green, children), children
    counted = [
        (p.total, length)
        for p, length in zip(points, months, strict=True)
        if isinstance(p, CountPoint) and p.total is not None
    ]
    if not counted:
        return None
    whole = sum((length for _, length in counted), Fraction(0))
    return sum(total for total, _ in counted) / whole, 0


def _not_said(known: Development, n: int, children: tuple[int, int] | None, why: Words) -> Change:
    return Change(
        indicator=known.indicator,
        label=known.label,
        kind=known.kind,
        theme=known.theme,
        cohort=known.cohort,
        direction=Direction.CANNOT_BE_SAID,
        n_units=n,
        before=None,
        effect=None,
        difference=None,
        up=0,
        down=0,
        children=children,
        why=why,
    )


def _with_words(change: Change) -> Change:
    return replace(change, why=Words(*(_told(change, at) for at in ("da", "en"))))


def _told(change: Change, language: Language) -> str:
    def figure(value: Fraction | None) -> str:
        assert value is not None
        if change.kind is Kind.COLOURS:
            return percent(value, language, 0)
        return number(value, language, 1)

    named = DIRECTION_WORDS[change.direction]
    if change.kind is Kind.COUNT:
        named = _MORE_OR_FEWER.get(change.direction, named)
    children = ""
    if change.children is not None:
        before, effect = change.children
        children = _CHILDREN.to(language).format(
            before=number(before, language), effect=number(effect, language)
        )
    text = named.to(language)
    return _CHANGED.to(language).format(
        direction=text[0].upper() + text[1:],
        before=figure(change.before),
        effect=figure(change.effect),
        unit=_UNITS[change.kind].to(language),
        n=change.n_units,
        children=children,
        up=change.up,
        down=change.down,
    )


def _filled(template: Words, **values: object) -> Words:
    return Words(template.da.format(**values), template.en.format(**values))
