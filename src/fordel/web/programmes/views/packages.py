"""Packages of activities: the list, one of them, side by side, and keeping them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.programmes.actions.packaging import (
    change_package,
    delete_package,
    keep_package,
)
from fordel.web.programmes.forms.package import PackageForm, chosen_initial, package_initial
from fordel.web.programmes.forms.setting_up import Revised
from fordel.web.programmes.models import Package, Programme
from fordel.web.programmes.queries.costs import pay_here, published_prices_in
from fordel.web.programmes.queries.packages import (
    Offers,
    Priced,
    offers_of,
    package_seen_by,
    packages_seen_by,
    priced,
    published_doubts,
)
from fordel.web.programmes.queries.seen import programmes_seen_by
from fordel.web.programmes.refusals.packages import PackagesToCompare
from fordel.web.programmes.views.forms import kept, page_of

MOST_COMPARED = 3
_FEWEST_COMPARED = 2


def packages(request: HttpRequest, code: str) -> HttpResponse:
    """Every package with what it costs, and how to set some beside each other."""
    del code
    standing = standing_in(request)
    pay = pay_here(standing.municipality_id)
    found = _all_priced(standing, list(packages_seen_by(standing)))
    context = {"packages": found, "pay": pay, "most": MOST_COMPARED}
    return render(request, "programmes/packages.html", context)


def compared(request: HttpRequest, code: str) -> HttpResponse:
    """Two or three packages beside each other, in the same prices."""
    del code
    standing = standing_in(request)
    asked = list(dict.fromkeys(request.GET.getlist("pakke")))
    if not asked:
        return render(request, "programmes/packages_compared.html", {"packages": []})
    if not _FEWEST_COMPARED <= len(asked) <= MOST_COMPARED:
        raise PackagesToCompare(count=len(asked), most=MOST_COMPARED)
    rows = [package_seen_by(standing, key) for key in asked]
    pay = pay_here(standing.municipality_id)
    found = _all_priced(standing, rows, pay.price_year)
    names = sorted({one.name for each in found if each.answers for one in each.answers.activities})
    held = [
        (
            name,
            [
                next((o for o in each.answers.activities if o.name == name), None)
                if each.answers
                else None
                for each in found
            ],
        )
        for name in names
    ]
    context = {"packages": found, "held": held, "pay": pay}
    return render(request, "programmes/packages_compared.html", context)


def package(request: HttpRequest, code: str, package: str) -> HttpResponse:
    """One package: each activity, what it takes to begin, and the sum."""
    del code
    standing = standing_in(request)
    row = package_seen_by(standing, package)
    found = _all_priced(standing, [row])[0]
    pay = pay_here(standing.municipality_id)
    context = {
        "package": row,
        "found": found,
        "pay": pay,
        "priced_in": published_prices_in(pay),
        "doubts": published_doubts(row),
    }
    return render(request, "programmes/package.html", context)


def new(request: HttpRequest, code: str) -> HttpResponse:
    """A package of a programme's activities or of the published ones; or a copy of another."""
    standing = standing_in(request)
    copied = request.GET.get("kopi")
    if copied is not None:
        row = package_seen_by(standing, copied)
        initial = {**package_initial(row), "name": ""}
        return _new(request, standing, row.programme, initial)
    programme = request.GET.get("program")
    if programme is None and "katalog" not in request.GET:
        programmes = programmes_seen_by(standing)
        return render(request, "programmes/package_of.html", {"programmes": programmes})
    found = (
        None
        if programme is None
        else get_object_or_404(programmes_seen_by(standing), key=programme)
    )
    chosen = chosen_initial(request.GET.getlist("valgt"), request.GET.get("children", ""))
    del code
    return _new(request, standing, found, chosen)


def _new(
    request: HttpRequest, standing: Standing, programme: Programme | None, initial: dict[str, Any]
) -> HttpResponse:
    form = PackageForm(offers_of(standing, programme), request.POST or None, initial=initial)
    pay = pay_here(standing.municipality_id)
    made: list[Package] = []
    if request.method == "POST" and kept(
        request,
        form,
        lambda: made.append(keep_package(standing, form.wanted(), programme, pay)),
    ):
        return redirect("programmes:package", standing.code, made[0].key)
    return page_of(request, "programmes/package_edit.html", form, programme=programme)


def edit(request: HttpRequest, code: str, package: str) -> HttpResponse:
    """Change a package."""
    standing = standing_in(request)
    row = package_seen_by(standing, package)
    pay = pay_here(standing.municipality_id)
    offers = offers_of(standing, row.programme)
    form = PackageForm(offers, request.POST or None, initial=package_initial(row))
    if request.method == "POST" and kept(
        request,
        form,
        lambda: change_package(standing, row.key, form.opened_at(), form.wanted(), pay),
    ):
        return redirect("programmes:package", code, row.key)
    context = {"package": row, "programme": row.programme}
    return page_of(request, "programmes/package_edit.html", form, **context)


@require_POST
def delete(request: HttpRequest, code: str, package: str) -> HttpResponse:
    """Take a package out."""
    standing = standing_in(request)
    row = package_seen_by(standing, package)
    form = Revised(request.POST)
    delete_package(standing, row.key, form.opened_at() if form.is_valid() else -1)
    messages.success(request, _("The package is deleted."))
    return redirect("programmes:packages", code)


def _all_priced(
    standing: Standing, rows: Sequence[Package], prices_of: int | None = None
) -> list[Priced]:
    """Packages with their costs; what may stand in them is asked once for each programme."""
    pay = pay_here(standing.municipality_id)
    offers: dict[int | None, Offers] = {}
    for row in rows:
        if row.programme_id not in offers:
            offers[row.programme_id] = offers_of(standing, row.programme)
    return [priced(row, offers[row.programme_id], pay, prices_of) for row in rows]
