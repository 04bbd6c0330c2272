"""A table whose columns go by the contract's names, and whose totals have been taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import numpy as np

from fordel.domain.ages import AgeGroup
from fordel.domain.language import Words
from fordel.registers.dates import Order, orders, read_date
from fordel.registers.headers import Resolved, same_group
from fordel.registers.keys import key, key_of_number
from fordel.registers.mapping import FileMapping
from fordel.registers.notes import Note, note
from fordel.registers.personal import shown
from fordel.registers.refusals.base import FileRefused, ValueRefused
from fordel.registers.refusals.cells import (
    NotADate,
    NotYesOrNo,
    UnknownAgeGroup,
    UnknownChoice,
    ValueMissing,
)
from fordel.registers.refusals.columns import MixedDates
from fordel.registers.refusals.report import Problems
from fordel.registers.table import Coded, Column, Mask, Table
from fordel.registers.words import plain_words, words

T = TypeVar("T")

_ZEROS = Words(
    da="{column}: nøglerne stod som tal; er der nuller foran, er de gået tabt i filen.",
    en="{column}: the keys were stored as numbers; leading zeros, if any, are lost in the file.",
)
_DAY_FIRST = Words(
    da="{column}: datoer med skråstreg er læst med dagen først.",
    en="{column}: dates with slashes were read with the day first.",
)


class Sheet:
    """A checked view of one file.

    Every conversion adds what is wrong to ``problems`` and what had to be decided to ``notes``.
    ``private`` sheets (children) never show a cell in either.
    """

    def __init__(
        self,
        table: Table,
        found: Resolved,
        mapping: FileMapping,
        problems: Problems,
        notes: list[Note],
        *,
        private: bool = False,
    ) -> None:
        self.table = table
        self.found = found
        self.mapping = mapping
        self.problems = problems
        self.notes = notes
        self.private = private

    @property
    def file(self) -> str:
        return self.table.file

    def __len__(self) -> int:
        return len(self.table)

    def __contains__(self, name: str) -> bool:
        return name in self.found.places

    def column(self, name: str) -> Column:
        return self.table.columns[self.found.places[name]]

    def keeping(self, keep: Mask) -> Sheet:
        """The same sheet with some of its rows."""
        return Sheet(
            self.table.keeping(keep),
            self.found,
            self.mapping,
            self.problems,
            self.notes,
            private=self.private,
        )

    def row(self, place: int) -> int:
        """The row in the file of a row in the sheet."""
        return int(self.table.row_numbers[place])

    def excerpt(self, text: str | None) -> str:
        return "" if self.private or text is None else shown(text)

    # Refusing

    def refuse(self, kind: type[FileRefused], place: int, name: str, **details: Any) -> None:
        """Add a problem with one row."""
        header = self.column(name).header if name in self else name
        self.problems.add(kind(file=self.file, row=self.row(place), column=header, **details))

    def refuse_rows(
        self, kind: type[ValueRefused], coded: Coded[Any], rows: Mask, name: str, **details: Any
    ) -> None:
        """Add a problem for each row that a mask marks, with what stands there."""
        for place in np.flatnonzero(rows):
            value = self.excerpt(coded.texts[coded.places[place]])
            self.refuse(kind, int(place), name, value=value, **details)

    # Reading columns

    def read(
        self,
        name: str,
        parse: Callable[[str], T | None],
        by_machine: Callable[[str], T | None] | None = None,
    ) -> Coded[T]:
        """Convert a column, after the mapping's own translations of its values."""
        mapped = {plain_words(k): v for k, v in self.mapping.values.get(name, {}).items()}

        def translated(text: str) -> T | None:
            return parse(mapped.get(plain_words(text), text))

        return self.column(name).distinct.read(translated if mapped else parse, by_machine)

    def _checked(
        self, name: str, kind: type[ValueRefused], parse: Callable[[str], T | None], **details: Any
    ) -> Coded[T]:
        coded = self.read(name, parse)
        if coded.wrong.any():
            self.refuse_rows(kind, coded, coded.wrong[coded.places], name, **details)
        return coded

    def keys(self, name: str, *, needed: bool = False) -> Coded[str]:
        """Keys as text; with ``needed``, rows without one are refused."""
        if any(self.column(name).distinct.machine):
            self.notes.append(note("keys_as_numbers", self.file, _ZEROS, column=name))
        coded = self.read(name, key, key_of_number)
        if needed:
            self.refuse_rows(ValueMissing, coded, coded.missing, name)
        return coded

    def texts(self, name: str) -> Coded[str]:
        return self.read(name, lambda text: " ".join(text.split()) or None)

    def yes_no(self, name: str) -> Coded[bool]:
        """Truth values; None where nothing is said."""
        known = words()

        def parse(text: str) -> bool | None:
            word = plain_words(text).removesuffix(".0")
            if word in known.missing:
                return None
            if word not in known.yes_no:
                raise ValueError(text)
            return known.yes_no[word]

        return self._checked(name, NotYesOrNo, parse)

    def choice(self, name: str) -> Coded[str]:
        """One of the values that ``words.yaml`` lists for the column."""
        known, missing = words().choices[name], words().missing

        def parse(text: str) -> str | None:
            word = plain_words(text)
            if word in missing:
                return None
            if word not in known:
                raise ValueError(text)
            return known[word]

        choices = ", ".join(dict.fromkeys(known.values()))
        return self._checked(name, UnknownChoice, parse, choices=choices)

    def age_groups(self, name: str, groups: Sequence[AgeGroup]) -> Coded[str]:
        """Ids of the model's age groups."""

        def parse(text: str) -> str | None:
            if plain_words(text) in words().missing:
                return None
            for group in groups:
                if same_group(text, group):
                    return group.id
            raise ValueError(text)

        known = ", ".join(group.id for group in groups)
        return self._checked(name, UnknownAgeGroup, parse, groups=known)

    def dates(self, name: str) -> Coded[date]:
        """Dates; the order of day and month is the one the column itself shows."""
        texts = self.column(name).distinct.texts
        shown_orders = orders(texts)
        if shown_orders == {"day", "month"} and self.mapping.dates is None:
            self.problems.add(MixedDates(file=self.file, column=self.column(name).header))
            return self.column(name).distinct.unreadable()
        if not shown_orders and any("/" in text for text in texts):
            self.notes.append(note("dates_day_first", self.file, _DAY_FIRST, column=name))
        order: Order = "month" if shown_orders == {"month"} else "day"
        form = self.mapping.dates
        return self._checked(name, NotADate, lambda text: read_date(text, order, form))
