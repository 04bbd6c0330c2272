"""The steps a model is made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from fordel.allocation.model.loads import Method, PopulationMix, Threshold
from fordel.allocation.model.money import Denominator, Filter, Limit, Money, Pool
from fordel.allocation.model.values import Misfit, Part, Text, Value
from fordel.registers.records import UnitKind

StepId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class _Step(Part):
    id: StepId
    label: Text | None = None


class Frame(_Step):
    """What is to be distributed: an amount."""

    use: Literal["frame"]
    amount: Value


class ChildrenMove(Part):
    """How many children an age group had and will have, what one costs, how many are covered."""

    children_before: Value
    children_now: Value
    unit_price: Value
    coverage: Value = Field(default=1, validate_default=True)


class DemographicFrame(_Step):
    """Last year's frame, moved by children x coverage x unit price in each age group."""

    use: Literal["demographic_frame"]
    previous_amount: Value
    price_index: Value = Field(default=1, validate_default=True)
    age_groups: dict[str, ChildrenMove] = Field(min_length=1)


class SetAsideItem(Part):
    """A part of the frame that is not decentral: leadership, administration, buildings."""

    id: StepId
    label: Text
    share: Value | None = None
    amount: Value | None = None

    @model_validator(mode="after")
    def _check_one(self) -> SetAsideItem:
        if (self.share is None) == (self.amount is None):
            raise Misfit(
                da="skriv enten en andel af rammen eller et beløb",
                en="give either a share of the frame or an amount",
            )
        return self


class SetAside(_Step):
    """Parts of the frame that are taken out before distribution, and shown apart."""

    use: Literal["set_aside"]
    items: tuple[SetAsideItem, ...] = Field(min_length=1)


class OpeningHours(Part):
    """Weights a unit's children by its weekly opening hours relative to the standard."""

    standard: Value
    strength: Value = Field(default=1, validate_default=True)


class _UnitStep(_Step):
    where: Filter | None = None


class BaseByWeightedChildren(_UnitStep):
    """A pool shared by weighted children."""

    use: Literal["base_by_weighted_children"]
    pool: Pool
    measure: Literal["children", "full_time"] = "children"
    opening_hours: OpeningHours | None = None


class BaseByRate(_UnitStep):
    """A rate per enrolled child in each age group, and per kind of unit where kinds differ."""

    use: Literal["base_by_rate"]
    rates: dict[str, Value] = Field(min_length=1)
    by_kind: dict[UnitKind, dict[str, Value]] = Field(default_factory=dict)
    measure: Literal["children", "full_time"] = "children"


class BaseByStaffing(_UnitStep):
    """Children per adult in each age group, and what an adult costs."""

    use: Literal["base_by_staffing"]
    children_per_adult: dict[str, Value] = Field(min_length=1)
    pay: Value
    measure: Literal["children", "full_time"] = "children"


class LumpSum(_UnitStep):
    """So much per unit; another amount for some kinds of unit."""

    use: Literal["lump_sum"]
    amount: Value
    by_kind: dict[UnitKind, Value] = Field(default_factory=dict)


class Need(_UnitStep):
    """Money by socio-economic need: a count, perhaps a threshold, then money, perhaps limits."""

    use: Literal["need"]
    count: Method
    population: PopulationMix = PopulationMix()
    threshold: Threshold | None = None
    money: Money
    cap: Limit | None = None
    floor: Limit | None = None
    left_over: Literal["share_again", "keep"] = Field(
        default="share_again",
        description="What happens to what a cap leaves: shared among the others, or not used",
    )


class FixedGrants(_Step):
    """The grants in ``grants``."""

    use: Literal["fixed_grants"]


class Applications(_Step):
    """The decided applications in ``applications``, each with its decision."""

    use: Literal["applications"]


class PhaseIn(Part):
    """The change is let through in equal parts over ``years``, the first in ``first_year``."""

    years: int = Field(ge=1, le=20)
    first_year: int


class Damping(_UnitStep):
    """No unit loses or gains more than a percentage per weighted child against last year."""

    use: Literal["damping"]
    max_loss_percent: Value | None = None
    max_gain_percent: Value | None = None
    paid_by: Literal["others", "scaled_gains", "frame"] = "others"
    phase_in: PhaseIn | None = None
    begins: int | None = Field(
        default=None, description="The first budget year it holds for; before that it does nothing"
    )
    per: Denominator = "weighted_child"

    @model_validator(mode="after")
    def _check_something(self) -> Damping:
        if self.max_loss_percent is None and self.max_gain_percent is None and not self.phase_in:
            raise Misfit(
                da="sig, hvor meget en enhed må tabe eller vinde, eller over hvor mange år",
                en="say how much a unit may lose or gain, or over how many years",
            )
        if self.paid_by == "scaled_gains" and self.max_loss_percent is None:
            raise Misfit(
                da="de, der vinder, betaler for tab over grænsen: skriv `max_loss_percent`",
                en="gains pay for losses beyond the limit: write `max_loss_percent`",
            )
        return self


class Payment(_Step):
    """To whom and how it is paid: months of the year, rounding, budget units."""

    use: Literal["payment"]
    round_to: Value | None = None
    months: bool = Field(
        default=False, description="Units that open or close in the year get their months only"
    )


class Positions(_Step):
    """The same money as positions, at average pay and a share of pedagogues."""

    use: Literal["positions"]
    of: tuple[str, ...] = Field(default=(), description="Steps whose money counts; empty: all")
    pedagogue_pay: Value
    assistant_pay: Value
    pedagogue_share: Value


Step = Annotated[
    Frame
    | DemographicFrame
    | SetAside
    | BaseByWeightedChildren
    | BaseByRate
    | BaseByStaffing
    | LumpSum
    | Need
    | FixedGrants
    | Applications
    | Damping
    | Payment
    | Positions,
    Field(discriminator="use"),
]

FRAME_STEPS = (Frame, DemographicFrame)
MONEY_STEPS = (
    BaseByWeightedChildren,
    BaseByRate,
    BaseByStaffing,
    LumpSum,
    Need,
    FixedGrants,
    Applications,
    Damping,
    Payment,
)
BASE_STEPS = (BaseByWeightedChildren, BaseByRate, BaseByStaffing, LumpSum)
FIXED_STEPS = (FixedGrants, Applications)
