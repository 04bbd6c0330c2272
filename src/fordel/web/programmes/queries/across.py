"""A programme's projects beside each other, as a person sees them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from fordel.costing.computing import NotComputed, Range, cost_per_child
from fordel.costing.ingredients import Activity as Priced
from fordel.costing.ingredients import Hours, PerWhom, Phase
from fordel.costing.pay import shipped_pay
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
    totals_table,
)
from fordel.evaluation.across.totals import totals_of
from fordel.evaluation.telling import ReadableTable
from fordel.interventions.elements import shipped_catalogue
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import ActivityCost, Programme, Project
from fordel.web.programmes.queries.documents import programme_document, registrations_documents
from fordel.web.programmes.queries.evaluating import results_of_registrations
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
    costs = {**_published(row), **_stated(rows)}
    elements = {
        one.no: f"{one.no}. {one.name.to(language)}" for one in shipped_catalogue().elements
    }
    projects = {one.key: one.name for one in rows}
    return (
        element_results_table(elements_by_results(placed), elements, language),
        element_costs_table(elements_by_cost(placed, costs), elements, language),
        cost_and_results_table(cost_beside_results(placed, costs), projects, language),
        totals_table(totals_of(registered), language),
    )


def _published(row: Programme) -> Costs:
    catalogue, pay = shipped_catalogue(), shipped_pay()
    if row.key != catalogue.programme.id:
        return {}
    return {
        (one.project, one.activity): cost_per_child(one.priced(one.activity), pay)
        for one in catalogue.costs
    }


def _stated(rows: Iterable[Project]) -> Costs:
    pay = shipped_pay()
    found = ActivityCost.objects.filter(activity__project__in=list(rows))
    found = found.select_related("activity__project").prefetch_related("lines")
    return {
        (one.activity.project.key, one.activity.key): cost_per_child(_priced(one), pay)
        for one in found
    }


def _priced(row: ActivityCost) -> Priced:
    return Priced(
        id=row.activity.key,
        name=row.activity.name,
        hours=tuple(
            Hours(
                line.role,
                Fraction(line.hours),
                None if line.low is None else Fraction(line.low),
                None if line.high is None else Fraction(line.high),
                Phase(line.part),
            )
            for line in row.lines.all()
        ),
        divisor=None if row.divisor is None else Fraction(row.divisor),
        per=PerWhom(row.per),
        holding=row.holding,
        other_cost=Fraction(row.other_cost),
        lump_sum=Fraction(row.lump_sum),
    )
