"""The kinds of criteria a specification can name; each becomes one that is met or not."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from fordel.allocation.model.steps import StepId
from fordel.allocation.model.values import Figure, Misfit, Part, Text

Header: TypeAlias = Annotated[str, Field(min_length=1)]


class YesNoCriterion(Part):
    """A criterion that is met or not; per unit, the number of children who meet it."""

    kind: Literal["yes_no"] = "yes_no"
    id: StepId
    label: Text
    column: Header | None = Field(default=None, description="Left out: the criterion's id")

    @property
    def terms(self) -> tuple[tuple[str, Text], ...]:
        return ((self.id, self.label),)

    @property
    def stands_in(self) -> str:
        """The header of its column."""
        return self.column or self.id


class Level(Part):
    """A value of a column of categories, and the criterion it becomes."""

    id: StepId
    label: Text
    value: Header | None = Field(
        default=None, description="What stands in the column; left out: the id"
    )


class Categories(Part):
    """A column of categories: every level but the reference becomes a criterion of its own."""

    kind: Literal["categories"]
    column: Header
    reference: Header = Field(description="What stands in the column for the reference")
    levels: tuple[Level, ...] = Field(min_length=1, description="All the others")

    @property
    def terms(self) -> tuple[tuple[str, Text], ...]:
        return tuple((part.id, part.label) for part in self.levels)

    @property
    def stands_in(self) -> str:
        """The header of its column."""
        return self.column

    @model_validator(mode="after")
    def _check_values(self) -> Categories:
        values = [self.reference, *(level.value or level.id for level in self.levels)]
        if len({value.casefold() for value in values}) < len(values):
            raise Misfit(
                da="to niveauer står ens i kolonnen", en="two levels stand alike in the column"
            )
        return self


class Band(Part):
    """A band of a number, and the criterion it becomes; ``from`` is inside, ``below`` is not."""

    id: StepId
    label: Text
    lowest: Figure | None = Field(default=None, alias="from")
    below: Figure | None = None

    @model_validator(mode="after")
    def _check_ends(self) -> Band:
        low, high = self.lowest, self.below
        upside_down = low is not None and high is not None and low >= high
        if upside_down or (low is None and high is None):
            raise Misfit(
                da="et bånd skal have `from`, `below` eller begge, i den orden",
                en="a band needs `from`, `below` or both, in that order",
            )
        return self


class Bands(Part):
    """A column of numbers: bands become criteria, and who is in none of them is the reference."""

    kind: Literal["bands"]
    column: Header
    bands: tuple[Band, ...] = Field(min_length=1)

    @property
    def terms(self) -> tuple[tuple[str, Text], ...]:
        return tuple((part.id, part.label) for part in self.bands)

    @property
    def stands_in(self) -> str:
        """The header of its column."""
        return self.column

    @model_validator(mode="after")
    def _check_apart(self) -> Bands:
        ordered = sorted(
            (
                Decimal("-Infinity") if band.lowest is None else band.lowest,
                Decimal("Infinity") if band.below is None else band.below,
            )
            for band in self.bands
        )
        if any(end > start for (_, end), (start, _) in itertools.pairwise(ordered)):
            raise Misfit(da="båndene overlapper", en="the bands overlap")
        return self


def _kind_of(criterion: Any) -> str:
    """A criterion is met or not unless it says otherwise."""
    if isinstance(criterion, dict):
        return str(criterion.get("kind", "yes_no"))
    return str(getattr(criterion, "kind", "yes_no"))


Criterion = Annotated[
    Annotated[YesNoCriterion, Tag("yes_no")]
    | Annotated[Categories, Tag("categories")]
    | Annotated[Bands, Tag("bands")],
    Discriminator(_kind_of),
]
