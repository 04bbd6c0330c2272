"""Links are shown to those who may follow them."""

from __future__ import annotations

from django import template

from fordel.web.access.policies import table
from fordel.web.access.policies.standing import Standing

register = template.Library()


@register.filter
def may(standing: Standing | None, name: str) -> bool:
    """Whether the reader may open a page, by its address's name, somewhere in the municipality."""
    return standing is not None and table.may(standing.roles, name)


@register.filter
def may_change(standing: Standing | None, name: str) -> bool:
    """Whether the reader may send something to a page, somewhere in the municipality."""
    return standing is not None and table.may(standing.roles, name, "POST")
