"""Holding an index against units it was not fitted on, beside the plain number of criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from fordel.estimation.fitting import Index, fit_index, is_estimable
from fordel.estimation.refusals import FoldNotEstimable
from fordel.estimation.sample import Sample
from fordel.statistics.ordinal import NotConverged
from fordel.statistics.prediction import (
    area_under_curve,
    log_losses,
    ranked_losses,
    squared_errors,
)
from fordel.statistics.regression import Floats, Ints

REDRAWS = 1000
MAIN_LOSS = {"yes_no": "log_loss", "number": "squared_error", "ordered": "ranked_score"}
"""The loss that an index is compared with the number of criteria by."""


@dataclass(frozen=True)
class Difference:
    """How much less the index loses than the number of criteria, with an interval over units."""

    loss: str
    gain: float
    low: float
    high: float

    @property
    def index_is_better(self) -> bool:
        return self.low > 0

    @property
    def count_is_better(self) -> bool:
        return self.high < 0


@dataclass(frozen=True)
class Validated:
    """Figures on units held out. Each measure by model: ``index``, ``count``, ``mean``.

    ``count`` is a regression on the number of criteria met, ``mean`` predicts the same for all.
    ``predicted`` (the index, held out; see :class:`Index`) stays in memory.
    """

    folds: int
    measures: Mapping[str, Mapping[str, float]]
    difference: Difference | None
    predicted: Floats
    linear: Floats


def fold_of_units(sizes: Ints, folds: int, seed: int) -> Ints:
    """A fold for each unit, shape (units,): whole units, about as many rows in each fold.

    Notes
    -----
    Units are shuffled, then go by falling size to the fold with the fewest rows so far.
    """
    drawn = np.random.default_rng(seed).permutation(len(sizes))
    order = drawn[np.argsort(-sizes[drawn], kind="stable")]
    fold, rows = np.zeros(len(sizes), dtype=np.int64), np.zeros(folds, dtype=np.int64)
    for unit in order:
        fold[unit] = int(rows.argmin())
        rows[fold[unit]] += sizes[unit]
    return fold


def cross_validate(sample: Sample) -> Validated:
    """Fit without each fold of units in turn, and predict it.

    Raises
    ------
    FoldNotEstimable : without some fold there are no coefficients.
    """
    folds = sample.spec.validation.folds
    fold = fold_of_units(np.bincount(sample.unit), folds, sample.spec.validation.seed)
    of_row = fold[sample.unit]
    samples = {"index": sample, "count": sample.counting_criteria(), "mean": _mean_only(sample)}
    predicted: dict[str, Floats] = {}
    linear = np.zeros(len(sample))
    for number in range(folds):
        out = of_row == number
        for name, of in samples.items():
            index = _fitted_without(of, out, number + 1)
            inside = index.predicted(of.criteria[out])
            shape = (len(sample), *inside.shape[1:])
            predicted.setdefault(name, np.zeros(shape))[out] = inside
            if name == "index":
                linear[out] = index.linear(of.criteria[out])
    losses = {name: row_losses(sample, values) for name, values in predicted.items()}
    measures = {
        measure: {name: _mean(sample, losses[name][measure]) for name in samples}
        for measure in losses["index"]
    }
    measures |= _derived(sample, measures, predicted)
    main = MAIN_LOSS[sample.kind]
    compared = (
        None
        if len(sample.terms) == 1
        else _difference(sample, main, losses["index"][main], losses["count"][main])
    )
    return Validated(folds, measures, compared, predicted["index"], linear)


def _mean_only(sample: Sample) -> Sample:
    """The same outcome with nothing to predict it by."""
    return replace(sample, terms=(), criteria=np.zeros((len(sample), 0)))


def _fitted_without(sample: Sample, out: np.ndarray, number: int) -> Index:
    rest = sample.where(~out)
    refused = FoldNotEstimable(fold=number, folds=sample.spec.validation.folds)
    if not is_estimable(rest):
        raise refused
    try:
        return fit_index(rest.pooled())
    except NotConverged:
        raise refused from None


def row_losses(sample: Sample, predicted: Floats) -> dict[str, Floats]:
    """The losses of predictions, per row, shape (n,) each."""
    if sample.kind == "ordered":
        return {"ranked_score": ranked_losses(predicted, sample.level)}
    if sample.kind == "number":
        return {"squared_error": (sample.outcome - predicted) ** 2}
    return {
        "log_loss": log_losses(predicted, sample.outcome, sample.children),
        "brier": squared_errors(predicted, sample.outcome, sample.children),
    }


def _mean(sample: Sample, losses: Floats) -> float:
    return float(np.average(losses, weights=sample.size))


def _derived(
    sample: Sample, measures: Mapping[str, Mapping[str, float]], predicted: Mapping[str, Floats]
) -> dict[str, dict[str, float]]:
    """The part of the loss that is explained, and what is no loss: root error, area."""
    main = measures[MAIN_LOSS[sample.kind]]
    explained = {name: 1 - loss / main["mean"] for name, loss in main.items()}
    found = {"explained": explained}
    if sample.kind == "number":
        found["root_mean_squared_error"] = {n: float(loss**0.5) for n, loss in main.items()}
    if sample.kind == "yes_no":
        have = sample.weights * sample.outcome
        lack = sample.weights * (sample.children - sample.outcome)
        found["area_under_curve"] = {
            name: area_under_curve(values, have, lack)
            for name, values in predicted.items()
            if name != "mean"  # it ranks nobody
        }
    return found


def _difference(sample: Sample, loss: str, index: Floats, count: Floats) -> Difference:
    """The gain in mean loss, with a bootstrap interval in which whole units are redrawn."""
    units = sample.units
    gains = np.bincount(sample.unit, sample.size * (count - index), units)
    sizes = np.bincount(sample.unit, sample.size, units)
    generator = np.random.default_rng(sample.spec.validation.seed)
    drawn = generator.multinomial(units, np.full(units, 1 / units), REDRAWS).astype(np.float64)
    redrawn = (drawn @ gains) / (drawn @ sizes)
    tail = (1 - float(sample.spec.confidence)) / 2
    low, high = np.quantile(redrawn, [tail, 1 - tail])
    return Difference(loss, float(gains.sum() / sizes.sum()), float(low), float(high))
