"""Every answer that was ever given, in order: corrections add, and nothing is written over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fordel.domain.language import Words
from fordel.interventions.cells import MISSING, Cell
from fordel.interventions.programme import Programme, Project
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.refusals.correcting import EarlierThanTheLast, ReasonNeeded
from fordel.interventions.sheets.sources import BY_THE_UNIT


@dataclass(frozen=True)
class Entry:
    """One answer as it was given.

    Parameters
    ----------
    at : the moment, with its time zone.
    by : the role of who gave it, such as "unit leader"; never a name.
    reason : why an answer was changed; needed once the sheet was handed in.
    source : where the figure comes from.
    """

    unit: str
    period: int
    field: str
    cell: Cell
    at: datetime
    by: str
    reason: str = ""
    source: Words = BY_THE_UNIT

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment has its time zone")

    @property
    def place(self) -> tuple[str, int, str]:
        """The cell it is for."""
        return self.unit, self.period, self.field


@dataclass(frozen=True)
class HandIn:
    """A unit has said that its sheet is done."""

    unit: str
    period: int
    at: datetime
    by: str


@dataclass(frozen=True)
class Change:
    """What became of an answer, when, and why; ``before`` is None for a first one."""

    entry: Entry
    before: Cell | None
    after_hand_in: bool


@dataclass(frozen=True)
class Log:
    """Entries and hand-ins in the order they came. A new one gives a new log."""

    entries: tuple[Entry, ...] = ()
    hand_ins: tuple[HandIn, ...] = field(default=())

    def handed_in(self, unit: str, period: int) -> datetime | None:
        """When a unit first handed in a period; None where it has not."""
        return min(
            (known.at for known in self.hand_ins if (known.unit, known.period) == (unit, period)),
            default=None,
        )

    def current(self) -> Mapping[tuple[str, int, str], Cell]:
        """The answers as they stand: the last of each cell."""
        return {entry.place: entry.cell for entry in self.entries}

    def with_entry(self, entry: Entry) -> Log:
        """The log with one more answer. An answer that changes nothing is left out.

        Raises
        ------
        EarlierThanTheLast : it is from before the last entry.
        ReasonNeeded : the sheet was handed in, and it is not said why the answer changes.
        """
        if self.entries and entry.at < self.entries[-1].at:
            raise EarlierThanTheLast(unit=entry.unit, period=entry.period, field=entry.field)
        if self.current().get(entry.place, MISSING) == entry.cell:
            return self
        handed_in = self.handed_in(entry.unit, entry.period)
        if handed_in is not None and entry.at >= handed_in and not entry.reason.strip():
            raise ReasonNeeded(unit=entry.unit, period=entry.period, field=entry.field)
        return Log((*self.entries, entry), self.hand_ins)

    def with_hand_in(self, hand_in: HandIn) -> Log:
        """The log with a sheet handed in; handing in again changes nothing of the first time."""
        return Log(self.entries, (*self.hand_ins, hand_in))

    def changes(self, unit: str, period: int) -> tuple[Change, ...]:
        """What happened to a unit's sheet, first to last."""
        handed_in = self.handed_in(unit, period)
        last: dict[str, Cell] = {}
        found = []
        for entry in self.entries:
            if (entry.unit, entry.period) == (unit, period):
                late = handed_in is not None and entry.at >= handed_in
                found.append(Change(entry, last.get(entry.field), late))
                last[entry.field] = entry.cell
        return tuple(found)

    def registrations(
        self,
        programme: Programme,
        project: Project,
        enrolled: Mapping[tuple[str, int], int] | None = None,
    ) -> Registrations:
        """The answers as they stand now, ready to be counted."""
        return Registrations(programme, project, dict(self.current()), enrolled or {})

    def as_of(self, moment: datetime) -> Log:
        """The log as it stood at a moment: what a report of that day was made from."""
        return Log(
            tuple(entry for entry in self.entries if entry.at <= moment),
            tuple(known for known in self.hand_ins if known.at <= moment),
        )
