"""The log, for the auditor."""

from __future__ import annotations

import csv
from itertools import chain

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fordel.web.audit.queries.details import told
from fordel.web.audit.queries.searching import Asked, entries, rows
from fordel.web.audit.queries.words import ACTIONS

_PER_PAGE = 50
_BYTE_ORDER = "\ufeff"
"""By it spreadsheets see that Danish letters are UTF-8."""


class Search(forms.Form):
    """What to look for."""

    words = forms.CharField(label=_("Person or thing"), required=False, max_length=100)
    action = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[("", _("Everything")), *ACTIONS.items()],
    )
    unit = forms.CharField(label=_("Unit, by name or number"), required=False, max_length=100)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def log(request: HttpRequest, code: str) -> HttpResponse:
    """Search the log and read it, newest first."""
    form, asked = _asked(request)
    page = Paginator(entries(code, asked), _PER_PAGE).get_page(request.GET.get("page"))
    said = {"form": form, "page": page, "lines": told(page.object_list)}
    return render(request, "audit/log.html", said)


def export(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """What was searched for as a file, line by line however long it is."""
    _form, asked = _asked(request)
    writer = csv.writer(_Passing(), delimiter=";")
    lines = (writer.writerow(row) for row in rows(entries(code, asked)))
    answer = StreamingHttpResponse(
        chain([_BYTE_ORDER], lines), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="log-{code}.csv"'
    return answer


class _Passing:
    """A file that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def _asked(request: HttpRequest) -> tuple[Search, Asked]:
    form = Search(request.GET or None)
    return form, Asked(**form.cleaned_data) if form.is_valid() else Asked()
