"""What a unit had last year, also when it has merged, split or got a new key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from fordel.allocation.situation import ZERO, LastYear
from fordel.registers.records import Unit

Past = tuple[tuple[str, Fraction], ...]
"""The units of last year behind a unit, and what part of each."""


def last_year_of(
    units: Sequence[Unit], sizes: Sequence[Fraction], previous: Mapping[str, LastYear]
) -> tuple[LastYear | None, ...]:
    """Last year's money and children behind each unit of this year.

    Parameters
    ----------
    units : this year's units.
    sizes : shape (units,), this year's weighted children; a split unit's past is shared by them.
    previous : last year's, by last year's keys.

    Returns
    -------
    Shape (units,). A merged unit has what its predecessors had together; units split from one have
    it in proportion to their size; a new unit has None.
    """
    return tuple(
        _added([_part(previous[source], share) for source, share in past])
        for past in pasts(units, sizes, previous)
    )


def pasts(
    units: Sequence[Unit], sizes: Sequence[Fraction], known: Mapping[str, object]
) -> tuple[Past, ...]:
    """For each unit the units of last year it came from, and what part of each is its own.

    Those who came from one unit share it by their size, and evenly where none has any; so the
    parts of a unit that somebody came from sum to one.
    """
    heirs: dict[str, int] = {}
    claims: dict[str, Fraction] = {}
    sources = [sources_of(unit, known) for unit in units]
    for names, size in zip(sources, sizes, strict=True):
        for name in names:
            heirs[name] = heirs.get(name, 0) + 1
            claims[name] = claims.get(name, ZERO) + size
    return tuple(
        tuple(
            (name, size / claims[name] if claims[name] else Fraction(1, heirs[name]))
            for name in names
        )
        for names, size in zip(sources, sizes, strict=True)
    )


def sources_of(unit: Unit, known: Mapping[str, object]) -> tuple[str, ...]:
    """Last year's keys behind a unit: its own, and those it came from."""
    return tuple(key for key in dict.fromkeys((unit.id, *unit.predecessors)) if key in known)


def _part(last: LastYear, share: Fraction) -> LastYear:
    return LastYear(
        amount=last.amount * share,
        weighted_children=None
        if last.weighted_children is None
        else last.weighted_children * share,
        children=None if last.children is None else last.children * share,
        full_year=last.yearly * share,
    )


def _added(parts: Sequence[LastYear]) -> LastYear | None:
    if not parts:
        return None
    return LastYear(
        amount=sum((part.amount for part in parts), ZERO),
        weighted_children=_sum_known([part.weighted_children for part in parts]),
        children=_sum_known([part.children for part in parts]),
        full_year=sum((part.yearly for part in parts), ZERO),
    )


def _sum_known(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None
