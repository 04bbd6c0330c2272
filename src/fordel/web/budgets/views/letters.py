"""Budget letters: the list, one letter, its PDF, and saying that one has read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from fordel.budget_year.announcing import figures_of_unit, model_in_words
from fordel.domain.language import Language
from fordel.web.access.models import Role
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.noticing import remind_unread
from fordel.web.budgets.actions.reading import confirm_letter, fetch_letter, open_letter
from fordel.web.budgets.actions.wording import WORD_FIELDS, change_words
from fordel.web.budgets.models import Letter, LetterWords
from fordel.web.budgets.queries.letters import (
    how_read,
    letter_seen_by,
    letters_with_amounts,
    own_answers,
    reading_of,
    tells_amount,
)
from fordel.web.budgets.queries.protections import guarded
from fordel.web.budgets.queries.years import year_seen_by
from fordel.web.budgets.refusals import NotProtected
from fordel.web.components.language import language_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _area(label: Any) -> forms.CharField:
    return forms.CharField(
        max_length=1000, required=False, label=label, widget=forms.Textarea(attrs={"rows": 3})
    )


class Questions(forms.Form):
    """The three questions of a letter, each with its answers as one choice."""

    def __init__(self, letter: Letter, language: Language, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in letter.questions:
            answers = [(i, said[language]) for i, said in enumerate(question["answers"])]
            self.fields[question["id"]] = forms.TypedChoiceField(
                label=question["text"][language],
                choices=answers,
                coerce=int,
                widget=forms.RadioSelect,
            )


class LetterText(forms.Form):
    """What a year's letters say besides the figures, in both languages."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    purpose_da = _area(gettext_lazy("What the money is for, in Danish"))
    purpose_en = _area(gettext_lazy("What the money is for, in English"))
    requirements_da = _area(gettext_lazy("Which requirements hold, in Danish"))
    requirements_en = _area(gettext_lazy("Which requirements hold, in English"))
    expectations_da = _area(gettext_lazy("What you expect, in Danish"))
    expectations_en = _area(gettext_lazy("What you expect, in English"))
    contact_name = forms.CharField(
        max_length=120, required=False, label=gettext_lazy("Whom to ask")
    )
    contact_phone = forms.CharField(max_length=40, required=False, label=gettext_lazy("Telephone"))
    contact_email = forms.EmailField(required=False, label=gettext_lazy("E-mail"))


def letters(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The letters the person may see."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    listed = letters_with_amounts(standing, budget_year)
    return render(
        request,
        "budgets/letters.html",
        {
            "year": budget_year,
            "letters": listed,
            "hidden": sum(amount is None for _letter, amount in listed),
            "may_remind": Role.ANALYST in standing.roles,
        },
    )


def text(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What the letters say besides the figures; changed before the year is announced."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    kept = LetterWords.objects.filter(budget_year=budget_year).first()
    initial = {name: getattr(kept, name) for name in WORD_FIELDS} if kept else {}
    form = LetterText(
        request.POST if request.method == "POST" else None,
        initial={**initial, "revision": kept.revision if kept else 0},
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        change_words(standing, budget_year, said, said.pop("revision"))
        messages.success(
            request, _("The words are kept. They stand in letters announced from now.")
        )
        return redirect("budgets:letter_text", code=code, year=year)
    return render(
        request,
        "budgets/letter_text.html",
        {"year": budget_year, "form": form, "town": budget_year.municipality},
        status=422 if form.errors else 200,
    )


@require_POST
def remind(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Remind the leaders who have not confirmed."""
    standing = standing_in(request)
    count = remind_unread(standing, year_seen_by(standing, year))
    said = ngettext("%(count)d reminder is sent.", "%(count)d reminders are sent.", count)
    messages.success(request, said % {"count": count})
    return redirect("budgets:letters", code=code, year=year)


def figures(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """The figures behind a letter, as they may be shown to the unit's leader."""
    del code
    standing = standing_in(request)
    found = letter_seen_by(standing, year_seen_by(standing, year), unit)
    seen = guarded(found.publication.run)
    if seen is None:
        raise NotProtected(year=year)
    return render(
        request,
        "budgets/figures.html",
        {
            "year": found.budget_year,
            "letter": found,
            "content": found.content[language_of()],
            "tells": tells_amount(standing, found),
            "grid": figures_of_unit(seen, unit, language_of()),
            "words": model_in_words(seen.run, language_of()),
        },
    )


def letter(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """One unit's letter, as it is read."""
    del code
    standing = standing_in(request)
    found = letter_seen_by(standing, year_seen_by(standing, year), unit)
    open_letter(standing, found)
    return render(
        request,
        "budgets/letter.html",
        {
            "year": found.budget_year,
            "letter": found,
            "content": found.content[language_of()],
            "tells": tells_amount(standing, found),
            "reading": reading_of(standing, found),
            "may_confirm": Role.UNIT_LEADER in standing.roles
            and found.unit_id in standing.unit_ids,
        },
    )


def pdf(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """The letter as a file."""
    del code
    standing = standing_in(request)
    found = letter_seen_by(standing, year_seen_by(standing, year), unit)
    content = fetch_letter(standing, found, language_of())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="budgetbrev-{year}.pdf"'
    return response


def workbook(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """The letter as a workbook."""
    del code
    standing = standing_in(request)
    found = letter_seen_by(standing, year_seen_by(standing, year), unit)
    response = HttpResponse(
        fetch_letter(standing, found, language_of(), "xlsx"), content_type=_XLSX
    )
    response["Content-Disposition"] = f'attachment; filename="budgetbrev-{year}.xlsx"'
    return response


def confirm(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Three questions, then: I have read it. Afterwards what one answered, and what is right."""
    standing = standing_in(request)
    found = letter_seen_by(standing, year_seen_by(standing, year), unit)
    form = Questions(found, language_of(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirm_letter(standing, found, form.cleaned_data)
        return redirect("budgets:letter_confirm", code=code, year=year, unit=unit)
    reading = reading_of(standing, found)
    return render(
        request,
        "budgets/confirm.html",
        {
            "year": found.budget_year,
            "letter": found,
            "form": form,
            "reading": reading,
            "answers": own_answers(found, language_of()) if reading else [],
        },
        status=422 if form.errors else 200,
    )


def readings(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """How many letters were read and understood; never by whom not."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    return render(
        request,
        "budgets/readings.html",
        {
            "year": budget_year,
            "how_read": how_read(standing, budget_year),
        },
    )
