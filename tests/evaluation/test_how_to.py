"""The example for researchers does what it says: its blocks run, in order."""

from __future__ import annotations

import re
from typing import Any

from tests.shared import ROOT

PAGE = ROOT / "docs" / "how-to" / "evaluate.md"


def test_the_blocks_of_the_how_to_run(capsys) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 7
    space: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, PAGE.name, "exec"), space)
    said = capsys.readouterr().out
    assert "3 of 4 units with at least one (75%)" in said
    assert (
        "Up: from 48% to 72% green (4 units, at least 100 and 100 children; 4 up, 0 down)." in said
    )
    assert "The lines break at period 2" in said
    assert "well described (cannot be said)" in said
