"""A file of activities, held against printed figures."""

from fractions import Fraction

import pytest

from fordel.costing.pay import shipped_pay
from fordel.costing.refusals import CostColumnsMissing
from fordel.costing.rows import cost_rows
from tests.shared import SHARED, needs_shared

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
    "A,X,1 pedagogue; 1 health_visitor,1,child,1,0,0,,340,": (
        "hours_missing",
        "Timerne for rollen «health_visitor» er ikke oplyst",
    ),
    "A,X,1 pedagogue; 1 pedagogical_leader,1,child,1,,0,0,340,": (
        "hours_missing",
        "Timerne for rollen «pedagogical_leader» er ikke oplyst",
    ),
    "A,X,1 health_visitor; 1 social worker,1,child,0,0,0,2,100,": (
        "role_unknown",
        "«social worker»",
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


def test_refuses_a_file_without_hours(tmp_path):
    file = tmp_path / "costs.csv"
    file.write_text("activity,staff\nX,1 pedagogue\n", encoding="utf-8")
    with pytest.raises(CostColumnsMissing) as refused:
        cost_rows(file, shipped_pay())
    assert "divisor, pedagogue_hours" in refused.value.message("da")
    assert "who spends time" in refused.value.message("en")
