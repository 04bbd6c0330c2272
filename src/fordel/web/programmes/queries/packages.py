"""Packages of activities: what may stand in one, and what each costs here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.costing.answers import PackageAnswers, answers_of
from fordel.costing.document import package_of
from fordel.costing.pay import PayTable
from fordel.domain.errors import UserError
from fordel.domain.language import Words
from fordel.interventions.elements import shipped_catalogue
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import CostLine, Establishment, Package, Programme, Project
from fordel.web.programmes.queries.costs import (
    begins_as_written,
    costed_as_written,
    published_hours,
    used_as_written,
)
from fordel.web.programmes.queries.seen import projects_seen_by

_NAME = "pakke"


@dataclass(frozen=True)
class Part:
    """An activity of a package; without ``groups`` as many in each unit as its project has."""

    project: str
    activity: str
    units: int
    groups: Decimal | None = None

    @property
    def in_address(self) -> str:
        """As a page hands it over to a new package: ``project.activity.units.groups``."""
        groups = "" if self.groups is None else self.groups
        return f"{self.project}.{self.activity}.{self.units}.{groups}"


@dataclass(frozen=True)
class Wanted:
    """A package as somebody wants it."""

    name: str
    parts: tuple[Part, ...]
    children: int | None = None
    price_year: int | None = None


@dataclass(frozen=True)
class Offer:
    """An activity that may stand in a package.

    ``written`` is what it takes, as a package writes it; None where nobody wrote its hours.
    """

    project: str
    project_name: str
    activity: str
    name: str
    written: Mapping[str, Any] | None

    @property
    def key(self) -> str:
        """What it goes by in a package; no other activity goes by it."""
        return _key(self.project, self.activity)


@dataclass(frozen=True)
class Offers:
    """Everything that may stand in a package, and what it takes to begin.

    ``begins`` are sums as a package writes them, for activities by their keys.
    """

    activities: tuple[Offer, ...]
    begins: tuple[Mapping[str, Any], ...] = ()

    def find(self, project: str, activity: str) -> Offer | None:
        """One of them; None where the activity is no longer there."""
        key = _key(project, activity)
        return next((offer for offer in self.activities if offer.key == key), None)


@dataclass(frozen=True)
class Priced:
    """A package with what it costs here; ``answers`` is None where nothing has a price.

    ``gone`` are activities that are no longer there and ``left_out`` those without hours: the
    sum is too low by them. ``refused`` says why nothing could be worked out.
    """

    row: Package
    answers: PackageAnswers | None
    gone: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    refused: UserError | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything in it has a price."""
        costed = self.answers is not None and not self.answers.cost.left_out
        return costed and not self.gone and not self.left_out


def packages_seen_by(standing: Standing) -> QuerySet[Package]:
    """The municipality's packages by name."""
    rows = Package.objects.filter(municipality_id=standing.municipality_id)
    return rows.select_related("programme", "made_by").order_by("name")


def package_seen_by(standing: Standing, key: str) -> Package:
    """One of them, or a page that says there is none."""
    return get_object_or_404(packages_seen_by(standing), key=key)


def parts_in(row: Package) -> tuple[Part, ...]:
    """What stands in a package."""
    return tuple(
        Part(
            project=one["project"],
            activity=one["activity"],
            units=int(one["units"]),
            groups=Decimal(one["groups"]) if one["groups"] else None,
        )
        for one in row.content
    )


def offers_of(standing: Standing, programme: Programme | None) -> Offers:
    """What may stand in a package: a programme's activities, or the published ones.

    Four questions, however many projects the programme has.
    """
    if programme is None:
        return _published()
    projects = projects_seen_by(standing).filter(programme=programme)
    rows = list(projects.select_related("programme").prefetch_related("activities"))
    lines: dict[int, list[CostLine]] = {}
    asked = CostLine.objects.filter(cost__activity__project__in=[row.pk for row in rows])
    for line in asked.select_related("cost"):
        lines.setdefault(line.cost.activity_id, []).append(line)
    offers = [
        Offer(
            row.key,
            row.name,
            activity.key,
            activity.name,
            used_as_written(activity, row, lines.get(activity.pk), 0),
        )
        for row in rows
        for activity in row.activities.all()
    ]
    return Offers(tuple(offers), tuple(_begins(rows)))


def priced(row: Package, offers: Offers, pay: PayTable, prices_of: int | None = None) -> Priced:
    """What a package costs; a reason where it cannot be worked out.

    Parameters
    ----------
    prices_of : the year whose prices it is told in; the package's own without it.
    """
    return _priced(row, parts_in(row), offers, pay, prices_of or row.price_year)


def published_doubts(row: Package) -> list[Words]:
    """What must be said beside the published costs in a package."""
    if row.programme is not None:
        return []
    known = shipped_catalogue()
    found = (known.doubts(part.project, part.activity) for part in parts_in(row))
    return [words for said in found for words in said]


def _priced(
    row: Package, parts: Iterable[Part], offers: Offers, pay: PayTable, prices_of: int | None
) -> Priced:
    written, gone, without = [], [], []
    several = len({part.project for part in parts_in(row)}) > 1
    for part in parts:
        offer = offers.find(part.project, part.activity)
        if offer is None:
            gone.append(f"{part.project}: {part.activity}")
        elif offer.written is None:
            without.append(offer.name)
        else:
            name = f"{offer.name} ({offer.project_name})" if several else offer.name
            own = {**offer.written, "id": offer.key, "name": name, "units": part.units}
            if part.groups is not None:
                own["groups_per_unit"] = part.groups
            written.append(own)
    if not written:
        return Priced(row, None, tuple(gone), tuple(without))
    try:
        answers = _answers(row, written, offers, pay, prices_of)
    except UserError as refused:
        return Priced(row, None, tuple(gone), tuple(without), refused)
    return Priced(row, answers, tuple(gone), tuple(without))


def _answers(
    row: Package,
    written: Sequence[Mapping[str, Any]],
    offers: Offers,
    pay: PayTable,
    prices_of: int | None,
) -> PackageAnswers:
    """Raises UserError where the pay table cannot be moved to the prices asked for."""
    known = {one["id"] for one in written}
    document = package_of(
        {
            "package": row.name,
            "children": row.children,
            "activities": list(written),
            "establishment": [
                {**one, "activities": sorted(known & set(one["activities"]))}
                for one in offers.begins
                if known & set(one["activities"])
            ],
        },
        _NAME,
    )
    return answers_of(document.made(), pay, prices_of)


def _key(project: str, activity: str) -> str:
    return f"{project}__{activity}"


def _published() -> Offers:
    """Activities of the catalogue's projects whose hours are published, with those hours."""
    known = shipped_catalogue().programme
    return Offers(
        tuple(
            Offer(project.id, project.name, activity.id, activity.name, costed_as_written(found, 0))
            for project in known.projects
            for activity in project.activities
            if (found := published_hours(project.id, activity.id)) is not None
        )
    )


def _begins(rows: Sequence[Project]) -> Iterable[Mapping[str, Any]]:
    """Every sum once; the project's name stands with it where several call theirs the same."""
    keys = {row.pk: row for row in rows}
    links = Establishment.activities.through.objects.filter(establishment__project__in=keys)
    sums: dict[int, tuple[Establishment, set[str]]] = {}
    for link in links.select_related("establishment", "activity").order_by("establishment"):
        _, activities = sums.setdefault(link.establishment_id, (link.establishment, set()))
        activities.add(_key(keys[link.establishment.project_id].key, link.activity.key))
    names = [row.name for row, _ in sums.values()]
    for row, activities in sums.values():
        found = begins_as_written(row, activities)
        if names.count(row.name) > 1:
            found["name"] = f"{row.name} ({keys[row.project_id].name})"
        yield found
