"""What an estimate is made from: arrays without keys, held in memory and never written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from fordel.estimation.spec import OrderedOutcome, Spec
from fordel.registers.records import SourceFile
from fordel.statistics.regression import Floats, Ints


@dataclass(frozen=True)
class LeftOut:
    """Rows that lack a value in a column; a row may lack several."""

    column: str
    rows: int


@dataclass(frozen=True)
class Sample:
    """Complete rows: children, or units with their shares.

    ``criteria`` shape (n, terms): 1 where a child meets a criterion, 0 where not; per unit the
    share that does. ``outcome`` shape (n,), turned so that more is more need: the number of yes
    among ``children`` (yes_no), the figure (number; minus it where low is need), or the level
    (ordered, 0 the least need). ``children`` and ``weights`` shape (n,); ``unit`` shape (n,),
    0 … units - 1.
    """

    spec: Spec
    terms: tuple[str, ...]
    criteria: Floats
    outcome: Floats
    children: Floats
    weights: Floats
    unit: Ints
    source: SourceFile
    left_out: tuple[LeftOut, ...] = ()

    def __len__(self) -> int:
        return len(self.outcome)

    @property
    def kind(self) -> str:
        return self.spec.outcome.kind

    @cached_property
    def units(self) -> int:
        return len(np.unique(self.unit))

    @cached_property
    def counted(self) -> int:
        """Children in all rows."""
        return int(self.children.sum())

    @property
    def levels(self) -> int:
        """Levels of an ordered outcome; 2 for yes and no."""
        outcome = self.spec.outcome
        return len(outcome.levels) if isinstance(outcome, OrderedOutcome) else 2

    @property
    def level(self) -> Ints:
        """The outcome as levels, shape (n,)."""
        return self.outcome.astype(np.int64)

    @cached_property
    def size(self) -> Floats:
        """What a row weighs in a mean over children, shape (n,)."""
        return self.children * self.weights

    @cached_property
    def design(self) -> Floats:
        """A column of ones, then the criteria, shape (n, 1 + terms)."""
        return np.column_stack((np.ones(len(self)), self.criteria))

    def where(self, keep: np.ndarray) -> Sample:
        """Some of the rows."""
        return replace(
            self,
            criteria=self.criteria[keep],
            outcome=self.outcome[keep],
            children=self.children[keep],
            weights=self.weights[keep],
            unit=self.unit[keep],
        )

    def pooled(self) -> Sample:
        """A row per pattern of criteria and outcome, units forgotten: the same fit, far sooner.

        Weights go into ``children``. Shares and figures stay as they are.
        """
        if self.spec.grain == "unit" or self.kind == "number":
            return self
        key = self.level
        for column in self.criteria.T.astype(np.int64):
            key = key * (int(column.max(initial=0)) + 1) + column
        _, first, places = np.unique(key, return_index=True, return_inverse=True)
        sizes = np.bincount(places, self.size).astype(np.float64)
        outcome = self.outcome[first]
        return replace(
            self,
            criteria=self.criteria[first],
            outcome=outcome * sizes if self.kind == "yes_no" else outcome,
            children=sizes,
            weights=np.ones(len(first)),
            unit=np.zeros(len(first), dtype=np.int64),
        )

    def counting_criteria(self) -> Sample:
        """The plain alternative: the number of criteria met as the only term."""
        return replace(self, terms=("count",), criteria=self.criteria.sum(axis=1, keepdims=True))
