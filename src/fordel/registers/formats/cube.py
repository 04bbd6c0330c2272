"""From a cube of figures (PC-Axis, JSON-stat) to a row per cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import pyarrow as pa

from fordel.registers.records import SourceFile
from fordel.registers.table import Column, Facts, Table

VALUE = "value"
TEXT_OF = "{} tekst"


@dataclass(frozen=True)
class Dimension:
    """One variable of a cube: its codes in order, and their texts where there are any."""

    name: str
    codes: Sequence[str]
    texts: Sequence[str] = ()


def cube_table(
    source: SourceFile, dimensions: Sequence[Dimension], cells: Sequence[str], facts: Facts
) -> Table:
    """A column per variable and one with the figures; the last variable runs fastest.

    Parameters
    ----------
    dimensions : the variables, the slowest first.
    cells : figures as text, shape (product of the variables' sizes,), empty where missing.
    """
    size = prod(len(dimension.codes) for dimension in dimensions)
    columns: list[Column] = []
    repeat = size
    for dimension in dimensions:
        length = len(dimension.codes)
        repeat //= length
        places = np.tile(np.repeat(np.arange(length), repeat), size // (length * repeat))
        columns.append(_column(dimension.name, dimension.codes, places))
        if dimension.texts:
            columns.append(_column(TEXT_OF.format(dimension.name), dimension.texts, places))
    columns.append(Column(VALUE, lambda: pa.array(cells, pa.string()), machine=True))
    return Table(source, tuple(columns), np.arange(1, size + 1, dtype=np.int64), facts)


def _column(header: str, texts: Sequence[str], places: np.ndarray) -> Column:
    def load() -> pa.Array:
        return pa.array([text.strip() for text in texts], pa.string()).take(pa.array(places))

    return Column(header, load)
