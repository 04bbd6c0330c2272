"""What the access table found out about a request."""

from __future__ import annotations

from django.http import HttpRequest

from fordel.web.access.policies.standing import Standing


def standing_in(request: HttpRequest) -> Standing:
    """The person's standing in the municipality that the page's address names."""
    standing = getattr(request, "standing", None)
    if not isinstance(standing, Standing):
        raise TypeError("the page's place in the access table is not a municipality")
    return standing
