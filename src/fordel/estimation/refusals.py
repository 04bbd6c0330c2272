"""What an estimate refuses: a specification that does not fit, and data that cannot bear it.

Places are columns, rows and criteria. Nothing a row holds is ever shown, and no number of children
below the limits.
"""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, Where, WrongUse
from fordel.domain.language import Words
from fordel.registers.refusals.base import FileRefused

_NOTHING_DONE = Words(
    da="Specifikationen kan ikke bruges, og intet er beregnet.",
    en="The specification cannot be used, and nothing was computed.",
)
_WIDER = Words(
    da="Få flere data, slå kriteriet sammen med et andet, eller lad det ude.",
    en="Get more data, join the criterion with another, or leave it out.",
)


@dataclass(eq=False)
class SpecNotFound(WrongUse):
    file: str

    what = Words(
        da="Der er ingen fil «{file}» med en specifikation.",
        en="There is no file “{file}” with a specification.",
    )
    why = _NOTHING_DONE
    next = Words(
        da="Angiv en YAML-fil i UTF-8; se docs/how-to/estimate-an-index.md.",
        en="Give a YAML file in UTF-8; see docs/how-to/estimate-an-index.md.",
    )


@dataclass(eq=False)
class SpecNotUnderstood(WrongUse):
    file: str
    place: Where
    problem_da: str
    problem_en: str

    what = Words(da="{file}, «{place}»: {problem_da}.", en="{file}, “{place}”: {problem_en}.")
    why = _NOTHING_DONE
    next = Words(
        da="Ret stedet; docs/how-to/estimate-an-index.md viser en hel specifikation.",
        en="Mend the place; docs/how-to/estimate-an-index.md shows a whole specification.",
    )


@dataclass(eq=False, kw_only=True)
class ColumnNotInData(FileRefused):
    headers: str
    what = Words(
        da="Filen har ikke den kolonne. Den har: {headers}.",
        en="The file does not have that column. It has: {headers}.",
    )
    why = Words(da="Specifikationen beder om den.", en="The specification asks for it.")
    next = Words(
        da="Ret kolonnens navn i specifikationen, eller tilføj kolonnen.",
        en="Correct the column's name in the specification, or add the column.",
    )


@dataclass(eq=False, kw_only=True)
class OutcomeOutsideScale(FileRefused):
    scale: str
    what = Words(
        da="Udfaldet ligger uden for skalaen ({scale}).",
        en="The outcome is outside its scale ({scale}).",
    )
    why = Words(
        da="En kode for manglende svar eller en tastefejl ville flytte alle koefficienter.",
        en="A code for no answer, or a slip, would move every coefficient.",
    )
    next = Words(
        da="Ret cellen, tøm den, eller ret skalaen i specifikationen.",
        en="Correct the cell, empty it, or correct the scale in the specification.",
    )


@dataclass(eq=False, kw_only=True)
class LevelNotInSpec(FileRefused):
    levels: str
    what = Words(
        da="Værdien er ikke blandt specifikationens: {levels}.",
        en="The value is not among those of the specification: {levels}.",
    )
    why = Words(
        da="Det vides ikke, hvor barnet hører til.", en="Nobody knows where the child belongs."
    )
    next = Words(
        da="Ret cellen, eller skriv værdien i specifikationen.",
        en="Correct the cell, or write the value in the specification.",
    )


@dataclass(eq=False, kw_only=True)
class MoreThanChildren(FileRefused):
    what = Words(
        da="Antallet er større end enhedens børnetal.",
        en="The number is larger than the unit's number of children.",
    )
    why = Words(da="En andel over 1 kan ikke være rigtig.", en="A share above 1 cannot be right.")
    next = Words(da="Ret et af de to tal.", en="Correct one of the two numbers.")


@dataclass(eq=False, kw_only=True)
class NotAboveZero(FileRefused):
    what = Words(da="Tallet skal være over nul.", en="The number must be above zero.")
    why = Words(
        da="En række uden børn eller uden vægt siger intet.",
        en="A row without children or weight says nothing.",
    )
    next = Words(da="Ret tallet, eller slet rækken.", en="Correct the number, or delete the row.")


@dataclass(eq=False, kw_only=True)
class UnitTwice(FileRefused):
    what = Words(da="Enheden har mere end én række.", en="The unit has more than one row.")
    why = Words(
        da="Med en række pr. enhed ville den tælle dobbelt.",
        en="With a row per unit it would count twice.",
    )
    next = Words(
        da="Slet eller saml rækkerne, eller skriv `grain: child`.",
        en="Delete or join the rows, or write `grain: child`.",
    )


@dataclass(eq=False, kw_only=True)
class ChildTwice(FileRefused):
    what = Words(
        da="Barnet har allerede en række tidligere i filen.",
        en="The child already has a row earlier in the file.",
    )
    why = Words(
        da="Et barn, der tæller dobbelt, gør koefficienterne for sikre.",
        en="A child who counts twice makes the coefficients look too certain.",
    )
    next = Words(
        da="Behold én række pr. barn, for eksempel den enhed, hvor udfaldet er målt.",
        en="Keep one row per child, for instance the unit where the outcome was measured.",
    )


@dataclass(eq=False, kw_only=True)
class TooMuchMissing(FileRefused):
    missing: int
    rows: int
    at_most: int
    what = Words(
        da="{missing} af {rows} rækker mangler en værdi; højst {at_most} må.",
        en="{missing} of {rows} rows lack a value; at most {at_most} may.",
    )
    why = Words(
        da="De rækker, der mangler noget, er sjældent som de andre, så koefficienterne ville være "
        "skæve.",
        en="Rows that lack something are seldom like the others, so the coefficients would be "
        "biased.",
    )
    next = Words(
        da="Skaf værdierne, lad kolonnen ude, eller hæv `missing.at_most` og forsvar det.",
        en="Get the values, leave the column out, or raise `missing.at_most` and defend it.",
    )


@dataclass(eq=False)
class OutcomeConstant(InputRefused):
    column: str

    what = Words(
        da="Udfaldet «{column}» er det samme for alle, eller et niveau har ingen.",
        en="The outcome “{column}” is the same for all, or one of its levels has nobody.",
    )
    why = Words(
        da="Uden forskel i udfaldet er der intet at forklare.",
        en="Without a difference in the outcome there is nothing to explain.",
    )
    next = Words(
        da="Kontrollér kolonnen, eller slå niveauer sammen.",
        en="Check the column, or join levels.",
    )


@dataclass(eq=False)
class CriterionConstant(InputRefused):
    criterion: str

    what = Words(
        da="Kriteriet «{criterion}» er ens for alle.",
        en="The criterion “{criterion}” is the same for all.",
    )
    why = Words(
        da="Et kriterium uden forskelle har ingen koefficient.",
        en="A criterion without differences has no coefficient.",
    )
    next = Words(
        da="Lad det ude af specifikationen, eller kontrollér kolonnen.",
        en="Leave it out of the specification, or check the column.",
    )


@dataclass(eq=False)
class TooFewInCriterion(InputRefused):
    criteria: str
    least: int
    each: int

    what = Words(
        da="For få data til disse kriterier: {criteria}.",
        en="Too little data for these criteria: {criteria}.",
    )
    why = Words(
        da="Mindst {least} børn skal opfylde hvert kriterium, og mindst {least} må ikke; ved ja og "
        "nej skal begge svar gælde mindst {each} blandt dem og blandt resten. Ellers hænger "
        "koefficienten på enkelte børn og røber noget om dem.",
        en="At least {least} children must meet each criterion and at least {least} not; for yes "
        "and no, at least {each} of them and of the rest must have either answer. Else the "
        "coefficient hangs on single children, and tells something of them.",
    )
    next = _WIDER


@dataclass(eq=False)
class TooFewEvents(InputRefused):
    coefficients: int
    each: int
    needed: int

    what = Words(
        da="For få data til {coefficients} koefficienter: der skal mindst {needed} til.",
        en="Too little data for {coefficients} coefficients: at least {needed} are needed.",
    )
    why = Words(
        da="Reglen er {each} pr. koefficient: børn med det sjældneste svar ved ja og nej, det "
        "effektive antal børn ved niveauer, ellers rækker. Med færre er tallene støj.",
        en="The rule is {each} per coefficient: children with the rarer answer for yes and no, the "
        "effective number of children for levels, else rows. With fewer the figures are noise.",
    )
    next = Words(
        da="Få flere data, eller tag færre kriterier med.",
        en="Get more data, or use fewer criteria.",
    )


@dataclass(eq=False)
class TooFewUnits(InputRefused):
    units: int
    least: int

    what = Words(
        da="Data har {units} enheder; der skal mindst {least} til.",
        en="The data have {units} units; at least {least} are needed.",
    )
    why = Words(
        da="Børn i samme enhed ligner hinanden, så usikkerheden regnes på enheder, og prøven "
        "holder hele enheder ude. Der skal være flere enheder end koefficienter.",
        en="Children of a unit are alike, so uncertainty is computed over units, and the test "
        "holds out whole units. There must be more units than coefficients.",
    )
    next = Words(
        da="Tag flere enheder med, eller brug færre kriterier eller `folds` (mindst 10 enheder).",
        en="Add more units, or use fewer criteria or `folds` (but at least 10 units).",
    )


@dataclass(eq=False)
class CriteriaCollinear(InputRefused):
    criteria: str

    what = Words(
        da="Disse kriterier siger det samme: {criteria}.",
        en="These criteria say the same: {criteria}.",
    )
    why = Words(
        da="Det ene kan regnes ud af de andre, så deres koefficienter kan ikke skilles ad.",
        en="One follows from the others, so their coefficients cannot be told apart.",
    )
    next = Words(da="Lad et af dem ude.", en="Leave one of them out.")


@dataclass(eq=False)
class OutcomeSeparated(InputRefused):
    criteria: str

    what = Words(
        da="Disse kriterier skiller udfaldet fuldstændigt: {criteria}.",
        en="These criteria tell the outcome apart completely: {criteria}.",
    )
    why = Words(
        da="Hos dem, der opfylder dem, eller hos resten er udfaldet altid det samme; koefficienten "
        "ville vokse uden grænse.",
        en="Among those who meet them, or among the rest, the outcome is always the same; the "
        "coefficient would grow without end.",
    )
    next = _WIDER


@dataclass(eq=False)
class FoldNotEstimable(InputRefused):
    fold: int
    folds: int

    what = Words(
        da="Uden del {fold} af {folds} kan indekset ikke estimeres.",
        en="Without part {fold} of {folds} the index cannot be estimated.",
    )
    why = Words(
        da="Et kriterium, eller et niveau af udfaldet, findes næsten kun i de enheder, der her er "
        "holdt ude. Indekset hænger altså på få enheder.",
        en="A criterion, or a level of the outcome, is found almost only in the units held out "
        "here. So the index hangs on few units.",
    )
    next = Words(
        da="Slå kriterier sammen, eller tag flere enheder med; andre `folds` skjuler kun "
        "problemet.",
        en="Join criteria, or add units; other `folds` only hide the problem.",
    )


@dataclass(eq=False)
class NothingToExport(InputRefused):
    digits: int

    what = Words(
        da="Alle koefficienter er nul med {digits} decimaler.",
        en="All coefficients are zero at {digits} digits.",
    )
    why = Words(
        da="Indekset ville behandle alle børn ens.", en="The index would treat all children alike."
    )
    next = Words(
        da="Vælg flere `digits` eller en større `scale`, eller drop indekset.",
        en="Choose more `digits` or a larger `scale`, or drop the index.",
    )
