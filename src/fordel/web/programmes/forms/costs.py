"""Forms of what interventions cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.costing.ingredients import Phase
from fordel.costing.pay import PayTable
from fordel.interventions.elements import CostedActivity
from fordel.web.components.language import language_of
from fordel.web.components.numbers import NumberField, WholeField
from fordel.web.organisation.forms import DayField
from fordel.web.programmes.actions.costing import Begins, Line, Takes
from fordel.web.programmes.forms.setting_up import Revised
from fordel.web.programmes.models import Activity, ActivityCost, CostLine, Establishment
from fordel.web.programmes.templatetags.programmes import plain

_EMPTY_LINES = 3
_LEAST_LINES = 5
_PARTS = ("role", "hours", "part", "low", "high")
_MORE_THAN_NONE = Decimal("0.001")
"""The least where none is no answer: what is not known is left empty."""


def _number(
    label: Any, help_text: Any = "", *, required: bool = False, lowest: Decimal = Decimal(0)
) -> forms.DecimalField:
    return NumberField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=lowest,
        max_digits=12,
        decimal_places=3,
    )


def _shown(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def role_choices(pay: PayTable) -> list[tuple[str, str]]:
    """The roles of a pay table, as they are called."""
    return [(name, role.label.to(language_of())) for name, role in pay.roles.items()]


class CostForm(Revised):
    """What one holding of an activity takes."""

    holding = forms.CharField(
        label=_("What one holding is"),
        max_length=120,
        required=False,
        help_text=_("As a meeting, a course, a screening, an event."),
    )
    divisor = _number(
        _("How many take part in one holding"),
        _("The cost of a holding is divided by it."),
        lowest=_MORE_THAN_NONE,
    )
    per = forms.ChoiceField(
        label=_("Who they are"),
        choices=ActivityCost._meta.get_field("per").choices or (),  # noqa: SLF001
    )
    holdings_per_year = _number(
        _("Holdings in a year"),
        _("For each who takes part. Left empty, no cost per year is told: it is not guessed."),
        lowest=_MORE_THAN_NONE,
    )
    groups_per_unit = _number(
        _("Groups in each unit"), _("1 where it is held once for a unit."), lowest=_MORE_THAN_NONE
    )
    other_cost = _number(
        _("Other cost of each holding, kroner"), _("Food, materials, transport, partners' fees.")
    )
    lump_sum = _number(
        _("Fixed cost in a year for each unit, kroner"),
        _("As a licence; it does not depend on how often it is held."),
    )
    note = forms.CharField(
        label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, pay: PayTable, lines: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = max(_LEAST_LINES, lines + _EMPTY_LINES)
        roles = [("", "–"), *role_choices(pay)]
        parts = CostLine._meta.get_field("part").choices or ()  # noqa: SLF001
        for number in range(self.count):
            at = {"no": number + 1}
            said = {
                "role": gettext("Role, line %(no)s") % at,
                "part": gettext("Part, line %(no)s") % at,
                "hours": gettext("Hours, line %(no)s") % at,
                "low": gettext("At least, line %(no)s") % at,
                "high": gettext("At most, line %(no)s") % at,
            }
            for name, label in said.items():
                field: forms.Field = _number(label)
                if name in {"role", "part"}:
                    field = forms.ChoiceField(
                        label=label,
                        required=False,
                        choices=roles if name == "role" else list(parts),
                        initial=Phase.WHOLE.value if name == "part" else "",
                    )
                field.widget.attrs["aria-label"] = label
                self.fields[f"{name}_{number}"] = field

    def plain_fields(self) -> Iterator[forms.BoundField]:
        """The fields that are not of a line."""
        for name in ("holding", "divisor", "per", "holdings_per_year", "groups_per_unit",
                     "other_cost", "lump_sum", "note"):  # fmt: skip
            yield self[name]

    def rows(self) -> Iterator[list[forms.BoundField]]:
        """The lines of hours."""
        for number in range(self.count):
            yield [self[f"{name}_{number}"] for name in _PARTS]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in range(self.count):
            role, hours = given.get(f"role_{number}"), given.get(f"hours_{number}")
            if bool(role) != (hours is not None) and f"hours_{number}" not in self.errors:
                self.add_error(f"hours_{number}", _("Write both a role and its hours, or neither."))
            self._check_range(given, number, hours)
        return given

    def _check_range(self, given: Mapping[str, Any], number: int, hours: Decimal | None) -> None:
        low, high = given.get(f"low_{number}"), given.get(f"high_{number}")
        if hours is not None and low is not None and low > hours:
            self.add_error(f"low_{number}", _("The least is more than the hours themselves."))
        if hours is not None and high is not None and high < hours:
            self.add_error(f"high_{number}", _("The most is less than the hours themselves."))

    def lines(self) -> list[Line]:
        """The lines that are filled in."""
        given = self.cleaned_data
        return [
            Line(**{name: given[f"{name}_{number}"] for name in _PARTS})
            for number in range(self.count)
            if given[f"role_{number}"]
        ]

    def takes(self) -> Takes:
        """What a holding takes beside hours."""
        given = self.cleaned_data
        return Takes(
            holding=given["holding"],
            per=given["per"],
            divisor=given["divisor"] or None,
            holdings_per_year=given["holdings_per_year"] or None,
            groups_per_unit=given["groups_per_unit"] or Decimal(1),
            other_cost=given["other_cost"] or Decimal(0),
            lump_sum=given["lump_sum"] or Decimal(0),
            note=given["note"],
        )


def cost_initial(cost: ActivityCost | None, start: CostedActivity | None) -> dict[str, Any]:
    """The form as costs stand, or as published ones are to begin with."""
    if start is not None:
        found: dict[str, Any] = {
            "per": start.per.value,
            "divisor": _shown(start.divisor),
            "holdings_per_year": _shown(start.holdings_per_year),
            "groups_per_unit": "1",
        }
        for number, (role, hours) in enumerate(start.hours.items()):
            found |= {f"role_{number}": role, f"hours_{number}": _shown(hours)}
        return found
    if cost is None:
        return {"groups_per_unit": "1"}
    found = {"holding": cost.holding, "per": cost.per, "note": cost.note}
    for name in ("divisor", "holdings_per_year", "groups_per_unit", "other_cost", "lump_sum"):
        found[name] = _shown(getattr(cost, name))
    for number, line in enumerate(cost.lines.all()):
        found |= {f"role_{number}": line.role, f"part_{number}": line.part}
        for name in ("hours", "low", "high"):
            found[f"{name}_{number}"] = _shown(getattr(line, name))
    return found


class EstablishmentForm(Revised):
    """What it takes to begin."""

    name = forms.CharField(
        label=_("What it is"), max_length=160, help_text=_("As a course, equipment, planning.")
    )
    amount = _number(_("Amount, kroner"), required=True)
    per_participant = forms.BooleanField(
        label=_("The amount is for each participant"), required=False
    )
    participants = _number(
        _("Participants"), _("Where the amount is for each. Left empty, the sum is not known.")
    )
    years = forms.IntegerField(label=_("Spread over years"), min_value=1, max_value=50, initial=1)
    activities = forms.MultipleChoiceField(
        label=_("Activities it is for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Activities that share it count it once."),
    )

    def __init__(self, activities: Iterable[Activity], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activities"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(known.key, known.name) for known in activities]

    def wanted(self) -> Begins:
        """The sum."""
        given = self.cleaned_data
        return Begins(
            name=given["name"],
            amount=given["amount"],
            years=given["years"],
            per_participant=given["per_participant"],
            participants=given["participants"] if given["per_participant"] else None,
        )


def establishment_initial(row: Establishment | None) -> dict[str, Any]:
    """The form as a sum stands."""
    if row is None:
        return {"years": 1}
    return {
        "name": row.name,
        "amount": _shown(row.amount),
        "per_participant": row.per_participant,
        "participants": _shown(row.participants),
        "years": row.years,
        "activities": [activity.key for activity in row.activities.all()],
    }


class PayForm(forms.Form):
    """What an hour costs here: yearly pay by role, from a day, with its source."""

    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("As a pay statistic or an agreement.")
    )
    valid_from = DayField(label=_("The pay holds from"))
    price_year = forms.IntegerField(label=_("Price level, year"), min_value=2000, max_value=2100)
    hours_per_year = _number(
        _("Hours worked in a year's pay"),
        _("1,600 in the published method."),
        required=True,
        lowest=_MORE_THAN_NONE,
    )
    overhead = _number(
        _("Factor for what pay does not cover"), _("1.2 in the published method."), required=True
    )
    index = forms.CharField(
        label=_("Price index by year"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One year on each line, as “2022 100”. It moves costs between price levels."),
    )
    index_source = forms.CharField(
        label=_("Source of the price index"), max_length=200, required=False
    )

    def __init__(self, pay: PayTable, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._roles = list(pay.roles)
        for name, label in role_choices(pay):
            self.fields[f"pay_{name}"] = _number(
                gettext("Yearly pay, kroner: %(role)s") % {"role": label},
                gettext("Left empty, the published cost of an hour is used."),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        try:
            self._index(given)
        except (ValueError, ArithmeticError):
            self.add_error("index", _("Write a year and a figure on each line, as “2022 100”."))
        else:
            if given.get("index") and not given.get("index_source"):
                self.add_error("index_source", _("Write where the index is from."))
        return given

    def document(self) -> dict[str, Any]:
        """The table as the library reads it."""
        given = self.cleaned_data
        roles = {
            name: {
                "dated_pay": [
                    {
                        "value": str(given[f"pay_{name}"]),
                        "from": given["valid_from"].isoformat(),
                        "source": given["source"],
                    }
                ]
            }
            for name in self._roles
            if given[f"pay_{name}"]
        }
        found = {
            "source": given["source"],
            "price_year": given["price_year"],
            "hours_per_year": str(given["hours_per_year"]),
            "overhead": str(given["overhead"]),
            "day": given["valid_from"].isoformat(),
            "roles": roles,
        }
        if values := self._index(given):
            found["index"] = {"source": given["index_source"], "values": values}
        return found

    def _index(self, given: Mapping[str, Any]) -> dict[str, str]:
        """Figures by year, as text.

        Raises
        ------
        ValueError, ArithmeticError : a line is no year and figure.
        """
        found = {}
        for line in (given.get("index") or "").splitlines():
            if line.strip():
                year, value = line.split()
                found[str(int(year))] = str(Decimal(value.replace(",", ".")))
        return found


def pay_initial(document: Mapping[str, Any] | None, pay: PayTable) -> dict[str, Any]:
    """The form as the table stands."""
    found: dict[str, Any] = {
        "valid_from": timezone.localdate(),
        "price_year": pay.price_year,
        "hours_per_year": _shown(pay.hours_per_year),
        "overhead": _shown(pay.overhead),
    }
    if document is None:
        return found
    found |= {"source": pay.source_words.to(language_of()), "valid_from": pay.looked_up_on}
    for name, role in pay.roles.items():
        if role.dated_pay:
            found[f"pay_{name}"] = _shown(role.dated_pay[-1].value)
    if pay.index is not None:
        lines = [f"{year} {plain(value)}" for year, value in sorted(pay.index.values.items())]
        found |= {"index": "\n".join(lines), "index_source": pay.index.source}
    return found


class ChosenForm(forms.Form):
    """How much of it is thought of: units for each activity, children, whose prices."""

    children = WholeField(
        label=_("Children it is for"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("For a cost per child of the whole package."),
    )
    prices_of = forms.IntegerField(
        label=_("In prices of the year"), required=False, min_value=2000, max_value=2100
    )

    def __init__(
        self, activities: Sequence[Activity], units: int, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for known in activities:
            self.fields[f"units_{known.key}"] = WholeField(
                label=gettext("%(activity)s in so many units") % {"activity": known.name},
                required=False,
                min_value=0,
                max_value=1000,
                initial=units,
            )

    def units(self) -> dict[str, int]:
        """How many units each activity is thought of in, where it was said."""
        return {
            name.removeprefix("units_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("units_") and value is not None
        }
