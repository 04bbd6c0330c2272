"""Not collected, not applicable, missing and zero stay four different things."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from pydantic import ValidationError

from fordel.interventions.cells import (
    MISSING,
    NOT_APPLICABLE,
    NOT_COLLECTED,
    Cell,
    State,
    given,
)
from fordel.interventions.indicators import Colour, Indicator, Kind, Theme
from fordel.interventions.periods import ContextEvent, DataPeriod, Phase
from fordel.interventions.programme import Participation, Programme, Project
from fordel.interventions.registrations import Registrations


def period(no: int, first: str, last: str, **more: object) -> DataPeriod:
    return DataPeriod.model_validate({"no": no, "from": first, "to": last, **more})


def indicator(name: str, kind: Kind, theme: Theme) -> Indicator:
    return Indicator.model_validate(
        {"id": name, "kind": kind, "theme": theme, "label": {"da": name, "en": name}}
    )


PERIODS = (
    period(1, "2019-05-01", "2019-09-30"),
    period(2, "2019-10-01", "2020-02-29"),
    period(3, "2020-03-01", "2020-09-30", collected=False, reason="pandemi"),
    period(4, "2020-10-01", "2021-02-28"),
)
PROJECT = Project(
    id="language",
    name="Sprog",
    units=(Participation(unit="u1"), Participation(unit="u2", joined=4)),
    indicators=("home_visits", "wellbeing"),
    phases={2: Phase.SPREAD, 4: Phase.EFFECT},
)
PROGRAMME = Programme(
    id="programme",
    name="Programmet",
    periods=PERIODS,
    indicators=(
        indicator("home_visits", Kind.COUNT, Theme.ACTIVITIES),
        indicator("suitcases", Kind.COUNT, Theme.ACTIVITIES),
        indicator("wellbeing", Kind.COLOURS, Theme.WELLBEING),
    ),
    needed=((Theme.WELLBEING, Theme.LANGUAGE), (Theme.PARENTS, Theme.PRIMARY_PARTNER)),
    projects=(PROJECT,),
)
ANSWERS = {
    ("u1", 1, "home_visits"): given(0),
    ("u1", 2, "home_visits"): given(3),
    ("u1", 4, "home_visits"): NOT_APPLICABLE,
}


def test_every_kind_of_nothing_is_told_apart_from_zero() -> None:
    found = Registrations(PROGRAMME, PROJECT, ANSWERS)
    assert found.cell("u1", 1, "home_visits") == given(0)
    assert found.cell("u1", 3, "home_visits") == NOT_COLLECTED, "the period was skipped"
    assert found.cell("u1", 1, "suitcases") == NOT_COLLECTED, "the project does not ask for it"
    assert found.cell("u1", 4, "home_visits") == NOT_APPLICABLE, "the unit says so"
    assert found.cell("u2", 1, "home_visits") == NOT_APPLICABLE, "the unit had not joined"
    assert found.cell("u2", 4, "home_visits") == MISSING
    np.testing.assert_array_equal(
        found.array("home_visits"), [[0, 3, np.nan, np.nan], [np.nan] * 4]
    )
    assert sum(1 for _ in found.tidy()) == 2 * 4 * 7


def test_a_cell_has_a_number_exactly_where_one_is_given() -> None:
    for state, value in ((State.GIVEN, None), (State.MISSING, 0)):
        with pytest.raises(ValueError, match="exactly where"):
            Cell(state, value)


def test_periods_have_their_length_in_months() -> None:
    assert [known.months for known in PERIODS] == [5, 5, 7, 5]
    assert period(1, "2021-01-16", "2021-02-14").months == Fraction(16, 31) + Fraction(1, 2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"periods": (PERIODS[0], PERIODS[0])}, "stands after period 1"),
        (
            {"periods": (PERIODS[0], period(2, "2019-09-30", "2019-12-31"))},
            "begins before period 1 has ended",
        ),
        ({"periods": ()}, "at least 1"),
        ({"projects": (PROJECT, PROJECT)}, "the project language stands twice"),
        ({"indicators": PROGRAMME.indicators[:2]}, "uses the indicator wellbeing"),
        ({"periods": PERIODS[:2]}, "has a phase in period 4"),
    ],
)
def test_a_programme_that_does_not_fit_together_is_refused(
    change: dict[str, object], words: str
) -> None:
    document = PROGRAMME.model_dump(by_alias=True)
    plain = {name: change.get(name, document[name]) for name in document}
    with pytest.raises(ValidationError, match=words):
        Programme.model_validate(plain)


def test_a_skipped_period_needs_a_reason_and_a_period_an_order_of_days() -> None:
    with pytest.raises(ValidationError, match="why nothing was collected"):
        period(3, "2020-03-01", "2020-09-30", collected=False)
    with pytest.raises(ValidationError, match="ends before it begins"):
        period(3, "2020-03-02", "2020-03-01")


def test_colours_take_six_cells_and_themes_still_needed_are_named() -> None:
    keys = [field.key for field in PROGRAMME.fields_of(PROJECT)]
    assert keys[1] == "wellbeing.included.green"
    assert len(keys) == 1 + 2 * len(Colour)
    assert PROGRAMME.still_needed(PROJECT) == ((Theme.PARENTS, Theme.PRIMARY_PARTNER),)


def test_the_effect_phase_begins_with_the_project_or_with_the_unit() -> None:
    late = Participation(unit="u3", joined=2, effect_from=2)
    project = PROJECT.model_copy(update={"units": (*PROJECT.units, late)})
    assert project.effect_from("u1") == 4
    assert project.effect_from("u3") == 2


def test_an_event_touches_the_periods_it_lies_in() -> None:
    event = ContextEvent.model_validate({"name": "pandemi", "from": "2020-03-11"})
    assert [event.touches(known) for known in PERIODS] == [False, False, True, True]
    assert date(2020, 3, 11) == event.first
