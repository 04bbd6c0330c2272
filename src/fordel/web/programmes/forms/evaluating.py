"""Forms of the evaluation: a decision on how an activity was carried out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.evidence.notes import ROLE_WORDS, RoleGroup
from fordel.evaluation.verdicts import OUTCOME_WORDS, Outcome
from fordel.web.components.language import language_of
from fordel.web.programmes.models import Evidence
from fordel.web.programmes.queries.evidence import note_id

_ROWS = 4
_EXCERPT = 80


class VerdictForm(forms.Form):
    """What an evaluator decides, and why; ``shown`` is what the page said was proposed."""

    shown = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Outcome], widget=forms.HiddenInput
    )
    decided = forms.ChoiceField(
        label=_("How was the activity carried out?"), widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": _ROWS}),
        help_text=_("Needed where you decide something else than is proposed. Write no names."),
    )
    evidence = forms.MultipleChoiceField(
        label=_("What it rests on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Notes of interviews and observations."),
    )

    def __init__(self, notes: Sequence[Evidence], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._notes = {str(note.number): note for note in notes}
        decided, evidence = self.fields["decided"], self.fields["evidence"]
        assert isinstance(decided, forms.ChoiceField)
        assert isinstance(evidence, forms.MultipleChoiceField)
        decided.choices = [(one.value, OUTCOME_WORDS[one].to(language_of())) for one in Outcome]
        evidence.choices = [(key, _said(note)) for key, note in self._notes.items()]
        if not self._notes:
            del self.fields["evidence"]

    def outcome(self, name: str) -> Outcome:
        """What was shown, or what was decided."""
        return Outcome(self.cleaned_data[name])

    def cited(self) -> list[Evidence]:
        """The notes that the decision rests on."""
        return [self._notes[key] for key in self.cleaned_data.get("evidence", [])]


def _said(note: Evidence) -> str:
    text = note.text if len(note.text) <= _EXCERPT else f"{note.text[:_EXCERPT].rstrip()} …"
    role = ROLE_WORDS[RoleGroup(note.role_group)].to(language_of())
    return f"{note_id(note.number)} · {role}: {text}"
