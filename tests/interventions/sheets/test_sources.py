"""Figures that count themselves come with where they are from, and never write over the unit's."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from fordel.domain.language import Words
from fordel.interventions.cells import MISSING, NOT_APPLICABLE, Cell, given
from fordel.interventions.sheets.handing_out import sheets_of
from fordel.interventions.sheets.refusals.asking import FieldNotAsked, NobodyAsked, UnitNotYetIn
from fordel.interventions.sheets.sources import BY_THE_UNIT, CountSource, Figure, figures
from tests.interventions.sheets.programmes import GREEN, PROJECT, registered, sheet


class Casework:
    """Counts as a later part of the house will give them."""

    words = Words(da="talt i sagerne", en="counted in the cases")

    def __init__(self, **counts: int) -> None:
        self._counts = counts

    def counts(self, project: str, unit: str, period: int) -> Mapping[str, Cell]:
        assert (project, unit, period) == (PROJECT.id, "u1", 2)
        return {key: given(value) for key, value in self._counts.items()}


def test_a_counted_figure_says_where_it_comes_from() -> None:
    source: CountSource = Casework(children=12, events=3, participants=7)
    written = {"events": given(4), "participants": NOT_APPLICABLE, GREEN: MISSING}
    assert figures(sheet(), "u1", written, source) == {
        "children": Figure(given(12), Casework.words),
        "events": Figure(given(4), BY_THE_UNIT),
        "participants": Figure(NOT_APPLICABLE, BY_THE_UNIT),
    }


def test_what_is_not_asked_is_not_filled_in() -> None:
    with pytest.raises(FieldNotAsked):
        figures(sheet(), "u1", {}, Casework(suitcases=1))
    with pytest.raises(UnitNotYetIn):
        figures(sheet(1), "u2", {})


def test_every_unit_of_the_period_gets_its_sheet() -> None:
    sheets = sheets_of(sheet(), registered())
    assert [(one.unit, one.name) for one in sheets] == [("u1", "Solsikken"), ("u2", "Åhuset")]
    assert sheets[0].before is not None
    assert sheets[1].before is None
    (one,) = sheets_of(sheet(), registered(), ["u1", "u1"], Casework(children=2))
    assert one.figures["children"].source == Casework.words
    with pytest.raises(NobodyAsked) as caught:
        sheets_of(sheet(), registered(), [])
    assert "i projektet Sprog i hverdagen er med i periode 2." in caught.value.message("da")
