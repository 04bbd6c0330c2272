"""A file of activities, held against printed figures."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from fordel.costing.answers import answers_of
from fordel.costing.document import read_package
from fordel.costing.pay import read_pay, shipped_pay
from fordel.costing.refusals import CostColumnsMissing
from fordel.costing.rows import cost_rows
from tests.shared import SHARED, needs_shared

ROOT = Path(__file__).parents[2]
HEADER = (
    "municipality,activity,staff,divisor,divisor_unit,pedagogue_hours,leader_hours,"
    "substitute_hours,partner_hours,printed_cost_per_child_dkk,holdings_per_year\n"
)


def rows(tmp_path, *lines):
    file = tmp_path / "costs.csv"
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return cost_rows(file, shipped_pay())


@needs_shared
def test_the_published_rows():
    """Most come out to the krone; the rest say why they do not."""
    found = cost_rows(SHARED / "eva_2023_costs.csv", shipped_pay())
    by_flag = {}
    for row in found:
        by_flag.setdefault(row.flag, []).append(row.activity)
    assert len(found) == 29
    assert len(by_flag[None]) == 17
    assert by_flag["rounded_rates"] == ["Forældrevejledning", "Overgangsforløb"]
    assert by_flag["divisor_missing"] == [
        "Nyhedsbrev LearnLab",
        "Gruppeforløb",
        "Udlevering af kuffert",
        "Fremskudt forældresamarbejde",
    ]
    assert by_flag["differs"] == [
        "Forældrearrangementer",
        "Opkvalificering og videreuddannelse",
        "TOPI sundhedsplejerske",
        "Tryghedscirklen",
        "Småbørnsjungletur",
        "Tværfaglige temamøder",
    ]


def test_a_row_is_hours_times_rates_over_children(tmp_path):
    (row,) = rows(tmp_path, "A,Visit,2 pedagogue; 1 health_visitor,4,child,2,0,1,1,,3")
    assert row.computed == Fraction(2 * 3397 + 2364 + 3931, 40)
    assert row.kroner == 327
    assert row.yearly == row.computed * 3
    assert row.flag is None
    assert row.difference is None


REASONS = {
    "A,X,1 pedagogue,,child,1,0,0,0,100,": ("divisor_missing", "hvor mange en afholdelse er for"),
    "A,X,1 pedagogue,0,child,1,0,0,0,100,": ("divisor_not_positive", "skal være over nul"),
    "A,X,1 pedagogue,1,child,,,,,100,": ("hours_missing", "Timerne er ikke oplyst"),
    "A,X,1 pedagogue; 1 health_visitor,1,child,,0,0,1,100,": (
        "hours_missing",
        "Timerne for pædagog er ikke oplyst",
    ),
    "A,X,2 health_visitor; 1 social_worker,1,child,1,0,0,-,100,": (
        "hours_missing",
        "Timerne for flere faggrupper sammen er ikke oplyst",
    ),
    "A,X,1 pedagogue,1,child,1,0,,0,100,": ("hours_missing", "Timerne for vikar er ikke oplyst"),
    "A,X,1 pedagogue,1,child,1,,0,0,100,": (
        "hours_missing",
        "Timerne for pædagogisk leder er ikke",
    ),
    "A,X,1 pedagogue,1,child,1,0,0,-,100,": ("hours_missing", "Er der ingen, så skriv 0"),
    "A,X,1 pedagogue,4-5,child,1,0,0,0,100,": ("not_a_number", "«divisor» står «4-5»"),
    "A,X,1 pedagogue,1,child,1-2,0,0,0,100,": ("not_a_number", "som ikke er ét tal"),
    "A,X,1 health_visitor; 1 family therapist,1,child,0,0,0,2,100,": (
        "role_unknown",
        "«family therapist»",
    ),
    "A,X,1 pedagogue,1,child,-1,0,0,0,100,": ("hours_negative", "ikke være under nul"),
    "A,X,1 dentist,1,child,1,0,0,2,100,": ("role_unknown", "«dentist»"),
    "A,X,1 pedagogue,1,child,1,0,0,2,100,": ("partner_missing", "ingen samarbejdspart blandt"),
    "A,X,1 psychologist_or_speech_therapist,1,child,0,0,0,2,100,": (
        "rate_missing",
        "ingen timepris for sig selv",
    ),
    "A,X,1 pedagogue,1,child,1,0,0,0,400,": ("differs", "−60 kr. fra det trykte tal"),
    "A,X,1 pedagogue,1,child,20,0,0,0,6795,": ("rounded_rates", "timepriserne er afrundede"),
}


@pytest.mark.parametrize("line", REASONS)
def test_a_row_says_why(tmp_path, line):
    flag, words = REASONS[line]
    (row,) = rows(tmp_path, line)
    assert row.flag == flag
    assert words in row.reason.da
    assert row.reason.en != row.reason.da
    if flag not in {"differs", "rounded_rates"}:
        assert row.computed is None
        assert row.difference is None


def test_several_professions_share_the_joint_rate(tmp_path):
    both, twice = rows(
        tmp_path,
        "A,X,1 health_visitor; 1 social_worker,1,child,0,0,0,1,,",
        "A,Y,1 health_visitor; 1 health_visitor,1,child,0,0,0,1,,",
    )
    assert (both.kroner, twice.kroner) == (377, 393)


def test_a_role_the_file_has_no_column_of_need_not_be_stated(tmp_path):
    file = tmp_path / "costs.csv"
    file.write_text("activity,staff,divisor,pedagogue_hours\nX,1 pedagogue,1,1\n", encoding="utf-8")
    (row,) = cost_rows(file, shipped_pay())
    assert row.kroner == 340


def test_no_row_is_taken_for_a_sum_of_the_others(tmp_path):
    """Neither by its name nor by its figures: every row of the file is answered, in its order."""
    found = rows(
        tmp_path,
        "A,Visit,1 pedagogue,1,child,12.25,3.5,0,0,1099,",
        "A,Café,1 pedagogue,15,child,30.5,8.25,0,0,2320,",
        "A,Samlet forløb,1 pedagogue,16,child,42.75,11.75,0,0,3419,",
        "A,I alt,,,,,,,,,",
        "A,Visit,1 pedagogue,1,child,12.25,3.5,0,0,1099,",
    )
    names = ["Visit", "Café", "Samlet forløb", "I alt", "Visit"]
    assert [row.activity for row in found] == names
    assert found[3].flag == "hours_missing"


@pytest.mark.parametrize(
    "staff",
    [
        "1 pædagog; 1 Sundhedsplejerske",
        "2-3 pedagogue; health visitor;",
        "pedagogue + 0,5 health_visitor",
        "1 pedagogue, 1 health_visitor",
    ],
)
def test_roles_go_by_their_names_and_labels(tmp_path, staff):
    (row,) = rows(tmp_path, f'A,X,"{staff}",1,child,2.25,0,1,0.25,1099,')
    assert (row.kroner, row.flag) == (1099, None)


def test_a_printed_figure_that_is_none_leaves_the_computed_one(tmp_path):
    (row,) = rows(tmp_path, "A,X,1 pedagogue,1,child,1,0,0,0,ca. 340,")
    assert (row.kroner, row.printed, row.difference, row.flag) == (340, None, None, "not_a_number")
    assert "«ca. 340»" in row.reason.da
    assert "“ca. 340”, which is not one number" in row.reason.en


@pytest.mark.parametrize(
    ("holdings", "flag"), [("-2", "holdings_negative"), ("8 gange", "not_a_number")]
)
def test_a_year_is_not_worked_out_from_holdings_that_cannot_be(tmp_path, holdings, flag):
    (row,) = rows(tmp_path, f"A,X,1 pedagogue,1,child,1,0,0,0,340,{holdings}")
    assert (row.kroner, row.yearly, row.flag) == (340, None, flag)


def test_refuses_a_file_without_hours(tmp_path):
    file = tmp_path / "costs.csv"
    file.write_text("activity,staff\nX,1 pedagogue\n", encoding="utf-8")
    with pytest.raises(CostColumnsMissing) as refused:
        cost_rows(file, shipped_pay())
    assert "divisor, pedagogue_hours" in refused.value.message("da")
    assert "who spends time" in refused.value.message("en")


def test_the_how_to_s_own_files_work_as_they_are_written(tmp_path):
    page = (ROOT / "docs" / "how-to" / "cost-an-intervention.md").read_text("utf-8")
    documents = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (table,) = re.findall(r"```text\n(municipality,.*?)```", page, re.DOTALL)
    assert len(documents) == 3
    (tmp_path / "activities.csv").write_text(table, encoding="utf-8")
    for written in documents:
        file = tmp_path / "file.yaml"
        file.write_text(written, encoding="utf-8")
        if written.startswith("package:"):
            assert not answers_of(read_package(file).made(), shipped_pay()).cost.left_out
        else:
            found = cost_rows(tmp_path / "activities.csv", read_pay(file))
            assert all(row.computed and row.yearly and row.flag is None for row in found)
