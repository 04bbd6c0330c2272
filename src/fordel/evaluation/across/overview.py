"""What may be carried on: each project's maturity, how sure its results are, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fordel.costing.computing import Range
from fordel.domain.language import Language, Words, number
from fordel.domain.nouns import ACTIVITIES
from fordel.evaluation.maturity.criteria import (
    CRITERION_WORDS,
    LEVEL_WORDS,
    MATURITY_WORDS,
    MaturityReport,
    Met,
    ResultLevel,
)
from fordel.evaluation.maturity.judging import Judged
from fordel.evaluation.results.verdicts import JudgedResult, ResultOutcome
from fordel.evaluation.telling import ReadableTable

_TITLE = Words(da="Hvad kan føres videre?", en="What may be carried on?")
_PROJECT, _MATURITY, _WELL, _LEVEL, _COMPARED, _YEAR, _LACKS = (
    Words(da="Projekt", en="Project"),
    Words(da="Modning", en="Maturity"),
    Words(da="Resultater, der gik godt", en="Results that went well"),
    Words(da="Samlet", en="Together"),
    Words(da="Heraf bakket op af en sammenligning", en="Of them borne out by a comparison"),
    Words(da="Kr. om året i alle enheder", en="Kr. per year in all units"),
    Words(da="Mangler til modning", en="Lacks to be matured"),
)
_PROPOSED = Words(da="{outcome} (forslag)", en="{outcome} (proposed)")
_DISAGREE = Words(da="evaluatorerne er uenige", en="the evaluators disagree")
_OF = Words(da="{n} af {of}", en="{n} of {of}")
_NO_RESULTS = Words(da="ingen indsamlet", en="none collected")
_NOT_STATED = Words(da="ikke oplyst", en="not stated")
_AT_LEAST = Words(
    da="mindst {amount} ({activities} uden pris)",
    en="at least {amount} ({activities} without a price)",
)
_RANGE = Words(da="{amount} ({low}–{high})", en="{amount} ({low}–{high})")
_NOTHING = Words(da="intet", en="nothing")
_HOW = Words(
    da="«Samlet» hviler på, hvor mange resultater der gik godt, og på evaluatorernes afgørelser. "
    "Kun hvor en sammenligning med enheder, der begynder senere, bakker op, taler tallene for, at "
    "indsatsen er grunden; bevist er det aldrig.",
    en="“Together” rests on how many results went well and on the evaluators' decisions. Only "
    "where a comparison with units that begin later bears it out do the figures speak for the "
    "effort being why; it is never proved.",
)
_PRICE = Words(
    da="«Ikke oplyst» er ikke det samme som gratis: timer eller antal om året mangler.",
    en="“Not stated” is not the same as free: hours or the number in a year are missing.",
)


@dataclass(frozen=True)
class CarryOn:
    """A project as who chooses among projects reads it.

    Parameters
    ----------
    yearly : kroner in a year in all its units; None where nothing of it is priced.
    unpriced : how many activities are not in it.
    """

    name: str
    maturity: MaturityReport
    judged: Judged
    level: ResultLevel
    came: tuple[JudgedResult, ...]
    yearly: Range | None
    unpriced: int


def overview_table(rows: Sequence[CarryOn], language: Language) -> ReadableTable:
    """Projects in rows: how far, how sure, what it costs, and what is lacking."""
    headers = (_PROJECT, _MATURITY, _WELL, _COMPARED, _LEVEL, _YEAR, _LACKS)
    return ReadableTable(
        _TITLE.to(language),
        tuple(words.to(language) for words in headers),
        tuple(_row(row, language) for row in rows),
        (_HOW.to(language), _PRICE.to(language)),
        text_columns=len(headers),
    )


def _row(row: CarryOn, language: Language) -> tuple[str, ...]:
    well = sum(one.outcome is ResultOutcome.POSITIVE for one in row.came)
    compared = sum(one.is_compared for one in row.came)
    counted = _OF.to(language).format(n=well, of=len(row.came))
    return (
        row.name,
        _maturity(row, language),
        counted if row.came else _NO_RESULTS.to(language),
        _OF.to(language).format(n=compared, of=well) if well else "–",
        LEVEL_WORDS[row.level].to(language),
        _yearly(row, language),
        _lacks(row.maturity, language),
    )


def _maturity(row: CarryOn, language: Language) -> str:
    """What people judged, where they did."""
    if row.judged.is_conflict:
        return _DISAGREE.to(language)
    if row.judged.judgements:
        return MATURITY_WORDS[row.judged.latest[0].outcome].to(language)
    outcome = MATURITY_WORDS[row.maturity.outcome].to(language)
    return _PROPOSED.to(language).format(outcome=outcome)


def _yearly(row: CarryOn, language: Language) -> str:
    if row.yearly is None or not row.yearly.amount:
        return _NOT_STATED.to(language)
    amount, low, high = (
        number(kroner, language) for kroner in (row.yearly.amount, row.yearly.low, row.yearly.high)
    )
    if row.unpriced:
        activities = ACTIVITIES.of(row.unpriced, language)
        return _AT_LEAST.to(language).format(amount=amount, activities=activities)
    return amount if low == high else _RANGE.to(language).format(amount=amount, low=low, high=high)


def _lacks(maturity: MaturityReport, language: Language) -> str:
    lacking = [
        CRITERION_WORDS[one.criterion].to(language)
        for one in maturity.findings
        if one.met is not Met.YES
    ]
    return "; ".join(lacking) or _NOTHING.to(language)
