"""A programme's projects beside each other, as a person sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fordel.costing.computing import NotComputed, Range, cost_per_child
from fordel.costing.pay import PayTable
from fordel.domain.language import Language
from fordel.evaluation.across.overview import CarryOn, overview_table
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
from fordel.evaluation.results.verdicts import level_of_results
from fordel.evaluation.telling import ReadableTable
from fordel.interventions.elements import shipped_catalogue
from fordel.interventions.registrations import Registrations
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import Programme, Project
from fordel.web.programmes.queries.costs import (
    Ingredients,
    costs_of_project,
    ingredients_of_all,
    pay_here,
    priced_by,
)
from fordel.web.programmes.queries.documents import programme_document, registrations_documents
from fordel.web.programmes.queries.evaluating import results_of_registrations
from fordel.web.programmes.queries.following import followed_of, panels_of
from fordel.web.programmes.queries.maturity import ProjectMaturity, maturity_of_projects
from fordel.web.programmes.queries.seen import projects_seen_by

Costs = dict[tuple[str, str], Range | NotComputed]


def tables_across(
    standing: Standing, row: Programme, language: Language
) -> tuple[ReadableTable, ...]:
    """Elements beside results and costs, costs beside results, and totals; none without projects.

    Costs are per child and holding, from the hours that a project has stated; for the published
    programme, from the published ones.
    """
    rows = list(projects_seen_by(standing).filter(programme=row).select_related("programme"))
    if not rows:
        return ()
    document = programme_document(row)
    by_key = registrations_documents(document, rows)
    registered = list(by_key.values())
    placed = [InProject(one.project, results_of_registrations(one)) for one in registered]
    pay = pay_here(standing.municipality_id)
    ingredients = ingredients_of_all(rows)
    costs = {**_published(row, pay), **_stated(rows, ingredients, pay)}
    matured = maturity_of_projects(row, rows, standing.municipality_id, by_key, pay)
    elements = {
        one.no: f"{one.no}. {one.name.to(language)}" for one in shipped_catalogue().elements
    }
    projects = {one.key: one.name for one in rows}
    beside = cost_beside_results(placed, costs, _followed(rows, ingredients, pay))
    return told_once(
        (
            overview_table(_to_carry_on(matured, by_key, ingredients, pay), language),
            element_results_table(elements_by_results(placed), elements, language),
            element_costs_table(elements_by_cost(placed, costs), elements, language),
            cost_and_results_table(beside, projects, language),
            totals_table(totals_of(registered), language),
        )
    )


def _to_carry_on(
    matured: Iterable[ProjectMaturity],
    registered: Mapping[str, Registrations],
    ingredients: Mapping[int, Ingredients],
    pay: PayTable,
) -> list[CarryOn]:
    found = []
    for one in matured:
        own = ingredients[one.row.pk]
        units = len(registered[one.row.key].project.units)
        cost = costs_of_project(one.row, own, pay, units)
        without = 0 if cost is None else len(cost.left_out) + len(cost.answers.cost.left_out)
        found.append(
            CarryOn(
                name=one.row.name,
                maturity=one.report,
                judged=one.whole.judged,
                level=level_of_results(one.came),
                came=one.came,
                yearly=None if cost is None else cost.answers.cost.total,
                unpriced=without,
            )
        )
    return found


def _followed(
    rows: Iterable[Project], ingredients: Mapping[int, Ingredients], pay: PayTable
) -> dict[str, tuple[Followed, ...]]:
    """Panels by project's key."""
    by_pk = {row.pk: row for row in rows}
    return {
        by_pk[pk].key: followed_of(by_pk[pk], panels, ingredients[pk], pay)
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


def _stated(
    rows: Iterable[Project], ingredients: Mapping[int, Ingredients], pay: PayTable
) -> Costs:
    return {
        (row.key, activity.key): cost_per_child(priced_by(activity, lines), pay)
        for row in rows
        for activity in ingredients[row.pk].activities
        if (lines := ingredients[row.pk].lines.get(activity.pk)) is not None
    }
