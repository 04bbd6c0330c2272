"""Fields that several forms of interventions have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_ROWS = 3
_FEWEST_WORDS, _FEWEST_LETTERS = 2, 8


def check_says_why(text: str) -> None:
    """Refuse a reason that nobody could read later: one word, or a few letters."""
    letters = sum(letter.isalpha() for letter in text)
    if len(text.split()) < _FEWEST_WORDS or letters < _FEWEST_LETTERS:
        raise ValidationError(
            _("Say why in a few words, so that whoever reads it later can see what it rests on.")
        )


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
