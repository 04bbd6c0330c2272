"""Fields that several forms of interventions have."""

from __future__ import annotations

from typing import Any

from django import forms

_ROWS = 3


class Lines(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or ())


def text_field(label: Any, help_text: Any = "", *, rows: int = _ROWS) -> forms.CharField:
    """A text of a few lines that may be left empty."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)
