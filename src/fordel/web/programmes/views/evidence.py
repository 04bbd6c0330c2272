"""What was told beside the figures: notes of group interviews, and other factors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.evaluation.evidence.factors import overview
from fordel.evaluation.evidence.notes import ROLE_WORDS
from fordel.web.access.queries.requests import standing_in
from fordel.web.programmes.actions.gathering import keep_factor, keep_note
from fordel.web.programmes.forms.evidence import FactorForm, NoteForm
from fordel.web.programmes.policies.owning import check_may_gather, may_gather
from fordel.web.programmes.queries.evidence import gathered
from fordel.web.programmes.queries.seen import project_seen_by
from fordel.web.programmes.views.forms import kept, page_of


def evidence(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Everything that was told, with what it is cited as."""
    del code
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    found = gathered(row)
    notes = [(note, found.notes[note.id], ROLE_WORDS[note.role]) for note in found.evidence.notes]
    context = {
        "project": row,
        "mine": may_gather(standing, row),
        "notes": notes,
        "factors": overview(found.evidence.answers),
    }
    return render(request, "programmes/evidence.html", context)


def note(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Write down what a group said."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    check_may_gather(standing, row)
    form = NoteForm(row.activities.all(), request.POST or None)
    if request.method == "POST" and kept(
        request, form, lambda: keep_note(standing, row, form.wanted())
    ):
        return redirect("programmes:evidence", code, programme, project)
    return page_of(request, "programmes/evidence_note.html", form, project=row)


def factor(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """One answer on what else may lie behind the figures."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    check_may_gather(standing, row)
    form = FactorForm(request.POST or None)
    if request.method == "POST" and kept(
        request, form, lambda: keep_factor(standing, row, form.wanted())
    ):
        return redirect("programmes:evidence", code, programme, project)
    known = list(row.factor_answers.order_by("factor").values_list("factor", flat=True).distinct())
    return page_of(request, "programmes/evidence_factor.html", form, project=row, known=known)
