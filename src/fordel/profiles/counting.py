"""From a row per child to a profile, as Ibis expressions: the same on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from fordel.profiles.profile import MAX_CRITERIA, Basis, Integers, Profile
from fordel.profiles.refusals.counting import TooManyCriteria

_PLACE_COLUMN = {Basis.ENROLLED: "unit", Basis.RESIDENT: "district"}


def pattern_counts(
    children: ibis.Table,
    criteria: Sequence[str],
    basis: Basis,
) -> ibis.Table:
    """Count children per place, age group and pattern of criteria.

    Parameters
    ----------
    children : one row per child with ``unit`` and ``district`` (text), ``age_group`` (text),
        ``full_time`` (integer thousandths) and one boolean column per criterion; null is unknown.
    criteria : the boolean columns, bit 0 first.
    basis : whether the place is the unit or the district.

    Returns
    -------
    An unevaluated Ibis table: ``place, age_group, met, unknown, children, full_time``.
    """
    place = children[_PLACE_COLUMN[basis]]
    answers = {f"answer_{bit}": children[name] for bit, name in enumerate(criteria)}
    rows = children.filter(place.notnull()).select(
        place=place,
        age_group=children.age_group,
        **answers,
        full_time=children.full_time.cast("int64"),
    )
    # Grouped by the answers as they are: bits are set once per group, not once per child.
    groups = rows.group_by(["place", "age_group", *answers]).aggregate(
        children=rows.count().cast("int64"),
        full_time=rows.full_time.sum().cast("int64"),
    )
    return groups.select(
        "place",
        "age_group",
        met=_bits(groups[name].fill_null(False) for name in answers),
        unknown=_bits(groups[name].isnull() for name in answers),
        children=groups.children,
        full_time=groups.full_time,
    )


def _bits(truths: Iterable[Any]) -> Any:
    """An integer with a bit for each truth, bit 0 first."""
    set_bits = (truth.ifelse(1 << bit, 0).cast("int64") for bit, truth in enumerate(truths))
    return reduce(or_, set_bits, ibis.literal(0).cast("int64"))


def build_profile(
    children: pa.Table | ibis.Table,
    *,
    criteria: Sequence[str],
    age_groups: Sequence[str],
    places: Sequence[str],
    basis: Basis = Basis.ENROLLED,
) -> Profile:
    """Count children into a profile.

    Parameters
    ----------
    children : an Arrow table (counted in an embedded DuckDB) or an Ibis table on any engine, with
        the columns that :func:`pattern_counts` names.
    places : every unit or district, also those without children; children elsewhere are left out.

    Raises
    ------
    TooManyCriteria : more criteria than a pattern has bits for.
    """
    check_criteria(criteria)
    table = children if isinstance(children, ibis.Table) else ibis.memtable(children)
    counts = pattern_counts(table, criteria, basis).to_pyarrow()
    return from_counts(counts, criteria=criteria, age_groups=age_groups, places=places, basis=basis)


def check_criteria(criteria: Sequence[str]) -> None:
    """Raise :class:`TooManyCriteria` for more criteria than a pattern has bits for."""
    if len(criteria) > MAX_CRITERIA:
        raise TooManyCriteria(criteria=len(criteria), most=MAX_CRITERIA)


def from_counts(
    counts: pa.Table,
    *,
    criteria: Sequence[str],
    age_groups: Sequence[str],
    places: Sequence[str],
    basis: Basis,
) -> Profile:
    """Order pattern counts into the one form a profile has; children elsewhere are left out."""
    place_of = {key: i for i, key in enumerate(places)}
    age_of = {key: i for i, key in enumerate(age_groups)}
    rows = np.stack(
        [
            positions(counts["place"], lambda key: place_of.get(key, -1)),
            positions(counts["age_group"], lambda key: age_of.get(key, -1)),
            *(_integers(counts[name]) for name in ("met", "unknown", "children", "full_time")),
        ]
    )
    return profile_of(rows, criteria=criteria, age_groups=age_groups, places=places, basis=basis)


def profile_of(
    rows: Integers,
    *,
    criteria: Sequence[str],
    age_groups: Sequence[str],
    places: Sequence[str],
    basis: Basis,
) -> Profile:
    """The profile of counts that are integers already.

    Parameters
    ----------
    rows : shape (6, entries): positions of place and age group (-1 is left out), met, unknown,
        children, full-time thousandths; in any order, and one entry may stand in several rows.
    """
    rows = rows[:, (rows[0] >= 0) & (rows[1] >= 0)]
    rows = rows[:, np.lexsort(rows[3::-1])]
    if rows.shape[1]:
        new = np.ones(rows.shape[1], dtype=bool)
        new[1:] = (rows[:4, 1:] != rows[:4, :-1]).any(axis=0)
        starts = np.flatnonzero(new)
        sums = np.add.reduceat(rows[4:], starts, axis=1)
        rows = np.concatenate([rows[:4, starts], sums])
    return Profile(basis, tuple(places), tuple(age_groups), tuple(criteria), *rows)


def positions(column: pa.ChunkedArray | pa.Array, position_of: Callable[[Any], int]) -> Integers:
    """Where each text of a column stands; every distinct text is looked up once."""
    coded = column.dictionary_encode()
    coded = coded.unify_dictionaries() if isinstance(coded, pa.ChunkedArray) else coded
    chunks = coded.chunks if isinstance(coded, pa.ChunkedArray) else [coded]
    if not chunks:
        return np.empty(0, dtype=np.int64)
    # A null is looked up as None; its index, -1, is the last.
    texts = [*chunks[0].dictionary.to_pylist(), None]
    known = np.array([position_of(text) for text in texts], dtype=np.int64)
    places = [np.asarray(chunk.indices.fill_null(-1)) for chunk in chunks]
    return np.asarray(known[np.concatenate(places)])


def _integers(column: pa.ChunkedArray) -> Integers:
    return np.asarray(column.to_numpy(), dtype=np.int64)
