"""What a sheet can be made for, and what cannot be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words


@dataclass(eq=False, kw_only=True)
class ProjectNotThere(InputRefused):
    project: str
    programme: str
    known: str

    what = Words(
        da="Programmet {programme} har intet projekt, der hedder {project}.",
        en="The programme {programme} has no project called {project}.",
    )
    why = Words(
        da="Et ark hører til et projekt.",
        en="A sheet belongs to a project.",
    )
    next = Words(da="Vælg et af projekterne: {known}.", en="Choose one of the projects: {known}.")


@dataclass(eq=False, kw_only=True)
class PeriodNotThere(InputRefused):
    period: int
    programme: str
    known: str

    what = Words(
        da="Programmet {programme} har ingen periode {period}.",
        en="The programme {programme} has no period {period}.",
    )
    why = Words(da="Et ark gælder en dataperiode.", en="A sheet is for a data period.")
    next = Words(da="Vælg en af perioderne: {known}.", en="Choose one of the periods: {known}.")


@dataclass(eq=False, kw_only=True)
class PeriodNotCollected(InputRefused):
    period: int
    reason: str

    what = Words(
        da="Der blev ikke indsamlet i periode {period}: {reason}.",
        en="Nothing was collected in period {period}: {reason}.",
    )
    why = Words(
        da="En sprunget periode er et hul og aldrig et nul, så den har intet ark.",
        en="A skipped period is a gap and never a zero, so it has no sheet.",
    )
    next = Words(
        da="Vælg en periode, der blev indsamlet, eller ret perioden i programmet.",
        en="Choose a period that was collected, or correct the period in the programme.",
    )


@dataclass(eq=False, kw_only=True)
class NothingAsked(InputRefused):
    project: str

    what = Words(
        da="Projektet {project} har ikke valgt nogen indikatorer.",
        en="The project {project} has chosen no indicators.",
    )
    why = Words(
        da="Arket består af de indikatorer, projektet har valgt.",
        en="The sheet is made of the indicators that the project has chosen.",
    )
    next = Words(
        da="Vælg indikatorer til projektet.",
        en="Choose indicators for the project.",
    )


@dataclass(eq=False, kw_only=True)
class NobodyAsked(InputRefused):
    project: str
    period: int

    what = Words(
        da="Ingen enhed i projektet {project} er med i periode {period}.",
        en="No unit of the project {project} is in period {period}.",
    )
    why = Words(
        da="Et ark gælder én enhed i én periode.", en="A sheet is for one unit in one period."
    )
    next = Words(
        da="Føj enheder til projektet, eller vælg en anden periode.",
        en="Add units to the project, or choose another period.",
    )


@dataclass(eq=False, kw_only=True)
class UnitNotInProject(InputRefused):
    unit: str
    project: str

    what = Words(
        da="Enheden {unit} er ikke med i projektet {project}.",
        en="The unit {unit} is not in the project {project}.",
    )
    why = Words(
        da="Kun projektets egne enheder registrerer.", en="Only the project's own units register."
    )
    next = Words(
        da="Vælg en af projektets enheder, eller føj enheden til projektet.",
        en="Choose one of the project's units, or add the unit to the project.",
    )


@dataclass(eq=False, kw_only=True)
class UnitNotYetIn(InputRefused):
    unit: str
    period: int
    joined: int

    what = Words(
        da="Enheden {unit} er først med fra periode {joined}.",
        en="The unit {unit} joins in period {joined}.",
    )
    why = Words(
        da="For periode {period} er den ikke spurgt, og det er ikke det samme som nul.",
        en="For period {period} it is not asked, which is not the same as zero.",
    )
    next = Words(
        da="Vælg en senere periode, eller ret, hvornår enheden kom med.",
        en="Choose a later period, or correct when the unit joined.",
    )


@dataclass(eq=False, kw_only=True)
class UnitHasLeft(InputRefused):
    unit: str
    period: int
    left: int

    what = Words(
        da="Enheden {unit} gik ud af projektet efter periode {left}.",
        en="The unit {unit} left the project after period {left}.",
    )
    why = Words(
        da="For periode {period} er den ikke spurgt, og det er ikke det samme som nul.",
        en="For period {period} it is not asked, which is not the same as zero.",
    )
    next = Words(
        da="Vælg en tidligere periode, eller ret, hvornår enheden gik ud.",
        en="Choose an earlier period, or correct when the unit left.",
    )


@dataclass(eq=False, kw_only=True)
class FieldNotAsked(InputRefused):
    field: str
    project: str
    period: int

    what = Words(
        da="Feltet {field} står ikke på arket for {project}, periode {period}.",
        en="The field {field} is not on the sheet of {project}, period {period}.",
    )
    why = Words(
        da="Et svar på noget, der ikke er spurgt om, kan ikke tælles med.",
        en="An answer to what was not asked cannot be counted.",
    )
    next = Words(
        da="Hent arket igen; det kan være ændret, siden du åbnede det.",
        en="Fetch the sheet again; it may have changed since you opened it.",
    )
