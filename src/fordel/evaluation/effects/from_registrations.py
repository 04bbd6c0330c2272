"""From what units registered to the panel that effects are estimated from."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.evaluation.children import attached_in
from fordel.evaluation.effects.estimating import estimate_effects
from fordel.evaluation.effects.panel import EffectPanel
from fordel.evaluation.effects.refusals import NoOutcome
from fordel.evaluation.effects.results import EffectReport
from fordel.evaluation.rules import EvaluationRules, shipped_rules
from fordel.evaluation.setting_aside import children_with, number_of, set_aside
from fordel.interventions.indicators import Cohort, Colour, Indicator, Kind
from fordel.interventions.periods import DataPeriod
from fordel.interventions.registrations import Registrations
from fordel.statistics.interrupted import FEWEST_POINTS

PERCENT = 100
_OUTCOME = {
    Kind.RATING: Words(da="vurderingen «{label}»", en="the rating “{label}”"),
    Kind.COLOURS: Words(
        da="andelen af grønne børn i «{label}» (i procentpoint)",
        en="the share of green children in “{label}” (in percentage points)",
    ),
}
_UNITS = {
    Kind.RATING: Words(da="point på vurderingens skala", en="points of the rating's scale"),
    Kind.COLOURS: Words(da="procentpoint", en="percentage points"),
}


@dataclass(frozen=True)
class Outcome:
    """A panel with what its figures are of, as a noun in a sentence, and what they count in."""

    panel: EffectPanel
    words: Words
    unit: Words


@dataclass(frozen=True)
class _Row:
    """One unit in one collected period."""

    unit: str
    period: int
    start: int | None
    outcome: float
    children: int | None
    colours: dict[Colour, int] | None
    left: int | None


def may_be_estimated(registrations: Registrations) -> bool:
    """Whether an effect could be told at all from when units begin and how often they registered.

    It takes units that begin at different times, or not at all; else periods enough for a course
    to speak for itself.
    """
    project, programme = registrations.project, registrations.programme
    collected = [period.no for period in programme.periods if period.collected]
    last = max(registrations.periods_with_figures, default=0)
    begun = {project.effect_from(part.unit) for part in project.units}
    within = {no if no is not None and no <= last else None for no in begun}
    return len(within) > 1 or len(collected) >= 2 * FEWEST_POINTS


def effects_in(
    registrations: Registrations, rules: EvaluationRules | None = None
) -> dict[str, EffectReport]:
    """What can be told of the effect on each result, by indicator.

    Empty where no comparison and no long course is there, which is found out without estimating.
    """
    if not may_be_estimated(registrations):
        return {}
    found = {}
    for asked in outcomes_in(registrations):
        outcome = outcome_from(registrations, asked.id, rules)
        found[asked.id] = estimate_effects(outcome.panel, outcome=outcome.words)
    return found


def outcomes_in(registrations: Registrations) -> tuple[Indicator, ...]:
    """What a project's effect can be asked of: its ratings and its colours, in their order."""
    chosen = registrations.project.indicators
    return tuple(
        one
        for one in registrations.programme.indicators
        if one.id in chosen and one.kind in _OUTCOME
    )


def outcome_from(
    registrations: Registrations, indicator: str, rules: EvaluationRules | None = None
) -> Outcome:
    """Set one indicator of a project out as a panel.

    Parameters
    ----------
    indicator : a rating, whose outcome is the unit's joint rating; or colours, whose outcome is
        the green among the children included, in per cent, with the counts beside it.
    rules : say which count is of the children attached; the shipped ones without.

    Returns
    -------
    A row per unit and collected period that the unit takes part in. The start is the first period
    of the unit's effect phase; children are those attached to the project, or enrolled where the
    sheet does not ask. Answers that cannot be what they say are missing.

    Raises
    ------
    NoOutcome : the project does not register it, or it is a count.
    """
    known = {one.id: one for one in outcomes_in(registrations)}
    if indicator not in known:
        raise NoOutcome(indicator=indicator, known=", ".join(known) or "–")
    asked = known[indicator]
    names = (rules or shipped_rules()).implementation.children
    usable, _ = set_aside(registrations)
    base = attached_in(usable.programme, usable.project, names)
    rows = [
        _row(usable, asked, unit.unit, period, None if base is None else base.id)
        for unit in usable.project.units
        for period in usable.programme.periods
        if period.collected and unit.takes_part_in(period.no)
    ]
    panel = _panel(rows, usable, with_colours=asked.kind is Kind.COLOURS)
    said = _OUTCOME[asked.kind]
    return Outcome(
        panel,
        Words(said.da.format(label=asked.label.da), said.en.format(label=asked.label.en)),
        _UNITS[asked.kind],
    )


def _row(
    usable: Registrations, asked: Indicator, unit: str, period: DataPeriod, base: str | None
) -> _Row:
    no = period.no
    children = (
        usable.enrolled.get((unit, no)) if base is None else number_of(usable, unit, no, base)
    )
    colours, left = None, None
    if asked.kind is Kind.COLOURS:
        colours = children_with(usable, unit, no, asked, Cohort.INCLUDED)
        gone = children_with(usable, unit, no, asked, Cohort.LEFT)
        left = None if gone is None else sum(gone.values())
        outcome = _green(colours)
    else:
        rating = number_of(usable, unit, no, asked.id)
        outcome = float("nan") if rating is None else float(rating)
    start = usable.project.effect_from(unit)
    return _Row(unit, no, start, outcome, children, colours, left)


def _green(colours: dict[Colour, int] | None) -> float:
    every = 0 if colours is None else sum(colours.values())
    if colours is None or not every:
        return float("nan")
    return PERCENT * colours[Colour.GREEN] / every


def _panel(rows: list[_Row], usable: Registrations, *, with_colours: bool) -> EffectPanel:
    def counted(colour: Colour) -> list[int | None] | None:
        if not with_colours:
            return None
        return [None if row.colours is None else row.colours[colour] for row in rows]

    return EffectPanel(
        unit=[row.unit for row in rows],
        period=[row.period for row in rows],
        start=[row.start for row in rows],
        outcome=[row.outcome for row in rows],
        children=[row.children for row in rows],
        green=counted(Colour.GREEN),
        yellow=counted(Colour.YELLOW),
        red=counted(Colour.RED),
        left=[row.left for row in rows] if with_colours else None,
        months={period.no: float(period.months) for period in usable.programme.periods},
    )
