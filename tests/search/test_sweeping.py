from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.allocation.engine import allocate
from fordel.allocation.loads.limits import share_within
from fordel.allocation.refusals.data import CriterionNotKnownOfAll
from fordel.allocation.runs import make_run
from fordel.equity.of_run import measure_run
from fordel.search import ground, refusals
from fordel.search.aims import pareto_front
from fordel.search.grid import grid_from
from fordel.search.sharing import share_many
from fordel.search.summarising import _agreement, _ranks
from fordel.search.sweeping import sweep
from tests import demonstrated
from tests.allocation.building import YEAR, children, inputs_of, model, unit, world
from tests.search.test_grid import framed

VARY = {
    "need": {
        "criteria": {"sizes": [4, 6]},
        "at_least": [1, 2],
        "pool_share": [Decimal("0.03"), Decimal("0.08")],
        "threshold": ["none", {"kind": "cliff", "measure": "share", "level": Decimal("0.1")}],
        "cap": ["none", 9000],
    },
    "damping": {"max_loss_percent": [1, 5]},
}


@pytest.fixture(scope="module")
def demonstration():
    """A sweep of the demonstration's model with damping and payment, and its amounts."""
    run = demonstrated.next_run()
    kept = []
    grid = grid_from({"vary": VARY, "useful_amount": 100_000}, run.model)
    found = sweep(grid, run.inputs, run.year, keep=lambda _, block: kept.append(block))
    return run, found, np.concatenate([block.total for block in kept])


def computed(found):
    return [v for v in range(found.grid.variants) if not found.refused[v]]


def test_the_shipped_model_swept_is_the_engines_in_every_unit(demonstration):
    run, found, total = demonstration
    for variant in computed(found)[::23]:
        exact = allocate(found.grid.model_of(variant), run.inputs, run.year, rounded=False).totals
        assert np.allclose(total[variant], [float(x) for x in exact], rtol=1e-9, atol=1e-4)


def test_what_the_engine_refuses_in_a_variant_is_told(demonstration):
    run, found, total = demonstration
    refused = [v for v in range(found.grid.variants) if found.refused[v]]
    assert refused
    for variant in refused[::40]:
        with pytest.raises(Exception) as told:
            allocate(found.grid.model_of(variant), run.inputs, run.year)
        assert type(told.value).__name__ == found.refused[variant]
        assert np.isnan(total[variant]).all()
        assert np.isnan(found.columns["gini"][variant])
        assert not found.front[variant]


def test_measures_are_those_of_a_run(demonstration):
    run, found, _ = demonstration
    for variant in computed(found)[::97]:
        exact = measure_run(make_run(found.grid.model_of(variant), run.inputs, run.year))
        for name, value in (
            ("range_factor", exact.differentiation.range_factor),
            ("quartile_factor", exact.differentiation.quartile_factor),
            ("gini", exact.horizontal.gini),
        ):
            own = found.columns[name][variant]
            if value is None:
                assert np.isnan(own), name
            else:
                # The run's money is rounded to kroner.
                assert own == pytest.approx(float(value), rel=2e-3), (variant, name)


def test_gains_and_losses_are_against_the_model_itself(demonstration):
    _, found, total = demonstration
    variant = computed(found)[40]
    change = total[variant] - total[0]
    columns = found.columns
    assert columns["winners"][variant] == (change >= 0.5).sum()
    assert columns["losers"][variant] == (change <= -0.5).sum()
    assert columns["largest_loss_dkk"][variant] == pytest.approx(-change.min())
    percent = (-change / total[0]).max() * 100
    assert columns["largest_loss_percent"][variant] == pytest.approx(percent)
    assert columns["largest_loss_unit"][variant] == change.argmin()
    assert columns["losers"][0] == columns["largest_loss_dkk"][0] == 0
    assert columns["largest_loss_unit"][0] == -1
    assert columns["rank_stability"][0] == pytest.approx(1)


def test_against_last_year_nobody_loses_more_than_damping_allows(demonstration):
    _, found, _ = demonstration
    axis = [a.title for a in found.grid.axes].index("damping.max_loss_percent")
    for variant in computed(found)[1:]:
        allowed = float(found.grid.values_of(variant)[axis])
        assert found.columns["largest_loss_percent_last_year"][variant] <= allowed + 1e-6


THREE = [unit("k1"), unit("k2"), unit("k3"), unit("k4")]
KIDS = [
    *children("k1", 6, met="ab"), *children("k1", 4),
    *children("k2", 2, met="ab"), *children("k2", 8),
    *children("k3", 1, met="a"), *children("k3", 9),
    *children("k4", 10),
]  # fmt: skip


def small(vary, of=None, kids=KIDS, **rest):
    of = of or framed()
    found = grid_from({"vary": vary, **rest}, of)
    return sweep(found, inputs_of(world(units=THREE, children=kids), of), YEAR)


def test_the_most_burdened_quarter_and_useful_amounts_by_hand():
    found = small({"need": {"at_least": [1, 2]}}, useful_amount=20)
    # 100 kr.: by 2 of 3 shared 6 : 2, by 1 of 3 shared 6 : 2 : 1; the quarter is k1 alone.
    assert found.columns["reach_dkk"].tolist() == pytest.approx([75, 600 / 9, 75])
    assert found.columns["reach_dkk_per_weighted_child"][0] == pytest.approx(7.5)
    assert found.columns["below_useful"].tolist() == [0, 1, 0]
    assert found.columns["need_dkk"].tolist() == pytest.approx([100, 100, 100])
    assert found.columns["range_factor"].tolist() == pytest.approx([3, 6, 3])
    assert found.columns["largest_loss_dkk"].tolist() == pytest.approx([0, 75 - 600 / 9, 0])


def test_a_unit_exactly_at_the_level_is_not_above_it():
    levels = [Decimal("0.1"), Decimal("0.2"), Decimal("0.6")]
    threshold = [{"kind": "cliff", "measure": "share", "level": levels}]
    found = small({"need": {"threshold": threshold, "at_least": [1]}})
    assert found.columns["reach_dkk"][1:3].tolist() == pytest.approx([75, 100])
    assert found.refused == ("", "", "", "NobodyAboveThreshold")


def test_a_wide_pattern_space_is_multiplied_in_parts(monkeypatch):
    vary = {"need": {"criteria": {"sizes": [2, 3]}, "at_least": [1, 2]}}
    at_once = small(vary).columns["reach_dkk"].tolist()
    monkeypatch.setattr(ground, "CELLS", 1)
    assert small(vary).columns["reach_dkk"].tolist() == pytest.approx(at_once, nan_ok=True)


def test_weights_of_zero_alone_are_told():
    of = framed({"method": "weighted_criteria", "weights": {"a": 1, "b": 1}})
    found = small({"need": {"weights": {"a": [0, 2], "b": [0]}}}, of)
    assert found.refused == ("", "AllWeightsZero", "")


def test_without_need_the_default_aims_have_no_figures():
    of = model([{"id": "each", "use": "lump_sum", "amount": 5},
                {"id": "damping", "use": "damping", "max_loss_percent": 2}])  # fmt: skip
    previous = {u["id"]: (5, 10) for u in THREE}
    inputs = inputs_of(world(units=THREE, children=KIDS, previous=previous), of)
    made = grid_from({"vary": {"damping": {"max_loss_percent": [1]}}}, of)
    with pytest.raises(refusals.AimWithoutFigure) as refused:
        sweep(made, inputs, YEAR)
    assert "for målet «reach»" in refused.value.message("da")


def test_criteria_of_the_grid_must_be_known_as_the_models_must():
    of = model(
        framed({"method": "unique_children", "at_least": 1, "criteria": ["a"]}).model_dump(
            mode="python", exclude_unset=True
        )["steps"],
        children={"unknown": "refuse"},
    )
    kids = [*KIDS, *children("k1", 1, unknown="c")]
    assert small({"need": {"criteria": [["a", "b"]]}}, of, kids).computed == 2
    with pytest.raises(CriterionNotKnownOfAll):
        small({"need": {"criteria": [["a", "c"]]}}, of, kids)


@pytest.mark.parametrize(
    ("steps", "vary", "words"),
    [
        ({"money": {"by": "bands", "of": "share", "bands": [{"at_least": 0, "rate": 1}]}},
         {"at_least": [1]}, "pengene gives efter «bands»"),
        ({"threshold": {"kind": "cliff", "measure": "share", "level": 0,
                        "per": "unit_and_age_group"}},
         {"threshold": ["none"]}, "tærsklen gælder hver aldersgruppe"),
    ],
)  # fmt: skip
def test_a_step_that_arrays_do_not_know_is_refused_by_name(steps, vary, words):
    with pytest.raises(refusals.StepCannotBeSwept) as refused:
        small({"need": vary}, framed(**steps))
    assert "Trinnet «need»" in refused.value.message("da")
    assert words in refused.value.message("da")


def test_children_where_they_live_can_have_other_money_but_no_other_criteria():
    of = framed(population={"enrolled": 1, "resident": "0.5"})
    units = [unit(u["id"], district="d") for u in THREE]
    there = world(units=units, children=KIDS, districts={"d": {"share": Fraction(1, 4)}})
    made = grid_from({"vary": {"need": {"at_least": [1]}}}, of)
    with pytest.raises(refusals.StepCannotBeSwept) as refused:
        sweep(made, inputs_of(there, of), YEAR)
    assert "it also counts children where they live" in refused.value.message("en")
    made = grid_from({"vary": {"need": {"pool_share": [Decimal("0.2")]}}}, of)
    found = sweep(made, inputs_of(there, of), YEAR)
    assert found.columns["need_dkk"].tolist() == pytest.approx([100, 200])


def test_finished_counts_have_no_patterns_to_count_anew():
    of = model(
        [{"id": "need", "use": "need", "money": {"by": "rate", "rate": 5},
          "count": {"method": "weighted_criteria", "weights": {"a": 1, "b": 2}}}],
        children={"grain": "counts"},
    )  # fmt: skip
    units = [unit(u["id"], children={"0-2": Fraction(1), "3-5": Fraction(9)}) for u in THREE]
    counts = {(u["id"], c): {None: Fraction(n)} for n, u in enumerate(THREE) for c in "ab"}
    there = inputs_of(world(units=units, counts=counts), of)
    with pytest.raises(refusals.StepCannotBeSwept) as refused:
        sweep(grid_from({"vary": {"need": {"weights": {"a": [3]}}}}, of), there, YEAR)
    assert "der er kun færdige antal" in refused.value.message("da")
    found = sweep(grid_from({"vary": {"need": {"rate": [10]}}}, of), there, YEAR)
    assert found.columns["need_dkk"].tolist() == pytest.approx([90, 180])


@pytest.mark.parametrize(
    ("damping", "error", "words"),
    [
        ({"paid_by": "scaled_gains"}, refusals.StepCannotBeSwept, "betaler i samme år"),
        ({"begins": YEAR + 1}, refusals.DampingNotBegun, f"endnu ikke gælder i {YEAR}"),
    ],
)
def test_damping_that_cannot_be_swept_is_refused(damping, error, words):
    of = model([
        {"id": "need", "use": "need", "count": {"method": "unique_children", "at_least": 1},
         "money": {"by": "pool", "pool": {"amount": 100}}},
        {"id": "damping", "use": "damping", "max_loss_percent": 50, **damping},
    ])  # fmt: skip
    previous = {u["id"]: (25, 10) for u in THREE[:2]}
    inputs = inputs_of(world(units=THREE, children=KIDS, previous=previous), of)
    with pytest.raises(error) as refused:
        sweep(grid_from({"vary": {"damping": {"max_loss_percent": [60]}}}, of), inputs, YEAR)
    assert words in refused.value.message("da")


TENTHS = st.integers(0, 60).map(lambda n: Fraction(n, 10))


@given(st.lists(st.tuples(TENTHS, TENTHS, st.none() | TENTHS), min_size=1, max_size=7), TENTHS)
def test_sharing_many_pools_is_sharing_one(units, pool):
    weights = [weight for weight, _, _ in units]
    most = [None if top is None else top for _, _, top in units]
    least = [low if top is None else min(low, top) for _, low, top in units]
    known = share_within(weights, pool, least, most)
    rows = [np.array([[float(v) if v is not None else np.inf for v in values]] * 2)
            for values in (weights, least, most)]  # fmt: skip
    amounts, left = share_many(rows[0], np.array([float(pool)] * 2), rows[1], rows[2])
    assert left.tolist() == pytest.approx([float(known.left)] * 2, abs=1e-9)
    for row in amounts:
        assert row.tolist() == pytest.approx([float(a) for a in known.amounts], abs=1e-9)


POINT = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 2) | st.just(np.nan))


@given(st.lists(POINT, min_size=1, max_size=25))
def test_the_front_is_those_nobody_beats(points):
    costs = np.array(points, dtype=np.float64)

    def beaten(row):
        return any((other <= row).all() and (other < row).any() for other in costs)

    known = [not np.isnan(row).any() and not beaten(row) for row in costs]
    assert pareto_front(costs).tolist() == known


@given(st.lists(st.integers(0, 5), min_size=2, max_size=9))
def test_equals_share_the_mean_of_their_ranks(values):
    ranks = [
        (sum(v < one for v in values) + sum(v <= one for v in values) - 1) / 2 for one in values
    ]
    assert _ranks(np.array([values], dtype=np.float64))[0].tolist() == ranks


def test_spearmans_correlation_by_hand():
    one = _ranks(np.array([[1.0, 2, 3, 4, 5], [5.0, 6, 7, 8, 7], [2.0, 2, 2, 2, 2]]))
    # 5 6 7 8 7 has ranks 1 2 3.5 5 3.5: correlation 8/sqrt(10 * 9.5).
    assert _agreement(one, one[0])[:2].tolist() == pytest.approx([1, 8 / 95**0.5])
    assert np.isnan(_agreement(one, one[0])[2])
