"""The tables that Fordel publishes most, ready to be protected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from fordel.disclosure.cells import Figures, Key
from fordel.disclosure.linking import (
    RateLink,
    linked_by_rate,
    side_by_side,
    with_complements,
)
from fordel.disclosure.rules import Rules, demand_of, known_range
from fordel.disclosure.tables import TOTAL, Dimension, Number, table

CHILDREN = "children"
AMOUNT = "amount"


def units_by_criteria(
    counts: Mapping[tuple[str, str], int | None],
    areas: Mapping[str, Sequence[str]],
    *,
    children: Mapping[str, int] | None = None,
    total: str | None = TOTAL,
) -> Figures:
    """Children per unit and criterion, with areas as sub-totals and the municipality as total.

    Parameters
    ----------
    counts : by ``(unit, criterion)``; ``None`` where it was not collected. A child may meet
        several criteria, so criteria add up to nothing.
    areas : the units of each area.
    children : all children of each unit, where everybody knows or is shown that; those who do not
        meet a criterion are then protected too.

    Returns
    -------
    Cells ``(unit | area | total, criterion)`` and, with ``children``, ``(…, "children")``.
    """
    criteria = tuple(dict.fromkeys(criterion for _, criterion in counts))
    rows = Dimension.nested(areas, total)
    values = dict[Key, Number | None](counts.items())
    figures = table(values, [rows, Dimension.loose(criteria)])
    if children is None:
        return figures
    everybody = table(
        {(unit, CHILDREN): count for unit, count in children.items()},
        [rows, Dimension.loose([CHILDREN])],
        publish="always",
    )
    wholes: dict[Key, Key] = {
        (row, criterion): (row, CHILDREN) for row in rows.every for criterion in criteria
    }
    return with_complements(figures.joined(everybody), wholes)


def amounts_by_rate(  # noqa: PLR0913 - what an amount is made of
    amounts: Mapping[str, Number],
    counts: Mapping[str, int],
    rate: Number | Mapping[str, Number],
    areas: Mapping[str, Sequence[str]],
    *,
    rest: Mapping[str, Number] | None = None,
    within: Number = 0,
    total: str | None = TOTAL,
    counts_are_published: bool = False,
) -> Figures:
    """Kroner per unit at a known rate per child: who sees the kroner can tell the children.

    Parameters
    ----------
    amounts, counts : by unit; an amount is ``rate x count + rest``, to ``within`` kroner.
    rate : kroner per child, one for all or by unit.
    rest : what everybody can compute of a unit's amount without the count.

    Returns
    -------
    Cells ``(unit | area | total, "amount")`` and ``(…, "children")``.

    Raises
    ------
    DoesNotAddUp : an amount is not its rate times its count.
    """
    rows = Dimension.nested(areas, total)
    money = table(
        {(unit, AMOUNT): value for unit, value in amounts.items()},
        [rows, Dimension.loose([AMOUNT])],
        kind="amount",
    )
    people = table(
        {(unit, CHILDREN): count for unit, count in counts.items()},
        [rows, Dimension.loose([CHILDREN])],
        publish="if_safe" if counts_are_published else "never",
    )
    links = [
        RateLink(
            (unit, CHILDREN),
            (unit, AMOUNT),
            Fraction(rate[unit] if isinstance(rate, Mapping) else rate),
            Fraction((rest or {}).get(unit, 0)),
            Fraction(within),
        )
        for unit in rows.leaves
    ]
    return linked_by_rate(people, money, links)


def two_years(last: Figures, this: Figures, *, names: tuple[str, str]) -> Figures:
    """Two years of the same table; a small change from one to the other is a small count."""
    return side_by_side(dict(zip(names, (last, this), strict=True)))


def already_published(figures: Figures, hidden: Collection[Key], rules: Rules) -> Figures:
    """Figures that the public has seen, but for some that were hidden under these rules.

    Join them with new figures before these are protected, so that old and new together leak
    nothing: what was shown stays shown, and what was hidden is guarded for good.
    """
    cells = {}
    for key, cell in figures.cells.items():
        if key in hidden:
            low, high = known_range(cell, rules, unsafe=demand_of(cell, rules) is not None)
            cells[key] = replace(cell, publish="never", lowest=low, highest=high)
        else:
            cells[key] = cell if cell.publish == "never" else replace(cell, publish="always")
    return Figures(cells, figures.relations)
