"""Figures as data: cells, and the relations between them that everybody knows.

Tables, their totals and sub-totals, tables that share a margin, an amount that is a rate times a
count, a difference between two years: all of it is cells and linear relations. Two tables are
linked simply by having cells with the same key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from fordel.disclosure.refusals import DoesNotAddUp, LinkedCellsDiffer, NotACount, UnknownCell

Key = tuple[str, ...]
"""What a cell is called, outermost first: ``("2027", "unit 12", "low_income")``."""

Kind = Literal["count", "amount"]
Publish = Literal["if_safe", "always", "never"]


@dataclass(frozen=True)
class Cell:
    """One figure before it is decided whether it may be shown.

    Parameters
    ----------
    value : the exact figure; ``None`` where it was not collected, which is not zero.
    kind : ``count`` of people (a whole number) or ``amount``.
    publish : ``if_safe``; ``always`` where it is known elsewhere and hiding it would help nobody;
        ``never`` where it is not in any table, but can be computed from one.
    lowest, highest : what anybody knows of it without any table; ``None`` is no limit.
    step : the smallest unit it is written in.
    cost : what is lost when it is hidden; ``None`` is its size, at least one.
    contributions : an amount's parts by contributor, for the rules on dominance.

    Raises
    ------
    NotACount : a count is not whole, or a figure is below the lowest it can be.
    """

    key: Key
    value: Fraction | None
    kind: Kind = "count"
    publish: Publish = "if_safe"
    lowest: Fraction | None = Fraction(0)
    highest: Fraction | None = None
    step: Fraction = Fraction(1)
    cost: Fraction | None = None
    contributions: tuple[Fraction, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.value is None:
            return
        outside = self.lowest is not None and self.value < self.lowest
        if outside or (self.kind == "count" and self.value.denominator != 1):
            raise NotACount(named(self.key))

    @property
    def loss(self) -> Fraction:
        """What hiding the cell costs."""
        if self.publish == "never" or self.value is None:
            return Fraction(0)
        return self.cost if self.cost is not None else max(abs(self.value), Fraction(1))


@dataclass(frozen=True)
class Relation:
    """``lowest <= sum of coefficient x cell <= highest``; an equation where the two are equal."""

    terms: Mapping[Key, Fraction]
    lowest: Fraction = Fraction(0)
    highest: Fraction = Fraction(0)

    @property
    def is_sum(self) -> bool:
        """Whether it says that cells add up to others, as totals do."""
        return self.lowest == self.highest == 0 and all(abs(c) == 1 for c in self.terms.values())


@dataclass(frozen=True)
class Figures:
    """Everything that is published together, with all that binds it together.

    Raises
    ------
    UnknownCell : a relation names a cell that is not there, or was not collected.
    DoesNotAddUp : a relation does not hold between the values.
    """

    cells: Mapping[Key, Cell]
    relations: tuple[Relation, ...] = ()

    def __post_init__(self) -> None:
        for relation in self.relations:
            whole = Fraction(0)
            for key, coefficient in relation.terms.items():
                cell = self.cells.get(key)
                if cell is None or cell.value is None:
                    raise UnknownCell(named(key))
                whole += coefficient * cell.value
            if not relation.lowest <= whole <= relation.highest:
                raise DoesNotAddUp(named(next(iter(relation.terms))))

    @classmethod
    def of(cls, cells: Iterable[Cell], relations: Iterable[Relation] = ()) -> Figures:
        """Collect cells and relations.

        Raises
        ------
        LinkedCellsDiffer : a key stands for two different figures.
        """
        found: dict[Key, Cell] = {}
        for cell in cells:
            found[cell.key] = _same(found[cell.key], cell) if cell.key in found else cell
        return cls(found, tuple(relations))

    def joined(self, *others: Figures) -> Figures:
        """These figures with others, linked where they have the same cells."""
        every = (self, *others)
        return Figures.of(
            (cell for figures in every for cell in figures.cells.values()),
            (relation for figures in every for relation in figures.relations),
        )

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The cells that have a figure, shape (cells,)."""
        return tuple(key for key, cell in self.cells.items() if cell.value is not None)


def _same(one: Cell, other: Cell) -> Cell:
    if (one.value, one.kind) != (other.value, other.kind):
        raise LinkedCellsDiffer(named(one.key))
    rank: dict[Publish, int] = {"never": 0, "if_safe": 1, "always": 2}
    return one if rank[one.publish] >= rank[other.publish] else other


def named(key: Key) -> str:
    """A cell's name in a message."""
    return " · ".join(key)
