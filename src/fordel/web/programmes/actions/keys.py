"""Keys made of names: small letters, figures and underscores, as the library has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from unicodedata import normalize

LONGEST = 50
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def is_taken(name: str, names: Iterable[str]) -> bool:
    """Whether a name is among some others, however it is written."""
    return _plainly(name) in {_plainly(other) for other in names}


def _plainly(name: str) -> str:
    return " ".join(name.split()).casefold()


def key_for(name: str, taken: Collection[str], fallback: str) -> str:
    """A key that begins with a letter and that nothing else has.

    Parameters
    ----------
    fallback : what a name without any letter is called.
    """
    plain = normalize("NFKD", name.lower().translate(_DANISH)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_0123456789")[:LONGEST].strip("_")
    key = words or fallback
    number = 2
    while key in taken:
        key = f"{words or fallback}_{number}"
        number += 1
    return key
