"""Words that every part of a report uses."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fordel.domain.language import Language, Words, day
from fordel.domain.nouns import MONTHS
from fordel.interventions.cells import STATE_WORDS, Cell
from fordel.interventions.periods import DataPeriod

UNIT = Words(da="Enhed", en="Unit")
ALL = Words(da="I alt", en="In all")
WHAT = Words(da="Hvad", en="What")
PERIOD = Words(da="periode {no} ({first} – {last})", en="period {no} ({first} – {last})")
NOT_COLLECTED_IN = Words(
    da="Ikke indsamlet i {period}: {reason}.", en="Not collected in {period}: {reason}."
)
NO_FIGURES = Words(da="ingen tal", en="no figures")
PARTLY = Words(da="{total} (fra {n} af {units})", en="{total} (from {n} of {units})")
N_UNITS = Words(da="{n} af {units}", en="{n} of {units}")
SOURCE_UNITS = Words(
    da="Kilde: enhedernes registreringer i {period}.",
    en="Source: the units' registrations in {period}.",
)


def period_words(period: DataPeriod, language: Language) -> str:
    """A period by its number and days."""
    return days_words(period.no, period.first, period.last, language)


def days_words(no: int, first: date, last: date, language: Language) -> str:
    """A period's number with its first and last day."""
    return PERIOD.to(language).format(no=no, first=day(first, language), last=day(last, language))


def months_words(months: Fraction, language: Language) -> str:
    """A length in months."""
    return MONTHS.of(months, language)


def source_of(period: DataPeriod, language: Language) -> str:
    """Where a period's figures come from."""
    return SOURCE_UNITS.to(language).format(period=period_words(period, language))


def answer(cell: Cell, language: Language) -> int | str:
    """A cell's number, or in words which kind of nothing stands there."""
    return STATE_WORDS[cell.state].to(language) if cell.value is None else cell.value


def listed(names: tuple[str, ...], language: Language) -> str:
    """Names with an “and” before the last."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no and
        return "".join(names)
    last = Words(da="og", en="and").to(language)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


_RULES = Words(da="Regler: {source}.", en="Rules: {source}.")


def rules_words(source: Words, language: Language) -> str:
    """Where the rules come from."""
    return _RULES.to(language).format(source=source.to(language).rstrip("."))
