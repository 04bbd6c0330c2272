"""Forms for what is told beside the figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.evidence.factors import PULL_WORDS, STRENGTHS
from fordel.evaluation.evidence.notes import ROLE_WORDS
from fordel.web.components.language import language_of
from fordel.web.organisation.forms import DayField
from fordel.web.programmes.models import Activity, Evidence, FactorAnswer

_LONGEST = 8000


def _roles() -> list[tuple[str, str]]:
    return [(group.value, words.to(language_of())) for group, words in ROLE_WORDS.items()]


class NoteForm(forms.Form):
    """A note of a closing group interview."""

    role_group = forms.ChoiceField(label=_("Who was interviewed, as a group"))
    held_on = DayField(label=_("Day of the interview"))
    activity = forms.ChoiceField(label=_("What it is about"), required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("Which interview it is from, and where its summary is kept."),
    )
    text = forms.CharField(
        label=_("What was said"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "In your own words. No names of children, parents or staff: write the role instead."
        ),
    )

    def __init__(self, activities: Iterable[Activity], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._activities = {known.key: known for known in activities}
        roles, about = self.fields["role_group"], self.fields["activity"]
        assert isinstance(roles, forms.ChoiceField)
        assert isinstance(about, forms.ChoiceField)
        roles.choices = _roles()
        about.choices = [
            ("", _("the whole project")),
            *((known.key, known.name) for known in self._activities.values()),
        ]

    def clean_held_on(self) -> date:
        """A day that has been."""
        held_on: date = self.cleaned_data["held_on"]
        if held_on > timezone.localdate():
            raise forms.ValidationError(_("The day is not here yet."))
        return held_on

    def wanted(self) -> Evidence:
        """The note, not kept yet."""
        given = self.cleaned_data
        return Evidence(
            activity=self._activities.get(given["activity"]),
            role_group=given["role_group"],
            held_on=given["held_on"],
            source=given["source"],
            text=given["text"],
        )


class FactorForm(forms.Form):
    """One answer to the questionnaire on other factors."""

    role = forms.ChoiceField(label=_("Who answers, as a group"))
    factor = forms.CharField(
        label=_("What else may have moved the figures"),
        max_length=160,
        help_text=_("As new staff, a rebuilding, another effort. Choose one that is named already, "
                    "or write a new one. No names of persons."),
        widget=forms.TextInput(attrs={"list": "known-factors", "autocomplete": "off"}),
    )  # fmt: skip
    direction = forms.ChoiceField(label=_("Which way it pulled"), widget=forms.RadioSelect)
    strength = forms.TypedChoiceField(
        label=_("How strongly"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("1 is weakly, 5 is strongly."),
        choices=[(str(point), str(point)) for point in STRENGTHS],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles, ways = self.fields["role"], self.fields["direction"]
        assert isinstance(roles, forms.ChoiceField)
        assert isinstance(ways, forms.ChoiceField)
        roles.choices = _roles()
        ways.choices = [(pull.value, words.to(language_of())) for pull, words in PULL_WORDS.items()]

    def wanted(self) -> FactorAnswer:
        """The answer, not kept yet."""
        return FactorAnswer(**self.cleaned_data)
