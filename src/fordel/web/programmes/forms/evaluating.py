"""Forms of the evaluation: decisions on activities and on results."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.results.verdicts import RESULT_OUTCOME_WORDS, ResultOutcome
from fordel.evaluation.verdicts import OUTCOME_WORDS, Outcome
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.evaluating import Decided
from fordel.web.programmes.forms.citing import CitingForm
from fordel.web.programmes.queries.evidence import Gathered

_ROWS = 4
_LONGEST = 4000


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": _ROWS}),
        help_text=_("Needed where you decide something else than is proposed. Write no names."),
    )


class VerdictForm(CitingForm):
    """What an evaluator decides of an activity; ``shown`` is what the page said was proposed."""

    shown = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Outcome], widget=forms.HiddenInput
    )
    decided = forms.ChoiceField(
        label=_("How was the activity carried out?"), widget=forms.RadioSelect
    )
    why = _why()
    field_order = ("shown", "decided", "why", "cited")

    def __init__(self, gathered: Gathered, *args: Any, **kwargs: Any) -> None:
        super().__init__(gathered, *args, **kwargs)
        decided = self.fields["decided"]
        assert isinstance(decided, forms.ChoiceField)
        decided.choices = [(one.value, OUTCOME_WORDS[one].to(language_of())) for one in Outcome]

    def said(self) -> Decided[Outcome]:
        """What was decided."""
        given = self.cleaned_data
        shown, decided = Outcome(given["shown"]), Outcome(given["decided"])
        return Decided(shown, decided, given["why"], self.resting_on())


class ResultVerdictForm(CitingForm):
    """What an evaluator decides of a result; ``shown`` is what the page said was proposed."""

    shown = forms.ChoiceField(
        choices=[(one.value, one.value) for one in ResultOutcome], widget=forms.HiddenInput
    )
    decided = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect)
    why = _why()
    field_order = ("shown", "decided", "why", "cited")

    def __init__(self, gathered: Gathered, *args: Any, **kwargs: Any) -> None:
        super().__init__(gathered, *args, **kwargs)
        decided = self.fields["decided"]
        assert isinstance(decided, forms.ChoiceField)
        decided.choices = [
            (one.value, words.to(language_of())) for one, words in RESULT_OUTCOME_WORDS.items()
        ]

    def said(self) -> Decided[ResultOutcome]:
        """What was decided."""
        given = self.cleaned_data
        shown, decided = ResultOutcome(given["shown"]), ResultOutcome(given["decided"])
        return Decided(shown, decided, given["why"], self.resting_on())
