"""Each refusal, and the words it is shown with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fordel.domain.errors import ExitCode, InputRefused, UserError, WrongUse
from fordel.equity import refusals
from fordel.equity.calculator import calculate
from fordel.equity.measures import measure
from fordel.equity.units import UnitAmount

EXAMPLE = {"budget": 1000, "units": 4, "weighted_children": 5, "share": 0, "factor": 2}


def scenario(**changed):
    return lambda: calculate(**{**EXAMPLE, **changed})


def measuring(*units, **options):
    return lambda: measure([UnitAmount(*unit) for unit in units], group="461", **options)


REFUSALS = [
    (
        measuring(("A", 10, Decimal("-5.50"))),
        refusals.NegativeFigure,
        (
            "Enheden A har et negativt tal i amount_dkk: -5.5. Kroner pr. barn kan kun "
            "sammenlignes, når hverken børn, beløb eller belastning er under nul. Ret tallet, "
            "eller lad feltet stå tomt, hvis det ikke kendes."
        ),
        "Unit A has a negative number in amount_dkk: -5.5.",
    ),
    (
        measuring(("A", -1, None)),
        refusals.NegativeFigure,
        "Enheden A har et negativt tal i children: -1.",
        "Unit A has a negative number in children: -1.",
    ),
    (
        measuring(("A", 0, 700)),
        refusals.AmountWithoutChildren,
        (
            "Enheden A får 700 kr., men har 0 børn. Kroner pr. barn findes ikke, når der ingen "
            "børn er. Ret børnetallet, eller lad det stå tomt, hvis det ikke kendes; så holdes "
            "enheden uden for målene og tælles med som manglende."
        ),
        "Unit A gets 700 kr. but has 0 children.",
    ),
    (
        measuring(("A", 1, 1), ("A", 2, 2)),
        refusals.UnitTwice,
        (
            "Enheden A står mere end én gang i 461. Den ville tælle flere gange i hvert mål. Læg "
            "rækkerne sammen, eller giv enhederne hver sin nøgle."
        ),
        "Unit A stands more than once in 461.",
    ),
    (
        measuring(("A", 1, 1), decentral_budget_dkk=0),
        refusals.BudgetNotPositive,
        (
            "Det decentrale budget er 0 kr. En andel kan kun måles af et budget over nul. Angiv "
            "det decentrale budget uden ledelse, administration og bygninger."
        ),
        "The decentral budget is 0 kr.",
    ),
    (
        scenario(share=Decimal("NaN")),
        refusals.NotAPlainNumber,
        (
            "share skal være et almindeligt tal, men er NaN. Kroner regnes nøjagtigt, og det kan "
            "kun gøres med tal af rimelig størrelse. Se fordel calculator --help for et eksempel."
        ),
        "share must be an ordinary number but is NaN.",
    ),
    (
        scenario(factor=Decimal("1E+5000")),
        refusals.NotAPlainNumber,
        "factor skal være et almindeligt tal, men er 1E+5000.",
        "factor must be an ordinary number but is 1E+5000.",
    ),
    (
        scenario(budget=0),
        refusals.NothingToShare,
        (
            "Budgettet er 0 kr. Der skal være penge at fordele. Angiv et budget over nul, for "
            "eksempel 100000000."
        ),
        "The budget is 0 kr.",
    ),
    (
        scenario(units=0),
        refusals.NoUnits,
        (
            "Antallet af enheder er 0. Der skal være mindst én enhed at fordele til. Angiv et helt "
            "antal enheder, for eksempel 20."
        ),
        "The number of units is 0.",
    ),
    (
        scenario(weighted_children=0),
        refusals.NoChildren,
        (
            "Antallet af vægtede børn pr. enhed er 0. Kroner pr. vægtet barn findes ikke uden "
            "børn. Angiv et tal over nul, for eksempel 80."
        ),
        "The number of weighted children per unit is 0.",
    ),
    (
        scenario(share=Decimal("1.01")),
        refusals.ShareOutside,
        (
            "Den socioøkonomiske andel er 1.01. Andelen er en del af budgettet og ligger fra 0 "
            "(intet) til 1 (det hele). Skriv 10 % som 0.10."
        ),
        "The need share is 1.01.",
    ),
    (
        scenario(share=Decimal("-0.1")),
        refusals.ShareOutside,
        "Den socioøkonomiske andel er -0.1.",
        "The need share is -0.1.",
    ),
    (
        scenario(factor=Decimal("0.5")),
        refusals.FactorBelowOne,
        (
            "Differentieringsfaktoren er 0.5. Den enhed, der får mest, kan ikke få mindre end den, "
            "der får mindst. Angiv 1, hvis alle skal have det samme, ellers et tal over 1."
        ),
        "The differentiation factor is 0.5.",
    ),
    (
        scenario(units=1),
        refusals.OneUnitCannotDiffer,
        (
            "Der er kun én enhed, men differentieringsfaktoren er 2. Én enhed kan ikke få mere end "
            "sig selv. Angiv faktor 1, eller angiv mindst to enheder."
        ),
        "There is only one unit, but the differentiation factor is 2.",
    ),
]


@pytest.mark.parametrize(("action", "refusal", "danish", "english"), REFUSALS)
def test_the_words_shown(action, refusal, danish, english):
    with pytest.raises(refusal) as caught:
        action()
    assert caught.value.message("da").startswith(danish)
    assert caught.value.message("en").startswith(english)


def test_every_refusal_of_this_room_is_shown_here():
    own = {
        one
        for one in vars(refusals).values()
        if isinstance(one, type)
        and issubclass(one, UserError)
        and one.__module__ == refusals.__name__
    }
    assert {refusal for _, refusal, _, _ in REFUSALS} == own


DATA = {
    refusals.NegativeFigure,
    refusals.AmountWithoutChildren,
    refusals.UnitTwice,
    refusals.BudgetNotPositive,
}


@pytest.mark.parametrize("refusal", {refusal: 0 for _, refusal, _, _ in REFUSALS})
def test_bad_data_and_bad_use_exit_differently(refusal):
    assert issubclass(refusal, InputRefused if refusal in DATA else WrongUse)
    code = ExitCode.INPUT_REFUSED if refusal in DATA else ExitCode.WRONG_USE
    assert refusal.exit_code == code
