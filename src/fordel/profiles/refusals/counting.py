"""What cannot be counted, or not by that engine."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, ModelRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class TooManyCriteria(ModelRefused):
    criteria: int
    most: int

    what = Words(
        da="Modellen bruger {criteria} kriterier.", en="The model uses {criteria} criteria."
    )
    why = Words(
        da="En børneprofil kan højst holde {most} kriterier.",
        en="A profile holds at most {most} criteria.",
    )
    next = Words(
        da="Slå kriterier sammen, eller vælg de vigtigste.",
        en="Merge criteria, or choose the ones that matter.",
    )


@dataclass(eq=False)
class TooManyPatterns(InputRefused):
    source: str
    patterns: int
    most: int
    children: int
    units: int
    criteria: str

    what = Words(
        da="{source}: {children} børn i {units} enheder eller distrikter giver {patterns} "
        "forskellige mønstre; der er plads til {most}.",
        en="{source}: {children} children in {units} units or districts make {patterns} different "
        "patterns; there is room for {most}.",
    )
    why = Words(
        da="En profil holdes i hukommelsen. Er der næsten et mønster pr. barn, er intet talt "
        "sammen.",
        en="A profile is held in memory. With almost a pattern per child nothing is counted "
        "together.",
    )
    next = Words(
        da="Brug færre kriterier (nu: {criteria}), eller tæl en kommune eller en del af landet ad "
        "gangen. Er antallet af enheder forkert, er kolonnen `unit` eller `district` ikke, hvad "
        "den skal være.",
        en="Use fewer criteria (now: {criteria}), or count a municipality or a part of the country "
        "at a time. If the number of units is wrong, the column `unit` or `district` is not what "
        "it should be.",
    )


@dataclass(eq=False)
class SourceNotForEngine(WrongUse):
    source: str
    engine: str
    kinds: str

    what = Words(da="«{engine}» kan ikke læse «{source}».", en="“{engine}” cannot read “{source}”.")
    why = Words(da="Den læser: {kinds}.", en="It reads: {kinds}.")
    next = Words(
        da="Vælg en anden motor med `--engine`, eller læg data, hvor den kan læse dem.",
        en="Choose another engine with `--engine`, or put the data where it can read them.",
    )


@dataclass(eq=False)
class EngineWithoutSource(WrongUse):
    engine: str

    what = Words(
        da="`--engine {engine}` har intet at tælle.", en="`--engine {engine}` has nothing to count."
    )
    why = Words(
        da="Datamappens egen børnefil læses og tælles her; den sendes ikke til en server.",
        en="The data folder's own file of children is read and counted here; it is not sent to a "
        "server.",
    )
    next = Words(
        da="Sig med `--children`, hvor børnene er (Parquet eller en tabel), eller udelad "
        "`--engine`.",
        en="Say with `--children` where the children are (Parquet or a table), or leave `--engine` "
        "out.",
    )


@dataclass(eq=False)
class SourceAndProfile(WrongUse):
    what = Words(
        da="Både `--children` og `--profile` er givet.",
        en="Both `--children` and `--profile` are given.",
    )
    why = Words(
        da="Det er to svar på, hvor mange børn der er.",
        en="They are two answers to how many children there are.",
    )
    next = Words(da="Behold den ene.", en="Keep one of them.")


@dataclass(eq=False)
class NoChildRows(WrongUse):
    model: str

    what = Words(
        da="Modellen «{model}» tæller ikke børn.", en="The model “{model}” counts no children."
    )
    why = Words(
        da="Den går efter antal, der er talt i forvejen (`grain: counts`).",
        en="It goes by numbers that were counted before (`grain: counts`).",
    )
    next = Words(
        da="Udelad `--children`, `--profile` og `--out`, eller tag en model med en række pr. barn.",
        en="Leave out `--children`, `--profile` and `--out`, or take a model with a row per child.",
    )
