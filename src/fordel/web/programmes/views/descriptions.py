"""The intervention description: read, written, compared; and the theory of change in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe

from fordel.interventions.descriptions.completeness import completeness
from fordel.interventions.descriptions.differences import differences as differences_between
from fordel.interventions.descriptions.theory import Theory, proposed_theory
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.describing import (
    begun,
    described,
    with_theory,
    write_description,
)
from fordel.web.programmes.forms.descriptions import DescriptionForm, TheoryForm
from fordel.web.programmes.models import Decision, Project
from fordel.web.programmes.policies.owning import check_may_change, may_change
from fordel.web.programmes.queries.descriptions import (
    Drawn,
    description_of,
    drawn,
    newest_description,
    parts_of_activity,
    sections_of,
)
from fordel.web.programmes.queries.documents import programme_document, project_in
from fordel.web.programmes.queries.rounds import round_of
from fordel.web.programmes.queries.seen import project_seen_by
from fordel.web.programmes.views.forms import WRONG, kept, number_in, page_of


def description(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """A version of the description, the newest unless told, with what it lacks."""
    del code
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    versions = list(row.descriptions.all())
    asked = number_in(request.GET.get("nr", ""))
    context = {"project": row, "mine": may_change(standing, row), "versions": versions}
    if versions:
        shown = versions[0]
        if asked is not None:
            shown = get_object_or_404(row.descriptions, number=asked)
        document = description_of(shown)
        context |= {
            "shown": shown,
            "whole": completeness(document),
            "sections": list(sections_of(document)),
            "activities": [(one, list(parts_of_activity(one))) for one in document.activities],
            **_picture(drawn(document.theory, language_of())),
        }
    return render(request, "programmes/description.html", context)


def edit(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Write the next version."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    check_may_change(standing, row)
    newest = newest_description(row)
    document = project_in(programme_document(row.programme), row)
    number = 0 if newest is None else newest.number
    now = newest or begun(document)
    decision = _decision(request, row)
    initial = {"opened": number, "reason": "" if decision is None else decision.text}
    form = DescriptionForm(document, now, request.POST or None, initial=initial)

    def act() -> None:
        wanted = described(
            document, newest, form.cleaned_data["reason"], form.sections(), form.parts()
        )
        write_description(standing, row, form.opened_at(), wanted, decision)

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:description", code, programme, project)
    return page_of(
        request,
        "programmes/description_edit.html",
        form,
        project=row,
        next_number=number + 1,
        decision=decision,
    )


def differences(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What changed from one version to another: the newest two unless told."""
    del code
    row = project_seen_by(standing_in(request), programme, project)
    versions = list(row.descriptions.all())
    numbers = [version.number for version in versions]
    older = _asked(request, "fra", numbers, 1)
    newer = _asked(request, "til", numbers, 0)
    context: dict[str, object] = {"project": row, "versions": versions}
    by_number = {version.number: version for version in versions}
    if older is not None and newer is not None:
        pair = sorted((older, newer))
        first, second = (description_of(by_number[number]) for number in pair)
        context |= {
            "older": by_number[pair[0]],
            "newer": by_number[pair[1]],
            "differences": differences_between(first, second),
        }
    return render(request, "programmes/differences.html", context)


def theory(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """The theory of change: picture and text for all, boxes and arrows for who changes it."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    newest = newest_description(row)
    whole = programme_document(row.programme)
    document = project_in(whole, row)
    now = newest.theory if newest is not None and newest.theory is not None else Theory()
    mine = may_change(standing, row)
    if not mine:
        if request.method == "POST":
            check_may_change(standing, row)
        context = {"project": row, "is_kept": True, **_picture(drawn(now, language_of()))}
        return render(request, "programmes/theory.html", context)
    if request.GET.get("forslag") and request.method != "POST":
        now = proposed_theory(whole, document, language=language_of())
    number = 0 if newest is None else newest.number
    form = TheoryForm(document, now, request.POST or None, initial={"opened": number})

    def act() -> None:
        wanted = with_theory(document, newest, form.cleaned_data["reason"], form.wanted())
        write_description(standing, row, form.opened_at(), wanted)

    if request.POST.get("do") == "look":
        form.is_valid()
        form.errors.pop("reason", None)
        looked = now if form.errors else form.wanted()
        return _theory(request, row, form, looked)
    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:theory", code, programme, project)
    return _theory(request, row, form, now)


def picture(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """The theory of change that holds, as a picture to put into a letter or a report."""
    del code
    row = project_seen_by(standing_in(request), programme, project)
    return _file(row, _kept(row).svg, "svg", "image/svg+xml")


def told(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """The theory of change that holds, in sentences."""
    del code
    row = project_seen_by(standing_in(request), programme, project)
    lines = "\n".join((row.name, "", *_kept(row).sentences, ""))
    return _file(row, lines, "txt", "text/plain; charset=utf-8")


def _kept(row: Project) -> Drawn:
    newest = newest_description(row)
    found = None if newest is None else drawn(newest.theory, language_of())
    if found is None:
        raise Http404
    return found


def _file(row: Project, content: str, ending: str, kind: str) -> HttpResponse:
    if not content:
        raise Http404
    response = HttpResponse(content, content_type=kind)
    name = f"forandringsteori-{row.key}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _theory(request: HttpRequest, row: Project, form: TheoryForm, now: Theory) -> HttpResponse:
    picture = _picture(drawn(now, language_of()))
    is_look = request.POST.get("do") == "look"
    is_kept = request.method != "POST" and not request.GET.get("forslag")
    about = {"mine": True, "is_look": is_look, "is_kept": is_kept}
    context = {"form": form, "project": row, **about, **picture}
    status = WRONG if request.method == "POST" and (form.errors or not is_look) else 200
    return render(request, "programmes/theory.html", context, status=status)


def _picture(found: Drawn | None) -> dict[str, object]:
    if found is None:
        return {"theory": None}
    # The library draws it from texts that it escapes itself; no markup of a person's is in it.
    return {"theory": found, "svg": mark_safe(found.svg)}  # noqa: S308


def _decision(request: HttpRequest, row: Project) -> Decision | None:
    """The decision that a new version is written by, where a round of the loop leads here."""
    asked = request.GET.get("runde", "")
    if not asked.isdecimal():
        return None
    shown = round_of(row, int(asked))
    due = shown.found is not None and shown.found.is_rewriting_due
    return shown.decision if due else None


def _asked(request: HttpRequest, name: str, numbers: list[int], position: int) -> int | None:
    asked = number_in(request.GET.get(name, ""))
    if asked in numbers:
        return asked
    return numbers[position] if position < len(numbers) else None
