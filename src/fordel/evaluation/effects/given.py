"""Columns as researchers have them (lists, NumPy, pandas, Polars) read into plain figures.

None, NaN and pandas' NA are all missing. Nothing is rounded and no text is taken for a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import nan
from numbers import Number
from typing import Any

from fordel.evaluation.effects.refusals import FigureNotRead, FigureNotWhole, UnitMissing


def is_missing(value: Any) -> bool:
    """Whether a cell holds nothing, by any library's mark for it."""
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - only NaN differs from itself
    except (TypeError, ValueError):  # pandas' NA is neither true nor false
        return type(value).__name__ == "NAType"


def names_of(units: Iterable[Any]) -> tuple[str, ...]:
    """Units by their keys, as text.

    Raises
    ------
    UnitMissing : a row names none.
    """
    given = tuple(units)
    for row, value in enumerate(given, start=1):
        if is_missing(value) or not str(value).strip():
            raise UnitMissing(row=row)
    return tuple(map(str, given))


def figures_of(values: Iterable[Any], column: str) -> tuple[float, ...]:
    """Figures, NaN where missing.

    Raises
    ------
    FigureNotRead : something stands there that is no single number.
    """
    return tuple(
        nan if is_missing(value) else float(_number(value, column, row))
        for row, value in enumerate(values, start=1)
    )


def whole_of(values: Iterable[Any], column: str) -> tuple[int | None, ...]:
    """Whole numbers, None where missing.

    Raises
    ------
    FigureNotRead, FigureNotWhole : something else stands there.
    """
    return tuple(
        None if is_missing(value) else _whole(value, column, row)
        for row, value in enumerate(values, start=1)
    )


def _whole(value: Any, column: str, row: int) -> int:
    figure = _number(value, column, row)
    try:
        whole = int(figure)
    except (OverflowError, ValueError):
        raise FigureNotWhole(column=column, row=row) from None
    if whole != figure:
        raise FigureNotWhole(column=column, row=row)
    return whole


def _number(value: Any, column: str, row: int) -> Any:
    if not isinstance(value, Number) or isinstance(value, complex):
        raise FigureNotRead(column=column, row=row)
    return value
