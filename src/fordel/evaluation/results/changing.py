"""From before to the effect phase, put into words by stated rules, with n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fordel.domain.language import Language, Words, number, percent
from fordel.evaluation.results.figures import (
    Change,
    ColourPoint,
    CountPoint,
    Development,
    Direction,
    Point,
    RatingPoint,
)
from fordel.evaluation.rules import ResultRules
from fordel.evaluation.spreads import written
from fordel.evaluation.windows import Window, has_effect_phase, periods_of
from fordel.interventions.indicators import Colour, Kind
from fordel.interventions.registrations import Registrations

_NO_EFFECT_PHASE = Words(
    da="Kan ikke siges: ingen enhed har registreret i virkningsfasen.",
    en="Cannot be said: no unit has registered in the effect phase.",
)
_TOO_FEW_UNITS = Words(
    da="Kan ikke siges: enheder med tal både før og i virkningsfasen er {n}, og der skal mindst "
    "{fewest} til.",
    en="Cannot be said: units with figures both before and in the effect phase are {n}, and it "
    "takes at least {fewest}.",
)
_COUNTED = Words(
    da="{direction}: fra {before} til {effect} {unit} ({n} enheder{children}; {up} med flere, "
    "{down} med færre).",
    en="{direction}: from {before} to {effect} {unit} ({n} units{children}; {up} with more, {down} "
    "with fewer).",
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
_CHILDREN = Words(
    da=", mindst {before} og {effect} børn", en=", at least {before} and {effect} children"
)
_UNITS = {
    Kind.RATING: Words(da="i gennemsnit", en="on average"),
    Kind.COLOURS: Words(da="grønne", en="green"),
    Kind.COUNT: Words(da="pr. enhed pr. måned", en="per unit and month"),
}


@dataclass(frozen=True)
class _Side:
    """One unit's figure in a window; for colours the assessments in it, and children at least."""

    figure: Fraction
    assessments: int = 0
    children: int = 0


@dataclass(frozen=True)
class _Pair:
    """One unit before and in the effect phase."""

    before: _Side
    effect: _Side

    @property
    def difference(self) -> Fraction:
        return self.effect.figure - self.before.figure


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
        children = (sum(p.before.children for p in pairs), sum(p.effect.children for p in pairs))
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
    before = _over([pair.before for pair in pairs])
    effect = _over([pair.effect for pair in pairs])
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


def _over(sides: Sequence[_Side]) -> Fraction:
    """The mean over assessments where there are any, else over units."""
    weights = [side.assessments for side in sides]
    if not any(weights):
        return sum((side.figure for side in sides), Fraction(0)) / len(sides)
    return sum((side.figure * side.assessments for side in sides), Fraction(0)) / sum(weights)


def _pair(registrations: Registrations, known: Development, unit: str) -> _Pair | None:
    points = {point.period: point for point in known.by_unit[unit]}

    def side(window: Window) -> _Side | None:
        periods = periods_of(registrations, unit, window)
        return _side([(points[period.no], period.months) for period in periods])

    before, effect = side(Window.BEFORE), side(Window.EFFECT)
    return None if before is None or effect is None else _Pair(before, effect)


def _side(points: Sequence[tuple[Point, Fraction]]) -> _Side | None:
    """A unit's figure over the periods of a window; None without any."""
    ratings = [p.mean for p, _ in points if isinstance(p, RatingPoint) and p.mean is not None]
    if ratings:
        return _Side(sum(ratings, Fraction(0)) / len(ratings))
    colours = [
        (p.counts[Colour.GREEN], p.children)
        for p, _ in points
        if isinstance(p, ColourPoint) and p.counts is not None and p.children
    ]
    if colours:
        every = sum(children for _, children in colours)
        green = sum(green for green, _ in colours)
        return _Side(Fraction(green, every), every, max(children for _, children in colours))
    counted = [(p.total, months) for p, months in points if isinstance(p, CountPoint) and p.n_units]
    if not counted:
        return None
    whole = sum((months for _, months in counted), Fraction(0))
    return _Side(sum(total or 0 for total, _ in counted) / whole)


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
        return written(value, language)

    children = ""
    if change.children is not None:
        before, effect = change.children
        children = _CHILDREN.to(language).format(
            before=number(before, language), effect=number(effect, language)
        )
    text = change.said.to(language)
    template = _COUNTED if change.kind is Kind.COUNT else _CHANGED
    return template.to(language).format(
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
