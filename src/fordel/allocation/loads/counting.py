"""The methods: how many children count, and with what weight, per place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import partial, singledispatch

from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.loads import (
    Combination,
    CriteriaMet,
    Designated,
    Enrolled,
    GivenKey,
    Index,
    Method,
    Score,
    SuppliedUniqueCounts,
    UniqueChildren,
    Unknown,
    WeightedCriteria,
)
from fordel.allocation.refusals.data import (
    CountMissing,
    CriterionNotInData,
    CriterionNotKnownOfAll,
    ScoreMissing,
    ShareOfKeyMissing,
)
from fordel.allocation.refusals.sharing import NobodyInNeed
from fordel.allocation.refusals.writing import AllWeightsZero
from fordel.allocation.resolving import ResolvedModel, exact
from fordel.allocation.situation import ZERO, Population, Vector
from fordel.profiles.profile import Profile
from fordel.registers.records import Unit

Cell = tuple[str | None, str | None]
"""A criterion and an age group; None where the count does not tell them apart."""


@dataclass(frozen=True)
class Count:
    """What was counted, per cell and place."""

    cells: Mapping[Cell, Vector]
    places: int

    @property
    def totals(self) -> Vector:
        columns = list(self.cells.values())
        return tuple(sum((c[i] for c in columns), ZERO) for i in range(self.places))

    def times(self, factor: Fraction) -> Count:
        return Count(
            {cell: tuple(factor * v for v in values) for cell, values in self.cells.items()},
            self.places,
        )

    def by_age(self) -> dict[str | None, Vector]:
        """Counts per age group, criteria added up."""
        ages: dict[str | None, Vector] = {}
        for (_, age), values in self.cells.items():
            before = ages.get(age, (ZERO,) * self.places)
            ages[age] = tuple(a + b for a, b in zip(before, values, strict=True))
        return ages


@dataclass(frozen=True)
class Counting:
    """What a count is made for: a step of a model, and a population."""

    step: str
    resolved: ResolvedModel
    population: Population
    units: Mapping[str, Unit]
    lenient: bool = False
    """Two years are being compared: what one of them does not know counts as nothing."""

    @property
    def from_rows(self) -> bool:
        return self.population.profile is not None

    @property
    def unknown_is_not_met(self) -> bool:
        return self.lenient or self.resolved.model.children.unknown is Unknown.NOT_MET


@singledispatch
def count(method: Method, counting: Counting) -> Count:
    """Count the children of a population by a method of the model language.

    Returns
    -------
    Count with a value per cell and place, each >= 0 unless coefficients are negative.

    Raises
    ------
    InputRefused : the data cannot say what the method asks.
    """
    raise TypeError(type(method).__name__)


@count.register
def _(method: UniqueChildren, counting: Counting) -> Count:
    profile = _profile(counting, criteria_of(method, counting.resolved.model))
    mask = profile.mask(criteria_of(method, counting.resolved.model))
    at_least = method.at_least
    return _from_patterns(
        counting, profile, lambda met: Fraction((met & mask).bit_count() >= at_least)
    )


@count.register
def _(method: CriteriaMet, counting: Counting) -> Count:
    criteria = criteria_of(method, counting.resolved.model)
    return _weighted(counting, dict.fromkeys(criteria, Fraction(1)))


@count.register
def _(method: WeightedCriteria, counting: Counting) -> Count:
    weights = {name: exact(weight) for name, weight in method.weights.items()}
    if not any(weights.values()):
        raise AllWeightsZero(step=counting.step)
    return _weighted(counting, weights)


@count.register
def _(method: SuppliedUniqueCounts, counting: Counting) -> Count:
    return _from_counts(counting, {method.criterion: Fraction(1)})


@count.register
def _(method: Index, counting: Counting) -> Count:
    coefficients = coefficients_of(method, counting.resolved)
    intercept = exact(method.intercept)
    if not counting.from_rows:
        counted = _from_counts(counting, coefficients)
        everybody = tuple(intercept * n for n in counting.population.totals)
        return Count({**counted.cells, (None, None): everybody}, counted.places)
    profile = _profile(counting, tuple(coefficients))
    bit = {name: profile.mask([name]) for name in coefficients}

    def score(met: int) -> Fraction:
        linear = intercept + sum((c for n, c in coefficients.items() if met & bit[n]), ZERO)
        return logistic(linear) if method.link == "logistic" else linear

    summed = _from_patterns(counting, profile, score)
    return summed if method.summary == "sum" else _mean_times_children(summed, counting)


@count.register
def _(method: Score, counting: Counting) -> Count:
    population = counting.population
    scores = _of_places(population.scores, counting)
    times: Vector = tuple(Fraction(1) for _ in population.places)
    if method.times == "children":
        times = population.totals
    elif method.times == "weighted_children":
        times = population.weighted(counting.resolved.weights)
    return _single(tuple(s * t for s, t in zip(scores, times, strict=True)))


@count.register
def _(method: GivenKey, counting: Counting) -> Count:
    shares = {unit: exact(share) for unit, share in method.shares.items()}
    shares = shares or dict(counting.population.scores)
    for correction in method.corrections:
        shares[correction.unit] = shares.get(correction.unit, ZERO) + exact(correction.by)
    if method.shares:
        _check_shares(shares, counting)
    return _single(_of_places(shares, counting))


@count.register
def _(method: Enrolled, counting: Counting) -> Count:
    population = counting.population
    grid = population.full_time if method.measure == "full_time" else population.children
    weights = (
        counting.resolved.weights
        if method.measure == "weighted_children"
        else tuple(Fraction(1) for _ in population.age_groups)
    )
    cells: dict[Cell, Vector] = {
        (None, age): tuple(weights[i] * row[i] for row in grid)
        for i, age in enumerate(population.age_groups)
    }
    return Count(cells, len(population.places))


@count.register
def _(method: Designated, counting: Counting) -> Count:
    population = counting.population
    measure: Vector = tuple(Fraction(1) for _ in population.places)
    if method.measure == "children":
        measure = population.totals
    elif method.measure == "weighted_children":
        measure = population.weighted(counting.resolved.weights)
    # Places that are no units, where years are compared, are designated by nobody.
    units = [counting.units.get(place) for place in population.places]
    chosen = [unit is not None and _designated(method, unit) for unit in units]
    return _single(tuple(n if c else ZERO for n, c in zip(measure, chosen, strict=True)))


@count.register
def _(method: Combination, counting: Counting) -> Count:
    if not any(exact(part.weight) for part in method.parts):
        raise AllWeightsZero(step=counting.step)
    parts = [(exact(part.weight), count(part.count, counting)) for part in method.parts]
    combined: dict[Cell, Vector] = {}
    for weight, counted in parts:
        whole = sum(counted.totals, ZERO)
        if method.of == "keys" and weight and not whole and not counting.lenient:
            raise NobodyInNeed(step=counting.step)
        factor = weight if method.of == "counts" else weight / whole if whole else ZERO
        for cell, values in counted.times(factor).cells.items():
            before = combined.get(cell, (ZERO,) * counted.places)
            combined[cell] = tuple(a + b for a, b in zip(before, values, strict=True))
    return Count(combined, len(counting.population.places))


def coefficients_of(method: Index, resolved: ResolvedModel) -> dict[str, Fraction]:
    """An index's coefficient per criterion, written in the step or in a dated table."""
    if isinstance(method.coefficients, dict):
        return {name: exact(value) for name, value in method.coefficients.items()}
    rows, _, _ = resolved.table(method.coefficients)
    return {row.criterion: Fraction(row.value) for row in rows if row.criterion}


def logistic(linear: Fraction) -> Fraction:
    """1 / (1 + exp(-x)) to 28 digits, the same on every machine."""
    with localcontext(Context(prec=28)):
        x = Decimal(linear.numerator) / Decimal(linear.denominator)
        return Fraction(1 / (1 + (-x).exp()))


def criteria_totals(
    population: Population, criteria: tuple[str, ...]
) -> dict[str, tuple[Fraction | None, ...]]:
    """How many children meet each criterion, per place; criteria that nobody knows left out.

    None where a place's count, or a part of it, is missing or suppressed.
    """
    profile = population.profile
    totals: dict[str, tuple[Fraction | None, ...]] = {}
    for criterion in criteria:
        if profile is not None and criterion in profile.criteria:
            met = (profile.met & profile.mask([criterion])) != 0
            totals[criterion] = tuple(Fraction(int(n)) for n in profile.counted(met).sum(axis=1))
        elif any((place, criterion) in population.counts for place in population.places):
            totals[criterion] = tuple(
                _known_sum(population.counts.get((place, criterion), {}))
                for place in population.places
            )
    return totals


def _known_sum(cells: Mapping[str | None, Fraction | None]) -> Fraction | None:
    known = [number for number in cells.values() if number is not None]
    return sum(known, ZERO) if cells and len(known) == len(cells) else None


def _check_shares(shares: Mapping[str, Fraction], counting: Counting) -> None:
    for place in counting.population.places:
        if place not in shares and not counting.lenient:
            raise ShareOfKeyMissing(unit=place, step=counting.step)


def _of_places(figures: Mapping[str, Fraction], counting: Counting) -> Vector:
    """A finished figure of every place; a missing one is not zero."""
    for place in counting.population.places:
        if place not in figures and not counting.lenient:
            raise ScoreMissing(unit=place, step=counting.step)
    return tuple(figures.get(place, ZERO) for place in counting.population.places)


def _single(values: Vector) -> Count:
    return Count({(None, None): values}, len(values))


def _designated(method: Designated, unit: Unit) -> bool:
    return unit.area in method.areas or unit.district in method.districts or unit.id in method.units


def _weighted(counting: Counting, weights: Mapping[str, Fraction]) -> Count:
    if not counting.from_rows:
        return _from_counts(counting, weights)
    profile = _profile(counting, tuple(weights))
    cells: dict[Cell, Vector] = {}
    for criterion, weight in weights.items():
        bit = profile.mask([criterion])
        counted = _from_patterns(counting, profile, partial(_meets, bit))
        for (_, age), values in counted.times(weight).cells.items():
            cells[criterion, age] = values
    return Count(cells, len(profile.places))


def _meets(bit: int, met: int) -> Fraction:
    return Fraction(bool(met & bit))


def _profile(counting: Counting, criteria: tuple[str, ...]) -> Profile:
    profile = counting.population.profile
    for criterion in criteria:
        if profile is None or criterion not in profile.criteria:
            raise CriterionNotInData(criterion=criterion, step=counting.step)
    assert profile is not None
    if not counting.unknown_is_not_met:
        for criterion in criteria:
            missing = profile.counted((profile.unknown & profile.mask([criterion])) != 0).sum()
            if missing:
                raise CriterionNotKnownOfAll(criterion=criterion, missing=int(missing))
    return profile


def _from_patterns(
    counting: Counting, profile: Profile, weight: Callable[[int], Fraction]
) -> Count:
    sums = profile.weighed(lambda met, _: weight(met))
    scale = counting.population.scale
    cells: dict[Cell, Vector] = {
        (None, age): tuple(
            row[i] if scale is None else row[i] * scale[place][i] for place, row in enumerate(sums)
        )
        for i, age in enumerate(profile.age_groups)
    }
    return Count(cells, len(profile.places))


def _mean_times_children(summed: Count, counting: Counting) -> Count:
    """The unit's mean score times its children, spread over age groups as the children are."""
    population = counting.population
    totals, children = summed.totals, population.totals
    mean = [t / n if n else ZERO for t, n in zip(totals, children, strict=True)]
    cells: dict[Cell, Vector] = {
        (None, age): tuple(mean[p] * row[i] for p, row in enumerate(population.children))
        for i, age in enumerate(population.age_groups)
    }
    return Count(cells, summed.places)


def _from_counts(counting: Counting, weights: Mapping[str, Fraction]) -> Count:
    population = counting.population
    cells: dict[Cell, list[Fraction]] = {}
    for criterion, weight in weights.items():
        known = any((place, criterion) in population.counts for place in population.places)
        if not known and not counting.lenient:
            raise CriterionNotInData(criterion=criterion, step=counting.step)
        for position, place in enumerate(population.places):
            figures = population.counts.get((place, criterion), {})
            if not figures and not counting.unknown_is_not_met:
                raise CountMissing(unit=place, criterion=criterion)
            for age, number in figures.items():
                if number is None and not counting.unknown_is_not_met:
                    raise CountMissing(unit=place, criterion=criterion)
                column = cells.setdefault((criterion, age), [ZERO] * len(population.places))
                column[position] += weight * (number or ZERO) * _scale(population, position, age)
    return Count({c: tuple(v) for c, v in cells.items()}, len(population.places))


def _scale(population: Population, place: int, age: str | None) -> Fraction:
    """The factor from these counts to other numbers of children; one unless years are compared."""
    if population.scale is None:
        return Fraction(1)
    row = population.scale[place]
    if age is not None and age in population.age_groups:
        return row[population.age_groups.index(age)]
    # Without ages the whole unit is scaled by its children.
    return population.scale_of_all[place]
