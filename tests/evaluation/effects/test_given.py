"""Columns of the libraries that researchers use, and what is no column of figures."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest

from fordel.evaluation.effects.panel import EffectPanel
from fordel.evaluation.effects.refusals import (
    FigureNotRead,
    FigureNotWhole,
    PeriodMissing,
    UnitMissing,
)

PLAIN = {
    "unit": ["a", "a", "b", "b"],
    "period": [1, 2, 1, 2],
    "start": [2, 2, None, None],
    "outcome": [3.5, None, 4.0, 4.5],
    "children": [20, None, 18, 19],
}


def columns(library):
    if library == "lists":
        return PLAIN
    if library == "polars":
        return pl.DataFrame(PLAIN).to_dict(as_series=True)
    table = pd.DataFrame(PLAIN)
    if library == "nullable":
        table = table.convert_dtypes()
    names = {name: table[name] for name in PLAIN}
    return names if library != "numpy" else {name: one.to_numpy() for name, one in names.items()}


@pytest.mark.parametrize("library", ["lists", "numpy", "pandas", "nullable", "polars"])
def test_every_library_s_columns_are_the_same_panel(library):
    """A start that is missing is a unit that never begins, whatever its mark for missing."""
    panel = EffectPanel(**columns(library))
    assert panel.unit == ("a", "a", "b", "b")
    assert panel.period == (1, 2, 1, 2)
    assert panel.start == (2, 2, None, None)
    assert panel.children == (20, None, 18, 19)
    assert isnan(panel.outcome[1])
    assert panel.outcome[::2] == (3.5, 4.0)


REFUSED = {
    "unit": (["a", "a", nan, "b"], UnitMissing, "Række 3 nævner ingen enhed", "Row 3 names no"),
    "period": ([1, 2, None, 2], PeriodMissing, "Række 3 har ingen periode", "Row 3 has no period"),
    "start": ([2.5, 2, 2, 2], FigureNotWhole, "«start», række 1, står ikke et helt", "“start” has"),
    "outcome": ([1, "god", 2, 3], FigureNotRead, "«outcome», række 2, står ikke ét", "“outcome”"),
    "children": (
        np.ones((4, 1)), FigureNotRead, "«children», række 1, står ikke ét", "has no single number"
    ),
}  # fmt: skip


@pytest.mark.parametrize("column", REFUSED)
def test_what_is_no_figure_is_refused_with_its_row(column):
    given, kind, danish, english = REFUSED[column]
    with pytest.raises(kind) as refused:
        EffectPanel(**{**PLAIN, column: given})
    assert danish in refused.value.message("da")
    assert english in refused.value.message("en")
