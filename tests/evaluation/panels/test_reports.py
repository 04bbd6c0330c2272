"""Children followed in reports: for the project's own people, and in the form that may leave."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fordel.costing.computing import NotComputed, Range
from fordel.domain.language import Words
from fordel.evaluation.panels.costing import Followed, cost_of_months
from fordel.evaluation.panels.counting import count_panel
from fordel.evaluation.panels.figures import figures_of
from fordel.evaluation.panels.publishing import OTHERS, key_of
from fordel.evaluation.reports.blocks import Chart, Heading, Paragraph, Report, Table
from fordel.evaluation.reports.data_report import data_report
from fordel.evaluation.reports.evaluated import Costs, Said, evaluate
from fordel.evaluation.reports.final_report import final_report
from fordel.evaluation.reports.page import page_of
from fordel.evaluation.reports.paper import paper_of
from fordel.evaluation.reports.public_report import public_report
from fordel.evaluation.results.publishing import publish_results
from tests.evaluation.panels.made import panel_of
from tests.evaluation.reports.small import registrations

COURSES = {
    "a": ["y-g"] * 6 + ["g-g"] * 9 + ["y-y"] * 5,
    "b": ["y-g"] * 6 + ["g-g"] * 12 + ["r-g"] * 2 + ["r-y"] * 6,
}
COSTS = Costs(
    (), (), Range(*[Fraction(100_000)] * 3), 0, 2022, Words("lønstatistik", "pay statistics")
)


def followed(courses=COURSES, cost: Range | NotComputed | None = None) -> Followed:
    months = Fraction(17)
    told = cost_of_months(COSTS.total, months) if cost is None else cost
    figures = figures_of(count_panel(panel_of(courses)))
    label = Words("Trivsel", "Wellbeing")
    return Followed("wellbeing", label, figures, months, told, "fagsystemet, udtræk 2026")


def texts(report: Report) -> str:
    parts = [block.text for block in report.blocks if isinstance(block, Heading | Paragraph)]
    for table in report.tables:
        parts += [table.caption, *table.headers, *table.notes]
        parts += [str(cell) for row in table.rows for cell in row]
    return "\n".join(parts)


def evaluated(one: Followed):
    return evaluate(registrations(), Said(costs=COSTS, followed=(one,)))


def test_the_final_report_has_chart_table_paths_and_cost() -> None:
    one = followed()
    danish = final_report(evaluated(one), "da")
    said = texts(danish)
    assert "Børn, der er fulgt" in said
    assert "14 af 46 børn til grøn" in said
    assert "Kilde: fagsystemet, udtræk 2026." in said
    # 17 months of 100,000 a year, for fourteen children
    assert "10.119 kr. pr. barn netto rykket til grøn" in said
    assert "kan ikke følges" not in said
    chart = next(b for b in danish.blocks if isinstance(b, Chart) and "gik hen" in b.chart.title)
    assert any("%" in cell for row in chart.table.rows for cell in row)
    assert "Children followed" in texts(final_report(evaluated(one), "en"))
    assert paper_of(danish).startswith(b"%PDF")
    assert "Trivsel: hvor børnene gik hen" in page_of(danish)


def test_without_a_panel_the_final_report_says_that_nobody_can_be_followed() -> None:
    said = texts(final_report(evaluate(registrations(), Said(costs=COSTS)), "da"))
    assert "Børn, der er fulgt" not in said
    assert "der er kun optællinger, så det enkelte barn kan ikke følges" in said


@pytest.mark.parametrize(("period", "steps"), [(3, ["fra periode 1 til 3"]), (4, [])])
def test_a_data_report_tells_of_the_step_to_its_period_alone(period, steps) -> None:
    report = data_report(registrations(), period, "da", followed=[followed()])
    found = [t for t in report.tables if "de samme børn" in t.caption]
    assert [table.caption.partition("børn ")[2] for table in found] == steps
    for table in found:
        assert table.rows[1][:2] == ("gul", 12)


def published(one: Followed):
    return publish_results(registrations(), followed={one.indicator: one.figures})


def test_what_leaves_hides_small_counts_of_children_followed() -> None:
    guarded = published(followed()).guarded
    red_green = guarded[key_of("wellbeing", "red", "green")]
    assert red_green.value is None, "two children"
    assert any(
        guarded[key_of("wellbeing", *pair)].value is None
        for pair in (("yellow", "green"), (OTHERS, "green"))
    ), "the sum does not give them away"


def test_who_was_not_followed_is_a_count_too() -> None:
    """25 were green in period 1; 24 followed from green would say that one was not."""
    courses = {"a": ["g-g"] * 24 + ["y-y"] * 9 + ["r-r"] * 6}
    guarded = published(followed(courses)).guarded
    green = guarded[key_of("wellbeing", "green", "total")].value
    assessed = guarded["wellbeing", "included", "1", "total", "green"].value
    assert green is None or assessed is None


def test_the_published_cost_is_told_only_with_its_counts() -> None:
    few = {"a": ["y-g"] * 3 + ["g-g"] * 10 + ["r-r"] * 8}
    small = texts(public_report(evaluated(followed(few)), "da"))
    assert "Trivsel: prisen pr. barn rykket til grøn kan ikke siges. Tallene er for små" in small
    assert "3 af 21" not in small
    large = {"a": ["y-g"] * 8 + ["g-g"] * 10 + ["r-r"] * 5}
    guarded = published(followed(large)).guarded
    made_of = ((OTHERS, "green"), ("green", OTHERS), ("total", "total"))
    shown = [guarded[key_of("wellbeing", *pair)].value is not None for pair in made_of]
    told = texts(public_report(evaluated(followed(large)), "en"))
    assert ("per child net moved to green" in told) == all(shown)
    assert "protected" in told
    tables = [t for t in public_report(evaluated(followed(large)), "da").tables
              if isinstance(t, Table) and "de samme børn" in t.caption]  # fmt: skip
    assert [row[0] for row in tables[0].rows] == ["grøn", "gul", "rød", "I alt"]
