"""What a password has to be beyond long and not among those everybody tries first."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_DIFFERENT = 6


class VariedPassword:
    """No word written twice, and no handful of characters over and over."""

    def validate(self, password: str, user: object = None) -> None:
        del user
        lowered = password.lower()
        repeats = (lowered + lowered).find(lowered, 1) < len(lowered)
        if repeats or len(set(lowered)) < FEWEST_DIFFERENT:
            raise ValidationError(_("The password repeats itself. Choose one with more variety."))

    def get_help_text(self) -> str:
        return _("The password must not be a repetition of something shorter.")
