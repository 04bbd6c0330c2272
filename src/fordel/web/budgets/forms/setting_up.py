"""Forms of the budget year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_FIRST, _LAST = 2000, 2100


class YearForm(forms.Form):
    """Which year is opened."""

    year = forms.IntegerField(label=_("Budget year"), min_value=_FIRST, max_value=_LAST)

    def __init__(self, *args: Any, newest: int | None, **kwargs: Any) -> None:
        """``newest`` is the newest year that is open; the one after it is proposed."""
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = (newest or timezone.localdate().year) + 1
