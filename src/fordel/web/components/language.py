"""The reader's language, as the library names it."""

from __future__ import annotations

from django.utils.translation import get_language

from fordel.domain.language import Language


def language_of() -> Language:
    """The language of the page being made."""
    return "en" if (get_language() or "da").startswith("en") else "da"
