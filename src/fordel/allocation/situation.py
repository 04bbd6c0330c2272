"""What a step sees: the units, their children, the frame, and what earlier steps gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from fordel.allocation.refusals.fitting import ParameterMissingOn
from fordel.allocation.resolving import ResolvedModel, UsedParameter
from fordel.domain.language import Words
from fordel.domain.money import nearest, round_to_total
from fordel.profiles.profile import Profile
from fordel.registers.records import Application, Grant, RateRow, Unit

Vector = tuple[Fraction, ...]
Grid = tuple[Vector, ...]
"""[place][age group]"""

ZERO = Fraction(0)


@dataclass(frozen=True)
class Population:
    """Children by place and age group, and what is known of their circumstances.

    ``scale`` [place][age group] and ``scale_of_all`` [place] carry counts over to other numbers of
    children: every count is multiplied by one of them. Nothing is unless two years are compared.
    """

    places: tuple[str, ...]
    age_groups: tuple[str, ...]
    children: Grid
    full_time: Grid
    profile: Profile | None = None
    counts: Mapping[tuple[str, str], Mapping[str | None, Fraction | None]] = field(
        default_factory=dict
    )
    scores: Mapping[str, Fraction] = field(default_factory=dict)
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    scale: Grid | None = None
    scale_of_all: Vector = ()

    @cached_property
    def totals(self) -> Vector:
        """Children per place."""
        return tuple(sum(row, ZERO) for row in self.children)

    def weighted(self, weights: Sequence[Fraction], measure: str = "children") -> Vector:
        """Weighted children per place."""
        grid = self.full_time if measure == "full_time" else self.children
        return tuple(
            sum((weight * number for weight, number in zip(weights, row, strict=True)), ZERO)
            for row in grid
        )


@dataclass(frozen=True)
class LastYear:
    """What a unit, or those it came from, had last year.

    ``full_year`` is what ``amount`` would have been for twelve months, where the unit was paid for
    fewer.
    """

    amount: Fraction
    weighted_children: Fraction | None
    children: Fraction | None = None
    full_year: Fraction | None = None

    @property
    def yearly(self) -> Fraction:
        """The amount that this year's, for a whole year, is compared with."""
        return self.amount if self.full_year is None else self.full_year


@dataclass(frozen=True)
class Note:
    """Something the reader of a result must know, said in both languages."""

    step: str
    words: Words


@dataclass(frozen=True)
class StepResult:
    """What one step did, to every unit: its trace.

    ``exact`` and ``amounts`` have shape (units,): before and after rounding; None for steps that
    hand out no money to units. ``columns`` are the figures the step went by, per unit; ``facts``
    those that hold for all. ``load`` is the need that was counted, after a threshold.
    """

    id: str
    use: str
    function: str
    facts: Mapping[str, Fraction | str] = field(default_factory=dict)
    columns: Mapping[str, tuple[Fraction | None, ...]] = field(default_factory=dict)
    exact: Vector | None = None
    amounts: Vector | None = None
    load: Vector | None = None
    parameters: tuple[UsedParameter, ...] = ()
    notes: tuple[Note, ...] = ()


def set_aside_by(steps: Sequence[StepResult]) -> Fraction:
    """What all the steps that set something aside took out of the frame."""
    taken = (step.facts["set_aside"] for step in steps if step.use == "set_aside")
    return sum((amount for amount in taken if isinstance(amount, Fraction)), ZERO)


@dataclass(frozen=True)
class Rounding:
    """How amounts become payable: multiples of the smallest unit; or not at all, for comparing."""

    step: Fraction | None

    def amount(self, value: Fraction) -> Fraction:
        return value if self.step is None else nearest(value, self.step)

    def each(self, values: Sequence[Fraction]) -> Vector:
        return tuple(self.amount(value) for value in values)

    def down(self, value: Fraction) -> Fraction:
        return value if self.step is None else (value / self.step).__floor__() * self.step

    def up(self, value: Fraction) -> Fraction:
        return value if self.step is None else (value / self.step).__ceil__() * self.step

    def to_total(self, values: Sequence[Fraction], total: Fraction, ids: Sequence[str]) -> Vector:
        """Round so that the sum is ``total``: largest remainder."""
        if self.step is None:
            return tuple(values)
        return tuple(round_to_total(values, total, self.step, ids))


@dataclass(frozen=True)
class Situation:
    """Everything a step may look at. Steps are pure: they answer, and change nothing."""

    resolved: ResolvedModel
    units: tuple[Unit, ...]
    enrolled: Population
    resident: Population | None
    rounding: Rounding
    grants: tuple[Grant, ...] = ()
    applications: tuple[Application, ...] = ()
    previous: Mapping[str, LastYear] | None = None
    rates: tuple[RateRow, ...] = ()
    done: tuple[StepResult, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(unit.id for unit in self.units)

    @property
    def lenient(self) -> bool:
        """Whether this only compares: mixtures of two years may overspend or leave money."""
        return self.rounding.step is None

    @property
    def weighted(self) -> Vector:
        return self.enrolled.weighted(self.resolved.weights)

    @property
    def frame(self) -> Fraction | None:
        """The whole frame, or None where the model has none."""
        return self._fact("frame")

    @property
    def set_aside(self) -> Fraction:
        return set_aside_by(self.done)

    @property
    def decentral(self) -> Fraction | None:
        return None if self.frame is None else self.frame - self.set_aside

    @property
    def handed_out(self) -> Vector:
        """What every unit has got so far."""
        given = [result.amounts for result in self.done if result.amounts is not None]
        return tuple(sum(parts, ZERO) for parts in zip(*given, strict=True)) or tuple(
            ZERO for _ in self.units
        )

    @property
    def rest(self) -> Fraction | None:
        """What no step has used yet, or None without a frame."""
        return None if self.decentral is None else self.decentral - sum(self.handed_out, ZERO)

    def amounts_of(self, step: str) -> Vector:
        for result in self.done:
            if result.id == step and result.amounts is not None:
                return result.amounts
        raise KeyError(step)

    def where(self, concerns: Callable[[Unit], bool]) -> tuple[bool, ...]:
        return tuple(concerns(unit) for unit in self.units)

    def rates_on(self) -> tuple[RateRow, ...]:
        """The rates from the data folder that hold in the budget year, the latest last.

        Raises
        ------
        ParameterMissingOn : none does.
        """
        day = self.resolved.model.parameters_on(self.resolved.year)
        rows = [row for row in self.rates if row.holds_on(day)]
        if not rows and not self.lenient:
            raise ParameterMissingOn(parameter="rates", day=day)
        return tuple(sorted(rows, key=lambda row: row.valid_from or date.min))

    def _fact(self, name: str) -> Fraction | None:
        for result in self.done:
            value = result.facts.get(name)
            if isinstance(value, Fraction):
                return value
        return None
