"""How far projects have come: proposed by rule, judged by people."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.evaluation.maturity.criteria import Criterion
from fordel.web.access.queries.requests import standing_in
from fordel.web.programmes.actions.maturing import Said, keep_judgement
from fordel.web.programmes.forms.maturity import JudgementForm
from fordel.web.programmes.queries.evidence import gathered
from fordel.web.programmes.queries.maturity import maturity_of_projects
from fordel.web.programmes.queries.seen import (
    programme_seen_by,
    project_seen_by,
    projects_seen_by,
)
from fordel.web.programmes.views.forms import kept, page_of


def programme(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """All projects of a programme beside each other."""
    del code
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    rows = list(projects_seen_by(standing).filter(programme=row))
    found = maturity_of_projects(row, rows, standing.municipality_id)
    context = {"programme": row, "projects": found, "criteria": list(Criterion)}
    return render(request, "programmes/maturity_programme.html", context)


def project(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """A project and each of its activities: criteria with their evidence, and judgements."""
    del code
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    found = maturity_of_projects(row.programme, [row], standing.municipality_id)[0]
    return render(request, "programmes/maturity.html", {"project": row, "found": found})


def judge(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Judge the project, or with a key one of its activities."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    found = maturity_of_projects(row.programme, [row], standing.municipality_id)[0]
    activity = request.GET.get("aktivitet", "")
    subject = found.subject(activity)
    if subject is None:
        raise Http404
    form = JudgementForm(gathered(row), request.POST or None, of_activity=bool(activity))

    def act() -> None:
        why = form.cleaned_data["why"]
        said = Said(form.wanted(), why, form.resting_on())
        keep_judgement(standing, row, subject, said)

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:maturity", code, programme, project)
    return page_of(request, "programmes/judge.html", form, project=row, subject=subject)
