"""Numbers as people write them, read exactly: the style of a column is found, never guessed.

``1.234`` is one thousand and something in Copenhagen and one and something in London. A column is
read only when its own cells, the other columns of its file or the mapping say which it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from fordel.registers.words import words

Mark = Literal[",", "."]
GROUP = 3
"""Digits between two separators of thousands."""

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")
_SIGNS = {ord("\u2212"): "-", ord("\u2013"): "-", ord("\u2019"): "'", ord("\u00b4"): "'"}
_MONEY = re.compile(r"^(?:kr\.?|dkk|eur|€|£)\s*|\s*(?:kr\.?|dkk|eur|€|£|,-)$", re.IGNORECASE)
_WHOLE = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:(?: +|')\d{3})+")
_NUMBER = re.compile(r"(?P<sign>[+-]?)\s*(?P<body>\d[\d.,' ]*|[.,]\d+)\s*(?P<after>[-%]?)")
_MACHINE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_SUPPRESSED = re.compile(r"<\s*\d+")


@dataclass(frozen=True)
class Numeral:
    """The parts of a number somebody typed."""

    negative: bool
    body: str
    percent: bool

    @property
    def marks(self) -> frozenset[Mark]:
        """The decimal marks this body can have: one, or both where it is ambiguous or whole."""
        points, commas = self.body.count("."), self.body.count(",")
        if points and commas:
            last: Mark = "." if self.body.rindex(".") > self.body.rindex(",") else ","
            return frozenset({last})
        if not points and not commas:
            return frozenset({",", "."})
        mark: Mark = "." if points else ","
        other: Mark = "," if points else "."
        if points + commas > 1:
            return frozenset({other})
        whole, decimals = self.body.split(mark)
        grouped = len(decimals) == GROUP and 1 <= len(whole) <= GROUP and whole[0] != "0"
        return frozenset({mark, other}) if grouped else frozenset({mark})

    @property
    def is_whole(self) -> bool:
        return "." not in self.body and "," not in self.body

    @property
    def is_ambiguous(self) -> bool:
        return len(self.marks) > 1 and not self.is_whole

    def value(self, mark: Mark) -> Fraction:
        """The number, if ``mark`` separates its decimals. Raises ``ValueError`` if it cannot."""
        whole, _, decimals = self.body.partition(mark)
        other = "," if mark == "." else "."
        whole = _ungrouped(whole, other)
        if decimals and not _WHOLE.fullmatch(decimals):
            raise ValueError(self.body)
        digits = Fraction(int(whole + decimals or "0"), 10 ** len(decimals))
        signed = -digits if self.negative else digits
        return signed / 100 if self.percent else signed


def _ungrouped(whole: str, separator: str) -> str:
    if not whole or _WHOLE.fullmatch(whole):
        return whole
    if _GROUPED.fullmatch(whole):
        return re.sub(r"[ ']", "", whole)
    parts = whole.split(separator)
    if 1 <= len(parts[0]) <= GROUP and all(len(part) == GROUP for part in parts[1:]):
        joined = "".join(parts)
        if _WHOLE.fullmatch(joined):
            return joined
    raise ValueError(whole)


def numeral(text: str) -> Numeral:
    """Take a typed number apart. Raises ``ValueError`` if it is none."""
    clean = _MONEY.sub("", text.translate(_BLANKS).translate(_SIGNS).strip()).strip()
    if clean.startswith("(") and clean.endswith(")"):
        clean = "-" + clean[1:-1]
    match = _NUMBER.fullmatch(clean)
    if match is None:
        raise ValueError(text)
    sign, after = match["sign"], match["after"]
    if sign and after == "-":
        raise ValueError(text)
    return Numeral("-" in (sign, after), match["body"].strip(), after == "%")


def is_missing(text: str) -> bool:
    """Whether a cell of a column of figures says that the figure is missing or suppressed."""
    known = words().missing_in_counts
    return " ".join(text.split()).casefold() in known or _SUPPRESSED.fullmatch(text) is not None


def machine_number(text: str) -> Fraction:
    """A number that a program stored: point for decimals, no separators."""
    if not _MACHINE.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


@dataclass(frozen=True)
class Style:
    """What the numbers of a column say about themselves.

    ``marks`` are the decimal marks that some number can only be read with: one is the style, two
    contradict each other, none says nothing. ``ambiguous`` places can be read with either.
    """

    marks: frozenset[Mark]
    ambiguous: tuple[int, ...]

    @property
    def contradicts_itself(self) -> bool:
        return len(self.marks) > 1


def style(texts: Sequence[str]) -> Style:
    """Look for evidence of the decimal mark in texts that somebody typed."""
    marks: set[Mark] = set()
    unclear: list[int] = []
    for place, text in enumerate(texts):
        if is_missing(text):
            continue
        try:
            parts = numeral(text)
            for mark in parts.marks:
                parts.value(mark)
        except ValueError:
            continue
        if parts.is_whole:
            continue
        if len(parts.marks) == 1:
            marks |= parts.marks
        else:
            unclear.append(place)
    return Style(frozenset(marks), tuple(unclear))


def typed_number(text: str, mark: Mark | None) -> Fraction | None:
    """Read a number somebody typed; None where it is missing.

    Raises
    ------
    ValueError : it is not a number, or not one with this mark, or it can be read in two ways and
        ``mark`` is not given.
    """
    if is_missing(text):
        return None
    parts = numeral(text)
    if mark is None and parts.is_ambiguous:
        raise ValueError(text)
    return parts.value(mark or min(parts.marks))
