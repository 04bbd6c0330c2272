"""What each measure is, in words: read from the packaged YAML, in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from fordel.domain.language import Words

Family = Literal["differentiation", "horizontal", "vertical", "shares"]
Unit = Literal["factor", "dkk", "index", "share"]

FAMILIES: tuple[Family, ...] = ("differentiation", "horizontal", "vertical", "shares")


@dataclass(frozen=True)
class Definition:
    """One measure: what it is, how it is computed, where it is from, how to read it."""

    id: str
    family: Family
    unit: Unit
    name: Words
    definition: Words
    formula: str
    weighting: Words
    source: str
    reading: Words


@cache
def definitions() -> Mapping[str, Definition]:
    """Every measure by its id, in the order they are shown."""
    found: dict[str, Definition] = {}
    for family in FAMILIES:
        for key, entry in _read(family).items():
            found[key] = Definition(
                id=key,
                family=family,
                unit=entry["unit"],
                formula=entry["formula"].strip(),
                source=entry["source"],
                **{
                    part: _words(entry[part])
                    for part in ("name", "definition", "weighting", "reading")
                },
            )
    return found


@cache
def caveats() -> Mapping[str, Words]:
    """What must be said with the figures, by id; templates over the counts of a group."""
    return {key: _words(entry) for key, entry in _read("caveats").items()}


@cache
def reasons() -> Mapping[str, Words]:
    """Why a measure has no value, by id."""
    return {key: _words(entry) for key, entry in _read("reasons").items()}


def _read(name: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - only who measures pays for it

    text = files("fordel").joinpath("definitions", "measures", f"{name}.yaml").read_text("utf-8")
    entries: dict[str, Any] = yaml.safe_load(text)
    return entries


def _words(entry: Mapping[str, str]) -> Words:
    return Words(**{language: " ".join(text.split()) for language, text in entry.items()})
