"""What decisions and judgements have in common: they cite notes and answers on other factors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.evidence.notes import ROLE_WORDS
from fordel.web.components.language import language_of
from fordel.web.programmes.queries.evidence import Cited, Gathered, cited_in

_EXCERPT = 80


class CitingForm(forms.Form):
    """A form with the project's evidence to choose from; without any it does not ask."""

    cited = forms.MultipleChoiceField(
        label=_("What it rests on, beside the figures"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Notes of interviews and observations, and answers on other factors."),
    )

    def __init__(self, gathered: Gathered, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gathered = gathered
        cited = self.fields["cited"]
        assert isinstance(cited, forms.MultipleChoiceField)
        cited.choices = [*_notes(gathered), *_answers(gathered)]
        if not cited.choices:
            del self.fields["cited"]

    def resting_on(self) -> Cited:
        """What is cited."""
        return cited_in(self._gathered, self.cleaned_data.get("cited", []))


def _notes(gathered: Gathered) -> list[tuple[str, str]]:
    language = language_of()
    return [
        (one.id, f"{one.id} · {ROLE_WORDS[one.role].to(language)}: {_short(one.text)}")
        for one in gathered.evidence.notes
    ]


def _answers(gathered: Gathered) -> list[tuple[str, str]]:
    return [(one.id, f"{one.id} · {one.factor}") for one in gathered.evidence.answers]


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()} …"
