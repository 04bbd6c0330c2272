"""What others see: years side by side, municipalities side by side, and the public page."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control

from fordel.allocation.situation import ZERO
from fordel.budget_year.announcing import counts_of_units, model_in_words
from fordel.charts.bars import MUNICIPALITIES, YEARS, Bar, bars
from fordel.domain.language import Language
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.wording import change_sharing
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.queries.seen import (
    SEES_AS_IS,
    municipalities_beside,
    public_publication,
    public_years,
    seen_run,
    years_beside,
)
from fordel.web.budgets.queries.years import sums, year_seen_by
from fordel.web.components.language import language_of
from fordel.web.components.pictures import picture_of
from fordel.web.organisation.models import Municipality

PUBLIC_SECONDS = 600
_SETTINGS = {
    "public": "has_public_page",
    "shared": "shares_with_others",
    "smallest_count": "smallest_count",
    "hides_zero": "hides_zero",
    "rounding_base": "rounding_base",
}
"""The form's fields and the municipality's settings behind them."""


class Sharing(forms.Form):
    """What others may see, and how small figures are protected."""

    public = forms.BooleanField(
        required=False, label=gettext_lazy("Everybody may read our budget without logging in")
    )
    shared = forms.BooleanField(
        required=False,
        label=gettext_lazy("Other municipalities here may see our sums beside theirs"),
    )
    smallest_count = forms.IntegerField(
        min_value=2,
        max_value=50,
        label=gettext_lazy("The smallest number of children that may be known"),
        help_text=gettext_lazy("Smaller numbers are hidden, with all that would give them away."),
    )
    hides_zero = forms.BooleanField(
        required=False, label=gettext_lazy("Nought children is hidden too")
    )
    rounding_base = forms.IntegerField(
        min_value=0,
        max_value=100,
        label=gettext_lazy("Round numbers of children to a multiple of"),
        help_text=gettext_lazy(
            "0: they are not rounded; small ones are hidden instead. Amounts are never rounded."
        ),
    )

    def clean_rounding_base(self) -> int:
        base = int(self.cleaned_data["rounding_base"])
        least = int(self.cleaned_data.get("smallest_count", 0))
        if 0 < base < least:
            raise ValidationError(
                gettext_lazy("A base below the smallest number hides nothing: at least %(least)d."),
                params={"least": least},
            )
        return base


def years(request: HttpRequest, code: str) -> HttpResponse:
    """Every announced year beside the others."""
    del code
    standing, language = standing_in(request), language_of()
    beside = years_beside(standing)
    drawn = [Bar(str(at), beside.per_child(at)) for at in beside.years if beside.weighted[at]]
    chart = None
    if len(drawn) > 1:
        mean = sum(beside.need.values(), ZERO) / sum(beside.weighted.values(), ZERO)
        chart = picture_of(bars(drawn, mean, language, YEARS, as_given=True))
    return render(
        request,
        "budgets/years.html",
        {"beside": beside, "as_is": standing.is_any(*SEES_AS_IS), "chart": chart},
    )


def municipalities(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One's own municipality beside those that share."""
    del code
    standing, language = standing_in(request), language_of()
    budget_year = year_seen_by(standing, year)
    beside = municipalities_beside(standing, year)
    drawn = [Bar(town.name, town.need_per_child) for town in beside if town.need_per_child]
    chart = None
    if len(drawn) > 1:
        children = sum((town.children for town in beside), ZERO)
        mean = sum((town.need for town in beside), ZERO) / children
        chart = picture_of(bars(drawn, mean, language, MUNICIPALITIES))
    return render(
        request,
        "budgets/beside.html",
        {"year": budget_year, "beside": beside, "chart": chart},
    )


def sharing(request: HttpRequest, code: str) -> HttpResponse:
    """The switches of what others may see."""
    standing = standing_in(request)
    town = Municipality.objects.get(pk=standing.municipality_id)
    initial = {name: getattr(town, setting) for name, setting in _SETTINGS.items()}
    form = Sharing(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_sharing(
            standing,
            {setting: form.cleaned_data[name] for name, setting in _SETTINGS.items()},
        )
        messages.success(request, _("What others may see is changed."))
        return redirect("budgets:sharing", code=code)
    address = request.build_absolute_uri(reverse("public", kwargs={"town": code}))
    return render(
        request,
        "budgets/sharing.html",
        {"form": form, "town": town, "address": address},
        status=422 if form.errors else 200,
    )


@cache_control(public=True, max_age=PUBLIC_SECONDS)
def public(request: HttpRequest, town: str, year: int | None = None) -> HttpResponse:
    """A municipality's budget for everybody; there is no such page where it is switched off.

    It is the same for every reader, whoever is logged in, so that it may be kept on the way; its
    language stands in its address.
    """
    language: Language = "en" if request.GET.get("sprog") == "en" else "da"
    publication = public_publication(town, year)
    seen = None if publication is None else seen_run(publication.run, language)
    if publication is None or seen is None:
        raise Http404
    known = told(publication.run)
    said = {
        "public": True,
        "town": publication.budget_year.municipality,
        "shown": publication.budget_year,
        "publication": publication,
        "years": public_years(town),
        "sums": sums(known),
        "model": known.run.model,
        "words": model_in_words(known.run, language),
        "seen": seen,
        "counts": counts_of_units(seen.guarded, language),
    }
    with translation.override(language):
        response = render(request, "budgets/public.html", said)
    response["Content-Language"] = language
    return response
