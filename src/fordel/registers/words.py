"""The words that stand in cells: missing, yes and no, kinds of unit, totals. Read from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


def definition(name: str) -> Any:
    """A YAML document from ``fordel/definitions/registers``."""
    path = resources.files("fordel") / "definitions" / "registers" / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain_words(text: str) -> str:
    """A text as words are compared: without case, doubled blanks or blanks around."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class WordLists:
    """The lists of ``words.yaml``, ready to look up in."""

    missing: frozenset[str]
    missing_in_counts: frozenset[str]
    yes_no: Mapping[str, bool]
    choices: Mapping[str, Mapping[str, str]]
    totals: frozenset[str]
    total_first: tuple[str, ...]
    total_last: tuple[str, ...]
    footnotes: frozenset[str]

    def is_total(self, label: str, more: frozenset[str] = frozenset()) -> bool:
        """Whether a key or name says that its row is a sum; ``more`` are a mapping's own words."""
        words = plain_words(label).strip(" :*")
        if words in self.totals or words in more:
            return True
        first = any(words.startswith(word + " ") for word in self.total_first)
        return first or any(words.endswith(" " + word) for word in self.total_last)

    def is_footnote(self, text: str) -> bool:
        word, mark, _ = plain_words(text).partition(":")
        return (bool(mark) and word in self.footnotes) or word.startswith("*")


def _inverted(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {plain_words(word): value for value, words in lists.items() for word in words}


@cache
def words() -> WordLists:
    """The packaged word lists."""
    lists = definition("words")
    missing = frozenset(map(plain_words, lists["missing"]))
    yes = dict.fromkeys(map(plain_words, lists["yes"]), True)
    return WordLists(
        missing=missing,
        missing_in_counts=missing | frozenset(map(plain_words, lists["missing_in_counts"])),
        yes_no=yes | dict.fromkeys(map(plain_words, lists["no"]), False),
        choices={name: _inverted(lists[name]) for name in ("ownership", "kind")},
        totals=frozenset(map(plain_words, lists["totals"]["whole"])),
        total_first=tuple(map(plain_words, lists["totals"]["first"])),
        total_last=tuple(map(plain_words, lists["totals"]["last"])),
        footnotes=frozenset(map(plain_words, lists["footnotes"])),
    )
