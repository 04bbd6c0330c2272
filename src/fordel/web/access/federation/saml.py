"""SAML 2.0: allauth's provider, with everything signed, addressed to us, and used once."""

from __future__ import annotations

import time
from typing import Any, Final

from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.core.cache import cache
from django.http import HttpRequest

from fordel.web.access.federation.refusing import NotAccepted, keep_nothing

_REASONS: Final = {
    "not a valid audience": "wrong_audience",
    "Invalid issuer": "wrong_issuer",
    "Timing issues": "expired",
    "expired": "expired",
    "SubjectConfirmation": "wrong_confirmation",
    "not signed": "unsigned",
    "No Signature": "unsigned",
    "Signature": "wrong_signature",
    "received at": "wrong_destination",
    "status code": "broker_said_no",
}
_KEPT_AT_LEAST = 3600


class SamlBroker(SAMLProvider):  # type: ignore[misc]
    """Closes what python3-saml leaves open: an answer without an audience, or sent again."""

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_redirect_from_request_kwargs(request), "process": "login"}

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        _addressed_to_us(response)
        _used_once(self.sub_id, response)
        return keep_nothing(super().sociallogin_from_response(request, response))


def _addressed_to_us(auth: Any) -> None:
    from onelogin.saml2.xml_utils import (  # type: ignore[import-untyped] # noqa: PLC0415
        OneLogin_Saml2_XML,
    )

    answer = OneLogin_Saml2_XML.to_etree(auth.get_last_response_xml())
    if not OneLogin_Saml2_XML.query(answer, "//saml:Assertion//saml:Audience"):
        raise NotAccepted("wrong_audience")


def _used_once(broker: str, auth: Any) -> None:
    """The answer's own number is kept for as long as the answer holds, for every worker."""
    until = auth.get_last_assertion_not_on_or_after() or 0
    kept = max(_KEPT_AT_LEAST, int(until - time.time()) + _KEPT_AT_LEAST)
    if not cache.add(f"saml:{broker}:{auth.get_last_assertion_id()}", 1, timeout=kept):
        raise NotAccepted("replayed")


def reason_of(said: str) -> str:
    """Our word for what python3-saml found; its own sentence may repeat what was sent."""
    return next((word for part, word in _REASONS.items() if part in said), "not_understood")
