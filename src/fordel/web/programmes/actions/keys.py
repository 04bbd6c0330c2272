"""Keys made of names: small letters, figures and underscores, as the library has them."""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import normalize

LONGEST = 50
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


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
