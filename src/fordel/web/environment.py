"""What the surroundings decide: every setting comes from a variable whose name begins FORDEL_."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from fordel.web.refusals import DatabaseAddressNotUnderstood, FileKeyNotUnderstood

FILE_KEY_BYTES = 32

ASKED: set[str] = set()
"""The variables that were looked for; one that is set and not among them may be misspelt."""


def text(name: str, default: str = "") -> str:
    """A variable, or what holds without it."""
    ASKED.add(f"FORDEL_{name}")
    return os.environ.get(f"FORDEL_{name}", default)


def flag(name: str, *, default: bool = False) -> bool:
    """Whether a variable says yes."""
    return text(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "ja"}


def listed(name: str, default: str = "") -> list[str]:
    """A variable with entries between commas."""
    return [entry.strip() for entry in text(name, default).split(",") if entry.strip()]


def secret(name: str, usual: Path) -> str:
    """A secret: the variable, or the file that ``…_FILE`` names, or the usual file; else empty."""
    file = Path(text(f"{name}_FILE") or usual)
    if not text(name) and file.is_file():
        return file.read_text(encoding="utf-8").strip()
    return text(name)


def file_keys(usual: Path) -> dict[str, bytes]:
    """The keys of uploaded files by their names, the one that new files are sealed with first.

    Written as ``name:key``, several with blanks between; each key is 32 bytes in URL-safe base64.

    Raises
    ------
    FileKeyNotUnderstood : one of them is not; what it says is never repeated.
    """
    keys: dict[str, bytes] = {}
    for place, entry in enumerate(secret("FILE_KEY", usual).split(), start=1):
        name, _, written = entry.partition(":")
        try:
            key = base64.urlsafe_b64decode(written)
        except ValueError:
            key = b""
        if len(key) != FILE_KEY_BYTES or not name:
            raise FileKeyNotUnderstood(place=place)
        keys[name] = key
    return keys


def database(address: str) -> dict[str, Any]:
    """A database as Django wants it described.

    Parameters
    ----------
    address : ``sqlite:///relative/path``, ``sqlite:////absolute/path`` or
        ``postgresql://user:password@host:port/name`` (a folder of a socket as ``?host=/folder``).

    Raises
    ------
    DatabaseAddressNotUnderstood : it is neither; the address itself is never repeated, since it
        may hold a password.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return _postgresql(address)
    raise DatabaseAddressNotUnderstood(scheme=parts.scheme or "–")


def _sqlite(path: str) -> dict[str, Any]:
    """Readers never wait for a writer (WAL), and two writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    asked = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(asked.get("host", parts.hostname or "")),
        "PORT": str(parts.port or asked.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
