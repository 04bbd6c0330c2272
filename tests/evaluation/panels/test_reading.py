from __future__ import annotations

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fordel.evaluation.panels.counting import count_panel
from fordel.evaluation.panels.reading import Expected, expected_of, read_panel
from fordel.evaluation.panels.refusals import StatesDoNotDiffer
from fordel.evaluation.panels.states import COLOURS, states_named
from fordel.interventions.loading import shipped_programme
from fordel.registers.refusals.report import RefusedFiles
from tests.evaluation.panels.made import HEADERS, panel_of, rows_of, write_panel

COURSES = {"u01": ["yyg", "ygg", "gyG"], "u02": ["ry-", "?yy"]}
CPR = "010115-1234"


def refused(path, expected=None):
    with pytest.raises(RefusedFiles) as caught:
        read_panel(path, expected)
    report = caught.value.report
    kinds = {type(problem).__name__ for problem in report.problems}
    return kinds, report.text("da"), report.text("en")


def test_a_file_gives_the_same_counts_in_every_format(tmp_path):
    rows = rows_of(COURSES)
    text = write_panel(tmp_path / "panel.csv", rows)
    book = openpyxl.Workbook()
    for row in (HEADERS, *rows):
        book.active.append(row)
    book.save(tmp_path / "panel.xlsx")
    columns = {name: list(values) for name, *values in zip(HEADERS, *rows, strict=True)}
    pq.write_table(pa.table(columns), tmp_path / "panel.parquet")
    wanted = count_panel(panel_of(COURSES))
    for path in (text, tmp_path / "panel.xlsx", tmp_path / "panel.parquet"):
        assert count_panel(read_panel(path)) == wanted, path.suffix


def test_danish_words_and_headers_are_read(tmp_path):
    rows = [("k1", "u1", "Periode 1", "Gul", "med"), ("k1", "u1", "2", "GRØN", "gået ud"),
            ("k2", "u1", "1", "rød", ""), ("k2", "u1", "2", "ikke vurderet", "")]  # fmt: skip
    headers = ("Pseudonym", "Enhed", "Periode", "Farve", "Gruppe")
    panel = read_panel(write_panel(tmp_path / "p.csv", rows, headers))
    assert panel.periods == (1, 2)
    last = {one.child: (one.state, one.is_leaving) for one in panel.sightings if one.period == 2}
    assert last == {0: (0, True), 1: (None, False)}


def test_no_pseudonym_leaves_the_reader(tmp_path):
    panel = read_panel(write_panel(tmp_path / "p.csv", rows_of(COURSES)))
    shown = repr(panel) + repr(panel.sightings) + repr(count_panel(panel))
    assert "u01-0" not in shown


def test_other_states_are_the_municipality_s_own(tmp_path):
    states = states_named(["trives", " i tvivl", "bekymrer"])
    rows = [("k1", "u1", 1, "Bekymrer"), ("k1", "u1", 2, "trives"), ("k2", "u1", 1, "I tvivl"),
            ("k2", "u1", 2, "i  tvivl")]  # fmt: skip
    path = write_panel(tmp_path / "p.csv", rows, HEADERS[:4])
    found = count_panel(read_panel(path, Expected(states=states)))
    assert {(one.start, one.end) for one in found.moves} == {
        ("bekymrer", "trives"), ("i tvivl", "i tvivl")}  # fmt: skip
    kinds, da, _ = refused(path)
    assert kinds == {"StateUnknown"}
    assert "grøn, gul, rød" in da
    with pytest.raises(StatesDoNotDiffer) as same:
        states_named(["grøn", "Grøn"])
    assert "ikke mindst to forskellige" in same.value.message("da")
    assert "not at least two different" in same.value.message("en")


@pytest.mark.parametrize(
    "key", [CPR, "0101151234", "101151234", "barn 010115-1234", "B0101151234", "010115 1234"]
)
def test_a_personal_number_is_no_pseudonym_and_is_never_shown(tmp_path, key):
    rows = [(key, "u1", 1, "gul", ""), *rows_of(COURSES)]
    kinds, da, en = refused(write_panel(tmp_path / "p.csv", rows))
    assert kinds == {"PseudonymIsPersonal"}
    assert "ligner personnumre (rækker: 1)" in da
    assert "Intet af filen er gemt." in da
    assert "looks like personal numbers" in en
    assert "1234" not in da + en


def test_a_long_hash_with_digits_in_a_row_is_a_pseudonym(tmp_path):
    keys = {"u1": "9f0101151234c7", "u2": "c70101159999ab"}
    rows = [(keys[unit], unit, period, "gul", "") for unit in keys for period in (1, 2)]
    assert read_panel(write_panel(tmp_path / "p.csv", rows)).children == 2


def test_a_personal_number_in_another_column_is_refused_too(tmp_path):
    rows = [(*row, CPR) for row in rows_of(COURSES)]
    kinds, da, en = refused(write_panel(tmp_path / "p.csv", rows, (*HEADERS, "note")))
    assert kinds == {"PersonalNumber"}
    assert "1234" not in da + en


def test_names_are_no_pseudonyms(tmp_path):
    rows = [(name, "u1", no, "gul", "") for name in ("Alma", "Bo Bjørn", "Carl") for no in (1, 2)]
    kinds, da, en = refused(write_panel(tmp_path / "p.csv", rows))
    assert kinds == {"PseudonymLooksLikeName"}
    assert "ligner navne (6 rækker uden tal)" in da
    assert "looks like names" in en
    assert "Alma" not in da + en


@pytest.mark.parametrize(
    ("row", "kind", "da", "en"),
    [
        (("u01-00", "u01", 1, "rød", ""), "ChildTwiceInPeriod",
         "allerede en række i periode 1", "already has a row in period 1"),
        (("x1", "u01", 1, "lilla", ""), "StateUnknown", "ikke en af tilstandene grøn, gul, rød",
         "none of the states"),
        (("x1", "u01", 1, "40 %", ""), "FigureInsteadOfState", "et tal eller en procent",
         "A number or a percentage"),
        (("x1", "u01", 1, "0,4", ""), "FigureInsteadOfState", "andele af børn kan ikke følges",
         "shares of children cannot be followed"),
        (("x1", "u01", "forår", "gul", ""), "PeriodUnknown", "ikke en af perioderne",
         "none of the periods"),
        (("x1", "u01", 0, "gul", ""), "PeriodUnknown", "Skriv periodens nummer",
         "Write the period's number"),
        (("x1", "u01", 1, "gul", "måske"), "GroupUnknown", "hverken «med» eller «gået ud»",
         "Neither “included” nor “left”"),
        (("", "u01", 1, "gul", ""), "ValueMissing", "", ""),
        (("x1", "", 1, "gul", ""), "ValueMissing", "", ""),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named(tmp_path, row, kind, da, en):
    path = write_panel(tmp_path / "p.csv", [*rows_of(COURSES), row])
    kinds, danish, english = refused(path)
    assert kinds == {kind}
    assert da in danish
    assert en in english
    assert f"række {len(rows_of(COURSES)) + 2}" in danish
    assert "u01-00" not in danish + english
    assert "lilla" not in danish


def test_what_a_project_does_not_know_is_refused(tmp_path):
    programme = shipped_programme()
    project = programme.projects[0]
    expected = expected_of(programme, project)
    unit = next(part.unit for part in project.units if part.takes_part_in(1))
    fine = [(f"k{n}", unit, no, "gul", "") for n in range(4) for no in (1, 2)]
    known = max(expected.periods)
    assert read_panel(write_panel(tmp_path / "fine.csv", fine), expected).children == 4
    rows = [*fine, ("k9", "nowhere", 1, "gul", ""), ("k9", unit, 3, "gul", ""),
            ("k8", unit, known + 9, "gul", "")]  # fmt: skip
    kinds, da, en = refused(write_panel(tmp_path / "p.csv", rows), expected)
    assert kinds == {"UnitUnknown", "PeriodNotCollected", "PeriodUnknown"}
    assert "Enheden er ikke med i projektet." in da
    assert "Periode 3 blev ikke indsamlet" in da
    assert "does not take part" in en
    assert "Period 3 was not collected" in en


def test_a_unit_before_it_joined_is_refused(tmp_path):
    rows = [("k1", "a", 1, "gul", ""), ("k1", "a", 2, "gul", ""), ("k2", "b", 1, "gul", ""),
            ("k2", "b", 2, "gul", "")]  # fmt: skip
    expected = Expected(
        units={"a": "a", "b": "b"}, joined=frozenset({("a", 1), ("a", 2), ("b", 2)})
    )
    kinds, da, en = refused(write_panel(tmp_path / "p.csv", rows), expected)
    assert kinds == {"UnitNotInPeriod"}
    assert "ikke med i projektet i periode 1" in da
    assert "did not take part in the project in period 1" in en


def test_columns_that_are_not_there_are_named(tmp_path):
    path = write_panel(tmp_path / "p.csv", [("u1", 1, 4, 3, 2)],
                       ("enhed", "periode", "grønne", "gule", "røde"))  # fmt: skip
    kinds, da, en = refused(path)
    assert kinds == {"PanelColumnMissing"}
    assert "Kolonnen «barn» mangler" in da
    assert "Kolonnen «farve» mangler" in da
    assert "The column “child” is missing" in en


def test_two_columns_for_one_thing_are_told_in_the_readers_words(tmp_path):
    """On a page nobody knows of a mapping file."""
    path = write_panel(tmp_path / "p.csv", [("k1", "k1", "a", 1, "gul")],
                       ("barn", "child", "enhed", "periode", "farve"))  # fmt: skip
    kinds, da, en = refused(path)
    assert kinds == {"PanelColumnTwice"}
    assert "Flere kolonner kan være «barn»: barn, child" in da
    assert "Slet den ene kolonne" in da
    assert "Several columns may be “child”" in en
    assert "mapping" not in da + en


def test_one_child_or_one_period_is_nothing_to_follow(tmp_path):
    alone = write_panel(tmp_path / "alone.csv", rows_of({"u1": ["yg"]}))
    kinds, da, en = refused(alone)
    assert kinds == {"OnlyOneChild"}
    assert "følger kun ét barn" in da
    assert "one child only" in en
    once = write_panel(tmp_path / "once.csv", rows_of({"u1": ["y", "g", "?"]}))
    kinds, da, en = refused(once)
    assert kinds == {"OnlyOnePeriod"}
    assert "kun vurderinger fra én periode" in da
    assert "one period only" in en


def test_a_hole_is_refused_unless_it_is_said_that_nothing_was_collected(tmp_path):
    rows = rows_of({"u1": ["y-g", "g-g", "y-y"]})
    path = write_panel(tmp_path / "p.csv", rows)
    kinds, da, en = refused(path)
    assert kinds == {"PeriodLeftOut"}
    assert "ingen rækker fra periode 2 imellem" in da
    assert "`--skipped 2`" in da
    assert "no rows from period 2 between" in en
    counts = count_panel(read_panel(path, Expected(skipped=frozenset({2}))))
    assert counts.skipped == (2,)
    assert counts.steps == ((1, 3),)


def test_new_pseudonyms_in_every_period_cannot_be_followed(tmp_path):
    rows = rows_of({"u1": ["y-", "y-", "g-", "yg", "-g", "-g"]})
    kinds, da, en = refused(write_panel(tmp_path / "p.csv", rows))
    assert kinds == {"TooFewFollowed"}
    assert "Kun 1 af 4 børn kan følges til den næste periode; 2 skal der til." in da
    assert "Only 1 of 4 children can be followed" in en


def test_colours_are_green_yellow_red():
    assert [state.id for state in COLOURS] == ["green", "yellow", "red"]
