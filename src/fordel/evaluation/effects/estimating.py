"""From a panel to what can be told of the effect, and how strongly."""

from __future__ import annotations

import numpy as np

from fordel.domain.language import Words
from fordel.evaluation.effects.checks import (
    composition,
    detectable_from_data,
    effect_months,
)
from fordel.evaluation.effects.comparing import (
    Compared,
    change_of_started,
    colours,
    compare,
    series,
    wild,
)
from fordel.evaluation.effects.levels import (
    Facts,
    LanguageRules,
    is_few,
    judge,
    shipped_rules,
)
from fordel.evaluation.effects.panel import EffectPanel, Shaped, shape
from fordel.evaluation.effects.results import (
    Colours,
    Composition,
    Design,
    EffectAt,
    EffectOfGroup,
    EffectReport,
    LeftOut,
)
from fordel.evaluation.effects.words import NotEstimable, entry, not_estimable, told
from fordel.statistics import answers
from fordel.statistics.answers import LEVEL, Estimate
from fordel.statistics.detectable import Detectable, Plan, detectable_after, detectable_mean
from fordel.statistics.interrupted import Interrupted
from fordel.statistics.pretrends import pretrends
from fordel.statistics.staggered import Controls, Staggered

THE_OUTCOME = Words(da="resultatet", en="the outcome")


def estimate_effects(
    panel: EffectPanel,
    *,
    outcome: Words = THE_OUTCOME,
    rules: LanguageRules | None = None,
    plan: tuple[Plan, float] | None = None,
    controls: Controls = "not_yet_treated",
    seed: int = 0,
    level: float = LEVEL,
) -> EffectReport:
    """Everything that can be told of the effect of an intervention, and why the rest cannot.

    Parameters
    ----------
    outcome : what the figures are of, as a noun in a sentence.
    rules : the language levels; the shipped ones where none are given.
    plan : what was planned, and the standard deviation between children, for the smallest effect
        that could be seen before anything was collected; without it, from the periods before.
    controls : whom units are compared with: all not started yet, or only those that never start.
    seed : of the draws; the same seed gives the same answer.
    level : of all intervals, 0-1.

    Returns
    -------
    EffectReport. What the data do not allow is a ``NotEstimable`` with its reason in it; no panel
    raises.

    Notes
    -----
    docs/algorithms/effects.md.
    """
    rules = rules or shipped_rules()
    shaped = shape(panel)
    if isinstance(shaped, answers.NotEstimable):
        return _nothing(told(shaped), (), (), outcome, rules)
    design, started, compared = design_of(shaped)
    if design == "none":
        reason = "nobody_started" if len(shaped.units) else "no_unit_usable"
        known = not_estimable(reason, len(shaped.units))
        return _nothing(known, _left_out(shaped), _periods(shaped), outcome, rules, shaped)
    return _report(
        panel, shaped, design, started, compared, outcome, rules, plan, controls, seed, level
    )


def design_of(shaped: Shaped) -> tuple[Design, int, int]:
    """What may be compared; units started within the data, and units not."""
    started = int(shaped.began.sum())
    others = len(shaped.units) - started
    if not started:
        return "none", 0, others
    if len(shaped.units) == 1:
        return "single_unit", 1, 0
    if len(np.unique(shaped.starts[shaped.began == 1])) > 1:
        return "staggered", started, others
    return ("comparison_units" if others else "before_after"), started, others


def _report(  # noqa: PLR0913, PLR0917 - what was given, handed on
    panel: EffectPanel,
    shaped: Shaped,
    design: Design,
    started: int,
    compared: int,
    outcome: Words,
    rules: LanguageRules,
    plan: tuple[Plan, float] | None,
    controls: Controls,
    seed: int,
    level: float,
) -> EffectReport:
    found = compare(shaped.outcome, shaped.periods, shaped.starts, controls, seed, level)
    course = series(shaped, panel.months, level)
    against = _comparable(shaped, started, compared)
    few = is_few(started, against, rules.few_units)
    effect = _headline(design, found, course, few=few)
    by_wild = wild(shaped, seed, level)
    change_of_children = composition(shaped, panel, controls, seed, level)
    before = (
        pretrends(found.staggered)
        if isinstance(found.staggered, Staggered)
        else answers.NotEstimable("no_comparison", len(shaped.units))
    )
    courses = told(before) if isinstance(before, answers.NotEstimable) else before
    months = effect_months(shaped, panel.months)
    language = judge(
        Facts(
            design=design,
            started=started,
            compared=against,
            effect=effect,
            courses_before=courses,
            chance=_chance(found.randomisation) if few else None,
            children_change=change_of_children.change,
            effect_months=months,
            few_units=rules.few_units,
        ),
        rules,
        outcome,
    )
    return EffectReport(
        design=design,
        design_words=entry("designs", design),
        units=len(shaped.units),
        started=started,
        compared=compared,
        periods=_periods(shaped),
        left_out=_left_out(shaped),
        effect=effect,
        by_time=_by_time(found.staggered),
        by_group=_by_group(found.staggered, shaped.first_period),
        randomisation=found.randomisation,
        wild=by_wild,
        change=change_of_started(shaped, level),
        series=course,
        colours=colours(shaped, design, level),
        courses_before=courses,
        composition=change_of_children,
        detectable_before=_planned(plan) if plan else detectable_from_data(shaped, level, controls),
        detectable_after=_after(effect, level),
        effect_months=months,
        language=language,
    )


def _headline(
    design: Design, found: Compared, course: Interrupted | NotEstimable, *, few: bool
) -> Estimate | NotEstimable:
    """The figure to quote: compared where that is possible, else only a series may speak.

    With few units on either side the interval is that of the orders of starts: the one for many
    units is then too narrow, and more so the more uneven the sides are.
    """
    if design in {"single_unit", "before_after"}:
        if isinstance(course, Interrupted):
            return course.level_change
        if design == "before_after" and course.key not in _TOO_SHORT:
            return course
        return not_estimable("one_unit" if design == "single_unit" else "nothing_to_compare", 1)
    return found.by_order if few else found.effect


_TOO_SHORT = {"too_few_points_before", "too_few_points_after"}


def _comparable(shaped: Shaped, started: int, others: int) -> int:
    """Units that are compared with: those not started, and those that start after the first."""
    first = shaped.starts[shaped.began == 1].min()
    later = int(((shaped.starts > first) & (shaped.began == 1)).sum())
    return min(others + later, started + others)


def _chance(randomisation: Estimate | NotEstimable) -> float | None:
    """The p-value that holds with few units, where there is one.

    Where the starts can be dealt in too few ways the bootstrap still answers, but with three units
    against three it finds a false effect in ten of a hundred: it is told, and decides nothing.
    """
    return randomisation.p if isinstance(randomisation, Estimate) else None


def _by_time(fit: Staggered | answers.NotEstimable) -> tuple[EffectAt, ...]:
    if isinstance(fit, answers.NotEstimable):
        return ()
    return tuple(EffectAt(event.time, _told(event.effect)) for event in fit.event_times)


def _by_group(
    fit: Staggered | answers.NotEstimable, first_period: int
) -> tuple[EffectOfGroup, ...]:
    if isinstance(fit, answers.NotEstimable):
        return ()
    shift = first_period - 1
    return tuple(
        EffectOfGroup(
            cell.start + shift, cell.period + shift, _told(cell.effect), cell.started, cell.compared
        )
        for cell in fit.group_times
    )


def _told(answer: Estimate | answers.NotEstimable) -> Estimate | NotEstimable:
    return told(answer) if isinstance(answer, answers.NotEstimable) else answer


def _planned(plan: tuple[Plan, float]) -> Detectable | NotEstimable:
    found = detectable_mean(*plan)
    return told(found) if isinstance(found, answers.NotEstimable) else found


def _after(effect: Estimate | NotEstimable, level: float) -> Detectable | NotEstimable:
    if isinstance(effect, NotEstimable):
        return effect
    # A test with G units has at most G - 1 degrees of freedom.
    found = detectable_after(effect.error, effect.n, freedom=effect.n - 1, level=level)
    return told(found) if isinstance(found, answers.NotEstimable) else found


def _periods(shaped: Shaped) -> tuple[int, ...]:
    return tuple(int(period) + shaped.first_period - 1 for period in shaped.periods)


def _left_out(shaped: Shaped) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(unit, key, entry("left_out", key)) for unit, key in shaped.left_out)


def _nothing(
    reason: NotEstimable,
    left_out: tuple[LeftOut, ...],
    periods: tuple[int, ...],
    outcome: Words,
    rules: LanguageRules,
    shaped: Shaped | None = None,
) -> EffectReport:
    units = 0 if shaped is None else len(shaped.units)
    facts = Facts("none", 0, units, reason, reason, None, None, None, rules.few_units)
    return EffectReport(
        design="none",
        design_words=entry("designs", "none"),
        units=units,
        started=0,
        compared=units,
        periods=periods,
        left_out=left_out,
        effect=reason,
        by_time=(),
        by_group=(),
        randomisation=reason,
        wild=reason,
        change=reason,
        series=reason,
        colours=Colours(reason, None, 0),
        courses_before=reason,
        composition=Composition(reason, reason, unchanged=False),
        detectable_before=reason,
        detectable_after=reason,
        effect_months=None,
        language=judge(facts, rules, outcome),
    )
