"""Who has handed in, who is late, and what is missing where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fordel.interventions.cells import NOT_APPLICABLE
from fordel.interventions.indicators import Theme
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.completeness import STANDING_WORDS, Overview, Standing, overview
from fordel.interventions.sheets.refusals.asking import PeriodNotCollected
from tests.interventions.sheets.programmes import PROGRAMME, PROJECT, registered

DEADLINE = date(2020, 3, 15)


def seen(
    registrations: Registrations, handed_in: dict[str, date], today: date, no: int = 2
) -> Overview:
    return overview(registrations, no, handed_in=handed_in, today=today, deadline=DEADLINE)


def test_every_unit_stands_somewhere() -> None:
    known = registered(2)
    early = seen(known, {"u1": date(2020, 3, 10)}, date(2020, 3, 15))
    standings = {unit.unit: (unit.standing, unit.late) for unit in early.units}
    assert standings == {
        "u1": (Standing.HANDED_IN, False),
        "u2": (Standing.NOT_BEGUN, False),
        "u3": (Standing.NOT_APPLICABLE, False),
    }
    assert [unit.name for unit in early.waiting_for] == ["Åhuset"]
    assert not early.whole
    assert early.count(Standing.HANDED_IN) == 1
    assert STANDING_WORDS[Standing.NOT_APPLICABLE].da == "ikke med i perioden"


def test_late_is_after_the_deadline_whether_it_came_or_not() -> None:
    late = seen(registered(2), {"u1": date(2020, 3, 16)}, date(2020, 3, 17))
    assert [unit.late for unit in late.units] == [True, True, False]
    without = overview(registered(2), 2, handed_in={}, today=date(2030, 1, 1))
    assert not any(unit.late for unit in without.units)


def test_what_is_missing_is_named_by_unit_and_shared_by_theme() -> None:
    known = registered(2, events=None, contact=None)
    known = replace(known, answers={**known.answers, ("u1", 2, "contact"): NOT_APPLICABLE})
    now = seen(known, {}, DEADLINE)
    first = now.units[0]
    assert (first.standing, first.answered, first.asked) == (Standing.BEGUN, 9, 10)
    assert [field.key for field in first.missing] == ["events"]
    shares = {theme.theme: theme.share for theme in now.themes}
    assert shares == {
        Theme.ACTIVITIES: Fraction(2, 6),
        Theme.WELLBEING: Fraction(6, 12),
        Theme.PARENTS: Fraction(1, 2),
    }
    assert now.themes[0].words.en == "activities"


def test_nobody_asked_is_no_share() -> None:
    alone = PROJECT.model_copy(update={"units": PROJECT.units[2:]})
    now = seen(Registrations(PROGRAMME, alone, {}), {}, DEADLINE)
    assert [theme.share for theme in now.themes] == [None, None, None]
    assert now.whole


def test_a_skipped_period_has_no_overview() -> None:
    with pytest.raises(PeriodNotCollected):
        seen(registered(), {}, DEADLINE, no=3)
