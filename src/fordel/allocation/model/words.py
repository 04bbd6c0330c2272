"""What the parts, fields and choices of the model language are called, for those who build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from fordel.domain.language import Words

Chapter = Literal["parts", "fields", "choices"]
NO_WORDS = Words(da="", en="")


@dataclass(frozen=True)
class Called:
    """A name, a sentence about it, and the unit it is measured in; the last two may be empty."""

    label: Words
    help: Words = NO_WORDS
    unit: Words = NO_WORDS


@cache
def language_words() -> Mapping[Chapter, Mapping[str, Called]]:
    """Every word of the language, by chapter and key."""
    import yaml  # noqa: PLC0415 - only who builds a model pays for it

    text = files("fordel").joinpath("definitions", "texts", "model_language.yaml")
    chapters = yaml.safe_load(text.read_text("utf-8"))
    return {
        chapter: {key: _called(entry) for key, entry in entries.items()}
        for chapter, entries in chapters.items()
    }


def called(chapter: Chapter, key: str, within: str = "") -> Called:
    """The words of something; what it is called in one part or field goes before the general.

    Raises
    ------
    KeyError : the language has something that has no words.
    """
    known = language_words()[chapter]
    return known.get(f"{within}.{key}") or known[key]


def _called(entry: Mapping[str, str]) -> Called:
    return Called(
        Words(da=entry["da"], en=entry["en"]),
        Words(da=entry.get("help_da", ""), en=entry.get("help_en", "")),
        Words(da=entry.get("unit_da", ""), en=entry.get("unit_en", "")),
    )
