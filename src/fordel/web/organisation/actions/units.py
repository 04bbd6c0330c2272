"""What becomes of units: each event with its day, its reason and a line in the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fordel.registers import records
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.organisation.models import Area, District, LineageEvent, LineageUnit, Unit
from fordel.web.organisation.refusals import (
    ChangedMeanwhile,
    NotPossibleOnThatDay,
    NumberTaken,
    UnitIsClosed,
)

Kind, Side = LineageEvent.Kind, LineageUnit.Side


@dataclass(frozen=True)
class NewUnit:
    """A unit that is to be: its number is its own for ever."""

    key: str
    name: str
    kind: str
    ownership: str
    area: Area | None = None
    district: District | None = None


@transaction.atomic
def open_unit(standing: Standing, new: NewUnit, day: date, reason: str) -> Unit:
    """Open a unit.

    Raises
    ------
    NumberTaken : a unit has, or had, its number.
    """
    unit = _made(standing, new, day)
    _event(standing, Kind.OPEN, day, reason, after=[unit])
    write(standing, "unit.opened", kind="unit", key=unit.key)
    return unit


@transaction.atomic
def close_unit(standing: Standing, unit: Unit, day: date, reason: str) -> None:
    """Close a unit; it keeps its number and its history.

    Raises
    ------
    ChangedMeanwhile, NotPossibleOnThatDay
    """
    _close([unit], day)
    _event(standing, Kind.CLOSE, day, reason, before=[unit])
    write(standing, "unit.closed", kind="unit", key=unit.key)


@transaction.atomic
def merge_units(
    standing: Standing, units: Sequence[Unit], new: NewUnit, day: date, reason: str
) -> Unit:
    """Let units become one new; those before it close on that day.

    Raises
    ------
    NumberTaken, ChangedMeanwhile, NotPossibleOnThatDay
    """
    unit = _made(standing, new, day)
    _close(units, day)
    _event(standing, Kind.MERGE, day, reason, before=units, after=[unit])
    write(standing, "unit.merged", kind="unit", key=unit.key, details={"before": len(units)})
    return unit


@transaction.atomic
def split_unit(
    standing: Standing, unit: Unit, new: Sequence[NewUnit], day: date, reason: str
) -> list[Unit]:
    """Let a unit become several new; it closes on that day.

    Raises
    ------
    NumberTaken, ChangedMeanwhile, NotPossibleOnThatDay
    """
    made = [_made(standing, one, day) for one in new]
    _close([unit], day)
    _event(standing, Kind.SPLIT, day, reason, before=[unit], after=made)
    write(standing, "unit.split", kind="unit", key=unit.key, details={"after": len(made)})
    return made


@transaction.atomic
def move_unit(standing: Standing, unit: Unit, area: Area, day: date, reason: str) -> None:
    """Move a unit to another area.

    Raises
    ------
    ChangedMeanwhile, NotPossibleOnThatDay
    """
    _check_day(unit, day)
    _event(standing, Kind.MOVE, day, reason, before=[unit], after=[unit], area_after=area)
    _change(unit, area=area)
    write(standing, "unit.moved", kind="unit", key=unit.key, details={"area": area.key})


@transaction.atomic
def rename_unit(standing: Standing, unit: Unit, name: str, day: date, reason: str) -> None:
    """Give a unit another name; what it was called stays in its history.

    Raises
    ------
    ChangedMeanwhile, NotPossibleOnThatDay
    """
    _check_day(unit, day)
    _event(standing, Kind.RENAME, day, reason, before=[unit])
    _change(unit, name=name)
    write(standing, "unit.renamed", kind="unit", key=unit.key)


@transaction.atomic
def change_unit(standing: Standing, unit: Unit, values: dict[str, object]) -> None:
    """Put right what stands of a unit: its kind, ownership, district, who holds its budget.

    Raises
    ------
    ChangedMeanwhile
    """
    _change(unit, **values)
    write(standing, "unit.recorded", kind="unit", key=unit.key)


@transaction.atomic
def follow_register(standing: Standing, units: Iterable[records.Unit], as_of: date) -> list[str]:
    """Take over units as a delivered register has them on a day.

    New ones are added, known ones follow what the register says; where it says nothing, what is
    known stays. A unit that the register lacks stays too: it is closed by an event. A register of
    a day before a unit closed says nothing new of it.

    Returns
    -------
    The keys of the units that are new.

    Raises
    ------
    UnitIsClosed : a closed unit's number is used for an open one.
    """
    known = {u.key: u for u in Unit.objects.filter(municipality_id=standing.municipality_id)}
    new = []
    for entry in units:
        unit = known.get(entry.id)
        values = _values(standing, entry)
        if unit is None:
            made = Unit.objects.create(
                municipality_id=standing.municipality_id,
                key=entry.id,
                **{"name": entry.id, **values},
            )
            new.append(made.key)
            write(standing, "unit.recorded", kind="unit", key=made.key)
            continue
        if unit.closed_on is not None and entry.closed_on is None:
            if unit.closed_on <= as_of:
                raise UnitIsClosed(key=entry.id)
            continue
        if any(getattr(unit, name) != value for name, value in values.items()):
            _change(unit, **values)
            write(standing, "unit.recorded", kind="unit", key=unit.key)
    return new


def _values(standing: Standing, entry: records.Unit) -> dict[str, object]:
    said = {
        "name": entry.name,
        "kind": entry.kind.value,
        "ownership": entry.ownership.value,
        "has_special_department": entry.special_department,
        "area": area_called(standing, entry.area),
        "district": district_called(standing, entry.district),
        "budget_unit": entry.budget_unit,
        "opened_on": entry.opened_on,
        "closed_on": entry.closed_on,
    }
    return {name: value for name, value in said.items() if value not in {None, ""}}


def area_called(standing: Standing, key: str | None, name: str = "") -> Area | None:
    """The area with a key, recorded if it is new; None without a key."""
    if not key:
        return None
    area, new = Area.objects.get_or_create(
        municipality_id=standing.municipality_id, key=key, defaults={"name": name or key}
    )
    if new:
        write(standing, "area.recorded", kind="area", key=key)
    return area


def district_called(standing: Standing, key: str | None, name: str = "") -> District | None:
    """The district with a key, recorded if it is new; None without a key."""
    if not key:
        return None
    district, new = District.objects.get_or_create(
        municipality_id=standing.municipality_id, key=key, defaults={"name": name or key}
    )
    if new:
        write(standing, "district.recorded", kind="district", key=key)
    return district


def _made(standing: Standing, new: NewUnit, day: date) -> Unit:
    if Unit.objects.filter(municipality_id=standing.municipality_id, key=new.key).exists():
        raise NumberTaken(key=new.key)
    return Unit.objects.create(
        municipality_id=standing.municipality_id,
        key=new.key,
        name=new.name,
        kind=new.kind,
        ownership=new.ownership,
        area=new.area,
        district=new.district,
        opened_on=day,
    )


def _close(units: Sequence[Unit], day: date) -> None:
    for unit in units:
        _check_day(unit, day)
        _change(unit, closed_on=day)


def _check_day(unit: Unit, day: date) -> None:
    too_early = unit.opened_on is not None and day < unit.opened_on
    if too_early or unit.closed_on is not None:
        raise NotPossibleOnThatDay(name=str(unit))


def _change(unit: Unit, **values: object) -> None:
    """Change a unit, unless somebody else did since it was read."""
    same = Unit.objects.filter(pk=unit.pk, revision=unit.revision)
    if not same.update(revision=unit.revision + 1, **values):
        raise ChangedMeanwhile(name=str(unit))
    unit.refresh_from_db()


def _event(
    standing: Standing,
    kind: LineageEvent.Kind,
    day: date,
    reason: str,
    *,
    before: Sequence[Unit] = (),
    after: Sequence[Unit] = (),
    area_after: Area | None = None,
) -> LineageEvent:
    event = LineageEvent.objects.create(
        municipality_id=standing.municipality_id,
        kind=kind,
        happened_on=day,
        reason=reason,
        recorded_by=standing.person,
    )
    for side, units in ((Side.BEFORE, before), (Side.AFTER, after)):
        for unit in units:
            area = area_after if side == Side.AFTER and area_after is not None else unit.area
            LineageUnit.objects.create(
                event=event, unit=unit, side=side, name_then=unit.name, area_then=area
            )
    return event
