"""Counting elsewhere, on the command line: a source, an engine, a profile that was kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.inputs import needs_of
from fordel.registers.reading import read_register
from tests import demonstrated
from tests.cli.calling import Command
from tests.postgres import needs_postgres, postgres
from tests.profiles.test_engines import to_postgres


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "small.yaml"
    path.write_text(model_yaml(demonstrated.model()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def kids(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's children, as an agency has them: Parquet, counted on the day."""
    needs = needs_of(demonstrated.model(), 2026)
    table = read_register(demonstrated.folder(), needs, year=2026).children
    assert table is not None
    shares = [number / 1000 for number in table["full_time"].to_pylist()]
    place = table.column_names.index("full_time")
    table = table.set_column(place, "full_time", pa.array(shares, pa.float64()))
    folder = tmp_path_factory.mktemp("agency") / "kids"
    pq.write_to_dataset(table, folder, partition_cols=["age_group"])
    return folder


@pytest.fixture
def words(model: Path) -> tuple[object, ...]:
    return (model, "--data", demonstrated.folder(), "--year", 2026)


def test_a_year_counted_elsewhere_is_allocated_to_the_same_krone(
    fordel: Command, words: tuple[object, ...], kids: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.parquet"
    counted = fordel("profile", *words, "--children", kids, "--out", profile, "--quiet")
    assert counted.code == 0, counted.err
    runs = {
        "folder": (),
        "profile": ("--profile", profile),
        "source": ("--children", kids, "--engine", "duckdb"),
    }
    for name, more in runs.items():
        out = tmp_path / name
        answer = fordel("allocate", *words, *more, "--out", out, "--figures-only", "--quiet")
        assert answer.code == 0, answer.err
    tables = [(tmp_path / name / "allocation.csv").read_bytes() for name in runs]
    assert tables[0] == tables[1] == tables[2]
    assert fordel("verify", tmp_path / "profile").code == 0


def test_the_same_children_give_the_same_file_from_folder_and_source(
    fordel: Command, words: tuple[object, ...], kids: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    assert fordel("profile", *words, "--out", one).code == 0
    told = fordel("profile", *words, "--children", kids, "--out", other)
    assert one.read_bytes() == other.read_bytes()
    assert "der er ingen kolonne `child`" in told.out
    rows = list(csv.DictReader(one.read_text("utf-8").splitlines()))
    assert {row["basis"] for row in rows} == {"enrolled"}, (
        "this model counts nobody where they live"
    )


@needs_postgres
def test_children_on_a_server_are_counted_there(
    fordel: Command, words: tuple[object, ...], kids: Path, tmp_path: Path
) -> None:
    table = pq.read_table(kids)
    group = table["age_group"].cast(pa.string())
    table = table.set_column(table.column_names.index("age_group"), "age_group", group)
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    with postgres() as server:
        to_postgres(server, "kids", table)
        there = ("--children", "kids", "--engine", server.url)
        assert fordel("profile", *words, *there, "--out", one).code == 0
    assert fordel("profile", *words, "--children", kids, "--out", other).code == 0
    assert one.read_bytes() == other.read_bytes()


@needs_postgres
def test_a_server_that_dies_leaves_no_file(
    fordel: Command, words: tuple[object, ...], tmp_path: Path
) -> None:
    out = tmp_path / "profile.csv"
    with postgres() as server:
        server.kill()
        there = ("--children", "kids", "--engine", server.url)
        answer = fordel("profile", *words, *there, "--out", out, "--json")
    assert answer.code == 3
    assert answer.json()["kind"] == "EngineUnreachable"
    assert "secret" not in answer.out + answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (("--engine", "dukdb"), 2, "Nærmest: duckdb"),
        (("--engine", "spark-local"), 2, "`--engine spark-local` har intet at tælle"),
        (("--children", "kids", "--profile", "p.csv"), 2, "Både `--children` og `--profile`"),
        (("--profile", "p.csv"), 3, "Profilen findes ikke"),
        (("--children", "no.parquet"), 3, "hverken en fil"),
        (("--children", "kids"), 2, "kan ikke læse «kids»"),
    ],
)
def test_words_that_do_not_fit_are_refused(  # noqa: PLR0917 - a case has three words
    fordel: Command,
    words: tuple[object, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = fordel("allocate", *words, *more, "--out", tmp_path / "run")
    assert answer.code == code
    assert told in answer.err
    assert not (tmp_path / "run").exists()


def test_a_model_of_counts_has_no_use_for_children(fordel: Command, tmp_path: Path) -> None:
    words = ("--data", tmp_path, "--year", 2017, "--profile", "p.csv", "--out", tmp_path / "run")
    answer = fordel("allocate", "england_2017", *words)
    assert answer.code == 2
    assert "tæller ikke børn" in answer.err


def test_a_profile_has_its_place_before_it_is_counted(
    fordel: Command, words: tuple[object, ...], tmp_path: Path
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine", encoding="utf-8")
    assert "findes i forvejen" in fordel("profile", *words, "--out", there).err
    assert there.read_text("utf-8") == "mine"
    answer = fordel("profile", *words, "--out", tmp_path / "no" / "p.csv")
    assert answer.code == 2
    assert "kan ikke skrives" in answer.err
