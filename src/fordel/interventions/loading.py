"""From a YAML file to a programme and back: read as a whole, checked, or refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from fordel.allocation.model.documents import (
    Document,
    document_in,
    document_of,
    fitting,
    shipped_document,
)
from fordel.interventions.programme import Programme
from fordel.interventions.refusals import ProgrammeNotFound, ProgrammeNotUnderstood

_PARTS = frozenset({"description.yaml", "descriptions.yaml", "demonstration.yaml"})
"""Files beside the programmes that are none."""


def shipped_programmes() -> tuple[str, ...]:
    """The names of the programmes that ship with Fordel."""
    found = (file.name for file in (files("fordel.definitions") / "programmes").iterdir())
    return tuple(
        sorted(
            name.removesuffix(".yaml")
            for name in found
            if name.endswith(".yaml") and name not in _PARTS
        )
    )


@lru_cache(maxsize=8)
def shipped_programme(name: str = "eva_2018_2022") -> Programme:
    """A programme that ships with Fordel, by its name.

    Raises
    ------
    ProgrammeNotFound : none of that name ships.
    """
    if name not in shipped_programmes():
        raise ProgrammeNotFound(programme=name, shipped=", ".join(shipped_programmes()))
    return shipped(Programme, "programmes", f"{name}.yaml")


def load_programme(name: str | Path) -> Programme:
    """A programme by the name it ships under, or by the path of its file.

    Raises
    ------
    ProgrammeNotFound, ProgrammeNotUnderstood : see their words.
    """
    path = Path(name)
    if path.suffix not in {".yaml", ".yml"}:
        return shipped_programme(str(name))

    def not_there(file: str) -> ProgrammeNotFound:
        return ProgrammeNotFound(programme=file, shipped=", ".join(shipped_programmes()))

    refuse = partial(ProgrammeNotUnderstood, path.name)
    return fitting(Programme, document_in(path, not_there, refuse), refuse)


def parse_programme(text: str, name: str) -> Programme:
    """A programme from its text; ``name`` is what refusals call the file.

    Raises
    ------
    ProgrammeNotUnderstood : it is not YAML, or something in it does not fit; says where.
    """
    refuse = partial(ProgrammeNotUnderstood, name)
    return fitting(Programme, document_of(text, refuse), refuse)


def programme_yaml(programme: Programme) -> str:
    """A programme as YAML, in one form; :func:`parse_programme` gives the same programme back."""
    return as_yaml(programme)


def as_yaml(document: BaseModel) -> str:
    """Any document of this room as YAML; what has its default is left out."""
    plain = _plain(document.model_dump(by_alias=True, exclude_defaults=True))
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def shipped(kind: type[Document], *path: str) -> Document:
    """A packaged definition of a kind."""
    return kind.model_validate(shipped_document(*path))


def _plain(value: Any) -> Any:
    """Only what YAML knows: lists for tuples, words for choices."""
    if isinstance(value, dict):
        return {_plain(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.value if isinstance(value, Enum) else value


class _Dumper(yaml.SafeDumper):
    """Safe YAML that writes exact figures as they are read."""

    def ignore_aliases(self, data: Any) -> bool:
        """Repeat a day that stands twice, rather than point to it."""
        return isinstance(data, date) or bool(super().ignore_aliases(data))


def _represent_figure(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    kind = "int" if value == value.to_integral_value() else "float"
    exact = value.to_integral_value() if kind == "int" else value
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", format(exact, "f"))


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """Text as it is; with escapes where PyYAML would fold a rare line break into a space."""
    rare = any(not letter.isprintable() and letter != "\n" for letter in value)
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if rare else None)


_Dumper.add_representer(Decimal, _represent_figure)
_Dumper.add_representer(str, _represent_text)
