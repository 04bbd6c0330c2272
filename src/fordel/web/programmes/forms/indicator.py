"""The form of an indicator: a question of the sheet, as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.interventions.indicators import Children, Kind
from fordel.web.programmes.forms.setting_up import Revised, label_of
from fordel.web.programmes.models import DataPeriod, Indicator

_MEANING = ("kind", "theme", "label_da", "label_en", "lowest", "highest", "children",
            "participants_of")  # fmt: skip
_HELP_ROWS = {"rows": 2}


class IndicatorForm(Revised):
    """A count, a rating or children in three colours."""

    label_da = forms.CharField(
        label=_("The question, in Danish"),
        max_length=300,
        help_text=_("As it stands on the sheet: “Antal hjemmebesøg i perioden”."),
    )
    label_en = forms.CharField(
        label=_("The question, in English"),
        max_length=300,
        required=False,
        help_text=_("Empty: the Danish words are shown."),
    )
    kind = forms.ChoiceField(
        label=_("How it is answered"),
        choices=[
            (Kind.COUNT.value, _("a count: activities, children, school starters")),
            (Kind.RATING.value, _("a rating that leader and staff give together")),
            (Kind.COLOURS.value, _("children in three colours, included and left")),
        ],
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=Indicator._meta.get_field("theme").choices or (),  # noqa: SLF001
    )
    children = forms.ChoiceField(
        label=_("Which children it counts"),
        required=False,
        choices=[
            ("", _("it does not count children")),
            (Children.ATTACHED.value, _("all children attached to the project")),
            (Children.SOME.value, _("some of the unit's children")),
        ],
        help_text=_("For a count of children: the sheet is held against how many there are."),
    )
    participants_of = forms.ChoiceField(
        label=_("Counts those who came to"),
        required=False,
        help_text=_("For a count of participants: the count of the events they came to."),
    )
    lowest = forms.IntegerField(
        label=_("Lowest of the scale"), min_value=0, max_value=99, initial=1,
        help_text=_("For a rating; the published method rates from 1 to 7."),
    )  # fmt: skip
    highest = forms.IntegerField(
        label=_("Highest of the scale"), min_value=1, max_value=100, initial=7
    )
    help_da = forms.CharField(
        label=_("Help beside the question, in Danish"),
        required=False,
        widget=forms.Textarea(attrs=_HELP_ROWS),
    )
    help_en = forms.CharField(
        label=_("Help beside the question, in English"),
        required=False,
        widget=forms.Textarea(attrs=_HELP_ROWS),
    )

    def __init__(
        self, counts: Iterable[Indicator], *args: Any, is_answered: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["participants_of"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((one.key, label_of(one)) for one in counts)]
        for name in _MEANING if is_answered else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lowest, highest = given.get("lowest"), given.get("highest")
        if lowest is not None and highest is not None and lowest >= highest:
            self.add_error("highest", _("The scale must end above where it begins."))
        if given.get("kind") != Kind.COUNT:
            for name in ("children", "participants_of"):
                if given.get(name):
                    self.add_error(name, _("Only a count has this."))
        return given

    def wanted(self) -> dict[str, Any]:
        """The definition as the library reads it."""
        given = self.cleaned_data
        asks: dict[str, Any] = {
            name: given[name] for name in ("kind", "theme", "lowest", "highest")
        }
        asks["label"] = _both(given["label_da"], given["label_en"])
        if given["help_da"] or given["help_en"]:
            asks["help"] = _both(given["help_da"], given["help_en"])
        for name in ("children", "participants_of"):
            asks[name] = given[name] or None
        return asks


class VersionForm(IndicatorForm):
    """The same question in another form, from a period."""

    asked_from = forms.TypedChoiceField(label=_("From period"), coerce=int)
    field_order = ("asked_from",)

    def __init__(
        self, periods: Sequence[DataPeriod], counts: Iterable[Indicator], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(counts, *args, **kwargs)
        field = self.fields["asked_from"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(one.no), gettext("Period %(no)s") % {"no": one.no}) for one in periods
        ]


def indicator_initial(row: Indicator, revision: int) -> dict[str, Any]:
    """The form as an indicator stands."""
    names = (*_MEANING, "help_da", "help_en")
    return {"revision": revision, **{name: getattr(row, name) for name in names}}


def _both(da: str, en: str) -> dict[str, str]:
    """A municipality's own words; where one language is empty, the other stands there too."""
    return {"da": da or en, "en": en or da}
