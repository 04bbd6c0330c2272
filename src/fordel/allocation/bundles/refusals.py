"""How a bundle can fail to be what it says."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import VerificationFailed, WrongUse
from fordel.domain.language import Words

_WHY = Words(
    da="Resultatet kan ikke regnes efter, så ingen kan stå inde for det.",
    en="The result cannot be computed again, so nobody can vouch for it.",
)


@dataclass(eq=False)
class BundleNotFound(WrongUse):
    place: str

    what = Words(da="Der er ingen kørsel i «{place}».", en="There is no run in “{place}”.")
    why = Words(
        da="En kørsel kendes på sin pakke, `bundle.fordel`.",
        en="A run is known by its bundle, `bundle.fordel`.",
    )
    next = Words(
        da="Ret stien, eller lav kørslen med `fordel allocate … --out`.",
        en="Mend the path, or make the run with `fordel allocate … --out`.",
    )


@dataclass(eq=False)
class NotABundle(VerificationFailed):
    file: str

    what = Words(
        da="{file} er ikke en hel Fordel-pakke.", en="{file} is not a whole Fordel bundle."
    )
    why = _WHY
    next = Words(
        da="Hent filen igen, eller brug den pakke, som kørslen skrev (`bundle.fordel`).",
        en="Get the file again, or use the bundle that the run wrote (`bundle.fordel`).",
    )


@dataclass(eq=False)
class PartMissing(VerificationFailed):
    file: str
    part: str

    what = Words(
        da="{file}: «{part}» mangler eller hører ikke til i pakken.",
        en="{file}: “{part}” is missing or does not belong in the bundle.",
    )
    why = _WHY
    next = Words(da="Hent pakken igen.", en="Get the bundle again.")


@dataclass(eq=False)
class PartChanged(VerificationFailed):
    file: str
    part: str

    what = Words(
        da="{file}: «{part}» er ændret, siden pakken blev skrevet.",
        en="{file}: “{part}” has been changed since the bundle was written.",
    )
    why = _WHY
    next = Words(
        da="Find den oprindelige pakke, eller regn forfra med `fordel allocate`.",
        en="Find the original bundle, or compute anew with `fordel allocate`.",
    )


@dataclass(eq=False)
class WrappingChanged(VerificationFailed):
    file: str

    what = Words(
        da="{file}: delene er hele, men filen om dem er ændret.",
        en="{file}: the parts are whole, but the file around them has been changed.",
    )
    why = Words(
        da="En pakke har altid de samme byte; denne er pakket af andre eller beskadiget.",
        en="A bundle always has the same bytes; this was packed by others or damaged.",
    )
    next = Words(da="Hent den oprindelige pakke igen.", en="Get the original bundle again.")


@dataclass(eq=False)
class ResultDiffers(VerificationFailed):
    file: str
    part: str
    line: int
    found: str
    expected: str

    what = Words(
        da="{file}: «{part}», linje {line}, siger «{found}»; beregnet igen er det «{expected}».",
        en="{file}: “{part}”, line {line}, says “{found}”; computed again it is “{expected}”.",
    )
    why = _WHY
    next = Words(
        da="Brug ikke tallene; find ud af, hvem der ændrede dem, og regn forfra.",
        en="Do not use the figures; find out who changed them, and compute anew.",
    )
