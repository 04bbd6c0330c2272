"""The charts of a run: who gets how much, how that follows need, and why one unit's changed."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.change import Change
from fordel.allocation.mixing import Cause
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.announcement.causes import CAUSES
from fordel.announcement.figures import Voice
from fordel.announcement.telling.changes import shown
from fordel.charts.bars import Bar, bars
from fordel.charts.dots import Dot, Place, load_against_kroner
from fordel.charts.lorenz import lorenz
from fordel.charts.result import ChartWithTable
from fordel.charts.waterfall import Part, waterfall
from fordel.domain.language import Language
from fordel.equity.measures import Measured
from fordel.equity.of_run import unit_amounts
from fordel.statistics.inequality import concentration_curve

MOST_BARS = 120
"""Units that fit in one chart of bars or dots; a country is shown by its curve."""


def charts_of(
    run: Run,
    measured: Measured,
    language: Language,
    change: Change | None = None,
    only: str | None = None,
) -> dict[str, ChartWithTable]:
    """Draw a run's need money per weighted child; special units are left out, as of the measures.

    With a change also the waterfall of the unit that changed most.

    Parameters
    ----------
    only : the name of one chart where no other is wanted; drawing takes a tenth of a second.
    """

    def wanted(name: str) -> bool:
        return only in {None, name}

    names = unit_names(run)
    inside = [
        (
            names[one.unit],
            Fraction(one.children),
            Fraction(one.amount_dkk) / Fraction(one.children),
            one.load,
        )
        for one in unit_amounts(run, "need")
        if one.children and one.amount_dkk is not None and not one.special
    ]
    drawn: dict[str, ChartWithTable] = {}
    if wanted("lorenz") and measured.horizontal.gini is not None:
        values = [value for _, _, value, _ in inside]
        curve = concentration_curve(values, values, [children for _, children, _, _ in inside])
        drawn["lorenz"] = lorenz(curve.population, curve.held, measured.horizontal.gini, language)
    if inside and len(inside) <= MOST_BARS:
        children = sum((n for _, n, _, _ in inside), ZERO)
        mean = sum((value * n for _, n, value, _ in inside), ZERO) / children
        if wanted("bars"):
            drawn["bars"] = bars([Bar(name, value) for name, _, value, _ in inside], mean, language)
        dots = [Dot(name, Place(at, value)) for name, _, value, at in inside if at is not None]
        if dots and wanted("load_against_kroner"):
            drawn["load_against_kroner"] = load_against_kroner(dots, language)
    if wanted("waterfall") and change is not None and change.units:
        drawn["waterfall"] = waterfall_of(run, change, most_changed(change), language)
    return drawn


def waterfall_of(run: Run, change: Change, unit: str, language: Language) -> ChartWithTable:
    """Draw why a unit gets more or less than last year."""
    one = shown(change.of(unit), Voice(language, run.model.currency.currency))
    amounts = dict(one.parts)
    parts = [Part(CAUSES[c].to(language), amounts[c]) for c in Cause if c in amounts]
    return waterfall(unit_names(run)[unit], one.before, parts, one.after, language)


def most_changed(change: Change) -> str:
    """The unit whose money changed most against what it had; new units only if all are."""
    old = [unit for unit in change.units if unit.before] or list(change.units)
    return max(old, key=lambda unit: (abs(unit.difference), unit.unit)).unit


def unit_names(run: Run) -> dict[str, str]:
    """What each unit is called in a chart; its key stands beside a name that several have."""
    names = [unit.name or unit.id for unit in run.allocation.units]
    return {
        unit.id: f"{name} ({unit.id})" if names.count(name) > 1 else name
        for name, unit in zip(names, run.allocation.units, strict=True)
    }
