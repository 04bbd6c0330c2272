"""A source of children that cannot be read, or whose rows cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused


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
