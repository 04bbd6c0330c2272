"""Reading a data folder: everything a model needs, checked, or a report of all that is wrong.

Source of the rules: docs/reference/data_files.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fordel.registers.children import read_child_rows
from fordel.registers.contract import FILES
from fordel.registers.counts import read_criteria, read_districts, read_scores
from fordel.registers.folder import DataFolder, open_folder
from fordel.registers.mapping import NO_MAPPING, FileMapping
from fordel.registers.money_lists import read_applications, read_grants, read_previous
from fordel.registers.notes import Note
from fordel.registers.opening import open_sheet
from fordel.registers.rates import read_rates
from fordel.registers.records import Needs, Register, SourceFile, Unit
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.columns import CriterionNotInData
from fordel.registers.refusals.report import Problems, RefusedFiles
from fordel.registers.rows import refuse_unknown_districts
from fordel.registers.sheet import Sheet
from fordel.registers.units import read_units

if TYPE_CHECKING:
    import pyarrow as pa

CRITERIA_IN = ("children", "criteria", "districts")
"""The files that can say which children meet a criterion."""


@dataclass(frozen=True)
class ReadResult:
    """What was read.

    ``children`` has a row per child counted on the day, without any key of the child: ``unit``,
    ``age_group``, ``district`` (strings, the last nullable), ``full_time`` (int32, thousandths) and
    a nullable truth value per criterion in the model's order; None without a file of children.
    ``notes`` say what was decided while reading. ``home`` is the folder that was read: the one
    given, or the year's folder in it.
    """

    register: Register
    children: pa.Table | None
    notes: tuple[Note, ...]
    home: Path


@dataclass(frozen=True)
class ReadChildren:
    """One file of children, read by itself."""

    children: pa.Table
    source: SourceFile
    notes: tuple[Note, ...]


def read_register(
    folder: Path, needs: Needs, *, year: int | None = None, children_elsewhere: bool = False
) -> ReadResult:
    """Read and check all that a model needs from a data folder.

    Parameters
    ----------
    folder : holds ``units.*`` and the other files, or a folder per year that does.
    needs : what the model asks for: files, age groups, criteria, the day of counting.
    year : which year's folder to read, where ``folder`` itself holds no units.
    children_elsewhere : the children come from somewhere else; a file of them is neither needed
        nor read, and whoever reads them checks that they have the criteria.

    Returns
    -------
    The register, the children and the notes; see :class:`ReadResult`.

    Raises
    ------
    RefusedFiles : with every problem in every file; nothing is half read.
    """
    problems, notes = Problems(), list[Note]()
    if children_elsewhere:
        needs = replace(needs, files=needs.files - {"children"})
    try:
        home = open_folder(folder, needs, year, problems)
    except FileRefused as refused:
        problems.take(refused)
        problems.raise_any()
        raise
    if children_elsewhere:
        files = {stem: path for stem, path in home.files.items() if stem != "children"}
        home = replace(home, files=files)
    sheets = _open_all(home, needs, problems, notes)
    result = _read_all(home, sheets, needs, problems, notes, children_elsewhere)
    problems.raise_any()
    return result


def _open_all(
    home: DataFolder, needs: Needs, problems: Problems, notes: list[Note]
) -> dict[str, Sheet]:
    sheets = {}
    for stem, path in home.files.items():
        try:
            mapping = home.mapping(stem)
            sheets[stem] = open_sheet(path, stem, needs, mapping, problems, notes)
        except (FileRefused, RefusedFiles) as refused:
            problems.take(refused)
    return sheets


def _read_all(
    home: DataFolder,
    sheets: Mapping[str, Sheet],
    needs: Needs,
    problems: Problems,
    notes: list[Note],
    children_elsewhere: bool,
) -> ReadResult:
    units: tuple[Unit, ...] = ()
    if "units" in sheets:
        with_children = children_elsewhere or "children" in home.files
        units = read_units(sheets["units"], needs, with_children=with_children)
    known = {unit.id for unit in units}
    register = Register(
        units=units,
        criteria=read_criteria(sheets["criteria"], needs, known) if "criteria" in sheets else (),
        scores=read_scores(sheets["scores"], known) if "scores" in sheets else {},
        districts=read_districts(sheets["districts"], needs) if "districts" in sheets else (),
        previous=read_previous(sheets["previous"], known) if "previous" in sheets else (),
        grants=read_grants(sheets["grants"], known) if "grants" in sheets else (),
        applications=(
            read_applications(sheets["applications"], known) if "applications" in sheets else ()
        ),
        rates=read_rates(sheets["rates"], needs) if "rates" in sheets else (),
        sources=tuple(sheets[stem].table.source for stem in FILES if stem in sheets),
    )
    children = None
    if "children" in sheets:
        children = read_child_rows(sheets["children"], needs, known if units else None)
    if not children_elsewhere:
        _check_criteria(home, sheets, register, needs, problems)
    if register.districts:
        districts = {district.id for district in register.districts}
        for stem in ("units", "children"):
            if stem in sheets:
                refuse_unknown_districts(sheets[stem], districts)
    return ReadResult(register, children, tuple(notes), home.path)


def _check_criteria(
    home: DataFolder,
    sheets: Mapping[str, Sheet],
    register: Register,
    needs: Needs,
    problems: Problems,
) -> None:
    """Every criterion of the model has to be in one of the files that could hold it.

    Files that the model does not need are asked only where it needs none of them. Shares of
    districts are finished, and need no criteria but those that enrolled children are counted by.
    """
    present = [stem for stem in CRITERIA_IN if stem in home.files]
    sources = [stem for stem in present if stem in needs.files] or present
    missing = needs.files.intersection(CRITERIA_IN).difference(present)
    if missing or any(stem not in sheets for stem in sources):
        return
    shared = "districts" in sources and "share" in sheets["districts"]
    wanted = [c for c in needs.criteria if not shared or c in needs.enrolled_by]
    found = {entry.criterion for entry in register.criteria if "criteria" in sources}
    for stem in sources:
        found |= {criterion for criterion in needs.criteria if criterion in sheets[stem].found}
    file = sheets[sources[0]].file if sources else home.path.name
    for criterion in wanted:
        if criterion not in found:
            problems.add(CriterionNotInData(file=file, criterion=criterion))


def read_children(
    path: Path,
    needs: Needs,
    *,
    units: Collection[str] | None = None,
    mapping: FileMapping = NO_MAPPING,
) -> ReadChildren:
    """Read and check one file of children by itself.

    Parameters
    ----------
    path : the file.
    needs : age groups, criteria, the day of counting.
    units : keys of the units that exist; without them units are not checked.

    Raises
    ------
    RefusedFiles : with every problem.
    """
    problems, notes = Problems(), list[Note]()
    children = None
    try:
        sheet = open_sheet(path, "children", needs, mapping, problems, notes)
        for criterion in needs.criteria:
            if criterion not in sheet.found:
                problems.add(CriterionNotInData(file=sheet.file, criterion=criterion))
        children = read_child_rows(sheet, needs, units)
    except (FileRefused, RefusedFiles) as refused:
        problems.take(refused)
    if problems or children is None:
        raise RefusedFiles(problems.report())
    return ReadChildren(children, sheet.table.source, tuple(notes))
