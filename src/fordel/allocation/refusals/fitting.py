"""What a model asks that its data or parameters cannot answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fordel.domain.errors import ModelRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class UniqueFromCounts(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» tæller unikke børn, men data er antal pr. kriterium.",
        en="The step “{step}” counts unique children, but the data are counts per criterion.",
    )
    why = Words(
        da="Af antal pr. kriterium kan man ikke se, om det er de samme børn; det samme barn ville "
        "blive talt flere gange.",
        en="Counts per criterion do not tell whether they are the same children; one child would "
        "be counted several times.",
    )
    next = Words(
        da="Hent en række pr. barn, få leverandøren til at tælle unikke børn "
        "(`supplied_unique_counts`), eller tæl opfyldte kriterier (`criteria_met`).",
        en="Get a row per child, have the supplier count unique children "
        "(`supplied_unique_counts`), or count criteria met (`criteria_met`).",
    )


@dataclass(eq=False)
class IndexFromCounts(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» regner et logistisk indeks, men data er antal pr. kriterium.",
        en="The step “{step}” computes a logistic index, but the data are counts per criterion.",
    )
    why = Words(
        da="Et logistisk indeks afhænger af, hvilke kriterier et barn opfylder sammen.",
        en="A logistic index depends on which criteria a child meets together.",
    )
    next = Words(
        da="Hent en række pr. barn, eller brug et lineært indeks.",
        en="Get a row per child, or use a linear index.",
    )


@dataclass(eq=False)
class AgeGroupsNotKnown(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» skelner mellem aldersgrupper, men optællingen gør ikke.",
        en="The step “{step}” tells age groups apart, but the count does not.",
    )
    why = Words(
        da="Belastningen kendes kun for hele institutionen.",
        en="The load is known for the whole unit only.",
    )
    next = Words(
        da="Sæt `per: unit`, eller hent antal pr. aldersgruppe.",
        en="Set `per: unit`, or get counts per age group.",
    )


@dataclass(eq=False)
class AgeGroupNotInModel(ModelRefused):
    step: str
    age_group: str

    what = Words(
        da="Trinnet «{step}» nævner aldersgruppen «{age_group}», som modellen ikke har.",
        en="The step “{step}” names the age group “{age_group}”, which the model does not have.",
    )
    why = Words(da="Så får ingen børn den takst.", en="Then no children would get that rate.")
    next = Words(
        da="Ret navnet, eller tilføj gruppen under `age_groups`.",
        en="Mend the name, or add the group under `age_groups`.",
    )


@dataclass(eq=False)
class AgeGroupWithoutRate(ModelRefused):
    step: str
    age_group: str

    what = Words(
        da="Trinnet «{step}» har intet tal for aldersgruppen «{age_group}».",
        en="The step “{step}” has no figure for the age group “{age_group}”.",
    )
    why = Words(da="En manglende takst er ikke nul.", en="A missing rate is not zero.")
    next = Words(
        da="Tilføj aldersgruppen; er taksten nul, så skriv 0.",
        en="Add the age group; if the rate is nothing, write 0.",
    )


@dataclass(eq=False)
class ParameterNotKnown(ModelRefused):
    parameter: str

    what = Words(
        da="Parameteren eller tabellen «{parameter}» findes ikke.",
        en="There is no parameter or table “{parameter}”.",
    )
    why = Words(
        da="Modellen regner med et tal, som ingen har givet.",
        en="The model counts on a figure that nobody has given.",
    )
    next = Words(
        da="Tilføj den under `parameters` (eller `tables`) med enhed, kilde og dato.",
        en="Add it under `parameters` (or `tables`) with unit, source and date.",
    )


@dataclass(eq=False)
class ParameterMissingOn(ModelRefused):
    parameter: str
    day: date

    what = Words(
        da="«{parameter}» har ingen værdi den {day:%d-%m-%Y}.",
        en="“{parameter}” has no value on {day:%Y-%m-%d}.",
    )
    why = Words(
        da="En manglende værdi er ikke nul, og sidste års gælder ikke af sig selv.",
        en="A missing value is not zero, and last year's does not hold by itself.",
    )
    next = Words(
        da="Tilføj en værdi med `from`-dato og kilde.",
        en="Add a value with a `from` date and its source.",
    )


@dataclass(eq=False)
class RateMissing(ModelRefused):
    step: str
    table: str
    key: str

    what = Words(
        da="Tabellen «{table}» har ingen takst for {key} (trinnet «{step}»).",
        en="The table “{table}” has no rate for {key} (step “{step}”).",
    )
    why = Words(da="En manglende takst er ikke nul.", en="A missing rate is not zero.")
    next = Words(
        da="Tilføj rækken; er taksten nul, så skriv 0.",
        en="Add the row; if the rate is nothing, write 0.",
    )


@dataclass(eq=False)
class CannotCountResidents(ModelRefused):
    step: str
    method: str

    what = Words(
        da="Trinnet «{step}» vil tælle med metoden `{method}`, hvor børnene bor.",
        en="The step “{step}” asks for the method `{method}` where children live.",
    )
    why = Words(
        da="Metoden ser på institutioner; den kan ikke tælle børn i et distrikt.",
        en="The method looks at units; it cannot count the children of a district.",
    )
    next = Words(
        da="Giv distrikterne en andel (`share`), eller vælg en metode, der tæller børn.",
        en="Give the districts a share (`share`), or choose a method that counts children.",
    )


@dataclass(eq=False)
class NotInRegister(ModelRefused):
    step: str
    kind: str
    name: str

    what = Words(
        da="«{step}» nævner «{name}», som ingen enhed i data har (`{kind}`).",
        en="“{step}” names “{name}”, which no unit in the data has (`{kind}`).",
    )
    why = Words(
        da="Så ville nogen blive forbigået uden et ord.",
        en="Somebody would be passed over without a word.",
    )
    next = Words(
        da="Ret navnet i modellen eller i enhederne; nøgler skrives som tekst, «0101».",
        en="Mend the name in the model or in the units; keys are written as text, “0101”.",
    )
