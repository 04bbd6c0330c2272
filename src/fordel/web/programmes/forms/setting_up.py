"""Forms of a project: what it is, who and which units take part, what it registers and does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.interventions.elements import shipped_catalogue
from fordel.interventions.periods import Phase
from fordel.web.components.language import language_of
from fordel.web.components.numbers import NumberField
from fordel.web.organisation.models import Unit
from fordel.web.programmes.actions.projects import About, Does, Part
from fordel.web.programmes.forms.fields import Lines, text_field
from fordel.web.programmes.models import (
    Activity,
    DataPeriod,
    Indicator,
    Participation,
    PhaseInPeriod,
    Project,
)
from fordel.web.programmes.templatetags.programmes import plain

Choices = list[tuple[str, str]]
_LEAST = Decimal("0.01")
"""Of times and months: none of them is said by an empty field."""


class Revised(forms.Form):
    """A form of a project's set-up: it knows what the page was opened at."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def opened_at(self) -> int:
        """The revision the page showed; none that is there where it was not sent."""
        found = self.cleaned_data.get("revision")
        return -1 if found is None else int(found)


class AboutForm(Revised):
    """What a project is."""

    name = forms.CharField(label=_("What the project is called"), max_length=160)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    purpose = text_field(_("Purpose"), _("What is to become better, and for whom."))
    target_group = text_field(_("Target group"), _("Which children or families it is for."), rows=2)
    prerequisites = Lines(
        label=_("Prerequisites"),
        required=False,
        help_text=_("What has to be in place for it to work; one on each line."),
    )
    partners = Lines(
        label=_("Partners"), required=False, help_text=_("Who takes part; one on each line.")
    )

    @classmethod
    def of(cls, project: Project, sent: Mapping[str, Any] | None) -> AboutForm:
        """The form as a project stands."""
        names = (*_ABOUT, "revision")
        return cls(sent, initial={name: getattr(project, name) for name in names})

    def wanted(self) -> About:
        """What a project is."""
        return About(**{name: self.cleaned_data[name] for name in _ABOUT})


_ABOUT = ("name", "place", "purpose", "target_group", "prerequisites", "partners")


class ManagerForm(Revised):
    """Who manages a project."""

    manager = forms.ChoiceField(label=_("Project manager"), required=False)

    def __init__(self, people: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["manager"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody yet")), *((str(pk), name) for pk, name in people)]


class UnitsForm(Revised):
    """Which units take part, from which period until which."""

    def __init__(
        self,
        units: Sequence[Unit],
        parts: Iterable[Participation],
        periods: Sequence[DataPeriod],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = {part.unit_id: part for part in parts}
        # Those that take part stand first: a municipality has many units, a project few.
        self.units = sorted(units, key=lambda unit: unit.pk not in known)
        numbers: Choices = [(str(p.no), str(p.no)) for p in periods]
        for unit in units:
            part = known.get(unit.pk)
            for name, field in _unit_fields(unit, part, numbers).items():
                self.fields[f"{name}_{unit.pk}"] = field

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each unit with its fields."""
        for unit in self.units:
            yield {
                "unit": unit,
                **{name: self[f"{name}_{unit.pk}"] for name in ("takes", *_WHEN)},
            }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for unit in self.units:
            if given.get(f"takes_{unit.pk}"):
                self._check_order(given, unit)
        return given

    def _check_order(self, given: Mapping[str, Any], unit: Unit) -> None:
        joined, left, effect = (given.get(f"{name}_{unit.pk}") for name in _WHEN)
        if joined and left and left < joined:
            said = gettext("%(unit)s would leave before it joins.") % {"unit": unit}
            self.add_error(f"left_{unit.pk}", said)
        elif effect and (effect < (joined or 1) or (left and left < effect)):
            said = gettext("%(unit)s is not in the project in the period its effect phase begins.")
            self.add_error(f"effect_{unit.pk}", said % {"unit": unit})

    def wanted(self) -> list[Part]:
        """The units that take part."""
        given = self.cleaned_data
        return [
            Part(
                unit=unit,
                joined=given[f"joined_{unit.pk}"] or 1,
                left=given[f"left_{unit.pk}"],
                effect_from=given[f"effect_{unit.pk}"],
            )
            for unit in self.units
            if given[f"takes_{unit.pk}"]
        ]


_WHEN = ("joined", "left", "effect")


def _unit_fields(
    unit: Unit, part: Participation | None, numbers: Choices
) -> dict[str, forms.Field]:
    names = {
        "joined": gettext("%(unit)s takes part from period"),
        "left": gettext("%(unit)s takes part until period"),
        "effect": gettext("%(unit)s is in the effect phase from period"),
    }
    now = {
        "joined": 1 if part is None else part.joined,
        "left": None if part is None else part.left,
        "effect": None if part is None else part.effect_from,
    }
    fields: dict[str, forms.Field] = {
        "takes": forms.BooleanField(label=str(unit), required=False, initial=part is not None)
    }
    for name, said in names.items():
        label = said % {"unit": unit}
        fields[name] = forms.TypedChoiceField(
            label=label,
            required=False,
            coerce=int,
            empty_value=None,
            initial=now[name],
            choices=numbers if name == "joined" else [("", "–"), *numbers],
            widget=forms.Select(attrs={"aria-label": label}),
        )
    return fields


class IndicatorsForm(Revised):
    """What the sheet asks."""

    indicators = forms.MultipleChoiceField(
        label=_("Indicators"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, known: Iterable[Indicator], *args: Any, chosen: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicators"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(indicator.key, indicator.key) for indicator in known]
        field.initial = list(chosen)


class PhasesForm(Revised):
    """Where a project stands in each period."""

    def __init__(
        self,
        periods: Sequence[DataPeriod],
        phases: Mapping[int, PhaseInPeriod],
        handed_in: Collection[int],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.periods, self.phases, self.handed_in = periods, phases, handed_in
        words = PhaseInPeriod._meta.get_field("phase").choices  # noqa: SLF001 - Django's own name
        for period in periods:
            label = gettext("Period %(no)s") % {"no": period.no}
            stands = phases.get(period.no)
            self.fields[f"phase_{period.no}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", _("not set")), *(words or ())],
                initial="" if stands is None else stands.phase,
                widget=forms.Select(attrs={"aria-label": label}),
            )
        self.fields["reason"] = text_field(
            _("Why a phase changes, or goes back"),
            _(
                "Needed where units have handed in, and where the project goes back to an earlier "
                "phase."
            ),
            rows=2,
        )

    def rows(self) -> Iterator[tuple[DataPeriod, forms.BoundField, bool, str]]:
        """Each period with its field, whether units have handed in, and why it was changed."""
        for period in self.periods:
            stands = self.phases.get(period.no)
            why = "" if stands is None else stands.reason
            yield period, self[f"phase_{period.no}"], period.no in self.handed_in, why

    def wanted(self) -> dict[int, Phase]:
        """Phases by the period's number."""
        chosen = {p.no: self.cleaned_data[f"phase_{p.no}"] for p in self.periods}
        return {no: Phase(phase) for no, phase in chosen.items() if phase}


class ActivityForm(Revised):
    """An activity: what it is, of which elements, how often it is meant, and what counts it."""

    name = forms.CharField(label=_("What the activity is called"), max_length=160)
    purpose = text_field(_("Purpose"), rows=2)
    elements = forms.TypedMultipleChoiceField(
        label=_("Elements in it"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("From the catalogue of nine."),
    )
    counted_by = forms.MultipleChoiceField(
        label=_("Seen in these counts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One count may cover several activities; without any it cannot be assessed."),
    )
    times = NumberField(
        label=_("Meant to be held so many times"),
        required=False,
        min_value=_LEAST,
        max_digits=8,
        decimal_places=2,
    )
    per = forms.ChoiceField(
        label=_("For each"),
        required=False,
        choices=[("", "–"), (Activity.Per.CHILD, _("child")), (Activity.Per.UNIT, _("unit"))],
    )
    months = NumberField(
        label=_("In so many months"),
        required=False,
        min_value=_LEAST,
        max_digits=6,
        decimal_places=2,
    )

    def __init__(
        self, counts: Iterable[Indicator], asked: Collection[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        elements, counted = self.fields["elements"], self.fields["counted_by"]
        assert isinstance(elements, forms.TypedMultipleChoiceField)
        assert isinstance(counted, forms.MultipleChoiceField)
        language = language_of()
        elements.choices = [
            (str(one.no), f"{one.no}. {one.name.to(language)}")
            for one in shipped_catalogue().elements
        ]
        unasked = gettext("not asked by the project yet")
        counted.choices = [
            (one.key, label_of(one) if one.key in asked else f"{label_of(one)} ({unasked})")
            for one in counts
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stated = [bool(given.get(name)) for name in ("times", "per", "months")]
        if any(stated) and not all(stated):
            self.add_error(
                "times", _("Say how many times, for whom, and in how many months: or none of it.")
            )
        return given

    def wanted(self) -> Does:
        """The activity."""
        given = {name: self.cleaned_data[name] for name in _DOES}
        return Does(**{**given, "times": given["times"] or None, "months": given["months"] or None})


_DOES = ("name", "purpose", "elements", "counted_by", "times", "per", "months")


def activity_initial(activity: Activity, revision: int) -> dict[str, Any]:
    """The form as an activity stands."""
    return {
        "revision": revision,
        "name": activity.name,
        "purpose": activity.purpose,
        "elements": [str(no) for no in activity.elements],
        "counted_by": activity.counted_by,
        "times": _written(activity.intended_times),
        "per": activity.intended_per,
        "months": _written(activity.intended_months),
    }


def _written(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def label_of(indicator: Indicator) -> str:
    """What an indicator is called in the reader's language."""
    return indicator.label_da if language_of() == "da" else indicator.label_en
