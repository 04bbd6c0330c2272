"""What the organisation refuses, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class NumberTaken(InputRefused):
    key: str

    what = Words(
        da="Nummeret {key} er brugt.",
        en="The number {key} is used.",
    )
    why = Words(
        da="Et nummer bruges aldrig igen, heller ikke efter en lukning; ellers blandes historier.",
        en="A number is never used again, not even after closing; or histories would mix.",
    )
    next = Words(da="Brug et nyt nummer.", en="Use a new number.")


@dataclass(eq=False)
class UnitIsClosed(InputRefused):
    key: str

    what = Words(
        da="Enheden {key} er lukket, men filen har den som åben.",
        en="The unit {key} is closed, but the file has it as open.",
    )
    why = Words(
        da="Et nummer bruges aldrig igen; ellers ville den nye enhed arve den lukkedes historie.",
        en="A number is never used again; or the new unit would inherit the closed one's history.",
    )
    next = Words(
        da="Skriv i filen, hvornår den er lukket, eller giv den nye enhed et nyt nummer.",
        en="Write in the file when it closed, or give the new unit a new number.",
    )


@dataclass(eq=False)
class ChangedMeanwhile(InputRefused):
    name: str

    what = Words(
        da="{name} er ændret af en anden, mens siden var åben.",
        en="{name} was changed by somebody else while the page was open.",
    )
    why = Words(
        da="Ellers ville det, den anden skrev, gå tabt.",
        en="Otherwise what the other wrote would be lost.",
    )
    next = Words(da="Åbn siden igen, og se efter.", en="Open the page again and look.")


@dataclass(eq=False)
class NotPossibleOnThatDay(InputRefused):
    name: str

    what = Words(
        da="{name} findes ikke på den dag.",
        en="{name} is not there on that day.",
    )
    why = Words(
        da="Den er ikke åbnet endnu, eller den er lukket.",
        en="It has not opened yet, or it is closed.",
    )
    next = Words(da="Vælg en anden dag.", en="Choose another day.")


@dataclass(eq=False)
class AreaInUse(InputRefused):
    name: str
    units: int
    leaders: int

    what = Words(
        da="{name} kan ikke lukkes: {units} åbne enheder og {leaders} ledere hører til området.",
        en="{name} cannot be closed: {units} open units and {leaders} leaders belong to the area.",
    )
    why = Words(
        da="Enhederne ville stå uden område, og lederne uden noget at lede.",
        en="The units would be without an area, and the leaders with nothing to lead.",
    )
    next = Words(
        da="Flyt enhederne til et andet område, og afslut ledernes roller, først.",
        en="Move the units to another area and end the leaders' roles first.",
    )


@dataclass(eq=False)
class NameMissing(InputRefused):
    name: str

    what = Words(
        da="Det nye navn til {name} mangler eller er over 120 tegn.",
        en="The new name of {name} is missing or over 120 characters.",
    )
    why = Words(
        da="Navnet står på sider og i breve.",
        en="The name stands on pages and in letters.",
    )
    next = Words(da="Skriv et navn, og send igen.", en="Write a name and send again.")


@dataclass(eq=False)
class NoUnitsFile(InputRefused):
    what = Words(da="Der er ikke valgt nogen fil.", en="No file was chosen.")
    why = Words(
        da="Enhederne overtages fra en fil med en række for hver enhed.",
        en="Units are taken over from a file with a row for each of them.",
    )
    next = Words(
        da="Vælg filen, og send igen; eller åbn enhederne én for én.",
        en="Choose the file and send again; or open the units one by one.",
    )
