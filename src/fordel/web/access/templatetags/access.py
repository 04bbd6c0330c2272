"""Links are shown to those who may follow them."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialApp
from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from fordel.web.access.policies import table
from fordel.web.access.policies.standing import Standing

register = template.Library()


@register.filter
def may(standing: Standing | None, name: str) -> bool:
    """Whether the reader may open a page, by its address's name, somewhere in the municipality."""
    return standing is not None and table.may(standing.roles, name)


@register.filter
def may_change(standing: Standing | None, name: str) -> bool:
    """Whether the reader may send something to a page, somewhere in the municipality."""
    return standing is not None and table.may(standing.roles, name, "POST")


@register.simple_tag(takes_context=True)
def brokers(context: template.Context) -> list[dict[str, str]]:
    """The municipalities' own log-ins, each with the address it begins at."""
    wanted = context["request"].GET.get("next", "")
    return [
        {"name": broker.name, "address": f"{_door(broker)}?{urlencode({'next': wanted})}"}
        for broker in SocialApp.objects.order_by("name")
    ]


def _door(broker: SocialApp) -> str:
    if broker.provider == "saml":
        return reverse("saml_login", kwargs={"organization_slug": broker.client_id})
    return reverse("openid_connect_login", kwargs={"provider_id": broker.provider_id})


_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_PARTS = (
    '<script data-allauth-onload="allauth.webauthn.forms.{}" type="application/json">{}</script>'
)


@register.simple_tag
def passkey_form(function: str, **ids: str) -> SafeString:
    """Where allauth's script finds the parts of a form: data, which the browser never runs."""
    told = json.dumps({"ids": ids}).translate(_ESCAPED)
    return format_html(_PARTS, function, mark_safe(told))  # noqa: S308 - escaped just above
