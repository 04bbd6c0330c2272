from __future__ import annotations

from pathlib import Path

import pytest

from fordel.allocation.bundles.bundle import model_yaml, write_bundle
from fordel.allocation.model.loading import parse_model
from fordel.allocation.runs import make_run
from fordel.ledger.documents import read_ledger
from tests import demonstrated
from tests.cli.calling import Command


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    write_bundle(demonstrated.run(), folder)
    return folder


@pytest.fixture
def opened(fordel: Command, run: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ledger.json"
    answer = fordel("ledger", "open", run, "--reason", "Vedtaget i byrådet", "--out", path)
    assert answer.code == 0, answer.err
    assert answer.out.strip().endswith(str(path))
    return path


def first_two() -> tuple[str, str]:
    first, second, *_ = demonstrated.run().allocation.ids
    return first, second


def test_a_ledger_opens_with_the_run_and_shows_its_sum(fordel: Command, opened: Path) -> None:
    shown = fordel("ledger", "show", opened)
    assert "Vedtaget i byrådet" in shown.out
    assert "= ramme 51.600.000 kr." in shown.out
    document = fordel("ledger", "show", opened, "--json").json()
    assert document["units"] == {
        unit: str(amount)
        for unit, amount in zip(
            demonstrated.run().allocation.ids, demonstrated.run().allocation.totals, strict=True
        )
    }


def test_nothing_is_written_before_one_says_where_to(fordel: Command, opened: Path) -> None:
    before = opened.read_bytes()
    a, b = first_two()
    asked = ("ledger", "handover", opened, a, "--to", b, "--from-month", 8, "--reason", "Lukker")
    seen = fordel(*asked)
    assert seen.code == 0
    assert "Intet er skrevet" in seen.out
    assert opened.read_bytes() == before
    posted = fordel(*asked, "--out", opened, "--json").json()
    assert [move["unit"] for move in posted["moves"]] == [a, b]
    assert sum(int(move["difference"]) for move in posted["moves"]) == 0
    assert read_ledger(opened.read_text("utf-8")).closings[a].from_month == 8


def test_a_year_of_entries_sums_to_the_frame(fordel: Command, opened: Path, tmp_path: Path) -> None:
    a, b = first_two()
    text = model_yaml(demonstrated.model()).replace("51600000", "51500000")
    counted = tmp_path / "recount"
    counted.mkdir()
    write_bundle(make_run(parse_model(text, "m.yaml"), demonstrated.run().inputs, 2026), counted)
    steps = (
        ("handover", opened, a, b, "--to", "NY1=1/3", "--to", "NY2=2/3", "--from-month", 8),
        ("recount", opened, counted, "--from-month", 9),
        ("reframe", opened, "--amount", 200000, "--from-month", 10),
        ("admit", opened, "NY3", "--amount", 100000, "--from-month", 10),
        ("correct", opened, "NY1", "--amount", -5000, "--against", "NY2", "--from-month", 11),
    )
    for step in steps:
        answer = fordel("ledger", *step, "--reason", "Grund", "--out", opened)
        assert answer.code == 0, answer.err
    document = fordel("ledger", "show", opened, "--json").json()
    held = sum(map(int, document["units"].values()))
    assert held + int(document["reserve"]) + int(document["set_aside"]) == 51_800_000
    assert [entry["kind"] for entry in document["entries"]] == [
        "opening", "handover", "recount", "frame", "admission", "correction",
    ]  # fmt: skip
    own = fordel("ledger", "show", opened, "--unit", "NY1", "--json").json()
    assert own[-1]["amount"] == "-5000"
    assert own[-1]["balance"] == document["units"]["NY1"]
    told = fordel("ledger", "show", opened, "--unit", "NY1", "--lang", "en")
    assert "November" in told.out
    assert "\N{MINUS SIGN}5,000" in told.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("correct", "ZZZ", "--amount", 5, "--from-month", 2), 3, "ingen konto"),
        (("reframe", "--amount", -999999999, "--from-month", 2), 3, "Posteringen mangler"),
        (("reframe", "--amount", 5, "--from-month", 13), 3, "Måned 13 findes ikke"),
        (("reframe", "--amount", "mange", "--from-month", 2), 2, "er ikke et beløb"),
        (("handover", "A", "--to", "B", "--to", "C", "--from-month", 2), 2, "hvilken del B får"),
        (("handover", "A", "--to", "B=1/0", "--from-month", 2), 2, "1/0 er ikke en del"),
        (
            ("handover", "A", "--to", "B=1/2", "--to", "B=1/2", "--from-month", 2),
            2,
            "B står to gange",
        ),
        (("show", "--unit", "ZZZ"), 3, "ingen konto"),
    ],
)
def test_refuses_in_words(
    fordel: Command, opened: Path, words: tuple[object, ...], code: int, said: str
) -> None:
    name, *rest = words
    reason = () if name == "show" else ("--reason", "x")
    answer = fordel("ledger", name, opened, *rest, *reason)
    assert answer.code == code
    assert said in " ".join(answer.err.split())


def test_a_file_that_is_no_ledger_is_refused(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "ledger.json"
    file.write_bytes(b"\xff\xfe{")
    answer = fordel("ledger", "show", file, "--json")
    assert answer.code == 3
    assert answer.json()["kind"] == "LedgerDamaged"
    assert fordel("ledger", "show", tmp_path / "none.json").code == 2
