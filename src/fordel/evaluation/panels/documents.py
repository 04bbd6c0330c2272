"""Counts of a panel as a document that is kept, and back; figures as a document for a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fordel.domain.language import Language, Words
from fordel.evaluation.panels.counting import (
    AWAY,
    NOT_ASSESSED,
    Course,
    Move,
    PanelCounts,
    Path,
)
from fordel.evaluation.panels.figures import MovedToBest, PanelFigures, StateFlow, StepCounts
from fordel.evaluation.panels.refusals import PanelCountsNotUnderstood
from fordel.evaluation.panels.states import OrderedState
from fordel.statistics.transitions import Transition

_PATH = 3


def counts_document(counts: PanelCounts) -> dict[str, Any]:
    """What is kept of a panel: counts by unit, periods and states, and nothing of a child."""
    return {
        "states": [
            {"id": state.id, "da": state.words.da, "en": state.words.en} for state in counts.states
        ],
        "periods": list(counts.periods),
        "skipped": list(counts.skipped),
        "children": dict(counts.children),
        "moves": [
            {
                "unit": one.unit,
                "before": one.before,
                "after": one.after,
                "from": one.start,
                "to": one.end,
                "left": one.is_leaving,
                "children": one.children,
            }
            for one in counts.moves
        ],
        "first_and_last": [
            {"unit": one.unit, "from": one.start, "to": one.end, "children": one.children}
            for one in counts.courses
        ],
        "paths": [{"states": list(one.states), "children": one.children} for one in counts.paths],
    }


def counts_from(document: Mapping[str, Any]) -> PanelCounts:
    """The counts that a document holds.

    Raises
    ------
    PanelCountsNotUnderstood : it is no such document, or its counts do not hold together.
    """
    try:
        counts = _read(document)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise PanelCountsNotUnderstood from None
    places = {state.id for state in counts.states} | {AWAY, NOT_ASSESSED}
    named = [place for one in counts.moves for place in (one.start, one.end)]
    named += [place for one in counts.courses for place in (one.start, one.end)]
    named += [place for one in counts.paths for place in one.states]
    numbers = [*counts.children.values(), *(one.children for one in counts.moves)]
    steps = {(one.before, one.after) for one in counts.moves}
    if not places.issuperset(named) or min(numbers, default=0) < 0 or steps - set(counts.steps):
        raise PanelCountsNotUnderstood
    return counts


def _read(document: Mapping[str, Any]) -> PanelCounts:
    return PanelCounts(
        states=tuple(
            OrderedState(str(one["id"]), Words(str(one["da"]), str(one["en"])))
            for one in document["states"]
        ),
        periods=tuple(int(no) for no in document["periods"]),
        skipped=tuple(int(no) for no in document["skipped"]),
        children={str(unit): int(n) for unit, n in document["children"].items()},
        moves=tuple(
            Move(
                unit=str(one["unit"]),
                before=int(one["before"]),
                after=int(one["after"]),
                start=str(one["from"]),
                end=str(one["to"]),
                is_leaving=bool(one["left"]),
                children=int(one["children"]),
            )
            for one in document["moves"]
        ),
        courses=tuple(
            Course(str(one["unit"]), str(one["from"]), str(one["to"]), int(one["children"]))
            for one in document["first_and_last"]
        ),
        paths=tuple(_path(one) for one in document["paths"]),
    )


def _path(one: Mapping[str, Any]) -> Path:
    first, middle, last = (str(place) for place in one["states"])
    return Path((first, middle, last), int(one["children"]))


def figures_document(figures: PanelFigures, language: Language) -> dict[str, Any]:
    """Transitions, flows and paths of a panel for a program."""
    return {
        "states": [state.id for state in figures.states],
        "periods": list(figures.periods),
        "not_collected": list(figures.skipped),
        "children": figures.children,
        "units": len(figures.units),
        "transitions": [_transition(figures, one) for one in figures.cells],
        "by_step": [_step(step) for step in figures.steps],
        "flows": [_flow(flow) for flow in figures.flows],
        "paths": [{"states": list(one.states), "children": one.children} for one in figures.paths],
        "first_to_last": None if figures.moved is None else _moved(figures.moved),
        "level": figures.level,
        "method": figures.method,
        "source": figures.source,
        "notes": [words.to(language) for words in figures.notes],
    }


def _transition(figures: PanelFigures, one: Transition) -> dict[str, Any]:
    return {
        "from": figures.states[one.before].id,
        "to": figures.states[one.after].id,
        "children": one.count,
        "of": one.of,
        "share": one.share,
        "low": one.low,
        "high": one.high,
        "expected": one.expected,
        "expected_low": one.expected_low,
        "expected_high": one.expected_high,
    }


def _step(step: StepCounts) -> dict[str, Any]:
    return {
        "before": step.before,
        "after": step.after,
        "transitions": [
            {"from": start, "to": end, "children": n}
            for (start, end), n in sorted(step.children.items())
        ],
    }


def _flow(flow: StateFlow) -> dict[str, Any]:
    return {
        "state": flow.state,
        "came": flow.came,
        "went_without_assessment": flow.went,
        "left_with_last_assessment": flow.left,
        "not_assessed_next": flow.not_assessed,
    }


def _moved(moved: MovedToBest) -> dict[str, Any]:
    return {
        "children": moved.children,
        "to_best": moved.toward,
        "from_best": moved.away,
        "net": moved.net,
        "net_share": moved.net / moved.children,
        "low": moved.low,
        "high": moved.high,
    }
