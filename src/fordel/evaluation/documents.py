"""A whole evaluation as a document for programs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fordel.domain.language import Language, rounded
from fordel.evaluation.implementation.figures import ActivityImplementation
from fordel.evaluation.maturity.criteria import MaturityReport
from fordel.evaluation.results.figures import (
    Change,
    Development,
    Point,
    RatingPoint,
    figure_at,
    n_of,
)
from fordel.evaluation.spreads import Spread
from fordel.evaluation.telling import Evaluation
from fordel.interventions.indicators import Colour, Kind

_DECIMALS = 4


def evaluation_document(found: Evaluation, language: Language) -> dict[str, Any]:
    """A whole evaluation as a document; a figure that is not known is null."""
    base = found.implementation.base
    return {
        "project": found.implementation.project,
        "children": None if base is None else base.indicator or "enrolled",
        "implementation": [
            _activity_json(one, language) for one in found.implementation.activities
        ],
        "results": [_development_json(one) for one in found.results.developments],
        "changes": [_change_json(one, language) for one in found.results.changes],
        "came": [
            {
                "indicator": one.indicator,
                "proposed": one.outcome.value,
                "effect": one.level.value,
                "why": one.why.to(language),
            }
            for one in found.came
        ],
        "maturity": _maturity_json(found.maturity, language),
        "set_aside": [
            {
                "unit": item.unit,
                "period": item.period,
                "field": item.field,
                "value": item.value,
                "reason": item.words.to(language),
            }
            for item in found.results.set_aside
        ],
    }


def _plain(figure: Fraction | None) -> float | None:
    return None if figure is None else float(rounded(figure, _DECIMALS))


def _spread_json(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {
        "n": spread.n,
        "lowest": _plain(spread.lowest),
        "median": _plain(spread.middle),
        "highest": _plain(spread.highest),
    }


def _activity_json(one: ActivityImplementation, language: Language) -> dict[str, Any]:
    return {
        "activity": one.activity,
        "name": one.name,
        "proposed": one.proposal.outcome.value,
        "proposed_words": one.proposal.outcome.words.to(language),
        "why": one.proposal.why.to(language),
        "judged_from": one.judged_from.value,
        "shared_with": list(one.shared_with),
        "counts": [
            {
                "indicator": summary.indicator,
                "window": summary.window.value,
                "n_units": summary.n,
                "total": summary.total,
                "share_with_one": _plain(summary.share_with_one),
                "share_with_two": _plain(summary.share_with_two),
                "per_100_children_month": _spread_json(summary.per_100_children_month),
                "per_month": _spread_json(summary.per_month),
                "dosage": _spread_json(summary.dosage),
                "fidelity": _plain(summary.fidelity),
                "fidelity_n": summary.fidelity_n,
                "dispersion": _plain(summary.dispersion),
            }
            for summary in (*one.effect, *one.whole)
        ],
    }


def _development_json(known: Development) -> dict[str, Any]:
    return {
        "indicator": known.indicator,
        "cohort": known.cohort,
        "periods": [_point_json(known, point) for point in known.points],
    }


def _point_json(known: Development, point: Point) -> dict[str, Any]:
    found: dict[str, Any] = {"period": point.period, "n": n_of(point), "n_units": point.n_units}
    if known.kind is Kind.COLOURS:
        return found | {colour.value: _plain(figure_at(point, colour)) for colour in Colour}
    if isinstance(point, RatingPoint):
        found |= {"lowest": point.lowest, "highest": point.highest}
    return found | {"value": _plain(figure_at(point))}


def _change_json(change: Change, language: Language) -> dict[str, Any]:
    return {
        "indicator": change.indicator,
        "cohort": change.cohort,
        "direction": change.direction.value,
        "n_units": change.n_units,
        "before": _plain(change.before),
        "effect": _plain(change.effect),
        "difference": _plain(change.difference),
        "why": change.why.to(language),
    }


def _maturity_json(report: MaturityReport, language: Language) -> dict[str, Any]:
    return {
        "proposed": report.outcome.value,
        "why": report.why.to(language),
        "criteria": {found.criterion.value: found.met.value for found in report.findings},
        "activities": [
            {
                "activity": one.activity,
                "proposed": one.outcome.value,
                "why": one.why.to(language),
                "criteria": {found.criterion.value: found.met.value for found in one.findings},
            }
            for one in report.activities
        ],
    }
