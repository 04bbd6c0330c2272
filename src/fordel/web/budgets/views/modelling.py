"""Building models: the list, the cards, the text, the differences."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.allocation.model.cards import Document, Field, Filled
from fordel.allocation.model.differences import changed_lines, differences
from fordel.allocation.model.document import Model
from fordel.allocation.model.editing import edited
from fordel.allocation.model.loading import load_model, parse_model, parse_yaml
from fordel.allocation.model.wording import document_of, document_text, model_text
from fordel.domain.errors import UserError
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.modelling import (
    next_version,
    replace_draft,
    save_draft,
    start_model,
)
from fordel.web.budgets.forms.modelling import StartModelForm
from fordel.web.budgets.modelling_refusals import (
    ChangedMeanwhile,
    ModelNameTaken,
    VersionIsFrozen,
)
from fordel.web.budgets.models import ModelVersion
from fordel.web.budgets.queries.modelling import (
    Problem,
    fields_of_document,
    kinds_of_steps,
    last_saved_by,
    model_of,
    models_seen_by,
    problem_at,
    shipped,
    step_cards,
    version_seen_by,
    versions_seen_by,
)
from fordel.web.components.language import language_of

CHANGED = 409
WRONG = 422


def models(request: HttpRequest, code: str) -> HttpResponse:
    """The municipality's models and versions, and where a new one can begin."""
    del code
    standing = standing_in(request)
    versions = versions_seen_by(standing)
    form = StartModelForm(request.POST or None, shipped=shipped(), versions=versions)
    status = 200
    if request.method == "POST":
        made = _started(request, form)
        if made is not None:
            return _to(request, made)
        status = WRONG
    seen = models_seen_by(standing)
    return render(request, "budgets/model/models.html", {"models": seen, "form": form},
                  status=status)  # fmt: skip


def _started(request: HttpRequest, form: StartModelForm) -> ModelVersion | None:
    standing = standing_in(request)
    if not form.is_valid():
        return None
    kind, _sep, name = form.cleaned_data["source"].partition(":")
    if kind == "shipped":
        source = load_model(name)
    else:
        source = model_of(versions_seen_by(standing).get(pk=int(name)))
    try:
        return start_model(standing, source, form.cleaned_data["slug"], form.cleaned_data["title"])
    except ModelNameTaken as error:
        form.add_error("slug", " ".join(error.parts(language_of())))
        return None


@dataclass(frozen=True)
class Desk:
    """What is being worked on: a document, what is wrong with it, and the model if it is whole."""

    document: Document
    fields: tuple[Field, ...]
    model: Model | None
    problem: Problem | None
    own: dict[str, str]
    touched: str = ""


def model(request: HttpRequest, code: str, model: str, number: int) -> HttpResponse:
    """A version as cards: checked while it is filled in, saved when the person says so."""
    del code
    version = version_seen_by(standing_in(request), model, number)
    if request.method != "POST":
        whole = model_of(version)
        document = document_of(whole)
        desk = Desk(document, fields_of_document(document, language_of()), whole, None, {})
        return _cards(request, version, desk)
    if request.POST.get("do") == "next":
        return _next(request, version)
    if version.frozen_at is not None:
        raise _frozen(version)
    desk = _filled(request, version)
    if request.POST.get("do") == "save" and desk.model is not None:
        return _save(request, version, desk.model)
    if request.htmx and request.POST.get("do") == "check":  # type: ignore[attr-defined]
        return render(request, "budgets/model/told.html", _context(request, version, desk))
    return _cards(request, version, desk)


def model_text_page(request: HttpRequest, code: str, model: str, number: int) -> HttpResponse:
    """A version as YAML, for those who want it."""
    del code
    version = version_seen_by(standing_in(request), model, number)
    if request.method != "POST":
        return _text(request, version, model_text(model_of(version)), None)
    if version.frozen_at is not None:
        raise _frozen(version)
    text = request.POST.get("text", "")
    try:
        read = parse_model(text, f"{version.model.slug}.yaml")
    except UserError as error:
        return _text(request, version, text, _said(error))
    if request.POST.get("do") == "apart":
        made = next_version(standing_in(request), version, read, note=_("Saved beside another"))
        messages.success(request, _("Your text is saved as a version of its own."))
        return _to(request, made)
    return _save(request, version, read)


def model_differences(request: HttpRequest, code: str, model: str, number: int) -> HttpResponse:
    """What is different from another version, in words and line by line."""
    del code
    standing = standing_in(request)
    version = version_seen_by(standing, model, number)
    others = versions_seen_by(standing).exclude(pk=version.pk)
    asked = request.GET.get("med", "")
    chosen = others.filter(pk=int(asked)).first() if asked.isdecimal() else version.based_on
    other = chosen or others.filter(model=version.model).first()
    found: dict[str, object] = {}
    if other is not None:
        pair = model_of(other), model_of(version)
        found["differences"] = differences(*pair, language_of())
        found["lines"] = _lines(changed_lines(*pair, (str(other), str(version))))
    return render(request, "budgets/model/differences.html",
                  {"version": version, "other": other, "others": others, **found})  # fmt: skip


def _filled(request: HttpRequest, version: ModelVersion) -> Desk:
    """What the form holds, after the change that its button asks for."""
    posted = {name: request.POST.getlist(name) for name in request.POST}
    edit = request.POST.get("do", "")
    kept = _kept(request.POST.get("kept", "")) or document_of(model_of(version))
    if ":" in edit:
        posted = edited(posted, edit)
    filled = Filled(posted, kept)
    language = language_of()
    fields = fields_of_document(filled.document, language)
    own = {path: words.to(language) for path, words in filled.problems.items()}
    whole, problem = None, None
    try:
        whole = parse_model(document_text(filled.document), "model")
    except UserError as error:
        problem = problem_at(error, fields, language)
    if own:
        first = next(iter(own))
        whole, problem = None, Problem((own[first][:1].upper() + own[first][1:] + ".",), first)
    if problem is not None and problem.path:
        own.setdefault(problem.path, problem.words[0])
    return Desk(filled.document, fields, whole, problem, own, _touched(edit, posted))


def _touched(edit: str, posted: dict[str, list[str]]) -> str:
    action, _sep, path = edit.partition(":")
    if action == "step":
        return f"steps.{int((posted.get('steps#') or ['1'])[-1]) - 1}"
    if action in {"up", "down"}:
        held, _dot, last = path.rpartition(".")
        return f"{held}.{int(last) + (1 if action == 'down' else -1)}" if last.isdecimal() else ""
    return path


def _kept(text: str) -> Document:
    document = parse_yaml(text, "model") if text else {}
    return document if isinstance(document, dict) else {}


def _save(request: HttpRequest, version: ModelVersion, whole: Model) -> HttpResponse:
    asked = request.POST.get("revision", "")
    revision = int(asked) if asked.isdecimal() else -1
    save = replace_draft if request.POST.get("keep") else save_draft
    try:
        save(standing_in(request), version, whole, revision)
    except ChangedMeanwhile as error:
        return _both(request, version, whole, error)
    messages.success(request, _("Saved."))
    return _to(request, version)


def _both(
    request: HttpRequest, version: ModelVersion, mine: Model, error: ChangedMeanwhile
) -> HttpResponse:
    """Both texts, for the second of two editors."""
    theirs = model_of(version)
    own = mine.model_copy(update={"model": version.model.slug, "version": version.number})
    context = {
        "version": version,
        "said": error.parts(language_of()),
        "who": last_saved_by(version),
        "differences": differences(theirs, own, language_of()),
        "lines": _lines(changed_lines(theirs, own, (_("the other's"), _("yours")))),
        "theirs": model_text(theirs),
        "mine": model_text(own),
    }
    return render(request, "budgets/model/both.html", context, status=CHANGED)


def _next(request: HttpRequest, version: ModelVersion) -> HttpResponse:
    made = next_version(standing_in(request), version)
    messages.success(request, _("A new version is ready to be changed."))
    return _to(request, made)


def _cards(request: HttpRequest, version: ModelVersion, desk: Desk) -> HttpResponse:
    part = request.htmx and request.method == "POST"  # type: ignore[attr-defined]
    status = WRONG if desk.problem and not part and request.POST.get("do") == "save" else 200
    template = "budgets/model/builder.html" if part else "budgets/model/model.html"
    return render(request, template, _context(request, version, desk), status=status)


def _context(request: HttpRequest, version: ModelVersion, desk: Desk) -> dict[str, object]:
    language = language_of()
    opened = desk.touched or (desk.problem.path if desk.problem else "")
    others = [field for field in desk.fields if field.path != "steps"]
    asked = request.POST.get("revision", "")
    return {
        "version": version,
        "may_change": version.frozen_at is None,
        "cards": step_cards(desk.fields, language, opened),
        "others": [(field, opened.startswith(field.path)) for field in others],
        "kinds": kinds_of_steps(),
        "problem": desk.problem,
        "problems": desk.own,
        "cleared": request.POST.get("shown", ""),
        "kept": document_text({k: desk.document[k] for k in ("model", "version", "tables")
                               if k in desk.document}),
        "revision": asked if asked.isdecimal() else version.revision,
        "parameters": _parameters(desk.document, language),
    }  # fmt: skip


def _parameters(document: Document, language: str) -> list[tuple[str, str]]:
    """The figures that a step may use by name."""
    have = document.get("parameters")
    found = []
    for key, entry in have.items() if isinstance(have, dict) else ():
        label = entry.get("label") if isinstance(entry, dict) else None
        said = label.get(language) if isinstance(label, dict) else None
        found.append((str(key), str(said or key)))
    return found


def _text(
    request: HttpRequest, version: ModelVersion, text: str, said: tuple[str, ...] | None
) -> HttpResponse:
    asked = request.POST.get("revision", "")
    context = {
        "version": version,
        "may_change": version.frozen_at is None,
        "text": text,
        "said": said,
        "revision": asked if asked.isdecimal() else version.revision,
    }
    return render(request, "budgets/model/text.html", context, status=WRONG if said else 200)


def _said(error: UserError) -> tuple[str, ...]:
    language = language_of()
    if hasattr(error, "what"):
        return error.parts(language)
    return tuple(error.message(language).splitlines())


def _lines(lines: list[str]) -> list[tuple[str, str]]:
    """Lines of a difference with what each is: added, taken out, a place, or the same."""
    kinds = {"+": "added", "-": "gone", "@": "place"}
    return [(kinds.get(line[:1], "same"), line) for line in lines[2:]]


def _frozen(version: ModelVersion) -> UserError:
    return VersionIsFrozen(model=version.model.slug, number=version.number)


def _to(request: HttpRequest, version: ModelVersion) -> HttpResponse:
    return redirect("budgets:model", code=standing_in(request).code, model=version.model.slug,
                    number=version.number)  # fmt: skip
