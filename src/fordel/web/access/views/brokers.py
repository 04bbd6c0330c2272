"""The municipality's own log-in, and what its words give here."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.web.access.actions import brokers as actions
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.brokers import broker_of, brokers_of, mappings_of
from fordel.web.access.queries.requests import standing_in
from fordel.web.access.views.forms import AddMapping, AddOidc, AddSaml

_INVALID = 422


def brokers(request: HttpRequest, code: str) -> HttpResponse:
    """The providers, and forms for a new one."""
    standing, kind = standing_in(request), request.POST.get("kind")
    files = request.FILES if kind == actions.SAML else None
    saml = AddSaml(request.POST if kind == actions.SAML else None, files, prefix="saml")
    oidc = AddOidc(request.POST if kind == actions.OIDC else None, prefix="oidc")
    if request.method == "POST":
        made = None
        if saml.is_bound and saml.is_valid():
            made = actions.add_saml(standing, **saml.cleaned_data)
        elif oidc.is_bound and oidc.is_valid():
            made = actions.add_oidc(standing, **oidc.cleaned_data)
        if made is not None:
            messages.success(request, _("The provider is kept. Say now what its words give."))
            return redirect("access:broker", code=code, broker=made.provider_id)
    said = {
        "brokers": brokers_of(standing),
        "saml": saml,
        "oidc": oidc,
        "may": standing.is_any(Role.ADMINISTRATOR),
    }
    status = _INVALID if request.method == "POST" else 200
    return render(request, "access/brokers.html", said, status=status)


def broker(request: HttpRequest, code: str, broker: str) -> HttpResponse:
    """One provider: the addresses it needs, and the lines that make its words roles."""
    standing = standing_in(request)
    one = broker_of(standing, broker)
    step = request.POST.get("step", "")
    form = AddMapping(request.POST if step == "add" else None)
    if request.method == "POST":
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            actions.add_mapping(standing, one, **{**given, "role": Role(given["role"])})
            return redirect("access:broker", code=code, broker=broker)
        if step == "drop":
            number = request.POST.get("line", "")
            lines = mappings_of(standing, one)
            line = get_object_or_404(lines, pk=int(number) if number.isdecimal() else 0)
            actions.remove_mapping(standing, line)
            return redirect("access:broker", code=code, broker=broker)
        if step == "remove":
            return _remove(request, standing, one)
    said = {
        "broker": one,
        "lines": mappings_of(standing, one),
        "form": form,
        "addresses": _addresses(request, one),
        "may": standing.is_any(Role.ADMINISTRATOR),
    }
    status = _INVALID if request.method == "POST" else 200
    return render(request, "access/broker.html", said, status=status)


def _remove(request: HttpRequest, standing: Standing, one: SocialApp) -> HttpResponse:
    actions.remove_broker(standing, one)
    messages.success(request, _("The provider is removed, and the roles it gave have ended."))
    return redirect("access:brokers", code=standing.code)


def _addresses(request: HttpRequest, one: SocialApp) -> list[tuple[Any, str]]:
    """What has to be typed in at the provider's."""
    if one.provider == actions.OIDC:
        path = reverse("openid_connect_callback", kwargs={"provider_id": one.provider_id})
        return [(_("Redirect address"), request.build_absolute_uri(path))]
    named = {"organization_slug": one.client_id}
    return [
        (_("Metadata, and our name there (entity ID)"), _here(request, "saml_metadata", named)),
        (_("Where it sends its answer (ACS)"), _here(request, "saml_acs", named)),
    ]


def _here(request: HttpRequest, name: str, named: dict[str, str]) -> str:
    return request.build_absolute_uri(reverse(name, kwargs=named))
