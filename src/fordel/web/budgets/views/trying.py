"""What if: levers and what they give at once; scenarios saved, side by side, and used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from fordel.domain.errors import UserError
from fordel.domain.language import Language, plain
from fordel.search.controls import Control, kept, read_controls, taken_up
from fordel.search.levers import NONE
from fordel.search.refusals import NoVariantPossible
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.trying import (
    hand_in,
    make_version,
    put_away,
    save_scenario,
    share_scenario,
)
from fordel.web.budgets.modelling_refusals import FigureNotUnderstood, MoreCriteriaThanChosen
from fordel.web.budgets.models import BudgetYear, CountedData, ModelVersion, Scenario, SealedRun
from fordel.web.budgets.queries.modelling import versions_seen_by
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.queries.seen import sees_as_is
from fordel.web.budgets.queries.trying import (
    Beside,
    Ready,
    answered,
    beside,
    chosen_beside,
    data_of,
    levers_of_scenario,
    proposed,
    ready,
    scenarios_seen_by,
    unrounded,
)
from fordel.web.budgets.queries.years import (
    proposal_in_force,
    publication_of,
    year_seen_by,
    years_seen_by,
)
from fordel.web.components.language import language_of

WRONG = 422
Levers = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """A lever as the page shows it: with what it stands at now."""

    control: Control
    written: str
    is_on: bool
    chosen: tuple[str, ...]
    kind: str
    measure: str
    least: str
    most: str
    by: str
    wrong: bool


@dataclass(frozen=True)
class Place:
    """What is asked about: the year, its data, a model version, the scenario it began from."""

    year: BudgetYear
    data: CountedData
    version: ModelVersion
    origin: Scenario | None


def what_if(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The levers of a model and what every unit would get; saved as a scenario when asked."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    place = _place(request, standing, budget_year)
    if place is None:
        return render(request, "budgets/what_if/none.html", {"year": budget_year})
    if request.method == "POST":
        return _save(request, standing, place)
    return _answer(request, standing, place)


def _place(request: HttpRequest, standing: Standing, year: BudgetYear) -> Place | None:
    """The scenario's own data and version, or the newest data and the version asked for."""
    asked = request.GET if request.method == "GET" else request.POST
    versions = versions_seen_by(standing)
    token, number = asked.get("fra", ""), asked.get("model", "")
    if token:
        origin = get_object_or_404(scenarios_seen_by(standing, year), token=token)
        data = CountedData.objects.defer("content").get(pk=origin.data_id)
        return Place(year, data, versions.get(pk=origin.base_id), origin)
    newest = data_of(year)
    if number:
        chosen = versions.filter(pk=int(number)).first() if number.isdecimal() else None
        if chosen is None:
            raise Http404
    else:
        proposal = proposal_in_force(standing, year)
        own = None if proposal is None else proposal.run.model_version_id
        used = None if own is None else versions.filter(pk=own).first()
        chosen = used or versions.first()
    return None if newest is None or chosen is None else Place(year, newest, chosen, None)


def _answer(request: HttpRequest, standing: Standing, place: Place) -> HttpResponse:
    language = language_of()
    context: dict[str, object] = {
        "year": place.year,
        "version": place.version,
        "versions": versions_seen_by(standing),
        "origin": place.origin,
    }
    try:
        have = ready(place.version, place.data, place.year.year)
    except UserError as error:
        return render(request, "budgets/what_if/what_if.html",
                      {**context, "said": _said(error, language)}, status=WRONG)  # fmt: skip
    levers, wrong = _asked(request, have, place)
    proposal = proposal_in_force(standing, place.year)
    context |= {
        "levers": _shown(have, levers, wrong, language),
        "stored": json.dumps(kept(levers), sort_keys=True),
        "against_proposal": proposal is not None,
        "moved": bool(levers),
    }
    try:
        if wrong:
            raise FigureNotUnderstood(written=next(iter(wrong.values())))
        answer = have.what_if.answer(levers)
        if answer.refused:
            context["refused"] = answer.refused
        else:
            context["answer"] = answered(have, answer, unrounded(proposal))
    except NoVariantPossible:
        context["said"] = MoreCriteriaThanChosen().parts(language)
    except UserError as error:
        context["said"] = _said(error, language)
    part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    template = "budgets/what_if/answer.html" if part else "budgets/what_if/what_if.html"
    # htmx shows only what is answered with 200.
    status = 200 if part or "answer" in context else WRONG
    return render(request, template, context, status=status)


def _asked(request: HttpRequest, have: Ready, place: Place) -> tuple[Levers, dict[str, str]]:
    fields = {name: request.GET.getlist(name) for name in request.GET}
    moves = any("." in name for name in fields)
    if place.origin is not None and not moves:
        return levers_of_scenario(place.origin), {}
    return read_controls(have.controls, fields)


def _shown(have: Ready, levers: Levers, wrong: dict[str, str], language: Language) -> list[Shown]:
    found = []
    for control in have.controls:
        value, is_on, chosen = control.value, control.value is not None, control.chosen
        kind, measure = control.kind, control.measure
        held = levers.get(control.step, {})
        criterion = control.lever.removeprefix("weights.")
        now = held.get(control.lever, held.get("weights", {}).get(criterion))
        if control.shape == "criteria" and now is not None:
            chosen = tuple(now)
        elif isinstance(now, dict):
            kind, measure, value, is_on = now["kind"], now["measure"], now["level"], True
        elif now == NONE:
            is_on = False
        elif now is not None:
            value, is_on = now * control.scale, True
        written = wrong.get(control.name) or _written(value, control, language)
        found.append(
            Shown(control, written, is_on, chosen, kind, measure, plain(control.least),
                  plain(control.most), plain(control.by), control.name in wrong)
        )  # fmt: skip
    return found


def _written(value: Any, control: Control, language: Language) -> str:
    text = plain(value if value is not None else control.most / 2)
    return text.replace(".", ",") if language == "da" else text


def _save(request: HttpRequest, standing: Standing, place: Place) -> HttpResponse:
    try:
        stored = json.loads(request.POST.get("levers", "") or "{}")
    except ValueError:
        stored = {}
    levers: Levers = taken_up(stored) if isinstance(stored, dict) else {}
    scenario = save_scenario(standing, place.year, place.version, place.data,
                             request.POST.get("name", ""), levers)  # fmt: skip
    messages.success(request, _("Saved as “%(name)s”, computed exactly.") % {"name": scenario.name})
    return redirect("budgets:scenarios", code=standing.code, year=place.year.year)


def scenarios(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Scenarios side by side, each exact; shared, put away, made a version, or handed in."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    found = scenarios_seen_by(standing, budget_year)
    if request.method == "POST":
        return _used(request, standing, budget_year)
    asked = request.GET.getlist("vis")
    if asked and not found.filter(token__in=asked).exists():
        raise Http404
    proposal = proposal_in_force(standing, budget_year)
    amounts = proposed(None if proposal is None else told(proposal.run))
    shown = [beside(scenario, amounts, language_of()) for scenario in chosen_beside(found, asked)]
    context = {
        "year": budget_year,
        "scenarios": found,
        "shown": shown,
        "proposal": proposal,
        "announced": publication_of(budget_year),
        "proposal_total": sum(amounts.values()) if amounts else None,
        "as_is": sees_as_is(standing),
        "rows": _rows(shown, amounts, proposal and told(proposal.run).run.allocation.units),
        "links": {one.scenario.pk: _link(request, one.scenario) for one in shown},
    }
    return render(request, "budgets/what_if/scenarios.html", context)


def _rows(shown: list[Beside], amounts: dict[str, Any], units: Any) -> list[dict[str, object]]:
    names = {unit.id: unit.name or unit.id for unit in units or ()}
    keys = dict.fromkeys([*amounts, *(unit for one in shown for unit in one.amounts)])
    rows: list[dict[str, object]] = [
        {
            "key": key,
            "name": names.get(key, key),
            "proposal": amounts.get(key),
            "cells": [(one.amounts.get(key), one.changes.get(key)) for one in shown],
        }
        for key in keys
    ]
    return sorted(rows, key=lambda row: (str(row["name"]).casefold(), str(row["key"])))


def _link(request: HttpRequest, scenario: Scenario) -> str:
    return f"{request.build_absolute_uri(request.path)}?vis={scenario.token}"


def _used(request: HttpRequest, standing: Standing, year: BudgetYear) -> HttpResponse:
    """What a button under a scenario does."""
    action, _sep, token = request.POST.get("do", "").partition(":")
    found = scenarios_seen_by(standing, year)
    back = redirect("budgets:scenarios", code=standing.code, year=year.year)
    scenario = get_object_or_404(found, token=token) if token else None
    if scenario is None:
        return back
    if action in {"share", "unshare"}:
        share_scenario(standing, scenario, shared=action == "share")
    elif action == "away":
        put_away(standing, scenario)
    elif action == "version":
        version = make_version(standing, scenario)
        messages.success(request, _("It is version %(number)d of the model now.")
                         % {"number": version.number})  # fmt: skip
        return redirect("budgets:model", code=standing.code, model=version.model.slug,
                        number=version.number)  # fmt: skip
    elif action == "proposal" and standing.is_any(Role.ANALYST):
        proposal = hand_in(
            standing, scenario, _last_year(standing, year), request.POST.get("reason", "")
        )
        messages.success(request, _("It is draft %(number)d of a proposal now.")
                         % {"number": proposal.number})  # fmt: skip
        return redirect(_proposal_page(standing, year, proposal.number))
    return back


def _last_year(standing: Standing, year: BudgetYear) -> SealedRun | None:
    """The calculation that held the year before."""
    before = years_seen_by(standing).filter(year=year.year - 1).first()
    proposal = None if before is None else proposal_in_force(standing, before)
    return None if proposal is None else proposal.run


def _proposal_page(standing: Standing, year: BudgetYear, number: int) -> str:
    """The page of a proposal where there is one, else the year's."""
    named = {"code": standing.code, "year": year.year}
    for extra in ({"number": number}, {}):
        try:
            return reverse("budgets:proposal", kwargs={**named, **extra})
        except NoReverseMatch:
            continue
    return reverse("budgets:year", kwargs=named)


def _said(error: UserError, language: Language) -> tuple[str, ...]:
    if hasattr(error, "what"):
        return error.parts(language)
    return tuple(error.message(language).splitlines())
