"""Programmes, descriptions and theories that cannot be used as they are."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, Where
from fordel.domain.language import Words


@dataclass(eq=False)
class ProgrammeNotFound(InputRefused):
    programme: str
    shipped: str

    what = Words(
        da="Programmet «{programme}» findes ikke.", en="There is no programme “{programme}”."
    )
    why = Words(
        da="Et program hentes ved navn, når det følger med, og ellers fra en YAML-fil.",
        en="A programme is given by the name of one that ships, or as a YAML file.",
    )
    next = Words(
        da="Skriv en sti, der ender på .yaml, eller vælg: {shipped}.",
        en="Write a path that ends in .yaml, or choose: {shipped}.",
    )


@dataclass(eq=False)
class ProgrammeNotUnderstood(InputRefused):
    file: str
    where: Where
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


@dataclass(eq=False)
class SituationImpossible(InputRefused):
    problem_da: str
    problem_en: str

    what = Words(
        da="Situationen hænger ikke sammen: {problem_da}.",
        en="The situation does not hold together: {problem_en}.",
    )
    why = Words(
        da="Uden mål, børn og enheder er der intet at vælge elementer til.",
        en="Without aims, children and units there is nothing to choose elements for.",
    )
    next = Words(
        da="Skriv mindst ét mål, og hvor mange børn og enheder det gælder.",
        en="Give one aim or more, and how many children and units it is for.",
    )


@dataclass(eq=False)
class StartingPointUnknown(InputRefused):
    point: str
    known: str

    what = Words(
        da="«{point}» er ikke noget, elementerne bygger på.",
        en="“{point}” is nothing that the elements build on.",
    )
    why = Words(
        da="Det, der er i forvejen, holdes op mod det, elementerne bygger på.",
        en="What is in place is held against what the elements build on.",
    )
    next = Words(da="Vælg blandt: {known}.", en="Choose among: {known}.")


@dataclass(eq=False)
class ElementUnknown(InputRefused):
    element: int
    known: str

    what = Words(da="Der er intet element {element}.", en="There is no element {element}.")
    why = Words(da="Elementerne går efter deres nummer.", en="Elements go by their number.")
    next = Words(da="Vælg et af: {known}.", en="Choose one of: {known}.")


@dataclass(eq=False)
class TheoryNotDrawable(InputRefused):
    problem_da: str
    problem_en: str

    what = Words(
        da="Forandringsteorien kan ikke tegnes. {problem_da}",
        en="The theory of change cannot be drawn. {problem_en}",
    )
    why = Words(
        da="Et billede læses fra aktiviteter til resultater for børn.",
        en="The picture is read from activities to results for children.",
    )
    next = Words(
        da="Ret kasser og pile; teksten kan vises imens.",
        en="Mend boxes and arrows; the text can be shown meanwhile.",
    )


@dataclass(eq=False)
class DescriptionsOfDifferentProjects(InputRefused):
    first: str
    second: str

    what = Words(
        da="Beskrivelserne er af to projekter: {first} og {second}.",
        en="The descriptions are of two projects: {first} and {second}.",
    )
    why = Words(
        da="Kun udgaver af den samme beskrivelse kan holdes op mod hinanden.",
        en="Only versions of one description can be held against each other.",
    )
    next = Words(da="Vælg to udgaver af ét projekt.", en="Choose two versions of one project.")


@dataclass(eq=False)
class DescriptionNotFound(InputRefused):
    file: str

    what = Words(da="Beskrivelsen «{file}» findes ikke.", en="There is no description “{file}”.")
    why = Words(
        da="En indsatsbeskrivelse læses fra en YAML-fil.",
        en="A description of an intervention is read from a YAML file.",
    )
    next = Words(da="Se efter, om stien er rigtig.", en="See whether the path is right.")
