"""What a data folder holds of children, per unit: the figures an analyst checks first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.allocation.inputs import Inputs, enrolled_population
from fordel.allocation.loads.counting import criteria_totals
from fordel.allocation.model.document import Model
from fordel.budget_year.computing import Profiles
from fordel.domain.language import Language, Words, number, plain
from fordel.profiles.profile import Profile
from fordel.registers.reading import ReadResult

_UNIT = Words(da="Enhed", en="Unit")
_NAME = Words(da="Navn", en="Name")
_CHILDREN = Words(da="Børn", en="Children")


@dataclass(frozen=True)
class UnitCounts:
    """One unit: its children, and how many of them meet each criterion."""

    unit: str
    name: str
    children: Fraction
    criteria: dict[str, Fraction]


@dataclass(frozen=True)
class Counts:
    """Every unit's counts; ``unknown`` says for how many children a criterion is not known."""

    units: tuple[UnitCounts, ...]
    labels: dict[str, Words]
    unknown: dict[str, int]
    profile: Profile | None

    @property
    def children(self) -> Fraction:
        return sum((unit.children for unit in self.units), Fraction(0))

    def table(self, language: Language) -> tuple[list[str], list[list[str]]]:
        """The counts as a table: headers and rows."""
        headers = [_UNIT.to(language), _NAME.to(language), _CHILDREN.to(language)]
        headers += [label.to(language) for label in self.labels.values()]
        rows = [
            [
                unit.unit,
                unit.name,
                number(unit.children, language),
                *(
                    number(unit.criteria[name], language) if name in unit.criteria else "–"
                    for name in self.labels
                ),
            ]
            for unit in self.units
        ]
        return headers, rows

    def to_json(self) -> dict[str, Any]:
        return {
            "children": plain(self.children),
            "unknown": self.unknown,
            "units": [
                {
                    "unit": unit.unit,
                    "name": unit.name,
                    "children": plain(unit.children),
                    "criteria": {name: plain(n) for name, n in unit.criteria.items()},
                }
                for unit in self.units
            ],
        }


def counts_of(model: Model, read: ReadResult, profiles: Profiles) -> Counts:
    """Count every unit of a data folder, also those outside the model's scope."""
    units = read.register.units
    inputs = Inputs(read.register, profiles.enrolled, profiles.resident)
    population = enrolled_population(model, units, inputs)
    criteria = criteria_totals(population, model.criterion_ids)
    return Counts(
        units=tuple(
            UnitCounts(
                unit=unit.id,
                name=unit.name,
                children=population.totals[i],
                criteria={
                    name: known
                    for name, values in criteria.items()
                    if (known := values[i]) is not None
                },
            )
            for i, unit in enumerate(units)
        ),
        labels={
            criterion.id: Words(criterion.label.da, criterion.label.en)
            for criterion in model.criteria
        },
        unknown=_unknown(profiles.enrolled),
        profile=profiles.enrolled,
    )


def _unknown(profile: Profile | None) -> dict[str, int]:
    if profile is None:
        return {}
    return {
        name: int(profile.children[(profile.unknown & profile.mask([name])) != 0].sum())
        for name in profile.criteria
    }
