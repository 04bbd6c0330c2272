from __future__ import annotations

import csv
import json

import numpy as np
import pytest

from fordel.statistics.answers import NotEstimable
from fordel.statistics.ordered_counts import OrderedEffects, ordered_effects
from tests.shared import SHARED, needs_shared


@needs_shared
def test_counts_give_the_answer_of_r_for_the_ucla_data():
    """MASS::polr; each applicant a row that counts one, and patterns counted together."""
    known = json.loads((SHARED / "statistics" / "expected_values.json").read_text())["ologit_ucla"]
    with (SHARED / "statistics" / known["file"]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    words = ["unlikely", "somewhat likely", "very likely"]
    design = np.array([[float(row[name]) for name in known["x"]] for row in rows])
    said = [row["apply"] for row in rows]
    level = [words.index(one) if one in words else int(float(one)) for one in said]
    counts = np.eye(3, dtype=np.int64)[level]
    found = ordered_effects(design, counts, np.arange(len(rows)))
    assert isinstance(found, OrderedEffects)
    assert [one.value for one in found.effects] == pytest.approx(known["coef"], abs=3e-4)
    assert found.model_errors == pytest.approx(known["se"], abs=1e-4)
    assert found.cuts == pytest.approx(known["cuts"], abs=7e-4)
    assert found.log_likelihood == pytest.approx(known["loglik"], abs=1e-4)
    assert found.counted == len(rows) == 400
    patterns, place = np.unique(design, axis=0, return_inverse=True)
    together = np.zeros((len(patterns), 3), dtype=np.int64)
    np.add.at(together, place.ravel(), counts)
    counted = ordered_effects(patterns, together, np.arange(len(patterns)))
    assert [one.value for one in counted.effects] == pytest.approx(
        [one.value for one in found.effects], abs=1e-8
    )


def drawn(seed=0, units=12):
    generator = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(units), 4)
    period = np.tile(np.arange(4), units)
    started = ((clusters % 2 == 0) & (period >= 2)).astype(float)
    own = generator.normal(0, 0.4, units)[clusters]
    counts = np.array(
        [
            np.bincount(
                np.digitize(1.2 * s + o + generator.logistic(size=20), [-0.5, 0.8]), minlength=3
            )
            for s, o in zip(started, own, strict=True)
        ]
    )
    return (
        np.column_stack((started, clusters % 2 == 0, period >= 2)).astype(float),
        counts,
        clusters,
    )


def test_a_count_is_as_many_rows():
    design, counts, clusters = drawn()
    counted = ordered_effects(design, counts, clusters)
    rows = np.repeat(np.repeat(np.arange(len(counts)), 3), counts.ravel())
    level = np.repeat(np.tile(np.arange(3), len(counts)), counts.ravel())
    single = ordered_effects(design[rows], np.eye(3, dtype=np.int64)[level], clusters[rows])
    for one, other in zip(counted.effects, single.effects, strict=True):
        assert one.value == pytest.approx(other.value, abs=1e-8)
        assert one.error == pytest.approx(other.error, rel=1e-8)
        assert one.n == 12
    assert counted.counted == 12 * 4 * 20


def test_the_odds_are_those_of_the_coefficient():
    found = ordered_effects(*drawn(1))
    assert found.effects[0].low < 1.2 < found.effects[0].high
    ratio, low, high = found.odds_ratio(0)
    assert np.log([ratio, low, high]) == pytest.approx(
        [found.effects[0].value, found.effects[0].low, found.effects[0].high]
    )


def test_a_level_nobody_is_at_is_left_out():
    design, counts, clusters = drawn(2)
    wider = np.insert(counts, 1, 0, axis=1)
    assert ordered_effects(design, wider, clusters).levels == (0, 2, 3)
    assert (
        ordered_effects(design, wider, clusters).effects
        == ordered_effects(design, counts, clusters).effects
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda d, c, g: (d, c * 0, g), "all_missing"),
        (lambda d, c, g: (d, np.where(np.arange(3) == 1, c, 0), g), "no_variation"),
        (lambda d, c, g: (np.column_stack((d, d[:, 0])), c, g), "no_comparison"),
        (lambda d, c, g: (d, c, g % 5), "too_few_units"),
        (
            lambda d, _, g: (d[:, :1], np.eye(3, dtype=int)[2 * d[:, 0].astype(int)] * 9, g),
            "separated",
        ),
    ],
)
def test_what_cannot_be_estimated_is_refused(change, reason):
    found = ordered_effects(*change(*drawn()))
    assert isinstance(found, NotEstimable)
    assert found.reason == reason
