"""What the pages of interventions refuse, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class ProgrammeDoesNotFit(InputRefused):
    problem_da: str
    problem_en: str

    what = Words(
        da="Det passer ikke sammen: {problem_da}.", en="It does not fit together: {problem_en}."
    )
    why = Words(
        da="Perioder, enheder, indikatorer og faser skal passe til hinanden, før nogen kan "
        "registrere.",
        en="Periods, units, indicators and phases have to fit before anybody can register.",
    )
    next = Words(
        da="Ret det, der står her, og gem igen. Intet er ændret.",
        en="Mend what is said here and keep it again. Nothing has changed.",
    )


@dataclass(eq=False)
class ProjectOfAnother(WrongUse):
    project: str

    what = Words(
        da="Projektet «{project}» har en anden projektleder.",
        en="The project “{project}” has another project manager.",
    )
    why = Words(
        da="Kun den, der svarer for projektet, ændrer dets opsætning og beskrivelse.",
        en="Only who answers for a project changes its set-up and description.",
    )
    next = Words(
        da="Tal med projektlederen, eller bed dagtilbudschefen om at give dig projektet.",
        en="Talk to the project manager, or ask the head of daycare to give you the project.",
    )


@dataclass(eq=False)
class PanelFileMissing(WrongUse):
    what = Words(da="Der er ikke valgt nogen fil.", en="No file was chosen.")
    why = Words(
        da="Uden en fil er der ingen børn at følge.",
        en="Without a file there are no children to follow.",
    )
    next = Words(da="Vælg filen, og prøv igen.", en="Choose the file and try again.")


@dataclass(eq=False)
class PanelFileTooLarge(InputRefused):
    limit: int

    what = Words(da="Filen er større end {limit} MB.", en="The file is larger than {limit} MB.")
    why = Words(
        da="Et panel med en række pr. barn og periode fylder meget mindre.",
        en="A panel with a row per child and period is much smaller.",
    )
    next = Words(
        da="Behold kun de fem kolonner, der skal bruges.",
        en="Keep only the five columns that are needed.",
    )


@dataclass(eq=False)
class PanelReplacedWithoutWhy(WrongUse):
    project: str

    what = Words(
        da="Der er allerede fulgt børn i det samme resultat i projektet «{project}».",
        en="Children were followed in the same result of the project “{project}” already.",
    )
    why = Words(
        da="Den nye fil afløser den gamle, og læseren skal kunne se hvorfor.",
        en="The new file takes the old one's place, and a reader must be able to see why.",
    )
    next = Words(
        da="Skriv, hvorfor den afløser den tidligere, og hent filen ind igen.",
        en="Write why it replaces the earlier one, and bring the file in again.",
    )


@dataclass(eq=False)
class ProjectChangedMeanwhile(WrongUse):
    project: str

    what = Words(
        da="Nogen har ændret projektet «{project}», mens siden var åben.",
        en="Somebody changed the project “{project}” while the page was open.",
    )
    why = Words(
        da="Deres ændring ville gå tabt, hvis din blev gemt oven i.",
        en="Their change would be lost if yours were kept on top of it.",
    )
    next = Words(
        da="Åbn siden igen, se ændringen, og skriv din.",
        en="Open the page again, look at the change, and write yours.",
    )


@dataclass(eq=False)
class UnitHasRegistered(InputRefused):
    unit: str

    what = Words(
        da="{unit} har registreret i projektet og kan ikke tages ud.",
        en="{unit} has registered in the project and cannot be taken out.",
    )
    why = Words(
        da="Det, enheden har svaret, hører til projektets historie.",
        en="What the unit answered belongs to the project's history.",
    )
    next = Words(
        da="Skriv i stedet, hvilken periode der er enhedens sidste.",
        en="Say instead which period is the unit's last.",
    )


@dataclass(eq=False)
class ActivityIsUsed(InputRefused):
    activity: str

    what = Words(
        da="Aktiviteten «{activity}» kan ikke fjernes.",
        en="The activity “{activity}” cannot be removed.",
    )
    why = Words(
        da="Der står en vurdering eller et interview om den.",
        en="A verdict or an interview is about it.",
    )
    next = Words(
        da="Lad den stå, og skriv i dens formål, at den er holdt op.",
        en="Let it stand, and write in its purpose that it has ended.",
    )


@dataclass(eq=False)
class PeriodIsUsed(InputRefused):
    no: int

    what = Words(
        da="I periode {no} er der registreret noget.", en="Something is registered in period {no}."
    )
    why = Words(
        da="En periode med svar kan ikke flyttes eller gøres til et hul.",
        en="A period with answers cannot be moved or made a gap.",
    )
    next = Words(
        da="Ret kun fristen, eller lav en ny periode.",
        en="Change the deadline only, or make a new period.",
    )


@dataclass(eq=False)
class ProgrammeIsThere(InputRefused):
    name: str

    what = Words(da="Programmet «{name}» er her allerede.", en="The programme “{name}” is here.")
    why = Words(
        da="To ens programmer ville blive forvekslet.",
        en="Two of the same would be mistaken for each other.",
    )
    next = Words(
        da="Åbn det, der er, eller begynd et nyt under et andet navn.",
        en="Open the one that is here, or begin a new one under another name.",
    )


@dataclass(eq=False)
class NothingNewInDescription(InputRefused):
    number: int

    what = Words(
        da="Beskrivelsen er som udgave {number}.", en="The description is as version {number}."
    )
    why = Words(
        da="En ny udgave uden noget nyt ville skjule, hvornår indsatsen blev ændret.",
        en="A version with nothing new would hide when the intervention was changed.",
    )
    next = Words(da="Ret noget, før du gemmer.", en="Change something before you keep it.")


@dataclass(eq=False)
class NotYoursToRegister(WrongUse):
    unit: str

    what = Words(
        da="Du kan ikke udfylde arket for {unit}.", en="You cannot fill in the sheet of {unit}."
    )
    why = Words(
        da="Enhedens egen leder, områdelederen og projektlederen svarer for det, der står i det.",
        en="The unit's own leader, the area's and the project manager answer for what it says.",
    )
    next = Words(
        da="Bed en af dem om at udfylde eller rette det.",
        en="Ask one of them to fill it in or to correct it.",
    )


@dataclass(eq=False)
class SheetChangedMeanwhile(WrongUse):
    unit: str

    what = Words(
        da="Nogen har skrevet i arket for {unit}, mens din side var åben.",
        en="Somebody wrote in the sheet of {unit} while your page was open.",
    )
    why = Words(
        da="Deres svar ville gå tabt, hvis dine blev gemt oven i.",
        en="Their answers would be lost if yours were kept on top of them.",
    )
    next = Words(
        da="Dine svar står stadig på siden. Åbn arket i et nyt vindue, sammenlign, og gem igen.",
        en="Your answers still stand on the page. Open the sheet in a new window, compare, and "
        "keep it again.",
    )


@dataclass(eq=False)
class SheetNotHandedIn(WrongUse):
    unit: str

    what = Words(
        da="Arket for {unit} er ikke afleveret.", en="The sheet of {unit} is not handed in."
    )
    why = Words(
        da="Kun et ark, som enheden er færdig med, kan godkendes eller sendes tilbage.",
        en="Only a sheet that the unit is done with can be accepted or sent back.",
    )
    next = Words(
        da="Vent, til det er afleveret, eller send en påmindelse.",
        en="Wait until it is handed in, or send a reminder.",
    )


@dataclass(eq=False)
class SheetFileTooLarge(InputRefused):
    limit: int

    what = Words(da="Filen fylder mere end {limit} MB.", en="The file is larger than {limit} MB.")
    why = Words(
        da="Et registreringsark fylder højst nogle hundrede kB, så det må være en anden fil.",
        en="A registration sheet takes some hundred kB at most, so this must be another file.",
    )
    next = Words(
        da="Vælg det ark, du hentede her. Intet er gemt.",
        en="Choose the sheet that you fetched here. Nothing is kept.",
    )


@dataclass(eq=False)
class SheetFileMissing(InputRefused):
    what = Words(da="Der er ikke valgt en fil.", en="No file is chosen.")
    why = Words(
        da="Uden en fil er der ingen svar at hente ind.",
        en="Without a file there are no answers to bring in.",
    )
    next = Words(da="Vælg det udfyldte ark.", en="Choose the sheet that was filled in.")


@dataclass(eq=False)
class SheetIsHandedIn(WrongUse):
    unit: str

    what = Words(da="Arket for {unit} er afleveret.", en="The sheet of {unit} is handed in.")
    why = Words(
        da="En fil ville skrive oven i svar, som andre regner med, uden at sige hvorfor.",
        en="A file would write over answers that others count on, without saying why.",
    )
    next = Words(
        da="Ret på siden, og skriv hvorfor; eller bed projektlederen om at sende arket tilbage.",
        en="Correct it on the page and write why; or ask the project manager to send it back.",
    )


@dataclass(eq=False)
class NothingToReflectOn(WrongUse):
    period: int

    what = Words(
        da="Ingen enhed har afleveret for periode {period}.",
        en="No unit has handed in for period {period}.",
    )
    why = Words(
        da="Uden registreringer er der ingen datarapport at tale om.",
        en="Without registrations there is no data report to talk about.",
    )
    next = Words(
        da="Vent, til enhederne har afleveret, eller send en påmindelse.",
        en="Wait until the units have handed in, or send a reminder.",
    )


@dataclass(eq=False)
class SumStandsTwice(WrongUse):
    name: str

    what = Words(da="«{name}» står der allerede.", en="“{name}” is there already.")
    why = Words(
        da="To beløb med samme navn kunne blive talt to gange.",
        en="Two sums of the same name could be counted twice.",
    )
    next = Words(
        da="Ret det beløb, der står, eller kald det nye noget andet.",
        en="Change the sum that is there, or call the new one something else.",
    )


@dataclass(eq=False)
class ProposalChanged(WrongUse):
    activity: str

    what = Words(
        da="Forslaget om «{activity}» er blevet et andet, mens siden var åben.",
        en="The proposal for “{activity}” has changed while the page was open.",
    )
    why = Words(
        da="En enhed har rettet sine tal. En afgørelse skal hvile på de tal, der gælder.",
        en="A unit has corrected its figures. A decision must rest on the figures that hold.",
    )
    next = Words(
        da="Se forslaget igen, og afgør så.", en="Look at the proposal again, then decide."
    )


@dataclass(eq=False)
class FiguresChanged(WrongUse):
    subject: str

    what = Words(
        da="Tallene bag «{subject}» er blevet rettet, mens siden var åben.",
        en="The figures behind “{subject}” were corrected while the page was open.",
    )
    why = Words(
        da="En afgørelse skal hvile på de tal, der gælder; forslaget er det samme.",
        en="A decision must rest on the figures that hold; the proposal is the same.",
    )
    next = Words(
        da="Se tallene igen her på siden, og gem så. Det, du skrev, står endnu.",
        en="Look at the figures again on this page, then keep it. What you wrote is still here.",
    )
