"""One expression, the same profile: DuckDB and a real PostgreSQL against plain Python."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from random import Random

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.profiles.engines import opening
from fordel.profiles.engines.naming import EngineKind, parse_engine
from fordel.profiles.engines.refusals import (
    EngineDied,
    EngineFull,
    EngineNotInstalled,
    EngineUnreachable,
    JavaMissing,
    UnknownEngine,
)
from fordel.profiles.profile import Basis
from tests.postgres import Postgres, needs_postgres
from tests.postgres import postgres as postgres_server
from tests.profiles.children import CRITERIA, as_arrow, counted_plainly, mended, some_children
from tests.profiles.counting import count
from tests.profiles.test_profile import same

KINDS = {
    "string": "text", "date32[day]": "date", "double": "double precision", "bool": "boolean",
}  # fmt: skip


def to_postgres(server: Postgres, name: str, table: pa.Table) -> None:
    columns = ", ".join(f'"{f.name}" {KINDS[str(f.type)]}' for f in table.schema)
    server.run(
        f"drop table if exists {name} cascade", f"create table {name} ({columns}, more point)"
    )
    names = ", ".join(f'"{column}"' for column in table.column_names)
    marks = ", ".join(["%s"] * table.num_columns)
    with psycopg.connect(server.url) as connection:
        connection.cursor().executemany(
            f"insert into {name} ({names}) values ({marks})".encode(),
            [tuple(row.values()) for row in table.to_pylist()],
        )


def check(found, children, by="full_time") -> None:
    for basis in Basis:
        same(found.profiles[basis], counted_plainly(children, basis, by=by))


@settings(max_examples=15)
@given(
    st.randoms(use_true_random=False), st.integers(1, 80), st.sampled_from(["full_time", "hours"])
)
def test_duckdb_counts_parquet_as_plain_python_does(tmp_path_factory, random, number, by):
    children = mended(some_children(random, number))
    file = tmp_path_factory.mktemp("source") / "kids.parquet"
    pq.write_table(as_arrow(children, by=by), file)

    check(count("duckdb", file), children, by)


@needs_postgres
@pytest.mark.parametrize("by", ["full_time", "hours"])
@pytest.mark.parametrize("seed", range(4))
def test_postgres_counts_a_table_as_plain_python_does(postgres, seed, by):
    children = mended(some_children(Random(seed), 150))
    to_postgres(postgres, "kids", as_arrow(children, by=by))

    check(count(postgres.url, "kids"), children, by)


@needs_postgres
def test_a_table_in_a_schema_and_decimals_are_read_too(postgres):
    children = mended(some_children(Random(5), 60))
    to_postgres(postgres, "kids5", as_arrow(children))
    postgres.run(
        "drop schema if exists pupils cascade",
        "create schema pupils",
        "create view pupils.all_of_them as select child, unit, district, born_on, enrolled_from, "
        f"enrolled_to, full_time::numeric, {', '.join(CRITERIA)} from kids5",
    )

    check(count(postgres.url, "pupils.all_of_them"), children)


def test_folders_of_parts_are_columns_of_text(tmp_path: Path):
    children = mended(some_children(Random(6), 90))
    pq.write_to_dataset(as_arrow(children), tmp_path / "kids", partition_cols=["unit"])
    assert (tmp_path / "kids" / "unit=0101").is_dir(), "the zero must not be lost"

    check(count("duckdb", tmp_path / "kids"), children)


def test_a_source_without_keys_districts_or_full_time_is_counted_and_that_is_said(tmp_path: Path):
    children = mended(some_children(Random(7), 40))
    file = tmp_path / "kids.parquet"
    pq.write_table(as_arrow(children, keys=False).drop(["full_time", "district"]), file)

    found = count("duckdb", file)

    plain = [{**child, "full_time": "1", "district": None} for child in children]
    check(found, plain)
    kinds = [note.kind for note in found.notes]
    assert "no_keys" in kinds
    assert "empty_places" in kinds
    assert any("uden børn" in note.to("da") and "empty" in note.to("da") for note in found.notes)


def test_age_groups_and_ages_can_be_given(tmp_path: Path):
    rows = {
        "unit": ["0101"] * 4 + ["0102"],
        "age_group": ["0-2", "3-5 år", "0-2", "3-5", "0-2"],
        **{name: pa.array([True, None, False, True, True], pa.bool_()) for name in CRITERIA},
    }
    by_group, by_age = tmp_path / "group.parquet", tmp_path / "age.parquet"
    pq.write_table(pa.table(rows), by_group)
    pq.write_table(pa.table({**rows, "age": [0, 5, 2, 3, 1]}).drop(["age_group"]), by_age)

    found = [count("duckdb", file).profiles[Basis.ENROLLED] for file in (by_group, by_age)]

    same(found[0], found[1])
    assert found[0].totals()[:2].tolist() == [[2, 2], [1, 0]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("duckdb", EngineKind.DUCKDB),
        ("postgres://u@h/d", EngineKind.POSTGRES),
        ("postgresql:///d?host=/run", EngineKind.POSTGRES),
        ("spark-local", EngineKind.SPARK_LOCAL),
        ("spark-local[2]", EngineKind.SPARK_LOCAL),
        ("spark://a:7077,b:7077", EngineKind.SPARK_CLUSTER),
        ("spark-session", EngineKind.SPARK_SESSION),
    ],
)
def test_engines_are_known_by_their_names(name, kind):
    assert parse_engine(name).kind is kind


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("dukdb", "duckdb"), ("postgres", "postgresql://"), ("spark", "spark://HOST:PORT"),
        ("spark://host", "spark://HOST:PORT"), ("mysql://me:hush@host/db", "duckdb"),
        ("sc://host:15002", "duckdb"), ("", "duckdb"),
    ],
)  # fmt: skip
def test_other_engines_are_refused_with_what_comes_near(name, near):
    with pytest.raises(UnknownEngine) as caught:
        parse_engine(name)
    assert near in caught.value.message("da")
    assert "kender ikke motoren" in caught.value.message("da")
    assert "hush" not in str(caught.value)


def test_a_password_is_never_shown():
    engine = parse_engine("postgresql://me:hush@host:5433/db?password=hush&sslmode=require")
    assert engine.shown == "postgresql://me@host:5433/db"
    assert "hush" not in repr(engine)


def test_a_server_that_does_not_answer_is_refused_without_the_password(tmp_path: Path):
    with pytest.raises(EngineUnreachable) as caught:
        count(f"postgresql://me:hush@/db?host={tmp_path}", "kids")
    told = caught.value.message("da")
    assert "Der kan ikke åbnes forbindelse til «postgresql://me@/db»" in told
    assert "No such file" in told
    assert "hush" not in told + str(caught.value)


@needs_postgres
def test_a_database_that_is_not_there_is_refused(postgres):
    with pytest.raises(EngineUnreachable) as caught:
        count(postgres.url.replace("/postgres?", "/nowhere?"), "kids")
    assert "does not exist" in caught.value.message("en")


@needs_postgres
def test_nothing_can_be_changed_on_a_server(postgres):
    with (
        opening.open_engine(parse_engine(postgres.url)) as opened,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        opened.backend.raw_sql("create table mine (a int)")


@needs_postgres
def test_a_server_that_dies_in_the_middle_is_told_and_nothing_is_half_counted():
    with postgres_server() as server:
        to_postgres(server, "kids", as_arrow(mended(some_children(Random(8), 50))))
        server.run("create view slow as select kids.* from kids where pg_sleep(0.2) is not null")
        killer = threading.Thread(target=lambda: (time.sleep(1), server.kill()))
        killer.start()
        with pytest.raises(EngineDied) as caught:
            count(server.url, "slow")
        killer.join()
    assert "holdt op midt i tællingen" in caught.value.message("da")
    assert "nothing was written" in caught.value.message("en")
    assert "secret" not in caught.value.message("en")


def test_an_engine_without_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "kids.parquet"
    pq.write_table(as_arrow(mended(some_children(Random(9), 3000))), file)
    monkeypatch.setattr(opening, "DUCKDB_MEMORY", "1MB")
    with pytest.raises(EngineFull) as caught:
        count("duckdb", file)
    assert "løb tør for hukommelse" in caught.value.message("da")


def test_spark_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    with pytest.raises(EngineNotInstalled) as caught:
        count("spark-local", "kids.parquet")
    assert "pip install 'fordel[spark]'" in caught.value.message("da")


def test_java_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(JavaMissing) as caught:
        count("spark-local", "kids.parquet")
    assert "openjdk-17-jre-headless" in caught.value.message("en")
