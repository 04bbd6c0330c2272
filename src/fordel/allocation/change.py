"""Why a unit gets more or less than last year, in parts that sum to the change exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

from fordel.allocation.inputs import asks_scores
from fordel.allocation.mixing import MIXABLE, Cause, Mixer, mixed_model, mixer
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.steps import Damping, Need, Payment
from fordel.allocation.resolving import ResolvedModel, exact
from fordel.allocation.retelling import pasts, side_of
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, Vector


@dataclass(frozen=True)
class UnitChange:
    """A unit's money before and after, and the parts of the difference.

    ``parts`` sum to ``after - before`` exactly. ``before`` is what the units it came from had; a
    new unit had nothing, and all of its money is lineage.
    """

    unit: str
    came_from: tuple[str, ...]
    before: Fraction
    after: Fraction
    parts: Mapping[Cause, Fraction]

    @property
    def difference(self) -> Fraction:
        return self.after - self.before


@dataclass(frozen=True)
class Change:
    """What happened between two runs, unit by unit.

    ``gone`` are last year's units that no unit of this year came from, and what they had.
    ``tied`` are causes that could not be told apart: their part stands under the first of them.
    """

    units: tuple[UnitChange, ...]
    gone: tuple[tuple[str, Fraction], ...]
    tied: tuple[tuple[Cause, ...], ...]

    def of(self, unit: str) -> UnitChange:
        return next(change for change in self.units if change.unit == unit)


def explain_change(before: Run, after: Run) -> Change:
    """Take every unit's change since last year apart.

    Returns
    -------
    Change with a part per cause; the parts of a unit sum to its change, to the last fraction.

    Notes
    -----
    Children, need, pool, rules, limits and grants act together: what one of them does depends on
    which of the others have already changed. Each gets its average over all orders in which they
    could change, the Shapley value; so no order is preferred, and two causes that do the same get
    the same. Lineage is the step from last year's units to this year's, before anything else
    changes. Damping, months and rounding are read off the two runs directly.
    Source: Shapley 1953; Sprumont 1990; Shorrocks 2013.
    """
    mixed = mixer(before, after)
    groups = _groups(before.allocation.resolved, after.allocation.resolved)
    moving = [group for group in groups if _differs(mixed, frozenset(group))]
    values = {
        frozenset(chosen): mixed.amounts(frozenset(c for group in chosen for c in group))
        for size in range(len(moving) + 1)
        for chosen in combinations(moving, size)
    }
    averaged = shapley(moving, values)
    start, end = values[frozenset()], values[frozenset(moving)]
    then_exact = dict(zip(before.allocation.ids, _unrounded(before), strict=True))
    past = pasts(before.allocation, after.allocation)
    then = _direct(before)
    now = _direct(after)
    units: list[UnitChange] = []
    for i, unit in enumerate(after.allocation.ids):
        share = dict(past[i])
        parts = {group[0]: averaged[group][i] for group in moving}
        if not share:  # a unit without a past has no change but that it is there
            parts = {Cause.LINEAGE: sum(parts.values(), ZERO)}
        parts[Cause.LINEAGE] = (
            parts.get(Cause.LINEAGE, ZERO) + start[i] - _behind(then_exact, share)
        )
        for cause in (Cause.DAMPING, Cause.MONTHS, Cause.ROUNDING):
            parts[cause] = now[cause].get(unit, ZERO) - _behind(then[cause], share)
        # Rounding one step also moves what the next can share.
        parts[Cause.ROUNDING] += now[None][unit] - end[i]
        parts[Cause.ROUNDING] -= _behind(then[None], share) - _behind(then_exact, share)
        units.append(
            UnitChange(
                unit=unit,
                came_from=tuple(share),
                before=_behind(_totals(before), share),
                after=after.allocation.totals[i],
                parts={cause: parts.get(cause, ZERO) for cause in Cause},
            )
        )
    claimed = {name for parts_of in past for name, _ in parts_of}
    gone = tuple((n, a) for n, a in _totals(before).items() if n not in claimed)
    return Change(tuple(units), gone, tuple(group for group in groups if len(group) > 1))


Group = tuple[Cause, ...]


def shapley(
    players: Sequence[Group], values: Mapping[frozenset[Group], Vector]
) -> dict[Group, Vector]:
    """Each player's average marginal contribution over all orders, per unit.

    Parameters
    ----------
    values : what every set of players gives together, shape (units,) each.

    Returns
    -------
    Per player shape (units,); the players' sum is the value of all less the value of none.
    """
    count = len(players)
    parts: dict[Group, Vector] = {}
    for player in players:
        others = [other for other in players if other != player]
        total = [ZERO] * len(values[frozenset()])
        for size in range(count):
            weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
            for chosen in combinations(others, size):
                without = values[frozenset(chosen)]
                joined = values[frozenset((*chosen, player))]
                for i, (a, b) in enumerate(zip(without, joined, strict=True)):
                    total[i] += weight * (b - a)
        parts[player] = tuple(total)
    return parts


def _groups(before: ResolvedModel, after: ResolvedModel) -> tuple[Group, ...]:
    """The causes that can be told apart: rules need the data they were made for."""
    tied = [Cause.RULES]
    if _asks(before) != _asks(after):
        tied.append(Cause.NEED)
    ages = [[group.id for group in side.model.age_groups] for side in (before, after)]
    if ages[0] != ages[1]:
        tied += [cause for cause in (Cause.NEED, Cause.CHILDREN) if cause not in tied]
    single = tuple((cause,) for cause in MIXABLE if cause not in tied)
    return (*single, tuple(tied))


def _asks(resolved: ResolvedModel) -> tuple[object, ...]:
    """What a model needs to know of children, units and districts to count need."""
    model = resolved.model
    steps = [step for step in model.steps if isinstance(step, Need)]
    named = {
        criterion
        for step in steps
        for method in methods(step.count)
        for criterion in criteria_of(method, model)
    }
    scored = any(asks_scores(step) for step in steps)
    resident = any(exact(step.population.resident) for step in steps)
    return model.children.grain, model.children.unknown, frozenset(named), scored, resident


def _differs(mixed: Mixer, group: frozenset[Cause]) -> bool:
    """Whether the two years differ at all in some causes; those that do not need no mixtures."""
    before, after = mixed.before, mixed.after
    plain = {
        Cause.CHILDREN: (before.children, before.full_time) != (after.children, after.full_time),
        Cause.NEED: True,
        Cause.GRANTS: (before.grants, before.applications) != (after.grants, after.applications),
        Cause.POOL: before.rates != after.rates,
    }
    if any(plain.get(cause, False) for cause in group):
        return True
    # With last year's rules and with this year's: a figure may belong to a step of one year only.
    everything = frozenset(MIXABLE)
    for others in (frozenset[Cause](), everything - group):
        without = mixed_model(before.resolved, after.resolved, others)
        joined = mixed_model(before.resolved, after.resolved, others | group)
        if without.model != joined.model or without.weights != joined.weights:
            return True
    return False


def _unrounded(run: Run) -> Vector:
    """What a run's units would get without rounding, damping and months."""
    own = side_of(run)
    return Mixer(run.allocation.units, own, own).amounts(frozenset())


def _totals(run: Run) -> dict[str, Fraction]:
    return dict(zip(run.allocation.ids, run.allocation.totals, strict=True))


def _behind(amounts: Mapping[str, Fraction], share: Mapping[str, Fraction]) -> Fraction:
    return sum((amounts.get(name, ZERO) * part for name, part in share.items()), ZERO)


def _direct(run: Run) -> dict[Cause | None, dict[str, Fraction]]:
    """What damping, months and rounding did to each unit, and what is left without them (None)."""
    result = run.allocation
    kinds = {step.id: type(step) for step in run.model.steps}
    found: dict[Cause | None, dict[str, Fraction]] = {
        cause: dict.fromkeys(result.ids, ZERO)
        for cause in (None, Cause.DAMPING, Cause.MONTHS, Cause.ROUNDING)
    }
    for step in result.money_steps:
        cause = {Damping: Cause.DAMPING, Payment: Cause.MONTHS}.get(kinds[step.id])
        for unit, before, amount in zip(
            result.ids, step.exact or (), step.amounts or (), strict=True
        ):
            found[cause][unit] += before
            found[Cause.ROUNDING][unit] += amount - before
    return found
