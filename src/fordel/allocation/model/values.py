"""Figures in a model: written out, or named and looked up by date."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from fordel.domain.language import Language, Words


class Misfit(ValueError):
    """Values that are well formed but do not fit together, said in both languages."""

    def __init__(self, *, da: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(da=da, en=en)


class Part(BaseModel):
    """A part of a model: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """A text in Danish and English."""

    da: str
    en: str

    def to(self, language: Language) -> str:
        return self.da if language == "da" else self.en


Written = Text | str
"""Fordel's own text in both languages, or a municipality's in its own."""


def words_of(written: Written) -> Words:
    """A text for every reader; what stands in one language stands so for all."""
    if isinstance(written, str):
        return Words(da=written, en=written)
    return Words(da=written.da, en=written.en)


class Reference(Part):
    """A figure that is looked up in the parameters for the model's date."""

    parameter: str


def _exact(value: Any) -> Any:
    if isinstance(value, bool):
        raise Misfit(
            da="her skal stå et tal, ikke ja eller nej",
            en="a figure is expected here, not yes or no",
        )
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
        check_periods(self.values)
        return self

    def on(self, day: date) -> DatedValue | None:
        """The value that holds on a day: the latest that has begun and has not ended."""
        return held_on(self.values, day)


RATE_KEYS = ("district", "area", "unit", "kind", "criterion", "age_group")
"""What a rate can be looked up by."""


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
    """The rows of a table that hold from a day on; no two are looked up by the same."""

    rows: tuple[TableRow, ...] = Field(min_length=1)
    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    source: str

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="after")
    def _check_rows(self) -> DatedTable:
        seen = set()
        for row in self.rows:
            keys = tuple(getattr(row, name) for name in RATE_KEYS)
            if keys in seen:
                named = ", ".join(str(key) for key in keys if key is not None) or "-"
                raise Misfit(
                    da=f"to rækker gælder for det samme ({named})",
                    en=f"two rows are for the same ({named})",
                )
            seen.add(keys)
        return self


class Table(Part):
    """A dated table of figures, for instance kroner per enrolled child by school district."""

    label: Text
    unit: str
    versions: tuple[DatedTable, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_periods(self) -> Table:
        check_periods(self.versions)
        return self

    def on(self, day: date) -> DatedTable | None:
        """The version that holds on a day: the latest that has begun and has not ended."""
        return held_on(self.versions, day)


Dated = TypeVar("Dated", DatedValue, DatedTable)


def held_on(versions: Sequence[Dated], day: date) -> Dated | None:
    """The version that holds on a day, or None."""
    begun = [version for version in versions if version.valid_from <= day]
    latest = max(begun, key=lambda version: version.valid_from, default=None)
    if latest is None or (latest.valid_to is not None and latest.valid_to <= day):
        return None
    return latest


def check_periods(versions: Sequence[DatedValue | DatedTable]) -> None:
    """Refuse periods that end before they begin, and two that hold on one day.

    A version without an end holds until the next begins.
    """
    ordered = sorted(versions, key=lambda version: version.valid_from)
    for version in ordered:
        if version.valid_to is not None and version.valid_to <= version.valid_from:
            raise Misfit(
                da=f"perioden fra {version.valid_from} slutter, før den begynder",
                en=f"the period from {version.valid_from} ends before it begins",
            )
    for earlier, later in itertools.pairwise(ordered):
        ends = earlier.valid_to
        if earlier.valid_from == later.valid_from or (ends is not None and ends > later.valid_from):
            raise Misfit(
                da=f"to værdier gælder den {later.valid_from}",
                en=f"two values hold on {later.valid_from}",
            )


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
