"""The sentences the room speaks with: templates in Danish and English, kept as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from fordel.domain.language import Language, Words

Texts = Literal["explanation", "letter"]


@dataclass(frozen=True)
class Template:
    """A ``str.format`` template; ``one`` is how it is said when the figure ``one_by`` is one."""

    words: Words
    one: Words | None = None
    one_by: str = ""

    def chosen(self, language: Language, values: Mapping[str, object]) -> str:
        single = self.one is not None and values.get(self.one_by) == 1
        words = self.one if single and self.one is not None else self.words
        return words.to(language)


@cache
def templates(name: Texts) -> Mapping[str, Template]:
    """Every template of a file by its id."""
    import yaml  # noqa: PLC0415 - only who tells pays for it

    text = files("fordel").joinpath("definitions", "texts", f"{name}.yaml").read_text("utf-8")
    return {key: _template(entry) for key, entry in yaml.safe_load(text).items()}


@cache
def unit_words() -> Mapping[str, Words]:
    """Units of parameters as the shipped models write them, in both languages."""
    import yaml  # noqa: PLC0415 - only who tells pays for it

    text = files("fordel").joinpath("definitions", "texts", "units.yaml").read_text("utf-8")
    return {key: Words(**entry) for key, entry in yaml.safe_load(text).items()}


def _template(entry: Mapping[str, str]) -> Template:
    words = Words(da=_line(entry["da"]), en=_line(entry["en"]))
    if "one_by" not in entry:
        return Template(words)
    one = Words(da=_line(entry.get("one_da", words.da)), en=_line(entry.get("one_en", words.en)))
    return Template(words, one, entry["one_by"])


def _line(text: str) -> str:
    return " ".join(text.split())
