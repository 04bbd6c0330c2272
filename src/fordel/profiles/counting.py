"""From a row per child to a profile, as Ibis expressions: the same on every engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from fordel.profiles.profile import MAX_CRITERIA, Basis, Integers, Profile
from fordel.profiles.refusals import TooManyCriteria

_PLACE_COLUMN = {Basis.ENROLLED: "unit", Basis.RESIDENT: "district"}
_KEYS = ("place", "age_group", "met", "unknown")


def pattern_counts(
    children: ibis.Table,
    criteria: Sequence[str],
    basis: Basis,
    summed: Sequence[str] = ("full_time",),
) -> ibis.Table:
    """Count children per place, age group and pattern of criteria.

    Parameters
    ----------
    children : one row per child with ``unit`` and ``district`` (text), ``age_group`` (text),
        ``full_time`` (integer thousandths) and one boolean column per criterion; null is unknown.
    criteria : the boolean columns, bit 0 first.
    basis : whether the place is the unit or the district.
    summed : the integer columns that are added up beside the children.

    Returns
    -------
    An unevaluated Ibis table: ``place, age_group, met, unknown, children`` and the sums.
    """
    place = children[_PLACE_COLUMN[basis]]
    zero = ibis.literal(0).cast("int64")

    def bits(values: list[Any]) -> Any:
        return reduce(or_, values, zero)

    met = bits(
        [
            children[name].fill_null(False).ifelse(1 << bit, 0).cast("int64")
            for bit, name in enumerate(criteria)
        ]
    )
    unknown = bits(
        [
            children[name].isnull().ifelse(1 << bit, 0).cast("int64")
            for bit, name in enumerate(criteria)
        ]
    )
    patterned = children.filter(place.notnull()).select(
        place=place,
        age_group=children.age_group,
        met=met,
        unknown=unknown,
        **{name: children[name].cast("int64") for name in summed},
    )
    return patterned.group_by(list(_KEYS)).aggregate(
        children=patterned.count().cast("int64"),
        **{name: patterned[name].sum().cast("int64") for name in summed},
    )


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
    known = np.array([position_of(key) for key in chunks[0].dictionary.to_pylist()] + [-1])
    places = [np.asarray(chunk.indices.fill_null(-1)) for chunk in chunks]
    return np.asarray(known[np.concatenate(places)], dtype=np.int64)


def _integers(column: pa.ChunkedArray) -> Integers:
    return np.asarray(column.to_numpy(), dtype=np.int64)
