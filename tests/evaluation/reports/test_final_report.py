"""The final report, and the form of it that may leave."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from fordel.costing.answers import answers_of
from fordel.costing.computing import Range
from fordel.costing.document import package_of
from fordel.costing.pay import shipped_pay
from fordel.evaluation.refusals import DecisionWithoutWhy, EvidenceMissing
from fordel.evaluation.reports.blocks import Bullets, Chart, Heading, Paragraph
from fordel.evaluation.reports.evaluated import Said, costs_of, evaluate
from fordel.evaluation.reports.final_costs import yearly_words
from fordel.evaluation.reports.final_report import final_report
from fordel.evaluation.reports.public_report import public_report
from fordel.evaluation.reports.refusals import SaidNotFound, SaidNotUnderstood
from fordel.evaluation.reports.said import read_said
from fordel.evaluation.rules import shipped_rules
from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.loading import shipped_programme
from tests.evaluation.reports.small import SAID, registrations

PACKAGE = {
    "package": "Hjem",
    "activities": [
        {"id": "visits", "name": "Hjemmebesøg", "holding": "et besøg", "divisor": 1,
         "holdings_per_year": 2, "units": 3, "groups_per_unit": 20,
         "hours": [{"role": "pedagogue", "hours": 2}]},
    ],
    "establishment": [{"name": "kursus", "amount": 9000, "activities": ["visits"], "years": 3}],
}  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    file = tmp_path_factory.mktemp("said") / "said.yaml"
    file.write_text(SAID, encoding="utf-8")
    return read_said(file, registrations(), shipped_rules())


@pytest.fixture(scope="module")
def found(said):
    package, pay = package_of(PACKAGE, "p.yaml"), shipped_pay()
    costs = costs_of(package, answers_of(package.made(), pay), pay)
    return evaluate(registrations(), replace(said, costs=costs))


@pytest.fixture(scope="module")
def report(found):
    return final_report(found, "da")


def table(report, caption):
    return next(one for one in report.tables if one.caption == caption)


def paragraphs(report):
    return [block.text for block in report.blocks if isinstance(block, Paragraph)]


def bullets(report):
    return [text for block in report.blocks if isinstance(block, Bullets) for text in block.items]


def test_the_sections_come_in_their_order(report):
    headings = [b.text for b in report.blocks if isinstance(b, Heading) and b.level == 2]
    assert headings == [
        "Hovedresultat", "Overblik", "Aktiviteterne", "Resultater for hele projektet",
        "Andre forhold", "Modenhed", "Omkostninger",
    ]  # fmt: skip
    under = [b.text for b in report.blocks if isinstance(b, Heading) and b.level == 4]
    assert under == ["Indhold", "Gennemførelse", "Resultater"] * 2


def test_conflicting_judgements_are_kept_with_their_reasons(report):
    assert "uenige" in paragraphs(report)[0]
    judged = table(report, "Evaluatorernes vurderinger").rows
    assert [row[1:5] for row in judged] == [
        ("Evaluator 1", "01-02-2027", "modnet", "Alt er på plads."),
        ("Evaluator 2", "02-02-2027", "delvist modnet", "Virkningsfasen er for kort."),
    ]
    assert judged[0][5] == "n1"


def test_a_period_that_was_not_collected_is_never_zero(report):
    periods = table(report, "Optællinger i alt i hver periode")
    assert periods.rows[1][4:] == ("ikke indsamlet",) * 3
    assert periods.rows[2][4:] == (50, "15 (fra 1 af 2 enheder)", 2)
    assert any("Flytning til nyt system" in note for note in periods.notes)


def test_an_activity_has_its_proposal_and_what_was_decided(report):
    said = " ".join(paragraphs(report))
    assert "Beskrivelsen lægger op til 2 pr. barn i løbet af 12 måneder." in said
    assert "Forslag efter reglerne: kan ikke vurderes, fordi den ikke er registreret." in said
    assert "Besluttet af Evaluator 1 den 01-02-2027: gennemført i nogen grad." in said
    assert "Begrundelse: Lederne beskriver samtaler i alle enheder." in said
    assert "Ledere af daginstitutioner (n1, interview 3): Samtalerne holdes hver uge." in bullets(
        report
    )
    counted = table(report, "Hjemmebesøg: hvad der er talt")
    assert counted.rows[0][1:3] == (56, "3 af 3 enheder")


def test_other_factors_stand_with_direction_strength_and_n(report):
    (row,) = table(report, "Hvad der ellers kan ligge bag tallene").rows
    assert [str(cell) for cell in row] == ["personaleskift", "f1, f2", "2", "0", "1", "1", "3.0"]
    assert "Strejke: 01-02-2026 – 28-02-2026." in bullets(report)


def test_costs_stand_beside_results(report):
    rows = table(report, "Hvad aktiviteterne koster").rows
    assert rows[0][:3] == ("Hjemmebesøg", "et besøg", "barn")
    assert rows[0][3].amount == Fraction(6794, 10)
    assert rows[1] == ("Samtaler", *["ikke regnet ud"] * 4)
    told = paragraphs(report)[-1]
    assert told.startswith("12 af 48 børn er rykket til grøn (15 % til 39 %; 95 %-interval).")
    assert "7.044 kr. pr. barn" in told
    assert told.endswith("Prisen er for lav: uden pris er Samtaler.")
    assert "det viser ikke, at den er årsagen" in told


def test_low_and_high_hours_are_told_as_a_range(said):
    document = {**PACKAGE, "activities": [{**PACKAGE["activities"][0], "hours": [
        {"role": "pedagogue", "hours": 2, "low": 1, "high": 3}]}]}  # fmt: skip
    package, pay = package_of(document, "p.yaml"), shipped_pay()
    costs = costs_of(package, answers_of(package.made(), pay), pay)
    report = final_report(evaluate(registrations(), replace(said, costs=costs)), "da")
    assert table(report, "Hvad aktiviteterne koster").rows[0][3] == "679 kr. (340–1.019)"


def test_what_a_year_costs_stands_in_the_main_result_and_says_what_is_not_in_it(found, report):
    """Who chooses reads the first page; an activity without a price is no saving."""
    yearly = yearly_words(found, "da")
    assert paragraphs(report)[:4].count(yearly) == 1
    assert paragraphs(public_report(found, "da"))[:4].count(yearly) == 1
    one = found.costs.activities[0]
    bare = replace(found.costs, activities=(one,), left_out=0)
    missing = [a.name for a in found.project.activities if a.id != one.activity]
    some = yearly_words(replace(found, costs=bare), "da")
    assert "mindst" in some
    assert some.count(missing[0]) == 1
    nothing = replace(bare, activities=(), total=Range(Fraction(0), Fraction(0), Fraction(0)))
    none = yearly_words(replace(found, costs=nothing), "en")
    assert none.startswith("What it costs in a year cannot be said. Without a price: ")
    assert "0 kr" not in none
    assert yearly_words(replace(found, costs=None), "da").startswith("Omkostningerne er ikke")


def test_without_costs_or_followed_children_it_says_why(found):
    bare = final_report(evaluate(registrations()), "da")
    assert paragraphs(bare)[-1].startswith("Omkostningerne er ikke regnet ud.")
    assert any("Der er ikke indsamlet svar om andre forhold" in text for text in paragraphs(bare))
    counts_only = final_report(replace(found, moved=None), "da")
    assert "det enkelte barn kan ikke følges" in paragraphs(counts_only)[-1]
    few = final_report(replace(found, moved=replace(found.moved, children=8, moved=3)), "da")
    assert "kun 8 børn" in paragraphs(few)[-1]


def test_nothing_is_ever_proved(report):
    text = " ".join(paragraphs(report))
    assert "Det er aldrig et bevis." in text
    assert "bevist" not in text


def test_the_published_form_hides_small_counts_and_what_gives_them_away(found):
    public = public_report(found, "da")
    left = table(public, "Trivsel, børn gået ud siden sidst")
    for row in left.rows[2:]:
        assert not any(cell in {"1", "2", "3", "4"} for cell in row[1:])
    assert left.rows[1][1:] == ("ikke indsamlet",) * 5
    referrals = table(public, "Indstillinger")
    assert not any(row[1] in {"1", "2", "3", "4"} for row in referrals.rows)
    assert any("5" in note for note in left.notes), "the legend says what the mark means"
    captions = {one.caption for one in public.tables}
    assert "Hjemmebesøg: hvad der er talt" not in captions
    drawn = {block.chart.title for block in public.blocks if isinstance(block, Chart)}
    assert drawn == {"Daglig kontakt over tid"}


def test_the_published_form_tells_no_small_count_of_children_who_moved(found):
    for moved, children in ((3, 48), (46, 48)):
        few = replace(found, moved=replace(found.moved, moved=moved, children=children))
        told = paragraphs(public_report(few, "da"))[-1]
        assert "for små til at komme ud" in told
        assert str(moved) not in told
    assert "12 af 48 børn" in paragraphs(public_report(found, "da"))[-1]


def test_the_published_form_names_nobody(found):
    public = public_report(found, "da")
    text = " ".join((*paragraphs(public), *bullets(public)))
    assert "Samtalerne holdes hver uge" not in text
    renamed = tuple(
        replace(one, judgements=tuple(replace(j, evaluator="Ane Ek") for j in one.judgements))
        for one in found.judged
    )
    assert "Ane Ek" not in str(public_report(replace(found, judged=renamed), "da"))


def read(tmp_path, text):
    file = tmp_path / "said.yaml"
    file.write_text(text, encoding="utf-8")
    return read_said(file, registrations(), shipped_rules())


BROKEN = {
    "described: {dance: true}": "dance: projektet har ingen aktivitet med det id",
    "judgements: [{of: dance, evaluator: a, on: 2027-01-01, outcome: matured, why: x}]": "dance",
    "verdicts: [{activity: visits, decided: splendid, by: a, on: 2027-01-01}]": "vælg en af",
    "moved: {moved: 1, children: 12, interval: [0.4, 0.1], source: x}": "det laveste",
    "tal: 3": "hører ikke til her",
}


@pytest.mark.parametrize("text", BROKEN)
def test_refuses_what_people_said_where_it_does_not_fit(tmp_path, text):
    with pytest.raises(SaidNotUnderstood) as refused:
        read(tmp_path, text)
    assert BROKEN[text] in refused.value.message("da")
    assert "read whole or not at all" in refused.value.message("en")


def test_refuses_decisions_without_reasons_and_citations_of_nothing(tmp_path):
    with pytest.raises(SaidNotFound) as missing:
        read_said(tmp_path / "none.yaml", registrations(), shipped_rules())
    assert "ikke kun hvad regler foreslår" in missing.value.message("da")
    with pytest.raises(DecisionWithoutWhy):
        read(tmp_path, "verdicts: [{activity: visits, decided: not_implemented, by: a, "
                       "on: 2027-01-01}]")  # fmt: skip
    cited = read(tmp_path, "judgements: [{of: home, evaluator: a, on: 2027-01-01, "
                           "outcome: matured, why: x, evidence: [n9]}]")  # fmt: skip
    with pytest.raises(EvidenceMissing):
        evaluate(registrations(), cited)


def test_nothing_said_is_nothing_known():
    found = evaluate(registrations(), Said())
    assert found.costs is None
    assert found.verdict("visits", "Hjemmebesøg") is None
    assert found.judged_of("nobody") is None


def test_counts_of_no_child_stand_as_registered_where_the_programme_says_which() -> None:
    found = evaluate(demonstration_registrations(shipped_programme())["vejle"])
    public = public_report(found, "da")
    meetings = next(
        one for one in found.results.counts
        if one.indicator not in {"children", "event_participants"}
        and found.programme.indicator(one.indicator).children is None
        and not found.programme.indicator(one.indicator).participants_of
    )  # fmt: skip
    shown = {row[0]: row[1] for row in table(public, meetings.label.da).rows}
    assert shown == {
        str(point.period): point.total if point.n_units else shown[str(point.period)]
        for point in meetings.points
    }
    assert any(isinstance(cell, int) for cell in shown.values())
