"""A kept profile that cannot be used, or is of something else."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused


@dataclass(eq=False, kw_only=True)
class NotAProfile(FileRefused):
    needed: str
    what = Words(
        da="Filen er ikke en profil: her skulle være {needed}.",
        en="The file is no profile: {needed} was expected.",
    )
    why = Words(
        da="En profil har faste kolonner og hele tal.", en="A profile has fixed columns and whole "
        "numbers.",
    )  # fmt: skip
    next = Words(
        da="Lav den med `fordel profile MODEL … --out FIL`.",
        en="Make it with `fordel profile MODEL … --out FILE`.",
    )


@dataclass(eq=False, kw_only=True)
class ProfileMissing(FileRefused):
    what = Words(da="Profilen findes ikke.", en="The profile is not there.")
    why = Words(
        da="Så er der ingen børn at fordele efter.", en="Then there are no children to go by."
    )
    next = Words(
        da="Ret stien under `--profile`, eller lav den med `fordel profile MODEL … --out FIL`.",
        en="Correct the path after `--profile`, or make it with `fordel profile MODEL … --out "
        "FILE`.",
    )


@dataclass(eq=False, kw_only=True)
class ProfileRowsWrong(FileRefused):
    count: int
    what = Words(
        da="{count} rækker har et tal, der ikke kan passe: antal under 1, eller flere "
        "fuldtidspladser end børn.",
        en="{count} rows have a figure that cannot be: a number below 1, or more full-time places "
        "than children.",
    )
    why = Words(
        da="Filen er rettet i hånden eller gået i stykker.",
        en="The file was edited by hand or is broken.",
    )
    next = Words(da="Tæl igen med `fordel profile`.", en="Count again with `fordel profile`.")


@dataclass(eq=False, kw_only=True)
class ProfileEntryTwice(FileRefused):
    what = Words(
        da="Det samme mønster i samme enhed og aldersgruppe står også i en tidligere række.",
        en="The same pattern in the same unit and age group is in an earlier row as well.",
    )
    why = Words(
        da="To filer kan være lagt sammen, og børn ville blive talt to gange.",
        en="Two files may have been joined, and children would be counted twice.",
    )
    next = Words(da="Tæl igen med `fordel profile`.", en="Count again with `fordel profile`.")


@dataclass(eq=False, kw_only=True)
class ProfileOfOtherDay(FileRefused):
    found: str
    wanted: str
    what = Words(
        da="Profilen er talt for {found}; modellen tæller den {wanted}.",
        en="The profile was counted for {found}; the model counts on {wanted}.",
    )
    why = Words(
        da="Det er et andet års børn, eller en anden models.",
        en="They are another year's children, or another model's.",
    )
    next = Words(
        da="Tæl igen med samme `--year` og samme model.",
        en="Count again with the same `--year` and the same model.",
    )


@dataclass(eq=False, kw_only=True)
class ProfileWithoutCriteria(FileRefused):
    criteria: str
    what = Words(
        da="Profilen er talt uden: {criteria}.", en="The profile was counted without: {criteria}."
    )
    why = Words(
        da="Modellen bruger dem, og uoplyst er ikke nej.",
        en="The model uses them, and unknown is not no.",
    )
    next = Words(
        da="Tæl igen med denne model, eller med en, der har alle kriterierne.",
        en="Count again with this model, or with one that has all the criteria.",
    )


@dataclass(eq=False, kw_only=True)
class ProfileOfOtherGroups(FileRefused):
    found: str
    wanted: str
    what = Words(
        da="Profilen er talt i aldersgrupperne {found}; modellens er {wanted}.",
        en="The profile was counted in the age groups {found}; the model's are {wanted}.",
    )
    why = Words(
        da="Børnene ville falde ud eller få en anden vægt.",
        en="The children would drop out or get another weight.",
    )
    next = Words(da="Tæl igen med denne model.", en="Count again with this model.")


@dataclass(eq=False, kw_only=True)
class ProfileWithoutBasis(FileRefused):
    basis: str
    what = Words(
        da="Profilen har ingen rækker med basis {basis}.",
        en="The profile has no rows of the basis {basis}.",
    )
    why = Words(
        da="Modellen tæller også børn, hvor de er indmeldt, eller hvor de bor.",
        en="The model counts children where they are enrolled, or where they live, as well.",
    )
    next = Words(
        da="Tæl igen med en datamappe, der har `units` og de `districts`, modellen bruger.",
        en="Count again with a data folder that has `units` and the `districts` the model uses.",
    )
