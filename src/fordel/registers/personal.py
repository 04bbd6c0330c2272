"""Keeping personal numbers out of everything: their shape, their keyed hash, what may be shown.

A Danish personal number (CPR) is known by its shape alone, ``DDMMYY-NNNN``. The check digit is
never used: numbers given out since 2007 need not fulfil it.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from functools import cache

KEY_VARIABLE = "FORDEL_PSEUDONYM_KEY"
LONGEST_EXCERPT = 40

_CPR = re.compile(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[- ]?\d{4}")
_PRODUCTION_UNIT = re.compile(r"10[0-3]\d{7}")
_LONG_NUMBER = re.compile(r"\d(?:[\s.\-/]{0,3}\d){8,}")

CPR_ANYWHERE = r"(^|[^0-9.,])(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}[- ]?[0-9]{4}([^0-9]|$)"
"""The same shape inside a longer text, as an expression that Arrow's engine understands; decimals
after a point or comma are no personal number."""


def looks_like_cpr(text: str) -> bool:
    """Whether the whole text has the shape of a personal number."""
    return _CPR.fullmatch(text.strip()) is not None


def looks_like_production_unit(text: str) -> bool:
    """Whether a text has the shape of a P number, which is ten digits as well: 10… to 1039…."""
    return _PRODUCTION_UNIT.fullmatch(text.strip()) is not None


def shown(text: str) -> str:
    """A short excerpt that may stand in a message: digits that could be a CPR number are masked.

    Nine digits are enough, for a spreadsheet drops the leading zero of a number.
    """
    masked = _LONG_NUMBER.sub("•••", " ".join(text.split()))
    return masked if len(masked) <= LONGEST_EXCERPT else masked[: LONGEST_EXCERPT - 1] + "…"


def masked(text: str) -> str:
    """The whole text, with every run of digits that could be a CPR number masked."""
    return _LONG_NUMBER.sub("•••", text)


@cache
def _process_key() -> bytes:
    return secrets.token_bytes(32)


def pseudonym_key() -> bytes:
    """The key of this process, or the one in ``FORDEL_PSEUDONYM_KEY``. It is never written."""
    given = os.environ.get(KEY_VARIABLE)
    return given.encode() if given else _process_key()


def pseudonym(child: str, key: bytes) -> bytes:
    """Turn a child key into a keyed hash (HMAC-SHA256, 32 bytes).

    The same CPR number gives the same hash however it is written: with or without its hyphen, or
    as a number that lost its leading zero.
    """
    text = child.strip()
    padded = text.zfill(10) if text.isdigit() else text
    if looks_like_cpr(padded):
        text = padded.replace("-", "").replace(" ", "")
    return hmac.digest(key, text.encode(), "sha256")
