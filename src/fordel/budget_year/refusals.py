"""What can go wrong around a run's folder."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class CannotWrite(WrongUse):
    folder: str

    what = Words(
        da="Der kan ikke skrives i mappen «{folder}».",
        en="The folder “{folder}” cannot be written.",
    )
    why = Words(
        da="Resultatet er beregnet, men ikke gemt; det, der lå i mappen, er uændret.",
        en="The result was computed but not kept; what lay in the folder has not changed.",
    )
    next = Words(
        da="Vælg en anden mappe med `--out`, eller giv adgang til den.",
        en="Choose another folder with `--out`, or give access to it.",
    )


@dataclass(eq=False)
class ProfileEnding(WrongUse):
    file: str

    what = Words(
        da="«{file}» ender hverken på .csv eller .parquet.",
        en="“{file}” ends neither in .csv nor in .parquet.",
    )
    why = Words(
        da="Endelsen siger, hvordan profilen skrives og siden læses.",
        en="The ending says how the profile is written, and read again.",
    )
    next = Words(
        da="Giv `--out` et navn med en af de to endelser.",
        en="Give `--out` a name with one of the two endings.",
    )


@dataclass(eq=False)
class WouldReplace(WrongUse):
    file: str

    what = Words(da="«{file}» findes i forvejen.", en="“{file}” is there already.")
    why = Words(
        da="En profil er persondata og skrives aldrig oven i en anden fil.",
        en="A profile is personal data and is never written over another file.",
    )
    next = Words(
        da="Vælg et andet navn med `--out`, eller slet filen først.",
        en="Choose another name with `--out`, or delete the file first.",
    )


@dataclass(eq=False)
class CannotWriteFile(WrongUse):
    file: str

    what = Words(da="«{file}» kan ikke skrives.", en="“{file}” cannot be written.")
    why = Words(
        da="Mappen findes ikke, disken er fuld, eller der er ikke adgang. Intet er skrevet.",
        en="The folder is not there, the disk is full, or there is no access. Nothing was written.",
    )
    next = Words(
        da="Vælg et andet sted med `--out`, eller lav mappen.",
        en="Choose another place with `--out`, or make the folder.",
    )


@dataclass(eq=False)
class UnitNotFound(WrongUse):
    unit: str
    near: str

    what = Words(
        da="Enheden «{unit}» er ikke med i kørslen.", en="The unit “{unit}” is not in the run."
    )
    why = Words(
        da="Nøglen er en anden, eller enheden er uden for modellen. Nærmest: {near}.",
        en="The key is another, or the unit is outside the model. Nearest: {near}.",
    )
    next = Words(
        da="Se nøglerne i `allocation.csv`; navnet kan også bruges.",
        en="See the keys in `allocation.csv`; the name works too.",
    )


@dataclass(eq=False)
class BasisNotKnown(WrongUse):
    basis: str

    what = Words(
        da="«{basis}» siger ikke, hvad børnetallene er.",
        en="“{basis}” does not say what the child counts are.",
    )
    why = Words(
        da="Budgetterede og faktiske børnetal giver forskellige kroner pr. barn.",
        en="Budgeted and actual child counts give different kroner per child.",
    )
    next = Words(
        da="Skriv budgeted, actual eller not_stated.", en="Write budgeted, actual or not_stated."
    )


@dataclass(eq=False)
class SpecialNotYesOrNo(InputRefused):
    file: str
    row: int
    column: str

    what = Words(
        da="{file}, række {row}, «{column}»: her skal stå ja eller nej.",
        en="{file}, row {row}, “{column}”: yes or no is expected here.",
    )
    why = Words(
        da="Specialenheder er ude af målene, så det skal vides om hver enhed.",
        en="Special units are out of the measures, so it must be known of every unit.",
    )
    next = Words(da="Ret cellen.", en="Mend the cell.")


@dataclass(eq=False)
class NotANumberGiven(WrongUse):
    option: str
    value: str

    what = Words(da="`{option} {value}` er ikke et tal.", en="`{option} {value}` is not a number.")
    why = Words(da="Beregneren regner med tal.", en="The calculator works with numbers.")
    next = Words(
        da="Skriv tallet med punktum som decimaltegn og uden tusindtalsskiller, for eksempel 0.10.",
        en="Write the number with a decimal point and no thousands separators, for instance 0.10.",
    )


@dataclass(eq=False)
class ProtectionDoesNotFit(InputRefused):
    year: int

    what = Words(
        da="Det, der er gemt om, hvilke tal for {year} der må vises, passer ikke til tallene.",
        en="What is kept about which figures of {year} may be shown does not fit the figures.",
    )
    why = Words(
        da="Så kan det ikke vides, om nogen kan kendes, og intet vises.",
        en="Then it cannot be told whether somebody could be known, and nothing is shown.",
    )
    next = Words(
        da="Meld budgettet ud som en ny version; så bliver tallene beskyttet igen.",
        en="Announce the budget as a new version; the figures are then protected again.",
    )
