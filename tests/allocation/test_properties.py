"""What holds for every model and every municipality."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fordel.allocation.engine import allocate
from fordel.allocation.loads.limits import share_within
from fordel.allocation.model.checks import check_model
from fordel.allocation.model.loading import model_from
from fordel.allocation.model.money import ByIndex, ByPool
from fordel.allocation.model.steps import Damping, Need
from fordel.allocation.refusals.fitting import NotInRegister
from fordel.allocation.results import allocation_csv, json_text, ledger, summary, trace
from fordel.domain.errors import UserError
from tests.allocation.building import YEAR, children, inputs_of, model, unit, world
from tests.allocation.generators import Maker
from tests.allocation.reference_rounding import clamp_shares

ZERO = Fraction(0)
SEEDS = st.integers(0, 2**32)


def computed(seed, **known):
    """A random allocation that is not refused, with what it was computed from."""
    maker = Maker(seed, odd=0)
    grain = maker.one_of(["rows", "rows", "counts"])
    document, here = maker.document(grain) | known, maker.world(counts=grain == "counts")
    built = model_from(document, "random")
    check_model(built)
    inputs = inputs_of(here, built)
    try:
        return document, here, inputs, allocate(built, inputs, YEAR)
    except UserError:
        assume(False)
        raise


@settings(max_examples=250)
@given(SEEDS)
def test_all_money_is_accounted_for(seed):
    _, _, _, result = computed(seed)
    step_size = Fraction(result.model.currency.smallest)
    for step, spec in zip(result.steps, result.model.steps, strict=True):
        if step.amounts is None:
            continue
        assert all((amount / step_size).denominator == 1 for amount in step.amounts)
        if "pool" in step.facts:
            assert sum(step.amounts) == step.facts["pool"] - step.facts.get("left_over", 0)
            assert sum(step.exact) == sum(step.amounts)
        if isinstance(spec, Damping) and spec.paid_by != "frame":
            assert sum(step.amounts) == 0
        if (
            isinstance(spec, Need)
            and isinstance(spec.money, ByIndex)
            and spec.money.total == "kept"
        ):
            assert sum(step.amounts) == 0
    if result.frame is not None:
        assert sum(result.totals) + result.set_aside + result.unspent == result.frame
        assert result.unspent >= 0
        book = ledger(result)
        outside = sum(map(Fraction, book["set_aside"].values()))
        rest = Fraction(book["handed_out"]) + Fraction(book["unspent"])
        assert outside + rest == Fraction(book["frame"])
    assert sum(result.payments.values()) == sum(result.totals)
    parts = (result.base, result.need, result.fixed, result.adjustments)
    assert tuple(map(sum, zip(*parts, strict=True))) == result.totals


@settings(max_examples=250)
@given(SEEDS)
def test_nobody_gets_less_than_nothing(seed):
    _, _, _, result = computed(seed)
    for step, spec in zip(result.steps, result.model.steps, strict=True):
        moves = isinstance(spec, Damping) or step.use == "payment"
        indexed = isinstance(spec, Need) and isinstance(spec.money, ByIndex)
        on_index = step.function.endswith("percentage")
        if step.amounts is not None and not (moves or indexed or on_index):
            assert min(step.amounts) >= 0
        if step.load is not None:
            assert min(step.load) >= 0
    on_index = any(step.function.endswith("percentage") for step in result.steps)
    if not on_index:
        assert min(result.totals) >= 0


@settings(max_examples=200)
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_anything_does_not_matter(seed, random):
    document, here, _, result = computed(seed)
    for rows in (here.units, here.children, here.grants, here.applications):
        random.shuffle(rows)
    for name in ("counts", "scores", "districts"):
        entries = list(getattr(here, name).items())
        random.shuffle(entries)
        setattr(here, name, dict(entries))
    random.shuffle(document["criteria"])

    built = model_from(document, "random")
    again = allocate(built, inputs_of(here, built), YEAR)

    assert allocation_csv(again) == allocation_csv(result)
    assert json_text(summary(again)) == json_text(summary(result))
    assert json_text(trace(again)) == json_text(trace(result))


@settings(max_examples=150)
@given(SEEDS)
def test_units_outside_the_scope_leave_no_mark(seed):
    document, here, _, result = computed(seed)
    out = {left.unit for left in result.left_out}
    here.units = [one for one in here.units if one["id"] not in out]
    built = model_from(document, "random")
    try:
        again = allocate(built, inputs_of(here, built), YEAR)
    except NotInRegister:  # the model names one of those that are gone
        assume(False)
    assert allocation_csv(again) == allocation_csv(result)


@settings(max_examples=200)
@given(SEEDS, st.sampled_from([2, 3, 10]))
def test_pools_scale(seed, factor):
    """Where every amount and the smallest unit are so many times larger, so is every share."""
    maker = Maker(seed, odd=0)
    pool = {"by": "pool", "pool": maker.pool(framed=False)}
    limit = {"amount": maker.one_of([50, 500]), "per": "child"}
    steps = [
        {"id": "need", "use": "need", "count": maker.method("rows"), "money": pool, "cap": limit,
         "left_over": "keep"},
        {"id": "base", "use": "base_by_weighted_children", "pool": {"amount": 1000}},
    ]  # fmt: skip
    here = maker.world()
    found = []
    for times in (1, factor):
        scaled = [
            {**steps[0], "money": {"by": "pool", "pool": _times(pool["pool"], times)},
             "cap": _times(limit, times)},
            {**steps[1], "pool": {"amount": 1000 * times}},
        ]  # fmt: skip
        built = model(
            scaled,
            criteria=("a", "b", "c", "supplied"),
            currency={"smallest": times},
            children={"unknown": "not_met"},
            tables=maker.tables(),
        )
        try:
            found.append(allocate(built, inputs_of(here, built), YEAR))
        except UserError:
            assume(False)
    assert tuple(factor * a for a in found[0].totals) == found[1].totals


def _times(amount, times):
    return {**amount, "amount": Decimal(str(amount["amount"])) * times}


COUNTS = st.sampled_from(
    [
        {"method": "unique_children", "at_least": 1},
        {"method": "unique_children", "at_least": 2},
        {"method": "criteria_met"},
        {"method": "weighted_criteria", "weights": {"a": 1, "b": "2.5", "c": "0.1"}},
    ]
)


@settings(max_examples=200)
@given(SEEDS, COUNTS, st.integers(1, 10**6))
def test_more_need_never_gives_less(seed, count, pool):
    maker = Maker(seed, odd=0)
    here = maker.world()
    money = {"by": "pool", "pool": {"amount": pool}}
    built = model(
        [{"id": "need", "use": "need", "count": count, "money": money}],
        scope={"ownership": ["municipal", "self_owning", "private"],
               "kinds": ["nursery", "kindergarten", "age_integrated", "special"]},
    )  # fmt: skip
    chosen = maker.random.randrange(len(here.children))
    child = here.children[chosen]
    not_met = [c for c, met in child["criteria"].items() if not met]
    assume(not_met)
    try:
        before = allocate(built, inputs_of(here, built), YEAR)
    except UserError:
        assume(False)
    here.children[chosen] = {
        **child,
        "criteria": {**child["criteria"], maker.one_of(not_met): True},
    }
    after = allocate(built, inputs_of(here, built), YEAR)
    for i, name in enumerate(before.ids):
        if name == child["unit"]:
            assert after.totals[i] >= before.totals[i]
        else:
            assert after.totals[i] <= before.totals[i] + 1  # a krone of rounding may move


@settings(max_examples=200)
@given(SEEDS)
def test_caps_and_floors_hold_for_what_is_paid(seed):
    _, _, _, result = computed(seed)
    smallest = Fraction(result.model.currency.smallest)
    for step, spec in zip(result.steps, result.model.steps, strict=True):
        if not isinstance(spec, Need):
            continue
        for i, amount in enumerate(step.amounts):
            size = {"child": result.enrolled.totals[i], "weighted_child": result.weighted[i]}
            if spec.cap is not None:
                assert amount <= Fraction(spec.cap.amount) * size[spec.cap.per]
            if spec.floor is not None and step.load[i]:
                least = Fraction(spec.floor.amount) * size[spec.floor.per]
                # Where a cap lies within one smallest unit of the floor, the cap holds.
                assert amount >= least or (spec.cap is not None and least - amount < smallest)
            if spec.floor is not None and not step.load[i] and isinstance(spec.money, ByPool):
                assert amount == 0


@settings(max_examples=250)
@given(SEEDS)
def test_damping_keeps_its_own_limits(seed):
    _, _, _, result = computed(seed)
    smallest = Fraction(result.model.currency.smallest)
    for step, spec in zip(result.steps, result.model.steps, strict=True):
        if not isinstance(spec, Damping) or step.function == "damping.not_begun":
            continue
        for i, amount in enumerate(step.amounts):
            paid, last = step.columns["before"][i] + amount, step.columns["reference"][i]
            if last is None:
                assert spec.phase_in or amount == 0
                continue
            if spec.max_loss_percent is not None:
                assert paid >= last * (1 - Fraction(spec.max_loss_percent) / 100)
            if spec.max_gain_percent is not None and spec.paid_by != "scaled_gains":
                most = last * (1 + Fraction(spec.max_gain_percent) / 100)
                floors = spec.max_loss_percent is not None
                assert paid <= most or (floors and paid - most < smallest)


@settings(max_examples=150)
@given(SEEDS)
def test_the_trace_tells_how_every_amount_came_about(seed):
    _, _, _, result = computed(seed)
    told = trace(result)
    running = dict.fromkeys(result.ids, ZERO)
    for step in told["steps"]:
        for line in step["units"]:
            if "amount" not in line:
                continue
            exact, rounding = Fraction(line["exact"]), Fraction(line["rounding"])
            assert exact + rounding == Fraction(line["amount"])
            assert Fraction(line["before"]) == running[line["unit"]]
            running[line["unit"]] += Fraction(line["amount"])
            assert Fraction(line["after"]) == running[line["unit"]]
    assert tuple(running[i] for i in result.ids) == result.totals


BOUNDED = st.lists(
    st.tuples(
        st.integers(0, 20).map(lambda n: Fraction(n, 3)),
        st.integers(0, 30).map(Fraction),
        st.none() | st.integers(0, 60).map(Fraction),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=400)
@given(BOUNDED, st.integers(0, 300).map(Fraction))
def test_share_within_is_the_one_clamped_solution(bounded, pool):
    weights = [w for w, _, _ in bounded]
    least = [low for _, low, _ in bounded]
    most = [None if high is None else low + high for _, low, high in bounded]
    shared = share_within(weights, pool, least, most)

    solution = clamp_shares(*(dict(enumerate(x)) for x in (weights,)), pool, *(
        dict(enumerate(x)) for x in (least, most)))  # fmt: skip
    if solution is None:
        reach = [low if not w else high for w, low, high in zip(weights, least, most, strict=True)]
        if shared.left > 0:
            assert None not in reach
            assert shared.left == pool - sum(reach)
            assert list(shared.amounts) == reach
        else:
            assert shared.left == pool - sum(least)
            assert list(shared.amounts) == least
    else:
        assert shared.left == 0
        assert dict(enumerate(shared.amounts)) == solution
        assert sum(shared.amounts) == pool
    assert shared.rounds <= len(weights)


def test_sharing_within_bounds_takes_its_rounds_and_no_longer():
    """A staircase of caps sets a few units in every round; many units are no trouble."""
    number = 2000
    weights = [Fraction(1)] * number
    most = [Fraction(i + 1, number) for i in range(number)]
    shared = share_within(weights, Fraction(number, 3), [ZERO] * number, most)
    assert shared.left == 0
    assert sum(shared.amounts) == Fraction(number, 3)
    assert shared.rounds < 40


def test_a_register_in_two_orders_is_one_allocation():
    kids = children("k2", 3, met="a") + children("k1", 3, met="a")
    built = model([{"id": "n", "use": "need", "count": {"method": "criteria_met"},
                    "money": {"by": "pool", "pool": {"amount": 7}}}])  # fmt: skip
    one = inputs_of(world(units=[unit("k1"), unit("k2")], children=kids), built)
    other = replace(one, register=replace(one.register, units=one.register.units[::-1]))
    assert allocate(built, one, YEAR).totals == allocate(built, other, YEAR).totals == (4, 3)
