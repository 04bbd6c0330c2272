"""Elements × results, elements × cost, cost × results: beside each other, with n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fordel.costing.computing import NotComputed, Range
from fordel.domain.language import Words
from fordel.evaluation.across.seen import RESULT_THEMES, InProject, Pattern, Seen, pattern_of
from fordel.evaluation.panels.costing import Followed
from fordel.evaluation.rules import AcrossRules, shipped_rules
from fordel.evaluation.spreads import Spread, spread_of
from fordel.interventions.indicators import Theme

Costs = Mapping[tuple[str, str], Range | NotComputed]
"""(Project id, activity id) → cost per child and holding, kroner, or why there is none."""

CAVEAT = Words(
    da="Projekterne bruger flere elementer på én gang og er ikke valgt tilfældigt. Tallene står "
    "ved siden af hinanden; de siger ikke, hvad der er årsag til hvad.",
    en="Projects use several elements at once and were not chosen by chance. The figures stand "
    "beside each other; they do not say what causes what.",
)
"""Stands wherever one of these tables is shown."""


@dataclass(frozen=True)
class ElementResults:
    """How the projects with an element look, a pattern per theme of results."""

    element: int
    projects: tuple[str, ...]
    patterns: tuple[Pattern, ...]

    def pattern(self, theme: Theme) -> Pattern:
        """The pattern of one theme of results."""
        return next(pattern for pattern in self.patterns if pattern.theme is theme)


@dataclass(frozen=True)
class ElementCosts:
    """What one holding of the activities with an element costs per child; kroner, exact.

    ``once`` is over the ``n`` activities with a price; ``not_priced`` names the others and why.
    """

    element: int
    n: int
    once: Spread | None
    not_priced: tuple[tuple[str, str, Words], ...]
    is_too_few: bool


@dataclass(frozen=True)
class CostBesideResults:
    """A project's costs per child and holding, beside what it shows in each theme.

    ``followed`` are its panels of pseudonyms, with what each child moved cost; none without.
    """

    project: str
    n: int
    once: Spread | None
    seen: Mapping[Theme, Seen]
    followed: tuple[Followed, ...] = ()


_NOT_STATED = Words(da="Timerne er ikke oplyst.", en="The hours are not stated.")


def elements_by_results(
    projects: Sequence[InProject], rules: AcrossRules | None = None
) -> tuple[ElementResults, ...]:
    """Elements in rows, themes of results in columns; every element that some project uses."""
    fewest = (rules or shipped_rules().across).fewest_projects
    rows = []
    for element in sorted({no for one in projects for no in one.elements}):
        users = [one for one in projects if element in one.elements]
        patterns = tuple(pattern_of(users, theme, fewest) for theme in RESULT_THEMES)
        rows.append(ElementResults(element, tuple(one.project.id for one in users), patterns))
    return tuple(rows)


def elements_by_cost(
    projects: Sequence[InProject], costs: Costs, rules: AcrossRules | None = None
) -> tuple[ElementCosts, ...]:
    """What activities with each element cost per child and holding.

    An activity with several elements stands under each of them; its cost is not split.
    """
    fewest = (rules or shipped_rules().across).fewest_projects
    return tuple(
        _costs(element, projects, costs, fewest)
        for element in sorted({no for one in projects for no in one.elements})
    )


def cost_beside_results(
    projects: Sequence[InProject],
    costs: Costs,
    followed: Mapping[str, Sequence[Followed]] | None = None,
) -> tuple[CostBesideResults, ...]:
    """Every project's cost per child and holding beside its results, in the order given.

    Parameters
    ----------
    followed : project id → its panels of pseudonyms.
    """
    rows, panels = [], followed or {}
    for one in projects:
        priced = [
            cost.amount
            for activity in one.project.activities
            if isinstance(cost := costs.get((one.project.id, activity.id)), Range)
        ]
        seen: dict[Theme, Seen] = {theme: one.seen(theme) for theme in RESULT_THEMES}
        own = tuple(panels.get(one.project.id, ()))
        rows.append(CostBesideResults(one.project.id, len(priced), spread_of(priced), seen, own))
    return tuple(rows)


def _costs(element: int, projects: Sequence[InProject], costs: Costs, fewest: int) -> ElementCosts:
    priced, not_priced = [], []
    for one in projects:
        for activity in one.project.activities:
            if element not in activity.elements:
                continue
            cost = costs.get((one.project.id, activity.id))
            if isinstance(cost, Range):
                priced.append(cost.amount)
            else:
                why = _NOT_STATED if cost is None else cost.words
                not_priced.append((one.project.id, activity.id, why))
    return ElementCosts(
        element, len(priced), spread_of(priced), tuple(not_priced), len(priced) < fewest
    )
