"""The common form of what is in a file: headers, columns of text, and where each row stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fordel.registers.records import SourceFile

T = TypeVar("T")
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One column: a header and its cells as trimmed text, empty where nothing stands.

    ``load`` is called when the cells are first asked for, so that a column of a Parquet file that
    nobody asks for is never read. ``machine`` marks the cells that were numbers, dates or truth
    values in the file itself (XLSX, Parquet, PX, JSON-stat): their text is unambiguous.
    """

    header: str
    load: Callable[[], pa.Array]
    machine: Mask | bool = False

    @cached_property
    def cells(self) -> pa.Array:
        """Texts, shape (rows,), none of them null."""
        return self.load()

    def taken(self, keep: Ints) -> Column:
        """The same column with only some of its rows."""
        machine = self.machine if isinstance(self.machine, bool) else self.machine[keep]
        return Column(self.header, lambda: self.cells.take(pa.array(keep)), machine)

    @cached_property
    def distinct(self) -> Distinct:
        """The distinct cells; 1.234 somebody typed and 1.234 the program stored are two."""
        encoded = self.cells.dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        places = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        if isinstance(self.machine, bool):
            return Distinct(texts, [self.machine] * len(texts), places)
        both, places = np.unique(2 * places + self.machine, return_inverse=True)
        return Distinct([texts[b // 2] for b in both], [bool(b % 2) for b in both], places)


@dataclass(frozen=True)
class Distinct:
    """The distinct texts of a column, whether each is a machine's, and where each row points."""

    texts: Sequence[str]
    machine: Sequence[bool]
    places: Ints

    @cached_property
    def first(self) -> Ints:
        """The first row of each text, shape (distinct,)."""
        first = np.zeros(len(self.texts), dtype=np.int64)
        backwards = np.arange(len(self.places))[::-1]
        first[self.places[backwards]] = backwards
        return first

    def read(
        self,
        parse: Callable[[str], T | None],
        by_machine: Callable[[str], T | None] | None = None,
    ) -> Coded[T]:
        """Convert each distinct text once; ``ValueError`` marks it as unreadable.

        Cells a machine wrote are converted by ``by_machine``, if it is given.
        """
        values: list[T | None] = []
        wrong = np.zeros(len(self.texts), dtype=bool)
        for place, (text, machine) in enumerate(zip(self.texts, self.machine, strict=True)):
            try:
                values.append(by_machine(text) if machine and by_machine else parse(text))
            except ValueError:
                values.append(None)
                wrong[place] = True
        return Coded(self.texts, values, self.places, wrong)

    def unreadable(self) -> Coded[Any]:
        """A column that cannot be read at all, which has been said: nothing in it is missing."""
        size = len(self.texts)
        return Coded(self.texts, [None] * size, self.places, np.ones(size, dtype=bool))


@dataclass(frozen=True)
class Coded(Generic[T]):
    """A converted column: each distinct text is read once, however often it stands there.

    ``values`` has one entry per distinct text (None where missing or unreadable), ``places`` shape
    (rows,) says which of them a row holds, ``wrong`` shape (distinct,) which could not be read.
    """

    texts: Sequence[str]
    values: Sequence[T | None]
    places: Ints
    wrong: Mask

    def rows(self) -> list[T | None]:
        return [self.values[place] for place in self.places]

    def arrow(self, kind: pa.DataType) -> pa.Array:
        return pa.array(self.values, kind).take(pa.array(self.places))

    def where(self, test: Callable[[T], bool]) -> Mask:
        """Rows, shape (rows,), whose value is there and passes a test."""
        hits = np.array([v is not None and test(v) for v in self.values], dtype=bool)
        return hits[self.places] if len(hits) else np.zeros(len(self.places), dtype=bool)

    @property
    def missing(self) -> Mask:
        """Rows, shape (rows,), with nothing there (unreadable ones are not counted)."""
        empty = np.array(
            [v is None and not w for v, w in zip(self.values, self.wrong, strict=True)], dtype=bool
        )
        return empty[self.places] if len(empty) else np.zeros(len(self.places), dtype=bool)


@dataclass(frozen=True)
class Facts:
    """How a file was found to be written."""

    format: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    skipped: int = 0
    """Lines above the headers."""


@dataclass(frozen=True)
class Table:
    """A file as columns. ``row_numbers`` shape (rows,): the row of each record in the file."""

    source: SourceFile
    columns: tuple[Column, ...]
    row_numbers: Ints
    facts: Facts

    @property
    def file(self) -> str:
        return self.source.name

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    def __len__(self) -> int:
        return len(self.row_numbers)

    def keeping(self, keep: Mask) -> Table:
        """The table with only the rows that a mask keeps."""
        if keep.all():
            return self
        places = np.flatnonzero(keep)
        columns = tuple(column.taken(places) for column in self.columns)
        return replace(self, columns=columns, row_numbers=self.row_numbers[places])
