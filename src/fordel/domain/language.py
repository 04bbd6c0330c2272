"""Danish first, English beside it: words, numbers and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = ("da", "en")

_MARKS = {
    "da": str.maketrans(",.-", ".,\N{MINUS SIGN}"),
    "en": str.maketrans("-", "\N{MINUS SIGN}"),
}


@dataclass(frozen=True)
class Words:
    """One sentence, or a template for one, in both languages."""

    da: str
    en: str

    def to(self, language: Language) -> str:
        return self.da if language == "da" else self.en


def rounded(value: Decimal | Fraction | float, decimals: int = 0) -> Decimal:
    """Round half up, as people do, to a fixed number of decimals."""
    exact = Fraction(value)
    scaled = exact * 10**decimals
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(exact < 0 and whole > 0), digits, -decimals))


def number(value: Decimal | Fraction | float, language: Language, decimals: int = 0) -> str:
    """Write a number as its reader does: ``1.234,56`` in Danish, ``1,234.56`` in English.

    What is below zero has a minus, which is as wide as a digit and is not read as a hyphen.
    """
    text = f"{rounded(value, decimals):,.{decimals}f}"
    return text.translate(_MARKS[language])


def percent(share: Decimal | Fraction | float, language: Language, decimals: int = 1) -> str:
    """Write a share (0-1) as a percentage."""
    return number(Fraction(share) * 100, language, decimals) + (" %" if language == "da" else "%")


def day(value: date, language: Language) -> str:
    """Write a date: ``24-12-2026`` in Danish, ``24 December 2026`` in English."""
    return value.strftime("%d-%m-%Y") if language == "da" else f"{value.day} {value:%B %Y}"


def plain(value: Fraction | Decimal | int) -> str:
    """Write an exact number for a file: a terminating decimal where there is one, else a fraction.

    The same number is always written with the same characters, on every machine.
    """
    exact = Fraction(value)
    rest, places = exact.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return f"{exact.numerator}/{exact.denominator}"
    digits = exact.numerator * 10**places // exact.denominator
    if places == 0:
        return str(digits)
    sign, body = ("-" if digits < 0 else ""), str(abs(digits)).rjust(places + 1, "0")
    return f"{sign}{body[:-places]}.{body[-places:]}"
