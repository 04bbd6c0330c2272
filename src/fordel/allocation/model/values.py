"""Figures in a model: written out, or named and looked up by date."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from fordel.domain.language import Language


class Part(BaseModel):
    """A part of a model: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """A text in Danish and English."""

    da: str
    en: str

    def to(self, language: Language) -> str:
        return self.da if language == "da" else self.en


class Reference(Part):
    """A figure that is looked up in the parameters for the model's date."""

    parameter: str


def _exact(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("a figure is expected here, not yes or no")  # noqa: TRY004
    return Decimal(repr(value)) if isinstance(value, float) else value


Figure = Annotated[Decimal, BeforeValidator(_exact), Field(allow_inf_nan=False)]
Value = Figure | Reference


class DatedValue(Part):
    """One value of a parameter and the time it holds for; ``to`` is the first day it does not."""

    value: Figure
    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    source: str

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Parameter(Part):
    """A figure with unit, source and dated values, which may not overlap."""

    label: Text
    unit: str
    values: tuple[DatedValue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_periods(self) -> Parameter:
        ordered = sorted(self.values, key=lambda value: value.valid_from)
        for earlier, later in itertools.pairwise(ordered):
            if earlier.valid_to is not None and earlier.valid_to > later.valid_from:
                raise ValueError(f"two values hold on {later.valid_from}")
        return self

    def on(self, day: date) -> DatedValue | None:
        """The value that holds on a day: the latest that has begun and has not ended."""
        begun = [value for value in self.values if value.valid_from <= day]
        latest = max(begun, key=lambda value: value.valid_from, default=None)
        if latest is None or (latest.valid_to is not None and latest.valid_to <= day):
            return None
        return latest


class TableRow(Part):
    """One row of a table of rates: what it is looked up by, and the figure."""

    value: Figure
    district: str | None = None
    area: str | None = None
    unit: str | None = None
    kind: str | None = None
    criterion: str | None = None
    age_group: str | None = None


class DatedTable(Part):
    """The rows of a table that hold from a day on."""

    rows: tuple[TableRow, ...] = Field(min_length=1)
    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    source: str

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Table(Part):
    """A dated table of figures, for instance kroner per enrolled child by school district."""

    label: Text
    unit: str
    versions: tuple[DatedTable, ...] = Field(min_length=1)

    def on(self, day: date) -> DatedTable | None:
        begun = [version for version in self.versions if version.valid_from <= day]
        latest = max(begun, key=lambda version: version.valid_from, default=None)
        if latest is None or (latest.valid_to is not None and latest.valid_to <= day):
            return None
        return latest


def references(part: Any) -> Iterator[Reference]:
    """Every reference to a parameter inside a part of a model."""
    if isinstance(part, Reference):
        yield part
    elif isinstance(part, Part):
        for name in type(part).model_fields:
            yield from references(getattr(part, name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from references(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from references(value)
