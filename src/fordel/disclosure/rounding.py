"""Rounding to a base, the alternative to hiding: every cell is shown, none exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Literal

import numpy as np

from fordel.disclosure.attack import AUDIT_SECONDS, audit
from fordel.disclosure.cells import Cell, Figures, Key, Relation
from fordel.disclosure.protecting import Guarded
from fordel.disclosure.publication import ROUNDED_WORDS, Publication, PublishedCell, Status, publish
from fordel.disclosure.refusals import RulesRefused, TooSlowToAudit
from fordel.disclosure.rules import Demand, Rules, unsafe_cells
from fordel.disclosure.solving import Deadline, Problem, least_cost
from fordel.domain.language import Language, Words, number

Way = Literal["controlled", "nearest", "random"]
DOES_NOT_ADD_UP = Words(
    "Summerne er afrundet for sig og passer ikke altid.",
    "Totals are rounded on their own and do not always add up.",
)
BROKEN = 1e6
"""What a sum that does not add up costs, against cells that move by less than two bases."""


@dataclass(frozen=True)
class Rounded(Guarded):
    """Rounded figures that have passed the audit.

    ``additive`` says whether all published parts still add up to their totals.
    """

    base: int
    way: Way
    additive: bool

    def legend(self, language: Language) -> str:
        """The words below the table."""
        words = ROUNDED_WORDS.to(language).format(base=number(self.base, language))
        return words if self.additive else f"{words} {DOES_NOT_ADD_UP.to(language)}"


def round_to_base(
    figures: Figures,
    rules: Rules | None = None,
    *,
    base: int = 5,
    amount_base: int | None = None,
    way: Way = "controlled",
    seed: int | None = None,
    at_most: float = AUDIT_SECONDS,
) -> Rounded:
    """Round every cell to a multiple of a base.

    Parameters
    ----------
    base : for counts; at least the threshold, and nearly twice that for ``nearest``.
    amount_base : for amounts, in their own unit.
    way : ``controlled`` moves each cell to one of the two multiples around it so that totals
        still add up, moving as little as it can; ``nearest`` rounds each cell on its own;
        ``random`` too, up or down so that the mean is right.
    seed : for ``random``, and to be kept secret: who knows it can undo some of the rounding.

    Raises
    ------
    RulesRefused : a base that is too small, no base for amounts, or no seed.
    Leaks : exact figures can be computed all the same, as from a difference.

    Notes
    -----
    A cell that is a multiple already stays one (zero-restricted rounding). Source: Cox & Ernst
    1982, Controlled rounding. In three dimensions sums cannot always be kept: then as few as
    possible are broken, and ``additive`` is false.
    """
    rules = rules or Rules()
    _check(figures, rules, base, amount_base, way, seed)
    bases = {
        key: base if cell.kind == "count" else amount_base
        for key, cell in figures.cells.items()
        if cell.value is not None and cell.publish == "if_safe"
    }
    steps = {key: Fraction(step) for key, step in bases.items() if step is not None}
    if way == "controlled":
        rounded = _controlled(figures, steps, Deadline.after(at_most))
    else:
        chance = Random(seed)  # noqa: S311 - rounding, not cryptography
        rounded = {
            key: _alone(_value(figures, key), step, way, chance) for key, step in steps.items()
        }
    found = _rounded(figures, rules, rounded, steps, base, way)
    audit(found.publication, found.demands, seconds=at_most)
    return found


def rounded_again(
    figures: Figures, rules: Rules, values: Mapping[Key, Fraction], base: int
) -> Rounded:
    """Counts as ``controlled`` rounding once gave them; not audited again.

    Parameters
    ----------
    values : what every rounded count is shown as.
    """
    steps = dict.fromkeys(values, Fraction(base))
    return _rounded(figures, rules, values, steps, base, "controlled")


def _rounded(
    figures: Figures,
    rules: Rules,
    rounded: Mapping[Key, Fraction],
    steps: Mapping[Key, Fraction],
    base: int,
    way: Way,
) -> Rounded:
    publication = _publication(figures, rules, rounded, steps, way)
    additive = all(_holds(relation, publication) for relation in figures.relations)
    return Rounded(publication, rules, _demands(figures, rules), base, way, additive)


def _check(
    figures: Figures,
    rules: Rules,
    base: int,
    amount_base: int | None,
    way: Way,
    seed: int | None,
) -> None:
    least = 2 * rules.threshold - 1 if way == "nearest" else rules.threshold
    if base < least:
        raise RulesRefused("base")
    has_amounts = any(
        cell.kind == "amount" and cell.publish == "if_safe" for cell in figures.cells.values()
    )
    if has_amounts and (amount_base is None or amount_base < 2):  # noqa: PLR2004
        raise RulesRefused("amount_base")
    if way == "random" and seed is None:
        raise RulesRefused("seed")


def _value(figures: Figures, key: Key) -> Fraction:
    value = figures.cells[key].value
    assert value is not None
    return value


def _alone(value: Fraction, step: Fraction, way: Way, chance: Random) -> Fraction:
    below = floor(value / step) * step
    over = (value - below) / step
    up = over >= Fraction(1, 2) if way == "nearest" else chance.random() < over
    return below + step * up


def _controlled(
    figures: Figures, steps: Mapping[Key, Fraction], deadline: Deadline
) -> dict[Key, Fraction]:
    """Each cell to one of the two multiples around it, as many sums kept as can be."""
    from scipy.sparse import csr_array, hstack, identity  # noqa: PLC0415

    keys = list(steps)
    if not keys:
        return {}
    place = {key: at for at, key in enumerate(keys)}
    floors = [floor(_value(figures, key) / steps[key]) for key in keys]
    over = np.array([
        float(_value(figures, key) / steps[key] - low)
        for key, low in zip(keys, floors, strict=True)
    ])  # fmt: skip
    sums = [r for r in figures.relations if r.is_sum and all(key in place for key in r.terms)]
    rows = [(at, place[key], float(c)) for at, r in enumerate(sums) for key, c in r.terms.items()]
    n, m = len(keys), len(sums)
    body = csr_array(
        ([c for *_, c in rows], ([at for at, *_ in rows], [key for _, key, _ in rows])),
        shape=(m, n),
    )
    short = np.array([-float(sum(c * floors[place[k]] for k, c in r.terms.items())) for r in sums])
    unit = identity(m, format="csr")
    found = least_cost(
        Problem(
            np.concatenate([1 - 2 * over, np.full(2 * m, BROKEN)]),
            hstack([body, unit, -unit], format="csr"),
            short,
            short,
            np.zeros(n + 2 * m),
            np.concatenate([(over > 0).astype(np.float64), np.full(2 * m, np.inf)]),
            np.ones(n + 2 * m, dtype=np.bool_),
        ),
        deadline,
    )
    if found.x is None or deadline.passed:
        # What was found by then would depend on how fast the machine is.
        raise TooSlowToAudit(" · ".join(keys[0]))
    ups = found.x[:n].astype(int).tolist()
    return {key: (floors[at] + ups[at]) * steps[key] for at, key in enumerate(keys)}


def _publication(
    figures: Figures,
    rules: Rules,
    rounded: Mapping[Key, Fraction],
    steps: Mapping[Key, Fraction],
    way: Way,
) -> Publication:
    plain = publish(figures, rules, frozenset())
    cells = dict(plain.cells)
    for key, value in rounded.items():
        low, high = _around(figures.cells[key], value, steps[key], way)
        cells[key] = PublishedCell(key, cells[key].kind, Status.ROUNDED, value, low, high)
    return Publication(cells, plain.relations)


def _around(cell: Cell, value: Fraction, step: Fraction, way: Way) -> tuple[Fraction, Fraction]:
    """What anybody knows of a figure from its rounded one."""
    if way == "nearest":
        low, high = value - step / 2, value + step / 2
        if cell.kind == "count":
            low, high = Fraction(ceil(low)), Fraction(ceil(high) - 1)
    else:
        low, high = value - step + cell.step, value + step - cell.step
    if cell.lowest is not None:
        low = max(low, cell.lowest)
    if cell.highest is not None:
        high = min(high, cell.highest)
    return low, high


def _demands(figures: Figures, rules: Rules) -> dict[Key, Demand]:
    return {
        key: demand
        for key, demand in unsafe_cells(figures, rules).items()
        if figures.cells[key].publish != "always"
    }


def _holds(relation: Relation, publication: Publication) -> bool:
    """Whether a sum of published cells still adds up; others are not there to be added."""
    if not relation.is_sum:
        return True
    values = [publication.cells[key].value for key in relation.terms]
    if any(value is None for value in values):
        return True
    shown = zip(relation.terms.values(), values, strict=True)
    return sum((c * value for c, value in shown if value is not None), Fraction(0)) == 0
