"""Tables on a screen: nothing is cut, and text is folded no farther than needed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
import rich.console

from fordel.cli.app import run
from fordel.cli.speaking import write_table

HEADERS = ("Number", "Changed", "Why", "Amount")
ROW = ("1", "parents_without_work + single_parents", "the children of last year", "1,234 kr.")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(rich.console.Console, "is_terminal", property(lambda _: True))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    return monkeypatch


@pytest.mark.parametrize("room", [40, 70, 200])
def test_every_word_of_a_table_is_on_the_screen(
    room: int, capsys: pytest.CaptureFixture[str], terminal: pytest.MonkeyPatch
) -> None:
    terminal.setenv("COLUMNS", str(room))
    write_table(HEADERS, [ROW], text_columns=2)
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert "1,234 kr." in shown
    assert max(map(len, shown.splitlines())) <= room
    assert (shown.count("Number") > 1) == (room == 40)


PERIODS = ("What", *(f"Period {no}" for no in range(1, 8)))
COURSES = (("Wellbeing", *(f"{no}4% (n=88)" for no in range(1, 8))), ("Visits", *"1234567"))


def test_a_table_wider_than_the_terminal_is_told_in_parts_with_its_rows_named_in_each(
    capsys: pytest.CaptureFixture[str], terminal: pytest.MonkeyPatch
) -> None:
    terminal.setenv("COLUMNS", "80")
    write_table(PERIODS, COURSES, title="Development")
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.count("Development") == 1
    assert shown.count("Wellbeing") == shown.count("Visits") == 2
    assert all(shown.count(period) == 1 for period in PERIODS[1:])


def test_a_file_is_given_the_table_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    write_table(PERIODS, COURSES)
    assert capsys.readouterr().out.count("Wellbeing") == 1
    monkeypatch.setenv("COLUMNS", "60")
    write_table(PERIODS, COURSES)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 60


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_a_terminal_without_all_characters_is_answered_all_the_same(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "costs.csv"
    columns = "activity,staff,divisor,pedagogue_hours,printed_cost_per_child_dkk"
    file.write_text(f"{columns}\nBesøg → hjem,1 pedagogue,1,1,400\n", encoding="utf-8")
    shown = {}
    for more in ((), ("--json",)):
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "argv", ["fordel", "cost", str(file), *more])
        assert run() == 0
        out.flush()
        shown[more] = out.buffer.getvalue().decode(encoding)
    assert "hjem" in shown[()]
    (row,) = json.loads(shown["--json",])
    assert row["activity"] == "Besøg → hjem"
    assert row["reason"].startswith("\N{MINUS SIGN}60 kr. fra det trykte tal")
