"""Forms of the organisation: what a person may write, before an action looks at it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fordel.web.access.models import Person
from fordel.web.organisation.models import Area, District, LineageEvent, Municipality, Unit

Kind = LineageEvent.Kind


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"], **kwargs)


class _Numbered:
    """A unit by name and number: two may have the same name."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj} ({obj.key})"


class UnitField(_Numbered, forms.ModelChoiceField[Unit]):
    """One of the units."""


class UnitsField(_Numbered, forms.ModelMultipleChoiceField[Unit]):
    """Several of the units."""

    widget = forms.CheckboxSelectMultiple


class StartForm(forms.ModelForm[Municipality]):
    """The first page of a new installation."""

    code = forms.RegexField(
        r"^\d{3}$",
        label=_("The municipality's number"),
        help_text=_("Three digits, as 751 for Aarhus."),
        error_messages={"invalid": _("Write the three digits of the number.")},
    )
    name = forms.CharField(label=_("The municipality's name"), max_length=120)
    contact_name = forms.CharField(
        label=_("Whom leaders may ask"),
        help_text=_("A person or an office; it stands in the letters."),
        max_length=120,
    )
    contact_phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=_("E-mail for questions"), required=False)
    person_name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail"), help_text=_("You log in with it."), max_length=254
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=_("At least twelve characters; several words are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    is_analyst = forms.BooleanField(
        label=_("I also work with the budget myself (budget analyst)"), required=False, initial=True
    )

    class Meta:
        model = Municipality
        fields = ("code", "name", "contact_name", "contact_phone", "contact_email")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if Municipality.objects.filter(code=code).exists():
            raise ValidationError(_("A municipality has that number already."))
        return code

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        person = Person(email=self.data.get("email", ""), name=self.data.get("person_name", ""))
        validate_password(password, person)
        return password


class MunicipalityForm(forms.ModelForm[Municipality]):
    """What a municipality says of itself, and for how long it keeps files."""

    class Meta:
        model = Municipality
        fields = (
            "name",
            "contact_name",
            "contact_phone",
            "contact_email",
            "money_is_for",
            "requirements",
            "keeps_files_days",
        )
        labels = {
            "name": _("The municipality's name"),
            "contact_name": _("Whom leaders may ask"),
            "contact_phone": _("Telephone"),
            "contact_email": _("E-mail for questions"),
            "money_is_for": _("What the money is for"),
            "requirements": _("Which requirements hold"),
            "keeps_files_days": _("Days that uploaded files are kept, encrypted"),
        }
        help_texts = {
            "money_is_for": _("It stands in the letters."),
            "requirements": _("It stands in the letters."),
            "keeps_files_days": _("0: they are deleted as soon as they have been counted."),
        }


class PlaceForm(forms.Form):
    """An area or a district."""

    key = forms.CharField(
        label=_("Number or short name"),
        help_text=_("As it stands in the files; it is never used again for another."),
        max_length=40,
    )
    name = forms.CharField(label=_("Name"), max_length=120)


class NameForm(forms.Form):
    """Another name for an area or a district."""

    new_name = forms.CharField(label=_("The new name"), max_length=120)


class UnitForm(forms.ModelForm[Unit]):
    """What stands of a unit and can be put right without an event."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Unit
        fields = ("kind", "ownership", "has_special_department", "district", "budget_unit")
        labels = {
            "kind": _("Kind"),
            "ownership": _("Ownership"),
            "has_special_department": _("Has a special department"),
            "district": _("District"),
            "budget_unit": _("Number of the unit that holds its budget"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = District.objects.filter(municipality_id=self.instance.municipality_id)
        self.fields["district"].queryset = districts  # type: ignore[attr-defined]


class HappeningForm(forms.Form):
    """What happened to units: which fields there are depends on what it was."""

    units = UnitsField(Unit.objects.none(), label=_("The units that become one"))
    unit = UnitField(Unit.objects.none(), label=_("The unit"))
    key = forms.CharField(
        label=_("The new unit's number"),
        help_text=_("A number that no unit has had."),
        max_length=40,
    )
    name = forms.CharField(label=_("The new unit's name"), max_length=120)
    second_key = forms.CharField(label=_("The second new unit's number"), max_length=40)
    second_name = forms.CharField(label=_("The second new unit's name"), max_length=120)
    new_name = forms.CharField(label=_("The new name"), max_length=120)
    kind = forms.ChoiceField()
    ownership = forms.ChoiceField()
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"), required=False)
    district = forms.ModelChoiceField(District.objects.none(), label=_("District"), required=False)
    day = DayField(label=_("From which day"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Those who read the history later will want to know why."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, municipality_id: int, happening: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = {"municipality_id": municipality_id}
        self.happening = happening
        for name in set(self.fields) - set(FIELDS[happening]):
            del self.fields[name]
        choices: dict[str, Any] = {
            "units": Unit.objects.filter(closed_on=None, **here),
            "unit": Unit.objects.filter(closed_on=None, **here),
            "area": Area.objects.filter(closed_on=None, **here),
            "district": District.objects.filter(**here),
        }
        for name, queryset in choices.items():
            if name in self.fields:
                self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        for name, field in forms.models.fields_for_model(Unit, ("kind", "ownership")).items():
            if name in self.fields and field is not None:
                field.label = UnitForm.Meta.labels[name]
                self.fields[name] = field
        if happening == Kind.MOVE:
            self.fields["area"].required = True

    def clean_units(self) -> Any:
        units = self.cleaned_data["units"]
        if len(units) < 2:  # noqa: PLR2004 - one alone merges with nobody
            raise ValidationError(_("Choose at least two units."))
        return units


_NEW = ("key", "name", "kind", "ownership", "area", "district")
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.OPEN: (*_NEW, "day", "reason"),
    Kind.CLOSE: ("unit", "day", "reason"),
    Kind.MERGE: ("units", *_NEW, "day", "reason"),
    Kind.SPLIT: ("unit", *_NEW, "second_key", "second_name", "day", "reason"),
    Kind.MOVE: ("unit", "area", "day", "reason"),
    Kind.RENAME: ("unit", "new_name", "day", "reason"),
}
