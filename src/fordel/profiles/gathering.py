"""Counting a large source on an engine: one pass, checked as it is gathered.

Only counts come back: what is wrong with the rows is counted with them. Marks that stand for a
missing unit or an impossible age come back as groups of their own, so that the check costs no
second pass. Child keys are compared on the engine, in a pass of their own where there are any.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from fordel.domain.ages import OLDEST, YOUNGEST
from fordel.domain.language import Words
from fordel.profiles.counting import check_criteria, pattern_counts, positions, profile_of
from fordel.profiles.engines.opening import OpenEngine
from fordel.profiles.preparing import (
    OUTSIDE,
    UNCOVERED,
    Source,
    check_columns,
    dates_row,
    keys_row,
    overview,
    ready,
)
from fordel.profiles.profile import Basis, Integers, Profile
from fordel.profiles.refusals.counting import TooManyPatterns
from fordel.profiles.refusals.sources import (
    ChildrenTwice,
    PlacesNotKnown,
    RowsOfFullTime,
    RowsReversed,
    RowsWithAges,
    RowsWithGroups,
    RowsWithout,
    SourceWithoutChildren,
)
from fordel.registers.child_notes import child_note
from fordel.registers.headers import same_group
from fordel.registers.keys import key
from fordel.registers.notes import Note, note
from fordel.registers.records import Needs
from fordel.registers.refusals.report import Problems

MOST_PATTERNS = 10_000_000
"""Entries a profile may have: half a gigabyte of integers."""

_NOWHERE, _NOT_KNOWN = -1, -2
_NO_AGE, _NO_SUCH_GROUP = -1, -2
_WRONG_AGES = {OUTSIDE: -3, UNCOVERED: -4}

_NO_KEYS = Words(
    da="der er ingen kolonne `child`, så det er ikke undersøgt, om et barn står to gange.",
    en="there is no column `child`, so it was not examined whether a child is there twice.",
)
_EMPTY = Words(
    da="enheder eller distrikter uden børn: {count} ({places}).",
    en="units or districts without children: {count} ({places}).",
)
_SHOWN_PLACES = 8


@dataclass(frozen=True)
class Gathered:
    """A profile per basis that was asked for, and what was decided on the way."""

    profiles: dict[Basis, Profile]
    notes: tuple[Note, ...]
    rows: int
    """Children enrolled on the day, of any age."""


@dataclass
class _Rows:
    """What one pass brought, as integers."""

    entries: Integers
    """Shape (6, entries), as :func:`profile_of` takes them; age groups may be negative marks."""
    places: set[str]
    """Places that the register does not have."""

    def children(self, chosen: np.ndarray) -> int:
        return int(self.entries[4][chosen].sum())


def count_source(
    opened: OpenEngine,
    source: Source,
    places: Mapping[Basis, Collection[str]],
    *,
    most: int = MOST_PATTERNS,
) -> Gathered:
    """Count the children of a source, wherever they lie, into profiles.

    Parameters
    ----------
    opened : the engine that holds or reads the source's table.
    places : the units (``enrolled``) and, where children are counted where they live too, the
        districts (``resident``); the profiles have them in this order, also those without children.
    most : patterns that may come back for one basis.

    Raises
    ------
    RefusedFiles : every problem in columns, or else in rows, at once.
    TooManyCriteria, TooManyPatterns
    EngineDied, EngineFull : the engine stopped; nothing is half counted.
    """
    check_criteria(source.needs.criteria)
    problems, notes = Problems(), list[Note]()
    check_columns(source, problems)
    problems.raise_any()
    total = _check_dates(opened, source, problems)
    counted = _check_rows(opened, source, problems, notes)
    if counted == 0:
        problems.raise_any()
        problems.add(SourceWithoutChildren(file=source.name, rows=total or 0))
        problems.raise_any()
    _check_keys(opened, source, problems, notes)
    profiles = {}
    for basis, known in places.items():
        rows = _one_pass(opened, source, basis, list(known), most)
        _check_places(source, rows, basis, problems)
        if basis is Basis.ENROLLED:
            _check_ages(source, rows, problems)
            _note_rows(source, rows, notes)
        profiles[basis] = profile_of(
            rows.entries,
            criteria=source.needs.criteria,
            age_groups=[group.id for group in source.needs.age_groups],
            places=list(known),
            basis=basis,
        )
        notes += empty_places(source.name, profiles[basis])
    problems.raise_any()
    if total is not None and total > counted:
        notes.insert(0, child_note("not_enrolled", source.name, count=total - counted))
    return Gathered(profiles, tuple(notes), counted)


def _one_pass(
    opened: OpenEngine, source: Source, basis: Basis, places: Sequence[str], most: int
) -> _Rows:
    """Fetch the pattern counts, batch by batch, as integers; give up at one too many."""
    counts = pattern_counts(ready(source), source.needs.criteria, basis)
    place_of = {name: position for position, name in enumerate(places)}
    strange: set[str] = set()

    def place(text: str | None) -> int:
        clean = None if text is None else key(text)
        if clean is None:
            return _NOWHERE
        if clean not in place_of:
            strange.add(clean)
            return _NOT_KNOWN
        return place_of[clean]

    found: list[Integers] = []
    fetched = 0
    for batch in opened.batches(counts.limit(most + 1)):
        found.append(_as_integers(batch, place, _age_reader(source.needs)))
        fetched += batch.num_rows
        if fetched > most:
            break
    if fetched > most:
        raise _too_many(opened, source, basis, most)
    entries = np.concatenate(found, axis=1) if found else np.empty((6, 0), dtype=np.int64)
    return _Rows(entries, strange)


def _as_integers(
    batch: pa.RecordBatch, place: Callable[[str | None], int], age: Callable[[str | None], int]
) -> Integers:
    columns = [positions(batch.column("place"), place), positions(batch.column("age_group"), age)]
    columns += [
        batch.column(name).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
        for name in ("met", "unknown", "children", "full_time")
    ]
    return np.stack(columns)


def _age_reader(needs: Needs) -> Callable[[str | None], int]:
    def age(text: str | None) -> int:
        if text is None or key(text) is None:
            return _NO_AGE
        if text in _WRONG_AGES:
            return _WRONG_AGES[text]
        for position, group in enumerate(needs.age_groups):
            if same_group(text, group):
                return position
        return _NO_SUCH_GROUP

    return age


def _too_many(opened: OpenEngine, source: Source, basis: Basis, most: int) -> TooManyPatterns:
    """Ask the engine how many there are, and from where; only three numbers come back."""
    counts = pattern_counts(ready(source), source.needs.criteria, basis)
    found = opened.row(
        counts.aggregate(
            patterns=counts.count().cast("int64"),
            children=counts.children.sum().cast("int64"),
            units=counts.place.nunique().cast("int64"),
        )
    )
    return TooManyPatterns(
        source=source.name, most=most, criteria=", ".join(source.needs.criteria) or "–", **found
    )


def _check_dates(opened: OpenEngine, source: Source, problems: Problems) -> int | None:
    """How many rows there are, enrolled or not; None where all are enrolled."""
    if not source.dated:
        return None
    found = opened.row(dates_row(source))
    if found["reversed_rows"]:
        problems.add(
            RowsReversed(file=source.name, column="enrolled_to", count=found["reversed_rows"])
        )
    return int(found["rows"])


def _check_rows(opened: OpenEngine, source: Source, problems: Problems, notes: list[Note]) -> int:
    """How many rows are enrolled; whether each has a unit, and full-time places that can be."""
    file, columns = source.name, source.table.columns
    found = opened.row(overview(source))
    if found["no_unit"]:
        problems.add(RowsWithout(file=file, column="unit", count=found["no_unit"]))
    if found["wrong_full_time"]:
        name = "full_time" if "full_time" in columns else "hours"
        problems.add(RowsOfFullTime(file=file, column=name, count=found["wrong_full_time"]))
    if "hours" in columns and "full_time" not in columns and source.full_time_hours is None:
        notes.append(child_note("hours", file))
    if found["no_full_time"]:
        notes.append(child_note("no_full_time", file, count=found["no_full_time"]))
    return int(found["rows"])


def _check_keys(opened: OpenEngine, source: Source, problems: Problems, notes: list[Note]) -> None:
    """A child is there once on the day of counting, and every row says which child it is."""
    if "child" not in source.table.columns:
        notes.append(note("no_keys", source.name, _NO_KEYS))
        return
    found = opened.row(keys_row(source))
    if found["missing"]:
        problems.add(RowsWithout(file=source.name, column="child", count=found["missing"]))
    if found["twice"]:
        problems.add(ChildrenTwice(file=source.name, column="child", count=found["twice"]))


def _check_places(source: Source, rows: _Rows, basis: Basis, problems: Problems) -> None:
    column, register = ("unit", "units") if basis is Basis.ENROLLED else ("district", "districts")
    place = rows.entries[0]
    blank = rows.children(place == _NOWHERE)
    if blank and basis is Basis.ENROLLED:
        problems.add(RowsWithout(file=source.name, column=column, count=blank))
    strange = rows.children(place == _NOT_KNOWN)
    if strange:
        problems.add(
            PlacesNotKnown(
                file=source.name,
                column=column,
                count=strange,
                places=len(rows.places),
                register=register,
            )
        )


def _check_ages(source: Source, rows: _Rows, problems: Problems) -> None:
    file, age = source.name, rows.entries[1]
    columns = source.table.columns
    born = "born_on" in columns and source.needs.count_on is not None
    name = "age_group" if "age_group" in columns else "born_on" if born else "age"
    if missing := rows.children(age == _NO_AGE):
        problems.add(RowsWithout(file=file, column=name, count=missing))
    if outside := rows.children(age == _WRONG_AGES[OUTSIDE]):
        problems.add(
            RowsWithAges(file=file, column=name, count=outside, youngest=YOUNGEST, oldest=OLDEST)
        )
    if other := rows.children(age == _NO_SUCH_GROUP):
        groups = ", ".join(group.id for group in source.needs.age_groups)
        problems.add(RowsWithGroups(file=file, column=name, count=other, groups=groups))


def _note_rows(source: Source, rows: _Rows, notes: list[Note]) -> None:
    file = source.name
    if uncovered := rows.children(rows.entries[1] == _WRONG_AGES[UNCOVERED]):
        notes.append(child_note("other_ages", file, count=uncovered))
    for bit, criterion in enumerate(source.needs.criteria):
        count = rows.children((rows.entries[3] >> bit) & 1 == 1)
        if count and criterion in source.table.columns:
            values = {"criterion": source.needs.called(criterion), "count": count}
            notes.append(child_note("unknown_criterion", file, **values))


def empty_places(file: str, profile: Profile) -> list[Note]:
    """A note of places that no child is counted in."""
    empty = [profile.places[i] for i in np.flatnonzero(profile.totals().sum(axis=1) == 0)]
    if not empty:
        return []
    places = ", ".join(empty[:_SHOWN_PLACES]) + (" …" if len(empty) > _SHOWN_PLACES else "")
    return [note("empty_places", file, _EMPTY, count=len(empty), places=places)]
