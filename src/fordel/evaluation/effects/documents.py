"""An effect, and a plan of one, as documents for programs."""

from __future__ import annotations

from typing import Any

from fordel.domain.language import Language, Words
from fordel.evaluation.effects.planning import PlanAnswer
from fordel.evaluation.effects.results import EffectReport
from fordel.evaluation.effects.telling_plan import half_sentences, sentences, unit_words
from fordel.evaluation.effects.words import NotEstimable
from fordel.statistics.answers import Estimate
from fordel.statistics.detectable import Detectable
from fordel.statistics.interrupted import Interrupted
from fordel.statistics.pretrends import JointTest

_DECIMALS = 6


def effect_document(report: EffectReport, unit: Words, language: Language) -> dict[str, Any]:
    """Everything that can be told of an effect; what cannot is null, with its reason beside it.

    Parameters
    ----------
    unit : what the outcome is counted in.
    """
    colours = report.colours
    odds = None if colours.odds is None else [_round(one) for one in colours.odds]
    return {
        "level": report.language.level,
        "level_words": report.language.words.to(language),
        "sentence": report.language.sentence.to(language),
        "unit": unit.to(language),
        "design": report.design,
        "units": report.units,
        "started": report.started,
        "compared": report.compared,
        "periods": list(report.periods),
        "left_out": [
            {"unit": one.unit, "reason": one.reason.to(language)} for one in report.left_out
        ],
        "effect": _answer(report.effect, language),
        "randomisation": _answer(report.randomisation, language),
        "wild_bootstrap": _answer(report.wild, language),
        "interrupted_series": _series(report.series, language),
        "change": _answer(report.change, language),
        "colours": {
            **_answer(colours.effect, language),
            "odds_ratio": odds,
            "children": colours.children,
        },
        "by_time": [
            {"time": one.time, **_answer(one.effect, language)} for one in report.by_time
        ],
        "by_group": [
            {
                "start": one.start,
                "period": one.period,
                "started": one.started,
                "compared": one.compared,
                **_answer(one.effect, language),
            }
            for one in report.by_group
        ],
        "checks": _checks(report, language),
        "smallest_effect": {
            "before": _detectable(report.detectable_before, language),
            "after": _detectable(report.detectable_after, language),
        },
        "rules": [
            {"rule": one.rule, "level": one.level, "holds": one.holds,
             "words": one.words.to(language)}
            for one in report.language.rules
        ],
    }  # fmt: skip


def plan_document(answer: PlanAnswer, language: Language) -> dict[str, Any]:
    """What a plan could see, and what a half as large effect takes."""
    units = answer.more_units
    return {
        "unit": unit_words(answer).to(language),
        "smallest_effect": _detectable(answer.smallest, language),
        "hoped_for_is_enough": answer.is_enough,
        "half": None if answer.half is None else _round(answer.half),
        "units_for_half": None if units is None else {"started": units[0], "compared": units[1]},
        "periods_after_for_half": answer.more_periods,
        "words": [*sentences(answer, language), *half_sentences(answer, language)],
    }


def _checks(report: EffectReport, language: Language) -> dict[str, Any]:
    courses, children = report.courses_before, report.composition
    return {
        "courses_before": {
            "p": _round(courses.p),
            "tested": courses.tested,
            "would_see_drift": None if courses.would_see is None else _round(courses.would_see),
            "reach": _round(courses.largest),
            "n": courses.n,
            "reason": None,
        }
        if isinstance(courses, JointTest)
        else {"p": None, "tested": None, "would_see_drift": None, "reach": None, "n": None,
              "reason": courses.reason.to(language)},
        "children_included": _answer(children.included, language),
        "children_left": _answer(children.left, language),
        "children_unchanged": children.unchanged,
        "effect_months": report.effect_months,
    }  # fmt: skip


def _answer(found: Estimate | NotEstimable, language: Language) -> dict[str, Any]:
    if isinstance(found, NotEstimable):
        nothing = dict.fromkeys(("value", "error", "low", "high", "p"))
        return {**nothing, "n": found.n, "method": None, "reason": found.reason.to(language)}
    return {
        "value": _round(found.value),
        "error": _round(found.error),
        "low": _round(found.low),
        "high": _round(found.high),
        "p": _round(found.p),
        "n": found.n,
        "method": found.method,
        "reason": None,
    }


def _series(found: Interrupted | NotEstimable, language: Language) -> dict[str, Any]:
    if isinstance(found, NotEstimable):
        return {"level_change": None, "slope_change": None, "slope_before": None,
                "reason": found.reason.to(language)}  # fmt: skip
    return {
        "level_change": _answer(found.level_change, language),
        "slope_change": _answer(found.slope_change, language),
        "slope_before": _answer(found.slope_before, language),
        "reason": None,
    }


def _detectable(found: Detectable | NotEstimable, language: Language) -> dict[str, Any]:
    if isinstance(found, NotEstimable):
        return {"effect": None, "n": found.n, "power": None, "reason": found.reason.to(language)}
    return {
        "effect": _round(found.effect),
        "n": found.n,
        "power": found.power,
        "reason": None,
    }


def _round(value: float) -> float:
    return round(value, _DECIMALS)
