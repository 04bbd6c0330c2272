"""`fordel disclose`: a table in, a table that may be shown out."""

from __future__ import annotations

import pytest

TABLE = """enhed;område;børn;lav_indkomst;enlig
Solsikken;Nord;60;3;12
Mælkebøtten;Nord;45;9;20
Kløveren;Nord;80;22;31
Bøgen;Syd;50;14;0
Egen;Syd;70;18;8
Elmen;Syd;33;;6
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def row(out, name):
    return next(line.split() for line in out.splitlines() if line.split()[:1] == [name])


def test_a_small_count_and_the_one_beside_it_are_hidden(fordel, file):
    answer = fordel("disclose", file, "--area", "område", "--children", "børn", "--seconds", 60)
    assert answer.code == 0
    assert row(answer.out, "Solsikken") == ["Solsikken", "60", "–", "12"]
    assert row(answer.out, "Mælkebøtten") == ["Mælkebøtten", "45", "–", "20"]
    assert row(answer.out, "Bøgen") == ["Bøgen", "50", "14", "0"]
    assert row(answer.out, "Elmen") == ["Elmen", "33", "ikke", "oplyst", "6"]
    assert row(answer.out, "I") == ["I", "alt", "338", "66", "77"]
    assert "Så lidt som muligt er skjult (bevist)." in answer.out
    assert "Skjulte tal: 2." in answer.out
    assert "ingen kan regne et skjult tal ud af tabellen" in answer.out


def test_json_tells_nothing_that_is_hidden(fordel, file):
    answer = fordel("disclose", file, "--area", "område", "--json", "--fast")
    told = answer.json()
    assert told["method"] == "heuristic"
    assert {cell["status"] for cell in told["cells"]} >= {"shown", "hidden", "not_collected"}
    assert all(cell["value"] is None for cell in told["cells"] if cell["status"] != "shown")
    assert set(told) == {"method", "cells"}


def test_rounding_instead(fordel, file):
    answer = fordel("disclose", file, "--area", "område", "--children", "børn", "--round", "5")
    assert answer.code == 0
    assert row(answer.out, "Solsikken")[2] in {"0", "5"}
    assert "Antal er rundet op eller ned til et tal, som 5 går op i." in answer.out
    assert (
        "additive" in fordel("disclose", file, "--area", "område", "--round", "5", "--json").json()
    )


def test_the_published_table_is_written_for_a_spreadsheet(fordel, file, tmp_path):
    out = tmp_path / "ud.csv"
    assert fordel("disclose", file, "--area", "område", "--out", out).code == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "enhed;børn;lav_indkomst;enlig"
    assert "Solsikken;60;–;12" in lines
    assert lines[-1].startswith("I alt;")
    refused = fordel("disclose", file, "--out", tmp_path / "nowhere" / "ud.csv", "--area", "område")
    assert refused.code == 2
    assert "kan ikke skrives" in refused.err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Egen;Syd;70;18;8", "Egen;Syd;70;mange;8", "Det er ikke et tal"),
        ("Egen;Syd", "Bøgen;Syd", 'Enheden "Bøgen" står også i række 5'),
        ("Egen;Syd", ";Syd", "Cellen er tom."),
        ("Egen;Syd", "010101-1234;Syd", "ligner CPR-numre"),
        ("lav_indkomst", "område ", "Filen har ingen kolonne af det navn"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(fordel, file, old, new, words):
    file.write_text(TABLE.replace(old, new), encoding="utf-8")
    asked = "område" if "kolonne af det navn" not in words else "areal"
    answer = fordel("disclose", file, "--area", asked)
    assert answer.code == 3
    assert words in answer.err


def test_an_area_may_be_called_as_a_unit(fordel, file):
    file.write_text(TABLE.replace(";Syd;", ";Bøgen;"), encoding="utf-8")
    assert "Bøgen (område)" in fordel("disclose", file, "--area", "område").out


def test_words_that_do_not_fit_are_refused(fordel, file):
    assert fordel("disclose", file, "--zeros", "sometimes").code == 2
    assert fordel("disclose", file, "--mark", "loudly").code == 2
    refused = fordel("disclose", file, "--mark", "under", "--threshold", "2")
    assert refused.code == 2
    assert "Reglen threshold kan ikke bruges med den værdi." in refused.err
