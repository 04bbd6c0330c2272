"""A development as a chart with its table."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from fordel.charts.developments.drawing import development
from fordel.charts.developments.parts import Axis, Line, Mark, Point, Span
from fordel.charts.result import ChartWithTable
from fordel.domain.language import Language, Words
from fordel.evaluation.results.figures import (
    ColourPoint,
    CountPoint,
    Development,
    RatingPoint,
    ResultsReport,
    When,
    figure_at,
    n_of,
)
from fordel.evaluation.results.figures import Point as Figure
from fordel.interventions.indicators import COHORT_WORDS, COLOUR_WORDS, Colour, Kind
from fordel.interventions.periods import PHASE_WORDS, Phase

_RATING = Words(da="Fælles vurdering", en="Joint rating")
_SHARE = Words(da="Andel af børnene", en="Part of the children")
_PER_MONTH = Words(da="Antal pr. måned", en="Number per month")
_TOTAL = Words(da="Antal", en="Number")
_PER_CHILD = Words(da="Antal pr. 100 børn pr. måned", en="Number per 100 children and month")
_PROJECT = Words(da="Projektet", en="The project")
_SOME = Words(da="{n} af {of} enheder i virkning", en="{n} of {of} units in effect")


def chart_of(
    report: ResultsReport,
    known: Development,
    language: Language,
    *,
    unit: str | None = None,
    unit_name: str = "",
    scale: tuple[int, int] | None = None,
) -> ChartWithTable:
    """Draw a development for the project, or for one unit.

    Parameters
    ----------
    unit : a unit that the development has; the project without.
    unit_name : what the unit is called; its key without.
    scale : the lowest and highest rating of the indicator, for the axis.

    Returns
    -------
    Ratings with the lowest and highest unit; colours as three lines of shares, for one group;
    counts per 100 children and month where every period with figures knows its children, else per
    month.
    """
    points = known.points if unit is None else known.by_unit[unit]
    title = known.label.to(language)
    if known.cohort is not None:
        title = f"{title}: {COHORT_WORDS[known.cohort].to(language)}"
    if unit is not None:
        title = f"{title} – {unit_name or unit}"
    lines, axis = _lines(known, points, language, unit_name or unit)
    if known.kind is Kind.RATING and scale is not None:
        axis = Axis(axis.label, ends=(float(scale[0]), float(scale[1])))
    spans = spans_of(report, language, unit)
    return development(title, spans, lines, axis, language, marks_of(report))


def spans_of(report: ResultsReport, language: Language, unit: str | None = None) -> list[Span]:
    """The periods of a report as a time line; of a unit, with its own effect phase."""
    return [_span(when, language, unit) for when in report.periods]


def _span(when: When, language: Language, unit: str | None) -> Span:
    effect, part, phase = when.effect_units > 0, 1.0, when.phase
    told = "" if phase is None else PHASE_WORDS[phase].to(language)
    if unit is not None:
        effect = unit in when.in_effect
        if effect:
            told = PHASE_WORDS[Phase.EFFECT].to(language)
    elif effect and when.effect_units < when.units:
        part = when.effect_units / when.units
        some = _SOME.to(language).format(n=when.effect_units, of=when.units)
        told = f"{told}, {some}" if told else some
    return Span(
        name=str(when.no),
        first=when.first,
        last=when.last,
        collected=when.collected,
        effect=effect,
        effect_part=part,
        phase=told,
        reason=when.reason,
    )


def marks_of(report: ResultsReport) -> list[Mark]:
    """What happened around the project, for a chart."""
    return [Mark(event.name, event.first, event.last) for event in report.events]


def _lines(
    known: Development, points: tuple[Figure, ...], language: Language, unit: str | None = None
) -> tuple[list[Line], Axis]:
    if known.kind is Kind.COLOURS:
        lines = [
            Line(COLOUR_WORDS[colour].to(language), _shares(points, colour), tone=colour.value)
            for colour in Colour
        ]
        return lines, Axis(_SHARE, as_shares=True)
    name = unit or _PROJECT.to(language)
    if known.kind is Kind.RATING:
        return [Line(name, tuple(_rating(point) for point in points))], Axis(_RATING)
    per_child = [
        p.per_100_children_month for p in points if isinstance(p, CountPoint) and p.n_units
    ]
    if per_child and all(rate is not None for rate in per_child):
        return [Line(name, tuple(_rates(points)))], Axis(_PER_CHILD)
    total = _TOTAL if known.is_stock else _PER_MONTH
    plain = tuple(Point(figure_at(point), n_of(point)) for point in points)
    return [Line(name, plain)], Axis(total)


def _rating(point: Figure) -> Point:
    assert isinstance(point, RatingPoint)
    return Point(point.mean, point.n_units, point.lowest, point.highest)


def _shares(points: tuple[Figure, ...], colour: Colour) -> tuple[Point, ...]:
    shares: list[Point] = []
    for point in points:
        assert isinstance(point, ColourPoint)
        shares.append(Point(point.share(colour), point.children or 0))
    return tuple(shares)


def _rates(points: tuple[Figure, ...]) -> Iterable[Point]:
    for point in points:
        assert isinstance(point, CountPoint)
        rate: Fraction | None = point.per_100_children_month
        yield Point(rate, point.n_with_children)
