"""What the data lack for a model."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words


@dataclass(eq=False)
class NoUnitsInScope(InputRefused):
    units: int

    what = Words(
        da="Ingen af de {units} enheder er med i modellen.",
        en="None of the {units} units is in the model's scope.",
    )
    why = Words(
        da="Ejerform, institutionstype eller åbningsdatoer holder dem alle ude.",
        en="Ownership, kind or opening dates keep all of them out.",
    )
    next = Words(
        da="Se `scope` i modellen og kolonnerne ejerform og type i enhederne.",
        en="See `scope` in the model and the columns ownership and kind of the units.",
    )


@dataclass(eq=False)
class NoChildrenCounted(InputRefused):
    step: str

    what = Words(
        da="Trinnet «{step}» finder ingen børn i de enheder, det gælder.",
        en="The step “{step}” finds no children in the units it concerns.",
    )
    why = Words(da="Der er intet at dele efter.", en="There is nothing to share by.")
    next = Words(
        da="Se, om optællingsdagen passer til indmeldelserne, og om kolonnerne med børn er fundet.",
        en="See whether the count day fits the enrolments, and whether the columns were found.",
    )


@dataclass(eq=False)
class CriterionNotInData(InputRefused):
    criterion: str
    step: str

    what = Words(
        da="Kriteriet «{criterion}» (trinnet «{step}») findes ikke i data.",
        en="The criterion “{criterion}” (step “{step}”) is not in the data.",
    )
    why = Words(
        da="Et kriterium, der mangler, er ikke et kriterium, som ingen opfylder.",
        en="A criterion that is missing is not one that nobody meets.",
    )
    next = Words(
        da="Tilføj kolonnen eller rækkerne, eller tag kriteriet ud af modellen.",
        en="Add the column or the rows, or take the criterion out of the model.",
    )


@dataclass(eq=False)
class CriterionNotKnownOfAll(InputRefused):
    criterion: str
    missing: int

    what = Words(
        da="Kriteriet «{criterion}» mangler {missing} steder.",
        en="The criterion “{criterion}” is missing in {missing} places.",
    )
    why = Words(
        da="Ukendt er ikke det samme som ikke opfyldt, og modellen siger ikke, hvad der skal ske.",
        en="Not known is not the same as not met, and the model does not say what to do.",
    )
    next = Words(
        da="Udfyld dem, eller skriv `children: {{unknown: not_met}}` i modellen; så siges det i "
        "resultatet.",
        en="Fill them in, or write `children: {{unknown: not_met}}` in the model; the result then "
        "says so.",
    )


@dataclass(eq=False)
class UnitWithoutDistrict(InputRefused):
    unit: str
    district: str

    what = Words(
        da="Enheden {unit} har intet kendt distrikt («{district}»).",
        en="The unit {unit} has no known district (“{district}”).",
    )
    why = Words(
        da="Modellen regner efter, hvor børnene bor, og har intet tal for enheden.",
        en="The model goes by where children live, and has no figure for the unit.",
    )
    next = Words(
        da="Giv enheden et distrikt i enhederne, og distriktet en række i distrikterne.",
        en="Give the unit a district in the units, and the district a row in the districts.",
    )


@dataclass(eq=False)
class DistrictCannotCount(InputRefused):
    step: str
    district: str

    what = Words(
        da="Distriktet «{district}» har ingen tal, som trinnet «{step}» kan bruge.",
        en="The district “{district}” has no figures that the step “{step}” can use.",
    )
    why = Words(
        da="Der skal enten være en andel pr. barn eller børn med kriterier.",
        en="There must be either a share per child or children with criteria.",
    )
    next = Words(
        da="Udfyld `share`, eller `children` og kriterierne, i distrikterne.",
        en="Fill in `share`, or `children` and the criteria, in the districts.",
    )


@dataclass(eq=False)
class ScoreMissing(InputRefused):
    unit: str
    step: str

    what = Words(
        da="Enheden {unit} har ingen score (trinnet «{step}»).",
        en="The unit {unit} has no score (step “{step}”).",
    )
    why = Words(da="En manglende score er ikke nul.", en="A missing score is not zero.")
    next = Words(
        da="Tilføj enheden i scorerne, eller tag den ud af trinnet med `where`.",
        en="Add the unit to the scores, or take it out of the step with `where`.",
    )


@dataclass(eq=False)
class CountMissing(InputRefused):
    unit: str
    criterion: str

    what = Words(
        da="Enheden {unit} har intet antal for «{criterion}».",
        en="The unit {unit} has no count for “{criterion}”.",
    )
    why = Words(da="Et manglende antal er ikke nul.", en="A missing count is not zero.")
    next = Words(
        da="Tilføj rækken; er antallet nul, så skriv 0.",
        en="Add the row; if the count is nothing, write 0.",
    )


@dataclass(eq=False)
class BelowTheLowestBand(InputRefused):
    unit: str
    step: str

    what = Words(
        da="Enheden {unit} ligger under det laveste bånd i trinnet «{step}».",
        en="The unit {unit} lies below the lowest band of the step “{step}”.",
    )
    why = Words(
        da="Modellen siger ikke, hvad den så får.", en="The model does not say what it gets."
    )
    next = Words(da="Tilføj et bånd, der begynder lavere.", en="Add a band that begins lower.")


@dataclass(eq=False)
class GrantOutsideScope(InputRefused):
    unit: str
    step: str

    what = Words(
        da="{unit} får penge i trinnet «{step}», men er ikke med i modellen.",
        en="{unit} gets money in the step “{step}”, but is not in the model's scope.",
    )
    why = Words(
        da="Beløbet ville forsvinde uden et ord.", en="The amount would vanish without a word."
    )
    next = Words(
        da="Ret enhedens nøgle, eller tag rækken ud.", en="Mend the unit's key, or remove the row."
    )


@dataclass(eq=False)
class OpeningHoursMissing(InputRefused):
    unit: str

    what = Words(
        da="Enheden {unit} har ingen åbningstid.", en="The unit {unit} has no opening hours."
    )
    why = Words(
        da="Modellen vægter børnene efter åbningstid.",
        en="The model weights children by opening hours.",
    )
    next = Words(
        da="Udfyld åbningstiden i enhederne.", en="Fill in the opening hours of the units."
    )


@dataclass(eq=False)
class NothingToCompareWith(InputRefused):
    step: str

    what = Words(
        da="Dæmpningen «{step}» mangler sidste års beløb.",
        en="The damping “{step}” lacks last year's amounts.",
    )
    why = Words(da="Uden dem ved ingen, hvem der taber.", en="Without them nobody knows who loses.")
    next = Words(
        da="Giv sidste års kørsel med `--previous`, eller læg `previous.csv` i datamappen.",
        en="Give last year's run with `--previous`, or put `previous.csv` in the data folder.",
    )


@dataclass(eq=False)
class PreviousChildrenMissing(InputRefused):
    unit: str

    what = Words(
        da="Enheden {unit} har et beløb fra sidste år, men intet børnetal at dele det med.",
        en="The unit {unit} has an amount from last year, but no children to divide it by.",
    )
    why = Words(
        da="Dæmpningen sammenligner kroner pr. barn eller pr. vægtet barn.",
        en="Damping compares kroner per child or per weighted child.",
    )
    next = Words(
        da="Udfyld `weighted_children` i sidste års tal; med `per: child` skal sidste års kørsel "
        "være der.",
        en="Fill in `weighted_children` in last year's figures; with `per: child` last year's run "
        "is needed.",
    )


@dataclass(eq=False)
class ChildrenMissing(InputRefused):
    unit: str
    age_group: str

    what = Words(
        da="Enheden {unit} mangler et børnetal for aldersgruppen {age_group}.",
        en="The unit {unit} lacks its number of children in the age group {age_group}.",
    )
    why = Words(da="Et manglende børnetal er ikke nul.", en="A missing number is not zero.")
    next = Words(
        da="Udfyld `children_{age_group}` i enhederne; er der ingen børn, så skriv 0.",
        en="Fill in `children_{age_group}` in the units; if there are none, write 0.",
    )


@dataclass(eq=False)
class FullTimeMissing(InputRefused):
    unit: str
    age_group: str

    what = Words(
        da="Enheden {unit} mangler fuldtidsbørn for aldersgruppen {age_group}.",
        en="The unit {unit} lacks full-time equivalents in the age group {age_group}.",
    )
    why = Words(
        da="Modellen regner med fuldtidsbørn.", en="The model goes by full-time equivalents."
    )
    next = Words(
        da="Udfyld `full_time_{age_group}` i enhederne, eller brug `measure: children`.",
        en="Fill in `full_time_{age_group}` in the units, or use `measure: children`.",
    )


@dataclass(eq=False)
class ProfileOfOtherAges(InputRefused):
    profile: str
    model: str

    what = Words(
        da="Børnene er talt i aldersgrupperne {profile}, men modellen har {model}.",
        en="The children were counted in the age groups {profile}, but the model has {model}.",
    )
    why = Words(
        da="Børn ville få en anden aldersgruppes vægt og takst.",
        en="Children would get another age group's weight and rate.",
    )
    next = Words(
        da="Tæl børnene igen med denne model.", en="Count the children again with this model."
    )


@dataclass(eq=False)
class ShareOfKeyMissing(InputRefused):
    unit: str
    step: str

    what = Words(
        da="Enheden {unit} har ingen andel i nøglen (trinnet «{step}»).",
        en="The unit {unit} has no share in the key (step “{step}”).",
    )
    why = Words(da="En manglende andel er ikke nul.", en="A missing share is not zero.")
    next = Words(
        da="Tilføj enheden under `shares`; skal den intet have, så skriv 0.",
        en="Add the unit under `shares`; if it is to have nothing, write 0.",
    )
