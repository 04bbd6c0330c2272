"""What can go wrong around a run's folder."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class CannotWrite(WrongUse):
    folder: str

    what = Words(
        da="Der kan ikke skrives i mappen «{folder}».",
        en="The folder “{folder}” cannot be written.",
    )
    why = Words(
        da="Resultatet er beregnet, men ikke gemt; intet i mappen er ændret.",
        en="The result was computed but not kept; nothing in the folder has changed.",
    )
    next = Words(
        da="Vælg en anden mappe med `--out`, eller giv adgang til den.",
        en="Choose another folder with `--out`, or give access to it.",
    )


@dataclass(eq=False)
class UnitNotInRun(WrongUse):
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
