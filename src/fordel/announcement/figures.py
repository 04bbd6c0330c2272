"""Figures that know what they are, and a voice that writes them for a Danish or English reader."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from fordel.allocation.model.values import Text
from fordel.announcement.texts import Texts, templates
from fordel.domain.language import Language, Words, number, percent, plain
from fordel.domain.money import Currency, nearest

MINUS = "\N{MINUS SIGN}"
KRONER = Currency("DKK", Decimal(1))


@dataclass(frozen=True)
class Amount:
    """Money; ``about`` says it is enough to show what is paid in, such as whole kroner."""

    exact: Fraction
    about: bool = False

    def written(self, voice: Voice) -> str:
        return voice.money(voice.rounded(self.exact) if self.about else self.exact)


@dataclass(frozen=True)
class SignedAmount:
    """A change in money, written with its sign."""

    exact: Fraction

    def written(self, voice: Voice) -> str:
        return voice.signed(self.exact)


@dataclass(frozen=True)
class Count:
    """A number of something; as many decimals as say something, or as many as wanted."""

    exact: Fraction
    decimals: int | None = None

    def written(self, voice: Voice) -> str:
        if self.decimals is None:
            return voice.count(self.exact)
        return minus(number(self.exact, voice.language, self.decimals))


@dataclass(frozen=True)
class Children:
    """A number of children, with the word."""

    exact: Fraction

    def written(self, voice: Voice) -> str:
        return voice.children(self.exact)


@dataclass(frozen=True)
class Share:
    """A share (0-1), written as a percentage."""

    exact: Fraction

    def written(self, voice: Voice) -> str:
        return voice.share(self.exact)


@dataclass(frozen=True)
class SmallNumber:
    """A small whole number, written as a word: mindst to af seks."""

    exact: Fraction

    def written(self, voice: Voice) -> str:
        return voice.small(self.exact)


Figure = Amount | SignedAmount | Count | Children | Share | SmallNumber
Value = Figure | Text | Words | str


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the exact figures in it by name.

    ``item`` says that it is an entry in a list under the sentence before.
    """

    id: str
    text: str
    figures: Mapping[str, str] = field(default_factory=dict)
    item: bool = False


_NUMBER_WORDS = {
    "da": ("nul", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_CURRENCY_WORDS = {"DKK": "kr."}
_MOST_DECIMALS = 6
_SENTENCE_AFTER_KR = re.compile(r"kr\.\.(?!\.)")
_AND = {"da": "og", "en": "and"}


@dataclass(frozen=True)
class Voice:
    """A language and a currency."""

    language: Language
    currency: Currency = KRONER

    @property
    def money_word(self) -> str:
        return _CURRENCY_WORDS.get(self.currency.code, self.currency.code)

    @property
    def decimals(self) -> int:
        """Decimals that every payable amount can be written with."""
        return money_decimals(self.currency)

    @property
    def display_step(self) -> Fraction:
        """The smallest amount that is shown."""
        return Fraction(1, 10**self.decimals)

    def rounded(self, exact: Fraction) -> Fraction:
        """An amount to the smallest that is shown."""
        return nearest(exact, self.display_step)

    def figure(self, exact: Fraction) -> str:
        """An amount without its currency; two more decimals where it is not payable as it is."""
        payable = (exact / self.display_step).denominator == 1
        return number(exact, self.language, self.decimals + (0 if payable else 2))

    def money(self, exact: Fraction) -> str:
        """An amount with its currency: ``6.023.760 kr.``."""
        return f"{minus(self.figure(exact))} {self.money_word}"

    def signed(self, exact: Fraction) -> str:
        """A change with its sign: ``+92.000 kr.``."""
        return ("+" if exact > 0 else "") + self.money(exact)

    def count(self, exact: Fraction) -> str:
        """At most two decimals; below one, three digits that say something."""
        if abs(exact) >= 1 or not exact:
            decimals = 2
        else:
            decimals = next(
                (d + 2 for d in range(1, _MOST_DECIMALS) if abs(exact) * 10**d >= 1), _MOST_DECIMALS
            )
        text = number(exact, self.language, decimals)
        mark = "," if self.language == "da" else "."
        return minus(text.rstrip("0").rstrip(mark))

    def children(self, exact: Fraction) -> str:
        """A number with its noun: ``60 børn``, ``1 barn``."""
        one, many = ("barn", "børn") if self.language == "da" else ("child", "children")
        return f"{self.count(exact)} {one if exact == 1 else many}"

    def share(self, exact: Fraction) -> str:
        """One decimal; two under one percent."""
        return minus(percent(exact, self.language, 1 if abs(exact) >= Fraction(1, 100) else 2))

    def small(self, exact: Fraction) -> str:
        words = _NUMBER_WORDS[self.language]
        small = exact.denominator == 1 and 0 <= exact < len(words)
        return words[int(exact)] if small else self.count(exact)

    def joined(self, parts: Sequence[str]) -> str:
        """A list as it is said: ``a, b og c``."""
        if len(parts) < 2:  # noqa: PLR2004 - one is said alone
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {_AND[self.language]} {parts[-1]}"

    def written(self, value: Value) -> str:
        """A figure, a text or a plain string as this voice writes it."""
        if isinstance(value, Text | Words):
            return value.to(self.language)
        return value if isinstance(value, str) else value.written(self)

    def words(self, key: str, texts: Texts = "explanation", /, **values: Value) -> str:
        """The text of a template with its values in it."""
        numbers = {n: v.exact if isinstance(v, Figure) else v for n, v in values.items()}
        template = templates(texts)[key].chosen(self.language, numbers)
        text = template.format_map({name: self.written(v) for name, v in values.items()})
        # «kr.» ends a sentence by itself.
        return _SENTENCE_AFTER_KR.sub("kr.", text)

    def say(self, key: str, /, **values: Value) -> Sentence:
        """A sentence of the explanation, with its exact figures."""
        figures = {
            name: plain(v.exact) if isinstance(v, Figure) else self.written(v)
            for name, v in values.items()
        }
        return Sentence(key, self.words(key, **values), figures)

    def item(self, key: str, /, **values: Value) -> Sentence:
        """A sentence that is an entry in a list."""
        return replace(self.say(key, **values), item=True)


def money_decimals(currency: Currency) -> int:
    """Decimals that every multiple of a currency's smallest amount can be written with."""
    exponent = currency.smallest.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def minus(text: str) -> str:
    """A number with a real minus sign."""
    return MINUS + text[1:] if text.startswith("-") else text


def capitalised(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
