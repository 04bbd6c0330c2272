"""The form of what is expected of an effect."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.effects.planning import MOST_PERIODS, MOST_UNITS, PlannedEffect
from fordel.web.programmes.templatetags.programmes import plain

_SMALLEST = Decimal("0.001")
_OF_COLOURS = ("green", "children", "icc")


def _whole(label: Any, most: int, help_text: Any = "", *, fewest: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=fewest,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def _share(
    label: Any, help_text: Any = "", *, lowest: Decimal = Decimal(0), highest: Decimal = Decimal(1)
) -> forms.DecimalField:
    return _number(label, help_text, lowest=lowest, highest=highest)


def _number(
    label: Any,
    help_text: Any = "",
    *,
    lowest: Decimal = _SMALLEST,
    highest: Decimal | None = None,
    required: bool = True,
) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=lowest,
        max_value=highest,
        max_digits=9,
        decimal_places=3,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
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

    def wanted(self) -> PlannedEffect:
        """What is expected."""
        return PlannedEffect(outcome=self._outcome, **self.cleaned_data)


def _shown(value: Decimal | int | None) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)
