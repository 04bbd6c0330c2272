"""What a project costs, from its rows: the library's package, pay table and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import prefetch_related_objects

from fordel.costing.answers import PackageAnswers, answers_of
from fordel.costing.document import PackageDocument, package_of
from fordel.costing.ingredients import Activity as Priced
from fordel.costing.ingredients import Hours, PerWhom, Phase
from fordel.costing.pay import PayTable, pay_of, shipped_pay
from fordel.evaluation.reports.evaluated import Costs, costs_of
from fordel.interventions.elements import CostedActivity, ElementCost, shipped_catalogue
from fordel.web.programmes.models import Activity, CostLine, Establishment, OwnPay, Project

_NAME = "omkostninger"


@dataclass(frozen=True)
class Ingredients:
    """What was written of a project's activities.

    ``lines`` are hours by the activity's row, each with its cost; an activity without hours is not
    in it. ``sums`` are what it takes to begin, each with the keys of its activities.
    """

    activities: tuple[Activity, ...]
    lines: Mapping[int, Sequence[CostLine]]
    sums: tuple[tuple[Establishment, frozenset[str]], ...]


@dataclass(frozen=True)
class Chosen:
    """How much of a project is thought of; without it what it is now.

    Parameters
    ----------
    units : activity → in how many units; 0 leaves it out.
    children : how many children it is for.
    prices_of : the year whose prices it is told in.
    """

    units: Mapping[str, int]
    children: int | None = None
    prices_of: int | None = None


@dataclass(frozen=True)
class ProjectCosts:
    """A project's costs: what went in, what came out, and which activities nobody has priced."""

    document: PackageDocument
    answers: PackageAnswers
    pay: PayTable
    published: frozenset[str]
    """Activities that stand with the published hours."""
    left_out: tuple[str, ...]
    """Names of activities without hours."""

    @property
    def costs(self) -> Costs:
        """As an evaluation has them."""
        return costs_of(self.document, self.answers, self.pay)


def pay_here(municipality_id: int) -> PayTable:
    """The municipality's own pay table, or the published one.

    Raises
    ------
    PayNotUnderstood : what was kept is no pay table any more.
    """
    own = newest_pay(municipality_id)
    return shipped_pay() if own is None else pay_of(own.document, own.document["source"])


def published_prices_in(pay: PayTable) -> int | None:
    """The year whose prices published costs of an hour have, where a table of another year has any.

    A municipality's own pay goes on top of what is published; what it does not say stays as it was.
    """
    published = shipped_pay()
    is_mixed = pay.price_year != published.price_year and any(
        not role.dated_pay and role.hourly_cost is not None for role in pay.roles.values()
    )
    return published.price_year if is_mixed else None


def newest_pay(municipality_id: int) -> OwnPay | None:
    """The row that holds."""
    return OwnPay.objects.filter(municipality_id=municipality_id).first()


def ingredients_of(project: Project) -> Ingredients:
    """What was written of a project's activities, in three questions."""
    return ingredients_of_all([project])[project.pk]


def ingredients_of_all(projects: Sequence[Project]) -> dict[int, Ingredients]:
    """The same of some projects by row, in as many questions for fifteen as for one."""
    numbers = [project.pk for project in projects]
    prefetch_related_objects(projects, "activities")
    activities = {project.pk: tuple(project.activities.all()) for project in projects}
    lines: dict[int, list[CostLine]] = {}
    of_projects = CostLine.objects.filter(cost__activity__project__in=numbers)
    for line in of_projects.select_related("cost"):
        lines.setdefault(line.cost.activity_id, []).append(line)
    sums: dict[int, tuple[Establishment, set[str]]] = {}
    links = Establishment.activities.through.objects.filter(establishment__project__in=numbers)
    for link in links.select_related("establishment", "activity").order_by("establishment"):
        _, keys = sums.setdefault(link.establishment_id, (link.establishment, set()))
        keys.add(link.activity.key)
    return {
        pk: Ingredients(
            own,
            {row.pk: lines[row.pk] for row in own if row.pk in lines},
            tuple((row, frozenset(keys)) for row, keys in sums.values() if row.project_id == pk),
        )
        for pk, own in activities.items()
    }


def costs_of_project(
    project: Project,
    ingredients: Ingredients,
    pay: PayTable,
    units: int,
    chosen: Chosen | None = None,
) -> ProjectCosts | None:
    """Work out what a project costs; None where no activity has any hours.

    Parameters
    ----------
    units : how many units take part.

    Raises
    ------
    IndexYearMissing : the pay table cannot be moved to the prices asked for.
    """
    chosen = chosen or Chosen({})
    written, published, without = [], set(), []
    for row in ingredients.activities:
        asked = chosen.units.get(row.key, units)
        own = ingredients.lines.get(row.pk)
        found = used_as_written(row, project, own, asked)
        if found is None:
            without.append(row.name)
        elif asked:
            written.append(found)
            if own is None:
                published.add(row.key)
    if not written:
        return None
    known = {one["id"] for one in written}
    document = package_of(
        {
            "package": project.name,
            "place": project.place,
            "children": chosen.children,
            "activities": written,
            "establishment": _establishment(ingredients, known),
        },
        _NAME,
    )
    answers = answers_of(document.made(), pay, chosen.prices_of)
    return ProjectCosts(document, answers, pay, frozenset(published), tuple(without))


def priced_by(activity: Activity, lines: Sequence[CostLine]) -> Priced:
    """An activity with its hours, as far as one holding goes; ``lines`` know their cost."""
    cost = lines[0].cost
    return Priced(
        id=activity.key,
        name=activity.name,
        hours=tuple(
            Hours(
                line.role,
                Fraction(line.hours),
                None if line.low is None else Fraction(line.low),
                None if line.high is None else Fraction(line.high),
                Phase(line.part),
            )
            for line in lines
        ),
        divisor=None if cost.divisor is None else Fraction(cost.divisor),
        per=PerWhom(cost.per),
        holding=cost.holding,
        other_cost=Fraction(cost.other_cost),
        lump_sum=Fraction(cost.lump_sum),
    )


def starting_points(activity: Activity, pay: PayTable) -> list[ElementCost]:
    """What activities with the same elements took, as published: something to begin with."""
    found = {
        (one.source.project, one.source.activity): one
        for no in activity.elements
        for one in shipped_catalogue().costs_of(no, pay)
    }
    return list(found.values())


def published_hours(project: str, activity: str) -> CostedActivity | None:
    """The published hours of an activity of the published programme."""
    return next(
        (
            one
            for one in shipped_catalogue().costs
            if (one.project, one.activity) == (project, activity)
        ),
        None,
    )


def used_as_written(
    row: Activity, project: Project, lines: Sequence[CostLine] | None, units: int
) -> dict[str, Any] | None:
    """An activity as a package writes it: by its own hours, else by the published ones.

    None where there are none of either; ``lines`` know their cost.
    """
    if lines is not None:
        return _own(row, lines, units)
    if project.programme.key != shipped_catalogue().programme.id:
        return None
    found = published_hours(project.key, row.key)
    if found is None:
        return None
    return {"id": row.key, "name": row.name, **costed_as_written(found, units)}


def costed_as_written(found: CostedActivity, units: int) -> dict[str, Any]:
    """Published hours as a package writes them, without what the activity is called."""
    return {
        "per": found.per,
        "divisor": found.divisor,
        "hours": [{"role": role, "hours": hours} for role, hours in found.hours.items()],
        "holdings_per_year": found.holdings_per_year,
        "units": units,
    }


def _own(row: Activity, lines: Sequence[CostLine], units: int) -> dict[str, Any]:
    cost = lines[0].cost
    return {
        "id": row.key,
        "name": row.name,
        "holding": cost.holding,
        "per": cost.per,
        "divisor": cost.divisor,
        "hours": [
            {
                "role": line.role,
                "hours": line.hours,
                "low": line.low,
                "high": line.high,
                "phase": line.part,
            }
            for line in lines
        ],
        "other_cost": cost.other_cost,
        "lump_sum": cost.lump_sum,
        "holdings_per_year": cost.holdings_per_year,
        "groups_per_unit": cost.groups_per_unit,
        "units": units,
    }


def begins_as_written(row: Establishment, activities: Iterable[str]) -> dict[str, Any]:
    """A sum that it takes to begin as a package writes it, for activities by their keys."""
    return {
        "name": row.name,
        "amount": row.amount,
        "activities": sorted(activities),
        "years": row.years,
        "per_participant": row.per_participant,
        "participants": row.participants if row.per_participant else None,
    }


def _establishment(ingredients: Ingredients, known: set[str]) -> list[dict[str, Any]]:
    """Every sum once, for those of its activities that are chosen."""
    return [begins_as_written(row, keys & known) for row, keys in ingredients.sums if keys & known]
