from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.calling import Command
from tests.shared import SHARED, needs_shared

ASKED = (
    "units", "receiving", "range_factor", "quartile_factor", "gini", "coefficient_of_variation",
    "mcloone", "verstegen", "theil",
)  # fmt: skip


def test_the_calculator_answers_in_the_fixed_form(fordel: Command) -> None:
    answer = fordel(
        "calculator", "--budget", 100000000, "--units", 20, "--weighted-children", 80,
        "--share", "0.10", "--factor", 20, "--json",
    )  # fmt: skip
    assert answer.code == 0
    assert answer.json() == {
        "base_per_weighted_child": 56250,
        "need_per_weighted_child": {"least": 952, "most": 19047},
        "total_per_weighted_child": {"least": 57202, "most": 75297},
        "unit": {
            "base": 4500000,
            "need": {"least": 76188, "most": 1523760},
            "total": {"least": 4576188, "most": 6023760},
        },
        "difference_dkk": 18095,
        "difference_percent": 31.6,
    }


@needs_shared
@pytest.mark.parametrize("per", ["table_4_2", "table_4_3"])
def test_the_published_tables_come_out_to_the_krone(fordel: Command, per: str) -> None:
    rows = list(csv.DictReader((SHARED / f"kora_2017_{per}.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 16
    for row in rows:
        found = fordel(
            "calculator", "--budget", 100000000, "--units", 20, "--weighted-children", 80,
            "--share", row["share"], "--factor", row["factor"], "--json",
        ).json()  # fmt: skip
        if per == "table_4_2":
            base, need, total = (
                found["base_per_weighted_child"],
                found["need_per_weighted_child"][row["which"]],
                found["total_per_weighted_child"][row["which"]],
            )
        else:
            unit = found["unit"]
            base, need, total = (
                unit["base"],
                unit["need"][row["which"]],
                unit["total"][row["which"]],
            )
        assert [base, need, total] == [int(value) for value in list(row.values())[3:]]


@needs_shared
def test_the_24_institutions_are_measured_per_municipality(fordel: Command) -> None:
    answer = fordel(
        "measure", SHARED / "kora_2017_institutions.csv",
        "--children-column", "weighted_children", "--amount-column", "grant_dkk",
        "--group-column", "municipality", "--json",
    )  # fmt: skip
    measured = answer.json()
    assert list(measured) == ["1", "2", "3", "4", "5", "6"]
    assert all(set(ASKED) <= set(group) for group in measured.values())
    second = measured["2"]
    # 1104100/99, 1594400/75, 1514700/189, 1022700/119 kroner per weighted child
    per_child = sorted([1104100 / 99, 1594400 / 75, 1514700 / 189, 1022700 / 119])
    assert second["range_factor"] == pytest.approx(per_child[3] / per_child[0])
    assert second["quartile_factor"] == pytest.approx(per_child[2] / per_child[1])
    assert (second["units"], second["receiving"]) == (4, 4)
    assert (measured["5"]["receiving"], measured["5"]["gini"]) == (0, None)


def test_a_file_without_groups_is_measured_as_one(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("enhed;børn;beløb\nA;10;1.000,00\nB;10;3.000,00\nC;20;\n", encoding="cp1252")
    answer = fordel(
        "measure", file, "--children-column", "børn", "--amount-column", "beløb", "--json"
    )
    found = answer.json()
    assert (found["units"], found["missing"], found["range_factor"]) == (3, 1, 3.0)
    assert found["not_defined"]["quartile_factor"]["reason"] == "under_four_receive"


def test_the_caveats_stand_with_the_figures(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("unit,weighted_children,amount\nA,10,1000\nB,10,3000\n", encoding="utf-8")
    told = fordel("measure", file).out
    assert "Kroner pr. barn kan ikke sammenlignes mellem kommuner" in told
    assert "Variationsbredde-faktoren siger intet om de samlede budgetter" in told
    assert (
        "cannot be compared between municipalities" in fordel("measure", file, "--lang", "en").out
    )


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("measure", "not-there.csv"), 3, "not-there.csv: Filen findes ikke."),
        (("measure",), 2, "FILE"),
        (("calculator", "--budget", "mange", "--units", 2, "--weighted-children", 8,
          "--share", "0.1", "--factor", 2), 2, "`--budget mange` er ikke et tal."),
        (("calculator", "--budget", 100, "--units", 2, "--weighted-children", 8,
          "--share", "1.5", "--factor", 2), 2, "Den socioøkonomiske andel er 1.5."),
    ],
)  # fmt: skip
def test_wrong_use_is_said_plainly(
    fordel: Command, words: tuple[object, ...], code: int, told: str
) -> None:
    answer = fordel(*words)
    assert answer.code == code
    assert told in answer.err


def test_an_unknown_column_is_refused_with_those_there_are(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("unit,children,amount\nA,10,1000\n", encoding="utf-8")
    answer = fordel("measure", file, "--children-column", "vægt", "--json")
    assert answer.code == 3
    assert json.loads(answer.out)["refused"] is True
    assert "vægt" in answer.err
    assert "unit, children, amount" in answer.err


def test_a_basis_that_means_nothing_is_refused(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text("unit,weighted_children,amount\nA,10,1000\n", encoding="utf-8")
    answer = fordel("measure", file, "--basis", "guessed")
    assert answer.code == 2
    assert "«guessed» siger ikke, hvad børnetallene er" in answer.err


def test_a_special_column_must_say_yes_or_no(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(
        "unit,weighted_children,amount,special\nA,10,1000,ja\nB,10,500,måske\n", encoding="utf-8"
    )
    answer = fordel("measure", file, "--special-column", "special")
    assert answer.code == 3
    assert "række 3, «special»: her skal stå ja eller nej" in answer.err
