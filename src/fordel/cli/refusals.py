"""What can go wrong between the words of a command."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class MunicipalitiesWithoutCountry(WrongUse):
    what = Words(
        da="`--municipalities` hører sammen med `--country`.",
        en="`--municipalities` belongs with `--country`.",
    )
    why = Words(
        da="Uden `--country` dannes én kommune.", en="Without `--country` one municipality is made."
    )
    next = Words(
        da="Tilføj `--country`, eller udelad `--municipalities`.",
        en="Add `--country`, or leave `--municipalities` out.",
    )


@dataclass(eq=False)
class NotAnXlsxName(WrongUse):
    out: str

    what = Words(
        da="`--out` er {out}, som ikke ender på .xlsx.",
        en="`--out` is {out}, which does not end in .xlsx.",
    )
    why = Words(
        da="Registreringsark er Excel-filer, og de læses kun tilbage med den endelse.",
        en="Registration sheets are Excel files, and are read back by that ending only.",
    )
    next = Words(da="Giv filen endelsen .xlsx.", en="Let the file's name end in .xlsx.")


@dataclass(eq=False)
class FormNotKnown(WrongUse):
    form: str
    known: str

    what = Words(
        da="«{form}» er ikke en slags fil, en rapport kan laves som.",
        en="“{form}” is no kind of file that a report can be made as.",
    )
    why = Words(da="Ingen rapport er lavet.", en="No report was made.")
    next = Words(
        da="Skriv en eller flere af {known} med komma imellem.",
        en="Write one or more of {known}, with commas between.",
    )


@dataclass(eq=False)
class NothingToReport(WrongUse):
    what = Words(
        da="Der mangler `--period` eller `--final`.", en="`--period` or `--final` is missing."
    )
    why = Words(
        da="En datarapport er om én periode, slutrapporten om hele projektet.",
        en="A data report is about one period, the final report about the whole project.",
    )
    next = Words(
        da="Skriv `--period N`, `--final` eller begge.",
        en="Write `--period N`, `--final` or both.",
    )


@dataclass(eq=False)
class PublishedWithoutFinal(WrongUse):
    what = Words(
        da="`--published` hører sammen med `--final`.", en="`--published` belongs with `--final`."
    )
    why = Words(
        da="En datarapport viser hver enheds børn og er kun til projektets egne folk.",
        en="A data report shows each unit's children, and is for the project's own people only.",
    )
    next = Words(da="Tilføj `--final`.", en="Add `--final`.")


@dataclass(eq=False)
class PanelOfWhichResult(WrongUse):
    file: str
    known: str

    what = Words(
        da="Det er ikke sagt, hvilket resultat panelet {file} er om.",
        en="It is not said which result the panel {file} is of.",
    )
    why = Words(
        da="Projektets resultater i tre farver: {known}.",
        en="The project's results in three colours: {known}.",
    )
    next = Words(
        da="Skriv resultatet foran filen: `--panel RESULTAT={file}`.",
        en="Write the result before the file: `--panel RESULT={file}`.",
    )


@dataclass(eq=False)
class PanelTwice(WrongUse):
    result: str

    what = Words(da="Der er to paneler om «{result}».", en="There are two panels of “{result}”.")
    why = Words(
        da="Det kan ikke afgøres, hvilket der gælder.", en="Which one holds cannot be decided."
    )
    next = Words(da="Behold det ene.", en="Keep one of them.")


@dataclass(eq=False)
class EffectsOfWhat(WrongUse):
    what = Words(
        da="Der mangler et program, `--panel` eller `--plan`.",
        en="A programme, `--panel` or `--plan` is missing.",
    )
    why = Words(
        da="En virkning ses i registreringer eller i en tabel; en plan viser, hvad der kan ses.",
        en="An effect is seen in registrations or a table; a plan shows what could be seen.",
    )
    next = Words(
        da="Skriv et af dem; `fordel effects --help` viser hvordan.",
        en="Write one of them; `fordel effects --help` shows how.",
    )


@dataclass(eq=False)
class EffectsOfTwo(WrongUse):
    what = Words(
        da="Der står både et program og `--panel`.", en="Both a programme and `--panel` are there."
    )
    why = Words(
        da="Tallene kommer enten fra registreringer eller fra en tabel.",
        en="The figures come either from registrations or from a table.",
    )
    next = Words(da="Udelad det ene.", en="Leave one out.")


@dataclass(eq=False)
class EffectOfWhichProject(WrongUse):
    what = Words(
        da="Til et program hører både `--registrations` og `--project`.",
        en="With a programme go both `--registrations` and `--project`.",
    )
    why = Words(
        da="En virkning er ét projekts, og den ses i det, enhederne har registreret.",
        en="An effect is one project's, and is seen in what its units registered.",
    )
    next = Words(da="Tilføj det, der mangler.", en="Add what is missing.")
