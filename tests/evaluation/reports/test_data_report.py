"""The report of a data period."""

from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pytest

from fordel.evaluation.reports.blocks import (
    Bullets,
    Chart,
    Folded,
    Heading,
    Paragraph,
    Questions,
    Report,
    Table,
)
from fordel.evaluation.reports.book import write_book
from fordel.evaluation.reports.data_report import data_report
from fordel.evaluation.reports.page import page_of
from fordel.evaluation.reports.paper import paper_of
from fordel.evaluation.reports.refusals import (
    NothingRegistered,
    PeriodNotCollected,
    PeriodNotInProgramme,
)
from fordel.evaluation.reports.scope import scope_of
from fordel.evaluation.reports.since_last import since_last
from fordel.interventions.cells import given
from fordel.interventions.programme import Participation
from tests.evaluation.reports.small import PROGRAMME, registrations


@pytest.fixture(scope="module")
def fourth():
    return data_report(registrations(), 4, "da")


def table(report, caption):
    return next(one for one in report.tables if one.caption == caption)


def said(report, kind):
    return [
        text
        for block in report.blocks
        if isinstance(block, kind)
        for text in (
            [block.text] if kind is Paragraph else block.items if kind is Bullets else
            block.questions
        )
    ]  # fmt: skip


def test_it_begins_with_a_sentence_a_person_would_say(fourth):
    assert said(fourth, Paragraph)[0] == (
        "3 af 3 enheder har registreret i periode 4 (01-06-2026 – 31-12-2026). 73 % af de 60 børn "
        "i indsatsen er vurderet grønne i trivsel. Sidst var det 60 % blandt børnene i de samme "
        "enheder (nu 78 % der)."
    )
    assert fourth.about == "Demokommune, periode 4 (01-06-2026 – 31-12-2026)"


def test_the_sections_come_in_their_order(fourth):
    headings = [block.text for block in fourth.blocks if isinstance(block, Heading)]
    assert headings == [
        "Enhederne", "Hvad er ændret siden sidst", "Tal vi ikke har", "Tre spørgsmål at tale om",
        "Tallene", "Aktiviteter", "Vurderinger", "Forældresamarbejde", "Børnene",
    ]  # fmt: skip


def test_each_unit_is_drawn_with_its_gaps_and_the_table_stands_with_the_others(fourth):
    chart = next(block for block in fourth.blocks if isinstance(block, Chart))
    assert not chart.table_below
    assert table(fourth, "Enhederne over tid") == chart.table
    rows = {row[:2]: row[2:] for row in chart.table.rows}
    assert rows["Åkanden", "Aktiviteter pr. måned"] == ("1,0", "ikke indsamlet", "ingen tal", "3,0")
    assert rows["Åkanden", "Vurderinger, gennemsnit"] == ("3,0", "ikke indsamlet", "4,0",
                                                          "ingen tal")  # fmt: skip
    assert rows["Solsikken", "Grønne i trivsel"] == ("50 %", "ikke indsamlet", "60 %", "75 %")
    assert rows["Egen", "Grønne i trivsel"] == ("ingen tal", "ikke indsamlet", "ingen tal", "50 %")
    assert "er der et hul" in chart.notes[0]


def test_many_units_are_drawn_some_at_a_time_on_the_same_axes():
    parts = tuple(Participation(unit=f"u{no}", name=f"Enhed {no}") for no in range(8))
    project = PROGRAMME.project("home").model_copy(update={"units": parts})
    answers = {(part.unit, 4, "home_visits"): given(7 * no) for no, part in enumerate(parts)}
    report = data_report(replace(registrations(), project=project, answers=answers), 4, "da")
    charts = [b for b in report.unfolded if isinstance(b, Chart) and not b.table_below]
    assert [chart.sheet for chart in charts] == ["Enhederne over tid (1)", "Enhederne over tid (2)"]
    assert [len(chart.table.rows) for chart in charts] == [18, 6]
    assert all('"domain": [0.0, 7.0]' in json.dumps(chart.chart.spec) for chart in charts)


def test_many_units_stand_in_an_overview_first_and_the_rest_of_them_is_folded(fourth):
    parts = tuple(Participation(unit=f"u{no}", name=f"Enhed {no}") for no in range(8))
    project = PROGRAMME.project("home").model_copy(update={"units": parts})
    answers = {(part.unit, 4, "home_visits"): given(7 * no) for no, part in enumerate(parts)}
    answers |= {("u1", 3, "home_visits"): given(5), ("u1", 4, "contact"): given(6)}
    report = data_report(replace(registrations(), project=project, answers=answers), 4, "da")
    overview = table(report, "Enhederne i overblik")
    assert overview.headers[1:4] == (
        "Aktiviteter pr. måned, periode 3", "Aktiviteter pr. måned, periode 4",
        "Vurderinger, gennemsnit, periode 3",
    )  # fmt: skip
    assert overview.rows[1][:5] == ("Enhed 1", 1, 1, "ingen tal", 6)
    assert overview.rows[2][1:3] == ("ingen tal", 2)
    folded = [block for block in report.blocks if isinstance(block, Folded)]
    assert folded[0].summary == "Se hver enhed over tid (8 enheder)"
    by_unit = [one.summary for one in folded if "Enhed for enhed (8 enheder)" in one.summary]
    assert len(by_unit) == 5  # what is answered, counts, colours of two groups, support
    bare = [block for block in report.blocks if isinstance(block, Table)]
    assert [one.caption for one in bare if one.headers[0] == "Enhed"] == [overview.caption]
    assert not any(isinstance(block, Folded) for block in fourth.blocks)
    assert all(inner in report.unfolded for one in folded for inner in one.blocks)


def test_what_is_folded_on_a_page_is_there_on_paper_and_in_the_workbook(tmp_path):
    parts = tuple(Participation(unit=f"u{no}", name=f"Enhed {no}") for no in range(8))
    project = PROGRAMME.project("home").model_copy(update={"units": parts})
    answers = {(part.unit, 4, "home_visits"): given(7 * no) for no, part in enumerate(parts)}
    report = data_report(replace(registrations(), project=project, answers=answers), 4, "da")
    page = page_of(report)
    assert page.count('<details class="report-fold">') == page.count("</details>") > 1
    assert "<summary>Se hver enhed over tid (8 enheder)</summary>" in page
    book = openpyxl.load_workbook(write_book(report, tmp_path / "bog.xlsx"))
    assert any("Enhederne over tid" in name for name in book.sheetnames)
    assert paper_of(report).count(b"/Table") > len(parts)


def test_a_day_in_a_table_is_not_broken():
    table = Table("Dage", "Dage", ("Fra",), (("01-06-2026 – 31-12-2026",),), ("Kilde: test.",))
    page = page_of(Report("T", "K", "A", "da", 2026, (table,)))
    assert '<span class="when">01-06-2026</span> – <span class="when">31-12-2026</span>' in page


def test_a_unit_with_one_of_its_counts_missing_is_a_gap_not_a_fall():
    """Two counts, one of them missing: the other alone would look like less being done."""
    both = PROGRAMME.project("home").model_copy(
        update={"indicators": ("children", "home_visits", "meetings", "wellbeing")}
    )
    known = registrations()
    answers = {
        **known.answers,
        **{("a", period, "meetings"): given(5) for period in (1, 3, 4)},
        ("b", 1, "meetings"): given(5),
        ("b", 3, "meetings"): given(5),
    }
    report = data_report(replace(known, project=both, answers=answers), 4, "da")
    rows = {row[:2]: row[2:] for row in table(report, "Enhederne over tid").rows}
    assert rows["Solsikken", "Aktiviteter pr. måned"] == ("3,0", "ikke indsamlet", "4,0", "4,7")
    assert rows["Åkanden", "Aktiviteter pr. måned"] == ("2,0", "ikke indsamlet", *["ingen tal"] * 2)
    # Egen never gives the other count, so its own is all there is.
    assert rows["Egen", "Aktiviteter pr. måned"][-1] == "1,0"


def test_those_who_came_are_not_added_to_what_was_held():
    known = registrations()
    came = [
        one.model_copy(update={"participants_of": "home_visits"}) if one.id == "meetings" else one
        for one in PROGRAMME.indicators
    ]
    programme = PROGRAMME.model_copy(update={"indicators": tuple(came)})
    asked = (*known.project.indicators, "meetings")
    project = known.project.model_copy(update={"indicators": tuple(dict.fromkeys(asked))})
    answers = {**known.answers, **{("a", period, "meetings"): given(50) for period in (1, 3, 4)}}
    held = {}
    for label, at in (("held", PROGRAMME), ("came", programme)):
        made = replace(known, programme=at, project=project, answers=answers)
        rows = {
            row[:2]: row[2:] for row in table(data_report(made, 4, "da"), "Enhederne over tid").rows
        }
        held[label] = rows["Solsikken", "Aktiviteter pr. måned"]
    assert held["came"] != held["held"]
    assert held["came"] == ("2,0", "ikke indsamlet", "3,0", "4,0")


def test_what_was_counted_stands_by_unit_with_its_sum(fourth):
    counted = table(fourth, "Aktiviteter i perioden, optalt i hver enhed")
    assert counted.rows == (
        ("Solsikken", 20, 28), ("Åkanden", 30, 21), ("Egen", 10, 7), ("I alt", 60, 56),
    )  # fmt: skip
    (rate,) = table(fourth, "Aktiviteter i perioden i forhold til tid og børn").rows
    assert [str(cell) for cell in rate] == ["Hjemmebesøg", "56", "8.0", "13.3", "3 af 3 enheder"]


def test_a_missing_count_is_said_and_not_part_of_the_sum():
    third = data_report(registrations(), 3, "da")
    rows = table(third, "Aktiviteter i perioden, optalt i hver enhed").rows
    assert rows == (
        ("Solsikken", 20, 15), ("Åkanden", 30, "mangler"), ("I alt", 50, "15 (fra 1 af 2 enheder)"),
    )  # fmt: skip
    assert "Mangler (der er spurgt, men ikke svaret): Hjemmebesøg i Åkanden." in said(
        third, Bullets
    )
    assert said(third, Questions)[2].endswith("Se især på: 1 felter mangler svar.")


def test_every_kind_of_nothing_has_words_of_its_own(fourth):
    gaps = said(fourth, Bullets)
    not_asked = "Ikke relevant (der er spurgt, men det gælder ikke enheden nu): {}."
    assert not_asked.format("Trivsel (gået ud siden sidst) i Egen") in gaps
    assert "Ikke indsamlet, fordi projektet ikke spørger om det: Møder." in gaps
    third = said(data_report(registrations(), 3, "da"), Bullets)
    assert "Ikke indsamlet i periode 2 (01-06-2025 – 31-12-2025): Flytning til nyt system." in third
    left = table(fourth, "Trivsel, børn gået ud siden sidst").rows[2]
    assert left == ("Egen", *["ikke relevant"] * 3, "ingen tal", "ingen tal")


def test_an_answer_outside_its_scale_is_told_and_counts_as_missing(fourth):
    aside = table(fourth, "Svar, der ikke er regnet med").rows
    assert aside == (("Åkanden", "Daglig kontakt", "vurderingen ligger uden for skalaen", 9),)
    rated = table(fourth, "Forældresamarbejde: fælles vurderinger").rows[0]
    assert [str(cell) for cell in rated] == ["Daglig kontakt", "5.0", "4", "6", "2 af 3 enheder"]
    answered = {
        row[0]: row[1:4] for row in table(fourth, "Hvor meget af arket der er besvaret").rows
    }
    assert answered["Åkanden"] == (9, 1, 0)
    assert answered["Egen"] == (7, 0, 3)


def test_change_is_among_units_with_figures_both_times(fourth):
    changed = said(fourth, Bullets)
    assert "Ny i projektet siden sidst: Egen." in changed
    assert "Fasen er ny: fra udbredelse til virkning." in changed
    assert (
        "Trivsel, med i indsatsen: 60 % → 78 % grønne (de samme 2 enheder begge gange, 50 og 50 "
        "børn)." in changed
    )
    assert "Hjemmebesøg: 3,0 → 4,0 pr. måned (1 enhed med tal begge gange)." in changed
    assert "Børn i projektet: uændret 50 i alt (de samme 2 enheder begge gange)." in changed


def test_the_skipped_period_is_passed_over_and_later_ones_are_not_looked_at():
    scope = scope_of(registrations(), 3)
    assert scope.before.no == 1
    assert [period.no for period in scope.skipped] == [2]
    assert [when.no for when in scope.results.periods] == [1, 2, 3]
    visits = next(one for one in since_last(scope) if one.label.en == "Home visits")
    assert (visits.n_units, visits.before, visits.now) == (1, 2, 3)


def test_the_first_period_has_nothing_to_compare_with():
    first = data_report(registrations(), 1, "da")
    assert any("første periode med tal" in text for text in said(first, Paragraph))


def test_it_asks_three_questions_and_points_to_what_moved(fourth):
    asked = said(fourth, Questions)
    assert len(asked) == 3
    assert "Se især på: Trivsel, med i indsatsen: 60 % → 78 %" in asked[0]


def test_it_speaks_english():
    report = data_report(registrations(), 4, "en")
    assert report.kind == "Data report"
    assert "3 of 3 units registered" in said(report, Paragraph)[0]
    danish = "æøåÆØÅ"
    names = {"Solsikken", "Åkanden", "Egen"}
    for block in report.blocks:
        if isinstance(block, Table):
            cells = {str(cell) for row in block.rows for cell in row} - names
            assert not any(set(cell) & set(danish) for cell in cells)


def test_every_table_of_figures_says_its_source(fourth):
    assert all(any("Kilde" in note for note in one.notes) for one in fourth.tables)


def test_refuses_what_there_is_no_report_of():
    with pytest.raises(PeriodNotInProgramme) as unknown:
        data_report(registrations(), 8, "da")
    assert "Vælg en af: 1, 2, 3, 4." in unknown.value.message("da")
    with pytest.raises(PeriodNotCollected) as skipped:
        data_report(registrations(), 2, "da")
    assert "et hul er ikke nul" in skipped.value.message("da")
    with pytest.raises(NothingRegistered) as empty:
        data_report(replace(registrations(), answers={}), 4, "da")
    assert "har registreret noget i periode 4" in empty.value.message("da")
    assert PROGRAMME.project("home").name in empty.value.message("en")
