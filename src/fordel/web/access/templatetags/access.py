"""Links are shown to those who may follow them."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.socialaccount.models import SocialApp
from django import template
from django.urls import reverse

from fordel.web.access.policies import table
from fordel.web.access.policies.standing import Standing

register = template.Library()


@register.filter
def may(standing: Standing | None, name: str) -> bool:
    """Whether the reader may open a page, by its address's name, somewhere in the municipality."""
    return standing is not None and table.may(standing.roles, name)


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
