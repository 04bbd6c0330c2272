"""Sealing a file piece by piece, so that it is never whole and open anywhere.

Each piece of a mebibyte is encrypted with AES-256-GCM under a nonce of seven random bytes, the
piece's number and whether it is the last (the STREAM construction: Hoang, Reyhanitabar, Rogaway
and Vizár, 2015). So no piece can be changed, moved, left out or added.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fordel.web.budgets.files.refusals import FileKeyGone, FileNotWhole

PIECE_BYTES = 1 << 20
_PREFIX_BYTES, _TAG_BYTES = 7, 16
_BELONGS_TO = b"budgets.UploadedFile.content"


@dataclass(frozen=True)
class Sealed:
    """A file as it is kept: encrypted, with the hash and size of what is in it."""

    content: bytes
    key_id: str
    sha256: str
    size_bytes: int


class Sealer:
    """Takes a file in, piece by piece."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise FileKeyGone(key="–")
        self._key_id = next(iter(keys))
        self._cipher = AESGCM(keys[self._key_id])
        self._prefix = secrets.token_bytes(_PREFIX_BYTES)
        self._sealed = [self._prefix]
        self._waiting = bytearray()
        self._hash = sha256()
        self.size_bytes = 0

    def take(self, piece: bytes) -> None:
        """Take what came; the last mebibyte waits, since it may be the last of all."""
        self._hash.update(piece)
        self.size_bytes += len(piece)
        self._waiting += piece
        while len(self._waiting) > PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]

    def sealed(self) -> Sealed:
        """The whole file, once everything has come."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()
        content = b"".join(self._sealed)
        return Sealed(content, self._key_id, self._hash.hexdigest(), self.size_bytes)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, len(self._sealed) - 1, last=last)
        self._sealed.append(self._cipher.encrypt(nonce, piece, _BELONGS_TO))


def opened(content: bytes, key_id: str, keys: Mapping[str, bytes]) -> Iterator[bytes]:
    """The pieces of a sealed file.

    Raises
    ------
    FileKeyGone : the key it was sealed with is not there any more.
    FileNotWhole : it was changed or cut since it was sealed.
    """
    if key_id not in keys:
        raise FileKeyGone(key=key_id)
    cipher = AESGCM(keys[key_id])
    prefix, length = content[:_PREFIX_BYTES], PIECE_BYTES + _TAG_BYTES
    places = range(_PREFIX_BYTES, len(content), length)
    for number, start in enumerate(places):
        nonce = _nonce(prefix, number, last=number == len(places) - 1)
        try:
            yield cipher.decrypt(nonce, content[start : start + length], _BELONGS_TO)
        except InvalidTag:
            raise FileNotWhole(piece=number + 1) from None


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([last])
