"""What may be carried on: maturity, how sure the results are, and cost, on a line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from fordel.costing.computing import Range
from fordel.evaluation.across.overview import CarryOn, overview_table
from fordel.evaluation.maturity.criteria import MaturityOutcome, ResultLevel
from fordel.evaluation.maturity.judging import Judged, Judgement
from fordel.evaluation.reports.evaluated import evaluate
from tests.evaluation.reports.small import registrations
from tests.evaluation.test_grounds import PROBABLE, result

PARTLY, MATURED = MaturityOutcome.PARTLY, MaturityOutcome.MATURED


def row(**own: object) -> CarryOn:
    found = evaluate(registrations())
    made = CarryOn(
        name="Hjemme",
        maturity=found.maturity,
        judged=Judged("Hjemme", PARTLY),
        level=ResultLevel.POINTS_TOWARDS,
        came=(result(level=PROBABLE), result(), result(found.came[0].proposal.outcome.NEGATIVE)),
        yearly=Range(Fraction(12000), Fraction(10000), Fraction(15000)),
        unpriced=0,
    )
    return replace(made, **own)


def told(**own: object) -> tuple[str, ...]:
    return overview_table([row(**own)], "da").rows[0]


def by(name: str, outcome: MaturityOutcome) -> Judgement:
    return Judgement("Hjemme", name, date(2026, 3, 1), outcome, "Set i interview.")


def test_a_line_says_how_far_how_sure_and_what_it_costs() -> None:
    table = overview_table([row()], "da")
    line = dict(zip(table.headers, table.rows[0], strict=True))
    assert line["Modning"] == "delvist modnet (forslag)"
    assert line["Resultater, der gik godt"] == "2 af 3"
    assert line["Heraf bakket op af en sammenligning"] == "1 af 2"
    assert line["Samlet"] == "peger i retning af"
    assert line["Kr. om året i alle enheder"] == "12.000 (10.000–15.000)"
    assert "omkostninger kendt" in line["Mangler til modning"]
    assert any("bevist er det aldrig" in words for words in table.below)
    assert overview_table([row()], "en").rows[0][1] == "partly matured (proposed)"


def test_what_people_judged_goes_before_the_proposal_and_a_conflict_is_told() -> None:
    judged = Judged("Hjemme", PARTLY, (by("A", MATURED),))
    assert told(judged=judged)[1] == "modnet"
    assert told(judged=judged.with_judgement(by("B", PARTLY)))[1] == "evaluatorerne er uenige"


def test_a_price_that_is_not_known_is_no_zero() -> None:
    nothing = Range(Fraction(0), Fraction(0), Fraction(0))
    assert told(yearly=None)[5] == "ikke oplyst"
    assert told(yearly=nothing, unpriced=2)[5] == "ikke oplyst"
    assert told(unpriced=2)[5] == "mindst 12.000 (2 aktiviteter uden pris)"
    assert told(unpriced=1)[5] == "mindst 12.000 (1 aktivitet uden pris)"


def test_without_results_nothing_is_counted() -> None:
    assert told(came=())[2:4] == ("ingen indsamlet", "–")
