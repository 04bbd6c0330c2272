"""Files that come back: workbooks with answers, and the tidy table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fordel.domain.language import Language, Words
from fordel.registers.refusals.base import FileRefused

_SHEET = Words(da="arket «{}»", en="sheet “{}”")
_NOTHING_READ = Words(da="Der er ikke læst noget af filen.", en="Nothing of the file was read.")


@dataclass(eq=False, kw_only=True)
class SheetRefused(FileRefused):
    """A sheet of a workbook that cannot be taken; nothing of the file was."""

    sheet: str = ""

    def place(self, language: Language) -> str:
        """The file and its sheet, and the row and column where they are known."""
        file, *rest = super().place(language).split(", ")
        name = [_SHEET.to(language).format(self.sheet)] if self.sheet else []
        return ", ".join([file, *name, *rest])


@dataclass(eq=False, kw_only=True)
class NotAWorkbook(SheetRefused):
    what = Words(
        da="Filen er ikke en regnearksfil, der kan læses.",
        en="The file is not a workbook that can be read.",
    )
    why = Words(
        da="Registreringsark er Excel-filer (.xlsx) uden adgangskode.",
        en="Registration sheets are Excel files (.xlsx) without a password.",
    )
    next = Words(
        da="Åbn arket i Excel, gem det som .xlsx uden adgangskode, og prøv igen.",
        en="Open the sheet in Excel, save it as .xlsx without a password, and try again.",
    )


@dataclass(eq=False, kw_only=True)
class FarTooMuchInIt(SheetRefused):
    what = Words(
        da="Der står langt mere i filen, end et registreringsark kan have.",
        en="There is far more in the file than a registration sheet can hold.",
    )
    why = Words(
        da="Så er det ikke et registreringsark, eller der er kopieret noget ind i det.",
        en="Then it is no registration sheet, or something was copied into it.",
    )
    next = Words(
        da="Hent arket igen, og skriv svarene i det nye.",
        en="Fetch the sheet again, and write the answers in the new one.",
    )


@dataclass(eq=False, kw_only=True)
class NoSheetInIt(SheetRefused):
    what = Words(
        da="Der er intet registreringsark i filen.",
        en="There is no registration sheet in the file.",
    )
    why = Words(
        da="Et ark kendes på nogle skjulte celler, som Fordel skrev i det.",
        en="A sheet is known by some hidden cells that Fordel wrote in it.",
    )
    next = Words(
        da="Hent arket igen, og skriv svarene i det; kopiér dem ikke over i en anden fil.",
        en="Fetch the sheet again and write the answers in it; do not copy it to another file.",
    )


@dataclass(eq=False, kw_only=True)
class IdentityDamaged(SheetRefused):
    what = Words(
        da="De skjulte celler, der siger, hvad arket gælder, er slettet eller ændret.",
        en="The hidden cells that say what the sheet is for have been deleted or changed.",
    )
    why = Words(
        da="Uden dem kan svarene ende hos en anden enhed eller i en anden periode.",
        en="Without them the answers may end at another unit or in another period.",
    )
    next = Words(
        da="Hent arket igen, og skriv svarene i det nye.",
        en="Fetch the sheet again, and write the answers in the new one.",
    )


@dataclass(eq=False, kw_only=True)
class OfAnotherProgramme(SheetRefused):
    found: str
    expected: str

    what = Words(
        da="Arket er fra programmet {found}, ikke {expected}.",
        en="The sheet is of the programme {found}, not {expected}.",
    )
    why = _NOTHING_READ
    next = Words(
        da="Vælg det rigtige program, eller den rigtige fil.",
        en="Choose the right programme, or the right file.",
    )


@dataclass(eq=False, kw_only=True)
class OfAnotherProject(SheetRefused):
    found: str
    expected: str

    what = Words(
        da="Arket er fra projektet {found}, ikke {expected}.",
        en="The sheet is of the project {found}, not {expected}.",
    )
    why = _NOTHING_READ
    next = Words(
        da="Vælg det rigtige projekt, eller den rigtige fil.",
        en="Choose the right project, or the right file.",
    )


@dataclass(eq=False, kw_only=True)
class OfAnotherPeriod(SheetRefused):
    found: int
    expected: int

    what = Words(
        da="Arket gælder periode {found}, ikke periode {expected}.",
        en="The sheet is for period {found}, not period {expected}.",
    )
    why = _NOTHING_READ
    next = Words(
        da="Vælg den rigtige periode, eller den rigtige fil.",
        en="Choose the right period, or the right file.",
    )


@dataclass(eq=False, kw_only=True)
class OfAnotherUnit(SheetRefused):
    found: str
    expected: str

    what = Words(
        da="Arket gælder enheden {found}, ikke {expected}.",
        en="The sheet is for the unit {found}, not {expected}.",
    )
    why = _NOTHING_READ
    next = Words(
        da="Vælg den rigtige enhed, eller den rigtige fil.",
        en="Choose the right unit, or the right file.",
    )


@dataclass(eq=False, kw_only=True)
class OfAnUnknownUnit(SheetRefused):
    found: str
    project: str

    what = Words(
        da="Arket gælder enheden {found}, som ikke er med i projektet {project}.",
        en="The sheet is for the unit {found}, which is not in the project {project}.",
    )
    why = _NOTHING_READ
    next = Words(
        da="Føj enheden til projektet, hvis den er med; ellers vælg den rigtige fil.",
        en="Add the unit to the project if it is in it; otherwise choose the right file.",
    )


@dataclass(eq=False, kw_only=True)
class OfAnotherVersion(SheetRefused):
    found: str
    expected: str

    what = Words(
        da="Arket er en anden udgave end den, der gælder nu.",
        en="The sheet is another version than the one that holds now.",
    )
    why = Words(
        da="Projektets spørgsmål er ændret, siden arket blev lavet, så svarene kan være på andre "
        "spørgsmål end dem, der stilles nu.",
        en="The project's questions have changed since the sheet was made, so the answers may be "
        "to other questions than those asked now.",
    )
    next = Words(
        da="Hent det nye ark, og skriv svarene i det.",
        en="Fetch the new sheet, and write the answers in it.",
    )


@dataclass(eq=False, kw_only=True)
class RowsRemoved(SheetRefused):
    labels: str

    what = Words(
        da="Rækker mangler på arket: {labels}.", en="Rows are missing from the sheet: {labels}."
    )
    why = Words(
        da="Om de er glemt eller ikke relevante, kan ikke ses.",
        en="Whether they were forgotten or do not apply cannot be seen.",
    )
    next = Words(
        da="Hent arket igen. Lad rækken stå, og skriv «ikke relevant» i den.",
        en="Fetch the sheet again. Leave the row and write “not applicable” in it.",
    )


@dataclass(eq=False, kw_only=True)
class RowAdded(SheetRefused):
    what = Words(
        da="Rækken er kommet til, efter at arket blev lavet.",
        en="The row was added after the sheet was made.",
    )
    why = Words(
        da="Det, der står i den, kan ikke henføres til et spørgsmål.",
        en="What stands in it belongs to no question.",
    )
    next = Words(
        da="Slet rækken, eller hent arket igen.", en="Delete the row, or fetch the sheet again."
    )


@dataclass(eq=False, kw_only=True)
class LabelChanged(SheetRefused):
    label: str

    what = Words(
        da="Spørgsmålet i rækken er ændret; der stod «{label}».",
        en="The question in the row has changed; it was “{label}”.",
    )
    why = Words(
        da="Så kan svaret være på noget andet, eller rækkerne er byttet om.",
        en="The answer may then be to something else, or rows have changed places.",
    )
    next = Words(
        da="Skriv spørgsmålet, som det var, eller hent arket igen.",
        en="Write the question as it was, or fetch the sheet again.",
    )


@dataclass(eq=False, kw_only=True)
class WrittenOutside(SheetRefused):
    what = Words(
        da="Her står noget uden for svarfelterne.",
        en="Something stands here outside the fields for answers.",
    )
    why = Words(
        da="Det ville gå tabt, hvis arket blev læst.",
        en="It would be lost if the sheet were read.",
    )
    next = Words(
        da="Flyt svaret til det rigtige felt, eller slet det.",
        en="Move the answer to its field, or delete it.",
    )


@dataclass(eq=False, kw_only=True)
class SheetTwice(SheetRefused):
    unit: str
    period: int
    first: str

    what = Words(
        da="Enheden {unit} har allerede et ark for periode {period}, i {first}.",
        en="The unit {unit} has a sheet for period {period} already, in {first}.",
    )
    why = Words(
        da="Det kan ikke afgøres, hvilket der gælder.", en="Which one holds cannot be decided."
    )
    next = Words(da="Læs kun det, der gælder.", en="Read only the one that holds.")


@dataclass(eq=False, kw_only=True)
class AnswersRefused(SheetRefused):
    """Answers that cannot be taken, or contradict each other; ``details`` are for a program."""

    listed_da: str
    listed_en: str
    details: tuple[dict[str, Any], ...] = ()

    what = Words(
        da="Svar på arket kan ikke bruges. {listed_da}",
        en="Answers on the sheet cannot be used. {listed_en}",
    )
    why = _NOTHING_READ
    next = Words(
        da="Ret svarene i arket, og læs det igen.",
        en="Correct the answers in the sheet, and read it again.",
    )

    @property
    def report(self) -> AnswersRefused:
        """What ``--json`` writes: the words, and every answer with its place."""
        return self

    def to_json(self) -> dict[str, Any]:
        """The refusal as a document."""
        return {
            "refused": True,
            "kind": type(self).__name__,
            "message": {"da": self.message("da"), "en": self.message("en")},
            "problems": list(self.details),
        }


@dataclass(eq=False, kw_only=True)
class TidyColumnsMissing(FileRefused):
    missing: str
    needed: str

    what = Words(
        da="Filen mangler kolonnerne {missing}.", en="The file lacks the columns {missing}."
    )
    why = Words(
        da="Filen skal have kolonnerne {needed}, med de navne.",
        en="The file must have the columns {needed}, by those names.",
    )
    next = Words(
        da="Ret overskrifterne i filens første række.",
        en="Correct the headers in the first row of the file.",
    )


@dataclass(eq=False, kw_only=True)
class TidyRowsRefused(FileRefused):
    count: int
    listed_da: str
    listed_en: str

    what = Words(
        da="Rækker, der ikke kan bruges: {count}. {listed_da}",
        en="Rows that cannot be used: {count}. {listed_en}",
    )
    why = _NOTHING_READ
    next = Words(da="Ret rækkerne, og læs filen igen.", en="Correct the rows, and read it again.")
