"""Forms of the evaluation: decisions on activities and on results."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.results.verdicts import (
    ResultOutcome,
    ResultProposal,
)
from fordel.evaluation.verdicts import Outcome, Proposal
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.evaluating import Decided
from fordel.web.programmes.forms.citing import CitingForm
from fordel.web.programmes.forms.fields import check_says_why
from fordel.web.programmes.queries.evidence import Gathered
from fordel.web.programmes.refusals.evaluating import FiguresChanged

_ROWS = 4
_LONGEST = 4000
_MARK = 16


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why"),
        required=False,
        max_length=_LONGEST,
        validators=[check_says_why],
        widget=forms.Textarea(attrs={"rows": _ROWS}),
        help_text=_("Needed where you decide something else than is proposed. Write no names."),
    )


class DecidingForm(CitingForm):
    """A decision on what the page showed.

    ``shown`` is what it said was proposed, ``seen`` a mark of the figures it told with it, which
    are ``figures`` now.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        gathered: Gathered,
        proposal: Proposal | ResultProposal,
        figures: object,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        mark = hashlib.sha256(repr((proposal, figures)).encode()).hexdigest()[:_MARK]
        self._now = {"shown": proposal.outcome.value, "seen": mark}
        initial = {**self._now, "decided": proposal.outcome.value}
        super().__init__(gathered, *args, initial=initial, **kwargs)

    def check_seen(self, name: str) -> None:
        """Refuse where the figures are others than those the page told.

        Raises
        ------
        FiguresChanged : of the activity or result of that name.
        """
        seen = self.cleaned_data["seen"]
        if seen and seen != self._now["seen"]:
            raise FiguresChanged(subject=name)

    def show_anew(self) -> None:
        """Let what is sent next be held against what the page shows now."""
        if isinstance(self.data, QueryDict):
            sent = self.data.copy()
            for name, value in self._now.items():
                sent[self.add_prefix(name)] = value
            self.data = sent


class VerdictForm(DecidingForm):
    """What an evaluator decides of an activity."""

    shown = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Outcome], widget=forms.HiddenInput
    )
    decided = forms.ChoiceField(
        label=_("How was the activity carried out?"), widget=forms.RadioSelect
    )
    why = _why()
    field_order = ("shown", "seen", "decided", "why", "cited")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = self.fields["decided"]
        assert isinstance(decided, forms.ChoiceField)
        decided.choices = [(one.value, one.words.to(language_of())) for one in Outcome]

    def said(self) -> Decided[Outcome]:
        """What was decided."""
        given = self.cleaned_data
        shown, decided = Outcome(given["shown"]), Outcome(given["decided"])
        return Decided(shown, decided, given["why"], self.resting_on())


class ResultVerdictForm(DecidingForm):
    """What an evaluator decides of a result."""

    shown = forms.ChoiceField(
        choices=[(one.value, one.value) for one in ResultOutcome], widget=forms.HiddenInput
    )
    decided = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect)
    why = _why()
    field_order = ("shown", "seen", "decided", "why", "cited")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = self.fields["decided"]
        assert isinstance(decided, forms.ChoiceField)
        decided.choices = [(one.value, one.words.to(language_of())) for one in ResultOutcome]

    def said(self) -> Decided[ResultOutcome]:
        """What was decided."""
        given = self.cleaned_data
        shown, decided = ResultOutcome(given["shown"]), ResultOutcome(given["decided"])
        return Decided(shown, decided, given["why"], self.resting_on())
