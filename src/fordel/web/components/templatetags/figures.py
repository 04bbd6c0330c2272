"""Figures, dates and words as the reader writes them. Filters only write; they compute nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from fordel.allocation.model.values import Text
from fordel.domain.language import Words, day, number, percent
from fordel.web.components.language import language_of
from fordel.web.components.pictures import Picture

register = template.Library()

Exact = int | Decimal | Fraction
_MISSING = "–"
_NARROW = "\N{NO-BREAK SPACE}"


@register.filter
def kroner(amount: Exact | None) -> str:
    """An amount with its currency: ``6.023.760 kr.``; what is not known is a dash, never zero."""
    if amount is None:
        return _MISSING
    return f"{_minus(number(Fraction(amount), language_of()))}{_NARROW}kr."


@register.filter
def signed(amount: Exact | None) -> str:
    """A change in money with its sign."""
    if amount is None:
        return _MISSING
    return ("+" if amount > 0 else "") + kroner(amount)


@register.filter
def figure(value: Exact | None, decimals: int = 0) -> str:
    """A number with so many decimals."""
    return _MISSING if value is None else _minus(number(Fraction(value), language_of(), decimals))


@register.filter
def signed_figure(value: Exact | None) -> str:
    """A change with its sign, without a unit."""
    if value is None:
        return _MISSING
    return ("+" if value > 0 else "") + figure(value)


@register.filter
def share(value: Exact | None, decimals: int = 1) -> str:
    """A share (0-1) as a percentage."""
    return _MISSING if value is None else _minus(percent(value, language_of(), decimals))


@register.filter
def on(value: date | datetime | None) -> str:
    """A date: ``24-12-2026``; a moment is told in local time."""
    if value is None:
        return _MISSING
    if isinstance(value, datetime):
        return day(timezone.localtime(value).date(), language_of())
    return day(value, language_of())


@register.filter
def at(value: datetime | None) -> str:
    """A moment: ``24-12-2026 kl. 14.05``."""
    if value is None:
        return _MISSING
    local = timezone.localtime(value)
    clock = f"{local:%H.%M}" if language_of() == "da" else f"{local:%H:%M}"
    return gettext("%(day)s at %(clock)s") % {
        "day": day(local.date(), language_of()),
        "clock": clock,
    }


@register.filter
def said(words: Words | Text | Mapping[str, str] | str) -> str:
    """Words of the library in the reader's language."""
    if isinstance(words, Words | Text):
        return words.to(language_of())
    if isinstance(words, Mapping):
        return str(words.get(language_of(), ""))
    return words


@register.filter
def coded(text: object) -> SafeString:
    """A library's sentence on a page: what it writes between backticks, to be typed, as code."""
    parts = str(text).split("`")
    if len(parts) % 2 == 0:  # one that is alone is only a sign
        return format_html("{}", text)
    return format_html_join(
        "",
        "{}",
        ((format_html("<code>{}</code>", p) if i % 2 else p,) for i, p in enumerate(parts)),
    )


@register.filter
def entry(mapping: Mapping[Any, Any], key: Any) -> Any:
    """A value of a mapping by a key that is itself a value."""
    return mapping.get(key)


@register.inclusion_tag("components/chart.html")
def chart(picture: Picture, name: str) -> dict[str, Any]:
    """A chart with the table that says the same; ``name`` is its id on the page."""
    # The picture is made by Vega on this server from the library's own specification.
    return {"svg": mark_safe(picture.svg), "chart": picture.chart, "name": name}  # noqa: S308


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changed: Any) -> str:
    """This page's address with some of its question changed; an empty value takes it away."""
    asked: QueryDict = context["request"].GET.copy()
    for name, value in changed.items():
        asked.pop(name, None)
        if value not in {None, ""}:
            asked[name] = str(value)
    return "?" + asked.urlencode()


SHAPES = {"good": "●", "watch": "▲", "stop": "■", "open": "○"}


@register.simple_tag
def mark(shape: str, word: str) -> SafeString:
    """A state as shape and word, never colour alone."""
    return format_html(
        '<span class="mark mark-{}"><span aria-hidden="true">{}</span> {}</span>',
        shape,
        SHAPES[shape],
        word,
    )


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}", 1) if text.startswith("-") else text
