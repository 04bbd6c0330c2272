"""Registration: how far the units are, one unit's sheet, and sheets as workbooks."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from fordel.domain.errors import UserError
from fordel.interventions.sheets.answers import Answers
from fordel.registers.refusals.base import FileRefused
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.files.receiving import files_in, receive_sealed
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.fetching import bring_in_workbook, workbook_of
from fordel.web.programmes.actions.noticing import Reminded, remind
from fordel.web.programmes.actions.registering import (
    Looked,
    Written,
    accept_sheet,
    keep_sheet,
    look_at,
    send_back,
    stands_in_the_way,
)
from fordel.web.programmes.forms.sheet import (
    SheetForm,
    answers_in,
    confirmed_in,
    enrolled_in,
    sheet_form,
    with_enrolled,
)
from fordel.web.programmes.models import Registration
from fordel.web.programmes.policies.owning import may_change
from fordel.web.programmes.policies.registering import may_register
from fordel.web.programmes.queries.sheets import (
    OneSheet,
    history_of,
    one_sheet,
    opened_project,
    period_of,
    periods_of,
    stands_of,
)
from fordel.web.programmes.views.forms import WRONG

_REVISION = re.compile(r"[0-9]{1,9}")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheets(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Every period of a project: how far its units are."""
    del code
    standing = standing_in(request)
    opened = opened_project(standing, programme, project)
    context = {"project": opened.row, "periods": periods_of(standing, opened)}
    return render(request, "programmes/sheets.html", context)


def period(request: HttpRequest, code: str, programme: str, project: str, no: int) -> HttpResponse:
    """One period: each unit's standing, what is missing, and what to do about it."""
    del code
    standing = standing_in(request)
    opened = opened_project(standing, programme, project)
    stands = stands_of(standing, opened, period_of(opened, no))
    states = Registration.objects.filter(
        participation__project=opened.row, period=stands.period
    ).values_list("participation__unit_key", "state")
    context = {
        "project": opened.row,
        "stands": stands,
        "mine": may_change(standing, opened.row),
        "states": dict(states),
    }
    return render(request, "programmes/sheets_period.html", context)


@require_POST
def remind_units(
    request: HttpRequest, code: str, programme: str, project: str, no: int
) -> HttpResponse:
    """Remind the leaders of units that have not handed in."""
    standing = standing_in(request)
    opened = opened_project(standing, programme, project)
    stands = stands_of(standing, opened, period_of(opened, no))
    late = [] if stands.overview is None else [u.unit for u in stands.overview.waiting_for]
    reminded = remind(standing, opened.row, stands.period, late)
    count = reminded.leaders
    said = ngettext("%(count)d reminder is sent.", "%(count)d reminders are sent.", count)
    if count:
        messages.success(request, said % {"count": count})
    _say_who_is_missing(request, reminded)
    return redirect("programmes:sheets_period", code, programme, project, no)


def sheet(
    request: HttpRequest, code: str, programme: str, project: str, no: int, part: str
) -> HttpResponse:
    """A unit's sheet: fill it in, hand it in, correct it, see what was written before."""
    standing = standing_in(request)
    one = one_sheet(standing, opened_project(standing, programme, project), no, part)
    if request.method != "POST":
        return _page(request, standing, one, sheet_form(one), _still_to_mend(one))
    one = with_enrolled(one, request.POST)
    written = _written(request, one)
    form = sheet_form(one, request.POST, written.answers)
    if form.enrolled_problem:
        return _page(request, standing, one, form, look_at(one, written.answers))
    try:
        looked = keep_sheet(standing, one, written)
    except UserError as refused:
        looked = look_at(one, written.answers)
        return _page(request, standing, one, form, looked, " ".join(refused.parts(language_of())))
    is_final = written.hand_in or one.is_handed_in
    if stands_in_the_way(looked, written, is_final=is_final):
        return _page(request, standing, one, form, looked)
    messages.success(request, _("The sheet is handed in.") if written.hand_in else _("It is kept."))
    if is_final:
        return redirect("programmes:sheets_period", code, programme, project, no)
    return redirect(request.path)


@require_POST
def check(
    request: HttpRequest, code: str, programme: str, project: str, no: int, part: str
) -> HttpResponse:
    """What is to be said of a sheet while it is typed; keeps nothing."""
    del code
    standing = standing_in(request)
    one = one_sheet(standing, opened_project(standing, programme, project), no, part)
    one = with_enrolled(one, request.POST)
    looked = look_at(one, answers_in(one, request.POST))
    context = {"looked": looked, "one": one, "labels": _labels(one)}
    return render(request, "programmes/sheet_told.html", context)


@require_POST
def take(
    request: HttpRequest, code: str, programme: str, project: str, no: int, part: str
) -> HttpResponse:
    """The project manager takes a sheet, or sends it back."""
    standing = standing_in(request)
    one = one_sheet(standing, opened_project(standing, programme, project), no, part)
    if request.POST.get("do") == "send_back":
        told = send_back(standing, one)
        if told.leaders:
            messages.success(request, _("The sheet is open again, and its leader is told."))
        else:
            messages.success(request, _("The sheet is open again."))
        _say_who_is_missing(request, told)
    else:
        accept_sheet(standing, one)
        messages.success(request, _("The sheet is accepted."))
    return redirect("programmes:sheets_period", code, programme, project, no)


def workbook(
    request: HttpRequest, code: str, programme: str, project: str, no: int, part: str | None = None
) -> HttpResponse:
    """A sheet as a workbook, or one for every unit the person sees."""
    del code
    standing = standing_in(request)
    opened = opened_project(standing, programme, project)
    if part is not None:
        units = [one_sheet(standing, opened, no, part).part.unit_key]
    else:
        stands = stands_of(standing, opened, period_of(opened, no))
        units = (
            [] if stands.overview is None else [u.unit for u in stands.overview.units if u.asked]
        )
    content = workbook_of(opened, no, units, language_of())
    response = HttpResponse(content, content_type=_XLSX)
    name = "-".join(("registrering", opened.row.key, str(no), *([part] if part else [])))
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@csrf_exempt  # only until the file is known to be sealed: the form's token is checked inside
def upload(
    request: HttpRequest, code: str, programme: str, project: str, no: int, part: str | None = None
) -> HttpResponse:
    """Bring in a workbook that was filled in."""
    if request.method == "POST":
        receive_sealed(request)
    return _upload(request, code, programme, project, no, part)


@csrf_protect
def _upload(
    request: HttpRequest, code: str, programme: str, project: str, no: int, part: str | None
) -> HttpResponse:
    standing = standing_in(request)
    opened = opened_project(standing, programme, project)
    context: dict[str, Any] = {"project": opened.row, "period": period_of(opened, no), "part": part}
    if request.method != "POST":
        return render(request, "programmes/sheet_upload.html", context)
    try:
        units = bring_in_workbook(standing, opened, no, files_in(request), part)
    except UserError as refused:
        context["refused"] = refused.parts(language_of())
        if isinstance(refused, FileRefused):
            context["where"] = refused.place(language_of())
        return render(request, "programmes/sheet_upload.html", context, status=WRONG)
    said = _("The answers are brought in. Look them through, and hand in the sheet.")
    messages.success(request, said)
    if len(units) == 1:
        return redirect("programmes:sheet", code, programme, project, no, units[0])
    return redirect("programmes:sheets_period", code, programme, project, no)


def _say_who_is_missing(request: HttpRequest, told: Reminded) -> None:
    """Nobody is to think that a unit was told which has no leader who could be."""
    if told.without:
        said = _(
            "No leader of these units can log in, so nobody is told: %(units)s. Talk to them, or "
            "ask your administrator to invite their leaders under People."
        )
        messages.warning(request, said % {"units": ", ".join(told.without)})


def _written(request: HttpRequest, one: OneSheet) -> Written:
    revision = request.POST.get("revision", "")
    return Written(
        answers=answers_in(one, request.POST),
        revision=int(revision) if _REVISION.fullmatch(revision) else -1,
        hand_in=request.POST.get("do") == "hand_in",
        confirmed=confirmed_in(request.POST),
        reason=request.POST.get("reason", ""),
        enrolled=enrolled_in(request.POST)[0],
    )


def _still_to_mend(one: OneSheet) -> Looked | None:
    """What is to be said of a sheet that somebody began and comes back to."""
    is_begun = one.registration is not None and not one.is_handed_in
    return look_at(one, Answers({})) if is_begun else None


def _labels(one: OneSheet) -> dict[str, str]:
    return {known.key: known.label.to(language_of()) for known in one.sheet.fields}


def _page(
    request: HttpRequest,
    standing: Standing,
    one: OneSheet,
    form: SheetForm,
    looked: Looked | None = None,
    refused: str = "",
) -> HttpResponse:
    context = {
        "project": one.opened.row,
        "one": one,
        "form": form,
        "looked": looked,
        "labels": _labels(one),
        "refused": refused,
        "may_write": may_register(standing, one.part),
        "mine": may_change(standing, one.opened.row),
        "history": history_of(one),
        "asks_to_hand_in": request.POST.get("do") == "hand_in",
    }
    status = WRONG if request.method == "POST" else 200
    return render(request, "programmes/sheet.html", context, status=status)
