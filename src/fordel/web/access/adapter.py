"""How log-in behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from fordel.web.access.middleware import came_from
from fordel.web.sealing import seal, unseal

_SECOND_FACTOR = "second-factor"


class NobodySignsUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Log-ins are given by an administrator or by the municipality's broker, never taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """As the audit log sees it: a proxy's word counts only where one is known."""
        return came_from(request) or "0.0.0.0"  # noqa: S104 - no address: counted together

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            from fordel.web.access.signals import locked_out  # noqa: PLC0415 - models first

            locked_out(request, str(credentials.get("email", "")))
            raise

    def get_login_stages(self) -> list[str]:
        own = "fordel.web.access.adapter.OwnSecondFactor"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [own if stage == theirs else stage for stage in super().get_login_stages()]


class OwnSecondFactor(AuthenticateStage):  # type: ignore[misc]
    """The second factor belongs to the password; a broker asks for its own."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if "sociallogin" in (self.login.signal_kwargs or {}):
            return False
        return bool(super()._should_handle(request))


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of authenticator apps and recovery codes are sealed in the database."""

    def encrypt(self, text: str) -> str:
        return seal(text, _SECOND_FACTOR, settings.FIELD_KEYS)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, _SECOND_FACTOR, settings.FIELD_KEYS)
