"""Answers that cannot be what they say are set aside with a reason, never mended or counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from fordel.domain.language import Words
from fordel.evaluation.children import attached_in
from fordel.interventions.cells import MISSING, Cell, State
from fordel.interventions.indicators import Cohort, Colour, Field, Indicator, Kind
from fordel.interventions.registrations import Registrations

PERCENT = 100
TURNOVER = 2
"""In a period children come and go, so more may be assessed than are enrolled on one day; but not
so many times as many."""


class Cause(StrEnum):
    """Why an answer is set aside."""

    OUTSIDE_SCALE = "outside_scale"
    NEGATIVE = "negative"
    NOT_IN_PROJECT = "not_in_project"
    PERIOD_SKIPPED = "period_skipped"
    MORE_LEFT = "more_left"
    PERCENTAGES = "percentages"
    MORE_THAN_ATTACHED = "more_than_attached"
    MORE_THAN_ENROLLED = "more_than_enrolled"


CAUSE_WORDS = {
    Cause.OUTSIDE_SCALE: Words(
        da="vurderingen ligger uden for skalaen", en="the rating lies outside the scale"
    ),
    Cause.NEGATIVE: Words(da="tallet er under nul", en="the count is below zero"),
    Cause.NOT_IN_PROJECT: Words(
        da="enheden var ikke med i projektet i perioden",
        en="the unit was not in the project in the period",
    ),
    Cause.PERIOD_SKIPPED: Words(
        da="der blev ikke indsamlet i perioden", en="nothing was collected in the period"
    ),
    Cause.MORE_LEFT: Words(
        da="flere børn er gået ud, end der var med i perioden før",
        en="more children left than were included in the period before",
    ),
    Cause.PERCENTAGES: Words(
        da="tallene giver 100 og ligner procenter, men der spørges om antal børn",
        en="the figures add up to 100 and look like percentages, where children are counted",
    ),
    Cause.MORE_THAN_ATTACHED: Words(
        da="der er vurderet flere børn, end der er tilknyttet projektet",
        en="more children were assessed than are attached to the project",
    ),
    Cause.MORE_THAN_ENROLLED: Words(
        da="der er vurderet over dobbelt så mange børn, som der er indskrevet",
        en="more than twice as many children were assessed as are enrolled",
    ),
}


@dataclass(frozen=True)
class SetAside:
    """An answer that no figure is made of: where it stands, what it said, and why."""

    unit: str
    period: int
    field: str
    value: int
    cause: Cause

    @property
    def words(self) -> Words:
        return CAUSE_WORDS[self.cause]


def set_aside(registrations: Registrations) -> tuple[Registrations, tuple[SetAside, ...]]:
    """The registrations without answers that cannot be what they say, and those answers.

    What is set aside counts as missing. Nothing is changed into another number. An answer for
    another project's unit, an unknown period or an unknown field is not looked at at all.

    Returns
    -------
    Registrations that figures may be made of, and what was set aside, by unit, period and field.
    """
    fields = registrations.programme.fields_of(registrations.project)
    found: dict[tuple[str, int, str], SetAside] = {}
    for item in (*_single(registrations, fields), *_colours(registrations)):
        found.setdefault((item.unit, item.period, item.field), item)
    if not found:
        return registrations, ()
    answers: Mapping[tuple[str, int, str], Cell] = {
        **registrations.answers,
        **{at: _instead(item) for at, item in found.items()},
    }
    return replace(registrations, answers=answers), tuple(found[at] for at in sorted(found))


def number_of(registrations: Registrations, unit: str, period: int, key: str) -> int | None:
    """The number in a cell; None for every kind of nothing."""
    return registrations.cell(unit, period, key).value


def children_with(
    registrations: Registrations, unit: str, period: int, indicator: Indicator, cohort: Cohort
) -> dict[Colour, int] | None:
    """Children by colour in a unit and period; None unless all three counts are given."""
    counts: dict[Colour, int] = {}
    for colour in Colour:
        value = number_of(registrations, unit, period, Field(indicator, cohort, colour).key)
        if value is None:
            return None
        counts[colour] = value
    return counts


def _instead(item: SetAside) -> Cell:
    """Outside the unit's time it is as if nobody had answered there; else an answer is missing."""
    return MISSING if item.cause not in _NOT_ASKED else Cell(_NOT_ASKED[item.cause])


_NOT_ASKED = {
    Cause.NOT_IN_PROJECT: State.NOT_APPLICABLE,
    Cause.PERIOD_SKIPPED: State.NOT_COLLECTED,
}


def _single(registrations: Registrations, fields: tuple[Field, ...]) -> Iterator[SetAside]:
    by_key = {field.key: field.indicator for field in fields}
    periods = {period.no: period for period in registrations.programme.periods}
    for (unit, no, key), cell in registrations.answers.items():
        part = registrations.project.participation(unit)
        if cell.value is None or part is None or no not in periods or key not in by_key:
            continue
        cause = _cause(by_key[key], cell.value)
        if not periods[no].collected:
            cause = Cause.PERIOD_SKIPPED
        elif not part.takes_part_in(no):
            cause = Cause.NOT_IN_PROJECT
        if cause is not None:
            yield SetAside(unit, no, key, cell.value, cause)


def _cause(indicator: Indicator, value: int) -> Cause | None:
    if indicator.kind is Kind.RATING:
        inside = indicator.lowest <= value <= indicator.highest
        return None if inside else Cause.OUTSIDE_SCALE
    return Cause.NEGATIVE if value < 0 else None


def _colours(registrations: Registrations) -> Iterator[SetAside]:
    project = registrations.project
    asked = [registrations.programme.indicator(name) for name in project.indicators]
    for indicator in (known for known in asked if known.kind is Kind.COLOURS):
        for unit in registrations.units:
            before: int | None = None
            for no in registrations.periods:
                included = children_with(registrations, unit, no, indicator, Cohort.INCLUDED)
                left = children_with(registrations, unit, no, indicator, Cohort.LEFT)
                total = None if included is None else sum(included.values())
                cause = _cause_of_children(total, registrations, unit, no)
                if cause is not None and included is not None:
                    yield from _all_three(unit, no, indicator, Cohort.INCLUDED, included, cause)
                if left is not None and before is not None and sum(left.values()) > before:
                    cause_left = Cause.MORE_LEFT
                    yield from _all_three(unit, no, indicator, Cohort.LEFT, left, cause_left)
                before = total if cause is None else None


def _cause_of_children(
    total: int | None, registrations: Registrations, unit: str, no: int
) -> Cause | None:
    if total is None:
        return None
    count = attached_in(registrations.programme, registrations.project)
    attached = None if count is None else number_of(registrations, unit, no, count.id)
    enrolled = registrations.enrolled.get((unit, no))
    if attached is not None and 0 <= attached < total:
        return Cause.PERCENTAGES if total == PERCENT else Cause.MORE_THAN_ATTACHED
    if enrolled is not None and TURNOVER * enrolled < total:
        return Cause.PERCENTAGES if total == PERCENT else Cause.MORE_THAN_ENROLLED
    return None


def _all_three(
    unit: str, no: int, indicator: Indicator, cohort: Cohort, counts: dict[Colour, int], why: Cause
) -> Iterator[SetAside]:
    for colour, value in counts.items():
        yield SetAside(unit, no, Field(indicator, cohort, colour).key, value, why)
