"""A profile kept in a file: counted in one place, allocated in another.

The file says by itself what it holds, so that it can be checked against a model and a register,
and so that anybody can read it: a row per basis, place, age group and pattern.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from fordel.profiles.counting import check_criteria, positions, profile_of
from fordel.profiles.gathering import empty_places
from fordel.profiles.profile import FULL_TIME_SCALE, Basis, Integers, Profile
from fordel.profiles.refusals.kept import (
    NotAProfile,
    ProfileEntryTwice,
    ProfileMissing,
    ProfileOfOtherDay,
    ProfileOfOtherGroups,
    ProfileRowsWrong,
    ProfileWithoutBasis,
    ProfileWithoutCriteria,
)
from fordel.profiles.refusals.sources import PlacesNotKnown, SourceUnreadable
from fordel.registers.notes import Note
from fordel.registers.records import Needs, SourceFile
from fordel.registers.refusals.report import Problems

FULL_TIME = "full_time_thousandths"
CRITERION = "criterion:"
"""Begins the name of a criterion's column: a criterion may be called like another column."""
_TEXTS = ("basis", "counted_on", "place", "age_group")
_FIGURES = ("children", FULL_TIME)
_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Stored:
    """What a file of a profile holds, checked."""

    profiles: dict[Basis, Profile]
    notes: tuple[Note, ...]
    source: SourceFile


def write_profile(profiles: Collection[Profile], counted_on: date | None, path: Path) -> None:
    """Write profiles of the same children to one file, CSV or Parquet by its name.

    The file is made beside its place and put there whole. It is personal data.

    Raises
    ------
    FileExistsError : the file is there already; it is never replaced.
    OSError : it cannot be written.
    """
    table = pa.concat_tables([profile_table(profile, counted_on) for profile in profiles])
    handle, name = tempfile.mkstemp(prefix=".making-", dir=path.parent)  # nobody else can read it
    os.close(handle)
    try:
        if path.suffix == ".parquet":
            pq.write_table(table, name)
        else:
            pa_csv.write_csv(table, name, pa_csv.WriteOptions(quoting_style="needed"))
        _put(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)


def _put(made: Path, path: Path) -> None:
    """Give a file its name, unless another has it."""
    try:
        os.link(made, path)  # fails where something is, unlike a move
    except FileExistsError:
        raise
    except OSError as error:  # a share without links
        if path.exists():
            raise FileExistsError(path) from error
        made.replace(path)


def profile_table(profile: Profile, counted_on: date | None) -> pa.Table:
    """A profile as a table: what a row counts in words, a truth value per criterion, two numbers.

    Returns
    -------
    ``basis``, ``counted_on``, ``place``, ``age_group`` (text), ``criterion:…`` (a nullable truth
    value per criterion), ``children`` and ``full_time_thousandths`` (int64).
    """
    rows = len(profile.place)

    def same(text: str) -> pa.Array:
        return pa.array([text], pa.string()).take(pa.array(np.zeros(rows, dtype=np.int64)))

    def shown(patterns: Integers, bit: int) -> Any:
        return ((patterns >> bit) & 1).astype(bool)

    truths = {
        CRITERION + name: pa.array(shown(profile.met, bit), mask=shown(profile.unknown, bit))
        for bit, name in enumerate(profile.criteria)
    }
    return pa.table(
        {
            "basis": same(profile.basis.value),
            "counted_on": same("" if counted_on is None else counted_on.isoformat()),
            "place": pa.array(profile.places, pa.string()).take(pa.array(profile.place)),
            "age_group": pa.array(profile.age_groups, pa.string()).take(
                pa.array(profile.age_group)
            ),
            **truths,
            "children": pa.array(profile.children),
            FULL_TIME: pa.array(profile.full_time),
        }
    )


def read_profile(
    path: Path,
    needs: Needs,
    places: Mapping[Basis, Sequence[str]],
    *,
    needed: Sequence[str] = (),
    must: Collection[Basis] = (Basis.ENROLLED,),
) -> Stored:
    """Read a profile back, and hold it against the model and the register.

    Parameters
    ----------
    path : a file that :func:`write_profile` made.
    needs : the model's age groups, criteria and day of counting. Criteria that the file has
        besides are left out.
    places : units, and districts if there are any; the profiles have them in this order.
    needed : criteria that the file must have; the model's others are not known of anybody.
    must : the bases it must have. One that it need not have and does not have is left out.

    Raises
    ------
    RefusedFiles : with everything that does not fit.
    """
    check_criteria(needs.criteria)
    problems, notes = Problems(), list[Note]()
    table = _open(path, problems)
    problems.raise_any()
    assert table is not None
    _check_model(path.name, table, needs, needed, problems)
    problems.raise_any()
    profiles = {}
    for basis, known in places.items():
        part = table.filter(pc.equal(table["basis"], basis.value))
        if len(part) == 0 and (basis in must or basis is Basis.ENROLLED):
            problems.add(ProfileWithoutBasis(file=path.name, basis=basis.value))
        elif len(part):
            profiles[basis] = _profile(path.name, part, needs, list(known), basis, problems)
            notes += empty_places(path.name, profiles[basis])
    problems.raise_any()
    return Stored(profiles, tuple(notes), SourceFile(path.name, _hash(path), len(table)))


def _open(path: Path, problems: Problems) -> pa.Table | None:
    """The file as text and integers; a problem is added where it is not a profile."""
    if not path.is_file():
        problems.add(ProfileMissing(file=str(path)))
        return None
    try:
        table = pq.read_table(path) if path.suffix == ".parquet" else _read_csv(path)
    except (pa.ArrowException, OSError) as error:
        problems.add(SourceUnreadable(file=path.name, kind=type(error).__name__))
        return None
    missing = [name for name in (*_TEXTS, *_FIGURES) if name not in table.column_names]
    if missing:
        problems.add(NotAProfile(file=path.name, needed=", ".join(missing)))
        return None
    for name in table.column_names:
        wanted = _type_of(name)
        if not _is_ours(name):
            problems.add(NotAProfile(file=path.name, column=name, needed=CRITERION + name))
        elif table[name].type != wanted or (
            name in (*_TEXTS, *_FIGURES) and table[name].null_count
        ):
            problems.add(NotAProfile(file=path.name, column=name, needed=str(wanted)))
    return table


def _is_ours(name: str) -> bool:
    return name in (*_TEXTS, *_FIGURES) or name.startswith(CRITERION)


def _type_of(name: str) -> pa.DataType:
    return pa.string() if name in _TEXTS else pa.int64() if name in _FIGURES else pa.bool_()


def _read_csv(path: Path) -> pa.Table:
    """Every column by what it must hold; places keep their zeros."""
    with path.open("rb") as file:
        header = file.readline(_READ_AT_ONCE).decode("utf-8-sig", errors="replace")
    names = [name.strip().strip('"') for name in header.strip().split(",")]
    kinds = {name: _type_of(name) for name in names if _is_ours(name)}
    options = pa_csv.ConvertOptions(
        column_types=kinds,
        null_values=[""],
        strings_can_be_null=False,
        true_values=["true", "1"],
        false_values=["false", "0"],
    )
    return pa_csv.read_csv(path, convert_options=options)


def _check_model(
    file: str, table: pa.Table, needs: Needs, needed: Sequence[str], problems: Problems
) -> None:
    missing = [name for name in needed if CRITERION + name not in table.column_names]
    if missing:
        problems.add(ProfileWithoutCriteria(file=file, criteria=", ".join(missing)))
    wanted_day = "" if needs.count_on is None else needs.count_on.isoformat()
    days = sorted(pc.unique(table["counted_on"]).to_pylist())
    if days and days != [wanted_day]:
        found = ", ".join(day or "–" for day in days)
        problems.add(ProfileOfOtherDay(file=file, found=found, wanted=wanted_day or "–"))
    ours = [group.id for group in needs.age_groups]
    theirs = sorted(pc.unique(table["age_group"]).to_pylist())
    if not set(theirs) <= set(ours):
        problems.add(
            ProfileOfOtherGroups(file=file, found=", ".join(theirs), wanted=", ".join(ours))
        )


def _profile(
    file: str,
    table: pa.Table,
    needs: Needs,
    places: Sequence[str],
    basis: Basis,
    problems: Problems,
) -> Profile:
    place = positions(table["place"], _finder(places))
    age = positions(table["age_group"], _finder([group.id for group in needs.age_groups]))
    met, unknown = _patterns(table, needs.criteria)
    children, full_time = (np.asarray(table[name], dtype=np.int64) for name in _FIGURES)
    wrong = (children < 1) | (full_time < 0) | (full_time > children * FULL_TIME_SCALE)
    if wrong.any():
        problems.add(ProfileRowsWrong(file=file, column="children", count=int(wrong.sum())))
    _check_once(file, table, problems)
    if (place < 0).any():
        strange = set(table["place"].filter(pa.array(place < 0)).to_pylist())
        units = basis is Basis.ENROLLED
        problems.add(
            PlacesNotKnown(
                file=file,
                column="place",
                count=int(children[place < 0].sum()),
                places=len(strange),
                register="units" if units else "districts",
            )
        )
    return profile_of(
        np.stack([place, age, met, unknown, children, full_time]),
        criteria=needs.criteria,
        age_groups=[group.id for group in needs.age_groups],
        places=places,
        basis=basis,
    )


def _finder(names: Sequence[str]) -> Callable[[Any], int]:
    position = {name: i for i, name in enumerate(names)}
    return lambda name: position.get(name, -1)


def _patterns(table: pa.Table, criteria: Sequence[str]) -> tuple[Integers, Integers]:
    """The bits of the model's criteria; one that the file does not have is not known of anybody."""
    met = np.zeros(len(table), dtype=np.int64)
    unknown = np.zeros(len(table), dtype=np.int64)
    for bit, name in enumerate(criteria):
        if CRITERION + name in table.column_names:
            answers = table[CRITERION + name]
            met |= np.asarray(pc.fill_null(answers, False)).astype(np.int64) << bit
            unknown |= np.asarray(pc.is_null(answers)).astype(np.int64) << bit
        else:
            unknown |= 1 << bit
    return met, unknown


def _check_once(file: str, table: pa.Table, problems: Problems) -> None:
    """No two rows say the same of other numbers."""
    keys = [name for name in table.column_names if name not in _FIGURES]
    if table.group_by(keys).aggregate([]).num_rows < len(table):
        problems.add(ProfileEntryTwice(file=file))


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while part := opened.read(_READ_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
