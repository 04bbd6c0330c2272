"""A run's counts and amounts, protected together before anybody outside reads them.

Counts per unit and criterion, the children who count, and the need money that is made of them are
one set of figures: areas and the municipality are their sums, those who do not meet a criterion
are what is left, and what was announced before (last year, an earlier version) stands beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from fordel.allocation.loads.counting import criteria_totals
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.loads import (
    CriteriaMet,
    Designated,
    Enrolled,
    GivenKey,
    Score,
    SimpleMethod,
    UniqueChildren,
    WeightedCriteria,
)
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.budget_year.refusals import ProtectionDoesNotFit
from fordel.disclosure.cases import AMOUNT, CHILDREN, already_published, units_by_criteria
from fordel.disclosure.cells import Cell, Figures, Key, Publish, Relation
from fordel.disclosure.linking import NOT_MET, side_by_side
from fordel.disclosure.protecting import Asked, Guarded, protect
from fordel.disclosure.protecting import Method as How
from fordel.disclosure.publication import PublishedCell, Status, legend, publish
from fordel.disclosure.refusals import Leaks
from fordel.disclosure.rounding import Rounded, round_to_base, rounded_again
from fordel.disclosure.rules import Demand, Rules, unsafe_cells
from fordel.disclosure.tables import TOTAL, Dimension, table
from fordel.domain.language import Language, Words, plain

COUNTED = "counted"
"""The children who count in the model's own way: what its need money is shared by."""
NO_AREA = "-"
_THIS, _BEFORE = "this table", "table before"
COUNTED_WORDS = Words(da="Børn, der tæller", en="Children who count")
_ROUNDED_BY = 2
"""Smallest units of money that rounding to a sum may move an amount by."""
_A_QUARTER = 4
_NOT_FROM_CHILDREN = (Score, GivenKey, Enrolled, Designated)
"""Counted without criteria: what such money says of children is known to everybody."""


@dataclass(frozen=True)
class Earlier:
    """A run that was announced before, and the cells that were hidden of it.

    ``within`` is what everybody knows of cells that were shown rounded: between which figures.
    """

    run: Run
    hidden: frozenset[Key]
    within: Mapping[Key, tuple[Fraction, Fraction]] = field(default_factory=dict)


@dataclass(frozen=True)
class GuardedRun:
    """A run as others may see it. It has passed the audit.

    ``hidden`` are cells ``(row, column)`` with a unit, an area or :data:`TOTAL` as row, and a
    criterion, :data:`COUNTED` or :data:`AMOUNT` (the need money) as column.
    """

    run: Run
    guarded: Guarded
    method: How

    @cached_property
    def hidden(self) -> frozenset[Key]:
        kept_back = {
            key
            for key, cell in self._own.items()
            if cell.status.is_hidden or (cell.status is Status.IMPLIED and key[1] == AMOUNT)
        }
        return frozenset(kept_back)

    @cached_property
    def within(self) -> dict[Key, tuple[Fraction, Fraction]]:
        """Cells that are shown rounded, and between which figures everybody knows them to be."""
        return {
            key: (cell.lowest, cell.highest)
            for key, cell in self._own.items()
            if cell.status is Status.ROUNDED
            if cell.lowest is not None and cell.highest is not None
        }

    @cached_property
    def _own(self) -> dict[Key, PublishedCell]:
        cells = self.guarded.publication.cells.items()
        wide = len((_THIS, TOTAL, AMOUNT))
        return {key[1:]: cell for key, cell in cells if key[0] == _THIS and len(key) == wide}

    @property
    def columns(self) -> tuple[str, ...]:
        """Criteria, and the children who count where they are counted."""
        found = {key[2] for key in self.guarded.publication.cells if _is_count(key)}
        named = [name for name in self.run.model.criterion_ids if name in found]
        return (*named, *([COUNTED] if COUNTED in found else []))

    def cell(self, row: str, column: str) -> PublishedCell | None:
        """One figure as others meet it; None where there is no such figure."""
        return self.guarded.publication.cells.get((_THIS, row, column))

    def text(self, row: str, column: str, language: Language) -> str:
        """What stands in a table for a count; nothing where there is no such figure."""
        found = self.cell(row, column)
        return "" if found is None else found.text(language)

    def shows(self, row: str, column: str) -> bool:
        """Whether a figure is there and is shown as it is."""
        found = self.cell(row, column)
        return found is not None and found.status is Status.SHOWN

    def shows_money(self, row: str) -> bool:
        """Whether a row's need money, and so its whole amount, may be shown."""
        found = self.cell(row, AMOUNT)
        return found is None or found.value is not None

    @cached_property
    def dearest(self) -> Mapping[str, Fraction]:
        """Kroner that one child can make of a unit's need money, where it is made of children."""
        found: dict[str, Fraction] = {}
        for relation in self.guarded.publication.relations:
            rates = [abs(c) for key, c in relation.terms.items() if key[-1] != AMOUNT]
            amounts = [key for key in relation.terms if key[-1] == AMOUNT and key[0] == _THIS]
            if rates and len(amounts) == 1:
                found[amounts[0][1]] = max(rates)
        return found

    def legend(self, language: Language) -> str:
        """The words below a table; empty where nothing is hidden or rounded."""
        if isinstance(self.guarded, Rounded):
            return self.guarded.legend(language)
        return legend(self.guarded.publication, self.guarded.rules, language)

    def label(self, column: str) -> Words:
        """What a column is called."""
        if column == COUNTED:
            return COUNTED_WORDS
        found = next(c for c in self.run.model.criteria if c.id == column)
        return Words(found.label.da, found.label.en)

    def audit(self, seconds: float) -> None:
        """Attack what is shown once more.

        Raises
        ------
        Leaks, TooSlowToAudit, Contradiction : it may not be shown.
        """
        self.guarded.audit(seconds)

    def to_json(self) -> dict[str, Any]:
        """What has to be kept beside the run to show it again: which cells, by which rules."""
        return {
            "threshold": self.guarded.rules.threshold,
            "zeros": self.guarded.rules.zeros,
            "method": self.method,
            "hidden": sorted([_THIS, *key] for key in self.hidden),
            **self._rounded_json(),
            "demands": sorted(
                [list(key), plain(d.lowest), plain(d.highest), d.reason]
                for key, d in self.guarded.demands.items()
            ),
        }


    def _rounded_json(self) -> dict[str, Any]:
        if not isinstance(self.guarded, Rounded):
            return {}
        values = {key: cell.value for key, cell in self._own.items() if key in self.within}
        return {
            "base": self.guarded.base,
            "rounded": sorted([list(k), plain(v)] for k, v in values.items() if v is not None),
        }


def guard_run(  # noqa: PLR0913 - how it is protected
    run: Run,
    rules: Rules,
    earlier: Sequence[Earlier] = (),
    *,
    rounding_base: int = 0,
    asked: Asked = "best",
    seconds: float = 10.0,
    at_most: float = 600.0,
) -> GuardedRun:
    """Protect all that a run tells of children, together with what is known already.

    Parameters
    ----------
    earlier : what was announced before, oldest first: last year, then earlier versions of this.
    rounding_base : show counts rounded to a multiple of it, instead of hiding some; amounts are
        hidden in either case, never rounded. Where rounded counts leak all the same, as beside
        the exact ones of an earlier year, counts are hidden after all. 0 is no rounding.

    Raises
    ------
    CannotBeProtected, TooSlowToAudit : it may not be announced so.
    RulesRefused : the base is below the threshold.
    """
    figures = figures_of(run, earlier, rules)
    if rounding_base:
        unseen = protect(_as_counts(figures, "never"), rules, asked=asked, at_most=at_most)
        shown = _as_amounts(figures, unseen.publication.hidden)
        try:
            rounded = round_to_base(shown, rules, base=rounding_base, at_most=at_most)
        except Leaks:
            pass
        else:
            return GuardedRun(run, rounded, unseen.method)
    found = protect(figures, rules, asked=asked, seconds=seconds, at_most=at_most)
    return GuardedRun(run, found, found.method)


def guarded_again(run: Run, kept: Mapping[str, Any], earlier: Sequence[Earlier] = ()) -> GuardedRun:
    """The protection that :meth:`GuardedRun.to_json` told of, not yet audited again.

    Raises
    ------
    ProtectionDoesNotFit : it was made for other figures.
    """
    rules = Rules(threshold=kept["threshold"], zeros=kept["zeros"])
    figures = figures_of(run, earlier, rules)
    demands = {
        tuple(key): Demand(Fraction(low), Fraction(high), reason)
        for key, low, high, reason in kept["demands"]
    }
    hidden = {tuple(key) for key in kept["hidden"]}
    if "base" in kept:
        figures = _as_amounts(figures, hidden)
    unsafe = unsafe_cells(figures, rules)
    if set(demands) != set(unsafe) or not hidden <= set(figures.cells):
        raise ProtectionDoesNotFit(year=run.year)
    if "base" in kept:
        values = {(_THIS, *key): Fraction(value) for key, value in kept["rounded"]}
        if not values.keys() <= figures.cells.keys():
            raise ProtectionDoesNotFit(year=run.year)
        return GuardedRun(
            run, rounded_again(figures, rules, values, kept["base"]), kept["method"]
        )
    shown = publish(figures, rules, unsafe.keys() & hidden, hidden - unsafe.keys())
    # What was not kept as hidden is unsafe and shown: the audit finds it.
    return GuardedRun(run, Guarded(shown, rules, demands), kept["method"])


def figures_of(run: Run, earlier: Sequence[Earlier], rules: Rules) -> Figures:
    """Every figure of a run that others may meet, beside what they have met already."""
    tables = {
        f"{_BEFORE} {place}": _announced(old, rules)
        for place, old in enumerate(earlier)
    }
    # What is new is held against everything before it, not only against the last of it.
    with_this = [(name, _THIS) for name in tables]
    pairs = dict.fromkeys([*pairwise(tables), *with_this])
    return _without_known(side_by_side({**tables, _THIS: _table_of(run)}, pairs=pairs))


def _announced(old: Earlier, rules: Rules) -> Figures:
    """What was announced of a run: shown for good, hidden for good, or known to lie within."""
    figures = already_published(_table_of(old.run), old.hidden, rules)
    cells = dict(figures.cells)
    for key, (low, high) in old.within.items():
        cells[key] = replace(cells[key], publish="never", lowest=low, highest=high)
    return Figures(cells, figures.relations)


def _as_counts(figures: Figures, publish: Publish) -> Figures:
    """The figures with this run's counts published otherwise."""
    cells = {
        key: replace(cell, publish=publish)
        if _is_count(key) and cell.publish == "if_safe"
        else cell
        for key, cell in figures.cells.items()
    }
    return Figures(cells, figures.relations)


def _as_amounts(figures: Figures, hidden: Collection[Key]) -> Figures:
    """The figures with it decided which of this run's amounts are shown."""
    cells = dict(figures.cells)
    for key, cell in figures.cells.items():
        if key[0] == _THIS and key[-1] == AMOUNT and cell.publish == "if_safe":
            cells[key] = replace(cell, publish="never" if key in hidden else "always")
    return Figures(cells, figures.relations)


def _without_known(figures: Figures) -> Figures:
    """Without differences of what everybody knows or of those whom nothing is said of.

    Known are all children, and all who count together: the pool and the rate stand in every
    budget. A unit with three children more who meet nothing has three children more.
    """
    known = {
        key
        for key in figures.cells
        if _is_difference(key)
        and (key[3] == CHILDREN or key[-1] == NOT_MET or key[2:4] == (TOTAL, COUNTED))
    }
    return Figures(
        {key: cell for key, cell in figures.cells.items() if key not in known},
        tuple(r for r in figures.relations if not known & r.terms.keys()),
    )


def _is_difference(key: Key) -> bool:
    """Whether a cell is ``(one table, another, row, column, …)``."""
    return key[0].startswith(_BEFORE) and (key[1] == _THIS or key[1].startswith(_BEFORE))


def _is_count(key: Key) -> bool:
    return (
        len(key) == len((_THIS, TOTAL, ""))
        and key[0] == _THIS
        and key[2]
        not in {
            CHILDREN,
            AMOUNT,
        }
    )


def areas_of(run: Run) -> dict[str, list[str]]:
    """The units of each area; those in none together."""
    found: dict[str, list[str]] = {}
    taken = {*run.allocation.ids, TOTAL}
    for unit in run.allocation.units:
        area = unit.area or NO_AREA
        found.setdefault(f"{area} *" if area in taken else area, []).append(unit.id)
    return found


def _table_of(run: Run) -> Figures:
    """One run's own figures."""
    areas, counts = areas_of(run), _counts(run)
    figures = units_by_criteria(counts, areas, children=_children(run)) if counts else Figures({})
    money = _money(run, areas)
    known = {key: cell.value for key, cell in figures.cells.items()}
    links = list(_links(run, known))
    return Figures(
        {**figures.cells, **_costed(money, links, known)},
        (*figures.relations, *money.relations, *links),
    )


def _counts(run: Run) -> dict[tuple[str, str], int | None]:
    result = run.allocation
    found: dict[tuple[str, str], int | None] = {}
    for name, values in criteria_totals(result.enrolled, run.model.criterion_ids).items():
        if all(value is None or value.denominator == 1 for value in values):
            for unit, value in zip(result.ids, values, strict=True):
                found[unit, name] = None if value is None else int(value)
    step = next((s for s in run.model.steps if isinstance(s, Need)), None)
    if isinstance(getattr(step, "count", None), UniqueChildren) and _are_people(run):
        for unit, value in zip(result.ids, result.load or (), strict=True):
            found[unit, COUNTED] = int(value)
    return found


def _are_people(run: Run) -> bool:
    """Whether the load is whole children, no more than there are."""
    return run.allocation.load is not None and all(
        value.denominator == 1 and 0 <= value <= everybody
        for value, everybody in zip(
            run.allocation.load, run.allocation.enrolled.totals, strict=True
        )
    )


def _children(run: Run) -> dict[str, int] | None:
    """All children of each unit: anybody can count them. None where they are not whole."""
    totals = run.allocation.enrolled.totals
    if any(value.denominator != 1 for value in totals):
        return None
    return dict(zip(run.allocation.ids, map(int, totals), strict=True))


def _money(run: Run, areas: Mapping[str, Sequence[str]]) -> Figures:
    """The need money of each unit; what all get together stands in the budget."""
    if not any(isinstance(step, Need) for step in run.model.steps):
        return Figures({})
    figures = table(
        {(u, AMOUNT): n for u, n in zip(run.allocation.ids, run.allocation.need, strict=True)},
        [Dimension.nested(areas), Dimension.loose([AMOUNT])],
        kind="amount",
        signed=min(run.allocation.need) < 0,
    )
    whole = figures.cells[TOTAL, AMOUNT]
    return Figures(
        {**figures.cells, whole.key: replace(whole, publish="always")}, figures.relations
    )


def _links(run: Run, known: Mapping[Key, Fraction | None]) -> list[Relation]:
    """For each unit: its need money is so much per child who counts.

    Where one rate gives every unit its money but for rounding, that rate is known to everybody.
    Where caps and thresholds made them differ, a unit's own rate is taken to be known so well that
    its money tells its count.
    """
    weights = _weights(run, known)
    loads = {u: _load(weights, u, known) for u in run.allocation.ids} if weights else {}
    need = dict(zip(run.allocation.ids, run.allocation.need, strict=True))
    together = sum((load for load in loads.values() if load), ZERO)
    common = sum(need.values(), ZERO) / together if together else ZERO
    rounding = _ROUNDED_BY * Fraction(run.model.currency.smallest)
    found = []
    for unit, load in loads.items():
        if load is None:
            continue
        rate, within = common, rounding
        if abs(need[unit] - common * load) > rounding:
            rate = need[unit] / load if load else ZERO
            within = rate / _A_QUARTER
        rest = ZERO if load else need[unit]
        terms: dict[Key, Fraction] = {
            (unit, name): -rate * weight for name, weight in weights.items() if rate * weight
        }
        whole = {(unit, AMOUNT): Fraction(1), **terms}
        found.append(Relation(whole, rest - within, rest + within))
    return found


def _load(
    weights: Mapping[str, Fraction], unit: str, known: Mapping[Key, Fraction | None]
) -> Fraction | None:
    load = ZERO
    for name, weight in weights.items():
        value = known.get((unit, name))
        if value is None:
            return None
        load += weight * value
    return load


def _weights(run: Run, known: Mapping[Key, Fraction | None]) -> dict[str, Fraction]:
    """What each count weighs in the need money; empty where it is not made of counts.

    Where the exact rule is no weighted sum (a logistic index) every criterion weighs alike: hiding
    then goes by the same cells.
    """
    if any(key[-1] == COUNTED for key in known):
        return {COUNTED: Fraction(1)}
    weights: dict[str, Fraction] = {}
    for step in run.model.steps:
        if isinstance(step, Need):
            for method in methods(step.count):
                for name, weight in _weights_of(method, run).items():
                    weights[name] = weights.get(name, ZERO) + weight
    there = {key[1] for key, value in known.items() if len(key) == len((TOTAL, "")) and value}
    return {name: weight for name, weight in weights.items() if name in there and weight}


def _weights_of(method: SimpleMethod, run: Run) -> dict[str, Fraction]:
    if isinstance(method, _NOT_FROM_CHILDREN):
        return {}
    if isinstance(method, WeightedCriteria):
        return {name: exact(weight) for name, weight in method.weights.items()}
    named = criteria_of(method, run.allocation.resolved.model)
    one = Fraction(1) if isinstance(method, CriteriaMet) else Fraction(1, max(len(named), 1))
    return dict.fromkeys(named, one)


def _costed(
    money: Figures, links: Sequence[Relation], known: Mapping[Key, Fraction | None]
) -> dict[Key, Cell]:
    """An amount costs twice its count: it is what people come for."""
    cells = dict(money.cells)
    for link in links:
        keys = [key for key in link.terms if key[-1] != AMOUNT]
        weigh = sum((known[key] or ZERO for key in keys), Fraction(1))
        (amount,) = (key for key in link.terms if key[-1] == AMOUNT)
        cells[amount] = replace(cells[amount], cost=2 * weigh)
    for key, cell in cells.items():
        if cell.cost is None:
            cells[key] = replace(cell, cost=Fraction(1_000))
    return cells
