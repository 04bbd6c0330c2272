"""Things that are counted, with their number before them: `1 barn`, `12 børn`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fordel.domain.language import Language, Words, number


@dataclass(frozen=True)
class Noun:
    """What something is called where there is one of it, and where there are more or none."""

    one: Words
    many: Words

    def of(self, count: Decimal | Fraction | int, language: Language) -> str:
        """The count with its word; parts of one (2.5 months) get one decimal."""
        words = self.one if count == 1 else self.many
        shown = number(count, language, 0 if Fraction(count).denominator == 1 else 1)
        return f"{shown} {words.to(language)}"

    def words(self, count: Decimal | Fraction | int) -> Words:
        """The count with its word in both languages."""
        return Words(da=self.of(count, "da"), en=self.of(count, "en"))


CHILDREN = Noun(Words(da="barn", en="child"), Words(da="børn", en="children"))
UNITS = Noun(Words(da="enhed", en="unit"), Words(da="enheder", en="units"))
PROJECTS = Noun(Words(da="projekt", en="project"), Words(da="projekter", en="projects"))
PERIODS = Noun(Words(da="periode", en="period"), Words(da="perioder", en="periods"))
INDICATORS = Noun(Words(da="indikator", en="indicator"), Words(da="indikatorer", en="indicators"))
ACTIVITIES = Noun(Words(da="aktivitet", en="activity"), Words(da="aktiviteter", en="activities"))
MONTHS = Noun(Words(da="måned", en="month"), Words(da="måneder", en="months"))
STEPS = Noun(Words(da="skridt", en="step"), Words(da="skridt", en="steps"))
