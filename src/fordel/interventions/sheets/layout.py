"""Where things stand on a registration sheet in a workbook; its writer and its reader share it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fordel.domain.cells import safe_cell
from fordel.domain.language import Language, Words, day
from fordel.interventions.indicators import Field
from fordel.interventions.sheets.asking import Sheet

LABEL, ANSWER, NOTHING, BEFORE, SOURCE, KEY, KEPT = range(7)
"""The columns: question, answer, "not applicable" to be chosen, the period before, where a figure
comes from; the last two hidden.

``KEY`` names what a row is, ``KEPT`` keeps what stands in the grey columns, so that an answer
written there is found.
"""
MARK, FORM = "fordel-registreringsark", "2"
"""What a sheet is known by, and the form of this layout."""
WITHOUT_CHOICE = "1"
"""The form before, without the column ``NOTHING``: sheets handed out in it are still read."""
IDENTITY = ("programme", "project", "unit", "period", "version", "language")
FIELDS, THEME, FIELD, END = "fields", "theme:", "field:", "end"
HEADER_ROW = 1 + len(IDENTITY)

HEADERS = {
    LABEL: Words(da="Spørgsmål", en="Question"),
    ANSWER: Words(da="Svar", en="Answer"),
    NOTHING: Words(da="Eller vælg", en="Or choose"),
    BEFORE: Words(da="Periode {period}", en="Period {period}"),
    SOURCE: Words(da="Hvor tallet kommer fra", en="Where the figure comes from"),
}
NO_PERIOD_BEFORE = Words(da="Sidste periode", en="Last period")
INSTRUCTIONS = (
    Words(
        da="Skriv i felterne med ramme: 0, når der ingen er. Passer spørgsmålet ikke på jer, så "
        "vælg «ikke relevant» i feltet ved siden af.",
        en="Write in the framed fields: 0 where there is none. Where the question does not fit "
        "you, choose “not applicable” in the field beside.",
    ),
    Words(
        da="Lad et felt stå tomt, hvis I ikke ved det. Skriv aldrig navne eller CPR-numre.",
        en="Leave a field empty if you do not know. Never write names or personal numbers.",
    ),
)
UNIT = Words(da="Enhed: {unit}", en="Unit: {unit}")
PERIOD = Words(da="Periode {no}: {first} – {last}", en="Period {no}: {first} – {last}")


@dataclass(frozen=True)
class Line:
    """A row under the header: a theme's heading, a field, or the end."""

    key: str
    label: str
    field: Field | None = None


def lines(sheet: Sheet, language: Language) -> Iterator[Line]:
    """The rows under the header, in order."""
    for theme in sheet.themes:
        heading = theme.words.to(language)
        yield Line(f"{THEME}{theme.theme}", safe_cell(heading[:1].upper() + heading[1:]))
        for field in theme.fields:
            yield Line(f"{FIELD}{field.key}", safe_cell(field.label.to(language)), field)
    yield Line(END, "")


def top_lines(sheet: Sheet, unit_name: str, language: Language) -> tuple[str, ...]:
    """What stands over the header: project, unit, period, programme, how to fill it."""
    period = sheet.period
    days = {"first": day(period.first, language), "last": day(period.last, language)}
    return (
        safe_cell(sheet.project.name),
        UNIT.to(language).format(unit=unit_name),
        PERIOD.to(language).format(no=period.no, **days),
        safe_cell(sheet.programme.name),
        *(words.to(language) for words in INSTRUCTIONS),
    )


def identity(sheet: Sheet, unit: str, language: Language) -> dict[str, str]:
    """What the hidden cells say, by name, in the order of :data:`IDENTITY`."""
    values = (
        sheet.programme.id,
        sheet.project.id,
        unit,
        str(sheet.period.no),
        sheet.version,
        language,
    )
    return dict(zip(IDENTITY, values, strict=True))


def kept(before: str, source: str) -> str:
    """What a row's grey columns hold, in one text."""
    return f"{before}|{source}"
