"""What changed since the last period, among units with figures both times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.language import Language, Words, number, percent
from fordel.evaluation.reports.scope import Scope
from fordel.evaluation.results.figures import (
    ColourPoint,
    CountPoint,
    Development,
    Point,
    RatingPoint,
)
from fordel.interventions.indicators import COHORT_WORDS, Cohort, Colour, Kind

_CHANGED = Words(
    da="{label}: {before} → {now} {unit} ({n}{children}).",
    en="{label}: {before} → {now} {unit} ({n}{children}).",
)
_SAME = Words(da="{label}: uændret {now} {unit} ({n}{children}).",
              en="{label}: unchanged at {now} {unit} ({n}{children}).")  # fmt: skip
_NONE = Words(
    da="{label}: kan ikke sammenlignes; ingen enhed har tal begge gange.",
    en="{label}: cannot be compared; no unit has figures both times.",
)
_N = {
    1: Words(da="1 enhed med tal begge gange", en="1 unit with figures both times"),
    2: Words(da="de samme {n} enheder begge gange", en="the same {n} units both times"),
}
_CHILDREN = Words(da=", {before} og {now} børn", en=", {before} and {now} children")
_IN_ALL = Words(da="i alt", en="in all")
_UNITS = {
    Kind.RATING: Words(da="i gennemsnit", en="on average"),
    Kind.COLOURS: Words(da="grønne", en="green"),
    Kind.COUNT: Words(da="pr. måned", en="per month"),
}


@dataclass(frozen=True)
class SinceLast:
    """One development from the period before to this one, among the ``n_units`` with both.

    ``before`` and ``now``: mean rating, share of green, or number per month; None where no unit
    has both. ``children`` are those with a colour, before and now; ``width`` is that of a rating's
    scale, 1 for what has none; ``standing`` counts are told as they are, others per month.
    """

    label: Words
    kind: Kind
    cohort: Cohort | None
    n_units: int
    before: Fraction | None
    now: Fraction | None
    children: tuple[int, int] | None
    width: int = 1
    standing: bool = False

    @property
    def difference(self) -> Fraction | None:
        """Now less before."""
        return None if self.before is None or self.now is None else self.now - self.before

    @property
    def relative(self) -> Fraction:
        """How large it is beside others: part of the scale, of the children, of the rate."""
        if self.difference is None:
            return Fraction(0)
        if self.kind is Kind.COUNT:
            most = max(self.before or 0, self.now or 0)
            return abs(self.difference) / most if most else Fraction(0)
        return abs(self.difference) / self.width

    def words(self, language: Language) -> str:
        """The change in a sentence, with n."""
        label = self.label.to(language)
        if self.cohort is not None:
            label = f"{label}, {COHORT_WORDS[self.cohort].to(language)}"
        if self.before is None or self.now is None:
            return _NONE.to(language).format(label=label)
        before, now = self.figure(self.before, language), self.figure(self.now, language)
        children = ""
        if self.children is not None:
            was, are = (number(count, language) for count in self.children)
            children = _CHILDREN.to(language).format(before=was, now=are)
        return (
            (_SAME if before == now else _CHANGED)
            .to(language)
            .format(
                label=label,
                before=before,
                now=now,
                unit=(_IN_ALL if self.standing else _UNITS[self.kind]).to(language),
                n=_N[min(2, self.n_units)].to(language).format(n=self.n_units),
                children=children,
            )
        )

    def figure(self, value: Fraction, language: Language) -> str:
        """A figure as this development is written."""
        if self.kind is Kind.COLOURS:
            return percent(value, language, 0)
        return number(value, language, 0 if self.standing else 1)


def since_last(scope: Scope) -> tuple[SinceLast, ...]:
    """Every development of the project since the last period with figures; none without one."""
    if scope.before is None:
        return ()
    return tuple(_one(scope, known) for known in scope.results.developments)


def _one(scope: Scope, known: Development) -> SinceLast:
    assert scope.before is not None
    indicator = scope.programme.indicator(known.indicator)
    standing = known.indicator in scope.standing
    both = [
        (before, now)
        for unit in scope.registrations.units
        for before, now in [
            (scope.at(known, scope.before, unit), scope.at(known, scope.period, unit))
        ]
        if _has_figure(before) and _has_figure(now)
    ]
    earlier, later = [pair[0] for pair in both], [pair[1] for pair in both]
    children = None
    if known.kind is Kind.COLOURS and both:
        children = (_children(earlier), _children(later))
    return SinceLast(
        label=known.label,
        kind=known.kind,
        cohort=known.cohort,
        n_units=len(both),
        before=_figure(earlier, standing=standing),
        now=_figure(later, standing=standing),
        children=children,
        standing=standing,
        width=indicator.highest - indicator.lowest if known.kind is Kind.RATING else 1,
    )


def _has_figure(point: Point) -> bool:
    if isinstance(point, ColourPoint):
        return bool(point.children)
    if isinstance(point, RatingPoint):
        return point.mean is not None
    return point.total is not None


def _figure(points: Sequence[Point], *, standing: bool) -> Fraction | None:
    """Over units: the mean of ratings, the share of green of all children, the sum per month."""
    if not points:
        return None
    ratings = [point.mean for point in points if isinstance(point, RatingPoint) and point.mean]
    if ratings:
        return sum(ratings, Fraction(0)) / len(ratings)
    coloured = [point for point in points if isinstance(point, ColourPoint)]
    if coloured:
        green = sum(point.counts[Colour.GREEN] for point in coloured if point.counts is not None)
        return Fraction(green, _children(coloured))
    counted = [point for point in points if isinstance(point, CountPoint)]
    if standing:
        return Fraction(sum(point.total or 0 for point in counted))
    return sum((point.per_month or Fraction(0) for point in counted), Fraction(0))


def _children(points: Sequence[Point]) -> int:
    return sum(point.children or 0 for point in points if isinstance(point, ColourPoint))
