"""The attack: the interval that an outsider can compute for every hidden cell.

It is given what is published and nothing else: no true value of a hidden cell is within its reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from fordel.disclosure.cells import Key, Relation, named
from fordel.disclosure.outsider import Frame, OutOfTime, Outsider, Target
from fordel.disclosure.publication import Publication, PublishedCell
from fordel.disclosure.refusals import Contradiction, Leaks, TooSlowToAudit
from fordel.disclosure.rules import Demand
from fordel.disclosure.solving import NEAR, Deadline

AUDIT_SECONDS = 600.0
FAR = 100.0
"""An interval that reaches this many times beyond everything published has no limit."""


@dataclass(frozen=True)
class Interval:
    """What an outsider can compute of a cell; ``None`` is no limit."""

    lowest: float | None
    highest: float | None

    @property
    def is_exact(self) -> bool:
        return (
            self.lowest is not None
            and self.highest is not None
            and self.highest - self.lowest <= NEAR * max(1.0, abs(self.highest))
        )


def attack(
    publication: Publication, keys: Iterable[Key] | None = None, *, seconds: float = AUDIT_SECONDS
) -> dict[Key, Interval]:
    """Compute what an outsider can compute, cell by cell.

    Parameters
    ----------
    keys : the cells to attack; all that are hidden, rounded or implied where it is ``None``.

    Returns
    -------
    For every cell the smallest interval that holds its figure for certain. Counts are taken as
    whole numbers, which can make it narrower than linear programming alone would.

    Raises
    ------
    Contradiction : no table fits what is published.
    TooSlowToAudit : a cell could not be settled in time.

    Notes
    -----
    Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4 (attacker's problem).
    """
    outsider, reference = outsider_of(publication)
    if keys is None:
        keys = [k for k, cell in publication.cells.items() if cell.status not in _NOT_ATTACKED]
    deadline = Deadline.after(seconds)
    far = FAR * (1 + float(np.abs(reference).max(initial=0)))
    return {key: _interval(outsider, reference, key, far, deadline) for key in keys}


_NOT_ATTACKED = {"shown", "not_collected"}


def _interval(
    outsider: Outsider, reference: np.ndarray, key: Key, far: float, deadline: Deadline
) -> Interval:
    column = outsider.frame.place[key]
    if outsider.low[column] == outsider.high[column]:
        value = float(reference[column])
        return Interval(value, value)
    ends: list[float | None] = []
    for sign in (-1, 1):
        value_or_none, outcome = outsider.farthest(column, sign, far, deadline)
        if outcome == "impossible":
            raise Contradiction
        if value_or_none is None or outcome != "best":
            raise TooSlowToAudit(named(key))
        beyond = value_or_none >= far - NEAR
        ends.append(None if beyond else reference[column] + sign * value_or_none)
    return Interval(ends[0], ends[1])


def leaking(
    publication: Publication, demands: Mapping[Key, Demand], *, seconds: float = AUDIT_SECONDS
) -> tuple[Key, ...]:
    """The cells of which an outsider can compute more than is allowed.

    Raises
    ------
    TooSlowToAudit : a cell could not be settled in time.
    Contradiction : no table fits what is published.
    """
    outsider, reference = outsider_of(publication)
    if demands and not outsider.is_possible(Deadline.after(seconds)):
        raise Contradiction
    place = outsider.frame.place
    targets = [
        target
        for key, demand in demands.items()
        for target in (
            Target(place[key], 1, float(demand.highest) - reference[place[key]]),
            Target(place[key], -1, reference[place[key]] - float(demand.lowest)),
        )
    ]
    try:
        left = outsider.unreached(targets, Deadline.after(seconds))
    except OutOfTime as error:
        raise TooSlowToAudit(named(error.key)) from error
    return tuple(dict.fromkeys(outsider.frame.keys[target.column] for target in left))


def audit(
    publication: Publication, demands: Mapping[Key, Demand], *, seconds: float = AUDIT_SECONDS
) -> None:
    """Refuse what leaks. Call it on everything that is published, right before it is.

    Raises
    ------
    Leaks : some unsafe cell can be computed, or nearly so.
    TooSlowToAudit, Contradiction : it cannot be told, so nothing may be published.
    """
    found = leaking(publication, demands, seconds=seconds)
    if found:
        raise Leaks(tuple(named(key) for key in found))


def outsider_of(publication: Publication) -> tuple[Outsider, np.ndarray]:
    """The outsider's system, and the reference point it counts from, shape (columns,)."""
    cells = [cell for cell in publication.cells.values() if cell.status != "not_collected"]
    frame = Frame.of(
        [cell.key for cell in cells],
        publication.relations,
        [cell.kind == "count" for cell in cells],
    )
    known = {cell.key: _reference(cell) for cell in cells}
    slack = np.array([float(r.lowest / _largest(r)) for r in publication.relations])
    reference = np.concatenate([[float(value) for value in known.values()], slack])
    low = [_limit(cell.lowest, known[cell.key], -np.inf) for cell in cells]
    high = [_limit(cell.highest, known[cell.key], np.inf) for cell in cells]
    lacks = np.array([float(_lacks(relation, known)) for relation in publication.relations])
    outsider = Outsider(
        frame,
        np.concatenate([low, np.zeros(len(slack))]),
        np.concatenate([high, frame.slack_high - frame.slack_low]),
        lacks,
    )
    return outsider, reference


def _reference(cell: PublishedCell) -> Fraction:
    """A whole number near the cell, or what it shows: what deviations are counted from."""
    if cell.value is not None:
        return cell.value
    return Fraction(0) if cell.lowest is None else cell.lowest


def _limit(limit: Fraction | None, reference: Fraction, none: float) -> float:
    return none if limit is None else float(limit - reference)


def _largest(relation: Relation) -> Fraction:
    return max(abs(coefficient) for coefficient in relation.terms.values())


def _lacks(relation: Relation, known: Mapping[Key, Fraction]) -> Fraction:
    """What the deviations of a relation must come to; exact, so that amounts lose nothing."""
    reached = sum((c * known[key] for key, c in relation.terms.items()), Fraction(0))
    return (relation.lowest - reached) / _largest(relation)
