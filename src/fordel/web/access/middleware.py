"""The access table, held for every request before a view is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from fordel.web.access.models import Person
from fordel.web.access.policies.standing import Standing, standing_of
from fordel.web.access.policies.table import READING, Rule, table
from fordel.web.access.sessions import to_login
from fordel.web.audit.actions.writing import FROM, write

Answer = Callable[[HttpRequest], HttpResponse]


class AccessTable:
    """Refuse what the table does not allow.

    A page without a rule is refused to everybody. Who has no role in a municipality, or looks for
    a unit that is not there, is told that there is no such page: not whether it exists.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = FROM.set(came_from(request))
        try:
            return self.get_response(request)
        finally:
            FROM.reset(token)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        name = match.view_name if match is not None else ""
        rule = table().get(name)
        if rule is None:
            raise PermissionDenied
        if any("\0" in str(value) for value in kwargs.values()):
            raise Http404  # no key holds it, and PostgreSQL keeps it in no text
        if rule.place == "open":
            return None
        if not isinstance(request.user, Person) or not request.user.is_active:
            if not Person.objects.exists():
                return redirect("start")  # a new installation: there is nobody to log in yet
            return to_login(request)
        if rule.place == "person":
            return None
        standing = standing_of(request.user, kwargs["code"])
        if standing is None:
            raise Http404
        request.standing = standing  # type: ignore[attr-defined]
        _check(request, rule, standing, name, kwargs)
        return None


def _check(
    request: HttpRequest, rule: Rule, standing: Standing, name: str, kwargs: dict[str, Any]
) -> None:
    roles = rule.roles(request.method or "GET")
    allowed = bool(standing.roles & roles)
    if allowed and rule.place in {"area", "unit"}:
        area_id, unit_id = _place(rule.place, standing, kwargs)
        allowed = standing.reaches(roles, area_id=area_id, unit_id=unit_id)
    keys = {key: str(value) for key, value in kwargs.items() if key != "code"}
    if not allowed:
        write(standing, "page.refused", kind=name, key=keys.get("unit", ""), details=keys)
        raise PermissionDenied
    if rule.sensitive and request.method in READING:
        write(standing, "page.read", kind=name, key=keys.get("unit", ""), details=keys)


def _place(place: str, standing: Standing, kwargs: dict[str, Any]) -> tuple[int | None, int | None]:
    """The area and the unit that an address names, in the person's municipality."""
    here = {"municipality_id": standing.municipality_id}
    row: tuple[int | None, int | None] | None
    if place == "area":
        areas = apps.get_model("organisation", "Area").objects
        own = areas.filter(key=kwargs["area"], **here).values_list("pk", flat=True).first()
        row = None if own is None else (own, None)
    else:
        units = apps.get_model("organisation", "Unit").objects
        row = units.filter(key=kwargs["unit"], **here).values_list("area_id", "pk").first()
    if row is None:
        raise Http404
    return row


def came_from(request: HttpRequest) -> str | None:
    """The address a request came from; a proxy's word counts only where one is known to stand."""
    if settings.BEHIND_PROXY and "HTTP_X_FORWARDED_FOR" in request.META:
        return str(request.META["HTTP_X_FORWARDED_FOR"]).rsplit(",", maxsplit=1)[-1].strip()
    return request.META.get("REMOTE_ADDR") or None
