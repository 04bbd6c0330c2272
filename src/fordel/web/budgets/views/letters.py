"""Budget letters: the list, one letter, its PDF, and saying that one has read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.domain.language import Language
from fordel.web.access.models import Role
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.reading import confirm_letter, fetch_letter, open_letter
from fordel.web.budgets.models import Letter
from fordel.web.budgets.queries.letters import (
    how_read,
    letter_list,
    letter_seen_by,
    own_answers,
    reading_of,
)
from fordel.web.budgets.queries.years import year_seen_by
from fordel.web.components.language import language_of


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


def letters(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The letters the person may see."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    return render(
        request,
        "budgets/letters.html",
        {
            "year": budget_year,
            "letters": letter_list(standing, budget_year),
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
