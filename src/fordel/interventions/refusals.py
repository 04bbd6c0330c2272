"""Programmes, descriptions and theories that cannot be used as they are."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class ProgrammeNotFound(InputRefused):
    programme: str
    shipped: str

    what = Words(
        da="Programmet «{programme}» findes ikke.", en="There is no programme “{programme}”."
    )
    why = Words(
        da="Et program gives som navnet på et, der følger med, eller som en YAML-fil.",
        en="A programme is given by the name of one that ships, or as a YAML file.",
    )
    next = Words(
        da="Skriv en sti, der ender på .yaml, eller vælg: {shipped}.",
        en="Write a path that ends in .yaml, or choose: {shipped}.",
    )


@dataclass(eq=False)
class ProgrammeNotReadable(InputRefused):
    file: str
    line: int
    problem_da: str
    problem_en: str

    what = Words(
        da="{file}, linje {line}: kan ikke læses ({problem_da}).",
        en="{file}, line {line}: cannot be read ({problem_en}).",
    )
    why = Words(
        da="Filen læses helt eller slet ikke.", en="The file is read as a whole or not at all."
    )
    next = Words(
        da="Ret linjen; indrykning og kolon er de hyppigste fejl.",
        en="Mend the line; indentation and colons are the usual causes.",
    )


@dataclass(eq=False)
class ProgrammeNotUnderstood(InputRefused):
    file: str
    where: str
    problem_da: str
    problem_en: str

    what = Words(da="{file}, {where}: {problem_da}.", en="{file}, {where}: {problem_en}.")
    why = Words(
        da="Med en uklar plan ville tal blive læst forkert, så intet er indlæst.",
        en="With an unclear plan figures would be read wrongly, so nothing was read.",
    )
    next = Words(
        da="Ret stedet; docs/how-to/interventions.md viser et helt program.",
        en="Mend it there; docs/how-to/interventions.md shows a whole programme.",
    )


@dataclass(eq=False)
class ProjectNotInProgramme(InputRefused):
    project: str
    known: str

    what = Words(
        da="Programmet har intet projekt «{project}».",
        en="The programme has no project “{project}”.",
    )
    why = Words(
        da="Kun projekter i programmet kan vises.",
        en="Only projects of the programme can be shown.",
    )
    next = Words(da="Vælg et af: {known}.", en="Choose one of: {known}.")
