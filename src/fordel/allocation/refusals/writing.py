"""What is written wrong in a model, whatever the data."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import ModelRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class ModelNotFound(ModelRefused):
    model: str
    shipped: str

    what = Words(da="Der er ingen model «{model}».", en="There is no model “{model}”.")
    why = Words(
        da="Den findes hverken som fil eller blandt dem, der følger med ({shipped}).",
        en="It is neither a file nor among those that ship ({shipped}).",
    )
    next = Words(
        da="Skriv stien til en YAML-fil, eller se `fordel models list`.",
        en="Give the path of a YAML file, or see `fordel models list`.",
    )


_NOT_YAML = Words(
    da="filen er ikke gyldig YAML ({problem_da})", en="the file is not valid YAML ({problem_en})"
)


@dataclass(eq=False)
class ModelNotReadable(ModelRefused):
    file: str
    line: int
    problem_da: str
    problem_en: str

    what = Words(
        da="{file}, linje {line}: " + _NOT_YAML.da + ".",
        en="{file}, line {line}: " + _NOT_YAML.en + ".",
    )
    why = Words(
        da="Modellen kan ikke læses, og intet er beregnet.",
        en="The model cannot be read, and nothing was computed.",
    )
    next = Words(
        da="Ret linjen; indrykning og kolon er de hyppigste fejl.",
        en="Mend the line; indentation and colons are the usual causes.",
    )

    @property
    def line_words(self) -> Words:
        """The line alone, for a file that is no model."""
        return Words(da=f"linje {self.line}", en=f"line {self.line}")

    @property
    def problem(self) -> tuple[str, str]:
        """The problem alone, in Danish and in English."""
        return (
            _NOT_YAML.da.format(problem_da=self.problem_da),
            _NOT_YAML.en.format(problem_en=self.problem_en),
        )


@dataclass(eq=False)
class ModelNotUnderstood(ModelRefused):
    file: str
    place: str
    problem_da: str
    problem_en: str

    what = Words(da="{file}, «{place}»: {problem_da}.", en="{file}, “{place}”: {problem_en}.")
    why = Words(
        da="Modellen siger noget, som modelsproget ikke kender.",
        en="The model says something that the model language does not know.",
    )
    next = Words(
        da="Se `docs/reference/model_language.md`, og prøv `fordel models check`.",
        en="See `docs/reference/model_language.md`, and try `fordel models check`.",
    )


@dataclass(eq=False)
class DuplicateStep(ModelRefused):
    step: str

    what = Words(da="To trin hedder «{step}».", en="Two steps are called “{step}”.")
    why = Words(
        da="Hvert trin bliver en kolonne i resultatet, så navnene skal være forskellige.",
        en="Every step becomes a column of the result, so the names must differ.",
    )
    next = Words(da="Giv det ene et andet id.", en="Give one of them another id.")


@dataclass(eq=False)
class DuplicateCriterion(ModelRefused):
    criterion: str

    what = Words(
        da="Kriteriet eller aldersgruppen «{criterion}» står to gange i modellen.",
        en="The criterion or age group “{criterion}” stands twice in the model.",
    )
    why = Words(da="Så kunne børn blive talt to gange.", en="Children might be counted twice.")
    next = Words(da="Fjern den ene.", en="Remove one of them.")


@dataclass(eq=False)
class DuplicateItem(ModelRefused):
    item: str

    what = Words(
        da="To dele af rammen, der tages ud, hedder «{item}».",
        en="Two parts set aside from the frame are called “{item}”.",
    )
    why = Words(
        da="De vises hver for sig ved navn, så den ene ville forsvinde.",
        en="They are shown apart by name, so one of them would vanish.",
    )
    next = Words(da="Giv den ene et andet id.", en="Give one of them another id.")


@dataclass(eq=False)
class ReservedName(ModelRefused):
    name: str

    what = Words(da="«{name}» kan ikke bruges som id.", en="“{name}” cannot be used as an id.")
    why = Words(
        da="Resultatet har allerede en kolonne eller en sum, der hedder sådan.",
        en="The result already has a column or a sum of that name.",
    )
    next = Words(da="Vælg et andet id.", en="Choose another id.")


@dataclass(eq=False)
class OverlappingAgeGroups(ModelRefused):
    first: str
    second: str

    what = Words(
        da="Aldersgrupperne «{first}» og «{second}» overlapper.",
        en="The age groups “{first}” and “{second}” overlap.",
    )
    why = Words(
        da="Et barn må kun høre til én aldersgruppe.",
        en="A child may belong to one age group only.",
    )
    next = Words(da="Ret alderen i den ene.", en="Mend the ages of one of them.")


@dataclass(eq=False)
class CriterionNotInModel(ModelRefused):
    step: str
    criterion: str

    what = Words(
        da="Trinnet «{step}» bruger kriteriet «{criterion}», som modellen ikke har.",
        en="The step “{step}” uses the criterion “{criterion}”, which the model does not list.",
    )
    why = Words(
        da="Uden en beskrivelse ved ingen, hvad der tælles.",
        en="Without a description nobody knows what is counted.",
    )
    next = Words(
        da="Tilføj det under `criteria`, eller ret navnet.",
        en="Add it under `criteria`, or mend the name.",
    )


@dataclass(eq=False)
class AtLeastAboveCriteria(ModelRefused):
    step: str
    at_least: int
    criteria: int

    what = Words(
        da="Trinnet «{step}» kræver mindst {at_least} af {criteria} kriterier.",
        en="The step “{step}” asks for at least {at_least} of {criteria} criteria.",
    )
    why = Words(da="Intet barn kan opfylde så mange.", en="No child can meet that many.")
    next = Words(
        da="Sæt `at_least` til højst {criteria}.", en="Set `at_least` to {criteria} at the most."
    )


@dataclass(eq=False)
class AllWeightsZero(ModelRefused):
    step: str

    what = Words(
        da="Alle vægte i trinnet «{step}» er nul.", en="Every weight in the step “{step}” is zero."
    )
    why = Words(da="Så tæller ingen børn.", en="Then no child counts.")
    next = Words(
        da="Giv mindst ét kriterium en vægt over nul.",
        en="Give at least one criterion a weight above zero.",
    )


@dataclass(eq=False)
class NegativeFigure(ModelRefused):
    step: str
    field: str

    what = Words(
        da="«{field}» i trinnet «{step}» er negativ.",
        en="“{field}” in the step “{step}” is negative.",
    )
    why = Words(
        da="Beløb, vægte og andele kan ikke være under nul her.",
        en="Amounts, weights and shares cannot be below zero here.",
    )
    next = Words(da="Ret tallet.", en="Mend the figure.")


@dataclass(eq=False)
class FigureNotAboveZero(ModelRefused):
    step: str
    field: str

    what = Words(
        da="«{field}» i trinnet «{step}» er nul.", en="“{field}” in the step “{step}” is zero."
    )
    why = Words(da="Der skal divideres med tallet.", en="The figure is divided by.")
    next = Words(da="Skriv et tal over nul.", en="Write a figure above zero.")


@dataclass(eq=False)
class PercentOutOfRange(ModelRefused):
    step: str
    field: str
    value: str

    what = Words(
        da="«{field}» i trinnet «{step}» er {value}.",
        en="“{field}” in the step “{step}” is {value}.",
    )
    why = Words(
        da="Tallet er en procent og ligger mellem 0 og 100; 5 % skrives 5.",
        en="The figure is a percentage between 0 and 100; 5% is written 5.",
    )
    next = Words(da="Ret procenten.", en="Mend the percentage.")


@dataclass(eq=False)
class RoundingTooFine(ModelRefused):
    step: str
    size: str
    smallest: str

    what = Words(
        da="Trinnet «{step}» runder af til {size}, men modellens mindste beløb er {smallest}.",
        en="The step “{step}” rounds to {size}, but the model's smallest amount is {smallest}.",
    )
    why = Words(
        da="Et beløb skal være et helt antal af det mindste beløb.",
        en="An amount has to be a whole number of the smallest amount.",
    )
    next = Words(
        da="Rund af til et antal gange det mindste beløb, eller ret `currency: smallest`.",
        en="Round to a multiple of the smallest amount, or mend `currency: smallest`.",
    )


@dataclass(eq=False)
class ShareOutOfRange(ModelRefused):
    step: str
    field: str
    value: str

    what = Words(
        da="«{field}» i trinnet «{step}» er {value}.",
        en="“{field}” in the step “{step}” is {value}.",
    )
    why = Words(
        da="En andel ligger mellem 0 og 1; 5 % skrives 0.05.",
        en="A share lies between 0 and 1; 5% is written 0.05.",
    )
    next = Words(da="Ret andelen.", en="Mend the share.")


@dataclass(eq=False)
class StepNotBefore(ModelRefused):
    step: str
    other: str

    what = Words(
        da="Trinnet «{step}» bygger på «{other}», som ikke er et pengetrin før det.",
        en="The step “{step}” builds on “{other}”, which is no money step before it.",
    )
    why = Words(
        da="Trin regnes i den rækkefølge, de står i.", en="Steps are computed in their order."
    )
    next = Words(da="Flyt trinnet, eller ret navnet.", en="Move the step, or mend the name.")


@dataclass(eq=False)
class StepOutOfPlace(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» står på en plads, hvor det ikke kan regnes.",
        en="The step “{step}” stands where it cannot be computed.",
    )
    why = Words(
        da="Rammen står først og kun én gang; udskilte dele lige efter; dæmpning efter alle "
        "tildelinger; udbetaling og stillinger til sidst.",
        en="The frame comes first and only once; parts set aside right after it; damping after all "
        "allocations; payment and positions last.",
    )
    next = Words(da="Flyt trinnet.", en="Move the step.")


@dataclass(eq=False)
class NoFrame(ModelRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» tager en del af rammen, men modellen har ingen ramme før det.",
        en="The step “{step}” takes a part of the frame, but the model has no frame before it.",
    )
    why = Words(
        da="En andel må være en andel af noget.", en="A share has to be a share of something."
    )
    next = Words(
        da="Sæt et `frame`-trin først, eller giv puljen som beløb.",
        en="Put a `frame` step first, or give the pool as an amount.",
    )
