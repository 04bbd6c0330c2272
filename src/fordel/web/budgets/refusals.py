"""What the budget year refuses, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class KeptAsItWas(WrongUse):
    kind: str

    what = Words(
        da="Det, der er gemt som {kind}, kan ikke ændres.",
        en="What is kept as {kind} cannot be changed.",
    )
    why = Words(
        da="Det, der er regnet, besluttet eller meldt ud, skal kunne findes igen, som det var.",
        en="What was computed, decided or announced has to be found again as it was.",
    )
    next = Words(da="Lav et nyt.", en="Make a new one.")


@dataclass(eq=False)
class StepNotPossible(WrongUse):
    from_state: str
    to_state: str

    what = Words(
        da="Et forslag kan ikke gå fra «{from_state}» til «{to_state}».",
        en="A proposal cannot go from “{from_state}” to “{to_state}”.",
    )
    why = Words(
        da="Nogen kan have flyttet det, mens siden var åben; intet er ændret nu.",
        en="Somebody may have moved it while the page was open; nothing has changed now.",
    )
    next = Words(
        da="Åbn budgetåret igen, og se, hvor forslaget står.",
        en="Open the budget year again and see where the proposal stands.",
    )


@dataclass(eq=False)
class NotYourStep(WrongUse):
    to_state: str

    what = Words(
        da="Din rolle kan ikke flytte et forslag til «{to_state}».",
        en="Your role cannot move a proposal to “{to_state}”.",
    )
    why = Words(
        da="Hvert trin hører til en bestemt rolle, så ansvaret er klart.",
        en="Each step belongs to a role, so that it is clear who answers for it.",
    )
    next = Words(
        da="Bed den, der har rollen, om at gøre det.",
        en="Ask somebody who has the role to do it.",
    )


@dataclass(eq=False)
class FourEyesNeeded(WrongUse):
    to_state: str

    what = Words(
        da="Du har selv stillet forslaget og kan ikke også gøre det «{to_state}».",
        en="You made the proposal yourself and cannot also make it “{to_state}”.",
    )
    why = Words(
        da="To personer skal se på pengene, før de meldes ud.",
        en="Two people have to look at the money before it is announced.",
    )
    next = Words(da="Bed en kollega med rollen om at gøre det.", en="Ask a colleague to do it.")


@dataclass(eq=False)
class ReasonMissing(InputRefused):
    to_state: str

    what = Words(
        da="Der mangler en begrundelse for at gøre forslaget «{to_state}».",
        en="A reason for making the proposal “{to_state}” is missing.",
    )
    why = Words(
        da="Den, der har stillet forslaget, skal vide, hvad der skal ændres.",
        en="Whoever made the proposal has to know what to change.",
    )
    next = Words(da="Skriv begrundelsen, og send igen.", en="Write the reason and send again.")


@dataclass(eq=False)
class AnswersMissing(InputRefused):
    missing: int

    what = Words(
        da="Spørgsmål uden svar: {missing}.",
        en="Questions without an answer: {missing}.",
    )
    why = Words(
        da="Svarene viser kommunen, om brevene er skrevet, så de kan forstås.",
        en="The answers show the municipality whether the letters can be understood.",
    )
    next = Words(
        da="Vælg et svar til hvert spørgsmål; du må gerne slå op i brevet.",
        en="Choose an answer to each question; you may look it up in the letter.",
    )


# in the middle of the year
@dataclass(eq=False)
class LedgerMovedOn(WrongUse):
    year: int

    what = Words(
        da="Der er posteret i {year}, siden du så forskellen.",
        en="Something was posted in {year} after you saw the difference.",
    )
    why = Words(
        da="De beløb, der blev vist eller godkendt, passer måske ikke mere; intet er posteret nu.",
        en="The amounts shown or approved may no longer be right; nothing has been posted now.",
    )
    next = Words(
        da="Åbn ændringen igen, og se forskellen; er den godkendt, så få den godkendt på ny.",
        en="Open the change again and see the difference; an approved one is approved anew.",
    )


@dataclass(eq=False)
class YearNotAnnounced(WrongUse):
    year: int

    what = Words(
        da="Budgettet for {year} er ikke meldt ud.", en="The budget {year} is not announced."
    )
    why = Words(
        da="Midt på året flyttes penge, som enhederne har fået; her er ingen endnu.",
        en="In the middle of the year money moves that the units were given; none was yet.",
    )
    next = Words(da="Meld budgettet ud først.", en="Announce the budget first.")


@dataclass(eq=False)
class MoneyHasMoved(WrongUse):
    year: int

    what = Words(
        da="Der er allerede flyttet penge midt i {year}.",
        en="Money has already moved in the middle of {year}.",
    )
    why = Words(
        da="En ny udmelding ville slette det, der er posteret siden den første.",
        en="A new announcement would wipe out what was posted since the first.",
    )
    next = Words(
        da="Brug en omtælling under »Midt på året« i stedet.",
        en="Use a recount under “In the year” instead.",
    )


@dataclass(eq=False)
class StalePage(WrongUse):
    state: str

    what = Words(
        da="Forslaget er flyttet, siden du åbnede siden. Det står nu som «{state}».",
        en="The proposal has moved since you opened the page. It now stands as “{state}”.",
    )
    why = Words(
        da="Den, der beslutter, skal have set det, der besluttes; derfor er intet ændret.",
        en="Whoever decides has to have seen what is decided; so nothing has changed.",
    )
    next = Words(
        da="Åbn forslaget igen, se hvad der er sket, og tryk så.",
        en="Open the proposal again, see what has happened, and press then.",
    )


@dataclass(eq=False)
class ReasonForChangeMissing(InputRefused):
    year: int

    what = Words(
        da="Budgettet for {year} er meldt ud. En ny version kræver en begrundelse.",
        en="The budget for {year} is announced. A new version needs a reason.",
    )
    why = Words(
        da="De, der har læst det første brev, skal kunne se, hvorfor der kommer et nyt.",
        en="Those who have read the first letter must see why there is a new one.",
    )
    next = Words(da="Skriv begrundelsen, og send igen.", en="Write the reason and send again.")


@dataclass(eq=False)
class NotProtected(InputRefused):
    year: int

    what = Words(
        da="Tallene for {year} er ikke beskyttet endnu.",
        en="The figures of {year} are not protected yet.",
    )
    why = Words(
        da="Uden det kunne et enkelt barn kendes på et lille tal.",
        en="Without that a single child could be known by a small figure.",
    )
    next = Words(
        da="Send forslaget til godkendelse; så bliver tallene beskyttet.",
        en="Hand in the proposal; the figures are then protected.",
    )


@dataclass(eq=False)
class NothingCalculated(InputRefused):
    year: int

    what = Words(
        da="Der er ingen beregning for {year} at lave et forslag af.",
        en="There is no calculation for {year} to make a proposal of.",
    )
    why = Words(
        da="Et forslag er altid en forseglet beregning, så alle ser de samme tal.",
        en="A proposal is always a sealed calculation, so that all see the same figures.",
    )
    next = Words(
        da="Hent data ind, vælg en model, og gem en beregning.",
        en="Bring in data, choose a model, and keep a calculation.",
    )


@dataclass(eq=False)
class WordsChangedMeanwhile(WrongUse):
    year: int

    what = Words(
        da="En anden har gemt brevenes tekst for {year}, mens du skrev.",
        en="Somebody else has saved the words of the letters for {year} while you wrote.",
    )
    why = Words(
        da="Gemte vi din, ville den andens forsvinde; derfor er intet ændret nu.",
        en="Saving yours would lose the other's; so nothing has changed now.",
    )
    next = Words(
        da="Gå tilbage, tag en kopi af din tekst, og åbn siden igen.",
        en="Go back, take a copy of your text, and open the page again.",
    )


@dataclass(eq=False)
class AnnouncedSince(InputRefused):
    year: int

    what = Words(
        da="Der er meldt andre tal ud, siden denne beregning for {year} blev beskyttet.",
        en="Other figures were announced since this calculation for {year} was protected.",
    )
    why = Words(
        da="Små tal blev skjult ved siden af det, der var meldt ud dengang; sammen med det nye kan "
        "de måske regnes ud.",
        en="Small figures were hidden beside what was announced then; together with the new ones "
        "they might be computed.",
    )
    next = Words(
        da="Lav en ny beregning, og send den til godkendelse. Intet er ændret nu.",
        en="Make a new calculation and hand it in. Nothing has changed now.",
    )


@dataclass(eq=False)
class LetterForItsLeader(WrongUse):
    year: int

    what = Words(
        da="Brevets beløb for {year} er kun for enhedens leder.",
        en="The letter's amount for {year} is only for the leader of the unit.",
    )
    why = Words(
        da="Det bygger på så få børn, at beløbet ville røbe, hvor mange de er, eller det ville "
        "røbe et andet, der gør.",
        en="It is made of so few children that it would tell how many they are, or it would give "
        "away another that is.",
    )
    next = Words(
        da="Læs brevet på siden uden beløb, eller spørg lederen selv.",
        en="Read the letter on the page without its amount, or ask the leader.",
    )
