"""The log-ins a municipality has elsewhere."""

from __future__ import annotations

from allauth.socialaccount.models import SocialApp
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.web.access.models import RoleMapping
from fordel.web.access.policies.standing import Standing


def brokers_of(standing: Standing) -> QuerySet[SocialApp]:
    """Those the municipality has set up: the key begins with its number."""
    brokers: QuerySet[SocialApp] = SocialApp.objects.filter(
        provider_id__startswith=f"{standing.code}-"
    ).order_by("name")
    return brokers


def broker_of(standing: Standing, key: str) -> SocialApp:
    """One of them; another municipality's is not found."""
    return get_object_or_404(brokers_of(standing), provider_id=key)


def mappings_of(standing: Standing, broker: SocialApp) -> QuerySet[RoleMapping]:
    """What the provider's words give here."""
    return RoleMapping.objects.filter(
        municipality_id=standing.municipality_id, provider=broker.provider_id
    ).order_by("role", "attribute", "value")
