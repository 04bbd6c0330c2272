"""Keys and invented names for units and districts."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain, count, product

import numpy as np

from fordel.demonstration.facts import Lexicon

KEY_LENGTH = 6
_LETTERS = "ADGKS"


def unit_keys(wanted: int, rng: np.random.Generator) -> tuple[str, ...]:
    """Draw different keys of six characters: some begin with zeros, some with a letter."""
    keys: dict[str, None] = {}
    while len(keys) < wanted:
        draw = rng.random()
        form = len(keys) % 5
        if form == 0:
            key = f"{int(draw * 99_000) + 1_000:0{KEY_LENGTH}d}"
        elif form == 1:
            letter = _LETTERS[len(keys) // 5 % len(_LETTERS)]
            key = f"{letter}{int(draw * 90_000) + 10_000}"
        else:
            key = f"{int(draw * 900_000) + 100_000}"
        keys.setdefault(key)
    return tuple(keys)


def district_names(wanted: int, words: Lexicon) -> tuple[str, ...]:
    """So many different names of districts: first the listed ones, then made-up ones."""
    names = dict.fromkeys(words.district_names)
    for ending, beginning in product(words.place_endings, words.place_beginnings):
        names.setdefault(beginning + ending)
    rounds = -(-wanted // len(names))
    listed = list(names)
    longer = [f"{name} {number}" for number in range(2, rounds + 1) for name in listed]
    return tuple((listed + longer)[:wanted])


def unit_names(
    kinds: tuple[str, ...], places: tuple[str, ...], words: Lexicon, rng: np.random.Generator
) -> tuple[str, ...]:
    """Name each unit; where the names run out, the district's name is put behind.

    Parameters
    ----------
    kinds : shape (units,), decides what stands before the name.
    places : shape (units,), the district each unit lies in.
    """
    order = [words.unit_names[i] for i in rng.permutation(len(words.unit_names))]
    names: dict[str, None] = {}
    for position, (kind, place) in enumerate(zip(kinds, places, strict=True)):
        name = f"{words.name_prefixes[kind]} {order[position % len(order)]}".strip()
        if position >= len(order):
            name = f"{name} {place}"
        names[_unused(name, names)] = None
    return tuple(names)


def _unused(name: str, taken: Container[str]) -> str:
    """The name itself, or with the first number that makes it a new one."""
    numbered = (f"{name} {number}" for number in count(2))
    return next(choice for choice in chain([name], numbered) if choice not in taken)
