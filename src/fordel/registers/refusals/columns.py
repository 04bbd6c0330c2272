"""Columns that are missing, doubtful or not to be there."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused


@dataclass(eq=False, kw_only=True)
class NoHeader(FileRefused):
    what = Words(
        da="Første række ligner ikke overskrifter.", en="The first row does not look like headers."
    )
    why = Words(
        da="Uden overskrifter vides det ikke, hvad kolonnerne er, og første række data går tabt.",
        en="Without headers nobody knows what the columns are, and a row of data is lost.",
    )
    next = Words(
        da="Sæt en række med kolonnernes navne øverst.",
        en="Put a row with the names of the columns at the top.",
    )


@dataclass(eq=False, kw_only=True)
class ColumnMissing(FileRefused):
    needed: str
    headers: str
    what = Words(
        da='Kolonnen "{needed}" mangler. Filen har: {headers}.',
        en='The column "{needed}" is missing. The file has: {headers}.',
    )
    why = Words(da="Filen kan ikke bruges uden den.", en="The file cannot be used without it.")
    next = Words(
        da="Tilføj kolonnen, eller skriv i mapping.yaml, hvad den hedder i filen; "
        "`fordel inspect FIL` foreslår det.",
        en="Add the column, or write in mapping.yaml what the file calls it; "
        "`fordel inspect FILE` proposes it.",
    )


@dataclass(eq=False, kw_only=True)
class UnknownColumn(FileRefused):
    headers: str
    what = Words(
        da="Filen har ingen kolonne af det navn. Den har: {headers}.",
        en="The file has no column of that name. It has: {headers}.",
    )
    why = Words(
        da="Der bliver bedt om kolonnen, så den må ikke blot springes over.",
        en="The column is asked for, so it must not just be skipped.",
    )
    next = Words(
        da="Ret navnet i mapping.yaml eller i kommandoen.",
        en="Correct the name in mapping.yaml or in the command.",
    )


@dataclass(eq=False, kw_only=True)
class HeaderTwice(FileRefused):
    meant: str
    headers: str
    what = Words(
        da='Flere overskrifter kan være kolonnen "{meant}": {headers}.',
        en='Several headers could be the column "{meant}": {headers}.',
    )
    why = Words(
        da="Det kan ikke afgøres, hvilken der gælder.", en="Which one counts cannot be decided."
    )
    next = Words(
        da="Skriv den rigtige i mapping.yaml, eller giv kolonnerne forskellige navne.",
        en="Write the right one in mapping.yaml, or give the columns different names.",
    )


@dataclass(eq=False, kw_only=True)
class AgeMissing(FileRefused):
    what = Words(
        da="Filen siger ikke, hvor gamle børnene er.",
        en="The file does not say how old children are.",
    )
    why = Words(da="Børn tælles efter aldersgruppe.", en="Children are counted by age group.")
    next = Words(
        da="Tilføj én af kolonnerne born_on (fødselsdato), age (alder) eller age_group "
        "(aldersgruppe).",
        en="Add one of the columns born_on, age or age_group.",
    )


@dataclass(eq=False, kw_only=True)
class ChildCountsMissing(FileRefused):
    needed: str
    what = Words(
        da="Der er hverken børnetal i enhedsfilen ({needed}) eller en fil med børn.",
        en="There are neither child counts in the file of units ({needed}) nor a file of children.",
    )
    why = Words(
        da="Uden børnetal kan intet fordeles.",
        en="Without child counts nothing can be distributed.",
    )
    next = Words(
        da="Tilføj kolonnerne {needed}, eller læg en børnefil i mappen.",
        en="Add the columns {needed}, or put a file of children in the folder.",
    )


@dataclass(eq=False, kw_only=True)
class CriterionNotInData(FileRefused):
    criterion: str
    what = Words(
        da='Kriteriet "{criterion}" står i modellen, men ikke i data.',
        en='The criterion "{criterion}" is in the model but not in the data.',
    )
    why = Words(
        da="Et kriterium uden data ville tælle, som om ingen børn opfyldte det.",
        en="A criterion without data would count as if no child met it.",
    )
    next = Words(
        da="Tilføj det i filen, skriv i mapping.yaml, hvad det hedder dér, eller tag det ud af "
        "modellen.",
        en="Add it to the file, write in mapping.yaml what it is called there, or take it out of "
        "the model.",
    )


@dataclass(eq=False, kw_only=True)
class PersonalNumber(FileRefused):
    rows: int
    what = Words(
        da="Kolonnen har noget, der ligner CPR-numre (antal rækker: {rows}; den første er nævnt).",
        en="The column holds what looks like CPR numbers (rows: {rows}; the first is named).",
    )
    why = Words(
        da="Personnumre må kun stå i børnefilens nøglekolonne, hvor de straks gøres ukendelige.",
        en="Personal numbers may only stand in the key column of the file of children, where they "
        "are made unrecognisable at once.",
    )
    next = Words(
        da="Slet kolonnen eller numrene, og gem filen igen.",
        en="Delete the column or the numbers and save the file again.",
    )


@dataclass(eq=False, kw_only=True)
class AmbiguousNumbers(FileRefused):
    example: str
    rows: int
    what = Words(
        da='Tal som "{example}" kan læses på to måder (antal rækker: {rows}; den første er nævnt).',
        en='Numbers like "{example}" can be read in two ways (rows: {rows}; the first is named).',
    )
    why = Words(
        da="Tegnet kan skille tusinder eller decimaler; forskellen er en faktor 1.000.",
        en="The mark may separate thousands or decimals; the difference is a factor of 1,000.",
    )
    next = Words(
        da='Skriv decimaltegnet i mapping.yaml, f.eks. decimal: ",".',
        en='Write the decimal mark in mapping.yaml, e.g. decimal: ",".',
    )


@dataclass(eq=False, kw_only=True)
class MixedNumbers(FileRefused):
    what = Words(
        da="Nogle tal har decimalkomma, andre decimalpunktum.",
        en="Some numbers have a decimal comma, others a decimal point.",
    )
    why = Words(
        da="Så kan mindst ét af dem være læst en faktor 1.000 forkert.",
        en="At least one of them may then be read wrongly by a factor of 1,000.",
    )
    next = Words(
        da='Ret kolonnen, eller skriv decimaltegnet i mapping.yaml, f.eks. decimal: ",".',
        en='Correct the column, or write the decimal mark in mapping.yaml, e.g. decimal: ",".',
    )


@dataclass(eq=False, kw_only=True)
class MixedDates(FileRefused):
    what = Words(
        da="Nogle datoer har dagen først, andre måneden.",
        en="Some dates have the day first, others the month.",
    )
    why = Words(
        da="En dato kan da ikke læses med sikkerhed.", en="No date can then be read with certainty."
    )
    next = Words(
        da='Ret kolonnen, eller skriv formen i mapping.yaml, f.eks. dates: "%d-%m-%Y".',
        en='Correct the column, or write the form in mapping.yaml, e.g. dates: "%d-%m-%Y".',
    )


@dataclass(eq=False, kw_only=True)
class CountDayMissing(FileRefused):
    what = Words(
        da="Filen har datoer, men modellen siger ikke, hvilken dag børnene tælles.",
        en="The file has dates, but the model does not say on which day children are counted.",
    )
    why = Words(
        da="Alder og indmeldelse afhænger af dagen.", en="Age and enrolment depend on the day."
    )
    next = Words(da="Skriv tælledagen i modellen.", en="Write the day of counting in the model.")
