"""What the effect rests on: the same children, enough time, and an effect that could be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

import numpy as np

from fordel.evaluation.effects.comparing import compare
from fordel.evaluation.effects.panel import EffectPanel, Shaped
from fordel.evaluation.effects.results import Composition
from fordel.evaluation.effects.words import NotEstimable, not_estimable, told
from fordel.statistics import answers
from fordel.statistics.answers import SMALL, Estimate
from fordel.statistics.carrying_over import apart, correlation
from fordel.statistics.detectable import Detectable, detectable_after
from fordel.statistics.group_times import NEVER, effect_weights
from fordel.statistics.regression import Floats, Ints
from fordel.statistics.staggered import Controls


def composition(
    shaped: Shaped, panel: EffectPanel, controls: Controls, seed: int, level: float
) -> Composition:
    """The intervention's "effect" on who is counted: there should be none.

    The same comparison as for the outcome, of the number of included children and of the share
    who left; a change there would mean that other children are compared.
    """
    counted = np.isfinite(shaped.children)
    if not counted.any():
        missing = not_estimable("all_missing", 0)
        return Composition(missing, missing, unchanged=False)
    spread = np.nanmax(np.where(counted, shaped.children, -np.inf), axis=1) - np.nanmin(
        np.where(counted, shaped.children, np.inf), axis=1
    )
    unchanged = bool(counted.any(axis=1).all()) and float(spread.max()) == 0
    before = shaped.periods[None, :] < shaped.starts[:, None]
    own = counted & before & (shaped.began == 1)[:, None]
    typical = float(shaped.children[own].mean()) if own.any() else 0.0
    included = _effect(shaped, shaped.children, controls, seed, level)
    if isinstance(included, Estimate):
        included = (
            _divided(included, typical)
            if typical > 0
            else not_estimable("no_variation", len(shaped.units))
        )
    return Composition(included, _left(shaped, panel, controls, seed, level), unchanged=unchanged)


def _left(
    shaped: Shaped, panel: EffectPanel, controls: Controls, seed: int, level: float
) -> Estimate | NotEstimable:
    if panel.left is None:
        return not_estimable("all_missing", 0)
    shares = np.full(shaped.children.shape, np.nan)
    np.divide(shaped.left, shaped.children, out=shares, where=shaped.children > 0)
    return _effect(shaped, shares, controls, seed, level)


def _effect(
    shaped: Shaped, outcome: Floats, controls: Controls, seed: int, level: float
) -> Estimate | NotEstimable:
    found = compare(outcome, shaped.periods, shaped.starts, controls, seed, level)
    return found.effect


def _divided(effect: Estimate, by: float) -> Estimate:
    return Estimate(
        value=effect.value / by,
        error=effect.error / by,
        low=effect.low / by,
        high=effect.high / by,
        p=effect.p,
        n=effect.n,
        method=f"{effect.method}, as a share of the mean before",
        source=effect.source,
        level=effect.level,
    )


CARRIED_OVER = 0.5
"""The part of what is passing in a unit that is taken to be left a period later; Fordel's own.
Two or three periods before the start are too few to tell it from the figures."""


def detectable_from_data(
    shaped: Shaped, level: float, controls: Controls = "not_yet_treated"
) -> Detectable | NotEstimable:
    """The smallest effect that could be seen, from the periods before anybody started.

    Notes
    -----
    How much units vary from period to period, apart from what they and the periods have in
    common, is known before the start. Taking :data:`CARRIED_OVER` of it to be left a period later,
    two periods h apart share that to the power of h; the error is that of the effect's own weights
    on the figures there are, which knows who starts when and what is compared with what.
    """
    units = len(shaped.units)
    first = int(shaped.starts[shaped.began == 1].min())
    early = shaped.periods < first
    kept = shaped.outcome[:, early]
    kept = kept[np.isfinite(kept).all(axis=1)]
    if kept.shape[1] < 2:  # noqa: PLR2004 - one period has no course
        return not_estimable("no_periods_before", units)
    freedom = (kept.shape[0] - 1) * (kept.shape[1] - 1)
    if freedom < 1:
        return not_estimable("too_few_units", len(kept))
    variance = passing_variance(kept, shaped.periods[early], CARRIED_OVER)
    weights = effect_weights(
        np.isfinite(shaped.outcome),
        shaped.periods,
        np.where(shaped.began == 1, shaped.starts, NEVER),
        never_only=controls == "never_treated",
    )
    if not weights.any():
        return not_estimable("no_comparison", units)
    shared = correlation(apart(shaped.periods), CARRIED_OVER)
    error = sqrt(max(0.0, variance * float(((weights @ shared) * weights).sum())))
    if error <= SMALL * float(np.abs(kept).max()):
        return not_estimable("no_variation", units)
    # The spread is told with the one, the test made with the other.
    found = detectable_after(error, units, freedom=min(freedom, units - 1), level=level)
    if isinstance(found, answers.NotEstimable):
        return told(found)
    return replace(found, taken_as_carried_over=CARRIED_OVER)


def passing_variance(early: Floats, periods: Ints, carried_over: float) -> float:
    """The variance of what is passing in a unit, from whole units before anybody starts.

    Parameters
    ----------
    early : shape (units, periods), at least two of either. periods : shape (periods,).

    Notes
    -----
    What is left when units and periods are taken out has a mean square that is the variance times
    the mean, over pairs of periods, of one less their correlation.
    """
    rest = early - early.mean(axis=1, keepdims=True) - early.mean(axis=0) + early.mean()
    left = (rest**2).sum() / ((early.shape[0] - 1) * (early.shape[1] - 1))
    pairs = np.triu_indices(len(periods), 1)
    return float(left / (1 - correlation(apart(periods)[pairs], carried_over)).mean())


def effect_months(shaped: Shaped, months: Mapping[int, float] | None) -> float | None:
    """How long the effect phase has lasted in the middle unit, in months; None if not stated.

    Counted from the start to the last period the unit has figures for, periods in between that
    were not collected included; of two middle units the shorter.
    """
    if months is None:
        return None
    lasting = []
    for row in np.flatnonzero(shaped.began == 1):
        last = int(shaped.periods[np.isfinite(shaped.outcome[row])][-1])
        shift = shaped.first_period - 1
        numbers = range(int(shaped.starts[row]) + shift, last + shift + 1)
        if any(number not in months for number in numbers):
            return None
        lasting.append(float(sum(months[number] for number in numbers)))
    return sorted(lasting)[(len(lasting) - 1) // 2]
