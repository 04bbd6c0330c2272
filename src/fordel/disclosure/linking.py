"""What binds tables together that an outsider would use: rates, complements, differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from fordel.disclosure.cells import Cell, Figures, Key, Relation, named
from fordel.disclosure.refusals import UnknownCell

ONE = Fraction(1)
NOT_MET = "not_met"
ONE_MORE = "one_more"


@dataclass(frozen=True)
class RateLink:
    """``amount = rate x count + rest``, to ``within``: who sees the amount can tell the count.

    ``within`` is how far rounding may have moved the amount; ``rest`` is what everybody can
    compute of it without the count.
    """

    count: Key
    amount: Key
    rate: Fraction
    rest: Fraction = Fraction(0)
    within: Fraction = Fraction(0)


def linked_by_rate(counts: Figures, amounts: Figures, links: Iterable[RateLink]) -> Figures:
    """Counts and the amounts that are made of them, so that they are protected together.

    An amount then costs as much to hide as its count, so that both weigh alike.

    Raises
    ------
    UnknownCell : a link names a cell that is not there or was not collected.
    DoesNotAddUp : an amount is not its rate times its count.
    """
    whole = counts.joined(amounts)
    cells, relations = dict(whole.cells), list(whole.relations)
    for link in links:
        count, amount = cells.get(link.count), cells.get(link.amount)
        for key, cell in ((link.count, count), (link.amount, amount)):
            if cell is None or cell.value is None:
                raise UnknownCell(named(key))
        assert count is not None
        assert amount is not None
        if amount.cost is None:
            cells[link.amount] = replace(amount, cost=replace(count, publish="if_safe").loss)
        relations.append(
            Relation(
                {link.amount: ONE, link.count: -link.rate},
                link.rest - link.within,
                link.rest + link.within,
            )
        )
    return Figures(cells, tuple(relations))


def with_nobody(figures: Figures, keys: Iterable[Key]) -> Figures:
    """Make "nobody" a thing to protect: of 12 children none is green, so each of them is not.

    Parameters
    ----------
    keys : counts that must not be known to be zero. Rules must let zeros be hidden.

    Notes
    -----
    One more than the count is added, in no table; it is one where the count is none, and so a small
    count that must stay anywhere among the small ones.

    Raises
    ------
    UnknownCell : a cell is not there.
    """
    cells, relations = dict(figures.cells), list(figures.relations)
    for key in keys:
        value = _cell(figures, key).value
        if value is None:
            continue
        more = (*key, ONE_MORE)
        cells[more] = Cell(more, value + 1, publish="never")
        relations.append(Relation({more: ONE, key: -ONE}, ONE, ONE))
    return Figures(cells, tuple(relations))


def with_complements(figures: Figures, wholes: Mapping[Key, Key]) -> Figures:
    """Add what is left: of 20 children 18 meet a criterion, so 2 do not, and that is a count too.

    Parameters
    ----------
    wholes : for a cell, the cell of everybody. What is left is called ``(*cell, "not_met")``.

    Raises
    ------
    UnknownCell : a cell is not there.
    """
    cells, relations = dict(figures.cells), list(figures.relations)
    for key, whole in wholes.items():
        part, everybody = _cell(figures, key), _cell(figures, whole)
        if part.value is None or everybody.value is None:
            continue
        rest = (*key, NOT_MET)
        cells[rest] = Cell(rest, everybody.value - part.value, publish="never")
        relations.append(Relation({whole: ONE, key: -ONE, rest: -ONE}))
    return Figures(cells, tuple(relations))


def side_by_side(
    tables: Mapping[str, Figures],
    *,
    nested: bool = False,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> Figures:
    """Tables of the same cells in two or more years or scenarios, with the differences they imply.

    Parameters
    ----------
    tables : figures by year or scenario, in order. Their cells' keys get that name in front.
    nested : every later figure counts some of those that the one before it counts, as a stricter
        scenario does; differences are then never below zero.
    pairs : which tables are held against each other; each and the next where it is ``None``.

    Returns
    -------
    Figures with one more cell ``(one, other, *key)`` for each count that the two tables of a pair
    share: in no table, but to be protected. Amounts are compared through the counts they are
    linked to.
    """
    cells: dict[Key, Cell] = {}
    relations: list[Relation] = []
    for name, figures in tables.items():
        for key, cell in figures.cells.items():
            cells[name, *key] = replace(cell, key=(name, *key))
        for relation in figures.relations:
            terms = {(name, *key): c for key, c in relation.terms.items()}
            relations.append(replace(relation, terms=terms))
    for one, other in pairwise(tables) if pairs is None else pairs:
        for key in tables[one].cells.keys() & tables[other].cells.keys():
            a, b = cells[one, *key], cells[other, *key]
            if a.kind != "count" or a.value is None or b.value is None:
                continue
            between = (one, other, *key)
            least = Fraction(0) if nested else None
            cells[between] = Cell(between, a.value - b.value, publish="never", lowest=least)
            relations.append(Relation({a.key: ONE, b.key: -ONE, between: -ONE}))
    return Figures(cells, tuple(relations))


def _cell(figures: Figures, key: Key) -> Cell:
    if key not in figures.cells:
        raise UnknownCell(named(key))
    return figures.cells[key]
