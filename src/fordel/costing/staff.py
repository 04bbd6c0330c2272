"""Who takes part in an activity, as a file says it: `3 pedagogue; 1 health_visitor`."""

from __future__ import annotations

import re

from fordel.costing.pay import PayTable
from fordel.registers.words import words

_BETWEEN = re.compile(r";|\+|,(?!\d)")
_HEADCOUNT = re.compile(r"^\d+(?:[.,]\d+)?(?:\s*[-\N{EN DASH}]\s*\d+(?:[.,]\d+)?)?\s+")


def professions(staff: str | None, pay: PayTable) -> tuple[list[str], list[str]]:
    """The roles of the pay table that a cell names, and what it says that is none of them.

    A role goes by its name in the pay table or by its label in either language; how many there are
    of it never matters. Nothing is skipped: a word that is not understood is handed back.
    """
    by_word = _by_word(pay)
    known: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN.split(staff or ""):
        written = _HEADCOUNT.sub("", part.strip())
        word = _plain(written)
        if word in by_word:
            known.append(by_word[word])
        elif word not in words().missing:
            unknown.append(written)
    return known, unknown


def _by_word(pay: PayTable) -> dict[str, str]:
    """Name or label → role; a label that two roles share names neither."""
    found: dict[str, set[str]] = {}
    for name, role in pay.roles.items():
        for label in (role.label.da, role.label.en):
            found.setdefault(_plain(label), set()).add(name)
    own = {_plain(name): name for name in pay.roles}
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1} | own


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
