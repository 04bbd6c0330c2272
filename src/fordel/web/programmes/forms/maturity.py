"""The form of a judgement of maturity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.maturity.criteria import MATURITY_WORDS, MaturityOutcome
from fordel.web.components.language import language_of
from fordel.web.programmes.forms.citing import CitingForm
from fordel.web.programmes.forms.fields import check_says_why
from fordel.web.programmes.queries.evidence import Gathered

_LONGEST = 4000


class JudgementForm(CitingForm):
    """How far it came, why, and what the judgement rests on."""

    outcome = forms.ChoiceField(label=_("Your judgement"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        max_length=_LONGEST,
        validators=[check_says_why],
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("outcome", "why", "cited")

    def __init__(self, gathered: Gathered, *args: Any, of_activity: bool, **kwargs: Any) -> None:
        super().__init__(gathered, *args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [
            (one.value, words.to(language_of()))
            for one, words in MATURITY_WORDS.items()
            if of_activity or one is not MaturityOutcome.LEFT_OUT
        ]

    def wanted(self) -> MaturityOutcome:
        """What was chosen."""
        return MaturityOutcome(self.cleaned_data["outcome"])
