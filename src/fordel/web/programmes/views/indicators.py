"""What a programme's sheets may ask: the list, one more, a change, a new version."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from fordel.interventions.indicators import Kind, Theme
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.programmes.actions.indicators import (
    add_indicator,
    change_indicator,
    new_version,
    remove_indicator,
)
from fordel.web.programmes.forms.indicator import IndicatorForm, VersionForm, indicator_initial
from fordel.web.programmes.forms.setting_up import label_of
from fordel.web.programmes.models import Indicator, Programme
from fordel.web.programmes.queries.indicators import ShownIndicator, answered_in, indicators_of
from fordel.web.programmes.queries.seen import programme_seen_by
from fordel.web.programmes.views.forms import kept, page_of


def indicators(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """Every indicator by theme: how it is answered, who asks it, where it is answered."""
    del code
    row = programme_seen_by(standing_in(request), programme)
    found = indicators_of(row)
    themes = [
        (together[0][0].row.get_theme_display(), together)
        for theme in Theme
        if (together := [(one, label_of(one.row)) for one in found if one.row.theme == theme])
    ]
    return render(request, "programmes/indicators.html", {"programme": row, "themes": themes})


def new(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """One more."""
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    form = IndicatorForm(_counts(row), request.POST or None)
    if request.method == "POST" and kept(
        request, form, lambda: add_indicator(standing, row, form.wanted())
    ):
        return redirect("programmes:indicators", code, programme)
    return page_of(request, "programmes/indicator.html", form, programme=row)


def indicator(request: HttpRequest, code: str, programme: str, indicator: str) -> HttpResponse:
    """Change one, or take it out; what old answers mean stays as it was."""
    standing, row, found = _opened(request, programme, indicator)
    form = IndicatorForm(
        _counts(row, indicator),
        request.POST or None,
        initial=indicator_initial(found.row, row.revision),
        is_answered=bool(found.answered_in),
    )

    def act() -> None:
        if request.POST.get("do") == "remove":
            remove_indicator(standing, row, form.opened_at(), indicator)
        else:
            change_indicator(standing, row, form.opened_at(), indicator, form.wanted())

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:indicators", code, programme)
    return page_of(
        request,
        "programmes/indicator.html",
        form,
        programme=row,
        found=found,
        label=label_of(found.row),
    )


def version(request: HttpRequest, code: str, programme: str, indicator: str) -> HttpResponse:
    """Let it go on in another form from a period."""
    standing, row, found = _opened(request, programme, indicator)
    answered = max(found.answered_in, default=0)
    form = VersionForm(
        [period for period in row.periods.all() if period.no > answered],
        _counts(row, indicator),
        request.POST or None,
        initial=indicator_initial(found.row, row.revision),
    )
    if request.method == "POST" and kept(
        request,
        form,
        lambda: new_version(
            standing,
            row,
            form.opened_at(),
            indicator,
            form.wanted(),
            form.cleaned_data["asked_from"],
        ),
    ):
        return redirect("programmes:indicators", code, programme)
    return page_of(
        request,
        "programmes/indicator_version.html",
        form,
        programme=row,
        found=found,
        label=label_of(found.row),
    )


def _opened(
    request: HttpRequest, programme: str, indicator: str
) -> tuple[Standing, Programme, ShownIndicator]:
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    found = get_object_or_404(row.indicators, key=indicator)
    names = tuple(found.projects.values_list("name", flat=True))
    return standing, row, ShownIndicator(found, names, answered_in(row).get(indicator, ()))


def _counts(row: Programme, itself: str = "") -> list[Indicator]:
    """What participants may be counted of."""
    return list(row.indicators.filter(kind=Kind.COUNT.value).exclude(key=itself))
