"""A programme's projects beside each other, as a person sees them."""

from __future__ import annotations

from collections.abc import Iterable

from fordel.costing.computing import NotComputed, Range, cost_per_child
from fordel.costing.pay import PayTable
from fordel.domain.language import Language
from fordel.evaluation.across.seen import InProject
from fordel.evaluation.across.tables import (
    cost_beside_results,
    elements_by_cost,
    elements_by_results,
)
from fordel.evaluation.across.telling import (
    cost_and_results_table,
    element_costs_table,
    element_results_table,
    told_once,
    totals_table,
)
from fordel.evaluation.across.totals import totals_of
from fordel.evaluation.panels.costing import Followed
from fordel.evaluation.telling import ReadableTable
from fordel.interventions.elements import shipped_catalogue
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import Activity, CostLine, Programme, Project
from fordel.web.programmes.queries.costs import ingredients_of, pay_here, priced_by
from fordel.web.programmes.queries.documents import programme_document, registrations_documents
from fordel.web.programmes.queries.evaluating import results_of_registrations
from fordel.web.programmes.queries.following import followed_of, panels_of
from fordel.web.programmes.queries.seen import projects_seen_by

Costs = dict[tuple[str, str], Range | NotComputed]


def tables_across(
    standing: Standing, row: Programme, language: Language
) -> tuple[ReadableTable, ...]:
    """Elements beside results and costs, costs beside results, and totals; none without projects.

    Costs are per child and holding, from the hours that a project has stated; for the published
    programme, from the published ones.
    """
    rows = list(projects_seen_by(standing).filter(programme=row))
    if not rows:
        return ()
    document = programme_document(row)
    registered = list(registrations_documents(document, rows).values())
    placed = [InProject(one.project, results_of_registrations(one)) for one in registered]
    pay = pay_here(standing.municipality_id)
    costs = {**_published(row, pay), **_stated(rows, pay)}
    elements = {
        one.no: f"{one.no}. {one.name.to(language)}" for one in shipped_catalogue().elements
    }
    projects = {one.key: one.name for one in rows}
    beside = cost_beside_results(placed, costs, _followed(rows, pay))
    return told_once(
        (
            element_results_table(elements_by_results(placed), elements, language),
            element_costs_table(elements_by_cost(placed, costs), elements, language),
            cost_and_results_table(beside, projects, language),
            totals_table(totals_of(registered), language),
        )
    )


def _followed(rows: Iterable[Project], pay: PayTable) -> dict[str, tuple[Followed, ...]]:
    """Panels by project's key; the costs of a project are asked for only where it has one."""
    by_pk = {row.pk: row for row in rows}
    return {
        by_pk[pk].key: followed_of(by_pk[pk], panels, ingredients_of(by_pk[pk]), pay)
        for pk, panels in panels_of(by_pk.values()).items()
    }


def _published(row: Programme, pay: PayTable) -> Costs:
    catalogue = shipped_catalogue()
    if row.key != catalogue.programme.id:
        return {}
    return {
        (one.project, one.activity): cost_per_child(one.priced(one.activity), pay)
        for one in catalogue.costs
    }


def _stated(rows: Iterable[Project], pay: PayTable) -> Costs:
    lines = CostLine.objects.filter(cost__activity__project__in=list(rows))
    by_activity: dict[Activity, list[CostLine]] = {}
    for line in lines.select_related("cost__activity__project"):
        by_activity.setdefault(line.cost.activity, []).append(line)
    return {
        (activity.project.key, activity.key): cost_per_child(priced_by(activity, own), pay)
        for activity, own in by_activity.items()
    }
