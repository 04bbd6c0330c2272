"""How need becomes money: pools, rates, percentages, an index, bands; caps and floors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from fordel.allocation.model.values import Misfit, Part, Value
from fordel.registers.records import Ownership, UnitKind

Denominator = Literal["child", "weighted_child"]


class PoolAmount(Part):
    """A pool as an amount."""

    amount: Value


class PoolShare(Part):
    """A share (0-1) of a part of the frame.

    ``frame`` is all of it; ``decentral`` what is left when leadership, administration and
    buildings are out; ``rest`` what no step has used yet.
    """

    share: Value
    of: Literal["frame", "decentral", "rest"]


Pool = PoolAmount | PoolShare | Literal["rest"]


class ByPool(Part):
    """A fixed sum, shared by key."""

    by: Literal["pool"]
    pool: Pool


class ByRate(Part):
    """So much per counted child (the load), or per child of the units that have a load."""

    by: Literal["rate"]
    rate: Value
    per: Literal["counted", "child", "weighted_child"] = "counted"


class ByRateTable(Part):
    """Rates from a dated table, looked up by what its rows name (district, criterion, ...).

    ``table`` names a table of the model, or ``rates`` for the file in the data folder.
    """

    by: Literal["rate_table"]
    table: str
    keys: tuple[Literal["district", "area", "unit", "kind", "criterion", "age_group"], ...] = Field(
        min_length=1
    )


class ByPercentage(Part):
    """A percentage of another step's amount times the unit's share (load per enrolled child)."""

    by: Literal["percentage"]
    of: str
    percent: Value


class ByIndex(Part):
    """An index on another step's amount: 1 + strength x (the unit's share / the mean share - 1).

    The step's amount is what the index adds or takes; with ``total: kept`` the indexed amounts are
    scaled so that the sum stays. The need part of such money cannot be separated.
    """

    by: Literal["index"]
    on: str
    strength: Value
    total: Literal["kept", "moved"] = "kept"


class Band(Part):
    """Scores from ``at_least`` (included) up to the next band's get ``rate``."""

    at_least: Value
    rate: Value


class ByBands(Part):
    """Bands of a score (or of the unit's share), each with a rate."""

    by: Literal["bands"]
    of: Literal["score", "share"] = "score"
    per: Literal["child", "weighted_child", "unit"] = "child"
    bands: tuple[Band, ...] = Field(min_length=1)


Money = Annotated[
    ByPool | ByRate | ByRateTable | ByPercentage | ByIndex | ByBands, Field(discriminator="by")
]


class Limit(Part):
    """A cap or a floor, per child or per weighted child."""

    amount: Value
    per: Denominator


class Filter(Part):
    """Which of the units in scope a step concerns; what is not named is not restricted."""

    ownership: tuple[Ownership, ...] | None = None
    kinds: tuple[UnitKind, ...] | None = None
    areas: tuple[str, ...] | None = None
    districts: tuple[str, ...] | None = None
    units: tuple[str, ...] | None = None
    special_department: bool | None = None

    @model_validator(mode="after")
    def _check_named(self) -> Filter:
        if all(getattr(self, name) is None for name in type(self).model_fields):
            raise Misfit(
                da="sig, hvilke enheder det gælder, eller lad filteret være ude",
                en="say which units, or leave the filter out",
            )
        return self
