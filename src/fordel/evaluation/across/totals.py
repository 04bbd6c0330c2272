"""A table of totals per period over all projects: a gap is a gap, and every total has its n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.language import Words
from fordel.evaluation.children import counts_attached
from fordel.evaluation.rules import EvaluationRules, shipped_rules
from fordel.evaluation.setting_aside import number_of, set_aside
from fordel.interventions.indicators import Indicator, Kind, Theme
from fordel.interventions.registrations import Registrations

NOT_ADDED_UP = Words(
    da="lægges ikke sammen over perioder: det samme barn kan være talt flere gange",
    en="not added up over periods: the same child may be counted several times",
)


@dataclass(frozen=True)
class TotalCell:
    """A total over ``n_units`` units of ``n_projects`` projects; None without any.

    ``asked_units`` were asked for it, so the rest did not answer.
    """

    total: int | None
    n_units: int
    n_projects: int
    asked_units: int


@dataclass(frozen=True)
class TotalRow:
    """One count over the periods; ``whole`` is None where periods cannot be added up (``why``)."""

    indicator: str
    label: Words
    cells: tuple[TotalCell, ...]
    whole: TotalCell | None
    why: Words | None = None


@dataclass(frozen=True)
class Totals:
    """Children and activities by kind; ``periods``, ``months``, ``collected`` shape (periods,)."""

    periods: tuple[int, ...]
    months: tuple[Fraction, ...]
    collected: tuple[bool, ...]
    rows: tuple[TotalRow, ...]


def totals_of(projects: Sequence[Registrations], rules: EvaluationRules | None = None) -> Totals:
    """Children and activities per period over projects of one programme.

    Returns
    -------
    A row per count of activities that any project asks for. Periods differ in length, so totals
    are not to be held against each other without ``months``.

    Raises
    ------
    ValueError : there are no projects, or they are of different programmes.
    """
    if not projects or any(one.programme.id != projects[0].programme.id for one in projects):
        raise ValueError("totals are over projects of one programme")
    rules = rules or shipped_rules()
    programme = projects[0].programme
    usable = [set_aside(one)[0] for one in projects]
    counts = [
        known
        for known in programme.indicators
        if known.kind is Kind.COUNT
        and known.theme is Theme.ACTIVITIES
        and any(known.id in one.project.indicators for one in projects)
    ]
    return Totals(
        periods=tuple(period.no for period in programme.periods),
        months=tuple(period.months for period in programme.periods),
        collected=tuple(period.collected for period in programme.periods),
        rows=tuple(_row(usable, known, rules) for known in counts),
    )


def _row(
    projects: Sequence[Registrations], indicator: Indicator, rules: EvaluationRules
) -> TotalRow:
    label = Words(indicator.label.da, indicator.label.en)
    numbers = [period.no for period in projects[0].programme.periods]
    cells = tuple(_cell(projects, indicator, [no]) for no in numbers)
    if counts_attached(indicator, rules.implementation.children):
        return TotalRow(indicator.id, label, cells, None, NOT_ADDED_UP)
    return TotalRow(indicator.id, label, cells, _cell(projects, indicator, numbers))


def _cell(
    projects: Sequence[Registrations], indicator: Indicator, periods: Sequence[int]
) -> TotalCell:
    total, units, asked, answered = 0, 0, 0, 0
    for one in projects:
        if indicator.id not in one.project.indicators:
            continue
        collected = [p.no for p in one.programme.periods if p.collected and p.no in periods]
        here = 0
        for part in one.project.units:
            mine = [no for no in collected if part.takes_part_in(no)]
            found = [number_of(one, part.unit, no, indicator.id) for no in mine]
            given = [value for value in found if value is not None]
            asked += bool(mine)
            here += bool(given)
            total += sum(given)
        units += here
        answered += bool(here)
    return TotalCell(total if units else None, units, answered, asked)
