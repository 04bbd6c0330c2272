"""What cannot be told, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class UnitNotInRun(WrongUse):
    """The register of a run has no such unit."""

    unit: str
    units: int

    what = Words(da="Der er ingen enhed «{unit}».", en="There is no unit “{unit}”.")
    why = Words(
        da="Fordelingen har {units} enheder, men ikke den.",
        en="The allocation has {units} units, but not that one.",
    )
    next = Words(
        da="Skriv enhedens nøgle, som den står i allocation.csv; foranstillede nuller skal med.",
        en="Write the unit's key as it stands in allocation.csv, with its leading zeros.",
    )


@dataclass(eq=False)
class UnitTakesNoPart(WrongUse):
    """The unit gets no money, so there is nothing to announce."""

    unit: str

    what = Words(
        da="«{unit}» er ikke med i fordelingen.", en="“{unit}” takes no part in the allocation."
    )
    why = Words(
        da="En enhed uden beløb kan ikke få et budgetbrev.",
        en="A unit without an amount cannot get a budget letter.",
    )
    next = Words(
        da="Se hvorfor med `fordel explain {unit}`.", en="See why with `fordel explain {unit}`."
    )


@dataclass(eq=False)
class UnitNotInChange(WrongUse):
    """Neither of two runs has the unit."""

    unit: str

    what = Words(
        da="Enheden «{unit}» er med i ingen af de to fordelinger.",
        en="The unit “{unit}” is in neither of the two allocations.",
    )
    why = Words(da="Så er der ingen ændring at forklare.", en="So there is no change to explain.")
    next = Words(
        da="Skriv enhedens nøgle, som den står i allocation.csv.",
        en="Write the unit's key as it stands in allocation.csv.",
    )


@dataclass(eq=False)
class ContactFieldNotKnown(WrongUse):
    """A letter's settings hold something that no letter shows."""

    field: str
    known: str

    what = Words(
        da="Brevets oplysninger har ikke noget, der hedder «{field}».",
        en="The letter's settings have nothing called “{field}”.",
    )
    why = Words(
        da="Det ville mangle i brevet, uden at nogen så det.",
        en="It would be missing from the letter without anyone noticing.",
    )
    next = Words(da="Brug kun: {known}.", en="Use only: {known}.")


@dataclass(eq=False)
class TextCannotBePrinted(InputRefused):
    """A text of the letter holds a character that none of its fonts can draw."""

    unit: str
    character: str

    what = Words(
        da="Brevet til «{unit}» indeholder tegnet «{character}», som ikke kan trykkes.",
        en="The letter to “{unit}” holds the character “{character}”, which cannot be printed.",
    )
    why = Words(
        da="Et tomt sted i brevet ville ikke kunne læses op af en skærmlæser.",
        en="A gap in the letter could not be read aloud by a screen reader.",
    )
    next = Words(
        da="Ret enhedens navn, formålet eller brevets oplysninger, så tegnet ikke er der.",
        en="Mend the unit's name, the purpose or the letter's settings so that it is not there.",
    )
