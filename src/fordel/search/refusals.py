"""What a sweep refuses: a grid that does not fit its model, and steps that cannot be swept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.errors import ModelRefused, Where, WrongUse
from fordel.domain.language import Words

_NOTHING_DONE = Words(
    da="Gitteret kan ikke læses, og intet er beregnet.",
    en="The grid cannot be read, and nothing was computed.",
)


@dataclass(eq=False)
class GridNotFound(WrongUse):
    file: str

    what = Words(
        da="Der er ingen fil «{file}» med et gitter.", en="There is no file “{file}” with a grid."
    )
    why = _NOTHING_DONE
    next = Words(
        da="Angiv en YAML-fil i UTF-8 med `--grid`; se docs/how-to/sweep.md.",
        en="Give a YAML file in UTF-8 with `--grid`; see docs/how-to/sweep.md.",
    )


@dataclass(eq=False)
class GridNotUnderstood(WrongUse):
    place: Where
    problem_da: str
    problem_en: str

    what = Words(da="Gitteret, «{place}»: {problem_da}.", en="The grid, “{place}”: {problem_en}.")
    why = _NOTHING_DONE
    next = Words(
        da="Ret stedet; docs/how-to/sweep.md viser et helt gitter.",
        en="Mend the place; docs/how-to/sweep.md shows a whole grid.",
    )


@dataclass(eq=False)
class StepNotInGridModel(WrongUse):
    step: str
    known: str

    what = Words(
        da="Gitteret nævner trinnet «{step}», som modellen ikke har.",
        en="The grid names the step “{step}”, which the model does not have.",
    )
    why = Words(
        da="Kun modellens egne trin kan varieres: {known}.",
        en="Only the model's own steps can be varied: {known}.",
    )
    next = Words(da="Ret trinnets navn i gitteret.", en="Correct the step's name in the grid.")


@dataclass(eq=False)
class LeverNotKnown(WrongUse):
    step: str
    lever: str
    known: str

    what = Words(
        da="Trinnet «{step}» har intet håndtag «{lever}».",
        en="The step “{step}” has no lever “{lever}”.",
    )
    why = Words(
        da="Det, der kan varieres i dette trin, som modellen nu er, er: {known}.",
        en="What can be varied in this step, as the model now is, is: {known}.",
    )
    next = Words(
        da="Vælg et af dem, eller giv modellen trinnet i en form, der har håndtaget.",
        en="Choose one of them, or give the model the step in a form that has the lever.",
    )


@dataclass(eq=False)
class LeverWithoutValues(WrongUse):
    step: str
    lever: str

    what = Words(
        da="«{lever}» i trinnet «{step}» har ingen værdier.",
        en="“{lever}” in the step “{step}” has no values.",
    )
    why = Words(
        da="Uden værdier er der ingen varianter at regne på.",
        en="Without values there are no variants to compute.",
    )
    next = Words(
        da="Skriv mindst én værdi, eller fjern linjen.",
        en="Write at least one value, or remove the line.",
    )


@dataclass(eq=False)
class ValueDoesNotFit(WrongUse):
    step: str
    lever: str
    value: str
    wanted_da: str
    wanted_en: str

    what = Words(
        da="«{lever}» i trinnet «{step}» kan ikke være {value}.",
        en="“{lever}” in the step “{step}” cannot be {value}.",
    )
    why = Words(da="Her skal stå {wanted_da}.", en="What is expected here is {wanted_en}.")
    next = Words(da="Ret værdien i gitteret.", en="Correct the value in the grid.")


@dataclass(eq=False)
class TooManyVariants(WrongUse):
    variants: Fraction
    most: Fraction
    levers: str

    what = Words(
        da="Gitteret har {variants} varianter; højst {most} regnes på én gang.",
        en="The grid has {variants} variants; at most {most} are computed at once.",
    )
    why = Words(
        da="Hver variant gemmes for hver enhed, og så mange kan ingen overskue.",
        en="Every variant is kept for every unit, and so many nobody can take in.",
    )
    next = Words(
        da="Skær ned, begynd med det, der har flest værdier: {levers}.",
        en="Narrow it, beginning with what has most values: {levers}.",
    )


@dataclass(eq=False)
class NoVariantPossible(WrongUse):
    variants: Fraction

    what = Words(
        da="Gitterets kombinationer ({variants}) er ingen af dem en model.",
        en="None of the grid's combinations ({variants}) is a model.",
    )
    why = Words(
        da="`at_least` er større end antallet af kriterier i dem alle.",
        en="`at_least` is above the number of criteria in all of them.",
    )
    next = Words(
        da="Tag mindre værdier af `at_least` med, eller flere kriterier.",
        en="Include smaller values of `at_least`, or more criteria.",
    )


@dataclass(eq=False)
class AimNotKnown(WrongUse):
    aim: str
    known: str

    what = Words(da="Gitteret har målet «{aim}».", en="The grid has the aim “{aim}”.")
    why = Words(
        da="Det kan ingen variant måles på. De, der findes: {known}.",
        en="No variant can be held against it. Those there are: {known}.",
    )
    next = Words(
        da="Vælg to eller flere forskellige af dem; `few_small` kræver også `useful_amount`.",
        en="Choose two or more different ones; `few_small` also needs `useful_amount`.",
    )


@dataclass(eq=False)
class AimWithoutFigure(WrongUse):
    aim: str

    what = Words(
        da="Ingen variant har noget tal for målet «{aim}».",
        en="No variant has a figure for the aim “{aim}”.",
    )
    why = Words(
        da="Modellen fordeler ikke penge efter behov for sig, eller alle enheder får det samme.",
        en="The model does not give money by need by itself, or all units get the same.",
    )
    next = Words(da="Vælg andre mål i gitteret.", en="Choose other aims in the grid.")


@dataclass(eq=False)
class StepCannotBeSwept(ModelRefused):
    step: str
    because_da: str
    because_en: str

    what = Words(
        da="Trinnet «{step}» kan ikke indgå i en gennemregning: {because_da}.",
        en="The step “{step}” cannot take part in a sweep: {because_en}.",
    )
    why = Words(
        da="Varianter regnes alle på én gang, og det kan kun nogle slags trin.",
        en="Variants are computed all at once, which only some kinds of steps allow.",
    )
    next = Words(
        da="Lad gitteret variere andre trin, eller regn varianterne én ad gangen med "
        "`fordel allocate`.",
        en="Let the grid vary other steps, or compute the variants one by one with "
        "`fordel allocate`.",
    )


@dataclass(eq=False)
class StepCannotBeRedrawn(ModelRefused):
    step: str
    because_da: str
    because_en: str

    what = Words(
        da="Trinnet «{step}» kan ikke regnes for alle omtrækninger på én gang: {because_da}.",
        en="The step “{step}” cannot be computed for all redraws at once: {because_en}.",
    )
    why = Words(
        da="Omtrækninger regnes hurtigt, når alle trin kan regnes som tabeller af tal; det kan kun "
        "nogle slags trin.",
        en="Redraws are quick where every step can be computed as arrays, which only some kinds "
        "of steps allow.",
    )
    next = Words(
        da="Lad omtrækningerne regne én ad gangen; det tager længere tid og giver det samme.",
        en="Let the redraws be computed one by one; it takes longer and gives the same.",
    )


@dataclass(eq=False)
class DampingNotBegun(WrongUse):
    step: str
    year: str

    what = Words(
        da="Gitteret varierer dæmpningen «{step}», som endnu ikke gælder i {year}.",
        en="The grid varies the damping “{step}”, which does not hold yet in {year}.",
    )
    why = Words(da="Alle dens værdier ville give det samme.", en="All its values would be alike.")
    next = Words(
        da="Fjern trinnet fra gitteret, eller vælg et senere år.",
        en="Remove the step from the grid, or choose a later year.",
    )


@dataclass(eq=False)
class VariantNotInGrid(WrongUse):
    variant: int
    last: int

    what = Words(
        da="Der er ingen variant {variant} at regne nøjagtigt.",
        en="There is no variant {variant} to compute exactly.",
    )
    why = Words(
        da="Varianterne hedder 0 (modellen selv) til {last}.",
        en="The variants are called 0 (the model itself) to {last}.",
    )
    next = Words(
        da="Vælg et nummer fra kolonnen `variant`.", en="Choose a number in the column `variant`."
    )
