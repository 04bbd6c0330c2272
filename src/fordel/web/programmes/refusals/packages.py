"""Packages of activities and their costs that cannot be kept or compared as asked."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class PackageIsThere(InputRefused):
    name: str

    what = Words(
        da="Der er allerede en pakke, der hedder «{name}».",
        en="There is a package called “{name}” already.",
    )
    why = Words(
        da="To pakker med samme navn ville blive forvekslet, når de står ved siden af hinanden.",
        en="Two packages of one name would be mistaken for each other side by side.",
    )
    next = Words(
        da="Kald den noget andet, eller åbn den, der er.",
        en="Call it something else, or open the one that is there.",
    )


@dataclass(eq=False)
class PackageIsEmpty(InputRefused):
    what = Words(da="Der er ingen aktivitet i pakken.", en="There is no activity in the package.")
    why = Words(
        da="En pakke koster, hvad dens aktiviteter koster; uden nogen er der intet at regne på.",
        en="A package costs what its activities cost; without any there is nothing to work out.",
    )
    next = Words(
        da="Skriv mindst én enhed ved en aktivitet.",
        en="Write at least one unit at an activity.",
    )


@dataclass(eq=False)
class PackageChangedMeanwhile(WrongUse):
    name: str

    what = Words(
        da="Nogen har ændret pakken «{name}», mens siden var åben.",
        en="Somebody changed the package “{name}” while the page was open.",
    )
    why = Words(
        da="Deres ændring ville gå tabt, hvis din blev gemt oven i.",
        en="Their change would be lost if yours were kept on top of it.",
    )
    next = Words(
        da="Åbn pakken igen, se ændringen, og skriv din; eller gem din som en kopi.",
        en="Open the package again, look at the change, and write yours; or keep yours as a copy.",
    )


@dataclass(eq=False)
class PackagesToCompare(WrongUse):
    count: int
    most: int

    what = Words(da="Der er valgt {count} pakker.", en="The number of packages chosen is {count}.")
    why = Words(
        da="Ved siden af hinanden er der plads til mindst to og højst {most}.",
        en="Side by side there is room for at least two and at most {most}.",
    )
    next = Words(
        da="Gå tilbage, og vælg to eller flere, højst {most}.",
        en="Go back and choose two or more, {most} at most.",
    )


@dataclass(eq=False)
class SumStandsTwice(WrongUse):
    name: str

    what = Words(da="«{name}» står der allerede.", en="“{name}” is there already.")
    why = Words(
        da="To beløb med samme navn kunne blive talt to gange.",
        en="Two sums of the same name could be counted twice.",
    )
    next = Words(
        da="Ret det beløb, der står, eller kald det nye noget andet.",
        en="Change the sum that is there, or call the new one something else.",
    )
