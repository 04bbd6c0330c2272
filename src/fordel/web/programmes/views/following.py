"""Following children by pseudonym: the page a panel is brought in on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from fordel.domain.errors import UserError
from fordel.evaluation.panels.columns import COLUMN_WORDS
from fordel.evaluation.panels.documents import counts_from
from fordel.interventions.indicators import Kind
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.report import RefusedFiles
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.files.receiving import files_in, receive_sealed
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.following import LARGEST_MB, Said, bring_in_panel
from fordel.web.programmes.forms.panel import PanelForm
from fordel.web.programmes.policies.owning import check_may_gather
from fordel.web.programmes.queries.documents import programme_with, registrations_document
from fordel.web.programmes.queries.following import history_of_panels
from fordel.web.programmes.queries.seen import project_seen_by
from fordel.web.programmes.views.forms import WRONG


@csrf_exempt  # only until the file is known to be sealed: the form's token is checked inside
def panel(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Bring in a panel; the file is read and not kept."""
    if request.method == "POST":
        receive_sealed(request)
    return _panel(request, code, programme, project)


@csrf_protect
def _panel(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    check_may_gather(standing, row)
    indicators = list(row.indicators.filter(kind=Kind.COLOURS.value).order_by("order"))
    document = registrations_document(programme_with(row), row)
    initial = {"indicator": request.GET.get("vis", "")}
    form = PanelForm(indicators, request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "project": row,
        "form": form,
        "indicators": indicators,
        "columns": COLUMN_WORDS,
        "limit": LARGEST_MB,
        "units": document.project.units,
        "periods": [one.no for one in document.programme.periods if one.collected],
    }
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = Said(given["source"], given["reason"])
        try:
            kept = bring_in_panel(standing, row, given["indicator"], files_in(request), said)
        except UserError as refused:
            context["refused"] = _lines(refused)
        else:
            told = _("The children are counted, and the file is gone.")
            messages.success(request, told)
            where = reverse("programmes:results", args=(code, programme, project))
            return redirect(f"{where}?vis={kept.indicator.key}#followed")
    context["history"] = [(one, counts_from(one.counts)) for one in history_of_panels(row)]
    status = WRONG if request.method == "POST" else 200
    return render(request, "programmes/panel.html", context, status=status)


def _lines(refused: UserError) -> list[str]:
    """A refusal in sentences: each problem of a file by itself, or what, why and what next."""
    language = language_of()
    if isinstance(refused, RefusedFiles):
        return list(refused.report.lines(language))
    if isinstance(refused, FileRefused):
        return [refused.message(language)]
    return list(refused.parts(language))
