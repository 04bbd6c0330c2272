"""What an evaluation refuses: rules, verdicts, evidence and steps that do not hold."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, Where
from fordel.domain.language import Words


@dataclass(eq=False)
class RulesNotFound(InputRefused):
    file: str

    what = Words(da="Reglerne «{file}» kan ikke læses.", en="The rules “{file}” cannot be read.")
    why = Words(
        da="Et forslag til vurdering bygger på regler, som alle kan se.",
        en="A proposed verdict rests on rules that everybody can see.",
    )
    next = Words(
        da="Se efter, om stien er rigtig, og om filen er tekst i UTF-8.",
        en="See whether the path is right, and whether the file is text in UTF-8.",
    )


@dataclass(eq=False)
class RulesNotUnderstood(InputRefused):
    file: str
    where: Where
    problem_da: str
    problem_en: str

    what = Words(da="{file}, {where}: {problem_da}.", en="{file}, {where}: {problem_en}.")
    why = Words(
        da="Regler læses helt eller slet ikke.", en="Rules are read as a whole or not at all."
    )
    next = Words(
        da="Ret stedet; docs/how-to/evaluate.md viser, hvordan egne regler skrives.",
        en="Mend it there; docs/how-to/evaluate.md shows how own rules are written.",
    )


@dataclass(eq=False)
class NothingRegistered(InputRefused):
    """A table of registrations with no row of the project."""

    file: str
    project: str

    what = Words(
        da="{file} har ingen registreringer fra projektet {project}.",
        en="{file} has no registrations of the project {project}.",
    )
    why = Words(
        da="Uden registreringer er der intet at evaluere; et tomt svar kunne læses som nul.",
        en="Without registrations there is nothing to evaluate; an empty answer could be read as "
        "zero.",
    )
    next = Words(
        da="Se efter, om projektet og filen hører sammen.",
        en="See whether the project and the file belong together.",
    )


@dataclass(eq=False)
class DecisionWithoutWhy(InputRefused):
    """A decision that differs from the proposal, with nothing said of why."""

    subject: str
    proposed_da: str
    proposed_en: str
    decided_da: str
    decided_en: str

    what = Words(
        da="{subject}: vurderingen «{decided_da}» er en anden end forslaget «{proposed_da}», og "
        "begrundelsen mangler.",
        en="{subject}: the verdict “{decided_en}” is another than the proposed “{proposed_en}”, "
        "and the reason is missing.",
    )
    why = Words(
        da="Den, der læser vurderingen senere, skal kunne se, hvad den bygger på.",
        en="Whoever reads the verdict later must be able to see what it rests on.",
    )
    next = Words(
        da="Skriv, hvad der taler for den anden vurdering, og henvis til belægget.",
        en="Write what speaks for the other verdict, and cite the evidence.",
    )


@dataclass(eq=False)
class JudgementWithoutWhy(InputRefused):
    subject: str

    what = Words(
        da="{subject}: vurderingen har ingen begrundelse.", en="{subject}: no reason is given."
    )
    why = Words(
        da="To evaluatorer kan være uenige; kun begrundelserne kan læses mod hinanden.",
        en="Two evaluators may disagree; only their reasons can be held against each other.",
    )
    next = Words(
        da="Skriv kort, hvorfor indsatsen vurderes sådan.",
        en="Write briefly why the intervention is judged so.",
    )


@dataclass(eq=False)
class EvidenceMissing(InputRefused):
    """An id that is cited and not there."""

    subject: str
    cited: str

    what = Words(
        da="{subject} henviser til belægget «{cited}», som ikke findes.",
        en="{subject} cites the evidence “{cited}”, which is not there.",
    )
    why = Words(
        da="En vurdering kan kun bygge på belæg, som andre kan slå op.",
        en="A verdict can only rest on evidence that others can look up.",
    )
    next = Words(
        da="Gem noten eller svaret først, eller ret henvisningen.",
        en="Keep the note or the answer first, or correct the citation.",
    )


@dataclass(eq=False)
class EvidenceTwice(InputRefused):
    cited: str

    what = Words(
        da="Belægget «{cited}» findes to gange.", en="The evidence “{cited}” stands twice."
    )
    why = Words(da="En henvisning skal pege på ét sted.", en="A citation must lead to one place.")
    next = Words(da="Giv det ene et andet navn.", en="Give one of them another name.")


@dataclass(eq=False)
class PersonalNote(InputRefused):
    """A note that holds what looks like a personal number, an e-mail address or a phone number."""

    note: str

    what = Words(
        da="Noten «{note}» ser ud til at rumme et personnummer, en e-mailadresse eller et "
        "telefonnummer.",
        en="The note “{note}” seems to hold a personal number, an e-mail address or a phone "
        "number.",
    )
    why = Words(
        da="Noter fra interview gemmes efter rolle, aldrig med oplysninger om enkelte personer.",
        en="Notes of interviews are kept by role, never with details of single people.",
    )
    next = Words(
        da="Tag oplysningen ud, og skriv rollen i stedet.",
        en="Take it out, and write the role instead.",
    )


@dataclass(eq=False)
class PersonalText(InputRefused):
    """A reason or a reflection that holds what looks like it points at one person."""

    subject: str

    what = Words(
        da="Teksten om «{subject}» ser ud til at rumme et personnummer, en e-mailadresse eller et "
        "telefonnummer.",
        en="The text on “{subject}” seems to hold a personal number, an e-mail address or a phone "
        "number.",
    )
    why = Words(
        da="Det, der skrives her, gemmes uændret og kan læses af mange.",
        en="What is written here is kept unchanged and can be read by many.",
    )
    next = Words(
        da="Tag oplysningen ud, og skriv rollen i stedet.",
        en="Take it out, and write the role instead.",
    )


@dataclass(eq=False)
class StrengthOutside(InputRefused):
    factor: str
    strength: int

    what = Words(
        da="{factor}: styrken {strength} ligger uden for skalaen 1-5.",
        en="{factor}: the strength {strength} lies outside the scale 1-5.",
    )
    why = Words(
        da="Svar uden for skalaen kan ikke sammenlignes med de andre.",
        en="Answers outside the scale cannot be compared with the others.",
    )
    next = Words(da="Vælg et tal fra 1 til 5.", en="Choose a number from 1 to 5.")


@dataclass(eq=False)
class AnswersMissing(InputRefused):
    question_da: str
    question_en: str

    what = Words(
        da="Spørgsmålet «{question_da}» er ikke besvaret.",
        en="The question “{question_en}” is not answered.",
    )
    why = Words(
        da="En beslutning bygger på, hvad projektet selv ser i tallene.",
        en="A decision rests on what the project itself sees in the figures.",
    )
    next = Words(
        da="Skriv et svar, også hvis det er, at I ikke ved det.",
        en="Write an answer, even if it is that you do not know.",
    )


@dataclass(eq=False)
class StepNotOpen(InputRefused):
    """A step of the loop that does not follow from where it stands."""

    step_da: str
    step_en: str
    stands_da: str
    stands_en: str

    what = Words(
        da="«{step_da}» kan ikke følge på «{stands_da}».",
        en="“{step_en}” cannot follow “{stands_en}”.",
    )
    why = Words(
        da="Datarapport, refleksion, beslutning og ny version følger på hinanden, så ingen "
        "ændring står uden grund.",
        en="Data report, reflection, decision and new version follow each other, so that no "
        "change stands without its reason.",
    )
    next = Words(
        da="Gør det trin færdigt, som mangler, eller begynd en ny runde.",
        en="Finish the step that is missing, or begin a new round.",
    )


@dataclass(eq=False)
class DecisionNotFounded(InputRefused):
    """A decision in the loop with nothing said of why."""

    project: str

    what = Words(
        da="{project}: beslutningen har ingen begrundelse.",
        en="{project}: the decision has no reason.",
    )
    why = Words(
        da="Den næste version af beskrivelsen skal kunne føres tilbage til, hvad I så.",
        en="It must be possible to trace the next version of the description to what you saw.",
    )
    next = Words(
        da="Skriv, hvad i refleksionen beslutningen bygger på.",
        en="Write what in the reflection the decision rests on.",
    )


@dataclass(eq=False)
class VersionNotNewer(InputRefused):
    version: int
    current: int

    what = Words(
        da="Version {version} er ikke nyere end version {current}.",
        en="Version {version} is not newer than version {current}.",
    )
    why = Words(
        da="Tidligere versioner bliver stående; de hører til de perioder, de gjaldt i.",
        en="Earlier versions stay; they belong to the periods they held in.",
    )
    next = Words(
        da="Gem ændringen som en ny version med et højere nummer.",
        en="Keep the change as a new version with a higher number.",
    )
