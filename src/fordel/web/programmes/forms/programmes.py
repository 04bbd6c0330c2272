"""Forms of a programme: its periods, and what happens around its projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.web.organisation.forms import DayField
from fordel.web.programmes.actions.programmes import Happened, Period
from fordel.web.programmes.forms.fields import text_field


class PeriodForm(forms.Form):
    """A period that units register for, or a gap."""

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), help_text=_("It belongs to the period."))
    deadline = DayField(
        label=_("Deadline for handing in"), required=False, help_text=_("Reminders go by it.")
    )
    is_gap = forms.BooleanField(label=_("Nothing is collected in this period"), required=False)
    reason = forms.CharField(
        label=_("Why nothing is collected"),
        required=False,
        help_text=_("Needed for a gap: it is shown as a gap everywhere, never as a zero."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period would end before it begins."))
        if given.get("is_gap") and not given.get("reason"):
            self.add_error("reason", _("Write why nothing is collected."))
        return given

    def wanted(self) -> Period:
        """The period."""
        given = self.cleaned_data
        return Period(
            first=given["first"],
            last=given["last"],
            collected=not given["is_gap"],
            reason=given["reason"] if given["is_gap"] else "",
            deadline=given["deadline"],
        )


class StartProgrammeForm(PeriodForm):
    """A programme of the municipality's own, with its first period."""

    name = forms.CharField(label=_("What the programme is called"), max_length=160)
    field_order = ("name", "first", "last", "deadline")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_gap"], self.fields["reason"]
        self.fields["first"].label = _("First day of the first period")
        self.fields["last"].label = _("Last day of the first period")

    def wanted(self) -> Period:
        given = self.cleaned_data
        return Period(first=given["first"], last=given["last"], deadline=given["deadline"])


class EventForm(forms.Form):
    """Something around the projects."""

    name = forms.CharField(label=_("What happened"), max_length=160)
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"), required=False, help_text=_("Empty: it still goes on."))
    about = text_field(_("How it touches the projects"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("It would end before it begins."))
        return given

    def wanted(self) -> Happened:
        """The event."""
        return Happened(**self.cleaned_data)
