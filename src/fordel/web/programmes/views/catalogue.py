"""The nine elements, and the guide to them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fordel.costing.pay import shipped_pay
from fordel.domain.errors import UserError
from fordel.interventions.elements import (
    AIM_WORDS,
    CAVEAT,
    GROUP_WORDS,
    Group,
    shipped_catalogue,
)
from fordel.interventions.guide import Advice, advise
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.programmes.forms.guide import GuideForm
from fordel.web.programmes.queries.guiding import (
    begun_words,
    choices_in,
    programmes_to_begin_in,
)
from fordel.web.programmes.views.forms import WRONG


def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """The elements by whom they bring together."""
    del code
    known = shipped_catalogue()
    groups = [
        (
            GROUP_WORDS[group],
            [(one, known.places(one.no)) for one in known.elements if one.group is group],
        )
        for group in Group
    ]
    return render(request, "programmes/catalogue.html", {"groups": groups, "catalogue": known})


def element(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One element: purpose, content, who used it, what it costs, what it goes with."""
    del code
    known = shipped_catalogue()
    found = known.element(number)
    if found is None:
        raise Http404
    context = {
        "element": found,
        "group": GROUP_WORDS[found.group],
        "combines": [known.element(no) for no in found.combines],
        "recommended_by": [known.element(no) for no in known.recommended_by(number)],
        "examples": [(known.programme.project(one.project), one.told) for one in found.examples],
        "costs": known.costs_of(number, shipped_pay()),
        "pay": shipped_pay(),
        "evidence": [(AIM_WORDS[aim], known.evidence(number, aim)) for aim in found.aims],
        "caveat": CAVEAT,
        "source": known.definitions.source,
    }
    return render(request, "programmes/element.html", context)


def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Our situation and our frame: which elements, what they cost here, how certain we are."""
    del code
    known = shipped_catalogue()
    asked = GuideForm.base_fields.keys() & request.GET.keys()  # other words are no questions
    form = GuideForm(known, request.GET if asked else None)
    advice: Advice | None = None
    if asked and form.is_valid():
        try:
            advice = advise(form.situation(), known, shipped_pay())
        except UserError as refused:
            form.add_error(None, " ".join(refused.parts(language_of())))
    names = {one.no: one.name for one in known.elements}
    context: dict[str, object] = {"form": form, "advice": advice, "names": names}
    if advice is not None:
        standing = standing_in(request)
        context |= {
            "suggestions": choices_in(advice),
            "programmes": programmes_to_begin_in(standing),
            "begun": urlencode(begun_words(advice.situation)),
        }
    return render(request, "programmes/guide.html", context, status=WRONG if form.errors else 200)
