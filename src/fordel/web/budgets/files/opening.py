"""Opening sealed files for as long as they are read, in memory where the machine allows it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from fordel.registers.formats.found import check_unpacked
from fordel.web.budgets.files.receiving import SealedUpload
from fordel.web.budgets.files.sealing import opened
from fordel.web.budgets.models import DataImport

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory; what lies there is ours alone
_PREFIX = "fordel-delivery-"


@contextmanager
def opened_files(delivery: DataImport) -> Iterator[Path]:
    """A folder with a delivery's files, readable by this process's user, gone afterwards.

    Raises
    ------
    FileKeyGone, FileNotWhole : a file cannot be opened.
    TooLarge, CutFile : a packed file would be too large, or is not whole.
    """
    sweep()
    made = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_place())
    folder = Path(made)
    try:
        for file in delivery.files.exclude(content=None):
            path = folder / Path(file.name).name
            with path.open("wb") as out:
                out.writelines(opened(bytes(file.content or b""), file.key_id, settings.FILE_KEYS))
            check_unpacked(path, settings.UNPACKED_LIMIT_MB)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened_upload(upload: SealedUpload, name: str) -> Iterator[Path]:
    """A file that just came, under a name of our own, gone afterwards.

    Raises
    ------
    FileKeyGone, FileNotWhole, TooLarge, CutFile : as :func:`opened_files`.
    """
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_place()))
    try:
        path = folder / f"{name}{_ending(upload.name or '')}"
        sealed = upload.sealed
        with path.open("wb") as out:
            out.writelines(opened(sealed.content, sealed.key_id, settings.FILE_KEYS))
        check_unpacked(path, settings.UNPACKED_LIMIT_MB)
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ending(name: str) -> str:
    """How a file's name says that it is read: its last endings, when they are short."""
    endings = [part.lower() for part in Path(name).suffixes[-2:] if part[1:].isalpha()]
    return "".join(endings if endings[-1:] == [".gz"] else endings[-1:])


def sweep() -> None:
    """Remove what a worker that was killed left open."""
    for folder in _place().glob(f"{_PREFIX}*"):
        number = folder.name.removeprefix(_PREFIX).split("-")[0]
        if number.isdecimal() and not _lives(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _place() -> Path:
    return _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
