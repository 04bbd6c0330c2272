"""What the measures and the scenario calculator refuse, said so that the reader can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class NegativeFigure(InputRefused):
    """A unit's children, amount, load or budget is below zero."""

    what = Words(
        da="Enheden {unit} har et negativt tal i {figure}: {value}.",
        en="Unit {unit} has a negative number in {figure}: {value}.",
    )
    why = Words(
        da="Kroner pr. barn kan kun sammenlignes, når hverken børn, beløb eller belastning er "
        "under nul.",
        en="Kroner per child can only be compared where neither children, amounts nor load are "
        "below zero.",
    )
    next = Words(
        da="Ret tallet, eller lad feltet stå tomt, hvis det ikke kendes.",
        en="Correct the number, or leave the field empty if it is not known.",
    )

    unit: str
    figure: str
    value: str


@dataclass(eq=False)
class AmountWithoutChildren(InputRefused):
    """A unit gets money but has no children to get it for."""

    what = Words(
        da="Enheden {unit} får {amount} kr., men har 0 børn.",
        en="Unit {unit} gets {amount} kr. but has 0 children.",
    )
    why = Words(
        da="Kroner pr. barn findes ikke, når der ingen børn er.",
        en="There are no kroner per child where there are no children.",
    )
    next = Words(
        da="Ret børnetallet, eller lad det stå tomt, hvis det ikke kendes; så holdes enheden "
        "uden for målene og tælles med som manglende.",
        en="Correct the number of children, or leave it empty if it is not known; the unit is "
        "then left out of the measures and counted as missing.",
    )

    unit: str
    amount: str


@dataclass(eq=False)
class UnitTwice(InputRefused):
    """The same unit stands twice in one group."""

    what = Words(
        da="Enheden {unit} står mere end én gang i {group}.",
        en="Unit {unit} stands more than once in {group}.",
    )
    why = Words(
        da="Den ville tælle flere gange i hvert mål.",
        en="It would count several times in every measure.",
    )
    next = Words(
        da="Læg rækkerne sammen, eller giv enhederne hver sin nøgle.",
        en="Add the rows together, or give each unit a key of its own.",
    )

    unit: str
    group: str


@dataclass(eq=False)
class BudgetNotPositive(InputRefused):
    """A need share asked of a budget that is not above zero."""

    what = Words(
        da="Det decentrale budget er {budget} kr.",
        en="The decentral budget is {budget} kr.",
    )
    why = Words(
        da="En andel kan kun måles af et budget over nul.",
        en="A share can only be measured of a budget above zero.",
    )
    next = Words(
        da="Angiv det decentrale budget uden ledelse, administration og bygninger.",
        en="Give the decentral budget without leadership, administration and buildings.",
    )

    budget: str


_CALCULATOR_NEXT = Words(
    da="Se fordel calculator --help for et eksempel.",
    en="See fordel calculator --help for an example.",
)


@dataclass(eq=False)
class NotAPlainNumber(WrongUse):
    """A figure for the calculator is not finite, or absurdly large or small."""

    what = Words(
        da="{figure} skal være et almindeligt tal, men er {value}.",
        en="{figure} must be an ordinary number but is {value}.",
    )
    why = Words(
        da="Kroner regnes nøjagtigt, og det kan kun gøres med tal af rimelig størrelse.",
        en="Kroner are computed exactly, which only numbers of a reasonable size allow.",
    )
    next = _CALCULATOR_NEXT

    figure: str
    value: str


@dataclass(eq=False)
class NothingToShare(WrongUse):
    """The calculator's budget is not above zero."""

    what = Words(
        da="Budgettet er {budget} kr.",
        en="The budget is {budget} kr.",
    )
    why = Words(
        da="Der skal være penge at fordele.",
        en="There must be money to share out.",
    )
    next = Words(
        da="Angiv et budget over nul, for eksempel 100000000.",
        en="Give a budget above zero, for example 100000000.",
    )

    budget: str


@dataclass(eq=False)
class NoUnits(WrongUse):
    """The calculator is asked to share among fewer than one unit."""

    what = Words(
        da="Antallet af enheder er {units}.",
        en="The number of units is {units}.",
    )
    why = Words(
        da="Der skal være mindst én enhed at fordele til.",
        en="There must be at least one unit to share among.",
    )
    next = Words(
        da="Angiv et helt antal enheder, for eksempel 20.",
        en="Give a whole number of units, for example 20.",
    )

    units: str


@dataclass(eq=False)
class NoChildren(WrongUse):
    """The calculator's units have no weighted children."""

    what = Words(
        da="Antallet af vægtede børn pr. enhed er {weighted_children}.",
        en="The number of weighted children per unit is {weighted_children}.",
    )
    why = Words(
        da="Kroner pr. vægtet barn findes ikke uden børn.",
        en="There are no kroner per weighted child without children.",
    )
    next = Words(
        da="Angiv et tal over nul, for eksempel 80.",
        en="Give a number above zero, for example 80.",
    )

    weighted_children: str


@dataclass(eq=False)
class ShareOutside(WrongUse):
    """The need share is below nothing or above everything."""

    what = Words(
        da="Den socioøkonomiske andel er {share}.",
        en="The need share is {share}.",
    )
    why = Words(
        da="Andelen er en del af budgettet og ligger fra 0 (intet) til 1 (det hele).",
        en="The share is a part of the budget, from 0 (nothing) to 1 (all of it).",
    )
    next = Words(
        da="Skriv 10 % som 0.10.",
        en="Write 10% as 0.10.",
    )

    share: str


@dataclass(eq=False)
class FactorBelowOne(WrongUse):
    """The unit with most would get less than the unit with least."""

    what = Words(
        da="Differentieringsfaktoren er {factor}.",
        en="The differentiation factor is {factor}.",
    )
    why = Words(
        da="Den enhed, der får mest, kan ikke få mindre end den, der får mindst.",
        en="The unit that gets most cannot get less than the one that gets least.",
    )
    next = Words(
        da="Angiv 1, hvis alle skal have det samme, ellers et tal over 1.",
        en="Give 1 if all are to get the same, otherwise a number above 1.",
    )

    factor: str


@dataclass(eq=False)
class OneUnitCannotDiffer(WrongUse):
    """A factor other than one asked of a single unit."""

    what = Words(
        da="Der er kun én enhed, men differentieringsfaktoren er {factor}.",
        en="There is only one unit, but the differentiation factor is {factor}.",
    )
    why = Words(
        da="Én enhed kan ikke få mere end sig selv.",
        en="One unit cannot get more than itself.",
    )
    next = Words(
        da="Angiv faktor 1, eller angiv mindst to enheder.",
        en="Give factor 1, or give at least two units.",
    )

    factor: str
