"""What a panel of pseudonyms refuses. No message ever holds a pseudonym, or what stood there."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused


@dataclass(eq=False)
class StatesDoNotDiffer(WrongUse):
    states: str

    what = Words(
        da="«{states}» er ikke mindst to forskellige tilstande.",
        en="“{states}” are not at least two different states.",
    )
    why = Words(
        da="Et barn kan kun gå fra en tilstand til en anden, når der er to at skelne.",
        en="A child can go from one state to another only where there are two to tell apart.",
    )
    next = Words(
        da="Skriv dem med den bedste først, for eksempel `--states trives,i-tvivl,bekymrer`.",
        en="Write them with the best first, as `--states thrives,in-doubt,worries`.",
    )


@dataclass(eq=False)
class ProjectNotSaid(WrongUse):
    programme: str

    what = Words(
        da="Programmet {programme} er nævnt, men ikke hvilket projekt panelet er fra.",
        en="The programme {programme} is named, but not which project the panel is of.",
    )
    why = Words(
        da="Projektet siger, hvilke enheder og perioder der findes.",
        en="The project says which units and periods there are.",
    )
    next = Words(da="Tilføj `--project ID`.", en="Add `--project ID`.")


@dataclass(eq=False)
class MonthsNotSaid(WrongUse):
    file: str

    what = Words(
        da="Prisen i {file} er for et år, og det er ikke sagt, hvor længe børnene er fulgt.",
        en="The cost in {file} is of a year, and it is not said how long the children were "
        "followed.",
    )
    why = Words(
        da="Prisen pr. barn skal være for den tid, hvor børnene rykkede.",
        en="The cost per child has to be of the time in which the children moved.",
    )
    next = Words(
        da="Tilføj `--months 18`, eller nævn programmet og projektet, som kender perioderne.",
        en="Add `--months 18`, or name the programme and project, which know the periods.",
    )


@dataclass(eq=False)
class NoColoursAsked(InputRefused):
    project: str
    indicator: str

    what = Words(
        da="Projektet {project} spørger ikke om børn i tre farver under navnet «{indicator}».",
        en="The project {project} does not ask for children in three colours as “{indicator}”.",
    )
    why = Words(
        da="Et panel følger børn i det, projektet måler på.",
        en="A panel follows children in what the project measures.",
    )
    next = Words(
        da="Vælg en af projektets indikatorer med grønne, gule og røde børn.",
        en="Choose one of the project's indicators with green, yellow and red children.",
    )


@dataclass(eq=False)
class PanelCountsNotUnderstood(InputRefused):
    """Kept counts of a panel that are none any more."""

    what = Words(
        da="De gemte tal for fulgte børn kan ikke læses.",
        en="The counts kept of children followed cannot be read.",
    )
    why = Words(
        da="Tal, der ikke hænger sammen, må ikke stå som et resultat.",
        en="Counts that do not hold together must not stand as a result.",
    )
    next = Words(
        da="Hent panelet ind igen; den nye indlæsning afløser den gamle.",
        en="Bring the panel in again; the new one takes the old one's place.",
    )


@dataclass(eq=False, kw_only=True)
class PanelColumnMissing(FileRefused):
    needed: str
    danish: str
    headers: str

    what = Words(
        da="Kolonnen «{danish}» mangler. Filen har: {headers}.",
        en="The column “{needed}” is missing. The file has: {headers}.",
    )
    why = Words(
        da="Et panel har en række pr. barn og periode: barn, enhed, periode og farve.",
        en="A panel has a row per child and period: child, unit, period and colour.",
    )
    next = Words(
        da="Kald kolonnerne `barn`, `enhed`, `periode` og `farve` (eller child, unit, period og "
        "state).",
        en="Call the columns `child`, `unit`, `period` and `state`.",
    )


@dataclass(eq=False, kw_only=True)
class PanelColumnTwice(FileRefused):
    needed: str
    danish: str
    headers: str

    what = Words(
        da="Flere kolonner kan være «{danish}»: {headers}.",
        en="Several columns may be “{needed}”: {headers}.",
    )
    why = Words(
        da="Det kan ikke afgøres, hvilken der gælder.",
        en="Which one holds cannot be told.",
    )
    next = Words(
        da="Slet den ene kolonne, eller giv den et andet navn.",
        en="Delete one of the columns, or call it something else.",
    )


@dataclass(eq=False, kw_only=True)
class PseudonymIsPersonal(FileRefused):
    rows: int

    what = Words(
        da="Kolonnen med pseudonymer rummer, hvad der ligner personnumre (rækker: {rows}).",
        en="The column of pseudonyms holds what looks like personal numbers (rows: {rows}).",
    )
    why = Words(
        da="Fordel følger børn uden at kunne vide, hvem de er. Intet af filen er gemt.",
        en="Fordel follows children without being able to know who they are. Nothing is kept.",
    )
    next = Words(
        da="Giv hvert barn et løbenummer eller en kode, som kun I kan føre tilbage, og prøv igen.",
        en="Give each child a number or code that only you can trace back, and try again.",
    )


@dataclass(eq=False, kw_only=True)
class PseudonymLooksLikeName(FileRefused):
    rows: int

    what = Words(
        da="Kolonnen med pseudonymer rummer, hvad der ligner navne ({rows} rækker uden tal).",
        en="The column of pseudonyms holds what looks like names ({rows} rows without a digit).",
    )
    why = Words(
        da="Et navn er ikke et pseudonym. Intet af filen er gemt.",
        en="A name is no pseudonym. Nothing of the file is kept.",
    )
    next = Words(
        da="Giv hvert barn et løbenummer eller en kode med tal i, som kun I kan føre tilbage.",
        en="Give each child a number, or a code with digits in it, that only you can trace back.",
    )


@dataclass(eq=False, kw_only=True)
class ChildTwiceInPeriod(FileRefused):
    period: int

    what = Words(
        da="Barnet har allerede en række i periode {period}.",
        en="The child already has a row in period {period}.",
    )
    why = Words(
        da="Et barn har én farve i en periode; ellers vides det ikke, hvor det kom fra.",
        en="A child has one colour in a period; otherwise nobody knows where it came from.",
    )
    next = Words(
        da="Behold den række, der gælder ved periodens slutning.",
        en="Keep the row that holds at the end of the period.",
    )


@dataclass(eq=False, kw_only=True)
class StateUnknown(FileRefused):
    states: str

    what = Words(
        da="Her står ikke en af tilstandene {states}.",
        en="What stands here is none of the states {states}.",
    )
    why = Words(
        da="En ukendt farve kan ikke gættes, og et tomt felt betyder ikke vurderet.",
        en="An unknown colour cannot be guessed; an empty cell means not assessed.",
    )
    next = Words(
        da="Ret cellen, eller lad den stå tom, hvis barnet ikke er vurderet.",
        en="Correct the cell, or leave it empty if the child was not assessed.",
    )


@dataclass(eq=False, kw_only=True)
class FigureInsteadOfState(FileRefused):
    states: str

    what = Words(
        da="Her står et tal eller en procent, hvor der skal stå en tilstand ({states}).",
        en="A number or a percentage stands here instead of a state ({states}).",
    )
    why = Words(
        da="Et panel siger, hvor det enkelte barn var; andele af børn kan ikke følges.",
        en="A panel says where each child was; shares of children cannot be followed.",
    )
    next = Words(
        da="Hent rækkerne pr. barn, eller brug registreringsarket til optællinger.",
        en="Fetch the rows per child, or use the registration sheet for counts.",
    )


@dataclass(eq=False, kw_only=True)
class PeriodUnknown(FileRefused):
    periods: str

    what = Words(
        da="Her står ikke en af perioderne {periods}.",
        en="What stands here is none of the periods {periods}.",
    )
    why = Words(
        da="Uden perioden vides det ikke, hvad der kom før og efter.",
        en="Without the period nobody knows what came before and after.",
    )
    next = Words(da="Skriv periodens nummer.", en="Write the period's number.")


@dataclass(eq=False, kw_only=True)
class PeriodNotCollected(FileRefused):
    period: int

    what = Words(
        da="Periode {period} blev ikke indsamlet, men filen har en række fra den.",
        en="Period {period} was not collected, and yet the file has a row from it.",
    )
    why = Words(
        da="En periode, der er sprunget over, er et hul og ingen måling.",
        en="A period that was skipped is a gap and no measurement.",
    )
    next = Words(
        da="Se efter, om periodens nummer er rigtigt, eller tag rækkerne ud.",
        en="See whether the period's number is right, or take the rows out.",
    )


@dataclass(eq=False, kw_only=True)
class UnitUnknown(FileRefused):
    what = Words(
        da="Enheden er ikke med i projektet.", en="The unit does not take part in the project."
    )
    why = Words(
        da="Børn fra andre enheder hører ikke til projektets resultater.",
        en="Children of other units are no part of the project's results.",
    )
    next = Words(
        da="Brug enhedens nøgle eller navn, som det står i projektet, eller tag rækken ud.",
        en="Use the unit's key or name as the project has it, or take the row out.",
    )


@dataclass(eq=False, kw_only=True)
class UnitNotInPeriod(FileRefused):
    period: int

    what = Words(
        da="Enheden var ikke med i projektet i periode {period}.",
        en="The unit did not take part in the project in period {period}.",
    )
    why = Words(
        da="Børn kan ikke være i indsatsen, hvor den ikke var.",
        en="Children cannot be in an effort where it was not.",
    )
    next = Words(
        da="Se efter, hvornår enheden kom med, og ret perioden eller projektets enheder.",
        en="See when the unit joined, and correct the period or the project's units.",
    )


@dataclass(eq=False, kw_only=True)
class GroupUnknown(FileRefused):
    what = Words(
        da="Her står hverken «med» eller «gået ud».",
        en="Neither “included” nor “left” stands here.",
    )
    why = Words(
        da="Børn, der er gået ud, tælles for sig.", en="Children who left are counted apart."
    )
    next = Words(
        da="Skriv med eller gået ud; et tomt felt betyder med.",
        en="Write included or left; an empty cell means included.",
    )


@dataclass(eq=False, kw_only=True)
class OnlyOneChild(FileRefused):
    what = Words(da="Filen følger kun ét barn.", en="The file follows one child only.")
    why = Words(
        da="Ét barns farver er barnets sag og intet resultat af en indsats.",
        en="One child's colours are that child's matter, and no result of an effort.",
    )
    next = Words(da="Tag alle projektets børn med.", en="Take all children of the project into it.")


@dataclass(eq=False, kw_only=True)
class OnlyOnePeriod(FileRefused):
    what = Words(
        da="Filen har kun vurderinger fra én periode.",
        en="The file has assessments from one period only.",
    )
    why = Words(
        da="Et barn følges fra en periode til den næste.",
        en="A child is followed from one period to the next.",
    )
    next = Words(
        da="Tag mindst to perioder med, hvor de samme børn har samme pseudonym.",
        en="Take at least two periods, in which the same children have the same pseudonym.",
    )


@dataclass(eq=False, kw_only=True)
class PeriodLeftOut(FileRefused):
    period: int
    before: int
    after: int

    what = Words(
        da="Filen har periode {before} og {after}, men ingen rækker fra periode {period} imellem.",
        en="The file has periods {before} and {after}, but no rows from period {period} between.",
    )
    why = Words(
        da="Hvem der kom og gik imellem, ville være skjult.",
        en="Who came and went in between would be hidden.",
    )
    next = Words(
        da="Tag perioden med. Blev den ikke indsamlet, så skriv `--skipped {period}` på "
        "kommandolinjen; på siderne står det i programmets perioder.",
        en="Take the period in. If it was not collected, write `--skipped {period}` on the command "
        "line; on the pages it stands with the programme's periods.",
    )


@dataclass(eq=False, kw_only=True)
class TooFewFollowed(FileRefused):
    followed: int
    of: int
    needed: int

    what = Words(
        da="Kun {followed} af {of} børn kan følges til den næste periode; {needed} skal der til.",
        en="Only {followed} of {of} children can be followed to the next period; it takes "
        "{needed}.",
    )
    why = Words(
        da="De få, der kan følges, kan være andre slags børn end resten. Ofte har børnene fået nye "
        "pseudonymer.",
        en="The few who can be followed may be another kind of children than the rest. Often the "
        "children were given new pseudonyms.",
    )
    next = Words(
        da="Se efter, om et barn har det samme pseudonym i alle perioder.",
        en="See whether a child has the same pseudonym in every period.",
    )
