"""Counting need child by child: the plain half of the reference engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction

ZERO = Fraction(0)


class Refused(Exception):
    """The reference would not compute; the argument is the name of the engine's refusal."""


@dataclass
class World:
    """What a municipality knows, as plain as it can be written.

    ``children``: dicts with ``unit``, ``district``, ``age_group``, ``full_time`` (a fraction) and
    ``criteria`` (name -> True, False, None); empty where only counts are known.
    ``units``: dicts, see the generators. ``counts``: (unit, criterion) -> {age group: number}.
    ``previous``: unit -> (amount, weighted children, children).
    """

    units: list
    children: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)
    scores: dict = field(default_factory=dict)
    districts: dict = field(default_factory=dict)
    grants: list = field(default_factory=list)
    applications: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    previous: dict | None = None


def figure(value, model, year):
    """A figure of the model: written out, or the one whose period holds on the first of January."""
    if not hasattr(value, "parameter"):
        return Fraction(value)
    name = value.parameter
    holding = [
        v
        for v in model.parameters[name].values
        if v.valid_from.year <= year
        and (v.valid_from.year < year or (v.valid_from.month, v.valid_from.day) == (1, 1))
        and (
            v.valid_to is None or (v.valid_to.year, v.valid_to.month, v.valid_to.day) > (year, 1, 1)
        )
    ]
    if not holding:
        raise Refused("ParameterMissingOn")
    return Fraction(max(holding, key=lambda v: v.valid_from).value)


class Counter:
    """Counts for one step of a model, in a list of places with their children."""

    def __init__(self, model, year, world, *, places, children_of, grid):
        self.model, self.year, self.world = model, year, world
        self.places = places
        self.children_of = children_of  # place -> child dicts, or None where there are no rows
        self.grid = grid  # place -> {age group: children}
        self.ages = [group.id for group in model.age_groups]
        self.weights = {g.id: figure(g.weight, model, year) for g in model.age_groups}

    def count(self, method):
        """place -> {(criterion, age group): value}."""
        return getattr(self, "_" + method.method)(method)

    def children(self, place):
        return sum(self.grid[place].values(), ZERO)

    def weighted(self, place):
        return sum((self.weights[a] * n for a, n in self.grid[place].items()), ZERO)

    def _criteria(self, method):
        return list(method.criteria) or [c.id for c in self.model.criteria]

    def _known(self, criteria):
        for criterion in criteria:
            for place in self.places:
                for child in self.children_of[place]:
                    unknown = child["criteria"][criterion] is None
                    if unknown and self.model.children.unknown.value == "refuse":
                        raise Refused("CriterionNotKnownOfAll")

    def _per_child(self, criteria, value):
        """Add up what every child is worth; unknown counts as not met."""
        self._known(criteria)
        counted = {}
        for place in self.places:
            counted[place] = {(None, age): ZERO for age in self.ages}
            for child in self.children_of[place]:
                met = [c for c in criteria if child["criteria"][c] is True]
                counted[place][None, child["age_group"]] += value(met)
        return counted

    def _unique_children(self, method):
        return self._per_child(
            self._criteria(method), lambda met: Fraction(1 if len(met) >= method.at_least else 0)
        )

    def _criteria_met(self, method):
        return self._weighing(dict.fromkeys(self._criteria(method), Fraction(1)))

    def _weighted_criteria(self, method):
        weights = {c: figure(w, self.model, self.year) for c, w in method.weights.items()}
        if all(weight == 0 for weight in weights.values()):
            raise Refused("AllWeightsZero")
        return self._weighing(weights)

    def _weighing(self, weights):
        if self.children_of is None:
            return self._from_counts(weights)
        self._known(weights)
        counted = {}
        for place in self.places:
            counted[place] = {(c, age): ZERO for c in weights for age in self.ages}
            for child in self.children_of[place]:
                for criterion, weight in weights.items():
                    if child["criteria"][criterion] is True:
                        counted[place][criterion, child["age_group"]] += weight
        return counted

    def _supplied_unique_counts(self, method):
        return self._from_counts({method.criterion: Fraction(1)})

    def _from_counts(self, weights):
        refuse = self.model.children.unknown.value == "refuse"
        counted = {place: {} for place in self.places}
        for criterion, weight in weights.items():
            if not any((place, criterion) in self.world.counts for place in self.places):
                raise Refused("CriterionNotInData")
            for place in self.places:
                known = self.world.counts.get((place, criterion), {})
                if refuse and (not known or None in known.values()):
                    raise Refused("CountMissing")
                for age, number in known.items():
                    counted[place][criterion, age] = weight * (number or ZERO)
        return counted

    def _index(self, method):
        if isinstance(method.coefficients, str):
            rows = table_rows(self.model, method.coefficients, self.year)
            coefficients = {row.criterion: Fraction(row.value) for row in rows}
        else:
            coefficients = {
                c: figure(v, self.model, self.year) for c, v in method.coefficients.items()
            }
        intercept = figure(method.intercept, self.model, self.year)
        if self.children_of is None:
            counted = self._from_counts(coefficients)
            for place in self.places:
                counted[place][None, None] = intercept * self.children(place)
            return counted

        def score(met):
            linear = intercept + sum((coefficients[c] for c in met), ZERO)
            return _logistic(linear) if method.link == "logistic" else linear

        counted = self._per_child(list(coefficients), score)
        if method.summary == "mean_times_children":
            for place in self.places:
                children, whole = self.children(place), sum(counted[place].values(), ZERO)
                mean = whole / children if children else ZERO
                counted[place] = {(None, a): mean * n for a, n in self.grid[place].items()}
        return counted

    def _score(self, method):
        counted = {}
        for place in self.places:
            if place not in self.world.scores:
                raise Refused("ScoreMissing")
            counted[place] = {
                (None, None): self.world.scores[place] * self._size(method.times, place)
            }
        return counted

    def _size(self, measure, place):
        if measure == "children":
            return self.children(place)
        return self.weighted(place) if measure == "weighted_children" else Fraction(1)

    def _given_key(self, method):
        shares = {u: figure(s, self.model, self.year) for u, s in method.shares.items()}
        shares = shares or dict(self.world.scores)
        for correction in method.corrections:
            by = figure(correction.by, self.model, self.year)
            shares[correction.unit] = shares.get(correction.unit, ZERO) + by
        for place in self.places:
            if place not in shares:
                raise Refused("ShareOfKeyMissing" if method.shares else "ScoreMissing")
        return {place: {(None, None): shares[place]} for place in self.places}

    def _enrolled(self, method):
        counted = {}
        for place in self.places:
            counted[place] = {(None, age): ZERO for age in self.ages}
            for age in self.ages:
                value = self.grid[place][age]
                if method.measure == "full_time":
                    value = self.full_time(place)[age]
                if method.measure == "weighted_children":
                    value *= self.weights[age]
                counted[place][None, age] = value
        return counted

    def full_time(self, place):
        added = dict.fromkeys(self.ages, ZERO)
        if self.children_of is None:
            unit = next(u for u in self.world.units if u["id"] == place)
            return {age: unit["full_time"][age] for age in self.ages}
        for child in self.children_of[place]:
            added[child["age_group"]] += child["full_time"]
        return added

    def _designated(self, method):
        counted = {}
        for place in self.places:
            unit = next(u for u in self.world.units if u["id"] == place)
            named = (
                unit["area"] in method.areas
                or unit["district"] in method.districts
                or unit["id"] in method.units
            )
            counted[place] = {(None, None): self._size(method.measure, place) if named else ZERO}
        return counted

    def _combination(self, method):
        weights = [figure(part.weight, self.model, self.year) for part in method.parts]
        if all(weight == 0 for weight in weights):
            raise Refused("AllWeightsZero")
        combined = {place: {} for place in self.places}
        counts = [self.count(part.count) for part in method.parts]
        for counted, written in zip(counts, weights, strict=True):
            weight = written
            whole = sum((sum(cells.values(), ZERO) for cells in counted.values()), ZERO)
            if method.of == "keys":
                if weight and not whole:
                    raise Refused("NobodyInNeed")
                weight = weight / whole if whole else ZERO
            for place in self.places:
                for cell, value in counted[place].items():
                    combined[place][cell] = combined[place].get(cell, ZERO) + weight * value
        return combined


def _logistic(linear):
    with localcontext(Context(prec=28)):
        x = Decimal(linear.numerator) / Decimal(linear.denominator)
        return Fraction(Decimal(1) / (Decimal(1) + (-x).exp()))


def table_rows(model, name, year):
    holding = [
        v
        for v in model.tables[name].versions
        if v.valid_from.toordinal() <= _first_day(year)
        and (v.valid_to is None or v.valid_to.toordinal() > _first_day(year))
    ]
    if not holding:
        raise Refused("ParameterMissingOn")
    return max(holding, key=lambda v: v.valid_from).rows


def _first_day(year):
    return date(year, 1, 1).toordinal()
