"""Programmes, projects and indicators that cannot be set up or changed as asked."""

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
class ProgrammeChangedMeanwhile(WrongUse):
    programme: str

    what = Words(
        da="Nogen har ændret programmet «{programme}», mens siden var åben.",
        en="Somebody changed the programme “{programme}” while the page was open.",
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
class PeriodNotRemovable(InputRefused):
    no: int

    what = Words(da="Periode {no} kan ikke tages ud.", en="Period {no} cannot be taken out.")
    why = Words(
        da="Der er registreret eller talt om den, og tallene hører til programmets historie.",
        en="Something is registered or said of it, and that belongs to the programme's history.",
    )
    next = Words(
        da="Lad den stå. Bliver der ikke indsamlet i en periode uden svar, så gør den til et hul "
        "med en grund.",
        en="Let it stand. If nothing is collected in a period without answers, make it a gap with "
        "a reason.",
    )


@dataclass(eq=False)
class PhaseHasFigures(InputRefused):
    periods: str

    what = Words(
        da="Fasen er ændret i en periode, som enheder har afleveret for: {periods}.",
        en="The phase is changed in a period that units have handed in for: {periods}.",
    )
    why = Words(
        da="Resultater læses i virkningsfasen, så en anden fase giver en anden læsning af de "
        "samme tal.",
        en="Results are read in the effect phase, so another phase reads the same figures "
        "differently.",
    )
    next = Words(
        da="Skriv, hvorfor fasen ændres; det står ved perioden bagefter.",
        en="Write why the phase changes; it stands beside the period afterwards.",
    )


@dataclass(eq=False)
class IndicatorIsAnswered(InputRefused):
    indicator: str
    changed_da: str
    changed_en: str

    what = Words(
        da="«{indicator}» er besvaret i skemaer, der er afleveret, så dette kan ikke ændres: "
        "{changed_da}.",
        en="“{indicator}” is answered in sheets that are handed in, so this cannot be changed: "
        "{changed_en}.",
    )
    why = Words(
        da="De gamle svar ville komme til at betyde noget andet, end enhederne svarede.",
        en="The old answers would come to mean something else than units answered.",
    )
    next = Words(
        da="Lav en ny udgave fra en senere periode: de gamle svar beholder deres spørgsmål. "
        "Hjælpeteksten kan rettes her.",
        en="Make a new version from a later period: the old answers keep their question. "
        "The help text can be changed here.",
    )


@dataclass(eq=False)
class IndicatorIsUsed(InputRefused):
    indicator: str

    what = Words(
        da="«{indicator}» kan ikke tages ud af programmet.",
        en="“{indicator}” cannot be taken out of the programme.",
    )
    why = Words(
        da="Et projekt spørger om den, en aktivitet tælles af den, eller den er besvaret.",
        en="A project asks it, an activity is counted by it, or units have answered it.",
    )
    next = Words(
        da="Lad den stå. Projekter, der ikke vil spørge om den, vælger den fra på deres egen side.",
        en="Let it stand. Projects that do not want to ask it leave it out on their own page.",
    )


@dataclass(eq=False)
class VersionTooEarly(InputRefused):
    indicator: str
    period: int
    earliest: int

    what = Words(
        da="En ny udgave af «{indicator}» kan ikke gælde fra periode {period}.",
        en="A new version of “{indicator}” cannot hold from period {period}.",
    )
    why = Words(
        da="Der er afleveret skemaer med den gamle i den periode eller senere.",
        en="Sheets with the old one are handed in for that period or a later one.",
    )
    next = Words(
        da="Vælg periode {earliest} eller en senere; mangler den, så tilføj den først.",
        en="Choose period {earliest} or a later one; if it is not there, add it first.",
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
class PhaseGoesBack(InputRefused):
    periods: str

    what = Words(
        da="Projektet går tilbage til en tidligere fase i periode {periods}.",
        en="The project goes back to an earlier phase in period {periods}.",
    )
    why = Words(
        da="Faserne følger efter hinanden: konkretisering, udbredelse, virkning, afsluttet. Går et "
        "projekt tilbage, laves indsatsen om, og de tolv måneder i virkning begynder forfra.",
        en="Phases follow each other: shaping, spread, effect, ended. Where a project goes back, "
        "its intervention is made anew, and the twelve months of effect begin anew.",
    )
    next = Words(
        da="Ret fasen, hvis den er valgt ved en fejl. Ellers skriv, hvorfor projektet går tilbage; "
        "det står ved perioden bagefter.",
        en="Correct the phase if it was chosen by mistake. Else write why the project goes back; "
        "it stands beside the period afterwards.",
    )


@dataclass(eq=False)
class ProjectIsThere(InputRefused):
    name: str

    what = Words(
        da="Programmet har allerede et projekt, der hedder «{name}».",
        en="The programme has a project called “{name}” already.",
    )
    why = Words(
        da="To projekter med samme navn ville blive forvekslet, når enheder registrerer.",
        en="Two projects of one name would be mistaken for each other when units register.",
    )
    next = Words(
        da="Kald det noget andet, eller åbn det, der er: det står på programmets side.",
        en="Call it something else, or open the one that is there: the programme's page has it.",
    )


@dataclass(eq=False)
class ActivityIsThere(InputRefused):
    name: str

    what = Words(
        da="Projektet har allerede en aktivitet, der hedder «{name}».",
        en="The project has an activity called “{name}” already.",
    )
    why = Words(
        da="Den ville blive beskrevet, vurderet og prissat to gange.",
        en="It would be described, judged and priced twice.",
    )
    next = Words(
        da="Ret den aktivitet, der står, eller kald den nye noget andet.",
        en="Change the activity that is there, or call the new one something else.",
    )


@dataclass(eq=False)
class ProjectHasHistory(InputRefused):
    project: str

    what = Words(
        da="Projektet «{project}» kan ikke fjernes.",
        en="The project “{project}” cannot be taken out.",
    )
    why = Words(
        da="Der er skrevet en beskrivelse, registreret eller vurderet noget i det, og det hører "
        "til programmets historie.",
        en="A description is written in it, or something is registered or judged, and that belongs "
        "to the programme's history.",
    )
    next = Words(
        da="Lad det stå, og sæt dets fase til afsluttet.",
        en="Let it stand, and set its phase to ended.",
    )
