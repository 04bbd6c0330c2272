"""Units from the register's own file, where a municipality has one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from fordel.registers.formats.found import check_unpacked, ending_of
from fordel.registers.personal import masked
from fordel.registers.reading import read_register
from fordel.registers.records import Needs
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.files import EmptyFile, TooLarge, UnknownFormat
from fordel.registers.refusals.report import RefusedFiles
from fordel.web.access.policies.standing import Standing
from fordel.web.organisation.actions.units import follow_register
from fordel.web.organisation.refusals import NoUnitsFile

LARGEST_MB = 5
_MEGABYTE = 1_000_000


def read_units_file(standing: Standing, file: UploadedFile[bytes] | None) -> list[str]:
    """Take over the units of a file of units; there is nothing of a child in it.

    Returns
    -------
    The keys of the units that are new.

    Raises
    ------
    NoUnitsFile : none was chosen.
    FileRefused, RefusedFiles : it is empty, too large, or wrong somewhere.
    UnitIsClosed : it has a closed unit as open.
    """
    if file is None or not file.name:
        raise NoUnitsFile
    name = Path(file.name).name
    if not ending_of(Path(name)):
        raise UnknownFormat(file=name, ending=Path(name).suffix or "–")
    size = file.size or 0
    if size == 0:
        raise EmptyFile(file=name)
    if size > LARGEST_MB * _MEGABYTE:
        raise TooLarge(file=name, megabytes=size // _MEGABYTE + 1, limit=LARGEST_MB)
    with tempfile.TemporaryDirectory(prefix="fordel-units-") as made:
        path = Path(made) / f"units{ending_of(Path(name))}"
        path.write_bytes(file.read())
        try:
            check_unpacked(path, 10 * LARGEST_MB)
            read = read_register(Path(made), Needs(age_groups=()))
        except (FileRefused, RefusedFiles) as refused:
            _call_by_its_name(refused, path.name, name)
            raise
    return follow_register(standing, read.register.units, timezone.localdate())


def _call_by_its_name(refused: FileRefused | RefusedFiles, ours: str, name: str) -> None:
    """Let problems name the file as the person knows it, not as it is called while it is read."""
    problems = refused.report.problems if isinstance(refused, RefusedFiles) else (refused,)
    for problem in problems:
        if problem.file == ours:
            problem.file = masked(name)
