"""What every page's template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fordel import __version__


def page(request: HttpRequest) -> dict[str, Any]:
    """The place a person is in, what they are there, and the installation."""
    standing = getattr(request, "standing", None)
    return {
        "standing": standing,
        "demo": settings.DEMO,
        "fordel_version": __version__,
        "languages": settings.LANGUAGES,
    }
