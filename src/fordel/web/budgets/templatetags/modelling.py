"""What the cards of a model need to know of their fields."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django import template

register = template.Library()


@register.filter
def path_id(path: str) -> str:
    """A field's name as part of an id: no two fields have the same."""
    return "".join(c if c.isalnum() else "-" for c in path)


@register.filter
def same(value: object, other: object) -> bool:
    """Whether two values are the same, to be handed on."""
    return value == other


@register.filter
def firsts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The first of each pair."""
    return [first for first, _ in pairs]


@register.filter
def way(change: int | Fraction | None) -> str:
    """Whether a change is a gain or a loss, as the styles call them."""
    if not change:
        return ""
    return "gain" if change > 0 else "loss"
