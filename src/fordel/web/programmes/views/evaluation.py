"""Evaluation of a project: how it was carried out, what the figures show, and its effect."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.evaluation.effects.from_registrations import outcomes_in
from fordel.evaluation.effects.telling import (
    answers_table,
    checks_table,
    course_table,
    smallest_table,
)
from fordel.evaluation.implementation.counting import implementation_of
from fordel.evaluation.implementation.figures import ActivityImplementation, ImplementationReport
from fordel.evaluation.telling import (
    ReadableTable,
    change_table,
    development_table,
    implementation_table,
    units_table,
)
from fordel.interventions.indicators import Indicator, Kind
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.evaluating import decide
from fordel.web.programmes.forms.evaluating import VerdictForm
from fordel.web.programmes.models import Verdict
from fordel.web.programmes.policies.owning import may_gather
from fordel.web.programmes.queries.across import tables_across
from fordel.web.programmes.queries.evaluating import (
    Evaluating,
    charts_of,
    effect_of,
    evaluating,
    results_of_registrations,
)
from fordel.web.programmes.queries.evidence import gathered
from fordel.web.programmes.queries.following import FollowedHere, followed_here, panels_of
from fordel.web.programmes.queries.planning import beside_plan, kept_plans
from fordel.web.programmes.queries.reporting import newest_published, periods_with_reports
from fordel.web.programmes.queries.said import decisions_of
from fordel.web.programmes.queries.seen import programme_seen_by
from fordel.web.programmes.views.forms import kept, page_of


@dataclass(frozen=True)
class JudgedActivity:
    """An activity with its figures, the proposal, and every decision, the newest first."""

    found: ActivityImplementation
    table: ReadableTable | None
    decisions: list[Verdict]


def overview(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """The parts of the evaluation, and which periods have a data report."""
    del code
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    context = {
        "project": one.row,
        "periods": periods_with_reports(one),
        "published": newest_published(standing, programme, project),
    }
    return render(request, "programmes/evaluation/overview.html", context)


def implementation(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Activity by activity: what was counted, what the rules propose, what people decided."""
    del code
    one = evaluating(standing_in(request), programme, project)
    report = implementation_of(one.registrations)
    decisions = decisions_of(one.row)
    context = {
        "project": one.row,
        "table": _without_reasons(implementation_table(report, language_of()), report),
        "activities": [_judged(one, found, decisions) for found in report.activities],
    }
    return render(request, "programmes/evaluation/implementation.html", context)


def verdict(
    request: HttpRequest, code: str, programme: str, project: str, activity: str
) -> HttpResponse:
    """Decide how an activity was carried out."""
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    report = implementation_of(one.registrations)
    found = next((known for known in report.activities if known.activity == activity), None)
    if found is None:
        raise Http404
    figures = (found.effect, found.whole)
    form = VerdictForm(gathered(one.row), found.proposal, figures, request.POST or None)

    def act() -> None:
        decided = form.said()
        if decided.shown is found.proposal.outcome:
            form.check_seen(found.name)
        decide(standing, one.row, found, decided)

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:implementation", code, programme, project)
    form.show_anew()
    judged = _judged(one, found, decisions_of(one.row))
    return page_of(
        request, "programmes/evaluation/verdict.html", form, project=one.row, judged=judged
    )


def results(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What changed, and the development of one result, for the project or one unit."""
    del code
    standing = standing_in(request)
    one = evaluating(standing, programme, project)
    report = results_of_registrations(one.registrations)
    chosen = _chosen(one, request.GET.get("vis", ""))
    unit = request.GET.get("enhed", "")
    if unit not in one.names:
        unit = ""
    language = language_of()
    context = {
        "project": one.row,
        "changes": change_table(report, language),
        "developments": development_table(report, language),
        "indicators": _shown_in_order(one),
        "chosen": chosen,
        "units": one.names,
        "unit": unit,
        "charts": charts_of(one, report, chosen.id, unit, language) if chosen else [],
        "panel": _panel(one, chosen, unit),
        "may_follow": may_gather(standing, one.row) and has_colours(one),
        "nothing": not any(cell.value is not None for cell in one.registrations.answers.values()),
    }
    return render(request, "programmes/evaluation/results.html", context)


def effects(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What can be told of the effect on one result, and what cannot, with the reason."""
    del code
    one = evaluating(standing_in(request), programme, project)
    outcomes = outcomes_in(one.registrations)
    asked = request.GET.get("resultat", "")
    chosen = next((known for known in outcomes if known.id == asked), None)
    chosen = chosen or (outcomes[-1] if outcomes else None)
    context: dict[str, object] = {"project": one.row, "outcomes": outcomes, "chosen": chosen}
    if chosen is not None:
        outcome, estimated = effect_of(one, chosen.id)
        plans = kept_plans(one.row, chosen.id)
        report = beside_plan(estimated, plans)
        language = language_of()
        every = (
            answers_table(report, outcome.unit, language),
            course_table(report, language),
            checks_table(report, language),
            smallest_table(report, language),
        )
        tables = [table for table in every if table is not None]
        left_out = [(_name(one, left.unit), left.reason) for left in report.left_out]
        context |= {"report": report, "tables": tables, "left_out": left_out}
        context["planned"] = plans[0] if plans else None
    return render(request, "programmes/evaluation/effects.html", context)


def across(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """A programme's projects beside each other."""
    del code
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    tables = tables_across(standing, row, language_of())
    context = {"programme": row, "tables": tables}
    return render(request, "programmes/evaluation/across.html", context)


def _without_reasons(table: ReadableTable, report: ImplementationReport) -> ReadableTable:
    """The table without the proposals' reasons, which stand with each activity."""
    language = language_of()
    said = {f"{one.name}: {one.proposal.why.to(language)}" for one in report.activities}
    return replace(table, below=tuple(line for line in table.below if line not in said))


def _judged(
    one: Evaluating, found: ActivityImplementation, decisions: list[Verdict]
) -> JudgedActivity:
    own = [row for row in decisions if row.activity and row.activity.key == found.activity]
    table = units_table(found, language_of(), one.names)
    # Its reason stands above it already.
    return JudgedActivity(found, None if table is None else replace(table, below=()), own)


def _shown_in_order(one: Evaluating) -> list[Indicator]:
    """What the sheet asks: ratings and children first, then what was done."""
    chosen = one.registrations.project.indicators
    known = [found for found in one.registrations.programme.indicators if found.id in chosen]
    return sorted(known, key=lambda found: found.kind is Kind.COUNT)


def has_colours(one: Evaluating) -> bool:
    """Whether the project's sheet asks for children in three colours."""
    return any(known.kind is Kind.COLOURS for known in _shown_in_order(one))


def _panel(one: Evaluating, chosen: Indicator | None, unit: str) -> FollowedHere | None:
    """Children followed in the result that is shown, for the project or the unit; None without."""
    panels = panels_of([one.row]).get(one.row.pk, ())
    row = next((row for row in panels if chosen and row.indicator.key == chosen.id), None)
    name = one.names.get(unit, unit)
    return None if row is None else followed_here(row, unit, name, language_of())


def _chosen(one: Evaluating, asked: str) -> Indicator | None:
    """The result that was asked for; without, the last with children in colours."""
    shown = _shown_in_order(one)
    colours = [known for known in shown if known.kind is Kind.COLOURS]
    first = colours[-1] if colours else shown[0] if shown else None
    return next((known for known in shown if known.id == asked), first)


def _name(one: Evaluating, unit: str) -> str:
    part = one.registrations.project.participation(unit)
    return unit if part is None or not part.name else part.name
