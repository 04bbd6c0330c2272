"""Each unit's activities, ratings and colours as small panels beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from fordel.charts.printing.sheets import Share, Shown
from fordel.charts.unit_panels import Column, unit_panels
from fordel.domain.language import Language, Words
from fordel.evaluation.reports.blocks import Block, Chart, Folded, Plain, Table
from fordel.evaluation.reports.data_tables import one_decimal
from fordel.evaluation.reports.drawing import gap_notes
from fordel.evaluation.reports.scope import Scope
from fordel.evaluation.reports.wording import NO_FIGURES, UNIT, listed
from fordel.evaluation.results.drawing import spans_of
from fordel.evaluation.results.figures import Development, figure_at
from fordel.interventions.indicators import Cohort, Theme

MOST_UNITS = 6
"""In one chart, so that it fits on a page with something to read above it."""
_TITLE = Words(da="Enhederne over tid", en="The units over time")
_OVERVIEW = Words(da="Enhederne i overblik", en="The units at a glance")
_IN_PERIOD = Words(da="{what}, periode {no}", en="{what}, period {no}")
_EACH = Words(da="Se hver enhed over tid ({n} enheder)", en="See each unit over time ({n} units)")
_EACH_TABLE = Words(
    da="Hver enhed over tid i tal ({n} enheder)", en="Each unit over time in figures ({n} units)"
)
_BY_UNIT = Words(da="Enhed for enhed ({n} enheder): {what}", en="Unit by unit ({n} units): {what}")
_ACTIVITIES = Words(da="Aktiviteter pr. måned", en="Activities per month")
_RATINGS = Words(da="Vurderinger, gennemsnit", en="Ratings, mean")
_GREEN = Words(da="Grønne i {label}", en="Green in {label}")
_WHAT = Words(
    da="Aktiviteter pr. måned er {counts} lagt sammen. Vurderinger er gennemsnittet af enhedens "
    "svar på {low}–{high}. Mangler et af tallene, er der et hul. Kilde: enhedernes registreringer.",
    en="Activities per month are {counts} added up. Ratings are the mean of the unit's answers on "
    "{low}–{high}. Where one of the figures is missing there is a gap. Source: the units' "
    "registrations.",
)
_NO_ACTIVITIES = Words(da="ingen optællinger", en="no counts")


def unit_blocks(scope: Scope, language: Language) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The units' panels, some units in each, and the tables of them; nothing without figures.

    Many units have an overview in a table, and their panels stand folded below it.
    """
    columns, notes = _columns(scope, language)
    if not columns:
        return (), ()
    charts = tuple(_charts(scope, columns, notes, language))
    tables = tuple(chart.table for chart in charts)
    if not has_many(scope):
        return charts, tables
    overview = _overview(scope, columns, notes, language)
    drawn, told = (words.to(language).format(n=len(scope.units)) for words in (_EACH, _EACH_TABLE))
    return (overview, Folded(drawn, charts)), (Folded(told, tables),)


def has_many(scope: Scope) -> bool:
    """Whether there are more units than are read one by one on a page."""
    return len(scope.units) > MOST_UNITS


def by_unit(scope: Scope, blocks: Sequence[Plain], language: Language) -> Iterator[Block]:
    """Blocks; tables with a row for each of many units folded."""
    unit = UNIT.to(language)
    for block in blocks:
        if isinstance(block, Table) and block.headers[0] == unit and has_many(scope):
            summary = _BY_UNIT.to(language).format(n=len(scope.units), what=block.caption)
            yield Folded(summary, (block,))
        else:
            yield block


def _columns(scope: Scope, language: Language) -> tuple[list[Column], tuple[str, ...]]:
    """What is followed in each unit, and what it rests on."""
    results, units = scope.results, scope.units
    held = [one for one in results.counts
            if one.theme is Theme.ACTIVITIES and one.indicator not in scope.standing
            and scope.programme.indicator(one.indicator).participants_of is None]  # fmt: skip
    columns = []
    if held:
        sums = _summed(held, units)
        highest = max(
            (float(sum_) for row in sums for sum_ in row if sum_ is not None), default=0.0
        )
        columns.append(Column(_ACTIVITIES.to(language), sums, ends=(0.0, highest or 1.0)))
    low, high = _scale(scope)
    if results.ratings:
        means = _means(results.ratings, units)
        columns.append(Column(_RATINGS.to(language), means, ends=(float(low), float(high))))
    green = next((one for one in results.colours if one.cohort is Cohort.INCLUDED), None)
    if green is not None:
        name = _GREEN.to(language).format(label=green.label.to(language).lower())
        shares = tuple(tuple(figure_at(p) for p in green.by_unit[unit]) for unit in units)
        columns.append(Column(name, shares, as_shares=True, ends=(0.0, 1.0)))
    counts = listed(tuple(one.label.to(language).lower() for one in held), language)
    what = _WHAT.to(language).format(
        counts=counts or _NO_ACTIVITIES.to(language), low=low, high=high
    )
    return columns, (what, *gap_notes(results, language))


def _overview(
    scope: Scope, columns: Sequence[Column], notes: tuple[str, ...], language: Language
) -> Table:
    """Every unit on a line: what it was last time, and what it is now."""
    numbers = [when.no for when in scope.results.periods]
    shown = [scope.period] if scope.before is None else [scope.before, scope.period]
    headers = [
        _IN_PERIOD.to(language).format(what=column.name, no=period.no)
        for column in columns
        for period in shown
    ]
    rows = tuple(
        (name, *(_figure(column, place, numbers.index(period.no), language)
                 for column in columns for period in shown))
        for place, name in enumerate(_names(scope))
    )  # fmt: skip
    title = _OVERVIEW.to(language)
    return Table(title, title, (UNIT.to(language), *headers), rows, notes)


def _figure(column: Column, unit: int, period: int, language: Language) -> Shown:
    figure = column.figures[unit][period]
    if figure is None:
        return NO_FIGURES.to(language)
    exact = Fraction(figure)
    return Share(exact) if column.as_shares else one_decimal(exact)


def _charts(
    scope: Scope, columns: Sequence[Column], notes: tuple[str, ...], language: Language
) -> Iterator[Chart]:
    """A chart for every so many units, on the same axes."""
    names = _names(scope)
    for start in range(0, len(names), MOST_UNITS):
        some = slice(start, start + MOST_UNITS)
        title = _TITLE.to(language)
        if len(names) > MOST_UNITS:
            title = f"{title} ({start // MOST_UNITS + 1})"
        chart = unit_panels(
            title,
            spans_of(scope.results, language),
            names[some],
            [replace(column, figures=column.figures[some]) for column in columns],
            language,
            _around(scope),
            effect=[
                [unit in when.in_effect for when in scope.results.periods]
                for unit in scope.units[some]
            ],
        )
        yield Chart(chart, title, notes, text_columns=2, table_below=False)


def _names(scope: Scope) -> tuple[str, ...]:
    """The units' names; two of one name go by their keys too."""
    names = [scope.unit_name(unit) for unit in scope.units]
    return tuple(
        name if names.count(name) == 1 else f"{name} ({unit})"
        for name, unit in zip(names, scope.units, strict=True)
    )


def _around(scope: Scope) -> tuple[str, tuple[str, ...]]:
    touched = tuple(str(when.no) for when in scope.results.periods if when.events)
    events = dict.fromkeys(name for when in scope.results.periods for name in when.events)
    return ", ".join(events), touched


def _scale(scope: Scope) -> tuple[int, int]:
    """The widest scale among the project's ratings."""
    asked = [scope.programme.indicator(one.indicator) for one in scope.results.ratings]
    return min((one.lowest for one in asked), default=1), max((o.highest for o in asked), default=7)


def _summed(
    known: Sequence[Development], units: Sequence[str]
) -> tuple[tuple[Fraction | None, ...], ...]:
    return tuple(
        tuple(None if at is None else sum(at, Fraction(0)) for at in _by_period(known, unit))
        for unit in units
    )


def _means(
    known: Sequence[Development], units: Sequence[str]
) -> tuple[tuple[Fraction | None, ...], ...]:
    return tuple(
        tuple(None if at is None else sum(at, Fraction(0)) / len(at)
              for at in _by_period(known, unit))
        for unit in units
    )  # fmt: skip


def _by_period(known: Sequence[Development], unit: str) -> list[list[Fraction] | None]:
    """A unit's figures period by period; a gap where one of those it ever gives is missing.

    Adding up the rest would look like a fall.
    """
    series = [[figure_at(point) for point in one.by_unit[unit]] for one in known]
    given = [figures for figures in series if any(figure is not None for figure in figures)]
    found: list[list[Fraction] | None] = []
    for at in range(len(series[0])):
        figures = [figures[at] for figures in given]
        whole = [figure for figure in figures if figure is not None]
        found.append(whole if whole and len(whole) == len(figures) else None)
    return found
