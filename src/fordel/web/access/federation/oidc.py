"""OpenID Connect: allauth's provider, with the ID token always checked against its keys."""

from __future__ import annotations

import secrets
from typing import Any, Final

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fordel.web.access.federation.refusing import NotAccepted, keep_nothing
from fordel.web.sealing import unseal

SECRET = "oidc-secret"  # noqa: S105 - what it is sealed for
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]
"""Signed by the broker's private key; never by a secret both sides know, never unsigned."""
_NEEDED: Final = ["exp", "iat", "iss", "aud", "sub"]
_LEEWAY_SECONDS = 30
_REASONS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (jwt.ExpiredSignatureError, "expired"),
    (jwt.ImmatureSignatureError, "expired"),
    (jwt.InvalidAudienceError, "wrong_audience"),
    (jwt.InvalidIssuerError, "wrong_issuer"),
    (jwt.InvalidAlgorithmError, "unsigned"),
    (jwt.InvalidSignatureError, "wrong_signature"),
)


class OidcAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Takes an answer only if its token is the broker's, for us, of now, and of this log-in."""

    expected_nonce: str | None = None

    def get_client(self, request: HttpRequest, app: Any) -> Any:
        client = super().get_client(request, app)
        sealed = app.settings.get("sealed_secret")
        client.consumer_secret = unseal(sealed, SECRET, settings.FIELD_KEYS) if sealed else ""
        return client

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise NotAccepted("unsigned")
        claims = self._checked(app, id_token)
        if not self.expected_nonce or claims.get("nonce") != self.expected_nonce:
            raise NotAccepted("wrong_nonce")
        said = self._fetch_user_info(token.token) if self._tells_more() else {}
        if said and said.get("sub") != claims["sub"]:
            raise NotAccepted("wrong_person")
        told = {**said, **claims}
        return keep_nothing(self.get_provider().sociallogin_from_response(request, told))

    def _tells_more(self) -> bool:
        return "userinfo_endpoint" in self.openid_config

    def _checked(self, app: Any, id_token: str) -> dict[str, Any]:
        issuer = self.openid_config.get("issuer")
        if issuer != app.settings["issuer"]:
            raise NotAccepted("wrong_issuer")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            keys = jwt.PyJWKSet.from_dict(answer.json())
            key = keys[jwt.get_unverified_header(id_token)["kid"]]
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=key,
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=issuer,
                leeway=_LEEWAY_SECONDS,
                options={"require": _NEEDED},
            )
        except (jwt.PyJWTError, KeyError, ValueError) as problem:
            raise NotAccepted(_reason(problem)) from problem
        if isinstance(claims["aud"], list) and claims.get("azp", app.client_id) != app.client_id:
            raise NotAccepted("wrong_audience")
        return claims


class OidcBroker(OpenIDConnectProvider):  # type: ignore[misc]
    """Sends a nonce along; what else is asked for is settled here, not in the address."""

    oauth2_adapter_class = OidcAdapter

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        del request, action
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        del request
        return list(self.get_scope())

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_redirect_from_request_kwargs(request), "process": "login"}

    def redirect(
        self, request: HttpRequest, process: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {**(kwargs.get("auth_params") or {}), "nonce": nonce}
        answer: HttpResponse = super().redirect(request, process, *args, nonce=nonce, **kwargs)
        return answer


def _reason(problem: Exception) -> str:
    return next((word for kind, word in _REASONS if isinstance(problem, kind)), "not_understood")
