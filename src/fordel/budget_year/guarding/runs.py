"""A run's counts and amounts, protected together before anybody outside reads them.

Counts per unit and criterion, the children who count, and the need money that is made of them are
one set of figures: areas and the municipality are their sums, those who do not meet a criterion
are what is left, and what was announced before (last year, an earlier version) stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from fordel.allocation.runs import Run
from fordel.budget_year.guarding.figures import (
    COUNTED,
    COUNTED_WORDS,
    THIS,
    Earlier,
    decided_amounts,
    figures_of,
    is_count,
    unseen_counts,
)
from fordel.budget_year.refusals import ProtectionDoesNotFit
from fordel.disclosure.cases import AMOUNT
from fordel.disclosure.cells import Key
from fordel.disclosure.protecting import Asked, Guarded, protect
from fordel.disclosure.protecting import Method as How
from fordel.disclosure.publication import PublishedCell, Status, legend, publish
from fordel.disclosure.refusals import Leaks
from fordel.disclosure.rounding import Rounded, round_to_base, rounded_again
from fordel.disclosure.rules import Demand, Rules, unsafe_cells
from fordel.disclosure.tables import TOTAL
from fordel.domain.language import Language, Words, plain


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
        wide = len((THIS, TOTAL, AMOUNT))
        return {key[1:]: cell for key, cell in cells if key[0] == THIS and len(key) == wide}

    @property
    def columns(self) -> tuple[str, ...]:
        """Criteria, and the children who count where they are counted."""
        found = {key[2] for key in self.guarded.publication.cells if is_count(key)}
        named = [name for name in self.run.model.criterion_ids if name in found]
        return (*named, *([COUNTED] if COUNTED in found else []))

    def cell(self, row: str, column: str) -> PublishedCell | None:
        """One figure as others meet it; None where there is no such figure."""
        return self.guarded.publication.cells.get((THIS, row, column))

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
            amounts = [key for key in relation.terms if key[-1] == AMOUNT and key[0] == THIS]
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
            "hidden": sorted([THIS, *key] for key in self.hidden),
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


def guard_run(
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
        unseen = protect(unseen_counts(figures), rules, asked=asked, at_most=at_most)
        shown = decided_amounts(figures, unseen.publication.hidden)
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
        figures = decided_amounts(figures, hidden)
    every = unsafe_cells(figures, rules)
    unsafe = {key: d for key, d in every.items() if figures.cells[key].publish != "always"}
    if set(demands) != set(unsafe) or not hidden <= set(figures.cells):
        raise ProtectionDoesNotFit(year=run.year)
    if "base" in kept:
        values = {(THIS, *key): Fraction(value) for key, value in kept["rounded"]}
        if not values.keys() <= figures.cells.keys():
            raise ProtectionDoesNotFit(year=run.year)
        return GuardedRun(run, rounded_again(figures, rules, values, kept["base"]), kept["method"])
    shown = publish(figures, rules, unsafe.keys() & hidden, hidden - unsafe.keys())
    # What was not kept as hidden is unsafe and shown: the audit finds it.
    return GuardedRun(run, Guarded(shown, rules, demands), kept["method"])
