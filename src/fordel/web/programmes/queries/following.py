"""Children followed by pseudonym, as the counts that were kept of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from fordel.costing.pay import PayTable
from fordel.domain.language import Language, Words
from fordel.evaluation.panels.costing import Followed, cost_of_months, months_followed
from fordel.evaluation.panels.counting import PanelCounts
from fordel.evaluation.panels.documents import counts_from
from fordel.evaluation.panels.drawing import transition_chart
from fordel.evaluation.panels.figures import PanelFigures, figures_of
from fordel.evaluation.panels.telling import (
    flow_table,
    moved_words,
    notes_of,
    path_table,
    step_table,
)
from fordel.evaluation.telling import ReadableTable
from fordel.interventions.periods import DataPeriod
from fordel.web.components.pictures import Picture, picture_of
from fordel.web.programmes.models import DataPeriod as PeriodRow
from fordel.web.programmes.models import Panel, Project
from fordel.web.programmes.queries.costs import Ingredients, costs_of_project
from fordel.web.programmes.queries.documents import period_document

FEWEST_IN_A_UNIT = 5
"""A unit with fewer children followed is shown with the whole project alone."""
_KEPT = 64
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class FollowedHere:
    """A panel as the results page shows it; without figures where a unit has too few children."""

    row: Panel
    figures: PanelFigures | None
    picture: Picture | None
    tables: tuple[ReadableTable, ...]
    lead: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Drawn:
    fingerprint: str
    figures: PanelFigures = field(compare=False, repr=False)
    label: Words = field(compare=False, repr=False)


def panels_of(projects: Iterable[Project]) -> dict[int, list[Panel]]:
    """The panels that hold, by project: the newest of each indicator, in the sheet's order."""
    rows = Panel.objects.filter(project__in=list(projects)).select_related("indicator")
    newest: dict[tuple[int, int], Panel] = {}
    for row in rows.order_by("pk"):
        newest[row.project_id, row.indicator_id] = row
    found: dict[int, list[Panel]] = {}
    for row in sorted(newest.values(), key=lambda one: (one.indicator.order, one.indicator_id)):
        found.setdefault(row.project_id, []).append(row)
    return found


def history_of_panels(project: Project) -> list[Panel]:
    """Every reading, the newest first; a later one of the same indicator took its place."""
    return list(project.panels.select_related("indicator").order_by("-pk"))


def counts_of(row: Panel) -> PanelCounts:
    """The counts that were kept.

    Raises
    ------
    PanelCountsNotUnderstood : they are none any more.
    """
    return counts_from(row.counts)


def followed_of(
    project: Project, panels: Iterable[Panel], ingredients: Ingredients, pay: PayTable
) -> tuple[Followed, ...]:
    """Panels with what the effort cost in their units while children were followed."""
    rows = list(panels)
    if not rows:
        return ()
    periods = periods_by_no(project)
    return tuple(_followed(project, row, ingredients, pay, periods) for row in rows)


def periods_by_no(project: Project) -> dict[int, DataPeriod]:
    """A programme's periods as the library has them."""
    rows = PeriodRow.objects.filter(programme_id=project.programme_id).order_by("no")
    return {row.no: period_document(row.no, row.first, row.last) for row in rows}


def label_of(row: Panel) -> Words:
    """What a panel's indicator is called."""
    return Words(row.indicator.label_da, row.indicator.label_en)


def _followed(
    project: Project,
    row: Panel,
    ingredients: Ingredients,
    pay: PayTable,
    periods: Mapping[int, DataPeriod],
) -> Followed:
    counts = counts_of(row)
    figures = figures_of(counts)
    months = months_followed([periods[no] for no in counts.periods])
    costs = costs_of_project(project, ingredients, pay, len(counts.units))
    left_out = 0 if costs is None else len(costs.answers.cost.left_out) + len(costs.left_out)
    yearly = None if costs is None else costs.answers.cost.total
    cost = cost_of_months(yearly, months, left_out)
    return Followed(row.indicator.key, label_of(row), figures, months, cost, row.source)


def followed_here(row: Panel, unit: str, unit_name: str, language: Language) -> FollowedHere:
    """A panel for the project, or for one of its units, drawn and in tables."""
    counts = counts_of(row)
    figures = figures_of(counts, unit or None)
    if figures.children < FEWEST_IN_A_UNIT and unit:
        return FollowedHere(row, None, None, (), "", ())
    drawn = _Drawn(f"{row.pk} {_mark(row)}", figures, label_of(row))
    with _ONE_AT_A_TIME:
        picture = _picture(drawn, unit_name if unit else "", language)
    tables = [flow_table(figures, language)]
    if len(figures.steps) > 1:
        tables.insert(0, step_table(figures, language))
    if figures.paths:
        tables.append(path_table(figures, language))
    return FollowedHere(
        row,
        figures,
        picture,
        tuple(tables),
        moved_words(figures, language),
        notes_of(figures, language),
    )


def _mark(row: Panel) -> str:
    text = json.dumps([row.counts, row.indicator.label_da, row.indicator.label_en], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(_KEPT)
def _picture(drawn: _Drawn, unit_name: str, language: Language) -> Picture:
    return picture_of(transition_chart(drawn.figures, drawn.label, language, unit_name=unit_name))
