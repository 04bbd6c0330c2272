"""Decisions on results in reports: read from a file, told with who says so, and what may leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from fordel.evaluation.maturity.criteria import ResultLevel
from fordel.evaluation.refusals import DecisionWithoutWhy, PersonalText
from fordel.evaluation.reports.evaluated import evaluate
from fordel.evaluation.reports.final_report import final_report
from fordel.evaluation.reports.public_report import public_report
from fordel.evaluation.reports.refusals import SaidNotUnderstood
from fordel.evaluation.reports.said import read_said
from fordel.evaluation.rules import shipped_rules
from tests.evaluation.reports.small import SAID, registrations

AGREED = """
notes: [{id: n1, source: interview 3, role: staff, on: 2027-01-10, text: Det går bedre.}]
factors: [{id: f1, factor: personaleskift, pull: negative, strength: 4, role: management}]
results:
  verdicts:
    - {indicator: contact, decided: positive, by: Evaluator 1, on: 2027-02-01,
       why: Forældrene siger det samme., evidence: [n1, f1]}
"""
CONFLICT = (
    AGREED
    + """    - {indicator: contact, decided: negative, by: Evaluator 2, on: 2027-02-02,
       why: Kun to enheder.}
"""
)


def said(tmp_path: Path, text: str):
    file = tmp_path / "said.yaml"
    file.write_text(text, encoding="utf-8")
    return read_said(file, registrations(), shipped_rules())


def table(report, caption):
    return next(one for one in report.tables if one.caption == caption)


def row(found, caption, label):
    return next(r for r in table(found, caption).rows if r[0] == label)


def test_a_decision_on_a_result_stands_with_its_reason_and_evidence(tmp_path: Path) -> None:
    found = evaluate(registrations(), said(tmp_path, AGREED))
    told = row(final_report(found, "da"), "Hvad der kom ud af det", "Daglig kontakt")
    assert told[2] == "positivt (Evaluator 1, 01-02-2027): Forældrene siger det samme."
    assert told[4] == "n1, f1"
    english = row(final_report(found, "en"), "What came of it", "Daily contact")
    assert english[2].startswith("positive (Evaluator 1, ")
    assert found.level is ResultLevel.POINTS_TOWARDS


def test_a_conflict_is_told_and_counts_neither_way(tmp_path: Path) -> None:
    found = evaluate(registrations(), said(tmp_path, CONFLICT))
    whole = table(final_report(found, "da"), "Hvad der kom ud af det")
    assert any("evaluatorerne er uenige" in line for line in whole.notes)
    told = row(final_report(found, "da"), "Hvad der kom ud af det", "Daglig kontakt")
    assert "Kun to enheder." in told[2]
    assert found.level is ResultLevel.CANNOT_BE_SAID


def test_a_level_that_was_found_elsewhere_holds(tmp_path: Path) -> None:
    assert evaluate(registrations(), said(tmp_path, SAID)).level is ResultLevel.POINTS_TOWARDS


def test_what_leaves_has_the_outcome_without_names_and_reasons(tmp_path: Path) -> None:
    found = evaluate(registrations(), said(tmp_path, AGREED))
    report = public_report(found, "da")
    told = row(report, "Hvad der kom ud af det", "Daglig kontakt")
    assert told[1:3] == ("positivt", "besluttet af evaluator")
    rest = row(report, "Hvad der kom ud af det", "Trivsel")
    assert rest[2] == "forslag efter reglerne"
    text = str(table(report, "Hvad der kom ud af det"))
    assert "Evaluator 1" not in text
    assert "Forældrene siger" not in text
    assert "for få børn" not in text
    disputed = public_report(evaluate(registrations(), said(tmp_path, CONFLICT)), "en")
    assert row(disputed, "What came of it", "Daily contact")[1] == "the evaluators disagree"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (AGREED.replace("contact", "children"), SaidNotUnderstood, "registrerer ikke det resultat"),
        (AGREED.replace("positive", "splendid"), SaidNotUnderstood, "results"),
        (AGREED.replace("positive", "none").replace("Forældrene siger det samme.", "' '"),
         DecisionWithoutWhy, "begrundelsen mangler"),
        (AGREED.replace("Forældrene siger det samme.", "Ring 12 34 56 78"), PersonalText,
         "«contact» ser ud til at rumme"),
    ],
)  # fmt: skip
def test_a_decision_that_does_not_fit_is_refused(
    tmp_path: Path, text: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as refused:
        said(tmp_path, text)
    assert words in refused.value.message("da")
    assert refused.value.message("en") != refused.value.message("da")


@pytest.mark.parametrize("make", [final_report, public_report])
def test_what_the_level_rests_on_stands_with_it_and_with_the_results(tmp_path: Path, make) -> None:
    """A project may point towards where no effect of a result can be said: the page says why."""
    found = evaluate(registrations(), said(tmp_path, AGREED))
    assert all(one.proposal.level is ResultLevel.CANNOT_BE_SAID for one in found.came)
    report = make(found, "da")
    text = " ".join(one.text for one in report.blocks if hasattr(one, "text"))
    assert "Resultaterne samlet: «peger i retning af». Det hviler på, at 1 af" in text
    assert "Det hviler ikke på en sammenligning" in text
    results = table(report, "Hvad der kom ud af det")
    assert results.headers[3] == "Virkning ved sammenligning"
    assert any("«Virkning ved sammenligning» siger" in line for line in results.notes)
    english = table(make(found, "en"), "What came of it")
    assert any("“Effect by comparison” says" in line for line in english.notes)
