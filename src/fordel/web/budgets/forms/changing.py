"""What an analyst says of a change in the middle of the year, one form per kind of entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.domain.language import day
from fordel.ledger.documents import MONTH_WORDS
from fordel.web.budgets.actions.changing import Wanted
from fordel.web.budgets.models import CountedData, YearChange
from fordel.web.components.language import language_of
from fordel.web.components.numbers import NumberField
from fordel.web.organisation.models import LineageEvent

Kind = YearChange.Kind
GIVERS = 3
HEIRS = 4
_WHOLE = 100


@dataclass(frozen=True)
class Choices:
    """What may be chosen: units by name, those with an account, data of a recount."""

    names: Mapping[str, str]
    open: Collection[str]
    closed: Collection[str]
    data: QuerySet[CountedData]
    event: LineageEvent | None = None

    def units(self, keys: Collection[str]) -> list[tuple[str, str]]:
        """A choice per unit, by name, with an empty one first."""
        named = sorted((self.names.get(key, key), key) for key in keys)
        return [("", "–"), *((key, f"{name} ({key})") for name, key in named)]


class KronerField(forms.CharField):
    """An amount as it is written: ``-500.000`` or ``1234,50``; three decimals are no kroner.

    Without this ``500.000`` would be five hundred.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"\s", "", str(value or "")).replace("\N{MINUS SIGN}", "-")
        if not text:
            return None
        thousand, comma = (r"\.", ",") if language_of() == "da" else (",", r"\.")
        whole = rf"\d{{1,3}}(?:{thousand}\d{{3}})+|\d+"
        found = re.fullmatch(rf"([+-]?)({whole})(?:{comma}(\d{{1,2}}))?", text)
        if found is None:
            raise ValidationError(_("Write the amount in kroner, as 500,000 or 1234.50."))
        sign, kroner, rest = found.groups()
        return Decimal(sign + re.sub(thousand, "", kroner) + (f".{rest}" if rest else ""))


class ChangeForm(forms.Form):
    """From when and why: what every change has."""

    kind: Kind
    from_month = forms.TypedChoiceField(label=_("From the first of"), coerce=int)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The units' leaders read this sentence in their letter."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen_from = choices
        months = [(n, words.to(language_of())) for n, words in enumerate(MONTH_WORDS, 1)]
        self.fields["from_month"].choices = [("", "–"), *months]  # type: ignore[attr-defined]
        self.order_fields([n for n in self.fields if n not in {"from_month", "reason"}])

    def wanted(self) -> Wanted:
        """The change as the action takes it."""
        said = self.cleaned_data
        return Wanted(
            kind=self.kind,
            from_month=said["from_month"],
            reason=said["reason"],
            values=self.values(said),
            data=said.get("data"),
            event=self.chosen_from.event,
        )

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the entry is about, besides when and why."""
        return {"amount": str(said["amount"])} if "amount" in said else {}


class DataChoice(forms.ModelChoiceField[CountedData]):
    """Counted data by when they were counted and how many they are."""

    def label_from_instance(self, obj: CountedData) -> str:
        counted = obj.counted_on or obj.made_at.date()
        return gettext("Counted %(day)s: %(children)s children, %(units)d units") % {
            "day": day(counted, language_of()),
            "children": "–" if obj.children_count is None else obj.children_count,
            "units": obj.units_count,
        }


class Recount(ChangeForm):
    """Children counted again."""

    kind = Kind.RECOUNT

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(choices, *args, **kwargs)
        field = DataChoice(choices.data, label=_("Which count"), empty_label="–")
        self.fields = {"data": field, **self.fields}


class Frame(ChangeForm):
    """A new frame."""

    kind = Kind.FRAME
    amount = KronerField(
        label=_("Kroner more"),
        help_text=_("With a minus where the frame becomes smaller. The reserve takes it."),
    )


class Admission(ChangeForm):
    """A unit that opens."""

    kind = Kind.ADMISSION
    amount = KronerField(
        label=_("Kroner for the rest of the year"),
        help_text=_("They come from the reserve."),
    )

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(choices, *args, **kwargs)
        fresh = set(choices.names) - set(choices.open) - set(choices.closed)
        self.fields = {
            "unit": forms.ChoiceField(label=_("Unit"), choices=choices.units(fresh)),
            **self.fields,
        }

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {"unit": said["unit"], "amount": str(said["amount"])}


class Correction(ChangeForm):
    """Something put right."""

    kind = Kind.CORRECTION
    amount = KronerField(
        label=_("Kroner more"),
        help_text=_("With a minus where the unit is to have less."),
    )

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(choices, *args, **kwargs)
        accounts = choices.units({*choices.open, *choices.closed})
        self.fields = {
            "unit": forms.ChoiceField(label=_("Unit"), choices=accounts),
            **self.fields,
            "against": forms.ChoiceField(
                label=_("Paid by another unit"),
                help_text=_("Left empty, the reserve pays."),
                choices=accounts,
                required=False,
            ),
        }
        self.order_fields(["unit", "amount", "against", "from_month", "reason"])

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        against = said["against"] or None
        return {"unit": said["unit"], "amount": str(said["amount"]), "against": against}


class Handover(ChangeForm):
    """Units that close, merge or are split."""

    kind = Kind.HANDOVER

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(choices, *args, **kwargs)
        givers = choices.units(choices.open)
        heirs = choices.units(set(choices.names) - set(choices.closed))
        fields: dict[str, forms.Field] = {}
        for place in range(1, GIVERS + 1):
            label = _("Unit that gives up its money") if place == 1 else _("And another one")
            fields[f"giver_{place}"] = forms.ChoiceField(
                label=label, choices=givers, required=place == 1
            )
        for place in range(1, HEIRS + 1):
            label = _("Unit that takes over") if place == 1 else _("And one more that takes over")
            fields[f"heir_{place}"] = forms.ChoiceField(label=label, choices=heirs, required=False)
            fields[f"share_{place}"] = NumberField(
                label=_("Its part in percent"),
                required=False,
                min_value=Decimal(0),
                max_value=Decimal(_WHOLE),
            )
        fields["heir_1"].help_text = _("Left empty, the money goes to the reserve.")
        fields["share_1"].help_text = _("Leave all parts empty to share alike.")
        self.fields = {**fields, **self.fields}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        pairs = [(said.get(f"heir_{n}"), said.get(f"share_{n}")) for n in range(1, HEIRS + 1)]
        named = [(unit, share) for unit, share in pairs if unit]
        if len({unit for unit, _share in named}) < len(named):
            self.add_error(None, gettext("The same unit takes over twice."))
        given = [share for _unit, share in named if share is not None]
        if given and (len(given) < len(named) or sum(given) != _WHOLE):
            self.add_error(
                None, gettext("The parts must all be filled in and come to 100 percent.")
            )
        return said

    def values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        givers = [said[f"giver_{n}"] for n in range(1, GIVERS + 1) if said[f"giver_{n}"]]
        named = {said[f"heir_{n}"]: said[f"share_{n}"] for n in range(1, HEIRS + 1)}
        named.pop("", None)
        heirs = {
            unit: str(Fraction(1, len(named)) if share is None else Fraction(share) / _WHOLE)
            for unit, share in named.items()
        }
        return {"givers": list(dict.fromkeys(givers)), "heirs": heirs}


FORMS: dict[str, type[ChangeForm]] = {
    form.kind.value: form for form in (Handover, Admission, Recount, Correction, Frame)
}
