"""Forms of the loop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.loop.rounds import DECISION_WORDS, Decision, questions
from fordel.web.components.language import language_of
from fordel.web.programmes.forms.fields import check_says_why

_LONGEST = 4000


class ReflectionForm(forms.Form):
    """The three questions of a data report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions():
            self.fields[question.id] = forms.CharField(
                label=question.text.to(language_of()),
                max_length=_LONGEST,
                widget=forms.Textarea(attrs={"rows": 4}),
            )


class DecisionForm(forms.Form):
    """What is decided, and why."""

    decided = forms.ChoiceField(label=_("What is decided"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        max_length=_LONGEST,
        validators=[check_says_why],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decided"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.value, words.to(language_of())) for one, words in DECISION_WORDS.items()
        ]

    def choice(self) -> Decision:
        """What was chosen."""
        return Decision(self.cleaned_data["decided"])
