"""Finding the files of a data folder by their names, the year's folder and the mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fordel.registers.contract import FILES
from fordel.registers.formats.found import ending_of, stem_of
from fordel.registers.mapping import NO_MAPPING, FileMapping, read_mapping
from fordel.registers.records import Needs
from fordel.registers.refusals.files import FileMissing, FolderMissing, SeveralFiles
from fordel.registers.refusals.report import Problems

OPTIONAL = frozenset({"previous"})
"""Files that are read where they are, whatever the model."""
ALWAYS = OPTIONAL | {"units"}


@dataclass(frozen=True)
class DataFolder:
    """A data folder: its files by what they are, and how they are to be read."""

    path: Path
    files: Mapping[str, Path]
    mappings: Mapping[str, FileMapping]

    def mapping(self, stem: str) -> FileMapping:
        return self.mappings.get(stem, NO_MAPPING)


def open_folder(folder: Path, needs: Needs, year: int | None, problems: Problems) -> DataFolder:
    """Find the files; missing and doubled ones are added to ``problems``.

    Raises
    ------
    FolderMissing, MappingRefused
    """
    if not folder.is_dir():
        raise FolderMissing(file=folder.name)
    mappings = read_mapping(folder)
    named = {options.file for options in mappings.values() if options.file is not None}
    by_year = folder / str(year)
    if not _candidates(folder, "units") and "units" not in _named(mappings) and by_year.is_dir():
        folder = by_year
        mappings = read_mapping(folder) or mappings
        named = {options.file for options in mappings.values() if options.file is not None}
    files: dict[str, Path] = {}
    wanted = needs.files | ALWAYS | _named(mappings)
    for stem in (stem for stem in FILES if stem in wanted):
        path = _path_of(folder, stem, mappings.get(stem, NO_MAPPING), named, problems)
        if path is not None:
            files[stem] = path
        elif stem in needs.files | _named(mappings) | {"units"}:
            problems.add(FileMissing(file=folder.name, stem=stem))
    return DataFolder(folder, files, mappings)


def _named(mappings: Mapping[str, FileMapping]) -> set[str]:
    return {stem for stem, options in mappings.items() if options.file is not None}


def _candidates(folder: Path, stem: str) -> list[Path]:
    """The files called as the contract says; a folder of Parquet files counts as one."""
    return sorted(
        path
        for path in folder.iterdir()
        if (path.is_file() and ending_of(path) and stem_of(path).lower() == stem)
        or (path.is_dir() and path.name.lower() in {stem, f"{stem}.parquet"})
    )


def _path_of(
    folder: Path, stem: str, mapping: FileMapping, named: set[str], problems: Problems
) -> Path | None:
    if mapping.file is not None:
        path = folder / Path(mapping.file).name
        return path if path.exists() else None
    found = [path for path in _candidates(folder, stem) if path.name not in named]
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        problems.add(SeveralFiles(file=folder.name, stem=stem, names=names))
    return found[0] if found else None
