"""Keeping packages of activities: a new one, a change, out with it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from fordel.costing.pay import PayTable
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.actions.keys import key_for
from fordel.web.programmes.models import Package, Programme
from fordel.web.programmes.queries.packages import Wanted
from fordel.web.programmes.refusals.packages import (
    PackageChangedMeanwhile,
    PackageIsEmpty,
    PackageIsThere,
)


@transaction.atomic
def keep_package(
    standing: Standing, wanted: Wanted, programme: Programme | None, pay: PayTable
) -> Package:
    """A new package of a programme's activities, or of the published ones.

    Raises
    ------
    PackageIsEmpty, PackageIsThere, IndexYearMissing : see their words.
    """
    _check(standing, wanted, pay)
    taken = Package.objects.filter(municipality_id=standing.municipality_id)
    row = Package.objects.create(
        municipality_id=standing.municipality_id,
        programme=programme,
        key=key_for(wanted.name, set(taken.values_list("key", flat=True)), "pakke"),
        made_by=standing.person,
        **_columns(wanted),
    )
    write(standing, "package.kept", kind="package", key=row.key)
    return row


@transaction.atomic
def change_package(
    standing: Standing, key: str, revision: int, wanted: Wanted, pay: PayTable
) -> Package:
    """A package as somebody wants it now.

    Raises
    ------
    PackageChangedMeanwhile, PackageIsEmpty, PackageIsThere, IndexYearMissing : see their words.
    """
    row = _locked(standing, key, revision)
    _check(standing, wanted, pay, row)
    for name, value in _columns(wanted).items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
    write(standing, "package.kept", kind="package", key=row.key)
    return row


@transaction.atomic
def delete_package(standing: Standing, key: str, revision: int) -> None:
    """Take a package out.

    Raises
    ------
    PackageChangedMeanwhile : it is not what the person saw.
    """
    row = _locked(standing, key, revision)
    row.delete()
    write(standing, "package.deleted", kind="package", key=key)


def _locked(standing: Standing, key: str, revision: int) -> Package:
    rows = Package.objects.select_for_update()
    row = rows.get(municipality_id=standing.municipality_id, key=key)
    if row.revision != revision:
        raise PackageChangedMeanwhile(name=row.name)
    return row


def _check(
    standing: Standing, wanted: Wanted, pay: PayTable, itself: Package | None = None
) -> None:
    if not wanted.parts:
        raise PackageIsEmpty
    if wanted.price_year is not None:
        pay.in_prices_of(wanted.price_year)
    same = Package.objects.filter(municipality_id=standing.municipality_id, name=wanted.name)
    if (same if itself is None else same.exclude(pk=itself.pk)).exists():
        raise PackageIsThere(name=wanted.name)


def _columns(wanted: Wanted) -> dict[str, Any]:
    content = [
        {
            "project": part.project,
            "activity": part.activity,
            "units": part.units,
            "groups": "" if part.groups is None else str(part.groups),
        }
        for part in wanted.parts
    ]
    return {
        "name": wanted.name,
        "content": content,
        "children": wanted.children,
        "price_year": wanted.price_year,
    }
