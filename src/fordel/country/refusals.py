"""What can go wrong around a country: its manifest, its municipalities, the folder it goes to."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, ModelRefused, Where, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class ManifestMissing(InputRefused):
    folder: str
    manifest: str

    what = Words(
        da="I mappen «{folder}» er der ingen «{manifest}».",
        en="There is no “{manifest}” in the folder “{folder}”.",
    )
    why = Words(
        da="Den siger, hvilke kommuner der er, hvor deres data ligger, og hvilken model de har.",
        en="It says which municipalities there are, where their data lie and which model they "
        "have.",
    )
    next = Words(
        da="Skriv den som i docs/how-to/compare-a-country.md, eller angiv en anden mappe.",
        en="Write it as in docs/how-to/compare-a-country.md, or name another folder.",
    )


@dataclass(eq=False)
class ManifestNotUnderstood(InputRefused):
    manifest: str
    place: Where
    problem_da: str
    problem_en: str

    what = Words(
        da="{manifest}, «{place}»: {problem_da}.", en="{manifest}, “{place}”: {problem_en}."
    )
    why = Words(
        da="Et land regnes kun, når alt i listen er forstået.",
        en="A country is computed only when everything in the list is understood.",
    )
    next = Words(
        da="Ret stedet; docs/how-to/compare-a-country.md viser, hvad der kan stå.",
        en="Mend the place; docs/how-to/compare-a-country.md shows what may stand there.",
    )


@dataclass(eq=False)
class MunicipalityTwice(InputRefused):
    manifest: str
    kind_da: str
    kind_en: str
    value: str

    what = Words(
        da="{manifest}: {kind_da} «{value}» står ved to kommuner.",
        en="{manifest}: the {kind_en} “{value}” stands with two municipalities.",
    )
    why = Words(
        da="Den ene ville blive regnet oven i den anden eller tælle dobbelt.",
        en="One would be computed over the other, or count twice.",
    )
    next = Words(
        da="Giv hver kommune sin egen kode, sit eget navn og sin egen mappe.",
        en="Give each municipality a code, a name and a folder of its own.",
    )


@dataclass(eq=False)
class DataFolderMissing(InputRefused):
    folder: str

    what = Words(da="Mappen «{folder}» findes ikke.", en="There is no folder “{folder}”.")
    why = Words(
        da="Kommunens data skal ligge i den mappe, listen nævner.",
        en="The municipality's data must lie in the folder the list names.",
    )
    next = Words(
        da="Ret mappen i listen, eller læg data i den.",
        en="Mend the folder in the list, or put the data there.",
    )


@dataclass(eq=False)
class YearNotInData(InputRefused):
    folder: str
    year: int
    years: str

    what = Words(
        da="Mappen «{folder}» har ingen data for {year}.",
        en="The folder “{folder}” has no data for {year}.",
    )
    why = Words(
        da="Der er data for: {years}. Et andet års børn kan ikke stå i stedet.",
        en="There are data for: {years}. Another year's children cannot stand in.",
    )
    next = Words(
        da="Vælg et andet år med `--year`, eller læg årets filer i en mappe med årets navn.",
        en="Choose another year with `--year`, or put the year's files in a folder named after it.",
    )


@dataclass(eq=False)
class AgeGroupWithoutCommonWeight(ModelRefused):
    model: str
    age_group: str
    manifest: str

    what = Words(
        da="Modellen «{model}» har aldersgruppen «{age_group}», som ikke har nogen vægt i "
        "{manifest}.",
        en="The model “{model}” has the age group “{age_group}”, which has no weight in "
        "{manifest}.",
    )
    why = Words(
        da="Kommuner sammenlignes på fælles vægte, så hver aldersgruppe skal have én.",
        en="Municipalities are compared on common weights, so every age group must have one.",
    )
    next = Words(
        da="Tilføj aldersgruppen under `weights`, eller slet `weights` helt.",
        en="Add the age group under `weights`, or delete `weights` altogether.",
    )


@dataclass(eq=False)
class OutInUse(WrongUse):
    folder: str

    what = Words(
        da="Mappen «{folder}» er i brug til noget andet.",
        en="The folder “{folder}” is in use for something else.",
    )
    why = Words(
        da="Den er ikke tom og holder ikke en tidligere kørsel af et land.",
        en="It is not empty and holds no earlier run of a country.",
    )
    next = Words(da="Vælg en tom mappe med `--out`.", en="Choose an empty folder with `--out`.")


@dataclass(eq=False)
class OutHoldsAnother(WrongUse):
    folder: str
    country: str
    year: int

    what = Words(
        da="Mappen «{folder}» holder {country} {year}.",
        en="The folder “{folder}” holds {country} {year}.",
    )
    why = Words(
        da="To år eller to lande i én mappe kunne ikke skilles ad.",
        en="Two years or two countries in one folder could not be told apart.",
    )
    next = Words(da="Vælg en anden mappe med `--out`.", en="Choose another folder with `--out`.")


@dataclass(eq=False)
class NotACountryRun(WrongUse):
    folder: str

    what = Words(
        da="«{folder}» er ikke en tidligere kørsel af et land.",
        en="“{folder}” is no earlier run of a country.",
    )
    why = Words(
        da="Sidste års beløb hentes fra den mappe, `fordel country` skrev sidste år.",
        en="Last year's amounts come from the folder that `fordel country` wrote last year.",
    )
    next = Words(
        da="Angiv den mappe, eller udelad `--previous`.",
        en="Name that folder, or leave `--previous` out.",
    )


@dataclass(eq=False)
class NothingToCompare(InputRefused):
    municipalities: int
    first: str
    reason_da: str
    reason_en: str

    what = Words(
        da="Ingen kommuner kunne regnes (i listen: {municipalities}).",
        en="No municipality could be computed (in the list: {municipalities}).",
    )
    why = Words(da="{first}: {reason_da}", en="{first}: {reason_en}")
    next = Words(
        da="Grunden til hver står i refused.csv; ret dem, og kør igen.",
        en="The reason for each stands in refused.csv; mend them and run again.",
    )


@dataclass(eq=False)
class MunicipalityRefused(InputRefused):
    code: str
    municipality: str
    reason_da: str
    reason_en: str

    what = Words(
        da="{code} {municipality} kunne ikke regnes: {reason_da}",
        en="{code} {municipality} could not be computed: {reason_en}",
    )
    why = Words(
        da="Med `--strict` stopper landet ved den første, der afvises.",
        en="With `--strict` the country stops at the first that is refused.",
    )
    next = Words(
        da="Ret den, og kør igen; de kommuner, der er færdige, genbruges.",
        en="Mend it and run again; the municipalities that are done are used again.",
    )


@dataclass(eq=False)
class WorkerStopped(WrongUse):
    done: int
    municipalities: int

    what = Words(
        da="En af de processer, der regner, blev stoppet udefra efter {done} af {municipalities} "
        "kommuner.",
        en="One of the computing processes was stopped from outside after {done} of "
        "{municipalities} municipalities.",
    )
    why = Words(
        da="Det sker mest, når hukommelsen slipper op.",
        en="This mostly happens when memory runs out.",
    )
    next = Words(
        da="Kør igen, eventuelt med færre `--workers`; det, der er færdigt, genbruges.",
        en="Run again, perhaps with fewer `--workers`; what is done is used again.",
    )
