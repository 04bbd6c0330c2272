"""From registrations to the figures of an implementation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fordel.domain.language import Words
from fordel.evaluation.children import attached_in
from fordel.evaluation.implementation.figures import (
    ActivityImplementation,
    Base,
    CountSummary,
    ImplementationReport,
    UnitCount,
)
from fordel.evaluation.implementation.proposing import propose
from fordel.evaluation.rules import ImplementationRules, shipped_rules
from fordel.evaluation.setting_aside import children_with, number_of, set_aside
from fordel.evaluation.spreads import spread_of
from fordel.evaluation.windows import Window, has_effect_phase, periods_of
from fordel.interventions.indicators import Cohort, Indicator, Kind
from fordel.interventions.periods import DataPeriod
from fordel.interventions.programme import Activity, Intensity, Project
from fordel.interventions.registrations import Registrations

PER_CHILDREN = 100
_ENROLLED = Words(da="indskrevne børn", en="children enrolled")


def implementation_of(
    registrations: Registrations, rules: ImplementationRules | None = None
) -> ImplementationReport:
    """How a project's activities were carried out, with a proposed verdict for each.

    Parameters
    ----------
    rules : by which verdicts are proposed; the shipped ones without.

    Returns
    -------
    Counts per 100 children and per month, over units, in the effect phase and the whole time.
    Periods differ in length, so a count is divided by the months it was made in; a period without
    a number adds neither holdings nor months. What cannot be said is None and has its reason in
    the proposal; answers that cannot be what they say are in ``set_aside``.

    Notes
    -----
    Formulas: docs/algorithms/evaluation.md.
    """
    rules = rules or shipped_rules().implementation
    usable, aside = set_aside(registrations)
    base = _base(usable, rules)
    return ImplementationReport(
        project=usable.project.id,
        base=base,
        activities=tuple(
            _activity(usable, activity, base, rules) for activity in usable.project.activities
        ),
        set_aside=aside,
        source=Words(rules.source.da, rules.source.en),
    )


def counts_of(
    registrations: Registrations,
    indicator: Indicator,
    window: Window,
    *,
    base: Base | None = None,
    intended: Intensity | None = None,
    as_described: Fraction = Fraction(1),
) -> CountSummary:
    """One count over a project's units in a window.

    Parameters
    ----------
    indicator : a count, or colours, of which the children assessed are counted.
    base : which children to hold it against; per month only, without.
    intended : how often it is meant to be held.
    as_described : the dosage from which a unit has done as described.
    """
    units = tuple(
        _unit(registrations, unit, indicator, window, base, intended)
        for unit in registrations.units
    )
    counted = [unit for unit in units if unit.count is not None]
    dosages = [unit.dosage for unit in counted if unit.dosage is not None]
    per_child = [x for unit in counted if (x := unit.per_100_children_month) is not None]
    faithful = sum(1 for dosage in dosages if dosage >= as_described)
    return CountSummary(
        indicator=indicator.id,
        label=Words(indicator.label.da, indicator.label.en),
        window=window,
        units=units,
        n=len(counted),
        total=sum(unit.count or 0 for unit in counted) if counted else None,
        per_100_children_month=spread_of(per_child),
        per_month=spread_of([x for unit in counted if (x := unit.per_month) is not None]),
        with_one=sum(1 for unit in counted if (unit.count or 0) >= 1),
        with_two=sum(1 for unit in counted if (unit.count or 0) >= 2),  # noqa: PLR2004 - its name
        dosage=spread_of(dosages),
        fidelity=Fraction(faithful, len(dosages)) if dosages else None,
        fidelity_n=len(dosages),
    )


def is_countable(indicator: Indicator) -> bool:
    """Whether holdings can be counted by it: a rating is no count."""
    return indicator.kind is not Kind.RATING


def _activity(
    registrations: Registrations, activity: Activity, base: Base | None, rules: ImplementationRules
) -> ActivityImplementation:
    programme, project = registrations.programme, registrations.project
    chosen = [
        programme.indicator(name) for name in activity.counted_by if name in project.indicators
    ]
    indicators = [indicator for indicator in chosen if is_countable(indicator)]

    def over(window: Window) -> tuple[CountSummary, ...]:
        return tuple(
            counts_of(
                registrations,
                indicator,
                window,
                base=base,
                intended=activity.intended if place == 0 else None,
                as_described=Fraction(rules.as_described),
            )
            for place, indicator in enumerate(indicators)
        )

    effect, whole = over(Window.EFFECT), over(Window.WHOLE)
    window = Window.EFFECT if has_effect_phase(registrations) else Window.WHOLE
    shared = _shared_with(project, activity, [indicator.id for indicator in indicators])
    summaries = effect if window is Window.EFFECT else whole
    own = [s for s in summaries if not _sharers(project, activity, s.indicator)]
    return ActivityImplementation(
        activity=activity.id,
        name=activity.name,
        effect=effect,
        whole=whole,
        shared_with=shared,
        judged_from=window,
        proposal=propose(summaries, own, _names(project, shared), window, rules),
    )


def _shared_with(project: Project, activity: Activity, counts: Sequence[str]) -> tuple[str, ...]:
    """Who shares its counts; nobody, where it has one of its own."""
    by_count = [_sharers(project, activity, name) for name in counts]
    if not by_count or not all(by_count):
        return ()
    return tuple(dict.fromkeys(name for names in by_count for name in names))


def _sharers(project: Project, activity: Activity, count: str) -> tuple[str, ...]:
    return tuple(
        other.id
        for other in project.activities
        if other.id != activity.id and count in other.counted_by
    )


def _names(project: Project, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(known.name for known in project.activities if known.id in ids)


def _base(registrations: Registrations, rules: ImplementationRules) -> Base | None:
    found = attached_in(registrations.programme, registrations.project, rules.children)
    if found is not None:
        return Base(found.id, Words(found.label.da, found.label.en))
    return Base(None, _ENROLLED) if registrations.enrolled else None


def _unit(
    registrations: Registrations,
    unit: str,
    indicator: Indicator,
    window: Window,
    base: Base | None,
    intended: Intensity | None,
) -> UnitCount:
    asked = periods_of(registrations, unit, window)
    numbers = {period.no: _counted(registrations, unit, period, indicator) for period in asked}
    counted = [period for period in asked if numbers[period.no] is not None]
    months = sum((period.months for period in counted), Fraction(0))
    children = {period.no: _children(registrations, unit, period, base) for period in counted}
    # Holdings for no child at all cannot be told per child; they would only raise the rate.
    both = [
        period
        for period in counted
        if children[period.no] or (children[period.no] == 0 and not numbers[period.no])
    ]
    child_months = sum((period.months * (children[period.no] or 0) for period in both), Fraction(0))
    among = sum(numbers[period.no] or 0 for period in both)
    count = sum(numbers[period.no] or 0 for period in counted) if counted else None
    known = child_months if both else None
    meant, held = _intended(intended, months, known), among
    if intended is not None and intended.per == "unit":
        held = count or 0
    return UnitCount(
        unit=unit,
        count=count,
        periods=tuple(period.no for period in counted),
        gaps=tuple(period.no for period in asked if numbers[period.no] is None),
        with_children=tuple(period.no for period in both),
        months=months,
        child_months=known,
        per_100_children_month=PER_CHILDREN * among / known if known else None,
        per_month=count / months if count is not None else None,
        intended=meant if count is not None else None,
        dosage=held / meant if meant and count is not None else None,
    )


def _intended(
    intensity: Intensity | None, months: Fraction, child_months: Fraction | None
) -> Fraction | None:
    if intensity is None:
        return None
    exposure = months if intensity.per == "unit" else child_months
    if exposure is None:
        return None
    return Fraction(intensity.times) / Fraction(intensity.months) * exposure


def _counted(
    registrations: Registrations, unit: str, period: DataPeriod, indicator: Indicator
) -> int | None:
    if indicator.kind is Kind.COUNT:
        return number_of(registrations, unit, period.no, indicator.id)
    colours = children_with(registrations, unit, period.no, indicator, Cohort.INCLUDED)
    return None if colours is None else sum(colours.values())


def _children(
    registrations: Registrations, unit: str, period: DataPeriod, base: Base | None
) -> int | None:
    if base is None:
        return None
    if base.indicator is None:
        return registrations.enrolled.get((unit, period.no))
    return number_of(registrations, unit, period.no, base.indicator)
