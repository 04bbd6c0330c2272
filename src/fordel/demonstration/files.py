"""Write a made municipality as the files one really has: Danish, and no two quite alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np

from fordel.demonstration.facts import Facts, Lexicon, read_facts, read_lexicon
from fordel.demonstration.records import (
    MET,
    NOT_MET,
    TOTAL,
    UNKNOWN,
    Award,
    Days,
    Marks,
    Municipality,
    Unit,
    Year,
)
from fordel.domain.errors import WrongUse
from fordel.domain.language import Words, day, number

WINDOWS, UTF8, UTF8_MARKED = "cp1252", "utf-8", "utf-8-sig"
README_NAME = "kommune.txt"
_PARAGRAPH = "\n\n"
_WHOLE = 100
"""Hundredths in a full-time place."""


@dataclass(eq=False)
class DemonstrationFolderIsFile(WrongUse):
    """Files cannot be put in a file."""

    path: str

    what = Words(da="{path} er en fil, ikke en mappe.", en="{path} is a file, not a folder.")
    why = Words(
        da="Demonstrationskommunen består af flere filer.",
        en="The demonstration municipality consists of several files.",
    )
    next = Words(
        da="Angiv en mappe; findes den ikke, bliver den oprettet.",
        en="Name a folder; if it does not exist, it is made.",
    )


def write(municipality: Municipality, folder: Path, about: str | None = None) -> tuple[Path, ...]:
    """Write a folder per budget year, and a text that says what the files are.

    Parameters
    ----------
    folder : made if it is not there; files of the same names in it are replaced.
    about : what the text begins with in place of its own first paragraph.

    Returns
    -------
    The files written, in order. The same municipality gives the same bytes.

    Raises
    ------
    DemonstrationFolderIsFile : ``folder``, or a part of its path, is a file.
    """
    writer = _Writer(read_facts(), read_lexicon())
    text = writer.about(municipality)
    if about is not None:
        text = about + text[text.index(_PARAGRAPH) + 1 :]
    written = [put(folder / README_NAME, text.encode(UTF8_MARKED))]
    for year in municipality.years:
        for name, content in writer.files(year):
            written.append(put(folder / str(year.year) / name, content))
    return tuple(written)


def put(path: Path, content: bytes) -> Path:
    """Write a file, and the folders above it where they are not there.

    Raises
    ------
    DemonstrationFolderIsFile : a part of the path is a file.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        standing = next(part for part in path.parents if part.is_file())
        raise DemonstrationFolderIsFile(path=str(standing)) from None
    path.write_bytes(content)
    return path


@dataclass(frozen=True)
class _Writer:
    facts: Facts
    words: Lexicon

    def files(self, year: Year) -> Iterable[tuple[str, bytes]]:
        """Each file's name and bytes."""
        yield "units.csv", self._units(year).encode(WINDOWS)
        yield "children.csv", self._children(year).encode(UTF8_MARKED)
        yield "criteria.csv", self._criteria(year).encode(UTF8)
        yield "districts.csv", self._districts(year).encode(WINDOWS)
        yield "scores.csv", self._scores(year).encode(UTF8)
        yield "grants.csv", self._awards("grants", year.grants).encode(UTF8_MARKED)
        yield "applications.csv", self._awards("applications", year.applications).encode(WINDOWS)

    def _units(self, year: Year) -> str:
        header = self.words.headers["units"]
        return semicolon_csv(
            header.values(), ([self._cell(unit, name) for name in header] for unit in year.units)
        )

    def _cell(self, unit: Unit, name: str) -> str:
        value = getattr(unit, name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.words.values["yes" if value else "no"]
        if isinstance(value, date):
            return day(value, "da")
        if isinstance(value, tuple):
            return "+".join(value)
        if name == "opening_hours":
            return number(value, "da", 1 if value % 1 else 0)
        return self.words.values[value] if name in ("ownership", "kind") else str(value)

    def _children(self, year: Year) -> str:
        children, units = year.children, np.array([unit.key for unit in year.units])
        districts = np.array([district.key for district in year.districts])
        full_time = {
            part: number(Fraction(part, _WHOLE), "da", 0 if part == _WHOLE else 2)
            for part in self.facts.full_time.shares
        }
        columns: list[Sequence[str]] = [
            [str(key) for key in children.child.tolist()],
            units[children.unit].tolist(),
            _days(children.born_on),
            _days(children.enrolled_from),
            _days(children.enrolled_to),
            [full_time[part] for part in children.full_time.tolist()],
            districts[children.district].tolist(),
        ]
        columns += [self._marks(children.criteria[:, i]) for i in range(len(self.facts.criteria))]
        header = [*self.words.headers["children"].values(), *self._criterion_headers()]
        return semicolon_csv(header, zip(*columns, strict=True))

    def _marks(self, marks: Marks) -> list[str]:
        said = {MET: self.words.values["yes"], NOT_MET: self.words.values["no"], UNKNOWN: ""}
        return [said[mark] for mark in marks.tolist()]

    def _criterion_headers(self) -> list[str]:
        return [criterion.header for criterion in self.facts.criteria]

    def _criteria(self, year: Year) -> str:
        header_of = {criterion.id: criterion.header for criterion in self.facts.criteria}
        rows = (
            [
                self._total(row.unit),
                header_of[row.criterion],
                self._total(row.age_group),
                self._count(row.count),
            ]
            for row in year.criteria
        )
        return semicolon_csv(self.words.headers["criteria"].values(), rows)

    def _districts(self, year: Year) -> str:
        header = [*self.words.headers["districts"].values(), *self._criterion_headers()]
        rows = (
            [
                self._total(row.key),
                row.name,
                self._count(row.children),
                *(self._count(count) for count in row.counts),
            ]
            for row in year.districts
        )
        return semicolon_csv(header, rows)

    def _scores(self, year: Year) -> str:
        rows = ([key, number(score, "da", 1)] for key, score in year.scores)
        return semicolon_csv(self.words.headers["scores"].values(), rows)

    def _awards(self, name: str, awards: Sequence[Award]) -> str:
        header = self.words.headers[name]
        rows = ([_award_cell(award, field) for field in header] for award in awards)
        return semicolon_csv(header.values(), rows)

    def _total(self, key: str) -> str:
        return self.words.values["total"] if key == TOTAL else key

    def _count(self, count: int | None) -> str:
        """A count as a statistical office writes it: ``1 234``, which cannot be a decimal."""
        if count is None:
            return self.words.values["suppressed"]
        return number(count, "da").replace(".", " ")

    def about(self, municipality: Municipality) -> str:
        """What the files are, in Danish."""
        years = [data.year for data in municipality.years]
        counted = ", ".join(day(data.count_on, "da") for data in municipality.years)
        return self.words.about.format(
            name=municipality.name,
            code=municipality.code,
            seed=municipality.seed,
            first=min(years),
            last=max(years),
            counted=counted,
            below=self.facts.suppression.below,
        )


def _award_cell(award: Award, field: str) -> str:
    # With its øre an amount cannot be taken for one with three decimals.
    return number(award.amount_dkk, "da", 2) if field == "amount" else str(getattr(award, field))


def semicolon_csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table as Danish spreadsheets save it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(list(header))
    writer.writerows(rows)
    return text.getvalue()


def _days(days: Days) -> list[str]:
    """Write days as ``24-12-2026``, and NaT as nothing; each day is formatted once."""
    different, where = np.unique(days, return_inverse=True)
    said: Mapping[int, str] = {
        i: "" if value is None else day(value, "da")
        for i, value in enumerate(different.astype("datetime64[D]").tolist())
    }
    return [said[i] for i in where.tolist()]
