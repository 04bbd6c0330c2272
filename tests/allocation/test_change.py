"""Why a unit gets more or less: parts that sum exactly, and each cause under its own name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import permutations

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from fordel.allocation.change import explain_change, shapley
from fordel.allocation.mixing import Cause
from fordel.allocation.model.checks import check_model
from fordel.allocation.model.loading import model_from
from fordel.allocation.model.steps import Payment
from fordel.allocation.runs import make_run
from fordel.domain.errors import UserError
from tests.allocation.building import YEAR, children, document, inputs_of, model, rate, unit, world
from tests.allocation.generators import Maker

ZERO = Fraction(0)
NEED = {
    "id": "need",
    "use": "need",
    "count": {"method": "unique_children", "at_least": 1},
    "money": {"by": "pool", "pool": {"share": "0.2", "of": "frame"}},
}
FRAME = {"id": "frame", "use": "frame", "amount": 100_000}
BASE = {"id": "base", "use": "base_by_weighted_children", "pool": "rest"}
STEPS = [FRAME, NEED, BASE]


def run(world, steps=STEPS, year=YEAR, **rest):
    built = model_from(document(steps, **rest), "test")
    check_model(built)
    return make_run(built, inputs_of(world, built), year)


def check_sums(before, after, change):
    """Nothing of last year's or this year's money is lost, and the parts are the whole."""
    had = sum((c.before for c in change.units), ZERO) + sum((a for _, a in change.gone), ZERO)
    assert had == sum(before.allocation.totals)
    assert tuple(c.after for c in change.units) == after.allocation.totals
    for unit_change in change.units:
        assert sum(unit_change.parts.values()) == unit_change.difference
        assert set(unit_change.parts) == set(Cause)


def smallest_paid(run):
    sizes = [Fraction(run.model.currency.smallest)]
    sizes += [
        Fraction(s.round_to or 0) for s in run.allocation.model.steps if isinstance(s, Payment)
    ]
    return max(sizes)


@settings(max_examples=250)
@given(st.integers(0, 2**32))
def test_parts_sum_for_any_two_years_and_rounding_is_small(seed):
    maker = Maker(seed, odd=0)
    runs = []
    grain = maker.one_of(["rows", "rows", "counts"])
    known = maker.document(grain)
    for nth in range(2):
        if nth and maker.happens(0.4):  # new rules, perhaps on other data
            grain = maker.one_of(["rows", "counts"])
            known = maker.document(grain)
        built = model_from(known, "random")
        try:
            here = inputs_of(maker.world(counts=grain == "counts"), built)
            runs.append(make_run(built, here, YEAR + nth))
        except UserError:
            assume(False)

    change = explain_change(*runs)

    check_sums(*runs, change)
    event(f"tied: {[len(group) for group in change.tied]}")
    small = sum(map(smallest_paid, runs))
    for c in change.units:
        # A percentage of a rounded amount passes its rounding on, in proportion.
        passed_on = max(c.before, c.after) / 500
        assert abs(c.parts[Cause.ROUNDING]) <= 4 * small + passed_on
    for unit_change in change.units:
        if not unit_change.came_from:
            others = {c for c, part in unit_change.parts.items() if part}
            assert others <= {Cause.LINEAGE, Cause.DAMPING, Cause.MONTHS, Cause.ROUNDING}


def base_world(**rest):
    kids = children("k1", 10, met="a") + children("k1", 10, age="0-2")
    kids += children("k2", 20) + children("k2", 5, met="ab", age="0-2")
    kids += children("k3", 8, met="b") + children("k3", 8)
    units = [unit(name, district=f"d{i}") for i, name in enumerate(("k1", "k2", "k3"))]
    return world(units=units, children=kids, **rest)


def only(change, *causes):
    """Every part but those of the causes is nothing, and a few kroner are rounding."""
    found = set()
    for unit_change in change.units:
        assert abs(unit_change.parts[Cause.ROUNDING]) <= 3
        found |= {c for c, part in unit_change.parts.items() if part and c is not Cause.ROUNDING}
    assert found == set(causes)


def test_nothing_changed():
    first = run(base_world())
    change = explain_change(first, run(base_world()))
    assert all(part == 0 for c in change.units for part in c.parts.values())


def test_only_more_children_of_the_same_kind():
    more = base_world()
    more.children += [c for c in more.children if c["unit"] == "k1"]
    only(explain_change(run(base_world()), run(more)), Cause.CHILDREN)


def test_only_more_need():
    needier = base_world()
    one = next(c for c in needier.children if c["unit"] == "k2" and not any(c["criteria"].values()))
    needier.children[needier.children.index(one)] = {
        **one,
        "criteria": {"a": True, "b": False, "c": False},
    }
    change = explain_change(run(base_world()), run(needier))
    only(change, Cause.NEED)
    assert change.of("k2").parts[Cause.NEED] > 0


def test_only_a_larger_pool():
    larger = [{**FRAME, "amount": 110_000}, NEED, BASE]
    change = explain_change(run(base_world()), run(base_world(), larger))
    only(change, Cause.POOL)


def test_only_a_parameter_of_the_year():
    values = [
        {"from": f"{year}-01-01", "to": f"{year + 1}-01-01", "value": 90_000 + year, "source": "s"}
        for year in (YEAR, YEAR + 1)
    ]
    text = {"da": "x", "en": "x"}
    rest = {"parameters": {"frame": {"label": text, "unit": "kr", "values": values}}}
    steps = [{**FRAME, "amount": {"parameter": "frame"}}, NEED, BASE]
    runs = [run(base_world(), steps, year, **rest) for year in (YEAR, YEAR + 1)]
    only(explain_change(*runs), Cause.POOL)


def test_only_other_rules():
    rules = {**NEED, "count": {"method": "criteria_met"}}
    only(explain_change(run(base_world()), run(base_world(), [FRAME, rules, BASE])), Cause.RULES)


def test_only_other_weights_of_age_groups():
    ages = [{"id": "0-2", "weight": "1.74"}, {"id": "3-5"}]
    only(explain_change(run(base_world()), run(base_world(), ages=ages)), Cause.RULES)


def test_only_a_cap_and_only_a_threshold():
    capped = {**NEED, "cap": {"amount": 400, "per": "child"}}
    only(explain_change(run(base_world()), run(base_world(), [FRAME, capped, BASE])), Cause.LIMITS)
    threshold = {"kind": "excess", "measure": "mean_ratio", "level": "0.8"}
    steps = [FRAME, {**NEED, "threshold": threshold}, BASE]
    only(explain_change(run(base_world()), run(base_world(), steps)), Cause.LIMITS)


def test_only_other_grants():
    steps = [*STEPS, {"id": "grants", "use": "fixed_grants"}]
    steps[2] = {**BASE, "pool": {"amount": 50_000}}
    given = base_world(grants=[("k3", Fraction(700))])
    change = explain_change(run(base_world(grants=[]), steps), run(given, steps))
    only(change, Cause.GRANTS)
    assert change.of("k3").parts[Cause.GRANTS] == 700


def test_only_damping():
    damped = [*STEPS, {"id": "damping", "use": "damping", "max_loss_percent": 0}]
    last = {"k1": (Fraction(41_000), Fraction(30)), "k2": (Fraction(30_000), Fraction(30))}
    change = explain_change(run(base_world()), run(base_world(previous=last), damped))
    only(change, Cause.DAMPING)
    assert sum(c.parts[Cause.DAMPING] for c in change.units) == 0


def test_only_months():
    paid = [*STEPS, {"id": "payment", "use": "payment", "months": True}]
    opens = base_world()
    opens.units[0]["opened"] = date(YEAR, 7, 1)
    change = explain_change(run(base_world()), run(opens, paid))
    only(change, Cause.MONTHS)


def test_only_a_rate():
    steps = [{**NEED, "money": {"by": "rate_table", "table": "rates", "keys": ["district"]}}]
    rates = [[rate(100 * (1 + i * nth), district=f"d{i}") for i in range(3)] for nth in range(2)]
    runs = [run(base_world(rates=rows), steps) for rows in rates]
    change = explain_change(*runs)
    only(change, Cause.POOL)
    assert change.of("k3").parts[Cause.POOL] == 8 * 200


def merged(**rest):
    """k1 and k2 have become k9."""
    known = base_world(**rest)
    known.units = [unit("k9", district="d0", predecessors=("k1", "k2")), known.units[2]]
    known.children = [
        {**c, "unit": "k9" if c["unit"] in {"k1", "k2"} else c["unit"]} for c in known.children
    ]
    return known


def test_a_merger_alone_moves_no_money_of_a_pool():
    change = explain_change(run(base_world()), run(merged()))
    assert change.of("k9").came_from == ("k1", "k2")
    assert change.gone == ()
    only(change)


def test_a_merger_loses_a_lump_sum_by_lineage():
    steps = [
        *STEPS[:2],
        {**BASE, "pool": {"amount": 10_000}},
        {"id": "l", "use": "lump_sum", "amount": 900},
    ]
    change = explain_change(run(base_world(), steps), run(merged(), steps))
    only(change, Cause.LINEAGE)
    assert change.of("k9").parts[Cause.LINEAGE] == -900


def test_a_split_shares_its_past_by_size():
    known = base_world()
    known.units += [unit("k4", predecessors=("k2",), district="d1")]
    twos = [c for c in known.children if c["unit"] == "k2"]
    moved = twos[:4]  # four kindergarten children of 30 weighted
    for child in moved:
        known.children.remove(child)
        known.children.append({**child, "unit": "k4"})
    first = run(base_world())
    change = explain_change(first, run(known))
    had = dict(zip(first.allocation.ids, first.allocation.totals, strict=True))["k2"]
    assert change.of("k4").before == had * Fraction(4, 30)
    assert change.of("k2").before == had * Fraction(26, 30)


def test_a_unit_that_closed_is_told_as_gone():
    known = base_world()
    known.units = known.units[:2]
    known.children = [c for c in known.children if c["unit"] != "k3"]
    first = run(base_world())
    change = explain_change(first, run(known))
    assert change.gone == (("k3", first.allocation.totals[2]),)
    only(change, Cause.LINEAGE)


def test_a_new_unit_is_all_lineage():
    known = base_world()
    known.units.append(unit("k4", district="d9"))
    known.children += children("k4", 6, met="a")
    change = explain_change(run(base_world()), run(known))
    parts = change.of("k4").parts
    assert change.of("k4").before == 0
    assert parts[Cause.LINEAGE] + parts[Cause.ROUNDING] == change.of("k4").after


def test_units_named_in_a_model_are_followed_through_a_merger():
    key = {**NEED, "count": {"method": "given_key", "shares": {"k1": 1, "k2": 2, "k3": 3}}}
    new_key = {**NEED, "count": {"method": "given_key", "shares": {"k9": 3, "k3": 3}}}
    only(
        explain_change(run(base_world(), [FRAME, key, BASE]), run(merged(), [FRAME, new_key, BASE]))
    )
    named = {**NEED, "count": {"method": "designated", "units": ["k1", "k2"]}}
    new_named = {**NEED, "count": {"method": "designated", "units": ["k9"]}}
    runs = run(base_world(), [FRAME, named, BASE]), run(merged(), [FRAME, new_named, BASE])
    only(explain_change(*runs))


def test_rates_by_unit_are_followed_through_a_merger():
    steps = [{**NEED, "money": {"by": "rate_table", "table": "rates", "keys": ["unit"]}}]
    old = [rate(100, unit=u) for u in ("k1", "k2", "k3")]
    new = [rate(100, unit=u) for u in ("k9", "k3")]
    only(explain_change(run(base_world(rates=old), steps), run(merged(rates=new), steps)))


def test_a_new_district_is_no_obstacle():
    steps = [FRAME, {**NEED, "population": {"enrolled": 0, "resident": 1}}, BASE]
    share = {"share": Fraction(1, 4)}
    last = base_world(districts=dict.fromkeys(("d0", "d1", "d2"), share))
    now = base_world(districts=dict.fromkeys(("d0", "d1", "d2", "d9"), share))
    now.units.append(unit("k4", district="d9"))
    now.children += children("k4", 6, met="a")
    runs = run(last, steps), run(now, steps)
    change = explain_change(*runs)
    check_sums(*runs, change)
    only(change, Cause.LINEAGE)


def test_counts_without_age_groups_keep_to_their_cause():
    built = model([{**NEED, "count": {"method": "criteria_met", "criteria": ["a"]}, "money": {
        "by": "rate", "rate": 100}}], children={"grain": "counts"})  # fmt: skip
    runs = []
    for number in (5, 7):
        known = world(units=[unit("k1", children={"0-2": ZERO, "3-5": Fraction(10)})])
        known.counts = {("k1", "a"): {None: Fraction(number)}}
        runs.append(make_run(built, inputs_of(known, built), YEAR))
    change = explain_change(*runs)
    only(change, Cause.NEED)
    assert change.of("k1").parts[Cause.NEED] == 200


def test_counts_of_an_age_group_without_children_are_not_lost():
    # Some registers count what has no enrolment of its own, such as everybody above an age.
    built = model([{**NEED, "count": {"method": "criteria_met", "criteria": ["a"]}, "money": {
        "by": "rate", "rate": 100}}], children={"grain": "counts"})  # fmt: skip
    runs = []
    for number in (5, 7):
        known = world(units=[unit("k1", children={"0-2": ZERO, "3-5": Fraction(10)})])
        known.counts = {("k1", "a"): {"0-2": Fraction(number)}}
        runs.append(make_run(built, inputs_of(known, built), YEAR))
    only(explain_change(*runs), Cause.NEED)


def test_from_counts_to_rows_rules_and_need_are_told_together():
    counts = {**NEED, "count": {"method": "criteria_met", "criteria": ["a"]}}
    first = base_world(counts={(u, "a"): {None: Fraction(6)} for u in ("k1", "k2", "k3")})
    for one in first.units:
        one["children"] = {"0-2": Fraction(5), "3-5": Fraction(15)}
    runs = run(first, [FRAME, counts, BASE], children={"grain": "counts"}), run(base_world())
    change = explain_change(*runs)
    check_sums(*runs, change)
    assert change.tied == ((Cause.RULES, Cause.NEED),)


def test_other_age_groups_tie_children_too():
    # The same children, told in one group instead of two.
    one_group = base_world()
    one_group.children = [{**c, "age_group": "0-5"} for c in one_group.children]
    one_group.units.append(unit("k4", district="d0"))
    runs = run(base_world()), run(one_group, ages=[{"id": "0-5"}])
    change = explain_change(*runs)
    check_sums(*runs, change)
    assert change.tied == ((Cause.RULES, Cause.NEED, Cause.CHILDREN),)


def test_a_frame_that_goes_and_a_step_that_others_built_on():
    percent = {**NEED, "money": {"by": "percentage", "of": "base", "percent": 20}}
    lumps = {"id": "lump", "use": "lump_sum", "amount": 500}
    other = {**NEED, "money": {"by": "percentage", "of": "lump", "percent": 50}}
    runs = (
        run(base_world(), [FRAME, {**BASE, "pool": {"amount": 5000}}, percent]),
        run(base_world(), [lumps, other]),
    )
    check_sums(*runs, explain_change(*runs))
    runs = runs[::-1]
    check_sums(*runs, explain_change(*runs))
    pools = {**NEED, "money": {"by": "pool", "pool": {"amount": 9000}}}
    for runs in permutations([run(base_world()), run(base_world(), [pools, lumps])]):
        check_sums(*runs, explain_change(*runs))


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.integers(-9, 9), min_size=2**n, max_size=2**n))
    )
)
def test_shapley_is_the_mean_over_all_orders(game):
    count, worth = game
    players = [(cause,) for cause in list(Cause)[:count]]
    values = {
        frozenset(p for i, p in enumerate(players) if number >> i & 1): (
            Fraction(w),
            Fraction(2 * w),
        )
        for number, w in enumerate(worth)
    }
    parts = shapley(players, values)

    orders = list(permutations(players))
    for player in players:
        gained = [
            values[frozenset(order[: order.index(player) + 1])][0]
            - values[frozenset(order[: order.index(player)])][0]
            for order in orders
        ]
        assert parts[player] == (
            sum(gained, ZERO) / len(orders),
            2 * sum(gained, ZERO) / len(orders),
        )
    everybody = values[frozenset(players)][0] - values[frozenset()][0]
    assert sum((part[0] for part in parts.values()), ZERO) == everybody


def test_shapley_gives_those_who_do_the_same_the_same():
    one, two = (Cause.NEED,), (Cause.POOL,)
    values = {
        frozenset(): (ZERO,),
        frozenset([one]): (ZERO,),
        frozenset([two]): (ZERO,),
        frozenset([one, two]): (Fraction(3),),
    }
    assert shapley([one, two], values) == {one: (Fraction(3, 2),), two: (Fraction(3, 2),)}
