"""Whatever units register, a report says every figure once and every gap in words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from fordel.evaluation.reports.blocks import Report, Table
from fordel.evaluation.reports.data_tables import colour_table, count_tables, rating_table
from fordel.evaluation.reports.gaps import gap_blocks
from fordel.evaluation.reports.page import page_of
from fordel.evaluation.reports.refusals import NothingRegistered
from fordel.evaluation.reports.scope import scope_of
from fordel.evaluation.reports.since_last import since_last
from fordel.interventions.cells import MISSING, NOT_APPLICABLE, given
from fordel.interventions.indicators import Theme
from tests.evaluation.reports.small import PROGRAMME, registrations

PROJECT = PROGRAMME.project("home")
KEYS = [field.key for field in PROGRAMME.fields_of(PROJECT)]
PLACES = [
    (part.unit, period.no, key)
    for part in PROJECT.units
    for period in PROGRAMME.periods
    if period.collected and part.takes_part_in(period.no)
    for key in KEYS
]
CELLS = st.one_of(
    st.integers(-1, 60).map(given), st.just(MISSING), st.just(NOT_APPLICABLE), st.none()
)
ANSWERS = st.lists(CELLS, min_size=len(PLACES), max_size=len(PLACES)).map(
    lambda cells: {at: cell for at, cell in zip(PLACES, cells, strict=True) if cell is not None}
)


@settings(max_examples=40, deadline=None)
@over(ANSWERS, st.sampled_from([1, 3, 4]))
def test_sums_are_of_what_is_there_and_every_cell_is_accounted_for(answers, period):
    known = replace(registrations(), answers=answers)
    try:
        scope = scope_of(known, period)
    except NothingRegistered:
        return
    for theme in (Theme.ACTIVITIES, Theme.SUPPORT):
        counted = next(count_tables(scope, theme, "da"))
        *units, total = counted.rows
        for place in range(1, len(total)):
            numbers = [row[place] for row in units if isinstance(row[place], int)]
            shown = str(total[place]).split(" (")[0].replace(".", "")
            assert shown == (str(sum(numbers)) if numbers else "ingen tal")
    blocks = tuple(gap_blocks(scope, "da"))
    answered = next(block for block in blocks if isinstance(block, Table))
    *units, total = answered.rows
    assert sum(total[1:4]) == len(scope.units) * len(KEYS)
    assert all(sum(row[1:4]) == len(KEYS) for row in units)
    tables = [colour_table(scope, one, "da") for one in scope.results.colours]
    tables += [one for theme in Theme if (one := rating_table(scope, theme, "da"))]
    changes = [one.words("da") for one in since_last(scope)]
    assert all(change.endswith(".") for change in changes)
    assert "None" not in page_of(Report("t", "k", "a", "da", 2026, (*blocks, *tables)))
