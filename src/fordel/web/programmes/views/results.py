"""What came of a project's results: proposed by rule, decided by people; and what was planned."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fordel.evaluation.effects.from_registrations import outcomes_in
from fordel.evaluation.effects.telling_plan import half_sentences, sentences
from fordel.evaluation.results.grounds import TWO_GROUNDS, grounds_of
from fordel.evaluation.results.verdicts import JudgedResult, level_of_results
from fordel.interventions.indicators import THEME_WORDS
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.evaluating import decide_result
from fordel.web.programmes.actions.planning import keep_effect_plan
from fordel.web.programmes.forms.effect_plan import EffectPlanForm
from fordel.web.programmes.forms.evaluating import ResultVerdictForm
from fordel.web.programmes.policies.owning import check_may_gather, may_gather
from fordel.web.programmes.queries.evaluating import evaluating
from fordel.web.programmes.queries.evidence import gathered
from fordel.web.programmes.queries.planning import plan_shown
from fordel.web.programmes.queries.results import judged_in
from fordel.web.programmes.views.forms import kept, page_of


@dataclass(frozen=True)
class ShownTheme:
    """A theme in words, with its results."""

    words: str
    results: tuple[JudgedResult, ...]


def verdicts(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Result by result: which way it went, who says so, and why."""
    del code
    one = evaluating(standing_in(request), programme, project)
    judged = judged_in(one)
    themes = [
        ShownTheme(
            THEME_WORDS[theme].to(language_of()).capitalize(),
            tuple(result for result in judged if result.proposal.theme is theme),
        )
        for theme in dict.fromkeys(result.proposal.theme for result in judged)
    ]
    level = level_of_results(judged)
    context = {
        "project": one.row,
        "themes": themes,
        "level": level,
        "grounds": grounds_of(level, judged),
        "two_grounds": TWO_GROUNDS,
    }
    return render(request, "programmes/evaluation/result_verdicts.html", context)


def verdict(
    request: HttpRequest, code: str, programme: str, project: str, indicator: str
) -> HttpResponse:
    """Decide which way a result went."""
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    found = next((j for j in judged_in(one) if j.proposal.indicator == indicator), None)
    if found is None:
        raise Http404
    told = found.proposal.why
    form = ResultVerdictForm(gathered(one.row), found.proposal, told, request.POST or None)

    def act() -> None:
        decided = form.said()
        if decided.shown is found.proposal.outcome:
            form.check_seen(found.proposal.label.to(language_of()))
        decide_result(standing, one.row, found.proposal, decided)

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:result_verdicts", code, programme, project)
    form.show_anew()
    return page_of(
        request, "programmes/evaluation/result_verdict.html", form, project=one.row, judged=found
    )


def plan(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What is expected of an effect, and the smallest one that could be seen."""
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    outcomes = outcomes_in(one.registrations)
    asked = request.GET.get("resultat", "")
    chosen = next((known for known in outcomes if known.id == asked), None)
    chosen = chosen or (outcomes[-1] if outcomes else None)
    if request.method == "POST":
        check_may_gather(standing, one.row)
    if chosen is None:
        return render(
            request, "programmes/evaluation/effect_plan.html", {"project": one.row, "chosen": None}
        )
    shown, indicator = plan_shown(one, chosen.id), chosen.id
    form = EffectPlanForm(shown.answer.planned, request.POST or None)
    if request.method == "POST" and kept(
        request, form, lambda: keep_effect_plan(standing, one.row, indicator, form.wanted())
    ):
        where = reverse("programmes:effect_plan", args=(code, programme, project))
        return redirect(f"{where}?resultat={indicator}")
    return page_of(
        request,
        "programmes/evaluation/effect_plan.html",
        form,
        project=one.row,
        outcomes=outcomes,
        chosen=chosen,
        shown=shown,
        guessed=[str(form.fields[name].label) for name in form.fields if name in shown.guessed],
        told=sentences(shown.answer, language_of()),
        half=half_sentences(shown.answer, language_of()),
        mine=may_gather(standing, one.row),
    )
