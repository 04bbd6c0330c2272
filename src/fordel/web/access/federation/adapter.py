"""From what a broker says to a person with roles, at every log-in anew."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from fordel.web.access.actions.entering import Asserted, Stranger, enter
from fordel.web.access.federation.refusing import NotAccepted, refuse
from fordel.web.access.federation.saml import reason_of
from fordel.web.access.policies.assertions import flat


class BrokerAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Nobody signs up and nothing a broker says is kept, except who they are to it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        del request, sociallogin
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        del request
        name = data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        sociallogin.user.email = (data.get("email") or "").lower()
        sociallogin.user.name = name.strip()[:120]
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Make the person's roles what the broker says today; strangers get a page that helps."""
        app, account = sociallogin.provider.app, sociallogin.account
        known = SocialAccount.objects.filter(pk=account.pk).first() if account.pk else None
        asserted = Asserted(
            broker=sociallogin.provider.sub_id,
            municipality=app.settings["municipality"],
            cvr=app.settings.get("cvr", ""),
            uid=account.uid,
            email=sociallogin.user.email,
            name=sociallogin.user.name,
            attributes=flat(sociallogin.said),
        )
        try:
            person = enter(asserted, known.user if known else None)
        except Stranger as stranger:
            raise refuse(request, asserted.broker, stranger.reason) from stranger
        sociallogin.user = person
        account.user = person
        account.save()
        request.broker_municipality = asserted.municipality  # type: ignore[attr-defined]

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Allauth found that an answer does not hold."""
        said = (extra_context or {}).get("saml_last_error_reason") or ""
        reason = "not_understood"
        if error is not None and str(getattr(error, "value", error)) == "cancelled":
            reason = "cancelled"
        elif said:
            reason = reason_of(said)
        elif isinstance(exception, NotAccepted):
            reason = exception.reason
        elif isinstance(exception, PermissionDenied) or "state_id" in (extra_context or {}):
            reason = "wrong_state"
        elif exception is not None:
            reason = "no_answer"
        raise refuse(request, provider.sub_id, reason)
