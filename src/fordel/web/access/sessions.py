"""How long a session lasts, where it reaches, and when a second factor is needed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from fordel.web.access.models import Person, RoleGrant
from fordel.web.access.policies.table import table

Answer = Callable[[HttpRequest], HttpResponse]
ONLY_HERE: Final = "broker_municipality"
BEGAN: Final = "began_at"
SEEN: Final = "seen_at"
_SEEN_EVERY = 60
_OWN_LOGIN: Final = ("mfa_", "account_")
"""Pages where a person sets up how they log in."""


class SessionLimits:
    """End what nobody uses, and send those who need a second factor to where it is set up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponseBase],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        person = request.user
        if not isinstance(person, Person):
            return None
        if _is_over(request):
            logout(request)
            messages.info(
                request, _("You were logged out because nothing had happened for a while.")
            )
            return to_login(request)
        person.limited_to = request.session.get(ONLY_HERE)
        name = request.resolver_match.view_name if request.resolver_match else ""
        rule = table().get(name)
        if rule is None or rule.place == "open":
            return None
        if name.startswith(_OWN_LOGIN):
            if person.limited_to is not None:  # their log-in is the broker's, not set up here
                raise PermissionDenied
            return None
        if lacks_second_factor(request, person):
            messages.warning(
                request, _("Your role needs a second step at log-in. Set it up here; then go on.")
            )
            return redirect("mfa_index")
        return None


def to_login(request: HttpRequest) -> HttpResponseBase:
    """To the log-in page and back; a part of a page takes the whole page there."""
    answer = redirect_to_login(request.get_full_path())
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(redirect_to_login("/").url)
    return answer


def begin(request: HttpRequest) -> None:
    """Note when a session began, and where it reaches: a broker vouches for its own place only."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
    request.session[ONLY_HERE] = getattr(request, ONLY_HERE, None)


def lacks_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether a role of theirs asks for a second factor that their log-in has not had."""
    needed = settings.SECOND_FACTOR_ROLES
    if not needed or person.limited_to is not None:
        return False
    if any(r["method"] == "mfa" for r in get_authentication_records(request, person)):
        return False
    if not RoleGrant.objects.in_force().filter(person=person, role__in=needed).exists():
        return False
    return not Authenticator.objects.filter(
        user=person, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).exists()


def _is_over(request: HttpRequest) -> bool:
    now, session = time.time(), request.session
    seen = session.get(SEEN, now)
    if now - seen > settings.IDLE_MINUTES * 60:
        return True
    if now - session.setdefault(BEGAN, now) > settings.SESSION_COOKIE_AGE:
        return True
    if SEEN not in session or now - seen > _SEEN_EVERY:
        session[SEEN] = now
    return False
