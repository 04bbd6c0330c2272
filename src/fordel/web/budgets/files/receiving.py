"""Receiving files: encrypted while they arrive, never larger than allowed, never open on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from fordel.web.budgets.files.refusals import TooManyFiles, UploadTooLarge
from fordel.web.budgets.files.sealing import Sealed, Sealer

MOST_FILES = 12
NAME_LENGTH = 150
_MEGABYTE = 1_000_000


if TYPE_CHECKING:
    _Upload = UploadedFile[bytes]
else:
    _Upload = UploadedFile


class SealedUpload(_Upload):
    """A file as it came in: its name, and its content sealed."""

    def __init__(self, name: str, sealed: Sealed) -> None:
        super().__init__(None, name, size=sealed.size_bytes)
        self.sealed = sealed

    def close(self) -> None:
        """Nothing is open: Django closes what came when a later file is refused."""


class _Sealing(FileUploadHandler):
    """Seals each file as its pieces arrive."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._taken = self._files = 0
        self._sealer: Sealer | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._files += 1
        if self._files > MOST_FILES:
            raise TooManyFiles(limit=MOST_FILES)
        self._sealer = Sealer(settings.FILE_KEYS)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        del start
        self._taken += len(raw_data)
        if self._taken > settings.UPLOAD_LIMIT_MB * _MEGABYTE:
            raise UploadTooLarge(limit=settings.UPLOAD_LIMIT_MB)
        if self._sealer is not None:
            self._sealer.take(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload | None:
        del file_size
        if self._sealer is None:
            return None
        return SealedUpload(_short(self.file_name or ""), self._sealer.sealed())


def receive_sealed(request: HttpRequest) -> None:
    """Have the request's files sealed as they arrive; before anything has read the request.

    Raises
    ------
    UploadTooLarge : it says that it is; nothing of it is read.
    """
    said = request.META.get("CONTENT_LENGTH") or "0"
    if said.isdecimal() and int(said) > settings.UPLOAD_LIMIT_MB * _MEGABYTE:
        raise UploadTooLarge(limit=settings.UPLOAD_LIMIT_MB)
    request.upload_handlers = [_Sealing(request)]


def files_in(request: HttpRequest) -> list[SealedUpload]:
    """The files that came, sealed."""
    found = request.FILES.getlist("files")
    return [file for file in found if isinstance(file, SealedUpload)]


def _short(name: str) -> str:
    """A name that fits; its ending says how the file is read, so it stays."""
    if len(name) <= NAME_LENGTH:
        return name
    beginning, dot, ending = name.rpartition(".")
    return f"{beginning[: NAME_LENGTH - len(ending) - 1]}{dot}{ending}"[:NAME_LENGTH]
