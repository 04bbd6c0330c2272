"""Tables on a screen: nothing is cut, and text is folded no farther than needed."""

from __future__ import annotations

import pytest
import rich.console

from fordel.cli.speaking import write_table

HEADERS = ("Number", "Changed", "Why", "Amount")
ROW = ("1", "parents_without_work + single_parents", "the children of last year", "1,234 kr.")


@pytest.mark.parametrize("room", [40, 70, 200])
def test_every_word_of_a_table_is_on_the_screen(
    room: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich.console.Console, "is_terminal", property(lambda _: True))
    monkeypatch.setenv("COLUMNS", str(room))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    write_table(HEADERS, [ROW], text_columns=2)
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert "1,234 kr." in shown
    wide = max(map(len, shown.splitlines()))
    assert (wide <= room) == (room > 40)
