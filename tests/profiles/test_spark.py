"""A real Spark: on this machine, and a cluster by its URL that dies in the middle.

Spark's Java process starts once per test process, so all of these belong to one of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fordel.profiles.engines.naming import parse_engine
from fordel.profiles.engines.opening import open_engine
from fordel.profiles.engines.refusals import EngineDied, EngineUnreachable, OtherSessionOpen
from fordel.profiles.engines.spark import PATIENCE_VARIABLE, patience
from fordel.registers.refusals.base import FileRefused
from tests import servers
from tests.profiles.children import as_arrow, mended, some_children
from tests.profiles.counting import count, count_on, problems
from tests.profiles.test_engines import check
from tests.profiles.test_profile import same

pytestmark = [
    servers.needs_spark,
    pytest.mark.enable_socket,  # Spark is spoken with over the loopback interface
    pytest.mark.xdist_group("spark"),
    # Spark's sockets are closed by the collector, whenever it comes.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
LOCAL = "spark-local[2]"


@pytest.fixture(scope="module", autouse=True)
def few_parts() -> Iterator[None]:
    """A cluster spreads groups over 200 parts; a few hundred children need four."""
    with pytest.MonkeyPatch.context() as patch:
        conf = "--conf spark.sql.shuffle.partitions=4 pyspark-shell"
        patch.setenv("PYSPARK_SUBMIT_ARGS", conf)
        yield


@pytest.fixture(scope="module")
def children() -> list[dict]:
    return mended(some_children(Random(21), 300))


@pytest.fixture(scope="module")
def kids(children, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("spark") / "kids.parquet"
    pq.write_table(as_arrow(children), file)
    return file


@pytest.fixture(scope="module")
def cluster() -> Iterator[servers.Cluster]:
    with servers.cluster() as running:
        yield running


def test_spark_counts_as_plain_python_does_from_files_folders_and_tables(children, kids, tmp_path):
    hours = tmp_path / "hours.parquet"
    pq.write_table(as_arrow(children, by="hours"), hours)
    folder = tmp_path / "by_district"  # one of them is for children without a district
    pq.write_to_dataset(as_arrow(children), folder, partition_cols=["district"])
    assert (folder / "district=07").is_dir(), "the zero must not be lost"

    with open_engine(parse_engine(LOCAL)) as opened:
        found = count_on(opened, kids)
        check(found, children)
        check(count_on(opened, folder), children)
        check(count_on(opened, hours), children, "hours")
        opened.backend._session.read.parquet(str(kids)).createOrReplaceTempView("pupils")
        check(count_on(opened, "pupils"), children)

    embedded = count("duckdb", kids)
    assert [note.words for note in found.notes] == [note.words for note in embedded.notes]
    for basis, profile in embedded.profiles.items():
        same(found.profiles[basis], profile)


def test_a_session_that_is_there_is_used_and_left_open(children, kids):
    with open_engine(parse_engine(LOCAL)) as opened:
        check(count("spark-session", kids), children)
        assert opened.backend._session.range(3).count() == 3
        with pytest.raises(OtherSessionOpen) as caught:
            count("spark-local[1]", kids)
    assert "Der er allerede en Spark-session" in caught.value.message("da")


def test_what_spark_cannot_read_is_refused_in_words(tmp_path):
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(b"PAR1 this is no such file")
    moments = tmp_path / "moments.parquet"
    table = as_arrow(mended(some_children(Random(3), 4)))
    moment = pa.array([0] * 4, pa.timestamp("us", tz="UTC"))
    place = table.column_names.index("enrolled_from")
    pq.write_table(table.set_column(place, "enrolled_from", moment), moments)
    gap = tmp_path / "gap.parquet"
    pq.write_table(table.append_column("later", pa.array([0] * 4, pa.timestamp("ns"))), gap)

    with open_engine(parse_engine(LOCAL)):
        assert "cannot be read" in problems_of("spark-session", cut)["SourceUnreadable"]
        for missing in (tmp_path / "n.parquet", "no.such_table"):
            assert "neither a file" in problems_of("spark-session", missing)["SourceMissing"]
        assert "type is timestamp" in problems_of("spark-session", moments)["WrongType"]
        assert problems_of("spark-session", gap) == {}, "a column that is not used is not read"


def problems_of(engine: str, source: object) -> dict[str, str]:
    try:
        return problems(engine, source)
    except FileRefused as refused:
        return {type(refused).__name__: refused.message("en")}


def test_a_cluster_by_its_url_counts_the_same(cluster, children, kids):
    check(count(cluster.url, kids), children)


def test_a_cluster_that_dies_in_the_middle_is_told(monkeypatch, tmp_path):
    few, many = tmp_path / "few.parquet", tmp_path / "many.parquet"
    table = as_arrow(mended(some_children(Random(4), 2000)), keys=False)
    pq.write_table(table, few)
    pq.write_table(pa.concat_tables([table] * 1000), many)
    with servers.cluster() as doomed, open_engine(parse_engine(doomed.url)) as opened:
        count_on(opened, few)  # by now there are executors
        monkeypatch.setenv(PATIENCE_VARIABLE, "2")
        killer = threading.Thread(target=lambda: (time.sleep(0.3), doomed.kill()))
        killer.start()
        with pytest.raises(EngineDied) as caught:
            count_on(opened, many)
        killer.join()
    assert "holdt op midt i tællingen" in caught.value.message("da")
    assert "run the command again" in caught.value.message("en")


def test_a_master_that_does_not_listen_is_told_at_once(kids):
    with pytest.raises(EngineUnreachable) as caught:
        count("spark://127.0.0.1:1", kids)
    assert "spark://127.0.0.1:1" in caught.value.message("da")
    assert "ConnectionRefusedError" in caught.value.message("en")


def test_patience_is_five_minutes_unless_told(monkeypatch):
    monkeypatch.delenv(PATIENCE_VARIABLE, raising=False)
    assert patience() == 300
    monkeypatch.setenv(PATIENCE_VARIABLE, "12.5")
    assert patience() == 12.5
