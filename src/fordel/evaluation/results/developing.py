"""From registrations to developments: a point per period for the project and for each unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from fordel.domain.language import Words
from fordel.evaluation.children import attached_in, counts_attached
from fordel.evaluation.results.changing import change_of
from fordel.evaluation.results.figures import (
    ColourPoint,
    CountPoint,
    Development,
    Point,
    RatingPoint,
    ResultsReport,
    When,
)
from fordel.evaluation.rules import EvaluationRules, shipped_rules
from fordel.evaluation.setting_aside import children_with, number_of, set_aside
from fordel.evaluation.windows import in_effect
from fordel.interventions.indicators import Cohort, Colour, Field, Indicator, Kind, Theme
from fordel.interventions.periods import DataPeriod
from fordel.interventions.registrations import Registrations

PER_CHILDREN = 100
PointOf = Callable[[Sequence[str], DataPeriod], Point]


def results_of(registrations: Registrations, rules: EvaluationRules | None = None) -> ResultsReport:
    """What a project's ratings, colours and counts show over the periods.

    Parameters
    ----------
    rules : by which changes are put into words, and which counts say how many children there are;
        the shipped ones without.

    Returns
    -------
    Developments for the project and each unit. A period that was not collected, or that no unit
    answered for, is a gap: its figures are None and its n is 0. Children included and children who
    left are two developments, never added up. Answers that cannot be what they say are in
    ``set_aside``.
    """
    rules = rules or shipped_rules()
    usable, aside = set_aside(registrations)
    programme = usable.programme
    chosen = [known for known in programme.indicators if known.id in usable.project.indicators]
    names = rules.implementation.children
    attached = attached_in(programme, usable.project, names)
    base = None if attached is None else attached.id
    ratings = [_ratings(usable, one) for one in chosen if one.kind is Kind.RATING]
    colours = [
        _colours(usable, one, cohort)
        for one in chosen
        if one.kind is Kind.COLOURS
        for cohort in Cohort
    ]
    counts = [
        _counts(usable, one, base, is_stock=counts_attached(one, names))
        for one in chosen
        if one.kind is Kind.COUNT
    ]
    results = [
        known for known in (*ratings, *colours, *counts) if known.theme is not Theme.ACTIVITIES
    ]
    return ResultsReport(
        project=usable.project.id,
        periods=tuple(_when(usable, period) for period in programme.periods),
        events=programme.events,
        ratings=tuple(ratings),
        colours=tuple(colours),
        counts=tuple(counts),
        changes=tuple(change_of(usable, known, rules.results) for known in results),
        set_aside=aside,
        source=Words(rules.results.source.da, rules.results.source.en),
    )


def _when(registrations: Registrations, period: DataPeriod) -> When:
    project = registrations.project
    taking = [part.unit for part in project.units if part.takes_part_in(period.no)]
    return When(
        no=period.no,
        first=period.first,
        last=period.last,
        months=period.months,
        collected=period.collected,
        reason=period.reason,
        phase=project.phases.get(period.no),
        units=len(taking),
        in_effect=tuple(unit for unit in taking if in_effect(project, unit, period.no)),
        events=tuple(event.name for event in registrations.programme.events
                     if event.touches(period)),
    )  # fmt: skip


def _developed(
    registrations: Registrations, indicator: Indicator, cohort: Cohort | None, point: PointOf
) -> Development:
    periods = registrations.programme.periods
    units = registrations.units
    return Development(
        indicator=indicator.id,
        label=Words(indicator.label.da, indicator.label.en),
        kind=indicator.kind,
        theme=indicator.theme,
        cohort=cohort,
        points=tuple(point(units, period) for period in periods),
        by_unit={unit: tuple(point((unit,), period) for period in periods) for unit in units},
    )


def _ratings(registrations: Registrations, indicator: Indicator) -> Development:
    def point(units: Sequence[str], period: DataPeriod) -> RatingPoint:
        every = (number_of(registrations, unit, period.no, indicator.id) for unit in units)
        given = [value for value in every if value is not None]
        if not given:
            return RatingPoint(period.no, 0, None, None, None)
        mean = Fraction(sum(given), len(given))
        return RatingPoint(period.no, len(given), mean, min(given), max(given))

    return _developed(registrations, indicator, None, point)


def _colours(registrations: Registrations, indicator: Indicator, cohort: Cohort) -> Development:
    def point(units: Sequence[str], period: DataPeriod) -> ColourPoint:
        every = [children_with(registrations, unit, period.no, indicator, cohort) for unit in units]
        whole = [counts for counts in every if counts is not None]
        started = sum(
            1
            for unit, counts in zip(units, every, strict=True)
            if counts is None and _any_colour(registrations, unit, period.no, indicator, cohort)
        )
        if not whole:
            return ColourPoint(period.no, 0, started, None, None)
        counts = {colour: sum(unit[colour] for unit in whole) for colour in Colour}
        return ColourPoint(period.no, len(whole), started, sum(counts.values()), counts)

    return _developed(registrations, indicator, cohort, point)


def _any_colour(
    registrations: Registrations, unit: str, period: int, indicator: Indicator, cohort: Cohort
) -> bool:
    keys = (Field(indicator, cohort, colour).key for colour in Colour)
    return any(number_of(registrations, unit, period, key) is not None for key in keys)


def _counts(
    registrations: Registrations, indicator: Indicator, base: str | None, *, is_stock: bool
) -> Development:
    def children(unit: str, period: int) -> int | None:
        if base is None:
            return registrations.enrolled.get((unit, period))
        return number_of(registrations, unit, period, base)

    def point(units: Sequence[str], period: DataPeriod) -> CountPoint:
        numbers = {unit: number_of(registrations, unit, period.no, indicator.id) for unit in units}
        given = {unit: value for unit, value in numbers.items() if value is not None}
        if not given:
            return CountPoint(period.no, 0, None, None, 0, None, is_stock)
        known = {unit: count for unit in given if (count := children(unit, period.no)) is not None}
        among, whole = sum(given[unit] for unit in known), sum(known.values())
        total = sum(given.values())
        if is_stock:
            return CountPoint(period.no, len(given), total, None, 0, None, is_stock)
        rate = PER_CHILDREN * among / (whole * period.months) if whole else None
        return CountPoint(period.no, len(given), total, total / period.months, len(known), rate)

    return _developed(registrations, indicator, None, point)
