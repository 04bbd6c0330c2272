"""What administrators fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.people import places_of

_METADATA_BYTES = 500_000


def _date(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class Find(forms.Form):
    """Looking for people."""

    words = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices]
    )


class GiveRole(forms.Form):
    """A role, where, and from when until when."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    area = forms.TypedChoiceField(
        label=_("Area"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only for an area leader."),
    )
    unit = forms.TypedChoiceField(
        label=_("Unit"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only for a unit leader."),
    )
    valid_from = _date(_("From"), _("Today, if left empty."))
    valid_to = _date(_("Until"), _("The role holds until the day before; empty: until ended."))

    def __init__(self, standing: Standing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = places_of(standing)
        for name, role in (("area", Role.AREA_LEADER), ("unit", Role.UNIT_LEADER)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", "–"), *places[role]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, role in (("area", Role.AREA_LEADER), ("unit", Role.UNIT_LEADER)):
            needed = given.get("role") == role
            if needed and name not in self.errors and not given.get(name):
                self.add_error(name, _("Choose what they lead."))
            if not needed:
                given[name] = None
        first, last = given.get("valid_from") or timezone.localdate(), given.get("valid_to")
        if last is not None and last <= first:
            self.add_error("valid_to", _("The role would end before it begins."))
        return given


class Invite(GiveRole):
    """A person and their first role."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail at work"))
    field_order = ("name", "email", "role", "area", "unit", "valid_from", "valid_to")


class AddSaml(forms.Form):
    """A SAML 2.0 provider."""

    name = forms.CharField(label=_("What people know it as"), max_length=40)
    key = forms.SlugField(
        label=_("Key"), max_length=30, help_text=_("Short; it stands in the addresses.")
    )
    metadata = forms.FileField(label=_("The provider's metadata (XML)"))
    cvr = forms.RegexField(
        r"^\d{8}$",
        label=_("The municipality's CVR number"),
        required=False,
        help_text=_("Needed if the provider sends a list of privileges (OIO BPP)."),
    )

    def clean_metadata(self) -> bytes:
        file = self.cleaned_data["metadata"]
        if file.size > _METADATA_BYTES:
            raise forms.ValidationError(_("The file is far larger than metadata are."))
        content: bytes = file.read()
        return content


class AddOidc(forms.Form):
    """An OpenID Connect provider."""

    name = forms.CharField(label=_("What people know it as"), max_length=40)
    key = forms.SlugField(
        label=_("Key"), max_length=30, help_text=_("Short; it stands in the addresses.")
    )
    issuer = forms.URLField(label=_("The provider's address (issuer)"), assume_scheme="https")
    client_id = forms.CharField(label=_("Fordel's name there (client id)"), max_length=190)
    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        max_length=400,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Is kept sealed and never shown again."),
    )


class AddMapping(forms.Form):
    """What a word of the provider gives here."""

    attribute = forms.CharField(
        label=_("Attribute or claim"),
        max_length=200,
        help_text=_("For a list of privileges (OIO BPP): privilege"),
    )
    value = forms.CharField(label=_("Has the value"), max_length=400)
    role = forms.ChoiceField(label=_("Gives the role"), choices=Role.choices)
    place_attribute = forms.CharField(
        label=_("Attribute with the key of the area or unit"),
        required=False,
        max_length=200,
        help_text=_("Needed for area leaders and unit leaders."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        leads = given.get("role") in {Role.AREA_LEADER, Role.UNIT_LEADER}
        if leads and not given.get("place_attribute"):
            self.add_error("place_attribute", _("Without it nobody would know what they lead."))
        return given
