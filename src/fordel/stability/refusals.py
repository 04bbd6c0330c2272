"""Why a variant of a model, or an interval, cannot be had."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.errors import InputRefused, ModelRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class NothingLeftToCount(ModelRefused):
    """Without a criterion a step has nothing to count by."""

    step: str
    criterion: str

    what = Words(
        da="Uden kriteriet «{criterion}» har trinnet «{step}» intet at tælle efter.",
        en="Without the criterion “{criterion}” the step “{step}” has nothing to count by.",
    )
    why = Words(
        da="Pengene hænger på dette ene kriterium.", en="The money hangs on this one criterion."
    )
    next = Words(
        da="Læs det som, at alt i trinnet afhænger af kriteriet.",
        en="Read it as everything in the step depending on the criterion.",
    )


@dataclass(eq=False)
class EveryChildWouldCount(ModelRefused):
    """With at least none of the criteria, every child counts."""

    step: str

    what = Words(
        da="Med mindst 0 kriterier tæller alle børn i trinnet «{step}».",
        en="With at least 0 criteria every child counts in the step “{step}”.",
    )
    why = Words(
        da="Så fordeler trinnet efter børnetal og ikke efter behov.",
        en="The step then goes by the number of children and not by need.",
    )
    next = Words(
        da="Se på varianten med ét kriterium mere.",
        en="Look at the variant with one criterion more.",
    )


@dataclass(eq=False)
class LastYearNotGiven(InputRefused):
    """Older data are asked about, and there is no run of last year."""

    what = Words(da="Sidste års kørsel er ikke givet.", en="Last year's run is not given.")
    why = Words(
        da="Hvad ældre data ville betyde, kan kun ses af det, man vidste sidste år.",
        en="What older data would mean can only be seen from what was known last year.",
    )
    next = Words(
        da="Giv sidste års kørsel med, lavet af en række pr. barn eller de samme antal.",
        en="Give last year's run, made from a row per child or from the same counts.",
    )


@dataclass(eq=False)
class LastYearInOldWeights(InputRefused):
    """Damping would compare this year's weighted children with last year's, weighted otherwise."""

    step: str

    what = Words(
        da="Dæmpningen «{step}» måler sidste år i børn, der er vægtet med de gamle vægte.",
        en="The damping “{step}” measures last year in children weighted by the old weights.",
    )
    why = Words(
        da="Med nye vægte ville alle enheder se ud til at tabe eller vinde.",
        en="With new weights every unit would seem to lose or gain.",
    )
    next = Words(
        da="Giv sidste års kørsel, så børnene dér kan vægtes om.",
        en="Give last year's run, so that its children can be weighted again.",
    )


@dataclass(eq=False)
class LastYearCountedOtherwise(InputRefused):
    """Last year's children were counted by other criteria or in other age groups."""

    year: int

    what = Words(
        da="Børnene i {year} er talt efter andre kriterier eller i andre aldersgrupper.",
        en="The children of {year} were counted by other criteria or in other age groups.",
    )
    why = Words(
        da="I års model kan derfor ikke regne på dem.",
        en="This year's model can therefore not be computed from them.",
    )
    next = Words(
        da="Lav kørslen for {year} om med i års kriterier og aldersgrupper i samme rækkefølge.",
        en="Make the run of {year} again with this year's criteria and age groups in their order.",
    )


@dataclass(eq=False)
class RedrawNeedsRows(InputRefused):
    """Chance can only be seen where each child is a row."""

    what = Words(
        da="Modellen regner på antal pr. enhed, ikke på en række pr. barn.",
        en="The model goes by counts per unit, not by a row per child.",
    )
    why = Words(
        da="Tilfældige udsving findes ved at trække børnene om, og antal kan ikke trækkes om.",
        en="Chance is measured by drawing the children again, and counts cannot be drawn again.",
    )
    next = Words(
        da="Hent en række pr. barn, eller nøjes med de øvrige mål for stabilitet.",
        en="Get a row per child, or make do with the other measures of stability.",
    )


@dataclass(eq=False)
class MostRedrawsRefused(ModelRefused):
    """In most redraws the model cannot share the money at all."""

    refused: int
    redraws: int
    reason_da: str
    reason_en: str

    what = Words(
        da="I {refused} af {redraws} omtrækninger kan modellen ikke fordele pengene: {reason_da}",
        en="In {refused} of {redraws} redraws the model cannot share the money: {reason_en}",
    )
    why = Words(
        da="Et interval af resten ville vise mindre udsving, end der er.",
        en="An interval of the others would show less variation than there is.",
    )
    next = Words(
        da="Modellen hænger på ganske få børn; se på grænser og krav i de trin, der tæller.",
        en="The model hangs on very few children; look at the limits of the steps that count.",
    )


@dataclass(eq=False)
class RedrawsTooSlow(ModelRefused):
    """Only the engine can compute the model, and so many redraws of so many units take too long."""

    redraws: int
    units: int
    most: int
    reason_da: str
    reason_en: str

    what = Words(
        da="{redraws} omtrækninger af {units} enheder skulle regnes én ad gangen. {reason_da}",
        en="{redraws} redraws of {units} units would have to be computed one by one. {reason_en}",
    )
    why = Words(da="Det ville tage mange minutter.", en="That would take many minutes.")
    next = Words(
        da="Bed om højst {most} omtrækninger, eller giv modellen trinnet i en anden form.",
        en="Ask for at most {most} redraws, or give the model the step in another form.",
    )


@dataclass(eq=False)
class UnitWithoutInterval(WrongUse):
    """A unit is to be held against another, and has nothing to be held by."""

    unit: str

    what = Words(
        da="Enheden {unit} kan ikke holdes op mod en anden.",
        en="Unit {unit} cannot be held against another.",
    )
    why = Words(
        da="Den er ikke med i kørslen, er en specialenhed, eller har ingen børn.",
        en="It is not in the run, is a special unit, or has no children.",
    )
    next = Words(da="Vælg en af kørslens andre enheder.", en="Choose another of the run's units.")


@dataclass(eq=False)
class TooFewRedraws(WrongUse):
    """So few redraws that the ends of the interval would be chance themselves."""

    redraws: int
    fewest: int

    what = Words(da="{redraws} omtrækninger er for få.", en="{redraws} redraws are too few.")
    why = Words(
        da="Så er intervallets ender selv tilfældige.",
        en="The ends of the interval are then chance themselves.",
    )
    next = Words(
        da="Bed om mindst {fewest}; 1000 er et godt tal.",
        en="Ask for at least {fewest}; 1000 is a good number.",
    )


@dataclass(eq=False)
class TooManyRedraws(WrongUse):
    """So many redraws of so many units that their amounts would fill the memory."""

    redraws: Fraction
    units: int
    most: Fraction

    what = Words(
        da="{redraws} omtrækninger af {units} enheder er for mange.",
        en="{redraws} redraws of {units} units are too many.",
    )
    why = Words(
        da="Hvert beløb holdes i hukommelsen, og intervallerne ville næppe ændre sig.",
        en="Every amount is held in memory, and the intervals would hardly change.",
    )
    next = Words(
        da="Bed om højst {most}; 1000 er et godt tal.",
        en="Ask for at most {most}; 1000 is a good number.",
    )


@dataclass(eq=False)
class PairOfOne(WrongUse):
    """A unit is to be told apart from itself."""

    unit: str

    what = Words(
        da="`--pair` nævner den samme enhed to gange ({unit}).",
        en="`--pair` names the same unit twice ({unit}).",
    )
    why = Words(
        da="En enhed kan ikke skelnes fra sig selv.",
        en="A unit cannot be told apart from itself.",
    )
    next = Words(da="Nævn to forskellige enheder.", en="Name two different units.")


@dataclass(eq=False)
class LevelOutside(WrongUse):
    """An interval must hold more than none and less than all of the redraws."""

    level: str

    what = Words(da="Intervallets niveau er {level}.", en="The interval's level is {level}.")
    why = Words(
        da="Det er en andel af omtrækningerne mellem 0 og 1.",
        en="It is a share of the redraws, between 0 and 1.",
    )
    next = Words(da="Skriv 90 % som 0.9.", en="Write 90% as 0.9.")
