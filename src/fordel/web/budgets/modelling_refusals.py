"""What working on models and scenarios is refused for, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class VersionIsFrozen(WrongUse):
    model: str
    number: int

    what = Words(
        da="Udgave {number} af «{model}» er brugt i en beregning og kan ikke ændres.",
        en="Version {number} of “{model}” was used in a calculation and cannot be changed.",
    )
    why = Words(
        da="Det, der er regnet, skal kunne regnes igen med den samme model.",
        en="What was computed must be possible to compute again with the same model.",
    )
    next = Words(
        da="Lav en ny udgave af den, og ret i den.",
        en="Make a new version of it and change that one.",
    )


@dataclass(eq=False)
class ChangedMeanwhile(WrongUse):
    model: str
    number: int
    revision: int

    what = Words(
        da="En anden har gemt udgave {number} af «{model}», mens du arbejdede i den.",
        en="Somebody else saved version {number} of “{model}” while you were working on it.",
    )
    why = Words(
        da="Blev din tekst gemt oveni, gik den andens arbejde tabt.",
        en="Had your text been saved on top, the other person's work would be lost.",
    )
    next = Words(
        da="Se begge tekster, og vælg, hvad der skal stå.",
        en="Look at both texts and choose what is to stand.",
    )


@dataclass(eq=False)
class ModelNameTaken(InputRefused):
    name: str

    what = Words(
        da="Der er allerede en model, der hedder «{name}».",
        en="There is a model called “{name}” already.",
    )
    why = Words(
        da="Navnet står i adresser og i beregninger, så det skal være modellens eget.",
        en="The name stands in addresses and calculations, so it must be the model's own.",
    )
    next = Words(
        da="Vælg et andet navn, eller lav en ny udgave af den, der er.",
        en="Choose another name, or make a new version of the one that is there.",
    )


@dataclass(eq=False)
class ScenarioNameTaken(InputRefused):
    name: str

    what = Words(
        da="Der er allerede et scenarie i året, der hedder «{name}».",
        en="There is a scenario called “{name}” in the year already.",
    )
    why = Words(
        da="Scenarier kendes på deres navn, når de står ved siden af hinanden.",
        en="Scenarios are known by their names when they stand side by side.",
    )
    next = Words(da="Giv det et andet navn.", en="Give it another name.")


@dataclass(eq=False)
class ScenarioNameMissing(InputRefused):
    longest: int

    what = Words(
        da="Scenariet mangler et navn, eller navnet er over {longest} tegn.",
        en="The scenario has no name, or one of over {longest} characters.",
    )
    why = Words(
        da="Scenarier kendes på deres navn, når de står ved siden af hinanden.",
        en="Scenarios are known by their names when they stand side by side.",
    )
    next = Words(da="Skriv et kort navn.", en="Write a short name.")


@dataclass(eq=False)
class FigureNotUnderstood(InputRefused):
    written: str

    what = Words(da="«{written}» er ikke et tal.", en="“{written}” is no number.")
    why = Words(
        da="Uden et tal kan der ikke regnes, og 1.740 kan betyde to ting.",
        en="Nothing can be computed without a number, and 1.740 may mean two things.",
    )
    next = Words(
        da="Skriv tallet uden tusindskilletegn, for eksempel 1740 eller 1,74.",
        en="Write the number without thousands separators, for instance 1740 or 1.74.",
    )


@dataclass(eq=False)
class MoreCriteriaThanChosen(InputRefused):
    what = Words(
        da="Et barn skal opfylde flere kriterier, end der er valgt.",
        en="A child would have to meet more criteria than are chosen.",
    )
    why = Words(da="Så kan intet barn tælle.", en="No child can count then.")
    next = Words(
        da="Vælg flere kriterier, eller lad et barn tælle ved færre.",
        en="Choose more criteria, or let a child count with fewer.",
    )
