from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.datasets import longley, spector
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.regression.linear_model import OLS

from fordel.statistics.ordinal import NotConverged, fit_ordered, level_chances
from fordel.statistics.regression import clustered_covariance, fit_linear, fit_logistic
from fordel.statistics.separation import (
    dependent_columns,
    logistic_moves,
    ordered_moves,
    separating_direction,
)
from tests.shared import SHARED, needs_shared


def ones(design):
    return np.ones(len(design))


def with_intercept(*columns):
    return np.column_stack((np.ones(len(columns[0])), *columns)).astype(float)


def test_logistic_regression_gives_the_published_answer_for_spector_and_mazzeo():
    """Greene, Econometric Analysis, example 21.3, from Spector & Mazzeo 1980."""
    known = spector.load()
    data = known.exog.to_numpy()
    design = with_intercept(*data.T)
    outcome = known.endog.to_numpy().astype(float)
    fit = fit_logistic(design, outcome, ones(design), ones(design))
    assert fit.coefficients == pytest.approx([-13.021, 2.826, 0.095, 2.379], abs=5e-4)
    errors = np.sqrt(np.diag(fit.model_covariance))
    assert errors == pytest.approx([4.931, 1.263, 0.142, 1.065], abs=5e-4)
    assert fit.log_likelihood == pytest.approx(-12.8896, abs=5e-5)


def test_linear_regression_gives_the_certified_answer_for_longley():
    """NIST Statistical Reference Datasets, Longley."""
    known = longley.load()
    design = with_intercept(*known.exog.to_numpy().T)
    outcome = known.endog.to_numpy().astype(float)
    fit = fit_linear(design, outcome, ones(design))
    certified = [
        -3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683,
        -1.03322686717359, -0.511041056535807e-01, 1829.15146461355,
    ]  # fmt: skip
    assert fit.coefficients == pytest.approx(certified, rel=1e-7)


@needs_shared
def test_ordered_regression_gives_the_answer_of_r_for_the_ucla_data():
    known = json.loads((SHARED / "statistics" / "expected_values.json").read_text())["ologit_ucla"]
    with (SHARED / "statistics" / known["file"]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    design = np.array([[float(row[name]) for name in known["x"]] for row in rows])
    words = ["unlikely", "somewhat likely", "very likely"]
    said = [row["apply"] for row in rows]
    level = np.array([words.index(one) if one in words else int(float(one)) for one in said])
    fit = fit_ordered(design, level, 3, ones(design))
    # R stops a little early, where its gradient is 0.002; at ours it is zero.
    assert np.abs(fit.scores.sum(axis=0)).max() < 1e-9
    assert fit.coefficients[:3] == pytest.approx(known["coef"], abs=3e-4)
    assert fit.coefficients[3:] == pytest.approx(known["cuts"], abs=7e-4)
    assert np.sqrt(np.diag(fit.model_covariance))[:3] == pytest.approx(known["se"], abs=1e-4)
    assert fit.log_likelihood == pytest.approx(known["loglik"], abs=1e-4)


def drawn(seed, rows=300, levels=3):
    """Criteria, levels and units, with criteria that matter."""
    generator = np.random.default_rng(seed)
    criteria = (generator.random((rows, 3)) < 0.4).astype(float)
    linear = criteria @ [0.8, 0.4, -0.3] + generator.logistic(size=rows)
    level = np.digitize(linear, np.linspace(-0.5, 1.5, levels - 1))
    return criteria, level, np.concatenate((np.arange(20), generator.integers(0, 20, rows - 20)))


def test_ordered_regression_agrees_with_statsmodels():
    criteria, level, _ = drawn(5, levels=4)
    ours = fit_ordered(criteria, level, 4, ones(criteria))
    model = OrderedModel(level, criteria, distr="logit")
    theirs = model.fit(method="newton", disp=0)
    cuts = model.transform_threshold_params(theirs.params)[1:-1]
    assert ours.coefficients[:3] == pytest.approx(theirs.params[:3], abs=1e-5)
    assert ours.coefficients[3:] == pytest.approx(cuts, abs=1e-5)
    assert np.sqrt(np.diag(ours.model_covariance))[:3] == pytest.approx(theirs.bse[:3], rel=1e-3)
    chances = level_chances(criteria @ ours.coefficients[:3], ours.coefficients[3:])
    assert chances.sum(axis=1) == pytest.approx(1)
    assert theirs.llf == pytest.approx(np.log(chances[np.arange(300), level]).sum())


def test_ordered_regression_of_two_levels_is_logistic_regression():
    criteria, level, units = drawn(7, levels=2)
    ordered = fit_ordered(criteria, level, 2, ones(criteria))
    logistic = fit_logistic(
        with_intercept(*criteria.T), level.astype(float), ones(level), ones(level)
    )
    assert ordered.coefficients[:3] == pytest.approx(logistic.coefficients[1:], abs=1e-8)
    assert ordered.coefficients[3] == pytest.approx(-logistic.coefficients[0], abs=1e-8)
    ours = np.diag(clustered_covariance(ordered, units))[:3]
    assert ours == pytest.approx(np.diag(clustered_covariance(logistic, units))[1:], rel=1e-6)


def test_clustered_errors_are_those_of_statsmodels():
    criteria, level, units = drawn(11)
    design, outcome = with_intercept(*criteria.T), (level > 0).astype(float)
    clustered = {"cov_type": "cluster", "cov_kwds": {"groups": units}}
    logistic = fit_logistic(design, outcome, ones(design), ones(design))
    theirs = GLM(outcome, design, family=Binomial()).fit(**clustered)
    assert clustered_covariance(logistic, units) == pytest.approx(theirs.cov_params(), rel=1e-6)
    linear = fit_linear(design, level.astype(float), ones(design))
    theirs = OLS(level, design).fit(**clustered)
    assert clustered_covariance(linear, units) == pytest.approx(theirs.cov_params(), rel=1e-6)


@pytest.mark.parametrize("kind", ["logistic", "linear", "ordered"])
def test_a_weight_of_two_is_a_row_written_twice(kind):
    criteria, level, _ = drawn(13)
    weights = np.where(np.arange(len(level)) % 3 == 0, 2.0, 1.0)
    twice = np.repeat(np.arange(len(level)), weights.astype(int))

    def fitted(rows, weight):
        own, of = criteria[rows], level[rows]
        design = with_intercept(*own.T)
        if kind == "logistic":
            return fit_logistic(design, (of > 0).astype(float), ones(of), weight)
        if kind == "linear":
            return fit_linear(design, of.astype(float), weight)
        return fit_ordered(own, of, 3, weight)

    weighted, repeated = fitted(np.arange(len(level)), weights), fitted(twice, np.ones(len(twice)))
    assert weighted.coefficients == pytest.approx(repeated.coefficients, abs=1e-8)
    assert weighted.curvature == pytest.approx(repeated.curvature, rel=1e-6)


def test_trials_are_rows_added_up():
    criteria, level, _ = drawn(17)
    outcome = (level > 0).astype(float)
    patterns, places = np.unique(criteria, axis=0, return_inverse=True)
    counted = fit_logistic(
        with_intercept(*patterns.T), np.bincount(places, outcome),
        np.bincount(places).astype(float), ones(patterns),
    )  # fmt: skip
    single = fit_logistic(with_intercept(*criteria.T), outcome, ones(outcome), ones(outcome))
    assert counted.coefficients == pytest.approx(single.coefficients, abs=1e-8)


def test_ordered_regression_says_when_data_do_not_determine_it():
    criteria = np.array([[0.0]] * 20 + [[1.0]] * 20)
    level = np.array([0, 1] * 10 + [2] * 20)
    with pytest.raises(NotConverged):
        fit_ordered(criteria, level, 3, ones(criteria))


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_a_criterion_alone_separates_exactly_when_a_cell_of_its_table_is_empty(seed):
    generator = np.random.default_rng(seed)
    met, outcome = generator.integers(0, 2, (2, 9))
    met[:2], outcome[:2] = [0, 1], [0, 1] if seed % 2 else [1, 0]
    table = np.array([[(outcome[met == m] == y).sum() for y in (0, 1)] for m in (0, 1)])
    moves = logistic_moves(with_intercept(met), outcome.astype(float), np.ones(9))
    assert separating_direction(moves).any() == bool((table == 0).any())


def test_separation_by_two_criteria_together_is_found():
    """Neither alone tells the outcome apart; together they do, as a sum."""
    first = np.array([0, 1, 0, 1, 0, 1, 0, 1] * 3)
    second = np.array([0, 0, 1, 1] * 6)
    outcome = ((first + second) >= 1).astype(float)
    for alone in (first, second):
        moves = logistic_moves(with_intercept(alone), outcome, ones(outcome))
        assert separating_direction(moves).any()
    outcome[(first == 1) & (second == 0)] = [1, 0, 1, 0, 1, 0]
    both = separating_direction(
        logistic_moves(with_intercept(first, second), outcome, ones(outcome))
    )
    assert both.any()


def test_ordered_levels_are_separated_where_the_fit_runs_away():
    criteria = np.array([[0.0]] * 20 + [[1.0]] * 20)
    apart = np.array([0, 1] * 10 + [2] * 20)
    mixed = np.array([0, 1, 2, 1] * 5 + [2, 1] * 10)
    assert separating_direction(ordered_moves(criteria, apart, 3)).any()
    assert not separating_direction(ordered_moves(criteria, mixed, 3)).any()


def test_columns_that_add_up_are_named():
    generator = np.random.default_rng(3)
    one, two, three = (generator.integers(0, 2, (3, 50))).astype(float)
    assert dependent_columns(with_intercept(one, two, three)) == ()
    assert dependent_columns(with_intercept(one, two, three, one + three)) == (1, 3, 4)
    assert dependent_columns(with_intercept(one, two, 1 - two)) == (0, 2, 3)
