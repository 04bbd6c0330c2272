"""What can go wrong between the words of a command."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class MunicipalitiesWithoutCountry(WrongUse):
    what = Words(
        da="`--municipalities` hører sammen med `--country`.",
        en="`--municipalities` belongs with `--country`.",
    )
    why = Words(
        da="Uden `--country` dannes én kommune.", en="Without `--country` one municipality is made."
    )
    next = Words(
        da="Tilføj `--country`, eller udelad `--municipalities`.",
        en="Add `--country`, or leave `--municipalities` out.",
    )


@dataclass(eq=False)
class NotAnXlsxName(WrongUse):
    out: str

    what = Words(
        da="`--out` er {out}, som ikke ender på .xlsx.",
        en="`--out` is {out}, which does not end in .xlsx.",
    )
    why = Words(
        da="Registreringsark er Excel-filer, og de læses kun tilbage med den endelse.",
        en="Registration sheets are Excel files, and are read back by that ending only.",
    )
    next = Words(da="Giv filen endelsen .xlsx.", en="Let the file's name end in .xlsx.")
