"""Panels that cannot be read as they are."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class UnevenPanel(InputRefused):
    column: str
    found: int
    expected: int

    what = Words(
        da="Kolonnen «{column}» har {found} rækker, men der er {expected} enheder og perioder.",
        en="The column “{column}” has {found} rows, but there are {expected} units and periods.",
    )
    why = Words(
        da="Hver række er én enhed i én periode; et tal uden række hører ingen steder hjemme.",
        en="Each row is one unit in one period; a figure without a row belongs nowhere.",
    )
    next = Words(
        da="Giv alle kolonner lige mange rækker, og skriv et manglende tal som manglende.",
        en="Give all columns as many rows, and write a missing figure as missing.",
    )


@dataclass(eq=False)
class CountBelowZero(InputRefused):
    column: str
    row: int

    what = Words(
        da="Kolonnen «{column}» har et antal under nul i række {row}.",
        en="The column “{column}” has a count below zero in row {row}.",
    )
    why = Words(da="Et antal børn er nul eller flere.", en="A number of children is zero or more.")
    next = Words(
        da="Ret tallet. Er det ikke indsamlet, skal det mangle.",
        en="Mend the figure. If it was not collected, it must be missing.",
    )


@dataclass(eq=False)
class OutcomeNotFinite(InputRefused):
    row: int

    what = Words(
        da="Resultatet i række {row} er uendeligt.", en="The outcome in row {row} is infinite."
    )
    why = Words(
        da="Et uendeligt tal opstår, når der er divideret med nul; det kan ikke sammenlignes.",
        en="An infinite figure comes of a division by zero; it cannot be compared.",
    )
    next = Words(
        da="Lad tallet mangle, hvor der ingen børn er at dele med.",
        en="Let the figure be missing where there are no children to divide by.",
    )


@dataclass(eq=False)
class LanguageRulesNotUnderstood(InputRefused):
    where: str
    problem_da: str
    problem_en: str

    what = Words(
        da="Reglerne for sprogbrug, {where}: {problem_da}.",
        en="The rules of language, {where}: {problem_en}.",
    )
    why = Words(
        da="Reglerne afgør, hvor stærkt en virkning må omtales. De læses helt eller slet ikke.",
        en="The rules decide how strongly an effect may be spoken of. They are read as a whole or "
        "not at all.",
    )
    next = Words(
        da="Ret stedet; docs/algorithms/effects.md viser alle regler.",
        en="Mend it there; docs/algorithms/effects.md shows all rules.",
    )
