"""The loop: data report, reflection, decision, new version of the description."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.evaluation.loop.rounds import (
    DECISION_WORDS,
    STAGE_WORDS,
    Decision,
    Stage,
    can_follow,
    questions,
)
from fordel.web.access.queries.requests import standing_in
from fordel.web.programmes.actions.looping import keep_decision, keep_reading, keep_reflection
from fordel.web.programmes.forms.rounds import DecisionForm, ReflectionForm
from fordel.web.programmes.policies.owning import check_may_change, may_change, may_read
from fordel.web.programmes.queries.rounds import ShownRound, is_to_be_read, round_of, rounds_of
from fordel.web.programmes.queries.seen import project_seen_by
from fordel.web.programmes.views.forms import WRONG, kept


def rounds(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Every period's round: how far it is."""
    del code
    row = project_seen_by(standing_in(request), programme, project)
    shown = [(one, _steps(one)) for one in rounds_of(row)]
    return render(request, "programmes/rounds.html", {"project": row, "rounds": shown})


def round_(request: HttpRequest, code: str, programme: str, project: str, no: int) -> HttpResponse:
    """One round: its steps, what was said and decided, and the next step for who may take it."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    shown = round_of(row, no)
    does = request.POST.get("do", "")
    if request.method == "POST":
        check_may_change(standing, row)
    reflection = ReflectionForm(request.POST if does == "reflect" else None)
    decision = DecisionForm(request.POST if does == "decide" else None)
    if does == "reflect":
        is_kept = kept(
            request,
            reflection,
            lambda: keep_reflection(standing, row, no, reflection.cleaned_data),
        )
    else:
        is_kept = does == "decide" and kept(
            request,
            decision,
            lambda: keep_decision(
                standing, row, no, decision.choice(), decision.cleaned_data["why"]
            ),
        )
    if is_kept:
        return redirect("programmes:round", code, programme, project, no)
    context = {
        "mine": may_change(standing, row),
        "may_read": shown.found is not None
        and may_read(standing, row)
        and is_to_be_read(row, no)
        and can_follow(shown.found, Stage.READ),
    }
    return _page(request, row, shown, reflection, decision, context)


@require_POST
def read(request: HttpRequest, code: str, programme: str, project: str, no: int) -> HttpResponse:
    """Say that the data report is read and discussed."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    keep_reading(standing, row, no)
    messages.success(request, _("It is kept that you have read and discussed the report."))
    return redirect("programmes:round", code, programme, project, no)


def _page(
    request: HttpRequest,
    row: object,
    shown: ShownRound,
    reflection: ReflectionForm,
    decision: DecisionForm,
    rights: dict[str, bool],
) -> HttpResponse:
    found, mine = shown.found, rights["mine"]
    asked = [(question.text, question.id) for question in questions()]
    context = {
        "project": row,
        "round": shown,
        "steps": _steps(shown),
        **rights,
        "told": [
            (said, [(text, said.answers.get(name, "")) for text, name in asked])
            for said in shown.reflections
        ],
        "decided": None
        if shown.decision is None
        else DECISION_WORDS[Decision(shown.decision.decided)],
        "reflection": reflection
        if found is not None and mine and can_follow(found, Stage.REFLECTED)
        else None,
        "decision": decision
        if found is not None and mine and can_follow(found, Stage.DECIDED)
        else None,
        "rewriting": found is not None and found.is_rewriting_due,
    }
    status = WRONG if request.method == "POST" else 200
    return render(request, "programmes/round.html", context, status=status)


def _steps(shown: ShownRound) -> list[tuple[object, bool]]:
    return [(STAGE_WORDS[stage], reached) for stage, reached in shown.steps]
