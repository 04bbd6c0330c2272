"""What older data would mean, variants under damping, and what holds for every variant."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.allocation.model.loading import load_model, shipped_models
from fordel.allocation.resolving import resolve
from fordel.domain.errors import ModelRefused
from fordel.domain.language import Words
from fordel.stability.effects import (
    NoVariant,
    Variant,
    try_older_data,
    try_variation,
)
from fordel.stability.refusals import (
    EveryChildWouldCount,
    LastYearCountedOtherwise,
    LastYearInOldWeights,
    LastYearNotGiven,
    NothingLeftToCount,
)
from fordel.stability.variants import Variation, variations
from tests.equity.runs import (
    GROUPS,
    HEADER,
    YEAR,
    Group,
    at_least,
    demonstration_runs,
    model_of,
    need,
    run_of,
)
from tests.stability.trying import WEIGHTED, differences, tried

# Older data


def test_older_data_are_last_years_shares_on_this_years_children():
    model = model_of(need(at_least(1)))
    then = (Group("A", 2, "a"), Group("A", 8), Group("B", 2, "b"), Group("B", 18))
    before = run_of(model, then, year=YEAR - 1)
    found = try_older_data(run_of(model), before)
    # 10 x 2/10 and 10 x 2/20 of this year's children count: 800 and 400 instead of 900 and 300
    assert differences(found) == [-100, 100]
    assert found.words.da == (
        "Data et år ældre: sidste års oplysninger om børnenes vilkår, ellers som i år"
    )


def test_older_data_that_are_the_same_change_nothing():
    model = model_of(need(at_least(1)))
    assert differences(try_older_data(run_of(model), run_of(model, year=YEAR - 1))) == [0, 0]


def test_a_new_unit_is_as_it_is_this_year_and_a_merged_one_as_those_it_came_from():
    model = model_of(need(at_least(1)))
    then = (
        Group("A1", 1, "a"),
        Group("A2", 1, "b"),
        Group("A2", 8),
        Group("B", 2, "b"),
        Group("B", 8),
    )
    before = run_of(model, then, year=YEAR - 1)
    now = run_of(model, (*GROUPS, Group("N", 2, "a")), units={"A": {"predecessors": ("A1", "A2")}})
    found = try_older_data(now, before)
    assert now.allocation.need == (720, 240, 240)
    # 2 of 10 counted in A1 and A2 together and 2 of 10 in B, as now; N 2 of 2, as now
    assert differences(found) == [400 - 720, 400 - 240, 400 - 240]


def test_without_last_years_run_the_reason_is_given():
    found = try_older_data(run_of(model_of(need(at_least(1)))), None)
    assert found.reason == Words(
        da="Sidste års kørsel er ikke givet. Hvad ældre data ville betyde, kan kun ses af det, man "
        "vidste sidste år.",
        en="Last year's run is not given. What older data would mean can only be seen from what "
        "was known last year.",
    )


def test_last_year_counted_by_other_criteria_is_no_older_data():
    before = run_of(
        model_of(
            need("method: criteria_met, criteria: [b]"), header=HEADER.replace("id: a,", "id: d,")
        ),
        GROUPS[3:],
        year=2026,
    )
    found = try_older_data(run_of(model_of(need(at_least(1)))), before)
    assert found.reason == Words(
        da="Børnene i 2026 er talt efter andre kriterier eller i andre aldersgrupper. I års model "
        "kan derfor ikke regne på dem.",
        en="The children of 2026 were counted by other criteria or in other age groups. This "
        "year's model can therefore not be computed from them.",
    )


# Damping and the weights of age groups


def damped_runs():
    """B counted 6 last year and A 2, the other way round: B is held at a loss of 3 %."""
    swapped = [replace(group, unit={"A": "B", "B": "A"}[group.unit]) for group in GROUPS]
    before = run_of(model_of(need(at_least(1))), swapped, year=YEAR - 1)
    damping = "id: damping, use: damping, max_loss_percent: 3"
    return before, run_of(model_of(need(at_least(1)), after=[damping]), previous=before)


def test_under_damping_last_years_children_are_weighted_by_the_same_weights():
    before, run = damped_runs()
    found = tried(run, before)["age_weight:all:more"]
    assert [shift.before for shift in found.shifts] == [5477, 5723]
    assert differences(found) == [0, 0]


def test_under_damping_other_weights_need_last_years_run():
    _, run = damped_runs()
    found = tried(run)["age_weight:all:more"]
    assert found.reason == Words(
        da="Dæmpningen «damping» måler sidste år i børn, der er vægtet med de gamle vægte. Med nye "
        "vægte ville alle enheder se ud til at tabe eller vinde.",
        en="The damping “damping” measures last year in children weighted by the old weights. With "
        "new weights every unit would seem to lose or gain.",
    )


@pytest.mark.parametrize(
    ("refusal", "danish", "english"),
    [
        (
            NothingLeftToCount(step="need", criterion="a"),
            "Læs det som, at alt i trinnet afhænger af kriteriet.",
            "Read it as everything in the step depending on the criterion.",
        ),
        (
            EveryChildWouldCount(step="need"),
            "Se på varianten med ét kriterium mere.",
            "Look at the variant with one criterion more.",
        ),
        (
            LastYearNotGiven(),
            "Giv sidste års kørsel med, lavet af en række pr. barn eller de samme antal.",
            "Give last year's run, made from a row per child or from the same counts.",
        ),
        (
            LastYearInOldWeights(step="damping"),
            "Giv sidste års kørsel, så børnene dér kan vægtes om.",
            "Give last year's run, so that its children can be weighted again.",
        ),
        (
            LastYearCountedOtherwise(year=2026),
            "Lav kørslen for 2026 om med i års kriterier og aldersgrupper i samme rækkefølge.",
            "Make the run of 2026 again with this year's criteria and age groups in their order.",
        ),
    ],
)
def test_what_to_do_about_a_variant_that_cannot_be_had(refusal, danish, english):
    assert refusal.message("da").endswith(danish)
    assert refusal.message("en").endswith(english)


# Properties

PATTERNS = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.integers(0, 12), st.sampled_from(("", "a", "b", "ab"))),
    min_size=1,
    max_size=12,
).map(lambda rows: (Group("A", 3, "ab"), *(Group(u, n, m) for u, n, m in rows)))


@settings(max_examples=40, deadline=None)
@given(PATTERNS)
def test_no_change_moves_nothing_and_neither_does_a_criterion_nobody_meets(groups):
    run = run_of(model_of(need(at_least(1))), groups)
    same = Variation("same", "criterion", Words("", ""), lambda: run.allocation.model)
    for found in (try_variation(run, same, None), tried(run)["without:c"]):
        assert isinstance(found, Variant)
        assert not any(differences(found))
        assert not any(shift.places for shift in found.shifts)


@settings(max_examples=40, deadline=None)
@given(PATTERNS)
def test_with_pools_what_some_gain_others_lose(groups):
    run = run_of(model_of(need(WEIGHTED)), groups)
    for found in tried(run).values():
        assert isinstance(found, NoVariant) or found.more_in_all == 0


def test_the_demonstration_municipality_allows_every_variant():
    runs = demonstration_runs()
    found = [*tried(runs[-1], runs[-2]).values(), try_older_data(runs[-1], runs[-2])]
    assert len(found) == 6 + 2 + 4 + 1
    assert all(isinstance(one, Variant) for one in found)
    assert all(one.moved_share < Fraction(2, 100) for one in found)
    assert all(any(differences(one)) for one in found)


@pytest.mark.parametrize("name", shipped_models())
def test_every_shipped_model_can_be_varied(name):
    model = load_model(name)
    year = max(
        (value.valid_from.year for one in model.parameters.values() for value in one.values),
        default=YEAR,
    )
    found = list(variations(resolve(model, year)))
    assert len({one.id for one in found}) == len(found) > 0
    for one in found:
        with suppress(ModelRefused):
            assert one.make() != model
