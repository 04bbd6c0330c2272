"""Writing registration sheets as an Excel workbook that only takes answers where it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from fordel.domain.language import Language, Words
from fordel.interventions.cells import MISSING, Cell, State
from fordel.interventions.indicators import Field, Kind
from fordel.interventions.sheets.answers import NOT_APPLICABLE_WORDS
from fordel.interventions.sheets.asking import Sheet
from fordel.interventions.sheets.beside import Before
from fordel.interventions.sheets.layout import (
    ANSWER,
    BEFORE,
    FIELDS,
    FORM,
    HEADER_ROW,
    HEADERS,
    KEPT,
    KEY,
    LABEL,
    MARK,
    NO_PERIOD_BEFORE,
    NOTHING,
    SOURCE,
    Line,
    identity,
    kept,
    lines,
    top_lines,
)
from fordel.interventions.sheets.rules import RULES, Rules
from fordel.interventions.sheets.sources import BY_THE_UNIT, Figure

_GREEN, _GREY = "#1B5E3F", "#6B6B6B"
_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_NAME_LIMIT = 31
_LONGEST_LIST = 200
"""Excel takes choices of at most 255 signs together."""
_PROMPT_LIMIT = 255

_TITLES = Words(da="Svar", en="Answer")
_COUNT_PROMPT = Words(
    da="Et helt tal, 0 eller mere. Passer spørgsmålet ikke på jer, så vælg «ikke relevant» i "
    "feltet ved siden af.",
    en="A whole number, 0 or more. If the question does not fit you, choose “not applicable” in "
    "the field beside.",
)
_NOTHING_PROMPT = Words(
    da="Vælg «ikke relevant», hvis spørgsmålet ikke passer på jer. Ellers lad feltet stå tomt.",
    en="Choose “not applicable” if the question does not fit you. Else leave the field empty.",
)
_RATING_PROMPT = Words(
    da="Vælg fra {lowest} til {highest}, eller «ikke relevant». Leder og personale svarer sammen.",
    en="Choose from {lowest} to {highest}, or “not applicable”. Leader and staff answer together.",
)
_WRONG_TITLE = Words(da="Det kan ikke stå her", en="This cannot stand here")


@dataclass(frozen=True)
class UnitSheet:
    """One unit's sheet, as it is handed out.

    Parameters
    ----------
    figures : answers that stand in it already, by key of the field, with where they come from.
    before : what the unit answered in the last period it registered for, shown in grey.
    """

    sheet: Sheet
    unit: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    before: Before | None = None

    @property
    def name(self) -> str:
        """What the unit is called, or its key where nobody has named it."""
        part = self.sheet.project.participation(self.unit)
        return part.name if part is not None and part.name else self.unit


def write_sheets(
    sheets: Sequence[UnitSheet],
    to: Path | IO[bytes],
    language: Language = "da",
    rules: Rules = RULES,
) -> None:
    """Write a workbook with a sheet per unit.

    Everything but the fields for answers is locked (without a password), and the fields take
    whole numbers, the scale and "not applicable" only. Hidden cells say what the sheet is for.
    Text is written as text, so that nothing in a name is computed.

    Raises
    ------
    UnitNotInProject, UnitNotYetIn, UnitHasLeft : a sheet is not its unit's to fill.

    Notes
    -----
    The date of making is the period's last day: the same sheets give the same file.
    """
    import xlsxwriter  # noqa: PLC0415 - only who writes a workbook pays for it

    for one in sheets:
        one.sheet.check_asks(one.unit)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    target = str(to) if isinstance(to, Path) else to
    with xlsxwriter.Workbook(target, {**options, "in_memory": True}) as book:
        made = max(one.sheet.period.last for one in sheets)
        book.set_properties({"created": datetime.combine(made, datetime.min.time())})
        formats = _formats(book)
        taken = {"history"}  # a name that Excel keeps for itself
        for one in sheets:
            page = book.add_worksheet(_sheet_name(one.name, taken))
            _Page(page, formats, one, language, rules).write()


def _formats(book: Any) -> dict[str, Any]:
    grey = {**_FONT, "font_color": _GREY}
    return {
        "title": book.add_format({**_FONT, "bold": True, "font_size": 14, "font_color": _GREEN}),
        "text": book.add_format({**_FONT, "text_wrap": True}),
        "top": book.add_format(_FONT),
        "theme": book.add_format({**_FONT, "bold": True, "font_color": _GREEN, "top": 1}),
        "header": book.add_format({**_FONT, "bold": True, "text_wrap": True, "bottom": 1}),
        "figures": book.add_format({**_FONT, "bold": True, "align": "right", "bottom": 1}),
        "grey": book.add_format({**grey, "align": "right"}),
        "source": book.add_format({**grey, "text_wrap": True}),
        "answer": book.add_format(
            {**_FONT, "locked": False, "border": 1, "align": "right", "num_format": "0"}
        ),
        "hidden": book.add_format({**_FONT, "hidden": True, "num_format": "@"}),
    }


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name a workbook takes: short, without the signs it minds, and not there already."""
    clean = "".join("_" if sign in "[]:*?/\\'" or ord(sign) < ord(" ") else sign for sign in name)
    clean = clean[:_NAME_LIMIT].strip() or "-"
    found, number = clean, 2
    while found.casefold() in taken:
        tail = f" {number}"
        found, number = clean[: _NAME_LIMIT - len(tail)] + tail, number + 1
    taken.add(found.casefold())
    return found


@dataclass(frozen=True)
class _Page:
    """One sheet while it is written."""

    page: Any
    formats: Mapping[str, Any]
    one: UnitSheet
    language: Language
    rules: Rules

    def write(self) -> None:
        self._write_top()
        self._write_headers()
        for row, line in enumerate(lines(self.one.sheet, self.language), start=HEADER_ROW + 1):
            self._text(row, KEY, line.key, "hidden")
            if line.field is None:
                self._text(row, LABEL, line.label, "theme")
            else:
                self._write_field(row, line, line.field)
        self._shape()

    def _text(self, row: int, column: int, text: str, shown: str) -> None:
        self.page.write_string(row, column, text, self.formats[shown])

    def _write_top(self) -> None:
        texts = top_lines(self.one.sheet, self.one.name, self.language)
        for row, text in enumerate(texts):
            self._text(row, LABEL, text, "title" if row == 0 else "top")
        hidden = {MARK: FORM, **identity(self.one.sheet, self.one.unit, self.language)}
        for row, (name, value) in enumerate(hidden.items()):
            self._text(row, KEY, name, "hidden")
            self._text(row, KEPT, value, "hidden")

    def _write_headers(self) -> None:
        before = self.one.before
        last = HEADERS[BEFORE] if before is not None else NO_PERIOD_BEFORE
        for column, words in {**HEADERS, BEFORE: last}.items():
            text = words.to(self.language).format(period=before.period if before else "")
            shown = "figures" if column in {ANSWER, BEFORE} else "header"
            self._text(HEADER_ROW, column, text, shown)
        self._text(HEADER_ROW, KEY, FIELDS, "hidden")

    def _write_field(self, row: int, line: Line, asked: Field) -> None:
        self._text(row, LABEL, line.label, "text")
        figure = self.one.figures.get(asked.key)
        self._write_answer(row, asked, figure.cell if figure is not None else MISSING)
        before = self.one.before.cells.get(asked.key, MISSING) if self.one.before else MISSING
        source = figure.source if figure is not None else BY_THE_UNIT
        grey = _shown(before, self.language)
        origin = "" if source == BY_THE_UNIT else source.to(self.language)
        self._text(row, BEFORE, grey, "grey")
        self._text(row, SOURCE, origin, "source")
        self._text(row, KEPT, kept(grey, origin), "hidden")
        if asked.indicator.help is not None:
            self.page.write_comment(row, LABEL, asked.indicator.help.to(self.language))

    def _write_answer(self, row: int, asked: Field, cell: Cell) -> None:
        shown = self.formats["answer"]
        if cell.value is not None:
            self.page.write_number(row, ANSWER, cell.value, shown)
        else:
            self.page.write_blank(row, ANSWER, None, shown)
        self.page.data_validation(row, ANSWER, row, ANSWER, self._validation(row, asked))
        if cell.state is State.NOT_APPLICABLE:
            self._text(row, NOTHING, NOT_APPLICABLE_WORDS.to(self.language), "answer")
        else:
            self.page.write_blank(row, NOTHING, None, shown)
        self.page.data_validation(row, NOTHING, row, NOTHING, self._choice())

    def _choice(self) -> dict[str, Any]:
        """A list of one: so that nobody has to spell it."""
        prompt = _NOTHING_PROMPT.to(self.language)
        return {
            "validate": "list",
            "source": [NOT_APPLICABLE_WORDS.to(self.language)],
            **self._said(prompt),
        }

    def _said(self, prompt: str) -> dict[str, Any]:
        """What a field says when it is entered, and when something wrong is written."""
        return {
            "ignore_blank": True,
            "input_title": _TITLES.to(self.language),
            "input_message": prompt[:_PROMPT_LIMIT],
            "error_title": _WRONG_TITLE.to(self.language),
            "error_message": prompt[:_PROMPT_LIMIT],
        }

    def _validation(self, row: int, asked: Field) -> dict[str, Any]:
        scale, nothing = asked.indicator, NOT_APPLICABLE_WORDS.to(self.language)
        is_rating = scale.kind is Kind.RATING
        words = _RATING_PROMPT if is_rating else _COUNT_PROMPT
        prompt = words.to(self.language).format(lowest=scale.lowest, highest=scale.highest)
        shared = self._said(prompt)
        choices = [str(point) for point in range(scale.lowest, scale.highest + 1)] + [nothing]
        if is_rating and len(",".join(choices)) <= _LONGEST_LIST:
            return {**shared, "validate": "list", "source": choices}
        lowest = scale.lowest if is_rating else 0
        highest = scale.highest if is_rating else self.rules.largest
        cell = f"{_letter(ANSWER)}{row + 1}"
        # IF, so that a text is never asked whether it is whole: that would be an error.
        formula = (
            f"=IF(ISNUMBER({cell}),AND({cell}>={lowest},{cell}<={highest},{cell}=INT({cell})),"
            f'LOWER(TRIM({cell}))="{nothing}")'
        )
        return {**shared, "validate": "custom", "value": formula}

    def _shape(self) -> None:
        page = self.page
        page.set_column(LABEL, LABEL, 58)
        page.set_column(ANSWER, BEFORE, 16)
        has_sources = any(figure.source != BY_THE_UNIT for figure in self.one.figures.values())
        page.set_column(SOURCE, SOURCE, 28, None, {"hidden": not has_sources})
        page.set_column(KEY, KEPT, 12, None, {"hidden": True})
        page.freeze_panes(HEADER_ROW + 1, 1)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.set_selection(HEADER_ROW + 2, ANSWER, HEADER_ROW + 2, ANSWER)
        page.fit_to_pages(1, 0)
        page.set_paper(9)
        page.repeat_rows(HEADER_ROW)


def _shown(cell: Cell, language: Language) -> str:
    if cell.value is not None:
        return str(cell.value)
    return NOT_APPLICABLE_WORDS.to(language) if cell.state is State.NOT_APPLICABLE else "–"


def _letter(column: int) -> str:
    return "ABCDEFG"[column]
