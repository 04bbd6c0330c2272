"""The form that a panel of pseudonyms is brought in by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fordel.web.components.language import language_of
from fordel.web.programmes.models import Indicator


class PanelForm(forms.Form):
    """Which result a panel is of, where it comes from, and why it replaces an earlier one."""

    indicator = forms.ChoiceField(label=_("Which result it is of"))
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("Which system it comes from, and when it was drawn. No names."),
    )
    reason = forms.CharField(
        label=_("Why it replaces the earlier one"),
        max_length=300,
        required=False,
        help_text=_("Only where children were followed in the same result before."),
    )

    def __init__(self, indicators: Iterable[Indicator], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        danish = language_of() == "da"
        chosen = self.fields["indicator"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            (known.key, known.label_da if danish else known.label_en) for known in indicators
        ]
