"""From registrations to panels, and what is told of the effect: figures or reasons, never both."""

from __future__ import annotations

from math import isnan

import pytest

from fordel.evaluation.effects.estimating import estimate_effects
from fordel.evaluation.effects.from_registrations import (
    effects_in,
    may_be_estimated,
    outcome_from,
    outcomes_in,
)
from fordel.evaluation.effects.refusals import NoOutcome
from fordel.evaluation.effects.telling import (
    answers_table,
    checks_table,
    course_table,
    smallest_table,
)
from fordel.interventions.cells import given
from fordel.interventions.indicators import Cohort
from fordel.interventions.programme import Participation
from tests.evaluation.made import answers, colours, registered

_NAMES = "abcdefgh"
_NOISE = ((2, 3, 2), (1, 1, 2), (3, 2, 2), (2, 3, 3), (1, 2, 1), (4, 3, 4), (2, 2, 1), (3, 4, 3))


def _by_field(counts, cohort=Cohort.INCLUDED):
    found = {}
    for no, three in counts.items():
        for key, n in colours(three, cohort).items():
            found.setdefault(key, {})[no] = n
    return found


def _staggered():
    """Eight units; four start in period 3, four in period 4, and starting is worth two points."""
    units = tuple(
        Participation(unit=name, effect_from=3 if place % 2 else 4)
        for place, name in enumerate(_NAMES)
    )
    made = answers({"children": {1: 20, 3: 20, 4: 20}}, _NAMES)
    for place, part in enumerate(units):
        for no in (1, 3, 4):
            begun = 2 if no >= part.effect_from else 0
            made[part.unit, no, "contact"] = given(1 + begun + _NOISE[place][(1, 3, 4).index(no)])
    return registered(made, units=units)


def test_what_an_effect_can_be_asked_of() -> None:
    assert [one.id for one in outcomes_in(registered())] == ["contact", "wellbeing"]


def test_ratings_become_a_row_per_unit_and_collected_period() -> None:
    made = answers({"children": {1: 20, 3: 22}, "contact": {1: 3, 3: 5, 4: 9}}, "ab")
    units = (Participation(unit="a"), Participation(unit="b", joined=3, effect_from=4))
    panel = outcome_from(registered(made, units=units), "contact").panel
    assert list(zip(panel.unit, panel.period, panel.start, strict=True)) == [
        ("a", 1, 3), ("a", 3, 3), ("a", 4, 3), ("b", 3, 4), ("b", 4, 4)
    ]  # fmt: skip
    assert panel.outcome[:2] == (3.0, 5.0)
    assert isnan(panel.outcome[2])  # outside the scale, so it is not known
    assert list(panel.children) == [20, 22, None, 22, None]
    assert panel.months == {1: 5.0, 2: 7.0, 3: 5.0, 4: 7.0}
    assert not panel.has_colours


def test_colours_become_the_share_of_green_with_the_counts_beside_it() -> None:
    counted = _by_field({1: (6, 3, 1), 3: (0, 0, 0)}) | _by_field({3: (1, 1, 0)}, Cohort.LEFT)
    made = answers(counted, "a")
    made["a", 4, "wellbeing.included.green"] = given(7)  # the other two are missing
    outcome = outcome_from(registered(made, units=(Participation(unit="a"),)), "wellbeing")
    panel = outcome.panel
    assert panel.outcome[0] == 60.0
    assert isnan(panel.outcome[1])  # nobody to share among
    assert isnan(panel.outcome[2])
    assert (panel.green, panel.yellow, panel.red) == ((6, 0, None), (3, 0, None), (1, 0, None))
    assert panel.left == (None, 2, None)
    assert outcome.words.da == "andelen af grønne børn i «wellbeing» (i procentpoint)"


def test_children_are_those_enrolled_where_the_sheet_does_not_ask() -> None:
    units = (Participation(unit="a"),)
    known = registered(
        answers({"contact": {1: 3}}, "a"), enrolled={("a", 1): 40}, units=units,
        indicators=("contact",),
    )  # fmt: skip
    assert list(outcome_from(known, "contact").panel.children) == [40, None, None]


@pytest.mark.parametrize("name", ["visits", "nothing"])
def test_a_count_has_no_effect_to_see(name: str) -> None:
    with pytest.raises(NoOutcome) as refused:
        outcome_from(registered(), name)
    assert refused.value.parts("da") == (
        f"«{name}» er ikke et resultat, som projektet registrerer.",
        "En virkning kan kun ses på en vurdering eller på børn i tre farver.",
        "Vælg en af disse: contact, wellbeing.",
    )
    assert refused.value.parts("en")[2] == "Choose one of these: contact, wellbeing."


def test_units_that_start_at_different_times_are_compared_and_told() -> None:
    outcome = outcome_from(_staggered(), "contact")
    report = estimate_effects(outcome.panel, outcome=outcome.words)
    assert report.design == "staggered"
    told = answers_table(report, outcome.unit, "da")
    effect = told.rows[0]
    assert effect[0] == "Virkning: det tal, der må nævnes"
    assert effect[4] == "8"
    assert effect[1].replace(",", "").lstrip("-").isdigit()
    assert " – " in effect[2]
    assert told.below[0].startswith("Svarene er i point på vurderingens skala")
    assert told.rows[4][1] == "Kan ikke regnes. Grønne, gule og røde børn er ikke talt op."
    checks = {row[0]: row[1] for row in checks_table(report, "da").rows}
    assert checks["De samme børn: hvor mange der er med"] == (
        "Antallet af børn er det samme hele vejen."
    )
    assert checks["Tid siden start"] == "7 måneder i den midterste enhed."
    assert smallest_table(report, "en").rows[1][2] == "8"
    reasons = [row for row in smallest_table(report, "da").rows if "Kan ikke" in row[1]]
    assert smallest_table(report, "da").text_columns == (2 if reasons else 1)


def test_one_common_start_is_told_in_words_not_in_a_figure() -> None:
    made = answers({"contact": {1: 3, 3: 5, 4: 5}})
    made["a", 1, "contact"] = given(4)
    outcome = outcome_from(registered(made), "contact")
    report = estimate_effects(outcome.panel, outcome=outcome.words)
    effect = answers_table(report, outcome.unit, "en").rows[0]
    assert effect[1].startswith("Not estimable. All units started at the same time")
    assert effect[2:] == ("–", "–", "–")
    assert report.language.level == "cannot_be_said"
    assert "cannot be said" in report.language.sentence.en


def test_the_course_is_told_before_and_after_the_start() -> None:
    outcome = outcome_from(_staggered(), "contact")
    told = course_table(estimate_effects(outcome.panel, outcome=outcome.words), "da")
    assert told is not None
    assert told.text_columns == 1  # every difference is a figure, and stands as one
    assert [row[0] for row in told.rows] == ["den første med indsatsen"]
    assert "omkring nul" in told.below[0]
    together = outcome_from(registered(answers({"contact": {1: 3, 3: 5}})), "contact")
    assert course_table(estimate_effects(together.panel), "en") is None


def test_many_periods_may_speak_for_themselves() -> None:
    """Units that begin together are looked at where a course is long enough, and only there."""
    assert not may_be_estimated(_staggered_together())
    assert may_be_estimated(_staggered())
    assert set(effects_in(_staggered())) == {"contact", "wellbeing"}


def _staggered_together():
    made = answers({"contact": {1: 3, 3: 5, 4: 5}}, _NAMES)
    return registered(made, units=tuple(Participation(unit=name) for name in _NAMES))
