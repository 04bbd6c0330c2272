"""What was typed for a field, as an answer; or why it is none, in words for who typed it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from fordel.domain.language import Words
from fordel.interventions.cells import MISSING, NOT_APPLICABLE, Cell, State, given
from fordel.interventions.indicators import Cohort, Field, Kind
from fordel.interventions.sheets.asking import Sheet
from fordel.interventions.sheets.beside import Beside, total
from fordel.interventions.sheets.rules import RULES, Rules

Typed = str | int | float | bool | date | time | timedelta | None
"""What a form or a workbook holds; the reader of workbooks makes dates of some."""

NOT_APPLICABLE_WORDS = Words(da="ikke relevant", en="not applicable")
"""What is written where a question does not apply to the unit."""

LONGEST_NUMBER = 9
"""More digits than any answer has; Python refuses to read numbers of thousands of them."""

_WHOLE = re.compile(r"-?[0-9]+")
_PERCENT = re.compile(r"%|\b(?:pct|procent|percent)\b", re.IGNORECASE)
_SHARE = re.compile(r"0?[.,][0-9]*[1-9][0-9]*")
_MINUS = str.maketrans({"−": "-", "–": "-"})


class Severity(StrEnum):
    """Whether an answer cannot be taken, or is taken once somebody has said that it is right."""

    REFUSE = "refuse"
    ASK = "ask"


@dataclass(frozen=True)
class FieldProblem:
    """Something about what was typed in one field.

    Parameters
    ----------
    code : what kind of problem it is; ``words`` say it to who typed.
    cell : the answer, where it is only asked about; None where it is refused.
    """

    field: str
    code: str
    words: Words
    severity: Severity = Severity.REFUSE
    cell: Cell | None = None

    def __post_init__(self) -> None:
        if (self.severity is Severity.ASK) != (self.cell is not None):
            raise ValueError("a problem has an answer exactly where it only asks")


@dataclass(frozen=True)
class Answers:
    """The answers of a sheet as far as they could be taken, and what is wrong with the rest."""

    cells: Mapping[str, Cell]
    problems: tuple[FieldProblem, ...] = ()

    @property
    def refused(self) -> tuple[FieldProblem, ...]:
        """Problems that keep an answer out."""
        return tuple(known for known in self.problems if known.severity is Severity.REFUSE)


PROBLEM_WORDS = {
    "not_whole": Words(
        da="Skriv et helt tal uden komma, punktum og tekst, fx 12 – eller «ikke relevant».",
        en="Write a whole number without comma, point or text, such as 12 – or “not applicable”.",
    ),
    "negative": Words(
        da="Et antal kan ikke være under nul.", en="A number of something cannot be below zero."
    ),
    "percentage": Words(
        da="Skriv antallet, ikke procent eller en andel.",
        en="Write how many, not a percentage or a share.",
    ),
    "scale": Words(
        da="Skriv et helt tal fra {lowest} til {highest} – eller «ikke relevant».",
        en="Write a whole number from {lowest} to {highest} – or “not applicable”.",
    ),
    "too_large": Words(
        da="Tallet er større, end en enhed kan have i en periode (højst {largest}). "
        "Se efter, om der er et ciffer for meget.",
        en="The number is larger than a unit can have in a period (at most {largest}). "
        "See whether there is a digit too many.",
    ),
    "unusual": Words(
        da="Er {value} rigtigt? Det er usædvanligt mange for en enhed i en periode.",
        en="Is {value} right? It is unusually many for a unit in a period.",
    ),
    "more_left": Words(
        da="Der kan ikke være gået {value} ud: i periode {period} var {included} med i indsatsen.",
        en="{value} cannot have left of the {included} included in period {period}.",
    ),
    "more_left_in_a_gap": Words(
        da="Er {value} rigtigt? I periode {period}, som I sidst registrerede, var {included} med i "
        "indsatsen.",
        en="Is {value} right? The last period you registered, {period}, had {included} included.",
    ),
    "both": Words(
        da="Der står både et svar og «ikke relevant». Slet det ene.",
        en="There is both an answer and “not applicable”. Delete one of them.",
    ),
    "not_a_choice": Words(
        da="Vælg «ikke relevant» i feltet, eller lad det stå tomt. Tal skrives i feltet før.",
        en="Choose “not applicable” in the field, or leave it empty. Numbers go in the field "
        "before.",
    ),
    "formula": Words(
        da="I feltet står en formel. Skriv selve tallet.",
        en="There is a formula in the field. Write the number itself.",
    ),
    "date": Words(
        da="Regnearket har gjort svaret til en dato eller et klokkeslæt. Skriv tallet igen.",
        en="The spreadsheet made the answer a date or a time. Write the number again.",
    ),
}


def problem(field: Field, code: str, cell: Cell | None = None, /, **values: int) -> FieldProblem:
    """A problem of one kind, said with its numbers."""
    template = PROBLEM_WORDS[code]
    words = Words(da=template.da.format(**values), en=template.en.format(**values))
    return FieldProblem(
        field.key, code, words, Severity.REFUSE if cell is None else Severity.ASK, cell
    )


def read_typed(
    field: Field, typed: Typed, around: Beside | None = None, rules: Rules = RULES
) -> Cell | FieldProblem:
    """What was typed, as an answer: a number, not applicable, or missing where nothing stands.

    A number is never made of anything but the digits typed: no rounding, no thousands points,
    no percentages.

    Parameters
    ----------
    around : what is known of the unit; without it nothing is held against the period before.
    """
    if isinstance(typed, date | time | timedelta):
        return problem(field, "date")
    if isinstance(typed, str) or typed is None:
        text = " ".join((typed or "").split()).casefold()
        if not text:
            return MISSING
        if text in {NOT_APPLICABLE_WORDS.da, NOT_APPLICABLE_WORDS.en}:
            return NOT_APPLICABLE
        read = _of_text(field, text, rules)
    else:
        read = _of_number(field, typed)
    if isinstance(read, FieldProblem):
        return read
    return _within(field, read, around or Beside(), rules)


def read_answers(
    sheet: Sheet,
    typed: Mapping[str, Typed],
    around: Beside | None = None,
    rules: Rules = RULES,
) -> Answers:
    """What was typed for some or all fields of a sheet.

    A field that is not among ``typed`` is not among the answers either.

    Raises
    ------
    FieldNotAsked : something was typed for a field that the sheet does not have.
    """
    cells: dict[str, Cell] = {}
    problems: list[FieldProblem] = []
    for key, value in typed.items():
        read = read_typed(sheet.field(key), value, around, rules)
        if isinstance(read, Cell):
            cells[key] = read
            continue
        problems.append(read)
        if read.cell is not None:
            cells[key] = read.cell
    return Answers(cells, tuple(problems))


def typed_again(cell: Cell) -> str:
    """What a field shows for an answer, so that reading it gives the same answer."""
    if cell.value is not None:
        return str(cell.value)
    return NOT_APPLICABLE_WORDS.da if cell.state is State.NOT_APPLICABLE else ""


def _of_text(field: Field, text: str, rules: Rules) -> int | FieldProblem:
    plain = text.translate(_MINUS)
    if _WHOLE.fullmatch(plain):
        digits = plain.removeprefix("-").lstrip("0")
        if len(digits) > LONGEST_NUMBER:
            return _far_out(field, rules, negative=plain.startswith("-"))
        return int(plain)
    return _no_number(field, share=bool(_PERCENT.search(plain) or _SHARE.fullmatch(plain)))


def _of_number(field: Field, value: float) -> int | FieldProblem:
    if isinstance(value, bool):
        return _no_number(field, share=False)
    if isinstance(value, float) and not value.is_integer():
        return _no_number(field, share=0 < value < 1)
    return int(value)


def _no_number(field: Field, *, share: bool) -> FieldProblem:
    if field.indicator.kind is Kind.RATING:
        return _off_scale(field)
    return problem(field, "percentage" if share else "not_whole")


def _far_out(field: Field, rules: Rules, *, negative: bool) -> FieldProblem:
    if field.indicator.kind is Kind.RATING:
        return _off_scale(field)
    return (
        problem(field, "negative")
        if negative
        else problem(field, "too_large", largest=rules.largest)
    )


def _off_scale(field: Field) -> FieldProblem:
    scale = field.indicator
    return problem(field, "scale", lowest=scale.lowest, highest=scale.highest)


def _within(field: Field, value: int, around: Beside, rules: Rules) -> Cell | FieldProblem:
    scale = field.indicator
    if scale.kind is Kind.RATING:
        return given(value) if scale.lowest <= value <= scale.highest else _off_scale(field)
    if value < 0:
        return problem(field, "negative")
    if value > rules.largest:
        return problem(field, "too_large", largest=rules.largest)
    if (found := _more_left(field, value, around)) is not None:
        return found
    if value > rules.unusual:
        return problem(field, "unusual", given(value), value=value)
    return given(value)


def _more_left(field: Field, value: int, around: Beside) -> FieldProblem | None:
    """More left than were there, which is a contradiction only where no period lies between."""
    before = around.before
    if field.cohort is not Cohort.LEFT or before is None:
        return None
    included = total(before.cells, field.indicator, Cohort.INCLUDED).exactly
    if included is None or value <= included:
        return None
    known = {"value": value, "included": included, "period": before.period}
    if before.next_to:
        return problem(field, "more_left", **known)
    return problem(field, "more_left_in_a_gap", given(value), **known)
