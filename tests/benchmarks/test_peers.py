"""Whoever is measured beside Fordel gives Fordel's answer; here on small countries, no clocks."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from benchmarks import national
from benchmarks.ours import alone, batch, counting
from benchmarks.peers import (
    duckdb_sql,
    numpy_product,
    openfisca_model,
    pandas_model,
    plain_counting,
    polars_model,
    polars_profile,
    spreadsheet,
)
from benchmarks.peers.sameness import mark_of
from benchmarks.section import check_same
from benchmarks.shapes import AGES, CRITERIA, parts, table_of, write_parts

# Ibis asks DuckDB for what a table looks like in a way that DuckDB no longer likes.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

SMALL = {"children": 2000, "units": 30}
PEERS = {
    "pandas": pandas_model.variants,
    "pandas from a profile": pandas_model.from_profile,
    "Polars": polars_model.variants,
    "NumPy": numpy_product.variants,
    "OpenFisca, kept": openfisca_model.variants,
    "OpenFisca, reforms": openfisca_model.reforms,
}


def answer(task):
    return task.answer(task.work())


@pytest.fixture(scope="module", params=list(national.BATCHES))
def ours(request):
    chosen = national.some(request.param, 9)
    found = answer(batch.batch(request.param, chosen=chosen, **SMALL))["money"]
    return request.param, chosen, found


@pytest.mark.parametrize("peer", PEERS)
def test_a_variant_is_the_same_in_every_tool(ours, peer):
    name, chosen, money = ours
    found = answer(PEERS[peer](name, chosen=chosen, **SMALL))["money"]
    check_same(peer, found, money)
    assert np.allclose(found.sum(axis=1), national.frame_of(SMALL["children"]))


def test_in_some_variants_a_cap_binds():
    """Or nobody would see whether a tool shares again what a cap leaves over."""
    them = national.children(SMALL["children"], SMALL["units"])
    capped = [i for i, v in enumerate(national.variants("caps")) if v.cap is not None]
    found = answer(batch.batch("caps", chosen=[c - 1 for c in capped] + capped, **SMALL))["money"]
    free, held = np.split(found, 2)
    assert them.units == found.shape[1]
    assert not np.allclose(free, held)


def test_the_bare_product_gives_the_loads():
    chosen = national.some("shares", 9)
    found = answer(numpy_product.product("shares", chosen=chosen, **SMALL))["load"]
    them = national.children(SMALL["children"], SMALL["units"])
    asked = national.variants("shares")
    for row, number in zip(found, chosen, strict=True):
        met = them.met[:, asked[number].places].sum(axis=1) >= asked[number].at_least
        assert row.tolist() == np.bincount(them.unit[met], minlength=them.units).tolist()


def test_another_answer_is_refused():
    with pytest.raises(AssertionError, match="Polars gives another answer"):
        check_same("Polars", np.array([1.0, 2.0]), np.array([1.0, 2.00001]))


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    return write_parts(1500, tmp_path_factory.mktemp("country"), seed=5, part=600)


@pytest.mark.parametrize(
    "count",
    [counting.to_file, duckdb_sql.to_memory, polars_profile.to_memory],
    ids=["Fordel to a file", "SQL", "Polars"],
)
def test_a_profile_is_the_same_in_every_tool(count, country, tmp_path):
    own, other = tmp_path / "own.parquet", tmp_path / "other.parquet"
    answer(counting.to_memory(country, str(own)))
    answer(count(country, str(other)))
    assert mark_of(own) == mark_of(other)


def test_the_counts_of_files_are_those_of_a_plain_loop(country, tmp_path):
    own = tmp_path / "own.parquet"
    table = counting.to_memory(country, str(own)).work()
    plain: Counter = Counter()
    for region in parts(1500, seed=5, part=600):
        for child in table_of(region).to_pylist():
            met = sum(1 << i for i, name in enumerate(CRITERIA) if child[name])
            unknown = sum(1 << i for i, name in enumerate(CRITERIA) if child[name] is None)
            plain[child["unit"], child["age_group"], met, unknown] += 1
    names = ("place", "age_group", "met", "unknown", "children")
    rows = zip(*(table[name].to_pylist() for name in names), strict=True)
    assert {row[:4]: row[4] for row in rows} == plain


def test_profiles_that_differ_in_one_row_are_not_the_same(country, tmp_path):
    own, other = tmp_path / "own.parquet", tmp_path / "other.parquet"
    table = counting.to_memory(country, str(own)).work()
    parquet.write_table(table, own)
    swapped = table["age_group"].to_pylist()
    swapped[0] = AGES[1 - AGES.index(swapped[0])]
    place = table.schema.get_field_index("age_group")
    parquet.write_table(table.set_column(place, "age_group", pa.array(swapped)), other)
    assert mark_of(own) != mark_of(other)


def test_parts_of_a_country_have_units_of_their_own():
    found = [set(region.keys) for region in parts(1500, seed=5, part=600)]
    assert [len(keys) for keys in found] == [8, 8, 4]
    assert len(set.union(*found)) == 20


def test_plain_counting_is_the_same_in_every_tool():
    ways = (plain_counting.with_fordel, plain_counting.with_pandas, plain_counting.with_python)
    own, *others = [answer(way(**SMALL))["counts"].tolist() for way in ways]
    assert others == [own, own]


@pytest.mark.skipif(not spreadsheet.is_here(), reason="LibreOffice is not installed")
def test_a_spreadsheet_gives_the_same_money():
    shape = {"children": 200, "units": 4}
    own = answer(alone.exactly(**shape))["money"]
    found = answer(spreadsheet.recalculation(times=1, **shape))["money"]
    check_same("LibreOffice", found, own)
