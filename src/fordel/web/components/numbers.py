"""Numbers as people type them in a field: ``12.000`` in Danish is twelve thousand.

Django's own fields read it as twelve, without a word.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fordel.registers.numerals import Mark, numeral
from fordel.web.components.language import language_of

_LONGEST = 40
_NO_NUMBER = _("Write a number, as 1,250.50.")
_NOT_WHOLE = _("Write a whole number, as 1,250.")
_NONE = _("It has to be more than 0. What is not known is left empty.")


class NumberField(forms.DecimalField):
    """A number with or without decimals and separators of thousands, read exactly.

    What can be read in two ways is read as the page's language writes it; what can only be read
    in one is read so, whoever writes it.
    """

    default_error_messages = {"invalid": _NO_NUMBER}

    def __init__(self, **named: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        least = named.get("min_value")
        said = {"min_value": _NONE} if least is not None and 0 < least < 1 else {}
        super().__init__(**{"localize": True, "widget": widget, "error_messages": said, **named})

    def to_python(self, value: Any) -> Any:
        return super().to_python(_read(value, self))


class WholeField(forms.IntegerField):
    """A whole number, with or without separators of thousands."""

    default_error_messages = {"invalid": _NOT_WHOLE}

    def __init__(self, **named: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(**{"localize": True, "widget": widget, **named})

    def to_python(self, value: Any) -> Any:
        read = _read(value, self)
        if isinstance(read, Decimal):
            if read != read.to_integral_value():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return int(read)
        return super().to_python(read)


def _read(value: Any, field: forms.Field) -> Any:
    """The number somebody typed; what is empty, or no text, as it is.

    Raises
    ------
    ValidationError : it is no number.
    """
    if not isinstance(value, str) or not value.strip():
        return value
    mark: Mark = "," if language_of() == "da" else "."
    wrong = ValidationError(field.error_messages["invalid"], code="invalid")
    if len(value) > _LONGEST:
        raise wrong
    try:
        parts = numeral(value)
        found = parts.value(mark if mark in parts.marks else min(parts.marks))
    except ValueError as error:
        raise wrong from error
    if parts.percent:
        raise wrong
    # A number somebody typed has a finite number of decimals, so this is exact.
    return Decimal(found.numerator) / Decimal(found.denominator)
