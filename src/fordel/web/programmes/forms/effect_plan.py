"""The form of what is expected of an effect."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.effects.planning import MOST_PERIODS, MOST_UNITS, PlannedEffect
from fordel.web.components.numbers import NumberField, WholeField
from fordel.web.programmes.templatetags.programmes import plain

_SMALLEST = Decimal("0.001")
_OF_COLOURS = ("green", "children", "icc")


def _whole(label: Any, most: int, help_text: Any = "", *, fewest: int = 0) -> forms.IntegerField:
    return WholeField(label=label, help_text=help_text, min_value=fewest, max_value=most)


def _share(
    label: Any,
    help_text: Any = "",
    *,
    lowest: Decimal = Decimal(0),
    highest: Decimal = Decimal(1),
    required: bool = True,
) -> forms.DecimalField:
    return _number(label, help_text, lowest=lowest, highest=highest, required=required)


def _number(
    label: Any,
    help_text: Any = "",
    *,
    lowest: Decimal = _SMALLEST,
    highest: Decimal | None = None,
    required: bool = True,
) -> forms.DecimalField:
    return NumberField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=lowest,
        max_value=highest,
        max_digits=9,
        decimal_places=3,
    )


class EffectPlanForm(forms.Form):
    """Units, periods, how much figures vary, and what is hoped for."""

    started = _whole(_("Units that begin"), MOST_UNITS, fewest=1)
    compared = _whole(
        _("Units to compare with"),
        MOST_UNITS,
        _("They begin later, or not at all. Without any, a change can be seen but no effect."),
    )
    before = _whole(_("Periods with figures before the start"), MOST_PERIODS)
    after = _whole(
        _("Periods with figures after the start"),
        MOST_PERIODS,
        _("As long as there are units that have not begun."),
    )
    begins = forms.CharField(
        label=_("How many begin in each of them, where they do not all begin in the first"),
        help_text=_("One number for each period, such as 6, 0, 6. Empty where all begin at once."),
        required=False,
        max_length=6 * MOST_PERIODS,
    )
    spread = _number(
        _("How different units' ratings are, in points"),
        _("The standard deviation between units in one period."),
    )
    green = _share(
        _("Green before the start, as a share from 0 to 1"),
        lowest=_SMALLEST,
        highest=1 - _SMALLEST,
    )
    green.error_messages |= dict.fromkeys(
        ("min_value", "max_value"), _("Write a share between 0 and 1, neither of them.")
    )
    children = _number(_("Children in each unit"), lowest=Decimal(1))
    icc = _share(
        _("How much of children's differences lies between units, from 0 to 1"),
        _("0 where units are alike, 1 where all children of a unit are."),
    )
    lasting = _share(
        _("How much of units' differences lasts from period to period, from 0 to 1"),
        _("What lasts is taken away by comparing with before. 0 is the cautious choice."),
    )
    carried_over = _share(
        _("How much of the rest is left a period later, from 0 to 1"),
        _("A good or a bad half-year may last into the next. Empty is nothing."),
        required=False,
    )
    hoped_for = _number(
        _("The effect you hope for"),
        _("In points of a rating, or in percentage points of green."),
        required=False,
    )

    def __init__(self, planned: PlannedEffect, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outcome = planned.outcome
        for name in ("spread",) if planned.outcome == "colours" else _OF_COLOURS:
            del self.fields[name]
        for name in self.fields:
            self.initial[name] = _shown(getattr(planned, name))

    def clean_begins(self) -> tuple[int, ...]:
        """The numbers, which must be as many units and periods as the plan has."""
        parts = self.cleaned_data["begins"].replace(";", ",").split(",")
        if not any(part.strip() for part in parts):
            return ()
        if not all(part.strip().isdecimal() for part in parts):
            raise forms.ValidationError(_("Write whole numbers with a comma between them."))
        begins = tuple(int(part) for part in parts)
        started, after = (self.cleaned_data.get(name) for name in ("started", "after"))
        if started is None or after is None:
            return begins  # told of at the field that is wrong
        if sum(begins) != started or len(begins) > after or not begins[0]:
            raise forms.ValidationError(
                _("The numbers must add up to the units that begin, with some in the first period "
                  "and no more numbers than periods after the start.")
            )  # fmt: skip
        return begins

    def clean_carried_over(self) -> Decimal:
        """Nothing, where it is left empty."""
        given: Decimal | None = self.cleaned_data["carried_over"]
        return Decimal(0) if given is None else given

    def wanted(self) -> PlannedEffect:
        """What is expected."""
        return PlannedEffect(outcome=self._outcome, **self.cleaned_data)


def _shown(value: Decimal | int | tuple[int, ...] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return plain(value) if isinstance(value, Decimal) else str(value)
