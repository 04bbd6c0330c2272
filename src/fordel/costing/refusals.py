"""Pay tables and packages that cannot be used as they are."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, Where
from fordel.domain.language import Words


@dataclass(eq=False)
class PayFileNotFound(InputRefused):
    file: str

    what = Words(
        da="Løntabellen «{file}» kan ikke læses.", en="The pay table “{file}” cannot be read."
    )
    why = Words(
        da="Uden løn pr. rolle har timerne ingen pris.",
        en="Without pay by role the hours have no price.",
    )
    next = Words(
        da="Se efter, om stien er rigtig, og om filen er tekst i UTF-8.",
        en="See whether the path is right, and whether the file is text in UTF-8.",
    )


@dataclass(eq=False)
class PayNotUnderstood(InputRefused):
    file: str
    where: Where
    problem_da: str
    problem_en: str

    what = Words(da="{file}, {where}: {problem_da}.", en="{file}, {where}: {problem_en}.")
    why = Words(
        da="En løntabel læses helt eller slet ikke.",
        en="A pay table is read as a whole or not at all.",
    )
    next = Words(
        da="Ret stedet; docs/how-to/cost-an-intervention.md viser en hel tabel.",
        en="Mend it there; docs/how-to/cost-an-intervention.md shows a whole table.",
    )


@dataclass(eq=False)
class IndexYearMissing(InputRefused):
    year: int

    what = Words(
        da="Løntabellen har intet prisindeks for {year}.",
        en="The pay table has no price index for {year}.",
    )
    why = Words(
        da="Beløb kan ikke flyttes mellem prisniveauer uden begge år.",
        en="Amounts cannot be moved between price levels without both years.",
    )
    next = Words(
        da="Skriv årets indeks i løntabellen under `index`, med kilde.",
        en="Write the year's index into the pay table under `index`, with its source.",
    )


@dataclass(eq=False)
class CostColumnsMissing(InputRefused):
    file: str
    missing: str

    what = Words(da="{file} mangler {missing}.", en="{file} has no {missing}.")
    why = Words(
        da="En række skal sige, hvad aktiviteten er, og hvem der bruger tid på den.",
        en="A row must say what the activity is, and who spends time on it.",
    )
    next = Words(
        da="Tilføj kolonnerne; docs/how-to/cost-an-intervention.md viser dem.",
        en="Add the columns; docs/how-to/cost-an-intervention.md shows them.",
    )


@dataclass(eq=False)
class ActivityNotInPackage(InputRefused):
    activity: str
    known: str

    what = Words(
        da="Pakken har ingen aktivitet «{activity}».",
        en="The package has no activity “{activity}”.",
    )
    why = Words(
        da="Kun aktiviteter i pakken kan ændres eller dele etablering.",
        en="Only activities in the package can be changed or share an establishment.",
    )
    next = Words(da="Vælg en af: {known}.", en="Choose one of: {known}.")


@dataclass(eq=False)
class PackageFileNotFound(InputRefused):
    file: str

    what = Words(da="Pakken «{file}» kan ikke læses.", en="The package “{file}” cannot be read.")
    why = Words(
        da="Uden aktiviteter, timer og antal enheder er der intet at regne på.",
        en="Without activities, hours and a number of units there is nothing to work out.",
    )
    next = Words(
        da="Se efter, om stien er rigtig, og om filen er tekst i UTF-8.",
        en="See whether the path is right, and whether the file is text in UTF-8.",
    )


@dataclass(eq=False)
class PackageNotUnderstood(InputRefused):
    file: str
    where: Where
    problem_da: str
    problem_en: str

    what = Words(da="{file}, {where}: {problem_da}.", en="{file}, {where}: {problem_en}.")
    why = Words(
        da="En pakke læses helt eller slet ikke; intet bliver gættet.",
        en="A package is read as a whole or not at all; nothing is guessed.",
    )
    next = Words(
        da="Ret stedet; docs/how-to/cost-an-intervention.md viser en hel pakke.",
        en="Mend it there; docs/how-to/cost-an-intervention.md shows a whole package.",
    )


@dataclass(eq=False)
class MoreMovedThanChildren(InputRefused):
    moved: int
    children: int

    what = Words(
        da="{moved} børn er rykket, men der er kun {children} børn.",
        en="{moved} children moved, but there are only {children} children.",
    )
    why = Words(
        da="Prisen pr. barn ville se lavere ud, end den er.",
        en="The cost per child would look lower than it is.",
    )
    next = Words(
        da="Tæl hvert barn én gang, og kun børn i indsatsen.",
        en="Count each child once, and only children in the effort.",
    )
