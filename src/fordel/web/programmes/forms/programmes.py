"""Forms of a programme: what it is, its periods, and what happened around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.interventions.indicators import Theme
from fordel.interventions.loading import shipped_programme
from fordel.web.organisation.forms import DayField
from fordel.web.programmes.actions.programmes import AboutProgramme, Happened, Period
from fordel.web.programmes.forms.setting_up import Revised
from fordel.web.programmes.models import ContextEvent, DataPeriod, Programme
from fordel.web.programmes.queries.setting_up import needed_words


class PeriodForm(Revised):
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

    def __init__(self, *args: Any, is_used: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "last", "is_gap", "reason") if is_used else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period would end before it begins."))
        deadline = given.get("deadline")
        if last and deadline and deadline < last:
            said = _("The deadline is before the period ends: units cannot have counted it all.")
            self.add_error("deadline", said)
        if given.get("is_gap") and not given.get("reason"):
            self.add_error("reason", _("Write why nothing is collected."))
        if given.get("reason") and not given.get("is_gap"):
            said = _("Mark that nothing is collected, or empty the reason.")
            self.add_error("is_gap", said)
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
        for name in ("is_gap", "reason", "revision"):
            del self.fields[name]
        self.fields["first"].label = _("First day of the first period")
        self.fields["last"].label = _("Last day of the first period")

    def wanted(self) -> Period:
        given = self.cleaned_data
        return Period(first=given["first"], last=given["last"], deadline=given["deadline"])


class EventForm(Revised):
    """Something around the projects."""

    name = forms.CharField(label=_("What happened"), max_length=160)
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"), required=False, help_text=_("Empty: it still goes on."))
    about = forms.CharField(
        label=_("How it touches the projects"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("It would end before it begins."))
        return given

    def wanted(self) -> Happened:
        """The event."""
        return Happened(**{name: self.cleaned_data[name] for name in _HAPPENED})


_HAPPENED = ("name", "first", "last", "about")


class AboutProgrammeForm(Revised):
    """What a programme is called, where it is from, and what each project asks at least."""

    name = forms.CharField(label=_("What the programme is called"), max_length=160)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where the method or the figures are from."),
    )
    needed = forms.MultipleChoiceField(
        label=_("Each project asks at least one of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A project that lacks one is told so when it is set up."),
    )

    def __init__(self, groups: Sequence[Sequence[str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["needed"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (_joined(group), needed_words(tuple(Theme(theme) for theme in group)))
            for group in groups
        ]

    def wanted(self) -> AboutProgramme:
        """What the programme is."""
        given = self.cleaned_data
        needed = [group.split("+") for group in given["needed"]]
        return AboutProgramme(given["name"], given["source"], needed)


def groups_to_need(row: Programme) -> list[list[str]]:
    """Groups of themes that a programme may ask for: its own, and the method's."""
    method = [[theme.value for theme in group] for group in shipped_programme().needed]
    return [*row.needed, *(group for group in method if group not in row.needed)]


def about_initial(row: Programme) -> dict[str, Any]:
    """The form as a programme stands."""
    needed = [_joined(group) for group in row.needed]
    return {"revision": row.revision, "name": row.name, "source": row.source, "needed": needed}


def period_initial(row: DataPeriod | None, revision: int) -> dict[str, Any]:
    """The form as a period stands."""
    if row is None:
        return {"revision": revision}
    return {
        "revision": revision,
        "first": row.first,
        "last": row.last,
        "deadline": row.deadline,
        "is_gap": not row.collected,
        "reason": row.reason,
    }


def event_initial(row: ContextEvent | None, revision: int) -> dict[str, Any]:
    """The form as an event stands."""
    found = {} if row is None else {name: getattr(row, name) for name in _HAPPENED}
    return {"revision": revision, **found}


def _joined(group: Sequence[str]) -> str:
    return "+".join(group)
