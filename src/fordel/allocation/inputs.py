"""What an allocation is computed from, and what a model needs of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.allocation.model.checks import RATES_FILE, criteria_of, methods
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import GivenKey, PopulationMix, Score, SuppliedUniqueCounts
from fordel.allocation.model.money import ByBands, ByRateTable
from fordel.allocation.model.steps import Applications, FixedGrants, Need
from fordel.allocation.refusals.data import ChildrenMissing, FullTimeMissing, ProfileOfOtherAges
from fordel.allocation.resolving import exact, resolve
from fordel.allocation.situation import ZERO, LastYear, Population
from fordel.domain.language import Words
from fordel.profiles.profile import FULL_TIME_SCALE, Profile
from fordel.registers.records import Needs, Register, Unit


@dataclass(frozen=True)
class Inputs:
    """Everything an allocation is computed from, besides the model and the year."""

    register: Register
    enrolled: Profile | None = None
    resident: Profile | None = None
    previous: Mapping[str, LastYear] | None = None


def needs_of(model: Model, year: int) -> Needs:
    """The files, criteria and age groups a model asks of a data folder."""
    rows = model.children.grain == "rows"
    files = {"units"} | ({"children"} if rows else set())
    supplied: set[str] = set()
    from_rows: set[str] = set()
    enrolled_by: set[str] = set()
    for step in model.steps:
        if isinstance(step, FixedGrants):
            files.add("grants")
        elif isinstance(step, Applications):
            files.add("applications")
        elif isinstance(step, Need):
            files |= _files_of(step, model, year)
            for method in methods(step.count):
                named = set(criteria_of(method, model))
                if isinstance(method, SuppliedUniqueCounts):
                    supplied |= named
                else:
                    from_rows |= named
                    enrolled_by |= named if exact(_mix(step, model, year).enrolled) else set()
    if supplied or (from_rows and not rows):
        files.add("criteria")
    used = from_rows if rows else from_rows | supplied
    count_on = model.children.count_on
    needed = [criterion for criterion in model.criteria if criterion.id in used]
    return Needs(
        age_groups=model.ages,
        criteria=tuple(criterion.id for criterion in needed),
        labels=tuple(Words(da=known.label.da, en=known.label.en) for known in needed),
        enrolled_by=frozenset(enrolled_by),
        files=frozenset(files),
        count_on=count_on.on(year) if count_on else None,
    )


def _files_of(step: Need, model: Model, year: int) -> set[str]:
    files = {"scores"} if asks_scores(step) else set()
    if isinstance(step.money, ByRateTable) and step.money.table not in model.tables:
        files.add(RATES_FILE)
    if exact(_mix(step, model, year).resident):
        files.add("districts")
    return files


def _mix(step: Need, model: Model, year: int) -> PopulationMix:
    """Whose children a step counts, with its figures looked up."""
    steps = resolve(model, year).model.steps
    return next(s.population for s in steps if s.id == step.id and isinstance(s, Need))


def asks_scores(step: Need) -> bool:
    """Whether a step goes by finished scores."""
    if isinstance(step.money, ByBands) and step.money.of == "score":
        return True
    return any(
        isinstance(method, Score) or (isinstance(method, GivenKey) and not method.shares)
        for method in methods(step.count)
    )


def uses_full_time(model: Model) -> bool:
    """Whether any step goes by full-time equivalents."""
    for step in model.steps:
        if getattr(step, "measure", None) == "full_time":
            return True
        if isinstance(step, Need):
            if step.population.resident_key == "full_time":
                return True
            if any(getattr(m, "measure", None) == "full_time" for m in methods(step.count)):
                return True
    return False


def enrolled_population(model: Model, units: Iterable[Unit], inputs: Inputs) -> Population:
    """The children enrolled in some units.

    Raises
    ------
    ChildrenMissing, FullTimeMissing : a number that the model goes by is not there.
    ProfileOfOtherAges : the children were counted in other age groups than the model's.
    """
    units = tuple(units)
    ids = tuple(unit.id for unit in units)
    ages = tuple(group.id for group in model.age_groups)
    profile = _profile_at(inputs.enrolled, ids, ages)
    if profile is not None:
        children = _grid(profile.totals(), 1)
        full_time = _grid(profile.full_time_totals(), FULL_TIME_SCALE)
    else:
        children = tuple(tuple(_children(unit, age) for age in ages) for unit in units)
        full_time = (
            tuple(tuple(_full_time(unit, age) for age in ages) for unit in units)
            if uses_full_time(model)
            else children
        )
    return Population(
        places=ids,
        age_groups=ages,
        children=children,
        full_time=full_time,
        profile=profile,
        counts=_counts(inputs.register),
        scores=inputs.register.scores,
    )


def resident_population(model: Model, inputs: Inputs) -> Population | None:
    """The children living in each district, or None where no district is known."""
    districts = inputs.register.districts
    if not districts:
        return None
    ids = tuple(district.id for district in districts)
    ages = tuple(group.id for group in model.age_groups)
    profile = _profile_at(inputs.resident, ids, ages)
    if profile is not None:
        children = _grid(profile.totals(), 1)
        full_time = _grid(profile.full_time_totals(), FULL_TIME_SCALE)
    else:
        # A table of districts tells no ages; only their sum is used for a share per child.
        rest = (ZERO,) * (len(ages) - 1)
        children = tuple(((district.children or ZERO), *rest) for district in districts)
        full_time = children
    counts: dict[tuple[str, str], Mapping[str | None, Fraction | None]] = {
        (district.id, criterion): {None: number}
        for district in districts
        for criterion, number in district.counts.items()
    }
    shares = {d.id: d.share for d in districts if d.share is not None}
    return Population(
        places=ids,
        age_groups=ages,
        children=children,
        full_time=full_time,
        profile=profile,
        counts=counts,
        shares=shares,
    )


def _profile_at(
    profile: Profile | None, places: Sequence[str], ages: Sequence[str]
) -> Profile | None:
    """A profile in the model's places, counted in the model's age groups."""
    if profile is None:
        return None
    if list(profile.age_groups) != list(ages):
        raise ProfileOfOtherAges(profile=", ".join(profile.age_groups), model=", ".join(ages))
    counted = set(profile.places)
    for place in places:
        if place not in counted:
            raise ChildrenMissing(unit=place, age_group=ages[0])
    return profile.at(places)


def _grid(values: Iterable[Iterable[int]], scale: int) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(Fraction(int(n), scale) for n in row) for row in values)


def _children(unit: Unit, age: str) -> Fraction:
    if age not in unit.children:
        raise ChildrenMissing(unit=unit.id, age_group=age)
    return unit.children[age]


def _full_time(unit: Unit, age: str) -> Fraction:
    if age not in unit.full_time:
        raise FullTimeMissing(unit=unit.id, age_group=age)
    return unit.full_time[age]


def _counts(
    register: Register,
) -> dict[tuple[str, str], dict[str | None, Fraction | None]]:
    counts: dict[tuple[str, str], dict[str | None, Fraction | None]] = {}
    for row in register.criteria:
        counts.setdefault((row.unit, row.criterion), {})[row.age_group] = row.count
    return counts
