"""`fordel cost`."""

from tests.cli.calling import Command
from tests.costing.test_rows import HEADER


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
        "reason": "-60 kr. fra det trykte tal, som timerne og priserne ikke giver.",
    }
    shown = fordel("cost", file, "--lang", "en").out
    assert "A, Y: It is not stated how many a holding is for." in shown
    assert "679" in shown
