"""What pages with a form have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.domain.errors import UserError
from fordel.web.components.language import language_of

WRONG = 422
_LONGEST_NUMBER = 9


def number_in(text: str) -> int | None:
    """A whole number that somebody asks for in an address; None where there is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def kept(request: HttpRequest, form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a form asks for; a refusal stands on the form, and False comes back."""
    if not form.is_valid():
        return False
    try:
        act()
    except UserError as refused:
        form.add_error(None, " ".join(refused.parts(language_of())))
        return False
    messages.success(request, _("It is kept."))
    return True


def page_of(request: HttpRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    """A page with its form; what was sent and not kept is answered as such."""
    status = WRONG if request.method == "POST" else 200
    return render(request, template, {"form": form, **more}, status=status)
