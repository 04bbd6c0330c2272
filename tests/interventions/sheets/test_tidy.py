"""Registrations as a table and back, with every kind of nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from fordel.interventions.cells import MISSING, NOT_APPLICABLE, NOT_COLLECTED, Cell, given
from fordel.interventions.programme import Participation
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.refusals.files import TidyColumnsMissing, TidyRowsRefused
from fordel.interventions.sheets.tidy import read_enrolled, read_tidy, tidy_csv
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.files import EmptyFile, NotWhatItsNameSays
from tests.interventions.sheets.programmes import PROGRAMME, PROJECT, WHOLE, registered

HEADER = "project,unit,period,field,state,value\n"


def file_of(path: Path, text: str, name: str = "registrations.csv") -> Path:
    file = path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_every_cell_has_a_row_with_its_state(tmp_path: Path) -> None:
    text = tidy_csv([registered(1, events=None)])
    rows = text.splitlines()
    assert rows[0] == HEADER.strip()
    assert len(rows) == 1 + 3 * 4 * len(WHOLE)
    assert "sprog,u1,1,children,given,12" in rows
    assert "sprog,u1,1,events,missing," in rows
    assert "sprog,u1,3,events,not_collected," in rows
    assert "sprog,u2,1,events,not_applicable," in rows
    read = read_tidy(file_of(tmp_path, text), PROGRAMME)
    assert list(read) == ["sprog"]
    assert read["sprog"].answers == registered(1, events=None).answers


PLACES = [(unit, no, key) for unit, no in (("u1", 1), ("u1", 4), ("u2", 2)) for key in WHOLE]
CELLS = st.one_of(
    st.sampled_from([MISSING, NOT_APPLICABLE, NOT_COLLECTED]), st.integers(1, 7).map(given)
)


@settings(max_examples=40)
@drawn(st.dictionaries(st.sampled_from(PLACES), CELLS))
def test_the_table_gives_the_same_registrations(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[tuple[str, int, str], Cell]
) -> None:
    known = Registrations(PROGRAMME, PROJECT, answers)
    file = file_of(tmp_path_factory.mktemp("tidy"), tidy_csv([known]))
    assert list(read_tidy(file, PROGRAMME)["sprog"].tidy()) == list(known.tidy())


def test_a_unit_that_looks_like_a_formula_is_defused_and_found_again(tmp_path: Path) -> None:
    odd = PROJECT.model_copy(update={"units": (Participation(unit="=1+1"),)})
    programme = PROGRAMME.model_copy(update={"projects": (odd,)})
    known = Registrations(programme, odd, {("=1+1", 1, "events"): given(2)})
    text = tidy_csv([known])
    assert "sprog,'=1+1,1,events,given,2" in text
    read = read_tidy(file_of(tmp_path, text), programme)["sprog"]
    assert read.cell("=1+1", 1, "events") == given(2)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("nord,u1,1,events,given,1", "projektet findes ikke i programmet"),
        ("sprog,u9,1,events,given,1", "enheden er ikke med i projektet"),
        ("sprog,u1,x,events,given,1", "her skal stå et helt tal"),
        ("sprog,u1,9,events,given,1", "perioden findes ikke"),
        ("sprog,u1,1,suitcases,given,1", "feltet står ikke på projektets ark"),
        ("sprog,u1,1,events,given,mange", "Skriv et helt tal uden komma, punktum og tekst"),
        ("sprog,u1,1,events,given,12 %", "Skriv antallet, ikke procent eller en andel"),
        ("sprog,u1,1,contact,given,8", "Skriv et helt tal fra 1 til 7"),
        ("sprog,u1,1,events,given,", "der mangler et tal"),
        ("sprog,u1,1,events,given,ikke relevant", "der mangler et tal"),
        ("sprog,u1,1,events,missing,0", "der står et tal uden given"),
        ("sprog,u1,1,events,tom,", "state skal være given"),
        ("sprog,u1,3,events,given,1", "der står et tal, hvor enheden ikke er spurgt"),
        ("sprog,u2,1,events,given,1", "der står et tal, hvor enheden ikke er spurgt"),
        ("sprog,u1,1,children,given,2", "cellen står to gange"),
        ("sprog,u1", "her skal stå et helt tal"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, row: str, words: str) -> None:
    good = "sprog,u1,1,children,given,2\n"
    with pytest.raises(TidyRowsRefused) as caught:
        read_tidy(file_of(tmp_path, f"{HEADER}{good}\n{row}\n"), PROGRAMME)
    start = "registrations.csv: Rækker, der ikke kan bruges: 1."
    assert caught.value.message("da").startswith(start)
    assert f"Række 4: {words}" in caught.value.message("da")


def test_many_refused_rows_are_counted_and_the_first_are_shown(tmp_path: Path) -> None:
    text = HEADER + "nord,u1,1,events,given,1\n" * 12
    with pytest.raises(TidyRowsRefused) as caught:
        read_tidy(file_of(tmp_path, text), PROGRAMME)
    assert caught.value.count == 12
    assert caught.value.message("en").count("Row ") == 10
    assert "And more." in caught.value.message("en")


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        ("project,unit,period,state,value\n", "r.csv", TidyColumnsMissing),
        ("", "r.csv", EmptyFile),
        ("%PDF-1.7", "r.csv", NotWhatItsNameSays),
        ("<html></html>", "r.csv", NotWhatItsNameSays),
        ('{"a": 1}', "r.json", NotWhatItsNameSays),
        (HEADER + '"' + "x" * 200_000, "r.csv", FileRefused),
    ],
)
def test_what_is_no_such_table_is_refused(
    tmp_path: Path, content: str, name: str, refusal: type[FileRefused]
) -> None:
    with pytest.raises(refusal) as caught:
        read_tidy(file_of(tmp_path, content, name), PROGRAMME)
    if refusal is TidyColumnsMissing:
        assert "Filen mangler kolonnerne field." in caught.value.message("da")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_a_table_saved_by_a_danish_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "r.csv"
    text = "project;unit;period;field;state;value\nsprog;ø1;1;events;given;2\n"
    file.write_bytes(text.encode(encoding))
    own = PROJECT.model_copy(update={"units": (Participation(unit="ø1"),)})
    programme = PROGRAMME.model_copy(update={"projects": (own,)})
    assert read_tidy(file, programme)["sprog"].cell("ø1", 1, "events") == given(2)


def test_children_enrolled_are_read_by_unit_and_period(tmp_path: Path) -> None:
    good = file_of(tmp_path, "unit,period,children\nu1,1,40\nu1,2,41\n")
    assert read_enrolled(good) == {("u1", 1): 40, ("u1", 2): 41}
    bad = file_of(tmp_path, "unit,period,children\nu1,1,40\nu1,1,41\nu2,1,mange\n")
    with pytest.raises(TidyRowsRefused) as caught:
        read_enrolled(bad)
    assert "Row 3: the unit stands twice in the period. Row 4: a whole number" in (
        caught.value.message("en")
    )


def test_a_table_of_one_project_need_not_say_which(tmp_path: Path) -> None:
    file = file_of(tmp_path, "unit,period,field,state,value\nu1,1,events,given,3\n")
    assert read_tidy(file, PROGRAMME, "sprog")["sprog"].cell("u1", 1, "events") == given(3)
    with pytest.raises(TidyColumnsMissing):
        read_tidy(file, PROGRAMME)
