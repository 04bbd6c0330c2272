"""`fordel cost`."""

import pytest
import yaml

from tests.cli.calling import Command
from tests.costing.test_packages import COURSE, VISITS
from tests.costing.test_rows import HEADER
from tests.shared import SHARED, needs_shared

KEYS = [
    "municipality", "activity", "computed_cost_per_child_dkk", "printed_cost_per_child_dkk",
    "difference_dkk", "flag", "reason",
]  # fmt: skip


def test_prices_every_row(fordel: Command, tmp_path):
    file = tmp_path / "costs.csv"
    file.write_text(
        HEADER + "A,X,1 pedagogue,1,child,1,0,0,0,400,2\nA,Y,1 pedagogue,,child,1,0,0,0,,\n",
        encoding="utf-8",
    )
    done = fordel("cost", file, "--json")
    assert done.json()[0] == {
        "municipality": "A",
        "activity": "X",
        "computed_cost_per_child_dkk": 340,
        "printed_cost_per_child_dkk": 400,
        "difference_dkk": -60,
        "cost_per_child_and_year_dkk": 679,
        "flag": "differs",
        "reason": "\N{MINUS SIGN}60 kr. fra det trykte tal, som timerne og priserne ikke giver.",
    }
    shown = fordel("cost", file, "--lang", "en").out
    assert "A, Y: It is not stated how many a holding is for." in shown
    assert "679" in shown
    assert "not stated" in shown


@needs_shared
def test_the_published_rows_have_their_keys_and_their_order(fordel: Command):
    file = SHARED / "eva_2023_costs.csv"
    rows = fordel("cost", file, "--json").json()
    assert all(list(row) == KEYS for row in rows)
    first = [line.split(",")[:2] for line in file.read_text("utf-8").splitlines()[1:]]
    assert [[row["municipality"], row["activity"]] for row in rows] == first
    agree = [row for row in rows if row["difference_dkk"] == 0]
    assert len(agree) == 17
    assert all(row["flag"] is None and row["reason"] is None for row in agree)
    assert all(row["flag"] and row["reason"] for row in rows if row not in agree)
    assert "Pris pr. barn og år er ikke oplyst" in fordel("cost", file).out


@pytest.fixture
def package(tmp_path):
    file = tmp_path / "package.yaml"
    more = {**VISITS, "id": "talks", "name": "Samtaler", "holdings_per_year": None}
    document = {
        "package": "Hjem",
        "place": "Demokommune",
        "activities": [VISITS, more],
        "establishment": [COURSE, {**COURSE, "name": "kort", "per_participant": True}],
    }
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return file


def test_prices_a_package(fordel: Command, package):
    shown = fordel("cost-package", package).out
    for words in (
        "Hjem, Demokommune",
        "916 (576–1.256)",
        "ikke oplyst",
        "I alt om året, uden det nedenfor: 189.634 (124.411–254.856) kr.",
        "Samtaler: Antal afholdelser om året er ikke oplyst.",
        "kort: Prisen er pr. deltager, og antallet af deltagere er ikke oplyst.",
        "Pr. barn i pakken og år: ikke oplyst. Det er ikke oplyst, hvor mange børn",
        "Alt er i 2022-priser.",
    ):
        assert words in shown
    told = fordel("cost-package", package, "--json", "--lang", "en").json()
    assert told["total"] == {"amount_dkk": 189634, "low_dkk": 124411, "high_dkk": 254856}
    assert told["left_out"][0]["reason"] == "The number of holdings per year is not stated."


def test_refuses_prices_of_a_year_without_an_index(fordel: Command, package):
    done = fordel("cost-package", package, "--prices-of", "2030")
    assert done.code == 3
    assert "Løntabellen har intet prisindeks for 2022." in done.err


def test_a_folder_for_a_pay_table_is_named(fordel: Command, tmp_path, monkeypatch):
    file = tmp_path / "costs.csv"
    file.write_text(HEADER + "A,X,1 pedagogue,1,child,1,0,0,0,,\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "Løntabellen «.» kan ikke læses." in fordel("cost", file, "--pay", ".").err
    assert "The pay table “.” cannot" in fordel("cost", file, "--pay", ".", "--lang", "en").err
