"""What is stored, field by field, and how delicate it is.

The table itself is data, in ``fields.yaml``; tests hold it against the models.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fordel.domain.language import Words


@dataclass(frozen=True)
class PrivacyClass:
    """One class of what is stored, in words for a municipality's record of processing.

    ``in_log`` says whether its content may stand in the structured logs, in the details of the
    log of who did what, and in addresses.
    """

    name: Words
    what: Words
    seen_by: Words
    kept: Words
    person_deleted: Words
    in_log: bool


@dataclass(frozen=True)
class Table:
    """A table with the class of each field.

    ``kept`` stands only where rows are kept otherwise than their classes say. ``holds`` says of
    some fields what stands in them.
    """

    about: Words
    fields: Mapping[str, str]
    holds: Mapping[str, Words]
    kept: Words | None = None
    in_backup: bool = True

    def of_class(self, name: str) -> tuple[str, ...]:
        """The fields of a class, as they are listed."""
        return tuple(field for field, given in self.fields.items() if given == name)


@dataclass(frozen=True)
class Stored:
    """All that is stored: the classes from the mildest to the most delicate, tables by model.

    ``beside`` are tables of the database that belong to no model.
    """

    classes: Mapping[str, PrivacyClass]
    tables: Mapping[str, Table]
    beside: Mapping[str, Words]

    def class_of(self, model: str, field: str) -> PrivacyClass:
        """The class of a field; ``model`` as Django labels it."""
        return self.classes[self.tables[model].fields[field]]


@cache
def stored() -> Stored:
    """What this version stores."""
    return read((files("fordel.web.access") / "policies" / "fields.yaml").read_text("utf-8"))


def read(text: str) -> Stored:
    """Read the table.

    Raises
    ------
    ValueError : a field has two classes, or a class or a field is named that there is not.
    """
    import yaml  # noqa: PLC0415 - read once

    found = yaml.safe_load(text)
    classes = {name: _class(entry) for name, entry in found["classes"].items()}
    return Stored(
        classes=classes,
        tables={name: _table(name, entry, classes) for name, entry in found["tables"].items()},
        beside={name: Words(**words) for name, words in found["beside"].items()},
    )


def _class(entry: Mapping[str, Any]) -> PrivacyClass:
    said = {part: Words(**words) for part, words in entry.items() if part != "in_log"}
    return PrivacyClass(in_log=entry["in_log"], **said)


def _table(name: str, entry: Mapping[str, Any], classes: Mapping[str, object]) -> Table:
    unknown = set(entry) - {"about", "kept", "in_backup", "fields", "holds"}
    unknown |= set(entry["fields"]) - set(classes)
    given = [(field, kind) for kind, named in entry["fields"].items() for field in named]
    fields = dict(given)
    holds = {
        field: Words(da=said["da"], en=said["en"])
        for said in entry.get("holds", ())
        for field in said["of"]
    }
    unknown |= set(holds) - set(fields)
    if unknown:
        raise ValueError(f"{name} names what there is not: {sorted(unknown)}")
    if len(fields) < len(given):
        raise ValueError(f"a field of {name} stands in two classes")
    return Table(
        about=Words(**entry["about"]),
        fields=fields,
        holds=holds,
        kept=Words(**entry["kept"]) if "kept" in entry else None,
        in_backup=entry.get("in_backup", True),
    )
