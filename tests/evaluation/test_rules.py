"""Rules ship with their sources, and a municipality lays its own on top."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from fordel.evaluation.refusals import RulesNotFound, RulesNotUnderstood
from fordel.evaluation.rules import read_rules, shipped_rules


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_rule_says_its_source() -> None:
    rules = shipped_rules()
    parts = (rules.implementation, rules.results, rules.maturity, rules.across)
    assert all(part.source.da and part.source.en for part in parts)


def test_own_rules_are_laid_over_the_shipped(tmp_path: Path) -> None:
    own = read_rules(
        written(tmp_path, "implementation:\n  fewest_units: 3\n  dosage: {well: 0.9}\n")
    )
    assert own.implementation.fewest_units == 3
    assert own.implementation.dosage.well == Decimal("0.9")
    assert own.implementation.dosage.mostly == shipped_rules().implementation.dosage.mostly
    assert own.results == shipped_rules().results


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- 1", "rules.yaml, –: her skal stå navne med værdier."),
        ("implementation:\n  dosage: {well: 0.1}", "grænserne skal falde fra well over mostly"),
        ("results:\n  share_of_units: 0.2", "results"),
        ("unknown: 1", "unknown"),
        ("maturity:\n  months_of_effect: many", "months_of_effect"),
        ("results: 3", "results"),
    ],
)
def test_rules_that_do_not_hold_are_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RulesNotUnderstood) as caught:
        read_rules(written(tmp_path, text))
    said = caught.value.message("da")
    assert words in said
    assert said.endswith("Ret stedet; docs/how-to/evaluate.md viser, hvordan egne regler skrives.")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RulesNotFound) as caught:
        read_rules(tmp_path / "none.yaml")
    assert caught.value.message("da").startswith(f"Reglerne «{tmp_path}/none.yaml» kan ikke læses.")
