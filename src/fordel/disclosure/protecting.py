"""Protecting figures: what is hidden, why, by which method, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

import numpy as np

from fordel.disclosure.attack import AUDIT_SECONDS, audit
from fordel.disclosure.cells import Figures, Key
from fordel.disclosure.heuristic import hide_enough, show_again
from fordel.disclosure.optimum import hide_least
from fordel.disclosure.publication import Publication, PublishedCell, legend, publish
from fordel.disclosure.rules import Demand, Rules
from fordel.disclosure.solving import NEAR, Deadline, Flags
from fordel.disclosure.task import Task
from fordel.domain.language import Language, Words

Method = Literal["nothing_unsafe", "optimal", "heuristic"]
Asked = Literal["best", "fast", "steady"]
STEADY_NODES = 200
STEADY_TRIES = 20
"""The work that ``steady`` may do: nodes for each step of hiding, and cells to show again."""
METHOD_WORDS: dict[Method, Words] = {
    "nothing_unsafe": Words(
        "Ingen små tal: intet er skjult.", "No small figures: nothing is hidden."
    ),
    "optimal": Words(
        "Så lidt som muligt er skjult (bevist).", "As little as possible is hidden (proven)."
    ),
    "heuristic": Words(
        "Skjult med en hurtig metode; der kan være skjult lidt mere end nødvendigt.",
        "Hidden by a fast method; slightly more than needed may be hidden.",
    ),
}


@dataclass(frozen=True)
class Guarded:
    """Figures that have passed the audit.

    ``publication`` holds nothing that is hidden. ``demands`` are for the audit only: those on
    amounts tell of the amount, so they are not for publishing.
    """

    publication: Publication
    rules: Rules
    demands: Mapping[Key, Demand] = field(repr=False)

    def __getitem__(self, key: Key) -> PublishedCell:
        return self.publication.cells[key]

    def text(self, key: Key, language: Language, decimals: int = 0) -> str:
        """What stands in the table for a cell."""
        return self[key].text(language, decimals)

    def audit(self, seconds: float = AUDIT_SECONDS) -> None:
        """Attack what is published once more; see :func:`fordel.disclosure.attack.audit`."""
        audit(self.publication, self.demands, seconds=seconds)


@dataclass(frozen=True)
class Protected(Guarded):
    """Figures of which some are hidden.

    ``cost`` is the sum over the cells hidden to protect others; no safe pattern costs less than
    ``bound``. Neither is for publishing: a sum of hidden figures is one more figure.
    ``seconds`` is what it took, the audit included.
    """

    method: Method
    cost: float
    bound: float
    seconds: float

    def legend(self, language: Language) -> str:
        """The words below the table; empty where nothing is hidden."""
        return legend(self.publication, self.rules, language)

    def method_words(self, language: Language) -> str:
        """How it was protected, in a sentence."""
        return METHOD_WORDS[self.method].to(language)


def protect(
    figures: Figures,
    rules: Rules | None = None,
    *,
    asked: Asked = "best",
    seconds: float = 10.0,
    at_most: float = AUDIT_SECONDS,
) -> Protected:
    """Hide what is unsafe, and what would give it away, at least cost.

    Parameters
    ----------
    rules : what the municipality asks of its tables; threshold 5 and zeros shown by default.
    asked : ``best`` looks for the cheapest pattern for ``seconds`` (from a fast one that is
        always found first) and says whether it is proven; ``fast`` does not look. Both depend on
        how fast the machine is; ``steady`` is the fast way with so much work instead of so much
        time, so that the same figures give the same pattern on every day and every machine.
    seconds : for improving on the fast pattern; nothing to ``steady``.
    at_most : for everything that must be done; beyond it the figures are refused.

    Raises
    ------
    CannotBeProtected : an unsafe cell can be computed even with all else hidden.
    TooSlowToAudit : safety could not be settled within ``at_most``.

    Notes
    -----
    What comes back has passed :func:`fordel.disclosure.attack.audit`, which knows only what is
    published and shares no state with the search. Sources: Fischetti & Salazar-González 2001;
    Hundepool et al. 2012.
    """
    began = monotonic()
    rules = rules or Rules()
    task = Task.of(figures, rules, Deadline.after(at_most))
    hidden, bound, method = _pattern(task, asked, seconds, at_most)
    publication = publish(figures, rules, task.demands.keys(), task.keys_of(hidden))
    audit(publication, task.demands, seconds=at_most)
    cost = task.cost(hidden)
    return Protected(publication, rules, task.demands, method, cost, bound, monotonic() - began)


def _pattern(
    task: Task, asked: Asked, seconds: float, at_most: float
) -> tuple[Flags, float, Method]:
    if not task.demands:
        return np.zeros(len(task.low), dtype=np.bool_), 0.0, "nothing_unsafe"
    if asked == "steady":
        deadline = Deadline.after(at_most, STEADY_NODES)
        enough = hide_enough(task, deadline)
        return show_again(task, enough, deadline, tries=STEADY_TRIES), 0.0, "heuristic"
    enough = hide_enough(task, Deadline.after(at_most))
    improving = Deadline.after(seconds)
    # A third of the time for showing cells again leaves the optimum a good pattern to start from.
    hidden = show_again(task, enough, Deadline.after(seconds / 3))
    if asked == "fast":
        return hidden, 0.0, "heuristic"
    best = np.zeros(len(task.low), dtype=np.bool_)
    bound, proven = 0.0, True
    for place, piece in enumerate(task.pieces):
        share = Deadline.after(improving.left / (len(task.pieces) - place))
        pattern, piece_bound, sure = hide_least(task, piece, hidden, share)
        best |= pattern
        bound += piece_bound
        proven &= sure
    if proven or bound >= task.cost(best) * (1 - NEAR):
        return best, task.cost(best), "optimal"
    return best, bound, "heuristic"
