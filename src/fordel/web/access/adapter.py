"""How log-in behaves here."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NobodySignsUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Log-ins are given by an administrator or by the municipality's broker, never taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False
