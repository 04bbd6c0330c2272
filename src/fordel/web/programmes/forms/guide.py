"""The guide's questions: a situation of places and groups, never of a child."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.interventions.elements import AIM_WORDS, Aim, Catalogue
from fordel.interventions.guide import Situation
from fordel.web.components.language import language_of
from fordel.web.components.numbers import WholeField

_OLDEST = 5
_MOST = 100_000
_MOST_KRONER = 10**12


class GuideForm(forms.Form):
    """Aims, children, units, what is in place, and the frame."""

    aims = forms.MultipleChoiceField(
        label=_("What you want to move"),
        choices=[(aim.value, aim.value) for aim in Aim],
        widget=forms.CheckboxSelectMultiple,
    )
    children = WholeField(
        label=_("Children it is meant for, in all"), min_value=1, max_value=_MOST, initial=60
    )
    units = WholeField(label=_("Units"), min_value=1, max_value=_MOST, initial=3)
    youngest = forms.IntegerField(
        label=_("The youngest, in years"), min_value=0, max_value=_OLDEST, initial=0
    )
    oldest = forms.IntegerField(
        label=_("The oldest, in years"), min_value=0, max_value=_OLDEST, initial=_OLDEST
    )
    in_place = forms.MultipleChoiceField(
        label=_("What you already have"), required=False, widget=forms.CheckboxSelectMultiple
    )
    frame = WholeField(
        label=_("Frame, kroner a year"),
        required=False,
        min_value=0,
        max_value=_MOST_KRONER,
        help_text=_("Empty: no frame yet."),
    )

    def __init__(self, catalogue: Catalogue, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = language_of()
        aims, in_place = self.fields["aims"], self.fields["in_place"]
        assert isinstance(aims, forms.MultipleChoiceField)
        assert isinstance(in_place, forms.MultipleChoiceField)
        aims.choices = [(aim.value, AIM_WORDS[aim].to(language).capitalize()) for aim in Aim]
        points = catalogue.definitions.starting_points
        in_place.choices = [(point.id, point.label.to(language)) for point in points]

    def situation(self) -> Situation:
        """What the guide is asked."""
        given = self.cleaned_data
        frame = given["frame"]
        return Situation(
            aims=tuple(Aim(aim) for aim in given["aims"]),
            children=given["children"],
            units=given["units"],
            youngest=given["youngest"],
            oldest=given["oldest"],
            in_place=tuple(given["in_place"]),
            frame=None if frame is None else Fraction(frame),
        )
