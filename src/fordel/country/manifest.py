"""The list of a country's municipalities: ``country.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.allocation.model.documents import document_in
from fordel.allocation.model.loading import shipped_models
from fordel.country.refusals import ManifestMissing, ManifestNotUnderstood, MunicipalityTwice
from fordel.domain.errors import Where
from fordel.domain.language import Words

MANIFEST = "country.yaml"
_KEYS = {"country", "weights", "useful_amount", "municipalities"}
_ENTRY_KEYS = {"code", "name", "folder", "model", "previous"}
_CODE = re.compile(r"[\w-]{1,40}")
_TWICE = {
    "code": Words(da="koden", en="code"),
    "name": Words(da="navnet", en="name"),
    "folder": Words(da="mappen", en="folder"),
}


@dataclass(frozen=True)
class Municipality:
    """One municipality of the list.

    ``model`` is a path, or the name of a shipped model; ``previous`` last year's run, if named.
    """

    code: str
    name: str
    folder: Path
    model: Path | str
    previous: Path | None = None


@dataclass(frozen=True)
class Manifest:
    """A country: its municipalities, and what they are compared on.

    ``weights`` are the common weights of the age groups (kindergarten children per child), None
    where each municipality is measured on its own; ``useful_amount`` is in whole kroner or None.
    """

    country: str
    municipalities: tuple[Municipality, ...]
    weights: Mapping[str, Fraction] | None = None
    useful_amount: Fraction | None = None


def read_manifest(folder: Path) -> Manifest:
    """Read a country's list.

    Whether folders and models are there is seen when each municipality is computed, so that one
    that is missing does not stop the others.

    Raises
    ------
    ManifestMissing, ManifestNotUnderstood, MunicipalityTwice
    """
    document = _document(folder)
    entries = document.get("municipalities")
    if not isinstance(entries, list) or not entries:
        raise _misread(
            "municipalities", "her skal stå en liste af kommuner", "a list of municipalities "
            "is expected here"
        )  # fmt: skip
    found = tuple(_municipality(entry, i, folder) for i, entry in enumerate(entries, start=1))
    _check_different(found)
    return Manifest(
        country=_text(document, "country", "country"),
        municipalities=found,
        weights=_weights(document.get("weights")),
        useful_amount=_amount(document.get("useful_amount")),
    )


def _document(folder: Path) -> dict[str, Any]:
    def not_there(_path: str) -> ManifestMissing:
        return ManifestMissing(folder=folder.name or str(folder), manifest=MANIFEST)

    document = document_in(folder / MANIFEST, not_there, _misread)
    if not isinstance(document, dict) or not set(document) <= _KEYS:
        known = ", ".join(f"`{key}`" for key in sorted(_KEYS))
        unknown = sorted(map(str, set(document) - _KEYS)) if isinstance(document, dict) else []
        raise _misread(
            unknown[0] if unknown else MANIFEST, f"listen har {known}", f"the list has {known}"
        )
    return document


def _municipality(entry: Any, place: int, folder: Path) -> Municipality:
    where = f"municipalities {place}"
    if not isinstance(entry, dict) or not set(entry) <= _ENTRY_KEYS:
        known = ", ".join(f"`{key}`" for key in sorted(_ENTRY_KEYS))
        raise _misread(where, f"en kommune har {known}", f"a municipality has {known}")
    code = _text(entry, "code", f"{where}: code")
    if not _CODE.fullmatch(code):
        raise _misread(
            f"{where}: code",
            "en kode har kun bogstaver, tal, - og _",
            "a code has only letters, digits, - and _",
        )
    model = _text(entry, "model", f"{where}: model")
    previous = entry.get("previous")
    return Municipality(
        code=code,
        name=_text(entry, "name", f"{where}: name") if "name" in entry else code,
        folder=folder / _text(entry, "folder", f"{where}: folder"),
        model=model if model in shipped_models() else folder / model,
        previous=None if previous is None else folder / str(previous),
    )


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise _misread(where, "her skal stå en tekst", "a text is expected here")
    return str(value).strip()


def _weights(raw: Any) -> dict[str, Fraction] | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or not raw or not all(_above_zero(one) for one in raw.values()):
        raise _misread(
            "weights",
            "skriv et tal over nul for hver aldersgruppe",
            "write a figure above zero for every age group",
        )
    return {str(group): Fraction(weight) for group, weight in raw.items()}


def _amount(raw: Any) -> Fraction | None:
    if raw is None:
        return None
    if not _above_zero(raw):
        raise _misread(
            "useful_amount", "her skal stå et beløb over nul", "an amount above zero is expected"
        )
    return Fraction(raw)


def _above_zero(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 0


def _check_different(found: tuple[Municipality, ...]) -> None:
    for kind, words in _TWICE.items():
        seen: set[str] = set()
        for one in found:
            value = getattr(one, kind)
            same = str(value.resolve() if isinstance(value, Path) else value).casefold()
            if same in seen:
                shown = value.name if isinstance(value, Path) else value
                raise MunicipalityTwice(
                    manifest=MANIFEST, kind_da=words.da, kind_en=words.en, value=shown
                )
            seen.add(same)


def _misread(place: Where, danish: str, english: str) -> ManifestNotUnderstood:
    return ManifestNotUnderstood(
        manifest=MANIFEST, place=place, problem_da=danish, problem_en=english
    )
