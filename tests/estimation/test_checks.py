from __future__ import annotations

import numpy as np
import pytest

from fordel.domain.errors import InputRefused
from fordel.estimation.checks import check_sample, events
from fordel.estimation.sample import Sample
from fordel.estimation.spec import Spec
from fordel.registers.records import SourceFile
from tests.estimation import planted
from tests.estimation.test_spec import NUMBER, ORDERED, POINTS


def made_of(criteria, values, *, units=20, **changes):
    """A sample of yes-and-no criteria c1, c2, … and an outcome."""
    criteria = np.asarray(criteria, dtype=float).reshape(
        len(values), np.shape(criteria)[-1] if np.ndim(criteria) > 1 else 1
    )
    names = [f"c{i + 1}" for i in range(criteria.shape[1])]
    document = {
        **planted.SPEC,
        "criteria": [{"id": name, "label": planted.label(name)} for name in names],
        **changes,
    }
    return Sample(
        spec=Spec.model_validate(document),
        terms=tuple(names),
        criteria=criteria,
        outcome=np.asarray(values, dtype=float),
        children=np.ones(len(values)),
        weights=np.ones(len(values)),
        unit=np.arange(len(values)) % units,
        source=SourceFile("d.csv", "0" * 64, len(values)),
    )


def drawn(rows=400, columns=2, seed=1):
    generator = np.random.default_rng(seed)
    return generator.integers(0, 2, (rows, columns)), generator.integers(0, 2, rows)


def said(sample, language="en"):
    with pytest.raises(InputRefused) as refused:
        check_sample(sample)
    assert refused.value.exit_code == 3
    return refused.value.message(language)


def test_data_that_can_bear_an_estimate_pass():
    check_sample(made_of(*drawn()))


def test_an_outcome_without_differences_is_refused():
    criteria, _ = drawn()
    sample = made_of(criteria, np.ones(400))
    assert said(sample).startswith("The outcome “outcome” is the same for all, or one of its")
    assert said(sample, "da").startswith("Udfaldet «outcome» er det samme for alle, eller et")


def test_a_level_that_nobody_has_is_refused():
    criteria, outcome = drawn()
    ordered = {**ORDERED, "column": "outcome"}
    sample = made_of(criteria, outcome * 2, outcome=ordered, export=POINTS)
    assert "one of its levels has nobody" in said(sample)


def test_no_rows_at_all_are_refused():
    assert "is the same for all" in said(made_of(np.zeros((0, 1)), []))


def test_a_criterion_without_differences_is_named():
    criteria, outcome = drawn()
    criteria[:, 1] = 0
    assert said(made_of(criteria, outcome)).startswith("The criterion “c2” is the same for all.")


def test_few_units_are_refused():
    criteria, outcome = drawn()
    assert "The data have 9 units; at least 10 are" in said(made_of(criteria, outcome, units=9))
    more_folds = made_of(criteria, outcome, units=11, validation={"folds": 12})
    assert "The data have 11 units; at least 12 are" in said(more_folds)


def test_fewer_units_than_coefficients_are_refused():
    criteria, outcome = drawn(rows=900, columns=14)
    assert "The data have 12 units; at least 16 are" in said(made_of(criteria, outcome, units=12))


def test_few_events_are_refused_with_the_rule():
    criteria, _ = drawn()
    outcome = np.arange(400) % 22 == 0  # 19 children
    words = said(made_of(criteria, outcome))
    assert "Too little data for 2 coefficients: at least 20 are needed." in words
    assert "10 per coefficient" in words
    assert "19" not in words


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ({**planted.SPEC["outcome"]}, 3),
        ({**NUMBER, "column": "outcome"}, 10),
        # Harrell: 10 - (5³ + 2³ + 3³) / 10² = 8.4
        ({**ORDERED, "column": "outcome"}, 8.4),
    ],
)
def test_what_an_estimate_rests_on_follows_the_outcome(outcome, expected):
    values = [0, 1, 0, 1, 0, 1, 0, 0, 0, 0]
    if outcome["kind"] == "ordered":
        values = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2]
    sample = made_of(np.arange(10) % 2, values, outcome=outcome, export=POINTS)
    assert events(sample) == pytest.approx(expected)


def test_criteria_that_few_meet_or_few_do_not_are_all_named_without_their_number():
    criteria, outcome = drawn(columns=3)
    criteria[:, 0] = np.arange(400) < 17
    criteria[:, 2] = np.arange(400) >= 17
    words = said(made_of(criteria, outcome))
    assert words.startswith("Too little data for these criteria: c1, c3.")
    assert "At least 20 children" in words
    assert "17" not in words


def test_a_criterion_with_an_answer_that_few_have_is_named():
    criteria, _ = drawn()
    outcome = np.arange(400) % 2
    met = np.arange(400) < 40
    outcome[met] = np.arange(40) < 4
    criteria[:, 1] = met
    words = said(made_of(criteria, outcome))
    assert words.startswith("Too little data for these criteria: c2.")
    assert "at least 5 of them and of the rest must have either answer" in words
    outcome[4] = 1
    check_sample(made_of(criteria, outcome))


def test_criteria_that_say_the_same_are_named():
    criteria, outcome = drawn(columns=3)
    criteria[:, 2] = criteria[:, 0] & criteria[:, 1]
    criteria = np.column_stack((criteria, criteria[:, 0] + criteria[:, 1] - criteria[:, 2]))
    assert said(made_of(criteria, outcome)).startswith(
        "These criteria say the same: c1, c2, c3, c4."
    )
    criteria[:, 3] = 1 - criteria[:, 1]
    assert said(made_of(criteria, outcome)).startswith("These criteria say the same: c2, c4.")


def test_a_criterion_that_tells_the_outcome_apart_is_named():
    criteria, outcome = drawn(columns=3)
    outcome[criteria[:, 1] == 1] = 1
    assert said(made_of(criteria, outcome)).startswith(
        "These criteria tell the outcome apart completely: c2."
    )
    assert "skiller udfaldet fuldstændigt: c2." in said(made_of(criteria, outcome), "da")


def test_criteria_that_tell_levels_apart_only_together_are_named():
    criteria, _ = drawn(columns=3)
    together = criteria[:, 0] + criteria[:, 1]
    level = np.where(together == 0, 0, np.where(together == 1, 1, 2))
    changes = {"outcome": {**ORDERED, "column": "outcome"}, "export": POINTS}
    assert "completely: c1, c2." in said(made_of(criteria, level, **changes))


def test_a_number_is_never_told_apart():
    criteria, _ = drawn(columns=2)
    sample = made_of(
        criteria, criteria[:, 0] * 10.0, outcome={**NUMBER, "column": "outcome"}, export=POINTS
    )
    check_sample(sample)
