"""Single cells that do not hold what their column should."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.registers.refusals.base import ValueRefused


@dataclass(eq=False, kw_only=True)
class ValueMissing(ValueRefused):
    what = Words(da="Cellen er tom.", en="The cell is empty.")
    why = Words(
        da="Rækken kan ikke bruges uden værdien, og tomt er ikke nul.",
        en="The row cannot be used without the value, and empty is not zero.",
    )
    next = Words(da="Udfyld cellen, eller slet rækken.", en="Fill in the cell, or delete the row.")


@dataclass(eq=False, kw_only=True)
class NotANumber(ValueRefused):
    what = Words(da="Det er ikke et tal{shown}.", en="This is not a number{shown}.")
    why = Words(da="Kolonnen skal indeholde tal.", en="The column has to hold numbers.")
    next = Words(
        da='Ret cellen. Mangler tallet, så lad den stå tom eller skriv ".".',
        en='Correct the cell. If the figure is missing, leave it empty or write ".".',
    )


@dataclass(eq=False, kw_only=True)
class NegativeNumber(ValueRefused):
    what = Words(da="Tallet er negativt{shown}.", en="The number is negative{shown}.")
    why = Words(
        da="Antal og beløb i denne kolonne kan ikke være under nul.",
        en="Counts and amounts in this column cannot be below zero.",
    )
    next = Words(da="Ret cellen.", en="Correct the cell.")


@dataclass(eq=False, kw_only=True)
class ShareOutside(ValueRefused):
    what = Words(
        da="Andelen ligger ikke mellem 0 og 1{shown}.",
        en="The share is not between 0 and 1{shown}.",
    )
    why = Words(da="En andel er talte børn pr. barn.", en="A share is counted children per child.")
    next = Words(
        da="Skriv andelen som f.eks. 0,25, eller 25 % med procenttegn.",
        en="Write the share as, say, 0.25, or as 25% with a percent sign.",
    )


@dataclass(eq=False, kw_only=True)
class FullTimeOutside(ValueRefused):
    what = Words(
        da="Fuldtidsandelen ligger ikke mellem 0 og 1.",
        en="The full-time share is not between 0 and 1.",
    )
    why = Words(
        da="Et barn kan højst fylde én fuldtidsplads.",
        en="A child cannot take up more than one full-time place.",
    )
    next = Words(
        da="Skriv f.eks. 0,75 eller 75 %. Er det timer, så skriv i mapping.yaml, hvor mange timer "
        "en fuldtidsplads er (full_time_hours:).",
        en="Write, say, 0.75 or 75%. If these are hours, write in mapping.yaml how many hours a "
        "full-time place is (full_time_hours:).",
    )


@dataclass(eq=False, kw_only=True)
class AgeOutside(ValueRefused):
    youngest: int
    oldest: int
    what = Words(
        da="Barnets alder på tælledagen ligger uden for {youngest}–{oldest} år.",
        en="The child's age on the day of counting is outside {youngest}–{oldest} years.",
    )
    why = Words(
        da="Fordel tæller dagtilbudsbørn; måske er fødselsdato eller enhed forkert.",
        en="Fordel counts daycare children; the date of birth or the unit may be wrong.",
    )
    next = Words(da="Ret alderen, eller slet rækken.", en="Correct the age, or delete the row.")


@dataclass(eq=False, kw_only=True)
class UnknownAgeGroup(ValueRefused):
    groups: str
    what = Words(
        da="Aldersgruppen{shown} findes ikke i modellen.",
        en="The age group{shown} is not in the model.",
    )
    why = Words(da="Modellen kender kun: {groups}.", en="The model knows only: {groups}.")
    next = Words(
        da="Ret værdien, eller oversæt den i mapping.yaml (values:).",
        en="Correct the value, or translate it in mapping.yaml (values:).",
    )


@dataclass(eq=False, kw_only=True)
class NotADate(ValueRefused):
    what = Words(da="Det er ikke en dato{shown}.", en="This is not a date{shown}.")
    why = Words(da="Kolonnen skal indeholde datoer.", en="The column has to hold dates.")
    next = Words(
        da="Skriv datoen som 24-12-2026 eller 2026-12-24, med fire cifre i årstallet.",
        en="Write the date as 24-12-2026 or 2026-12-24, with four digits in the year.",
    )


@dataclass(eq=False, kw_only=True)
class NotYesOrNo(ValueRefused):
    what = Words(da="Det er hverken ja eller nej{shown}.", en="This is neither yes nor no{shown}.")
    why = Words(
        da="Kolonnen siger, om noget er opfyldt.", en="The column says whether something is met."
    )
    next = Words(
        da="Skriv ja eller nej, 1 eller 0; tomt betyder, at det ikke vides.",
        en="Write yes or no, 1 or 0; empty means that it is not known.",
    )


@dataclass(eq=False, kw_only=True)
class UnknownChoice(ValueRefused):
    choices: str
    what = Words(da="Værdien{shown} kendes ikke.", en="The value{shown} is not known.")
    why = Words(
        da="Den afgør, hvilke enheder modellen gælder for.",
        en="It decides which units the model applies to.",
    )
    next = Words(
        da="Brug én af: {choices}; eller oversæt den i mapping.yaml (values:).",
        en="Use one of: {choices}; or translate it in mapping.yaml (values:).",
    )
