"""Inputs as documents and back, without loss: exact figures as text, missing as null."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from fordel.allocation.inputs import Inputs
from fordel.allocation.results import csv_text, json_text
from fordel.allocation.situation import LastYear
from fordel.domain.language import plain
from fordel.profiles.profile import Basis, Profile
from fordel.registers.records import (
    Application,
    CriterionCount,
    District,
    Grant,
    Ownership,
    PreviousYear,
    RateRow,
    Register,
    SourceFile,
    Unit,
    UnitKind,
)

R = TypeVar("R")

_COLUMNS = ("place", "age_group", "met", "unknown", "children", "full_time")


def plain_record(value: Any) -> Any:
    """A frozen record as JSON values; figures exact, as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_record(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain_record(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain_record(entry) for entry in value]
    if isinstance(value, Fraction | Decimal):
        return plain(value)
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def register_json(register: Register) -> str:
    return json_text(plain_record(register))


def register_from(document: Mapping[str, Any]) -> Register:
    """The register a document tells of; the inverse of :func:`register_json`."""
    return Register(
        units=tuple(_unit(row) for row in document["units"]),
        criteria=_all(CriterionCount, document["criteria"], ("count",)),
        scores=_figures(document["scores"]),
        districts=tuple(
            District(**{**_exact(row, ("share", "children")), "counts": _figures(row["counts"])})
            for row in document["districts"]
        ),
        previous=_all(PreviousYear, document["previous"], ("amount", "weighted_children")),
        grants=_all(Grant, document["grants"], ("amount",)),
        applications=_all(Application, document["applications"], ("amount",)),
        rates=tuple(
            RateRow(**{**_exact(row, ("value",)), **_dates(row, ("valid_from", "valid_to"))})
            for row in document["rates"]
        ),
        sources=_all(SourceFile, document["sources"], ()),
    )


def _unit(row: Mapping[str, Any]) -> Unit:
    return Unit(
        **{
            **row,
            **_dates(row, ("opened_on", "closed_on")),
            "ownership": Ownership(row["ownership"]),
            "kind": UnitKind(row["kind"]),
            "predecessors": tuple(row["predecessors"]),
            "opening_hours": Decimal(row["opening_hours"]) if row["opening_hours"] else None,
            "children": _figures(row["children"]),
            "full_time": _figures(row["full_time"]),
        }
    )


def _all(kind: type[R], rows: Sequence[Mapping[str, Any]], figures: Sequence[str]) -> tuple[R, ...]:
    return tuple(kind(**_exact(row, figures)) for row in rows)


def _exact(row: Mapping[str, Any], figures: Sequence[str]) -> dict[str, Any]:
    return {
        key: Fraction(value) if key in figures and value is not None else value
        for key, value in row.items()
    }


def _dates(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, date | None]:
    return {name: date.fromisoformat(row[name]) if row[name] else None for name in names}


def _figures(values: Mapping[str, str]) -> dict[str, Fraction]:
    return {key: Fraction(value) for key, value in values.items()}


def profile_csv(profile: Profile) -> str:
    """A profile as a table of integers; places and age groups by their position."""
    columns = [getattr(profile, name) for name in _COLUMNS]
    rows = ([str(int(number)) for number in row] for row in zip(*columns, strict=True))
    return csv_text(_COLUMNS, rows)


def profile_json(profile: Profile) -> str:
    """What a profile's table does not say: its places, age groups and criteria."""
    return json_text(
        {
            "places": list(profile.places),
            "age_groups": list(profile.age_groups),
            "criteria": list(profile.criteria),
        }
    )


def profile_from(about: Mapping[str, Any], table: str, basis: Basis) -> Profile:
    """The inverse of :func:`profile_csv` and :func:`profile_json`."""
    rows = list(csv.DictReader(io.StringIO(table)))
    columns = {
        name: np.array([int(row[name]) for row in rows], dtype=np.int64) for name in _COLUMNS
    }
    return Profile(
        basis=basis,
        places=tuple(about["places"]),
        age_groups=tuple(about["age_groups"]),
        criteria=tuple(about["criteria"]),
        **columns,
    )


def previous_json(inputs: Inputs) -> str:
    return json_text(plain_record(inputs.previous))


def previous_from(document: Mapping[str, Any] | None) -> dict[str, LastYear] | None:
    if document is None:
        return None
    figures = ("amount", "weighted_children", "children", "full_year")
    return {unit: LastYear(**_exact(row, figures)) for unit, row in document.items()}
