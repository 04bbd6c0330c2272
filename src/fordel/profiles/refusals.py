"""What is wrong with a large source of children, or with a profile that was kept.

A source has no rows that could be named: its problems are counted, and never quoted.
"""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, ModelRefused, WrongUse
from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused


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


@dataclass(eq=False, kw_only=True)
class SourceMissing(FileRefused):
    near: str
    what = Words(
        da="Der er hverken en fil, en mappe eller en tabel af det navn.",
        en="There is neither a file, a folder nor a table of that name.",
    )
    why = Words(
        da="Så er der ingen børn at tælle. Her er: {near}.",
        en="Then there are no children to count. Here are: {near}.",
    )
    next = Words(
        da="Ret navnet. På en klynge skal stien kunne læses fra alle dens maskiner.",
        en="Correct the name. On a cluster all its machines must be able to read the path.",
    )


@dataclass(eq=False, kw_only=True)
class SourceWithoutChildren(FileRefused):
    rows: int
    what = Words(
        da="Ingen børn er indmeldt på tælledagen (rækker i kilden: {rows}).",
        en="No child is enrolled on the day of counting (rows in the source: {rows}).",
    )
    why = Words(da="Så er der intet at tælle.", en="Then there is nothing to count.")
    next = Words(
        da="Se efter, om det er den rigtige kilde og det rigtige år.",
        en="See whether it is the right source and the right year.",
    )


@dataclass(eq=False, kw_only=True)
class SourceUnreadable(FileRefused):
    kind: str
    what = Words(da="Kilden kan ikke læses ({kind}).", en="The source cannot be read ({kind}).")
    why = Words(
        da="En fil kan være afkortet, eller delene kan have hver sine kolonner.",
        en="A file may be cut short, or the parts may differ in their columns.",
    )
    next = Words(
        da="Skriv filerne igen; er det en tabel, så se, om du må læse den.",
        en="Write the files again; if it is a table, see whether you may read it.",
    )


@dataclass(eq=False, kw_only=True)
class SourceColumnMissing(FileRefused):
    needed: str
    what = Words(da="Kilden har ingen kolonne {needed}.", en="The source has no column {needed}.")
    why = Words(
        da="Børnene kan ikke tælles uden den.", en="The children cannot be counted without it."
    )
    next = Words(
        da="Lav kolonnen, hvor kilden bliver til, for eksempel i et view.",
        en="Make the column where the source is made, in a view for instance.",
    )


@dataclass(eq=False, kw_only=True)
class WrongType(FileRefused):
    found: str
    wanted: str
    what = Words(
        da="Kolonnens type er {found}; den skal være {wanted}.",
        en="The column's type is {found}; it has to be {wanted}.",
    )
    why = Words(
        da="Alle motorer skal læse det samme, så intet bliver gættet om.",
        en="Every engine has to read the same, so nothing is converted by guessing.",
    )
    next = Words(
        da="Ret typen, hvor kilden bliver til, for eksempel med CAST i et view.",
        en="Mend the type where the source is made, with CAST in a view for instance.",
    )


@dataclass(eq=False, kw_only=True)
class RowsWithout(FileRefused):
    count: int
    what = Words(da="Kolonnen er tom i {count} rækker.", en="The column is empty in {count} rows.")
    why = Words(
        da="Rækkerne kan ikke bruges uden værdien, og tomt er ikke nul.",
        en="The rows cannot be used without the value, and empty is not zero.",
    )
    next = Words(
        da="Udfyld kolonnen, eller tag rækkerne ud.", en="Fill in the column, or take the rows out."
    )


@dataclass(eq=False, kw_only=True)
class RowsWithAges(FileRefused):
    count: int
    youngest: int
    oldest: int
    what = Words(
        da="{count} rækker har en alder uden for {youngest}–{oldest} år.",
        en="{count} rows have an age outside {youngest}–{oldest} years.",
    )
    why = Words(
        da="Det er ikke dagtilbudsbørn, eller datoerne er forkerte.",
        en="They are not daycare children, or the dates are wrong.",
    )
    next = Words(
        da="Ret alderen, eller tag rækkerne ud.", en="Correct the age, or take the rows out."
    )


@dataclass(eq=False, kw_only=True)
class RowsWithGroups(FileRefused):
    count: int
    groups: str
    what = Words(
        da="{count} rækker har en aldersgruppe, som modellen ikke har.",
        en="{count} rows have an age group that the model does not have.",
    )
    why = Words(
        da="De børn ville ikke blive talt. Modellens grupper: {groups}.",
        en="Those children would not be counted. The model's groups: {groups}.",
    )
    next = Words(
        da="Brug modellens navne på aldersgrupper, eller giv fødselsdatoer i `born_on`.",
        en="Use the model's names of age groups, or give dates of birth in `born_on`.",
    )


@dataclass(eq=False, kw_only=True)
class RowsOfFullTime(FileRefused):
    count: int
    what = Words(
        da="{count} rækker har mere end en fuldtidsplads, mindre end ingen, eller ikke et tal.",
        en="{count} rows have more than a full-time place, less than none, or not a number.",
    )
    why = Words(
        da="En fuldtidsandel ligger fra 0 til 1, og timer kan ikke være over en fuldtidsplads.",
        en="A full-time share lies from 0 to 1, and hours cannot be above a full-time place.",
    )
    next = Words(
        da="Ret tallene; procent skal deles med 100.", en="Correct the figures; divide percentages "
        "by 100.",
    )  # fmt: skip


@dataclass(eq=False, kw_only=True)
class RowsReversed(FileRefused):
    count: int
    what = Words(
        da="I {count} rækker ligger slutdatoen før startdatoen.",
        en="In {count} rows the end date lies before the start date.",
    )
    why = Words(
        da="Perioden kan ikke bruges, og børnene ville falde ud.",
        en="The period cannot be used, and the children would drop out.",
    )
    next = Words(da="Byt om på datoerne, eller ret dem.", en="Swap the dates, or correct them.")


@dataclass(eq=False, kw_only=True)
class ChildrenTwice(FileRefused):
    count: int
    what = Words(
        da="{count} børn står to eller flere gange på tælledagen.",
        en="{count} children are there twice or more on the day of counting.",
    )
    why = Words(
        da="Et barn tælles én gang, i én enhed.", en="A child is counted once, in one unit."
    )
    next = Words(
        da="Find dem med GROUP BY på nøglen, og ret ind- eller udmeldelsesdatoen; udmeldt er den "
        "første dag, barnet ikke er der.",
        en="Find them with GROUP BY on the key, and correct a date of enrolment; enrolled_to is "
        "the first day the child is not there.",
    )


@dataclass(eq=False, kw_only=True)
class PlacesNotKnown(FileRefused):
    count: int
    places: int
    register: str
    what = Words(
        da="Nøgler, der ikke findes i {register}: {places}; børn under dem: {count}.",
        en="Keys that are not in {register}: {places}; children under them: {count}.",
    )
    why = Words(
        da="De børn ville ikke blive regnet med.", en="Those children would not be counted."
    )
    next = Words(
        da="Sammenlign nøglerne med {register} (se efter tabte nuller foran), og tilføj dem, der "
        "mangler.",
        en="Compare the keys with {register} (look for lost leading zeros), and add those that are "
        "missing.",
    )


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
