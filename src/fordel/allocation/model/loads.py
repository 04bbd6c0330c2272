"""How need is counted: methods, population, thresholds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from fordel.allocation.model.values import Misfit, Part, Value


class Unknown(StrEnum):
    """What is done with a child of whom a criterion is not known."""

    NOT_MET = "not_met"
    REFUSE = "refuse"


class UniqueChildren(Part):
    """A child counts once if it meets at least ``at_least`` of the criteria."""

    method: Literal["unique_children"]
    criteria: tuple[str, ...] = Field(default=(), description="Empty: every criterion of the model")
    at_least: int = Field(ge=1)


class CriteriaMet(Part):
    """A child counts once per criterion it meets."""

    method: Literal["criteria_met"]
    criteria: tuple[str, ...] = ()


class WeightedCriteria(Part):
    """A child counts with the sum of the weights of the criteria it meets."""

    method: Literal["weighted_criteria"]
    weights: dict[str, Value] = Field(min_length=1)


class SuppliedUniqueCounts(Part):
    """Finished unique-child counts from a supplier, standing in ``criteria`` under one name."""

    method: Literal["supplied_unique_counts"]
    criterion: str
    at_least: int = Field(ge=1)
    out_of: int = Field(ge=1)
    supplier: str


class Index(Part):
    """An index score per pattern of criteria; a unit's social profile is the sum or the mean.

    ``link`` ``linear``: intercept + sum of coefficients; ``logistic``: 1 / (1 + exp(-that)).
    """

    method: Literal["index"]
    coefficients: dict[str, Value] | str = Field(
        description="A coefficient per criterion, or the name of a table with a row per criterion"
    )
    intercept: Value = Field(default=0, validate_default=True)
    link: Literal["linear", "logistic"] = "linear"
    summary: Literal["sum", "mean_times_children"] = "sum"


class Score(Part):
    """A finished score per unit, from ``scores``; ``times`` says what it is multiplied by."""

    method: Literal["score"]
    times: Literal["nothing", "children", "weighted_children"] = "nothing"


class Correction(Part):
    """A correction of a given key, and why it was made."""

    unit: str
    by: Value
    reason: str = Field(min_length=3)


class GivenKey(Part):
    """A key that was fixed once; later corrections stand beside it, each with its reason."""

    method: Literal["given_key"]
    shares: dict[str, Value] = Field(
        default_factory=dict, description="Empty: the key stands in `scores`"
    )
    corrections: tuple[Correction, ...] = ()


class Enrolled(Part):
    """Every enrolled child counts."""

    method: Literal["enrolled"]
    measure: Literal["children", "full_time", "weighted_children"] = "children"


class Designated(Part):
    """Every unit in a named area (or named itself) has part."""

    method: Literal["designated"]
    areas: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    measure: Literal["unit", "children", "weighted_children"] = "children"

    @model_validator(mode="after")
    def _check_named(self) -> Designated:
        if not (self.areas or self.districts or self.units):
            raise Misfit(
                da="nævn mindst ét område, distrikt eller én enhed",
                en="name at least one area, district or unit",
            )
        return self


SimpleMethod = Annotated[
    UniqueChildren
    | CriteriaMet
    | WeightedCriteria
    | SuppliedUniqueCounts
    | Index
    | Score
    | GivenKey
    | Enrolled
    | Designated,
    Field(discriminator="method"),
]


class CombinationPart(Part):
    """One count of a combination, and its weight."""

    weight: Value
    count: SimpleMethod


class Combination(Part):
    """Several counts, each times its weight; ``of`` says whether counts or keys are combined."""

    method: Literal["combination"]
    of: Literal["counts", "keys"] = "counts"
    parts: tuple[CombinationPart, ...] = Field(min_length=2)


Method = Annotated[
    UniqueChildren
    | CriteriaMet
    | WeightedCriteria
    | SuppliedUniqueCounts
    | Index
    | Score
    | GivenKey
    | Enrolled
    | Designated
    | Combination,
    Field(discriminator="method"),
]


class PopulationMix(Part):
    """Whose children count: those enrolled, those living in the district, or both with weights."""

    enrolled: Value = Field(default=1, validate_default=True)
    resident: Value = Field(default=0, validate_default=True)
    resident_key: Literal["children", "weighted_children", "full_time"] = Field(
        default="children",
        description="What a district's share per child is multiplied by in the unit",
    )


class Threshold(Part):
    """Only units above a level take part; or only the part above it counts.

    Measured as ``share`` (load per enrolled child), ``percentile`` of the units' shares (0-100),
    ``mean_ratio`` (share relative to the municipality's), or ``absolute`` (load).
    """

    kind: Literal["cliff", "excess"]
    measure: Literal["share", "percentile", "mean_ratio", "absolute"]
    level: Value
    per: Literal["unit", "unit_and_age_group"] = "unit"
