"""The log, for the auditor."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fordel.web.audit.queries.searching import Asked, entries
from fordel.web.audit.queries.words import ACTIONS, ROLES, THINGS

_PER_PAGE = 50


class Search(forms.Form):
    """What to look for."""

    words = forms.CharField(label=_("Person, unit or thing"), required=False, max_length=100)
    action = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[("", _("Everything")), *ACTIONS.items()],
    )
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def log(request: HttpRequest, code: str) -> HttpResponse:
    """Search the log and read it, newest first."""
    form = Search(request.GET or None)
    asked = Asked(**form.cleaned_data) if form.is_valid() else Asked()
    page = Paginator(entries(code, asked), _PER_PAGE).get_page(request.GET.get("page"))
    said = {"form": form, "page": page, "actions": ACTIONS, "roles": ROLES, "things": THINGS}
    return render(request, "audit/log.html", said)
