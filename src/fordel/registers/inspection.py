"""``fordel inspect``: how a file is written, what its columns are, and a mapping to start from.

No value of any cell is shown, so that any file may be inspected and the answer passed on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from fordel.domain.ages import AgeGroup
from fordel.domain.language import Language, Words
from fordel.registers.contract import FILES, rule_for
from fordel.registers.dates import Order, read_date
from fordel.registers.figures import looks_numeric, typed_style
from fordel.registers.formats.found import stem_of
from fordel.registers.formats.reading import read_file
from fordel.registers.headers import Resolved, ages_in, resolve
from fordel.registers.mapping import NO_MAPPING
from fordel.registers.notes import Note
from fordel.registers.numerals import Mark, is_missing
from fordel.registers.opening import personal_rows, totals_of
from fordel.registers.personal import masked
from fordel.registers.records import Needs
from fordel.registers.refusals.report import Problems
from fordel.registers.sheet import Sheet
from fordel.registers.table import Column, Facts, Table
from fordel.registers.tables import label_place
from fordel.registers.words import plain_words, words


class Holds(StrEnum):
    """What the cells of a column seem to be."""

    EMPTY = "empty"
    PERSONAL = "personal"
    YES_NO = "yes_no"
    NUMBERS = "numbers"
    DATES = "dates"
    TEXTS = "texts"


_HOLDS = {
    Holds.EMPTY: Words(da="ingenting", en="nothing"),
    Holds.PERSONAL: Words(da="personnumre", en="personal numbers"),
    Holds.YES_NO: Words(da="ja og nej", en="yes and no"),
    Holds.NUMBERS: Words(da="tal", en="numbers"),
    Holds.DATES: Words(da="datoer", en="dates"),
    Holds.TEXTS: Words(da="tekst eller nøgler", en="text or keys"),
}
_FILE = Words(
    da="{file}: {format}{details}. Rækker: {rows}. Kolonner: {columns}.",
    en="{file}: {format}{details}. Rows: {rows}. Columns: {columns}.",
)
_TOTALS = Words(
    da="Summer og gennemsnit, som ikke regnes med: {count} (række {rows}). Rækker tilbage: {left}.",
    en="Totals and averages, which do not count: {count} (row {rows}). Rows left: {left}.",
)
_FITS = Words(da="Den kan være: {fits}.", en="It could be: {fits}.")
_FITS_NOTHING = Words(
    da="Overskrifterne ligner ikke nogen af de filer, en model læser.",
    en="The headers are not those of any file that a model reads.",
)
_COLUMN = Words(
    da='"{header}": {holds}; mangler: {missing}{as_column}.',
    en='"{header}": {holds}; missing: {missing}{as_column}.',
)
_AS_COLUMN = Words(da="; læses som {column}", en="; read as {column}")
_UNCLEAR = Words(
    da='Decimaltegnet kan ikke afgøres i: {headers}. Skriv decimal: "," eller "." i mapping.yaml.',
    en='The decimal mark cannot be decided in: {headers}. Write decimal: "," or "." in '
    "mapping.yaml.",
)
_PERSONAL = Words(
    da="Personnumre må kun stå i nøglekolonnen i filen med børn.",
    en="Personal numbers may only stand in the key column of the file of children.",
)
_UNMAPPED = Words(da="Ikke genkendt", en="Not recognised")


@dataclass(frozen=True)
class ColumnView:
    """One column: its header, what it holds, how many rows lack it, which column it could be."""

    header: str
    holds: Holds
    missing: int
    decimal: Mark | None
    unclear: bool
    """Whether its numbers can be read in two ways."""
    column: str | None


@dataclass(frozen=True)
class TotalView:
    """A row recognised as a total, how, and the rows it sums where that is known."""

    row: int
    known_by: str
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Inspection:
    """What is known of a file before it is used.

    ``fits`` names the data files it could be, the likeliest first; ``columns`` say which column of
    the likeliest they are. ``rows`` counts all rows, ``units`` those that are no totals.
    """

    file: str
    facts: Facts
    rows: int
    decimal: Mark | None
    columns: tuple[ColumnView, ...]
    totals: tuple[TotalView, ...]
    fits: tuple[str, ...]

    @property
    def units(self) -> int:
        return self.rows - len(self.totals)

    def sentences(self, language: Language = "da") -> Iterator[str]:
        """The inspection as a person reads it."""
        details = [self.facts.encoding, _delimiter(self.facts.delimiter), self.facts.sheet]
        joined = ", ".join(detail for detail in details if detail)
        yield _FILE.to(language).format(
            file=self.file,
            format=self.facts.format,
            details=f" ({joined})" if joined else "",
            rows=self.rows,
            columns=len(self.columns),
        )
        if self.totals:
            rows = ", ".join(str(total.row) for total in self.totals)
            values = {"count": len(self.totals), "rows": rows, "left": self.units}
            yield _TOTALS.to(language).format(**values)
        fits = _FITS if self.fits else _FITS_NOTHING
        yield fits.to(language).format(fits=", ".join(self.fits))
        for view in self.columns:
            yield _sentence(view, language)
        unclear = [view.header for view in self.columns if view.unclear]
        if unclear:
            yield masked(_UNCLEAR.to(language).format(headers=", ".join(unclear)))
        if any(view.holds is Holds.PERSONAL for view in self.columns):
            yield _PERSONAL.to(language)

    def to_json(self) -> dict[str, Any]:
        """The inspection for programs."""
        return {
            "file": self.file,
            **asdict(self.facts),
            "rows": self.rows,
            "units": self.units,
            "decimal": self.decimal,
            "columns": [{**asdict(view), "header": masked(view.header)} for view in self.columns],
            "totals": [asdict(total) for total in self.totals],
            "fits": list(self.fits),
            "mapping": self.mapping(),
        }

    def mapping(self) -> dict[str, Any]:
        """The proposed ``mapping.yaml``, for the file this most likely is."""
        if not self.fits:
            return {}
        columns = {view.column: view.header for view in self.columns if view.column is not None}
        options: dict[str, Any] = {"file": self.file, "columns": columns}
        if self.decimal is not None:
            options["decimal"] = self.decimal
        return {self.fits[0]: options}

    def to_yaml(self, language: Language = "da") -> str:
        """The proposed mapping as a document, with what was not recognised as a comment."""
        proposed = self.mapping()
        text = yaml.safe_dump(proposed, allow_unicode=True, sort_keys=False) if proposed else ""
        rest = [masked(view.header) for view in self.columns if view.column is None]
        return text + "".join(f"# {_UNMAPPED.to(language)}: {header}\n" for header in rest)


def _delimiter(delimiter: str | None) -> str | None:
    return "tab" if delimiter == "\t" else delimiter


def _sentence(view: ColumnView, language: Language) -> str:
    as_column = _AS_COLUMN.to(language).format(column=view.column) if view.column else ""
    return _COLUMN.to(language).format(
        header=masked(view.header),
        holds=_HOLDS[view.holds].to(language),
        missing=view.missing,
        as_column=as_column,
    )


def inspect(path: Path) -> Inspection:
    """Look at a file of any format without using it.

    Raises
    ------
    FileRefused, RefusedFiles : it cannot be read at all.
    """
    table = read_file(path)
    groups = _groups(table)
    needs = Needs(groups)
    found = {stem: resolve(table.headers, rule_for(stem, needs), {}, groups) for stem in FILES}
    fits = _fits(found, stem_of(path).lower())
    best = found[fits[0]] if fits else Resolved()
    totals = () if fits[:1] == ("children",) else _totals(table, best)
    names = {place: name for name, place in best.places.items()}
    columns = tuple(_view(column, names.get(place)) for place, column in enumerate(table.columns))
    marks = {view.decimal for view in columns if view.decimal is not None}
    return Inspection(
        file=table.file,
        facts=table.facts,
        rows=len(table),
        decimal=marks.pop() if len(marks) == 1 else None,
        columns=columns,
        totals=totals,
        fits=fits,
    )


def _groups(table: Table) -> tuple[AgeGroup, ...]:
    """The age groups that headers name."""
    found = {ages_in(header) for header in table.headers}
    ages = sorted({(ages[1], ages[2]) for ages in found if ages is not None})
    return tuple(AgeGroup(f"{first}-{last}", first, last) for first, last in ages)


def _fits(found: dict[str, Resolved], stem: str) -> tuple[str, ...]:
    """The files whose needed columns are all there, the best known first.

    A file that is called as the contract says is that file.
    """
    fitting = []
    for own, resolved in found.items():
        needed = {column.name for column in FILES[own].columns if column.needed}
        by_age = own != "children" or {"born_on", "age", "age_group"} & resolved.places.keys()
        either = own != "districts" or {"share", "children"} & resolved.places.keys()
        if needed <= resolved.places.keys() and by_age and either:
            fitting.append(own)
    return tuple(sorted(fitting, key=lambda own: (own != stem, -len(found[own].places))))


def _totals(table: Table, found: Resolved) -> tuple[TotalView, ...]:
    sheet = Sheet(table, found, NO_MAPPING, Problems(), list[Note]())
    key = next((name for name in ("unit", "district") if name in sheet), None)
    if key is None:
        place = label_place(table)
        if place is None:
            return ()
        key = table.headers[place]
        sheet = Sheet(table, Resolved({key: place}), NO_MAPPING, Problems(), list[Note]())
    views = []
    for total in totals_of(sheet, key):
        first, last = total.group or (None, None)
        views.append(
            TotalView(
                sheet.row(total.place),
                total.known_by,
                None if first is None else sheet.row(first),
                None if last is None else sheet.row(last),
            )
        )
    return tuple(views)


def _view(column: Column, name: str | None) -> ColumnView:
    distinct = column.distinct
    absent = np.array([is_missing(text) for text in distinct.texts], dtype=bool)
    missing = int(absent[distinct.places].sum())
    holds = _holds(column)
    style = typed_style(column)
    numeric = holds is Holds.NUMBERS
    return ColumnView(
        header=column.header,
        holds=holds,
        missing=missing,
        decimal=next(iter(style.marks)) if numeric and len(style.marks) == 1 else None,
        unclear=numeric and (len(style.marks) > 1 or bool(style.ambiguous and not style.marks)),
        column=name,
    )


def _holds(column: Column) -> Holds:
    present = [text for text in column.distinct.texts if plain_words(text) not in words().missing]
    if not present:
        return Holds.EMPTY
    if personal_rows(column).any():
        return Holds.PERSONAL
    if all(plain_words(text) in words().yes_no for text in present):
        return Holds.YES_NO
    if all(_is_date(text) for text in present):
        return Holds.DATES
    return Holds.NUMBERS if looks_numeric(column) else Holds.TEXTS


def _is_date(text: str) -> bool:
    if text.isdigit():
        return False
    orders: tuple[Order, ...] = ("day", "month")
    for order in orders:
        try:
            read_date(text, order)
        except ValueError:
            continue
        return True
    return False
