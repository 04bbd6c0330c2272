"""Registration sheets that cannot be answered, handed in or opened again."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class NotYoursToRegister(WrongUse):
    unit: str

    what = Words(
        da="Du kan ikke udfylde arket for {unit}.", en="You cannot fill in the sheet of {unit}."
    )
    why = Words(
        da="Enhedens egen leder, områdelederen og projektlederen svarer for det, der står i det.",
        en="The unit's own leader, the area's and the project manager answer for what it says.",
    )
    next = Words(
        da="Bed en af dem om at udfylde eller rette det.",
        en="Ask one of them to fill it in or to correct it.",
    )


@dataclass(eq=False)
class SheetChangedMeanwhile(WrongUse):
    unit: str

    what = Words(
        da="Nogen har skrevet i arket for {unit}, mens din side var åben.",
        en="Somebody wrote in the sheet of {unit} while your page was open.",
    )
    why = Words(
        da="Deres svar ville gå tabt, hvis dine blev gemt oven i.",
        en="Their answers would be lost if yours were kept on top of them.",
    )
    next = Words(
        da="Dine svar står stadig på siden. Åbn arket i et nyt vindue, sammenlign, og gem igen.",
        en="Your answers still stand on the page. Open the sheet in a new window, compare, and "
        "keep it again.",
    )


@dataclass(eq=False)
class SheetNotHandedIn(WrongUse):
    unit: str

    what = Words(
        da="Arket for {unit} er ikke afleveret.", en="The sheet of {unit} is not handed in."
    )
    why = Words(
        da="Kun et ark, som enheden er færdig med, kan godkendes eller sendes tilbage.",
        en="Only a sheet that the unit is done with can be accepted or sent back.",
    )
    next = Words(
        da="Vent, til det er afleveret, eller send en påmindelse.",
        en="Wait until it is handed in, or send a reminder.",
    )


@dataclass(eq=False)
class SheetIsHandedIn(WrongUse):
    unit: str

    what = Words(da="Arket for {unit} er afleveret.", en="The sheet of {unit} is handed in.")
    why = Words(
        da="En fil ville skrive oven i svar, som andre regner med, uden at sige hvorfor.",
        en="A file would write over answers that others count on, without saying why.",
    )
    next = Words(
        da="Ret på siden, og skriv hvorfor; eller bed projektlederen om at sende arket tilbage.",
        en="Correct it on the page and write why; or ask the project manager to send it back.",
    )


@dataclass(eq=False)
class SheetFileTooLarge(InputRefused):
    limit: int

    what = Words(da="Filen fylder mere end {limit} MB.", en="The file is larger than {limit} MB.")
    why = Words(
        da="Et registreringsark fylder højst nogle hundrede kB, så det må være en anden fil.",
        en="A registration sheet takes some hundred kB at most, so this must be another file.",
    )
    next = Words(
        da="Vælg det ark, du hentede her. Intet er gemt.",
        en="Choose the sheet that you fetched here. Nothing is kept.",
    )


@dataclass(eq=False)
class SheetFileMissing(InputRefused):
    what = Words(da="Der er ikke valgt en fil.", en="No file is chosen.")
    why = Words(
        da="Uden en fil er der ingen svar at hente ind.",
        en="Without a file there are no answers to bring in.",
    )
    next = Words(da="Vælg det udfyldte ark.", en="Choose the sheet that was filled in.")
