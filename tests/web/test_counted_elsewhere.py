"""Counts that no person typed go the same way into a sheet as those that somebody did."""

from __future__ import annotations

import pytest

from fordel.interventions.cells import MISSING, State
from fordel.interventions.sheets.answers import read_answers
from fordel.interventions.sheets.refusals.correcting import ReasonNeeded
from fordel.web.access.models import Role
from fordel.web.programmes.actions.registering import Written, keep_sheet
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Entry, Participation
from fordel.web.programmes.queries.sheets import OneSheet, one_sheet, opened_project
from fordel.web.programmes.refusals.registering import SheetChangedMeanwhile
from tests.web.conftest import Town

OPEN, HANDED_IN = 4, 3


def sheet(town: Town, no: int = OPEN) -> OneSheet:
    standing = town.standing(Role.PROJECT_MANAGER)
    part = Participation.objects.filter(project__key=OWN_PROJECT).order_by("pk").first()
    opened = opened_project(standing, OWN_PROGRAMME, OWN_PROJECT)
    return one_sheet(standing, opened, no, part.unit_key)


def count(town: Town, one: OneSheet, **counts: int):
    written = Written(read_answers(one.sheet, counts, one.around), one.revision)
    return keep_sheet(town.standing(Role.PROJECT_MANAGER), one, written)


@pytest.mark.django_db
def test_what_was_counted_is_kept_and_what_was_not_stays_missing(town: Town) -> None:
    assert not count(town, sheet(town), suitcases=0, cross_meetings=3).must_mend
    cells = sheet(town).cells
    assert (cells["suitcases"].state, cells["suitcases"].value) == (State.GIVEN, 0)
    assert cells["cross_meetings"].value == 3
    assert cells.get("parent_events", MISSING) == MISSING
    assert not sheet(town).is_handed_in


@pytest.mark.django_db
def test_a_count_is_held_against_what_is_possible(town: Town) -> None:
    looked = count(town, sheet(town), suitcases=-1, cross_meetings=3)
    assert looked.must_mend
    assert sheet(town).cells.get("cross_meetings", MISSING) == MISSING


@pytest.mark.django_db
def test_a_later_count_hides_no_earlier_answer(town: Town) -> None:
    count(town, sheet(town), suitcases=2)
    count(town, sheet(town), suitcases=5)
    kept = Entry.objects.filter(
        registration__participation=sheet(town).part,
        registration__period__no=OPEN,
        field="suitcases",
    )
    assert list(kept.order_by("pk").values_list("value", flat=True)) == [2, 5]


@pytest.mark.django_db
def test_a_count_made_from_an_older_sheet_is_told(town: Town) -> None:
    before = sheet(town)
    count(town, sheet(town), suitcases=2)
    with pytest.raises(SheetChangedMeanwhile):
        count(town, before, suitcases=5)


@pytest.mark.django_db
def test_what_is_handed_in_changes_with_a_reason_only(town: Town) -> None:
    one = sheet(town, HANDED_IN)
    assert one.is_handed_in
    with pytest.raises(ReasonNeeded):
        count(town, one, suitcases=one.cells["suitcases"].value + 1)
