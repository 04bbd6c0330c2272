"""Secrets that have to be read again, sealed in the database: AES-GCM with keys of their own."""

from __future__ import annotations

import base64
import hashlib
import secrets

_KEY_BYTES = 32
_NONCE_BYTES = 12
_NAME_LENGTH = 8


def new_key() -> str:
    """A random key, as ``FORDEL_FIELD_KEYS`` holds it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def seal(text: str, purpose: str, keys: list[str]) -> str:
    """Seal a secret with the first key.

    Parameters
    ----------
    purpose : what it is for; sealed for one purpose it opens for no other.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - when needed

    nonce = secrets.token_bytes(_NONCE_BYTES)
    key = base64.urlsafe_b64decode(keys[0])
    kept = nonce + AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())
    return f"{key_name(keys[0])}:{base64.urlsafe_b64encode(kept).decode()}"


def unseal(sealed: str, purpose: str, keys: list[str]) -> str:
    """Open what :func:`seal` made.

    Raises
    ------
    LookupError : its key is not among ``keys``.
    cryptography.exceptions.InvalidTag : it was changed, or sealed for another purpose.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - when needed

    name, kept = sealed.split(":", 1)
    for key in keys:
        if key_name(key) == name:
            raw = base64.urlsafe_b64decode(kept)
            opened = AESGCM(base64.urlsafe_b64decode(key)).decrypt(
                raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], purpose.encode()
            )
            return opened.decode()
    raise LookupError(name)


def name_in(sealed: str) -> str:
    """What the key is called that a secret was sealed with."""
    return sealed.partition(":")[0]


def key_name(key: str) -> str:
    """What a key is called in what it sealed; says nothing about the key."""
    return hashlib.sha256(key.encode()).hexdigest()[:_NAME_LENGTH]
