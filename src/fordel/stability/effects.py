"""What a changed model would mean: kroner and places, unit by unit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fordel.allocation.engine import Allocation, allocate, run_steps
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.checks import check_model
from fordel.allocation.model.document import Model
from fordel.allocation.model.steps import Damping, Need, Step
from fordel.allocation.retelling import in_numbers, told_anew
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, Population, Rounding, Situation, Vector
from fordel.domain.errors import UserError
from fordel.domain.language import Words
from fordel.equity.of_run import is_special, need_is_separable
from fordel.stability.refusals import (
    LastYearCountedOtherwise,
    LastYearInOldWeights,
    LastYearNotGiven,
)
from fordel.stability.rewriting import decimal
from fordel.stability.variants import Kind, Variation

LOSS = Fraction(2, 100)
"""A unit that loses more than this part of its money is named."""

OLDER = Words(
    da="Data et år ældre: sidste års oplysninger om børnenes vilkår, ellers som i år",
    en="Data a year older: last year's knowledge of the children's circumstances, else as this "
    "year",
)


@dataclass(frozen=True)
class Shift:
    """One unit before and after: kroner, and how many places it moves up (down: negative).

    ``places`` is None for units without a place: special ones, and those without children.
    """

    unit: str
    before: Fraction
    after: Fraction
    places: int | None

    @property
    def difference(self) -> Fraction:
        return self.after - self.before

    @property
    def loses_much(self) -> bool:
        return self.before > 0 and -self.difference > LOSS * self.before


@dataclass(frozen=True)
class Variant:
    """What one change would mean to every unit, in the order of the run's units."""

    id: str
    kind: Kind
    words: Words
    shifts: tuple[Shift, ...]

    @property
    def largest_gain(self) -> Shift | None:
        """The unit that would gain most kroner; None where none gains."""
        most = max(self.shifts, key=lambda shift: shift.difference)
        return most if most.difference > 0 else None

    @property
    def largest_loss(self) -> Shift | None:
        """The unit that would lose most kroner; None where none loses."""
        least = min(self.shifts, key=lambda shift: shift.difference)
        return least if least.difference < 0 else None

    @property
    def losing(self) -> tuple[Shift, ...]:
        """The units that would lose more than 2 % of their money, the hardest hit first."""
        hit = (shift for shift in self.shifts if shift.loses_much)
        return tuple(sorted(hit, key=lambda shift: (shift.difference / shift.before, shift.unit)))

    @property
    def moved_share(self) -> Fraction:
        """What would go from some units to others, as a share of all money."""
        gains = sum((max(shift.difference, ZERO) for shift in self.shifts), ZERO)
        losses = sum((max(-shift.difference, ZERO) for shift in self.shifts), ZERO)
        before = sum((shift.before for shift in self.shifts), ZERO)
        return min(gains, losses) / before if before else ZERO

    @property
    def more_in_all(self) -> Fraction:
        """How much more would be handed out: zero for pools, not for rates."""
        return sum((shift.difference for shift in self.shifts), ZERO)

    @property
    def most_places(self) -> int:
        """The most places any unit moves, up or down."""
        return max((abs(shift.places) for shift in self.shifts if shift.places), default=0)


@dataclass(frozen=True)
class NoVariant:
    """A change that the model or the data do not allow, and why."""

    id: str
    kind: Kind
    words: Words
    reason: Words


def try_variation(run: Run, variation: Variation, before: Run | None) -> Variant | NoVariant:
    """Compute a run again with one thing in its model changed.

    Parameters
    ----------
    before : last year's run; needed where the weights of age groups change under damping.
    """
    try:
        model = variation.make()
        check_model(model)
        inputs = run.inputs
        if variation.kind == "age_weight":
            inputs = _last_year_reweighted(run, model, before)
        allocation = allocate(model, inputs, run.year)
    except UserError as refusal:
        return NoVariant(variation.id, variation.kind, variation.words, reason_of(refusal))
    return Variant(
        variation.id, variation.kind, variation.words, shifts(run.allocation, allocation)
    )


def _last_year_reweighted(run: Run, model: Model, before: Run | None) -> Inputs:
    """The inputs with last year's children weighted as the model does, if damping looks at them.

    Raises
    ------
    LastYearInOldWeights : damping does, and last year's run is not there.
    """
    previous = run.inputs.previous
    looks = next((step for step in model.steps if _looks_at_weighted(step, run.year)), None)
    if looks is None or previous is None:
        return run.inputs
    if before is None:
        raise LastYearInOldWeights(step=looks.id)
    then = before.allocation
    weights = tuple(Fraction(decimal(group.weight)) for group in model.age_groups)
    reweighted = dict(zip(then.ids, then.enrolled.weighted(weights), strict=True))
    return replace(
        run.inputs,
        previous={
            unit: replace(last, weighted_children=reweighted.get(unit, last.weighted_children))
            for unit, last in previous.items()
        },
    )


def _looks_at_weighted(step: Step, year: int) -> bool:
    begun = isinstance(step, Damping) and (step.begins is None or step.begins <= year)
    return begun and isinstance(step, Damping) and step.per == "weighted_child"


def try_older_data(run: Run, before: Run | None) -> Variant | NoVariant:
    """Compute a run again as if last year's knowledge of the children were the newest.

    Notes
    -----
    This year's model, units, numbers of children and money; last year's composition of each unit,
    told in this year's units. A new unit is as it is this year.
    """
    try:
        if before is None:
            raise LastYearNotGiven
        allocation = with_older_need(run, before)
    except UserError as refusal:
        return NoVariant("older", "older", OLDER, reason_of(refusal))
    return Variant("older", "older", OLDER, shifts(run.allocation, allocation))


def with_older_need(run: Run, before: Run) -> Allocation:
    """The allocation of a run on last year's need.

    Raises
    ------
    LastYearCountedOtherwise : last year's profile has other criteria or age groups.
    """
    now = run.allocation
    if _patterns(before.allocation.enrolled) != _patterns(now.enrolled):
        raise LastYearCountedOtherwise(year=before.year)
    side = told_anew(before, run)
    previous = None
    if now.last_year is not None:
        pairs = zip(now.ids, now.last_year, strict=True)
        previous = {unit: last for unit, last in pairs if last is not None}
    situation = Situation(
        resolved=now.resolved,
        units=now.units,
        enrolled=in_numbers(side.need, now.enrolled.children, now.enrolled.full_time),
        resident=side.resident,
        rounding=Rounding(now.model.currency.currency.step),
        grants=run.inputs.register.grants,
        applications=run.inputs.register.applications,
        previous=previous,
        rates=run.inputs.register.rates,
    )
    return replace(now, enrolled=situation.enrolled, steps=run_steps(situation))


def _patterns(population: Population) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    profile = population.profile
    return population.age_groups, None if profile is None else profile.criteria


def shifts(before: Allocation, after: Allocation) -> tuple[Shift, ...]:
    """Every unit's kroner and places in two allocations of the same units."""
    now, then = ranks(standings(after, before)), ranks(standings(before, before))
    return tuple(
        Shift(
            unit=unit,
            before=before.totals[i],
            after=after.totals[i],
            places=None if (old := then[i]) is None or (new := now[i]) is None else old - new,
        )
        for i, unit in enumerate(before.ids)
    )


def ranks_by_need(allocation: Allocation) -> bool:
    """Whether units are ranked by their need money; else by all their money."""
    return need_is_separable(allocation.model) and any(allocation.need)


def standings(allocation: Allocation, yardstick: Allocation) -> tuple[Fraction | None, ...]:
    """Need money per weighted child before rounding, or all money where need cannot be told.

    The weighted children are those of ``yardstick``, so that only the money moves a unit.
    """
    amounts = _need_before_rounding(allocation)
    if not ranks_by_need(yardstick):
        amounts = allocation.totals
    return tuple(
        None if is_special(unit) or not children else amount / children
        for unit, amount, children in zip(
            allocation.units, amounts, yardstick.weighted, strict=True
        )
    )


def _need_before_rounding(allocation: Allocation) -> Vector:
    needs = {step.id for step in allocation.model.steps if isinstance(step, Need)}
    columns = [step.exact for step in allocation.steps if step.id in needs and step.exact]
    return tuple(sum((c[i] for c in columns), ZERO) for i in range(len(allocation.units)))


def ranks(values: Sequence[Fraction | None]) -> tuple[int | None, ...]:
    """Places, 1 for the largest; equal values share the best of their places."""
    known = sorted(value for value in values if value is not None)
    return tuple(
        None if value is None else len(known) - bisect_right(known, value) + 1 for value in values
    )


def reason_of(refusal: UserError) -> Words:
    """Why something was refused, in both languages: what is wrong, and why it matters."""
    values = refusal.values()
    return Words(
        da=f"{refusal.what.da} {refusal.why.da}".format(**values),
        en=f"{refusal.what.en} {refusal.why.en}".format(**values),
    )
