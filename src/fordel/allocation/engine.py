"""From a model and what is known of the children to money per unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from fordel.allocation.inputs import Inputs, enrolled_population, resident_population
from fordel.allocation.lineage import last_year_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.steps import BASE_STEPS, FIXED_STEPS, MONEY_STEPS, Need
from fordel.allocation.naming import check_names
from fordel.allocation.refusals.data import NoUnitsInScope
from fordel.allocation.refusals.sharing import FrameOverspent
from fordel.allocation.resolving import ResolvedModel, resolve
from fordel.allocation.situation import (
    ZERO,
    LastYear,
    Note,
    Population,
    Rounding,
    Situation,
    StepResult,
    Vector,
    set_aside_by,
)
from fordel.allocation.steps import base, damping, fixed, frame, need, payment  # noqa: F401 - register
from fordel.allocation.steps.filtering import concerns
from fordel.allocation.steps.registry import STEP_FUNCTIONS
from fordel.registers.records import Unit


@dataclass(frozen=True)
class LeftOut:
    """A unit that does not take part, and why: ownership, kind, dates or the model's exceptions."""

    unit: str
    reason: str


@dataclass(frozen=True)
class Allocation:
    """What every unit gets, and how it came about."""

    resolved: ResolvedModel
    units: tuple[Unit, ...]
    left_out: tuple[LeftOut, ...]
    enrolled: Population
    steps: tuple[StepResult, ...]
    last_year: tuple[LastYear | None, ...] | None

    @property
    def model(self) -> Model:
        return self.resolved.model

    @property
    def year(self) -> int:
        return self.resolved.year

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(unit.id for unit in self.units)

    @cached_property
    def weighted(self) -> Vector:
        return self.enrolled.weighted(self.resolved.weights)

    @property
    def money_steps(self) -> tuple[StepResult, ...]:
        return tuple(step for step in self.steps if step.amounts is not None)

    @cached_property
    def totals(self) -> Vector:
        return self._sum(self.money_steps)

    @cached_property
    def base(self) -> Vector:
        return self._of(BASE_STEPS)

    @cached_property
    def need(self) -> Vector:
        return self._of((Need,))

    @cached_property
    def fixed(self) -> Vector:
        return self._of(FIXED_STEPS)

    @cached_property
    def adjustments(self) -> Vector:
        """Damping and payment: what moves money without being a reason to get it."""
        return tuple(
            t - b - n - f
            for t, b, n, f in zip(self.totals, self.base, self.need, self.fixed, strict=True)
        )

    @cached_property
    def load(self) -> Vector | None:
        """The need counted by the first need step, after its threshold; None without one."""
        return next((step.load for step in self.steps if step.load is not None), None)

    @cached_property
    def load_share(self) -> Vector | None:
        """Each unit's part of all that was counted; the shares sum to one, if anybody was."""
        if self.load is None:
            return None
        whole = sum(self.load, ZERO)
        return tuple(value / whole if whole else ZERO for value in self.load)

    @property
    def frame(self) -> Fraction | None:
        return self._fact("frame")

    @property
    def set_aside(self) -> Fraction:
        return set_aside_by(self.steps)

    @property
    def unspent(self) -> Fraction | None:
        """What of the frame no step has used."""
        if self.frame is None:
            return None
        return self.frame - self.set_aside - sum(self.totals, ZERO)

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(note for step in self.steps for note in step.notes)

    @cached_property
    def payments(self) -> dict[str, Fraction]:
        """Money per budget unit, in the order their first unit comes."""
        paid: dict[str, Fraction] = defaultdict(Fraction)
        for unit, amount in zip(self.units, self.totals, strict=True):
            paid[unit.pays_to] += amount
        return dict(paid)

    def step(self, name: str) -> StepResult:
        return next(step for step in self.steps if step.id == name)

    def _of(self, kinds: tuple[type, ...]) -> Vector:
        wanted = {step.id for step in self.model.steps if isinstance(step, kinds)}
        return self._sum([step for step in self.money_steps if step.id in wanted])

    def _sum(self, steps: Sequence[StepResult]) -> Vector:
        columns = [step.amounts for step in steps if step.amounts is not None]
        return tuple(sum((c[i] for c in columns), ZERO) for i in range(len(self.units)))

    def _fact(self, name: str) -> Fraction | None:
        facts = (step.facts.get(name) for step in self.steps)
        return next((fact for fact in facts if isinstance(fact, Fraction)), None)


def allocate(model: Model, inputs: Inputs, year: int, *, rounded: bool = True) -> Allocation:
    """Allocate a budget year's money.

    Parameters
    ----------
    model : complete and checked, see :func:`fordel.allocation.model.loading.load_model`.
    inputs : the register, the profiles and last year's money.
    rounded : False leaves every amount exact; only for comparing, never for paying.

    Returns
    -------
    Allocation; every amount is a multiple of the model's smallest unit, every pool sums.

    Raises
    ------
    ModelRefused, InputRefused : with what, where, why and what to do next.
    """
    resolved = resolve(model, year)
    check_names(resolved.model, inputs.register.units)
    units, left_out = in_scope(resolved.model, inputs.register.units, year)
    if not units:
        raise NoUnitsInScope(units=len(inputs.register.units))
    enrolled = enrolled_population(resolved.model, units, inputs)
    weighted = enrolled.weighted(resolved.weights)
    last_year = None if inputs.previous is None else last_year_of(units, weighted, inputs.previous)
    situation = Situation(
        resolved=resolved,
        units=units,
        enrolled=enrolled,
        resident=resident_population(resolved.model, inputs),
        rounding=Rounding(resolved.model.currency.currency.step if rounded else None),
        grants=inputs.register.grants,
        applications=inputs.register.applications,
        rates=inputs.register.rates,
        previous=None
        if last_year is None
        else {u.id: last for u, last in zip(units, last_year, strict=True) if last is not None},
    )
    return Allocation(
        resolved=resolved,
        units=units,
        left_out=left_out,
        enrolled=enrolled,
        steps=run_steps(situation),
        last_year=last_year,
    )


def run_steps(situation: Situation) -> tuple[StepResult, ...]:
    """Run a model's steps in order, each seeing what those before it gave."""
    for step in situation.resolved.model.steps:
        result = STEP_FUNCTIONS[step.use](step, situation)
        used = situation.resolved.used[step.id]
        situation = replace(situation, done=(*situation.done, replace(result, parameters=used)))
        overspent = situation.rest is not None and situation.rest < 0 and not situation.lenient
        if overspent and isinstance(step, MONEY_STEPS):
            raise FrameOverspent(step=step.id, missing=-(situation.rest or ZERO))
    return situation.done


def in_scope(
    model: Model, units: Iterable[Unit], year: int
) -> tuple[tuple[Unit, ...], tuple[LeftOut, ...]]:
    """Which units take part in a budget year, and why the others do not."""
    taking_part: list[Unit] = []
    left_out: list[LeftOut] = []
    for unit in sorted(units, key=lambda unit: unit.id):
        reason = _reason_out(model, unit, year)
        if reason is None:
            taking_part.append(unit)
        else:
            left_out.append(LeftOut(unit.id, reason))
    return tuple(taking_part), tuple(left_out)


def _reason_out(model: Model, unit: Unit, year: int) -> str | None:
    scope = model.scope
    begins, ends = date(year, 1, 1), date(year + 1, 1, 1)
    reasons = (
        (unit.ownership not in scope.ownership, "ownership"),
        (unit.kind not in scope.kinds, "kind"),
        (unit.special_department and not scope.special_departments, "special_department"),
        (unit.closed_on is not None and unit.closed_on <= begins, "closed"),
        (unit.opened_on is not None and unit.opened_on >= ends, "not_open_yet"),
        (scope.except_for is not None and concerns(scope.except_for, unit), "except_for"),
    )
    return next((name for applies, name in reasons if applies), None)
