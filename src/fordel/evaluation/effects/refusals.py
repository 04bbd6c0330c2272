"""Panels that cannot be read as they are."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, Where, WrongUse
from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused, ValueRefused


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
class UnitMissing(InputRefused):
    row: int

    what = Words(da="Række {row} nævner ingen enhed.", en="Row {row} names no unit.")
    why = Words(
        da="Et tal uden enhed kan ikke følges fra periode til periode.",
        en="A figure without a unit cannot be followed from period to period.",
    )
    next = Words(
        da="Skriv enhedens nøgle, eller tag rækken ud.", en="Give the unit's key, or drop the row."
    )


@dataclass(eq=False)
class FigureNotRead(InputRefused):
    column: str
    row: int

    what = Words(
        da="I kolonnen «{column}», række {row}, står ikke ét tal.",
        en="The column “{column}” has no single number in row {row}.",
    )
    why = Words(
        da="Tekst og lister bliver ikke gættet til tal.",
        en="Text and lists are not guessed to be numbers.",
    )
    next = Words(
        da="Giv et tal i hver række; None eller NaN, hvor det ikke er indsamlet.",
        en="Give a number in each row; None or NaN where it was not collected.",
    )


@dataclass(eq=False)
class FigureNotWhole(InputRefused):
    column: str
    row: int

    what = Words(
        da="I kolonnen «{column}», række {row}, står ikke et helt tal.",
        en="The column “{column}” has no whole number in row {row}.",
    )
    why = Words(
        da="Perioder har numre, og børn tælles; intet bliver rundet af.",
        en="Periods have numbers, and children are counted; nothing is rounded.",
    )
    next = Words(
        da="Giv antal og numre som hele tal; andele hører til i resultatet.",
        en="Give counts and numbers as whole numbers; shares belong in the outcome.",
    )


@dataclass(eq=False)
class PeriodMissing(InputRefused):
    row: int

    what = Words(da="Række {row} har ingen periode.", en="Row {row} has no period.")
    why = Words(
        da="Uden periode vides det ikke, hvad der kom før og efter.",
        en="Without a period nobody knows what came before and after.",
    )
    next = Words(
        da="Skriv periodens nummer, eller tag rækken ud.",
        en="Give the period's number, or drop the row.",
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
    file: str
    where: Where
    problem_da: str
    problem_en: str

    what = Words(
        da="Reglerne for sprogbrug, {file}, {where}: {problem_da}.",
        en="The rules of language, {file}, {where}: {problem_en}.",
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


@dataclass(eq=False)
class NoOutcome(WrongUse):
    indicator: str
    known: str

    what = Words(
        da="«{indicator}» er ikke et resultat, som projektet registrerer.",
        en="“{indicator}” is not a result that the project registers.",
    )
    why = Words(
        da="En virkning kan kun ses på en vurdering eller på børn i tre farver.",
        en="An effect can only be seen in a rating or in children in three colours.",
    )
    next = Words(da="Vælg en af disse: {known}.", en="Choose one of these: {known}.")


@dataclass(eq=False, kw_only=True)
class EffectColumnMissing(FileRefused):
    headers: str

    what = Words(
        da="Filen har ikke den kolonne. Den har: {headers}.",
        en="The file does not have that column. It has: {headers}.",
    )
    why = Words(
        da="En virkning regnes af enhed, periode, tal, og hvornår enheden begynder.",
        en="An effect is worked out of unit, period, figure, and when the unit begins.",
    )
    next = Words(
        da="Tilføj kolonnen. docs/how-to/estimate-an-effect.md viser en fil, der kan læses.",
        en="Add the column. docs/how-to/estimate-an-effect.md shows a file that can be read.",
    )


@dataclass(eq=False, kw_only=True)
class NotAWholeNumber(ValueRefused):
    what = Words(da="Det er ikke et helt tal{shown}.", en="This is not a whole number{shown}.")
    why = Words(
        da="Perioder er nummereret, og børn er talt.",
        en="Periods are numbered, and children are counted.",
    )
    next = Words(da="Ret cellen.", en="Correct the cell.")


@dataclass(eq=False, kw_only=True)
class MonthsDiffer(FileRefused):
    period: int

    what = Words(
        da="Periode {period} har en anden længde her end i en tidligere række.",
        en="Period {period} has another length here than in an earlier row.",
    )
    why = Words(
        da="Det afgør, om virkningsfasen har varet længe nok.",
        en="It decides whether the effect phase has lasted long enough.",
    )
    next = Words(
        da="Skriv den samme længde i alle periodens rækker.",
        en="Write the same length in all rows of the period.",
    )


@dataclass(eq=False)
class LanguageRulesNotFound(InputRefused):
    file: str

    what = Words(da="Reglerne «{file}» kan ikke læses.", en="The rules “{file}” cannot be read.")
    why = Words(
        da="De afgør, hvor stærkt en virkning må omtales.",
        en="They decide how strongly an effect may be spoken of.",
    )
    next = Words(
        da="Se efter, om stien er rigtig, og om filen er tekst i UTF-8.",
        en="See whether the path is right, and whether the file is text in UTF-8.",
    )


@dataclass(eq=False)
class PlanNotFound(InputRefused):
    file: str

    what = Words(da="Planen «{file}» kan ikke læses.", en="The plan “{file}” cannot be read.")
    why = Words(
        da="Den siger, hvor mange enheder og perioder der regnes med.",
        en="It says how many units and periods are reckoned with.",
    )
    next = Words(
        da="Se efter, om stien er rigtig, og om filen er tekst i UTF-8.",
        en="See whether the path is right, and whether the file is text in UTF-8.",
    )


@dataclass(eq=False)
class PlanNotUnderstood(InputRefused):
    file: str
    where: Where
    problem_da: str
    problem_en: str

    what = Words(da="{file}, {where}: {problem_da}.", en="{file}, {where}: {problem_en}.")
    why = Words(
        da="Den mindste virkning, der kan ses, regnes af hele planen.",
        en="The smallest effect that can be seen is worked out of the whole plan.",
    )
    next = Words(
        da="Ret stedet; docs/how-to/estimate-an-effect.md viser en plan.",
        en="Mend it there; docs/how-to/estimate-an-effect.md shows a plan.",
    )
