"""What the gallery shows its components with: invented, and nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fordel.charts.bars import Bar, bars
from fordel.domain.language import Language
from fordel.web.components.numbers import NumberField
from fordel.web.components.pictures import picture_of

_NAMES = ("A", "B", "C", "D")
_AMOUNT = 412_300_000
_PAGES, _PER_PAGE = 120, 50


class EveryField(forms.Form):
    """A field of each kind, one of them wrong."""

    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("As it stands in letters."))
    amount = NumberField(label=_("Amount"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=[(name, name) for name in _NAMES])
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=_("in use"), required=False)
    answer = forms.ChoiceField(
        label=_("What is the money for?"),
        choices=[("early", _("Early help")), ("house", _("Keeping up the building"))],
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True)
class ShownTable:
    """A table as ``components/table.html`` takes it."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()


def samples(language: Language) -> dict[str, Any]:
    """Everything the gallery's page fills its components with."""
    chart = bars(
        [Bar(name, Fraction(2000 + 900 * place)) for place, name in enumerate(_NAMES)],
        Fraction(3350),
        language,
    )
    return {
        "drawn": picture_of(chart),
        "amount": _AMOUNT,
        "form": EveryField(
            {"name": "", "unit": "B", "day": "2027-08-01", "reason": "…", "answer": "early"}
        ),
        "table": ShownTable(
            (gettext("Measure"), gettext("Before"), gettext("Now")),
            (("Gini", "0,41", "0,43"), (gettext("Range factor"), "14,2", "16,5")),
            (gettext("Something to know."),),
        ),
        "page": Paginator(range(_PAGES), _PER_PAGE).get_page(2),
        "names": _NAMES,
        "change": Fraction(-1250),
        "share": Fraction(1, 20),
        "secret": "ABCD EFGH IJKL",
        "seal": "0f343b0931126a20f133d67c2b018a3b" * 2,
        "header": "institutionsnr",
        "lines": ("- at_least: 2", "+ at_least: 3", "at_least: 3"),
    }
