from __future__ import annotations

import re
from decimal import Decimal

from fordel.evaluation.effects.levels import shipped_rules
from tests.shared import ROOT

HOW_TO = ROOT / "docs" / "how-to" / "estimate-an-effect.md"


def test_the_example_does_what_it_says(capsys):
    text = HOW_TO.read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (printed,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    names = {}
    exec(blocks[0], names)
    assert capsys.readouterr().out == printed
    for block in blocks[1:]:
        exec(block, names)


def test_the_page_tells_the_rules_that_ship():
    text = (ROOT / "docs" / "algorithms" / "effects.md").read_text(encoding="utf-8")
    made_probable = shipped_rules().levels[-1].rules
    numbers = {rule.rule: rule.number for rule in made_probable}
    (line,) = re.findall(r"\| made probable \|(.*)\|", text)
    assert f"{numbers['started_at_least']} units started" in line
    assert f"{numbers['compared_at_least']} to compare with" in line
    assert f"fewer than {shipped_rules().few_units // 2} units on either side" in line
    assert numbers["courses_before_would_show_at_least"] == Decimal("0.5")
    assert "at least half the time" in line
    assert f"{numbers['effect_months_at_least']} months" in line
