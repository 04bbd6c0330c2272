"""Reports of a project: of a period, the final one, and the form that everybody may read."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.evaluation.reports.blocks import Report
from fordel.evaluation.reports.refusals import NothingRegistered, PeriodNotCollected
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.evaluating import start_publishing
from fordel.web.programmes.models import Report as ReportRow
from fordel.web.programmes.policies.owning import may_read
from fordel.web.programmes.queries.evaluating import evaluating
from fordel.web.programmes.queries.reporting import (
    book,
    newest_published,
    page_html,
    paper,
    period_report,
    published_seen_by,
    publishing_of,
    whole_report,
)
from fordel.web.programmes.queries.rounds import is_to_be_read

_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def data(
    request: HttpRequest, code: str, programme: str, project: str, period: int
) -> HttpResponse:
    """The data report of a period; without figures, that there are none."""
    del code
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    context: dict[str, object] = {"project": one.row, "period": period}
    try:
        report = period_report(one, period, language_of())
    except (NothingRegistered, PeriodNotCollected) as refused:
        context["refused"] = refused.parts(language_of())
    else:
        context["report"] = mark_safe(page_html(report))  # noqa: S308 - the library escapes it
        context["may_read"] = may_read(standing, one.row) and is_to_be_read(one.row, period)
    return render(request, "programmes/evaluation/data_report.html", context)


def data_file(
    request: HttpRequest, code: str, programme: str, project: str, period: int, form: str
) -> HttpResponse:
    """The data report as a PDF or a workbook."""
    del code
    one = evaluating(standing_in(request), programme, project)
    report = period_report(one, period, language_of())
    return _file(report, form, f"datarapport-{project}-{period}")


def final(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """The final report as it would be today, and what was published of it."""
    del code
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    report = whole_report(one, language_of())
    context = {
        "project": one.row,
        "report": mark_safe(page_html(report)),  # noqa: S308 - the library escapes it
        "published": newest_published(standing, programme, project),
        "job": publishing_of(standing, one.row),
    }
    return render(request, "programmes/evaluation/final_report.html", context)


def final_file(
    request: HttpRequest, code: str, programme: str, project: str, form: str
) -> HttpResponse:
    """The final report as a PDF or a workbook, for the municipality's own people."""
    del code
    one = evaluating(standing_in(request), programme, project)
    return _file(whole_report(one, language_of()), form, f"slutrapport-{project}")


@require_POST
def publish(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Let the published form be made and kept."""
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    start_publishing(standing, one.row)
    messages.success(
        request, _("The published form is being made: small figures are hidden first.")
    )
    return redirect("programmes:final_report", code, programme, project)


def published(request: HttpRequest, code: str) -> HttpResponse:
    """Every report that was published, newest first; one for each project."""
    del code
    standing = standing_in(request)
    newest: dict[int | None, ReportRow] = {}
    for row in published_seen_by(standing).defer("content"):
        newest.setdefault(row.project_id, row)
    context = {"reports": list(newest.values())}
    return render(request, "programmes/evaluation/published.html", context)


def public(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """The published form of a final report, as everybody in the municipality may read it.

    With ``?form=pdf`` as a PDF.
    """
    del code
    row = newest_published(standing_in(request), programme, project)
    context: dict[str, object] = {"row": row}
    if row is not None:
        kept = row.content[language_of()]
        if request.GET.get("form") == "pdf":
            name = f"slutrapport-{project}-offentlig"
            return _answer(base64.b64decode(kept["pdf"]), "pdf", name)
        context["report"] = mark_safe(kept["html"])  # noqa: S308 - the library escaped it
    return render(request, "programmes/evaluation/public_report.html", context)


def _file(report: Report, form: str, name: str) -> HttpResponse:
    content = paper(report) if form == "pdf" else book(report)
    return _answer(content, form, name)


def _answer(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
