"""Areas, districts, units and what becomes of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fordel.domain.errors import InputRefused, UserError
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.organisation.actions import units as happenings
from fordel.web.organisation.actions.from_file import read_units_file
from fordel.web.organisation.actions.places import (
    add_area,
    add_district,
    change_municipality,
    close_area,
    rename_place,
)
from fordel.web.organisation.forms import (
    HappeningForm,
    MunicipalityForm,
    NameForm,
    PlaceForm,
    UnitForm,
)
from fordel.web.organisation.models import Area, District, LineageEvent, Unit
from fordel.web.organisation.queries.organisation import (
    areas_of,
    districts_of,
    history,
    municipality_of,
    unit_seen_by,
)
from fordel.web.organisation.queries.units import units_seen_by
from fordel.web.organisation.refusals import ChangedMeanwhile, NameMissing

Kind = LineageEvent.Kind


def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Units by area, areas, districts, and what happened."""
    del code
    standing = standing_in(request)
    units = list(units_seen_by(standing).select_related("district"))
    today = timezone.localdate()
    closed = [unit for unit in units if unit.closed_on is not None and unit.closed_on <= today]
    return render(
        request,
        "organisation/overview.html",
        {
            "open": [unit for unit in units if unit not in closed],
            "closed": closed,
            "areas": areas_of(standing),
            "districts": districts_of(standing),
            "history": history(standing),
            "happenings": Kind.choices,
        },
    )


def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What the municipality says of itself."""
    standing = standing_in(request)
    form = MunicipalityForm(request.POST or None, instance=municipality_of(standing))
    if request.method == "POST" and form.is_valid():
        change_municipality(standing, form.instance)
        messages.success(request, _("It is kept."))
        return redirect("organisation:municipality", code=code)
    return _form(request, "organisation/municipality.html", form)


def places(request: HttpRequest, code: str) -> HttpResponse:
    """Areas and districts: those there are, and one more."""
    del code
    standing = standing_in(request)
    asked = request.POST.get("what") or request.GET.get("what")
    what = "district" if asked == "district" else "area"
    if request.method == "POST" and request.POST.get("do"):
        _change_place(standing, what, request.POST)
        messages.success(request, _("It is kept."))
        return redirect(f"{request.path}?what={what}")
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add = add_district if what == "district" else add_area
        try:
            add(standing, form.cleaned_data["key"], form.cleaned_data["name"])
        except UserError as refused:
            form.add_error("key", " ".join(refused.parts(language_of())))
        else:
            messages.success(request, _("It is kept."))
            return redirect(f"{request.path}?what={what}")
    known = districts_of(standing) if what == "district" else areas_of(standing)
    return _form(request, "organisation/places.html", form, what=what, known=known)


def _change_place(standing: Standing, what: str, sent: QueryDict) -> None:
    """Another name for an area or a district, or the end of an area."""
    found: Area | District
    if what == "district":
        found = get_object_or_404(districts_of(standing), key=sent.get("place", ""))
    else:
        found = get_object_or_404(areas_of(standing), key=sent.get("place", ""), closed_on=None)
    if sent["do"] == "close" and isinstance(found, Area):
        close_area(standing, found)
        return
    form = NameForm(sent)
    if not form.is_valid():
        raise NameMissing(name=found.name)
    rename_place(standing, found, form.cleaned_data["new_name"])


def units_from_file(request: HttpRequest, code: str) -> HttpResponse:
    """Units from the register's file."""
    standing = standing_in(request)
    if request.method == "POST":
        try:
            new = read_units_file(standing, request.FILES.get("file"))
        except InputRefused as refused:
            told = refused.message(language_of()).splitlines()
            return render(request, "organisation/from_file.html", {"told": told}, status=422)
        messages.success(request, _("Units that are new: %(count)d.") % {"count": len(new)})
        return redirect("organisation:overview", code=code)
    return render(request, "organisation/from_file.html")


def unit(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """One unit: what stands of it, and its history."""
    standing = standing_in(request)
    shown = unit_seen_by(standing, unit)
    form = UnitForm(request.POST or None, instance=shown, initial={"revision": shown.revision})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in UnitForm.Meta.fields}
        if form.cleaned_data["revision"] != shown.revision:
            raise ChangedMeanwhile(name=str(shown))
        happenings.change_unit(standing, shown, values)
        messages.success(request, _("It is kept."))
        return redirect("organisation:unit", code=code, unit=unit)
    return _form(
        request,
        "organisation/unit.html",
        form,
        unit=shown,
        history=history(standing, shown),
        happenings=[choice for choice in Kind.choices if choice[0] not in {Kind.OPEN, Kind.MERGE}],
    )


def happening(request: HttpRequest, code: str) -> HttpResponse:
    """Something happens to units: one form, with the fields that it needs."""
    standing = standing_in(request)
    asked = request.POST.get("what") or request.GET.get("what", "")
    what = Kind(asked) if asked in Kind.values else Kind.OPEN
    first = Unit.objects.filter(
        municipality_id=standing.municipality_id, key=request.GET.get("unit", "")
    ).first()
    form = HappeningForm(
        standing.municipality_id, what, request.POST or None, initial={"unit": first}
    )
    if request.method == "POST" and form.is_valid():
        try:
            _do(standing, what, form.cleaned_data)
        except UserError as refused:
            form.add_error(None, " ".join(refused.parts(language_of())))
        else:
            messages.success(request, _("It is kept."))
            return redirect("organisation:overview", code=code)
    return _form(request, "organisation/happening.html", form, what=what)


def _do(standing: Standing, what: LineageEvent.Kind, given: dict[str, Any]) -> None:
    day, reason = given["day"], given["reason"]
    if what == Kind.OPEN:
        happenings.open_unit(standing, _new(given), day, reason)
    elif what == Kind.CLOSE:
        happenings.close_unit(standing, given["unit"], day, reason)
    elif what == Kind.MERGE:
        happenings.merge_units(standing, list(given["units"]), _new(given), day, reason)
    elif what == Kind.SPLIT:
        second = {**given, "key": given["second_key"], "name": given["second_name"]}
        happenings.split_unit(standing, given["unit"], [_new(given), _new(second)], day, reason)
    elif what == Kind.MOVE:
        happenings.move_unit(standing, given["unit"], given["area"], day, reason)
    else:
        happenings.rename_unit(standing, given["unit"], given["new_name"], day, reason)


def _new(given: dict[str, Any]) -> happenings.NewUnit:
    names = ("key", "name", "kind", "ownership", "area", "district")
    return happenings.NewUnit(**{name: given[name] for name in names})


def _form(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"form": form, **more}, status=status)
