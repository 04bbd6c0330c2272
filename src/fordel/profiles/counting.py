"""From a row per child to a profile, as Ibis expressions: the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from fordel.domain.errors import ModelRefused
from fordel.domain.language import Words
from fordel.profiles.profile import MAX_CRITERIA, Basis, Integers, Profile

_PLACE_COLUMN = {Basis.ENROLLED: "unit", Basis.RESIDENT: "district"}
_KEYS = ("place", "age_group", "met", "unknown")


@dataclass(eq=False)
class TooManyCriteria(ModelRefused):
    criteria: int
    most: int

    what = Words(
        da="Modellen bruger {criteria} kriterier.", en="The model uses {criteria} criteria."
    )
    why = Words(
        da="En børneprofil kan højst holde {most} kriterier.",
        en="A profile holds at most {most} criteria.",
    )
    next = Words(
        da="Slå kriterier sammen, eller vælg de vigtigste.",
        en="Merge criteria, or choose the ones that matter.",
    )


def pattern_counts(children: ibis.Table, criteria: Sequence[str], basis: Basis) -> ibis.Table:
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
        full_time=children.full_time.cast("int64"),
    )
    return patterned.group_by(list(_KEYS)).aggregate(
        children=patterned.count().cast("int64"), full_time=patterned.full_time.sum().cast("int64")
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
    if len(criteria) > MAX_CRITERIA:
        raise TooManyCriteria(criteria=len(criteria), most=MAX_CRITERIA)
    table = children if isinstance(children, ibis.Table) else ibis.memtable(children)
    counts = pattern_counts(table, criteria, basis).to_pyarrow()
    return from_counts(counts, criteria=criteria, age_groups=age_groups, places=places, basis=basis)


def from_counts(
    counts: pa.Table,
    *,
    criteria: Sequence[str],
    age_groups: Sequence[str],
    places: Sequence[str],
    basis: Basis,
) -> Profile:
    """Order pattern counts into the one form a profile has."""
    place_of = {key: i for i, key in enumerate(places)}
    age_of = {key: i for i, key in enumerate(age_groups)}
    place = _positions(counts["place"], place_of)
    age = _positions(counts["age_group"], age_of)
    here = (place >= 0) & (age >= 0)
    columns = [place, age, *(_integers(counts[name]) for name in ("met", "unknown"))]
    order = np.lexsort([column[here] for column in reversed(columns)])
    place, age, met, unknown = (column[here][order] for column in columns)
    return Profile(
        basis=basis,
        places=tuple(places),
        age_groups=tuple(age_groups),
        criteria=tuple(criteria),
        place=place,
        age_group=age,
        met=met,
        unknown=unknown,
        children=_integers(counts["children"])[here][order],
        full_time=_integers(counts["full_time"])[here][order],
    )


def _positions(column: pa.ChunkedArray, position_of: dict[str, int]) -> Integers:
    return np.array([position_of.get(key, -1) for key in column.to_pylist()], dtype=np.int64)


def _integers(column: pa.ChunkedArray) -> Integers:
    return np.asarray(column.to_numpy(), dtype=np.int64)
