"""What disclosure control refuses, in words that reveal no hidden figure."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class NotACount(InputRefused):
    cell: str

    what = Words(
        "Cellen {cell} skal være et antal, men er ikke et helt tal fra 0 og op, eller den er et "
        "beløb under det laveste, den kan være.",
        "The cell {cell} should be a count, but is not a whole number from 0 up, or it is an "
        "amount below the lowest it can be.",
    )
    why = Words(
        "Reglerne for små tal gælder antal børn.", "The rules on small counts are about children."
    )
    next = Words(
        "Ret tallet, eller angiv at cellen er et beløb.",
        "Correct the figure, or say that the cell is an amount.",
    )


@dataclass(eq=False)
class UnknownCell(InputRefused):
    cell: str

    what = Words(
        "En sum bruger cellen {cell}, som ikke har noget tal.",
        "A sum uses the cell {cell}, which has no figure.",
    )
    why = Words(
        "Et tal, der ikke er oplyst, er ikke nul og kan ikke lægges sammen med andre.",
        "A figure that was not collected is not zero and cannot be added to others.",
    )
    next = Words(
        "Giv cellen et tal, eller lad den være ude af summen.",
        "Give the cell a figure, or leave it out of the sum.",
    )


@dataclass(eq=False)
class DoesNotAddUp(InputRefused):
    cell: str

    what = Words(
        "Tallene stemmer ikke omkring cellen {cell}.", "The figures around {cell} do not add up."
    )
    why = Words(
        "Hvad andre kan regne ud af en tabel, kan kun afgøres, når dens summer passer.",
        "What others can compute from a table can only be told when its sums are right.",
    )
    next = Words(
        "Ret tallene eller summen. Uoplyste tal må ikke være talt med i summen.",
        "Correct the figures or the sum. Figures not collected must not be part of the sum.",
    )


@dataclass(eq=False)
class LinkedCellsDiffer(InputRefused):
    cell: str

    what = Words(
        "Cellen {cell} står i flere tabeller med forskellige tal.",
        "The cell {cell} stands in several tables with different figures.",
    )
    why = Words(
        "Tabeller, der udgives sammen, beskyttes sammen, og så skal fælles celler være ens.",
        "Tables published together are protected together, so shared cells must agree.",
    )
    next = Words(
        "Ret det ene tal, eller giv cellerne hver sit navn.",
        "Correct one of the figures, or give the cells different names.",
    )


@dataclass(eq=False)
class RulesRefused(WrongUse):
    setting: str

    what = Words(
        "Reglen {setting} kan ikke bruges med den værdi.",
        "The rule {setting} cannot be used with that value.",
    )
    why = Words(
        "Med den ville et skjult tal kunne gættes, eller intet blive skjult.",
        "With it a hidden figure could be guessed, or nothing would be hidden.",
    )
    next = Words(
        "Vælg en mindstegrænse på 2 eller mere (3, når små tal mærkes »under«) og en andel "
        "mellem 0 og 100 procent. Afrund til et tal, der ikke er under mindstegrænsen (næsten "
        "det dobbelte, når hvert tal afrundes for sig), med et tal for beløb også, og med et "
        "hemmeligt starttal, når der trækkes lod.",
        "Choose a threshold of 2 or more (3 where small counts are marked “under”) and a share "
        "between 0 and 100 percent. Round to a base that is not below the threshold (nearly "
        "twice it where each figure is rounded on its own), with a base for amounts too, and "
        "with a secret seed where lots are drawn.",
    )


@dataclass(eq=False)
class CannotBeProtected(InputRefused):
    cell: str

    what = Words(
        "Cellen {cell} kan regnes ud, selv når alt, der må skjules, er skjult.",
        "The cell {cell} can be computed even when all that may be hidden is hidden.",
    )
    why = Words("Tal, der altid vises, røber den.", "Figures that are always shown give it away.")
    next = Words(
        "Lad færre tal være »altid vist«, mærk alle skjulte tal ens, eller udelad tabellen.",
        "Let fewer figures be “always shown”, mark all hidden figures alike, or leave the "
        "table out.",
    )


@dataclass(eq=False)
class Leaks(InputRefused):
    """Something hidden can be computed; ``cells`` are names, never figures."""

    cells: tuple[str, ...]

    what = Words(
        "Skjulte tal kan regnes ud af det, der vises, helt eller næsten: {cells}.",
        "Hidden figures can be computed from what is shown, wholly or nearly: {cells}.",
    )
    why = Words(
        "Enkelte børn kunne blive genkendt. Intet er udgivet.",
        "Single children could be recognised. Nothing was published.",
    )
    next = Words(
        "Beskyt alle tabeller, der udgives sammen, på én gang, også dem, der er udgivet før.",
        "Protect all tables that are published together at once, with those published before.",
    )

    def values(self) -> dict[str, object]:
        """The first few names, and how many more there are."""
        few = 5
        shown = "; ".join(self.cells[:few])
        more = len(self.cells) - few
        return {"cells": f"{shown} (+{more})" if more > 0 else shown}


@dataclass(eq=False)
class Contradiction(InputRefused):
    what = Words("De viste tal modsiger hinanden.", "The figures shown contradict each other.")
    why = Words(
        "Så kan det ikke afgøres, hvad andre kan regne ud af dem.",
        "Then it cannot be told what others can compute from them.",
    )
    next = Words("Lav tabellen igen ud fra tallene selv.", "Make the table again from the figures.")


@dataclass(eq=False)
class TooSlowToAudit(InputRefused):
    cell: str

    what = Words(
        "Det kunne ikke afgøres i tide, om cellen {cell} kan regnes ud.",
        "It could not be told in time whether the cell {cell} can be computed.",
    )
    why = Words(
        "Hvad der ikke er efterprøvet, bliver ikke udgivet.",
        "What has not been tested is not published.",
    )
    next = Words(
        "Giv mere tid, eller udgiv færre tabeller ad gangen.",
        "Allow more time, or publish fewer tables at a time.",
    )
