"""The figures of an implementation: per unit, per activity, with what each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.language import Words
from fordel.evaluation.setting_aside import SetAside
from fordel.evaluation.spreads import Spread, dispersion_of
from fordel.evaluation.verdicts import Proposal
from fordel.evaluation.windows import Window

ZERO = Fraction(0)


@dataclass(frozen=True)
class Base:
    """What a count is held against: children attached to the project, or children enrolled.

    ``indicator`` is the count of the sheet; None where children enrolled are used.
    """

    indicator: str | None
    label: Words


@dataclass(frozen=True)
class UnitCount:
    """What one unit counted of one activity in a window. Rates are exact; None is "not known".

    Parameters
    ----------
    count : sum over the periods with a number; None without any.
    periods, gaps : numbers of the periods with a number, and of those the unit was asked for but
        has none.
    months : length of the periods with a number.
    with_children : those of the periods in which the number of children is known.
    child_months : children times months, over the periods with both numbers.
    per_100_children_month : holdings per 100 children and month.
    per_month : holdings per month in the unit.
    intended : holdings by the description's intensity, in the same periods.
    dosage : count as part of what was intended (1 is as intended).
    """

    unit: str
    count: int | None
    periods: tuple[int, ...]
    gaps: tuple[int, ...]
    with_children: tuple[int, ...]
    months: Fraction
    child_months: Fraction | None
    per_100_children_month: Fraction | None
    per_month: Fraction | None
    intended: Fraction | None
    dosage: Fraction | None


@dataclass(frozen=True)
class CountSummary:
    """One count of one activity in one window, over its units.

    ``units`` shape (units,), in the project's order. ``n`` are the units with a number;
    ``share_with_one`` and ``share_with_two`` are parts (0-1) of those. ``fidelity`` is the part of
    the ``fidelity_n`` units with a dosage that did as described.
    """

    indicator: str
    label: Words
    window: Window
    units: tuple[UnitCount, ...]
    n: int
    total: int | None
    per_100_children_month: Spread | None
    per_month: Spread | None
    with_one: int
    with_two: int
    dosage: Spread | None
    fidelity: Fraction | None
    fidelity_n: int

    @property
    def share_with_one(self) -> Fraction | None:
        return Fraction(self.with_one, self.n) if self.n else None

    @property
    def share_with_two(self) -> Fraction | None:
        return Fraction(self.with_two, self.n) if self.n else None

    @property
    def is_per_child(self) -> bool:
        """Whether children are known, and not none, wherever there is a count."""
        counted = [unit for unit in self.units if unit.count is not None]
        return bool(counted) and all(
            unit.child_months and unit.with_children == unit.periods for unit in counted
        )

    @property
    def spread(self) -> Spread | None:
        """Per 100 children and month where children are known throughout, else per month."""
        return self.per_100_children_month if self.is_per_child else self.per_month

    @property
    def dispersion(self) -> Fraction | None:
        """How unevenly units lie; about 1 is what chance gives. Exposure is that of ``spread``."""
        counted = [unit for unit in self.units if unit.count is not None]
        by_child = self.is_per_child
        return dispersion_of(
            [unit.count or 0 for unit in counted],
            [(unit.child_months or ZERO) if by_child else unit.months for unit in counted],
        )


@dataclass(frozen=True)
class ActivityImplementation:
    """One activity: its counts in the effect phase and the whole time, and what is proposed.

    ``effect`` and ``whole`` have an entry per count that it is seen in, in the description's
    order. ``shared_with`` are the ids of activities that share every one of those counts.
    ``judged_from`` is the window that the proposal was made from.
    """

    activity: str
    name: str
    effect: tuple[CountSummary, ...]
    whole: tuple[CountSummary, ...]
    shared_with: tuple[str, ...]
    judged_from: Window
    proposal: Proposal


@dataclass(frozen=True)
class CountRow:
    """A row of the tidy table: one unit, one count, one window."""

    activity: str
    indicator: str
    window: Window
    unit: str
    count: int | None
    months: Fraction
    child_months: Fraction | None
    per_100_children_month: Fraction | None
    per_month: Fraction | None
    dosage: Fraction | None


@dataclass(frozen=True)
class ImplementationReport:
    """How a project's activities were carried out.

    ``activities`` are in the description's order; ``base`` says which children the counts are held
    against, None where no number of children is known; ``source`` is where the rules come from.
    """

    project: str
    base: Base | None
    activities: tuple[ActivityImplementation, ...]
    set_aside: tuple[SetAside, ...]
    source: Words

    def activity(self, name: str) -> ActivityImplementation:
        """An activity by its id, which the project has."""
        return next(known for known in self.activities if known.activity == name)

    def tidy(self) -> Iterator[CountRow]:
        """Every unit's figures, a row per activity, count, window and unit."""
        for activity in self.activities:
            for summary in (*activity.effect, *activity.whole):
                for unit in summary.units:
                    yield CountRow(
                        activity.activity,
                        summary.indicator,
                        summary.window,
                        unit.unit,
                        unit.count,
                        unit.months,
                        unit.child_months,
                        unit.per_100_children_month,
                        unit.per_month,
                        unit.dosage,
                    )
