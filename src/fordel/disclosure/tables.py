"""Tables with totals and sub-totals, made into cells and relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from fordel.disclosure.cells import Cell, Figures, Key, Kind, Publish, Relation, named
from fordel.disclosure.refusals import DoesNotAddUp, UnknownCell

Number = int | Fraction
TOTAL = "total"


@dataclass(frozen=True)
class Dimension:
    """The categories of one side of a table, and which of them add up to which.

    ``parts`` names for every total its parts, which may be totals themselves. Two trees over the
    same categories (areas, and kinds of unit) are two hierarchies of one table.
    """

    leaves: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]

    @classmethod
    def flat(cls, leaves: Iterable[str], total: str = TOTAL) -> Dimension:
        """Categories that add up to one total."""
        found = tuple(leaves)
        return cls(found, {total: found})

    @classmethod
    def loose(cls, leaves: Iterable[str]) -> Dimension:
        """Categories that add up to nothing: criteria, of which a child may meet several."""
        return cls(tuple(leaves), {})

    @classmethod
    def nested(cls, groups: Mapping[str, Iterable[str]], total: str | None = TOTAL) -> Dimension:
        """Groups (areas) of categories (units), and a total of the groups."""
        parts = {group: tuple(members) for group, members in groups.items()}
        leaves = tuple(dict.fromkeys(leaf for members in parts.values() for leaf in members))
        if total is not None:
            parts[total] = tuple(groups)
        return cls(leaves, parts)

    @property
    def every(self) -> tuple[str, ...]:
        """Leaves and totals."""
        return (*self.leaves, *self.parts)

    def leaves_of(self, name: str) -> tuple[str, ...]:
        """The leaves that a category is made of; itself, where it is one."""
        if name not in self.parts:
            return (name,)
        return tuple(leaf for part in self.parts[name] for leaf in self.leaves_of(part))


def table(
    values: Mapping[Key, Number | None],
    dimensions: Sequence[Dimension],
    *,
    name: Key = (),
    kind: Kind = "count",
    publish: Publish = "if_safe",
    signed: bool = False,
) -> Figures:
    """A table of any number of dimensions with all its totals.

    Parameters
    ----------
    values : the leaves' figures by one category per dimension; ``None`` where a figure was not
        collected: it stays so, and the totals are of what was. Totals may be given too, and are
        then checked.
    name : put before the categories to make the cells' keys.
    signed : figures may be below zero.

    Raises
    ------
    UnknownCell : a leaf is not there.
    DoesNotAddUp : a total that was given is another than that of its parts.
    """
    cells: dict[Key, Cell] = {}
    lowest = None if signed else Fraction(0)
    for at in product(*(dimension.every for dimension in dimensions)):
        value = _value(values, at, dimensions)
        key = (*name, *at)
        cells[key] = Cell(key, value, kind=kind, publish=publish, lowest=lowest)
    return Figures(cells, tuple(_sums(cells, dimensions, name)))


def _value(
    values: Mapping[Key, Number | None], at: Key, dimensions: Sequence[Dimension]
) -> Fraction | None:
    leaves = [dim.leaves_of(place) for dim, place in zip(dimensions, at, strict=True)]
    found: list[Fraction] = []
    for leaf in product(*leaves):
        if leaf not in values:
            raise UnknownCell(named(leaf))
        value = values[leaf]
        if value is not None:
            found.append(Fraction(value))
    whole = sum(found, Fraction(0)) if found else None
    given = values.get(at)
    if given is not None and given != whole:
        raise DoesNotAddUp(named(at))
    return whole


def _sums(
    cells: Mapping[Key, Cell], dimensions: Sequence[Dimension], name: Key
) -> Iterable[Relation]:
    for place, dimension in enumerate(dimensions):
        before = [dim.every for dim in dimensions[:place]]
        after = [dim.every for dim in dimensions[place + 1 :]]
        for left, right in product(product(*before), product(*after)):
            for total, parts in dimension.parts.items():
                whole = (*name, *left, total, *right)
                members = [(*name, *left, part, *right) for part in parts]
                known = [key for key in members if cells[key].value is not None]
                if known:
                    yield Relation({whole: Fraction(1), **dict.fromkeys(known, Fraction(-1))})
