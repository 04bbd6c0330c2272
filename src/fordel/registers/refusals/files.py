"""Files that cannot be read at all."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused


@dataclass(eq=False, kw_only=True)
class FolderMissing(FileRefused):
    what = Words(da="Mappen findes ikke.", en="The folder does not exist.")
    why = Words(
        da="Her skulle kommunens data ligge.", en="This is where the municipality's data should be."
    )
    next = Words(
        da="Ret stien, eller dan en prøvekommune med `fordel demo-data`.",
        en="Correct the path, or make a sample municipality with `fordel demo-data`.",
    )


@dataclass(eq=False, kw_only=True)
class NoSuchFile(FileRefused):
    what = Words(da="Filen findes ikke.", en="The file does not exist.")
    why = Words(da="Der er intet at læse.", en="There is nothing to read.")
    next = Words(da="Ret stien.", en="Correct the path.")


@dataclass(eq=False, kw_only=True)
class FolderInsteadOfFile(FileRefused):
    what = Words(
        da="Det er en mappe og ikke en fil, der kan læses.",
        en="This is a folder, not a file that can be read.",
    )
    why = Words(
        da="Kun en tabel, der er delt i Parquet-filer, kan læses fra en mappe; ellers gættes det "
        "ikke, hvilken fil der menes.",
        en="Only a table divided into Parquet files is read from a folder; otherwise which file is "
        "meant is not guessed.",
    )
    next = Words(da="Skriv stien til selve filen.", en="Give the path of the file itself.")


@dataclass(eq=False, kw_only=True)
class FileMissing(FileRefused):
    stem: str
    what = Words(da="Filen {stem} mangler i mappen.", en="The file {stem} is not in the folder.")
    why = Words(
        da="Modellen eller mapping.yaml beder om den.", en="The model or mapping.yaml asks for it."
    )
    next = Words(
        da="Læg {stem}.csv (eller .xlsx, .parquet, .px, .json) i mappen, eller angiv filens navn "
        "i mapping.yaml.",
        en="Put {stem}.csv (or .xlsx, .parquet, .px, .json) in the folder, or give the file's name "
        "in mapping.yaml.",
    )


@dataclass(eq=False, kw_only=True)
class SeveralFiles(FileRefused):
    stem: str
    names: str
    what = Words(
        da="Der er flere filer, der hedder {stem}: {names}.",
        en="Several files are called {stem}: {names}.",
    )
    why = Words(
        da="Det kan ikke afgøres, hvilken der gælder.", en="Which one counts cannot be decided."
    )
    next = Words(
        da="Fjern dem, der ikke gælder, eller angiv én i mapping.yaml.",
        en="Remove those that do not count, or name one in mapping.yaml.",
    )


@dataclass(eq=False, kw_only=True)
class UnknownFormat(FileRefused):
    ending: str
    what = Words(
        da='Filer med endelsen "{ending}" kan ikke læses.',
        en='Files that end in "{ending}" cannot be read.',
    )
    why = Words(
        da="Endelsen siger, hvordan filen skal læses.",
        en="The ending says how the file is to be read.",
    )
    next = Words(
        da="Gem filen som .csv, .xlsx, .parquet, .px eller JSON-stat (.json).",
        en="Save the file as .csv, .xlsx, .parquet, .px or JSON-stat (.json).",
    )


@dataclass(eq=False, kw_only=True)
class NotWhatItsNameSays(FileRefused):
    expected: str
    found: str
    what = Words(
        da="Efter navnet er filen {expected}, men indholdet er {found}.",
        en="By its name the file is {expected}, but what it holds is {found}.",
    )
    why = Words(
        da="En fil, der læses som noget andet, end den er, giver forkerte tal.",
        en="A file read as something it is not gives wrong figures.",
    )
    next = Words(
        da="Hent eller gem filen igen i det rigtige format, eller giv den den rigtige endelse.",
        en="Fetch or save the file again in the right format, or give it the right ending.",
    )


@dataclass(eq=False, kw_only=True)
class EmptyFile(FileRefused):
    what = Words(da="Filen er tom.", en="The file is empty.")
    why = Words(da="Der er ingen rækker at læse.", en="There are no rows to read.")
    next = Words(
        da="Dan filen igen, og se efter, at den har en overskriftsrække og mindst én række data.",
        en="Make the file again and see that it has a row of headers and at least one row of data.",
    )


@dataclass(eq=False, kw_only=True)
class NoRowsLeft(FileRefused):
    what = Words(
        da="Ingen rækker er dem, mapping.yaml beder om (only:).",
        en="No rows are those that mapping.yaml asks for (only:).",
    )
    why = Words(
        da="Så er der intet at læse i filen.", en="There is then nothing to read in the file."
    )
    next = Words(
        da="Ret værdien; den skal stå, som den står i filen.",
        en="Correct the value; it has to be written as it is in the file.",
    )


@dataclass(eq=False, kw_only=True)
class TooLarge(FileRefused):
    megabytes: int
    limit: int
    what = Words(
        da="Filen fylder {megabytes} MB; grænsen for denne slags fil er {limit} MB.",
        en="The file takes {megabytes} MB; the limit for this kind of file is {limit} MB.",
    )
    why = Words(
        da="En så stor fil skal læses kolonnevis, hvis maskinen skal kunne være med.",
        en="A file of this size has to be read in columns if the machine is to keep up.",
    )
    next = Words(
        da="Gem den som Parquet, eller del den op.", en="Save it as Parquet, or divide it."
    )


@dataclass(eq=False, kw_only=True)
class CellFarOut(FileRefused):
    cell: str
    what = Words(
        da="Regnearket rækker helt ud til cellen {cell}.",
        en="The workbook reaches as far out as the cell {cell}.",
    )
    why = Words(
        da="Alt imellem skal holdes i hukommelsen, og det er mere, end maskinen kan rumme.",
        en="All that lies between has to be held in memory, and that is more than fits.",
    )
    next = Words(
        da="Slet rækker og kolonner efter tabellen, og gem igen; eller gem den som CSV.",
        en="Delete rows and columns after the table and save it again; or save it as CSV.",
    )


@dataclass(eq=False, kw_only=True)
class CutFile(FileRefused):
    what = Words(
        da="Filen ser ud til at være skåret over: slutningen mangler.",
        en="The file seems to be cut: its end is missing.",
    )
    why = Words(
        da="De rækker, der mangler, ville blive regnet for ikke at findes.",
        en="The rows that are missing would be taken not to exist.",
    )
    next = Words(
        da="Hent eller gem filen igen, og vent, til den er hel.",
        en="Fetch or save the file again, and wait until it is whole.",
    )


@dataclass(eq=False, kw_only=True)
class UnclosedQuote(FileRefused):
    what = Words(
        da="Et citationstegn åbnes, men lukkes ikke, eller står et forkert sted.",
        en="A quotation mark is opened but not closed, or stands in the wrong place.",
    )
    why = Words(
        da="Resten af filen bliver læst som ét felt; måske er filen skåret over.",
        en="The rest of the file is read as one field; perhaps the file has been cut.",
    )
    next = Words(
        da="Hent filen igen, eller skriv citationstegn inde i et felt som to.",
        en="Fetch the file again, or write a quotation mark inside a field as two.",
    )


@dataclass(eq=False, kw_only=True)
class UnevenRow(FileRefused):
    found: int
    expected: int
    what = Words(
        da="Rækken har {found} felter; overskriften har {expected}.",
        en="The row has {found} fields; the headers are {expected}.",
    )
    why = Words(
        da="Værdierne kan ikke med sikkerhed lægges i de rigtige kolonner.",
        en="The values cannot safely be put in the right columns.",
    )
    next = Words(
        da="Se efter et skilletegn for meget eller for lidt; sæt citationstegn om tekst og tal, "
        "der indeholder skilletegnet.",
        en="Look for a delimiter too many or too few; put quotation marks around texts and numbers "
        "that contain it.",
    )


@dataclass(eq=False, kw_only=True)
class UnreadableText(FileRefused):
    what = Words(
        da="Filens tegn kan hverken læses som UTF-8, UTF-16 eller Windows-1252.",
        en="The file's characters are neither UTF-8, UTF-16 nor Windows-1252.",
    )
    why = Words(da="Navne og nøgler ville blive forkerte.", en="Names and keys would be wrong.")
    next = Words(da="Gem filen som CSV UTF-8.", en="Save the file as CSV UTF-8.")


@dataclass(eq=False, kw_only=True)
class BrokenFile(FileRefused):
    format: str
    part: str
    what = Words(
        da="{part} i {format}-filen mangler eller kan ikke læses.",
        en="{part} in the {format} file is missing or cannot be read.",
    )
    why = Words(
        da="Uden den kan tallene ikke lægges på plads.",
        en="Without it the figures cannot be put in place.",
    )
    next = Words(
        da="Hent filen igen, eller gem den som CSV.",
        en="Fetch the file again, or save it as CSV.",
    )


@dataclass(eq=False, kw_only=True)
class SeveralSheets(FileRefused):
    sheets: str
    what = Words(
        da="Arbejdsbogen har flere ark, der kan være det rigtige: {sheets}.",
        en="The workbook has several sheets that could be the right one: {sheets}.",
    )
    why = Words(
        da="Det kan ikke afgøres, hvilket der gælder.", en="Which one counts cannot be decided."
    )
    next = Words(
        da="Skriv arkets navn i mapping.yaml (sheet:), eller slet de andre ark.",
        en="Write the sheet's name in mapping.yaml (sheet:), or delete the other sheets.",
    )


@dataclass(eq=False, kw_only=True)
class UnknownSheet(FileRefused):
    sheet: str
    sheets: str
    what = Words(
        da='Arbejdsbogen har intet ark "{sheet}" med data. Den har: {sheets}.',
        en='The workbook has no sheet "{sheet}" with data. It has: {sheets}.',
    )
    why = Words(da="mapping.yaml beder om det ark.", en="mapping.yaml asks for that sheet.")
    next = Words(da="Ret arkets navn.", en="Correct the sheet's name.")


@dataclass(eq=False, kw_only=True)
class MappingRefused(FileRefused):
    detail: str
    what = Words(
        da="Tilordningsfilen kan ikke bruges ({detail}).",
        en="The mapping file cannot be used ({detail}).",
    )
    why = Words(
        da="Den siger, hvilke overskrifter der svarer til hvilke kolonner.",
        en="It says which headers are which columns.",
    )
    next = Words(
        da="Ret det nævnte sted; koder skal stå i citationstegn. `fordel inspect FIL` foreslår en "
        "fil, der virker.",
        en="Correct the place named; codes have to stand in quotation marks. `fordel inspect FILE` "
        "proposes a file that works.",
    )
