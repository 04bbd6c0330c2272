"""What a data report looks at: a project up to a period, and the period before with figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from fordel.evaluation.reports.refusals import (
    NothingRegistered,
    PeriodNotCollected,
    PeriodNotInProgramme,
)
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.results.figures import Development, Point, ResultsReport
from fordel.evaluation.rules import EvaluationRules, shipped_rules
from fordel.evaluation.setting_aside import SetAside, set_aside
from fordel.interventions.cells import State
from fordel.interventions.periods import DataPeriod
from fordel.interventions.programme import Programme, Project
from fordel.interventions.registrations import Registrations


@dataclass(frozen=True)
class Answered:
    """How many of a period's cells have a number, and how many have which kind of nothing.

    ``asked`` are those with a number, and those that were asked and not answered; what does not
    apply to a unit, and what nobody was asked, is not among them.
    """

    by_state: dict[State, int]

    @property
    def asked(self) -> int:
        return self.by_state.get(State.GIVEN, 0) + self.by_state.get(State.MISSING, 0)

    @property
    def share(self) -> Fraction | None:
        """Part (0-1) of what was asked; None where nothing was."""
        given = self.by_state.get(State.GIVEN, 0)
        return Fraction(given, self.asked) if self.asked else None


@dataclass(frozen=True)
class Scope:
    """A project up to a period.

    ``registrations`` have no answers in them that cannot be what they say; ``results`` knows
    nothing of later periods; ``before`` is the last period before it that any unit registered for,
    None where there is none; ``skipped`` lie between the two. ``standing`` are counts of how many
    there are at a time, which are no more in a longer period.
    """

    registrations: Registrations
    results: ResultsReport
    period: DataPeriod
    before: DataPeriod | None
    skipped: tuple[DataPeriod, ...]
    standing: frozenset[str]

    @property
    def programme(self) -> Programme:
        return self.registrations.programme

    @property
    def project(self) -> Project:
        return self.registrations.project

    @property
    def units(self) -> tuple[str, ...]:
        """Units that take part in the period."""
        no = self.period.no
        return tuple(part.unit for part in self.project.units if part.takes_part_in(no))

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """Answers of the period that no figure is made of."""
        return tuple(one for one in self.results.set_aside if one.period == self.period.no)

    def unit_name(self, unit: str) -> str:
        """What a unit is called."""
        part = self.project.participation(unit)
        return unit if part is None or not part.name else part.name

    def at(self, known: Development, period: DataPeriod, unit: str | None = None) -> Point:
        """A development's point in a period, for the project or a unit."""
        points = known.points if unit is None else known.by_unit[unit]
        return next(point for point in points if point.period == period.no)

    def answered(self, unit: str | None = None) -> Answered:
        """How much of the period's sheet has been answered, in all or by one unit."""
        fields = self.programme.fields_of(self.project)
        units = self.units if unit is None else (unit,)
        cells = (
            self.registrations.cell(one, self.period.no, field.key).state
            for one in units
            for field in fields
        )
        return Answered(dict(Counter(cells)))

    def has_registered(self, unit: str, period: int | None = None) -> bool:
        """Whether a unit has given any number in a period."""
        no = self.period.no if period is None else period
        return any(
            self.registrations.cell(unit, no, field.key).state is State.GIVEN
            for field in self.programme.fields_of(self.project)
        )


def scope_of(
    registrations: Registrations, period: int, rules: EvaluationRules | None = None
) -> Scope:
    """Look at a project up to a period, as it could be seen then.

    Raises
    ------
    PeriodNotInProgramme, PeriodNotCollected, NothingRegistered.
    """
    programme, project = registrations.programme, registrations.project
    now = programme.period(period)
    if now is None:
        known = ", ".join(str(one.no) for one in programme.periods)
        raise PeriodNotInProgramme(period=period, known=known)
    if not now.collected:
        raise PeriodNotCollected(period=period, reason=now.reason.rstrip("."))
    so_far = tuple(one for one in programme.periods if one.no <= period)
    then = programme.model_copy(update={"periods": so_far})
    seen = replace(registrations, programme=then)
    earlier = [one for one in so_far if one.no < period]
    rules = rules or shipped_rules()
    results = results_of(seen, rules)
    usable, _ = set_aside(seen)
    standing = frozenset(rules.implementation.children)
    scope = Scope(usable, results, now, None, (), standing)
    if not any(scope.has_registered(unit) for unit in seen.units):
        raise NothingRegistered(project=project.name, period=period)
    with_figures = [
        one for one in earlier if any(scope.has_registered(unit, one.no) for unit in seen.units)
    ]
    before = with_figures[-1] if with_figures else None
    skipped = tuple(one for one in earlier if before is not None and one.no > before.no)
    return replace(scope, before=before, skipped=skipped)
