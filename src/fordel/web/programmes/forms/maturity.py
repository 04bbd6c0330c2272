"""The form of a judgement of maturity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.evidence.notes import ROLE_WORDS
from fordel.evaluation.maturity.criteria import MATURITY_WORDS, MaturityOutcome
from fordel.web.components.language import language_of
from fordel.web.programmes.models import Evidence, FactorAnswer
from fordel.web.programmes.queries.evidence import Gathered

_LONGEST = 4000


class JudgementForm(forms.Form):
    """How far it came, why, and what the judgement rests on."""

    outcome = forms.ChoiceField(label=_("Your judgement"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    cited = forms.MultipleChoiceField(
        label=_("What it rests on, beside the figures"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, gathered: Gathered, *args: Any, of_activity: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gathered = gathered
        outcome, cited = self.fields["outcome"], self.fields["cited"]
        assert isinstance(outcome, forms.ChoiceField)
        assert isinstance(cited, forms.MultipleChoiceField)
        language = language_of()
        outcome.choices = [
            (one.value, words.to(language))
            for one, words in MATURITY_WORDS.items()
            if of_activity or one is not MaturityOutcome.LEFT_OUT
        ]
        cited.choices = [
            *(
                (one.id, f"{one.id} · {ROLE_WORDS[one.role].to(language)}: {one.source}")
                for one in gathered.evidence.notes
            ),
            *((one.id, f"{one.id} · {one.factor}") for one in gathered.evidence.answers),
        ]
        if not cited.choices:
            del self.fields["cited"]

    def wanted(self) -> MaturityOutcome:
        """What was chosen."""
        return MaturityOutcome(self.cleaned_data["outcome"])

    def notes(self) -> list[Evidence]:
        """The notes that are cited."""
        return [row for name, row in self._gathered.notes.items() if name in self._cited()]

    def factors(self) -> list[FactorAnswer]:
        """The answers that are cited."""
        return [row for name, row in self._gathered.answers.items() if name in self._cited()]

    def _cited(self) -> list[str]:
        found: list[str] = self.cleaned_data.get("cited", [])
        return found
