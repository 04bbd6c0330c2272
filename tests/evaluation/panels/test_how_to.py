"""The example does what it says: its block runs."""

from __future__ import annotations

import re

from tests.shared import ROOT

PAGE = ROOT / "docs" / "how-to" / "follow-children.md"


def test_the_block_of_the_how_to_runs(capsys) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    exec(compile(blocks[0], PAGE.name, "exec"), {})
    assert capsys.readouterr().out == "60% of the yellow, 36% to 80%\n"
