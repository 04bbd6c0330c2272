"""Setting up the log-in a municipality has elsewhere, and what its words give here."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

from fordel.web.access.federation.oidc import SECRET
from fordel.web.access.models import Role, RoleGrant, RoleMapping
from fordel.web.access.policies.standing import Standing
from fordel.web.access.refusals import (
    BrokerExists,
    BrokerNotOverHttps,
    MappingExists,
    MetadataNotUnderstood,
)
from fordel.web.audit.actions.writing import write
from fordel.web.sealing import seal

SAML, OIDC = "saml", "openid_connect"
_SIGNED = {"want_assertion_signed": True, "reject_deprecated_algorithm": True}


@transaction.atomic
def add_saml(standing: Standing, key: str, name: str, metadata: bytes, cvr: str) -> SocialApp:
    """A SAML 2.0 provider as its metadata describes it.

    Raises
    ------
    MetadataNotUnderstood, BrokerExists, BrokerNotOverHttps
    """
    idp = _described(metadata)
    _over_https(idp["sso_url"])
    described = {"idp": idp, "advanced": _SIGNED}
    full = _full_key(standing, key)
    return _keep(standing, SAML, full, name, client_id=full, described=described, cvr=cvr)


@transaction.atomic
def add_oidc(
    standing: Standing, key: str, name: str, issuer: str, client_id: str, secret: str
) -> SocialApp:
    """An OpenID Connect provider; its secret is sealed.

    Raises
    ------
    BrokerExists, BrokerNotOverHttps
    """
    _over_https(issuer)
    described: dict[str, Any] = {"server_url": issuer.rstrip("/"), "issuer": issuer}
    if secret:
        described["sealed_secret"] = seal(secret, SECRET, settings.FIELD_KEYS)
    full = _full_key(standing, key)
    return _keep(standing, OIDC, full, name, client_id=client_id, described=described, cvr="")


@transaction.atomic
def remove_broker(standing: Standing, broker: SocialApp) -> None:
    """Nobody comes in by it any more; the roles it gave end today."""
    held = RoleGrant.objects.in_force().filter(
        municipality_id=standing.municipality_id,
        from_broker=True,
        person__in=SocialAccount.objects.filter(provider=broker.provider_id).values("user"),
    )
    for grant in held:
        grant.valid_to = timezone.localdate()
        grant.save(update_fields=["valid_to"])
        details = {"role": grant.role, "broker": broker.provider_id}
        write(standing, "role.ended", kind="person", key=str(grant.person_id), details=details)
    RoleMapping.objects.filter(
        municipality_id=standing.municipality_id, provider=broker.provider_id
    ).delete()
    SocialAccount.objects.filter(provider=broker.provider_id).delete()
    write(standing, "broker.removed", kind="broker", key=broker.provider_id)
    broker.delete()


@transaction.atomic
def add_mapping(
    standing: Standing,
    broker: SocialApp,
    attribute: str,
    value: str,
    role: Role,
    place_attribute: str,
) -> RoleMapping:
    """From the next log-in on, whoever has this value becomes this.

    Raises
    ------
    MappingExists
    """
    line, is_new = RoleMapping.objects.get_or_create(
        municipality_id=standing.municipality_id,
        provider=broker.provider_id,
        attribute=attribute,
        value=value,
        role=role,
        defaults={"place_attribute": place_attribute},
    )
    if not is_new:
        raise MappingExists
    details = {"role": role.value}
    write(standing, "mapping.added", kind="broker", key=broker.provider_id, details=details)
    return line


@transaction.atomic
def remove_mapping(standing: Standing, line: RoleMapping) -> None:
    """From the next log-in on this gives nothing."""
    details = {"role": line.role}
    write(standing, "mapping.removed", kind="broker", key=line.provider, details=details)
    line.delete()


def _keep(
    standing: Standing,
    provider: str,
    key: str,
    name: str,
    *,
    client_id: str,
    described: dict[str, Any],
    cvr: str,
) -> SocialApp:
    broker = SocialApp.objects.create(
        provider=provider,
        provider_id=key,
        name=name,
        client_id=client_id,
        settings={**described, "municipality": standing.code, "cvr": cvr},
    )
    write(standing, "broker.added", kind="broker", key=key)
    return broker


def _full_key(standing: Standing, key: str) -> str:
    full = f"{standing.code}-{key}"
    if SocialApp.objects.filter(provider_id=full).exists():
        raise BrokerExists(key=key)
    return full


def _over_https(address: str) -> None:
    if not address.startswith("https://") and settings.HTTPS:
        raise BrokerNotOverHttps


def _described(metadata: bytes) -> dict[str, str]:
    """The provider's name, address and certificate."""
    from onelogin.saml2.idp_metadata_parser import (  # type: ignore[import-untyped] # noqa: PLC0415
        OneLogin_Saml2_IdPMetadataParser,
    )

    try:
        idp = OneLogin_Saml2_IdPMetadataParser.parse(metadata).get("idp", {})
        certificates = idp.get("x509certMulti", {}).get("signing") or [idp["x509cert"]]
        return {
            "entity_id": idp["entityId"],
            "sso_url": idp["singleSignOnService"]["url"],
            "x509cert": certificates[0],
        }
    except (KeyError, ValueError, XMLSyntaxError) as problem:
        raise MetadataNotUnderstood from problem
