from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.estimation import validating
from fordel.estimation.calibrating import calibrate
from fordel.estimation.estimating import estimate_index
from fordel.estimation.exporting import export
from fordel.estimation.fitting import estimate, fit_index
from fordel.estimation.refusals import FoldNotEstimable, NothingToExport
from fordel.estimation.telling import said
from fordel.estimation.validating import cross_validate, fold_of_units
from tests.estimation import planted
from tests.estimation.test_checks import made_of
from tests.estimation.test_spec import ORDERED, POINTS


@given(st.lists(st.integers(1, 300), min_size=2, max_size=60), st.integers(2, 12), st.integers(0))
def test_every_unit_is_in_one_fold_and_no_fold_is_empty(sizes, folds, seed):
    folds = min(folds, len(sizes))
    fold = fold_of_units(np.array(sizes), folds, seed)
    assert fold.shape == (len(sizes),)
    assert set(fold) == set(range(folds))
    rows = np.bincount(fold, sizes, folds)
    assert rows.max() - rows.min() <= max(sizes)
    assert np.array_equal(fold, fold_of_units(np.array(sizes), folds, seed))


def test_no_unit_is_predicted_by_a_fit_that_saw_it(monkeypatch):
    """Every fit is made on whole units, and each unit is left out of exactly one of each kind."""
    generator = np.random.default_rng(3)
    criteria = generator.integers(0, 2, (600, 3))
    sample = made_of(criteria, generator.integers(0, 2, 600), units=24, validation={"folds": 6})
    whole = np.bincount(sample.unit)
    seen = []
    real = validating.is_estimable

    def watched(part):
        rows = np.bincount(part.unit, minlength=24)
        assert set(np.flatnonzero(rows)) == {u for u in range(24) if rows[u] == whole[u]}
        seen.append(rows > 0)
        return real(part)

    monkeypatch.setattr(validating, "is_estimable", watched)
    cross_validate(sample)
    assert (np.array(seen).sum(axis=0) == len(seen) - 3).all()
    assert len(seen) == 3 * 6


def test_a_criterion_found_in_one_unit_only_is_refused_by_its_fold():
    generator = np.random.default_rng(4)
    criteria = generator.integers(0, 2, (600, 2))
    sample = made_of(criteria, generator.integers(0, 2, 600), units=12)
    criteria[:, 1] = sample.unit == 5
    sample = made_of(criteria, sample.outcome.astype(int), units=12)
    with pytest.raises(FoldNotEstimable) as refused:
        cross_validate(sample)
    assert "of 4 the index cannot be estimated" in refused.value.message("en")
    assert "kan indekset ikke estimeres" in refused.value.message("da")


def test_groups_are_joined_until_they_may_be_shown():
    """A rare outcome: the ten groups asked for would have fewer than five with it."""
    generator = np.random.default_rng(5)
    criteria = generator.integers(0, 2, (900, 4))
    outcome = generator.random(900) < 0.02 + 0.06 * criteria.sum(axis=1) / 4
    sample = made_of(criteria, outcome, units=30, validation={"folds": 3, "bins": 50})
    found = calibrate(sample, cross_validate(sample))
    assert 1 <= len(found.bins) < 16
    for one in found.bins:
        assert one.children >= 30
        assert one.observed * one.children >= 5
    assert sum(one.children for one in found.bins) == 900
    assert np.average(
        [one.observed for one in found.bins], weights=[one.children for one in found.bins]
    ) == pytest.approx(outcome.mean())


def test_predictions_all_alike_have_one_group_and_no_slope():
    sample = made_of(np.tile([0, 1], 200), np.tile([0, 0, 1, 1], 100), units=20)
    validated = cross_validate(sample)
    assert validated.difference is None  # one criterion is its own count
    alike = type(validated)(4, validated.measures, None, np.full(400, 0.5), np.zeros(400))
    found = calibrate(sample, alike)
    assert [one.children for one in found.bins] == [400]
    assert found.slope is None


def test_coefficients_that_round_to_nothing_are_refused():
    sample = made_of(
        np.tile([0, 1], 200), np.tile([0, 0, 1, 1], 100), units=20, export={**POINTS, "digits": 2}
    )
    with pytest.raises(NothingToExport) as refused:
        export(sample.spec, estimate(sample))
    assert "All coefficients are zero at 2 digits." in refused.value.message("en")


def test_a_child_with_negative_points_is_told(tmp_path):
    made = planted.rows(outcome=lambda linear, g: planted.yes_no(-linear, g))
    found = estimate_index(
        planted.spec(tmp_path / "s.yaml", export=POINTS),
        planted.write(tmp_path / "d.csv", made),
    )
    assert found.exported.can_be_negative
    # Of one column's levels a child meets at most one.
    values = dict(found.exported.coefficients)
    lowest = sum(values[name] for name in ("low_income", "single_parent", "not_working"))
    lowest += values["young_mother"] + min(values["school_only"], values["vocational"])
    assert found.exported.lowest == lowest
    assert any("fewer than zero points" in line for line in said(found, "en"))


@pytest.mark.parametrize("kind", ["yes_no", "ordered"])
def test_pooled_rows_give_the_same_coefficients(kind):
    generator = np.random.default_rng(8)
    criteria = generator.integers(0, 2, (500, 3))
    values = generator.integers(0, 2 if kind == "yes_no" else 3, 500)
    ordered = {**ORDERED, "column": "outcome"}
    outcome = planted.SPEC["outcome"] if kind == "yes_no" else ordered
    sample = made_of(criteria, values, outcome=outcome, export=POINTS)
    weighted = replace(sample, weights=generator.uniform(0.5, 2, 500))
    for of in (sample, weighted, weighted.counting_criteria()):
        whole, pooled = fit_index(of), fit_index(of.pooled())
        assert pooled.slopes == pytest.approx(whole.slopes, abs=1e-8)
        assert pooled.edges == pytest.approx(whole.edges, abs=1e-8)
        assert len(of.pooled()) <= 8 * 3
