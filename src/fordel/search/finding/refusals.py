"""What a model search refuses, each with its words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import Where, WrongUse
from fordel.domain.language import Words

_NOTHING_DONE = Words(
    da="Målene kan ikke bruges, som de står, og intet er beregnet.",
    en="The aims cannot be used as they stand, and nothing was computed.",
)
_SEE = Words(
    da="Ret stedet; docs/how-to/search.md viser et helt dokument med mål.",
    en="Mend the place; docs/how-to/search.md shows a whole document of aims.",
)


@dataclass(eq=False)
class AimsNotFound(WrongUse):
    file: str

    what = Words(da="Der er ingen fil «{file}» med mål.", en="There is no file “{file}” with aims.")
    why = _NOTHING_DONE
    next = Words(
        da="Angiv en YAML-fil i UTF-8 med `--aims`; se docs/how-to/search.md.",
        en="Give a YAML file in UTF-8 with `--aims`; see docs/how-to/search.md.",
    )


@dataclass(eq=False)
class AimsNotUnderstood(WrongUse):
    place: Where
    problem_da: str
    problem_en: str

    what = Words(da="Målene, «{place}»: {problem_da}.", en="The aims, “{place}”: {problem_en}.")
    why = _NOTHING_DONE
    next = _SEE


@dataclass(eq=False)
class AimNotOffered(WrongUse):
    place: int
    aim: str
    known: str

    what = Words(da="Mål {place}: «{aim}» er ikke et mål.", en="Aim {place}: “{aim}” is no aim.")
    why = Words(
        da="De mål, der kan søges efter, er: {known}.", en="The aims on offer are: {known}."
    )
    next = Words(da="Vælg et af dem under `what`.", en="Choose one of them under `what`.")


@dataclass(eq=False)
class AimBoundImpossible(WrongUse):
    place: int
    aim: str
    problem_da: str
    problem_en: str

    what = Words(da="Mål {place}, «{aim}»: {problem_da}.", en="Aim {place}, “{aim}”: {problem_en}.")
    why = Words(
        da="Ingen model kunne holde målet, eller alle ville.",
        en="No model could keep the aim, or every one would.",
    )
    next = _SEE


@dataclass(eq=False)
class AimNeedsLastYear(WrongUse):
    place: int
    aim: str

    what = Words(
        da="Mål {place}, «{aim}», er i forhold til sidste år, som ikke er kendt.",
        en="Aim {place}, “{aim}”, is against last year, which is not known.",
    )
    why = Words(
        da="Tab og gevinst måles mod sidste års kroner pr. vægtet barn.",
        en="Losses and gains are measured against last year's kroner per weighted child.",
    )
    next = Words(
        da="Angiv sidste års kørsel med `--previous`, eller skriv `against: model`.",
        en="Give last year's run with `--previous`, or write `against: model`.",
    )


@dataclass(eq=False)
class AimWithoutUnits(WrongUse):
    place: int
    aim: str

    what = Words(
        da="Mål {place}, «{aim}», gælder ingen enhed.", en="Aim {place}, “{aim}”, concerns no unit."
    )
    why = Words(
        da="Ingen enhed i modellen er i gruppen, har børn og kan måles.",
        en="No unit of the model is in the group, has children and can be measured.",
    )
    next = Words(da="Ret gruppen under `of`.", en="Correct the group under `of`.")


@dataclass(eq=False)
class StepNotInAims(WrongUse):
    step: str
    known: str

    what = Words(
        da="Under `levers` står trinnet «{step}», som modellen ikke har.",
        en="`levers` names the step “{step}”, which the model does not have.",
    )
    why = Words(
        da="Kun modellens egne trin kan bevæges: {known}.",
        en="Only the model's own steps can be moved: {known}.",
    )
    next = Words(da="Ret trinnets navn.", en="Correct the step's name.")


@dataclass(eq=False)
class RangeImpossible(WrongUse):
    step: str
    lever: str
    problem_da: str
    problem_en: str

    what = Words(
        da="«{lever}» i trinnet «{step}»: {problem_da}.",
        en="“{lever}” in the step “{step}”: {problem_en}.",
    )
    why = Words(
        da="Et interval er `from`, `to` og eventuelt `by`, alle tal.",
        en="A range is `from`, `to` and perhaps `by`, all figures.",
    )
    next = Words(da="Ret intervallet.", en="Correct the range.")


@dataclass(eq=False)
class NothingToVary(WrongUse):
    levers: str

    what = Words(
        da="Der er intet at søge i: {levers} har én værdi hver.",
        en="There is nothing to search: {levers} have one value each.",
    )
    why = Words(
        da="En søgning vælger mellem flere modeller.", en="A search chooses among several models."
    )
    next = Words(
        da="Giv mindst ét håndtag flere værdier eller et interval.",
        en="Give at least one lever several values or a range.",
    )


@dataclass(eq=False)
class TooMuchToSearch(WrongUse):
    levers: str
    combinations: str
    most: str

    what = Words(
        da="Der er {combinations} kombinationer at søge i; højst {most} kan holdes ude fra "
        "hinanden.",
        en="There are {combinations} combinations to search; at most {most} can be told apart.",
    )
    why = Words(
        da="Så mange kan hverken regnes eller nummereres. Flest værdier har {levers}.",
        en="So many can be neither computed nor numbered. Most values have {levers}.",
    )
    next = Words(
        da="Indsnævr håndtagene, eller giv intervaller et større `by`.",
        en="Narrow the levers, or give ranges a larger `by`.",
    )


@dataclass(eq=False)
class SearchWithoutVariants(WrongUse):
    tried: str
    reasons: str

    what = Words(
        da="Ingen af de {tried} prøvede modeller kan fordele pengene.",
        en="None of the {tried} models that were tried can hand out the money.",
    )
    why = Words(
        da="De afvises, før målene kan holdes op mod dem: {reasons}.",
        en="They are refused before they can be held against the aims: {reasons}.",
    )
    next = Words(
        da="Giv håndtagene værdier, som modellen kan bruge; `fordel allocate` siger hvorfor.",
        en="Give the levers values that the model can use; `fordel allocate` says why.",
    )


@dataclass(eq=False)
class NoNeedToSearch(WrongUse):
    place: int
    aim: str

    what = Words(
        da="Mål {place}, «{aim}», kræver behov, som modellen ikke tæller eller ikke kan skille ud.",
        en="Aim {place}, “{aim}”, asks for need that the model does not count or cannot separate.",
    )
    why = Words(
        da="Uden et trin for behov er der ingen mest belastet fjerdedel og ingen behovspenge.",
        en="Without a step for need there is no most loaded quarter and no money by need.",
    )
    next = Words(
        da="Vælg et mål for alle penge, eller en model med et trin for behov.",
        en="Choose an aim for all money, or a model with a step for need.",
    )
