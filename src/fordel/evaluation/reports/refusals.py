"""Reports that cannot be made of what is there."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, Where, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class ReportCannotBePrinted(InputRefused):
    title: str
    character: str

    what = Words(
        da="Rapporten «{title}» indeholder tegnet «{character}», som ikke kan trykkes.",
        en="The report “{title}” holds the character “{character}”, which cannot be printed.",
    )
    why = Words(
        da="Et tomt sted i rapporten ville ikke kunne læses op af en skærmlæser.",
        en="A gap in the report could not be read aloud by a screen reader.",
    )
    next = Words(
        da="Ret teksten, hvor tegnet står, eller vælg html eller xlsx.",
        en="Mend the text that holds it, or choose html or xlsx.",
    )


@dataclass(eq=False)
class PeriodNotInProgramme(WrongUse):
    period: int
    known: str

    what = Words(
        da="Programmet har ingen dataperiode {period}.",
        en="The programme has no data period {period}.",
    )
    why = Words(da="En datarapport er om én periode.", en="A data report is about one period.")
    next = Words(da="Vælg en af: {known}.", en="Choose one of: {known}.")


@dataclass(eq=False)
class PeriodNotCollected(InputRefused):
    period: int
    reason: str

    what = Words(
        da="Der er ikke indsamlet data i periode {period} ({reason}).",
        en="Nothing was collected in period {period} ({reason}).",
    )
    why = Words(
        da="Uden tal er der intet at rapportere; et hul er ikke nul.",
        en="Without figures there is nothing to report; a gap is not zero.",
    )
    next = Words(
        da="Vælg en anden periode; hullet står i dens rapport.",
        en="Choose another period; the gap stands in its report.",
    )


@dataclass(eq=False)
class NothingRegistered(InputRefused):
    project: str
    period: int

    what = Words(
        da="Ingen enhed i «{project}» har registreret noget i periode {period}.",
        en="No unit of “{project}” has registered anything in period {period}.",
    )
    why = Words(
        da="En rapport af tomme felter ville ligne en rapport om, at intet skete.",
        en="A report of empty cells would look like a report that nothing happened.",
    )
    next = Words(
        da="Se, om registreringerne er fra det rigtige projekt, og om periodens ark er kommet ind.",
        en="See whether the registrations are this project's, and the period's sheets have come.",
    )


@dataclass(eq=False)
class SaidNotFound(InputRefused):
    file: str

    what = Words(da="«{file}» kan ikke læses.", en="“{file}” cannot be read.")
    why = Words(
        da="Slutrapporten skal vise, hvad mennesker har afgjort, ikke kun hvad regler foreslår.",
        en="The final report is to show what people decided, not only what rules propose.",
    )
    next = Words(
        da="Se efter, om stien er rigtig, og om filen er tekst i UTF-8.",
        en="See whether the path is right, and whether the file is text in UTF-8.",
    )


@dataclass(eq=False)
class SaidNotUnderstood(InputRefused):
    file: str
    where: Where
    problem_da: str
    problem_en: str

    what = Words(da="{file}, {where}: {problem_da}.", en="{file}, {where}: {problem_en}.")
    why = Words(
        da="Afgørelser og belæg læses helt eller slet ikke, så ingen falder ud uden at ses.",
        en="Decisions and evidence are read whole or not at all, so that none drops out unseen.",
    )
    next = Words(
        da="Ret stedet; docs/how-to/reports.md viser en hel fil.",
        en="Mend it there; docs/how-to/reports.md shows a whole file.",
    )
