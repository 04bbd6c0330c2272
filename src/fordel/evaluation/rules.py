"""The rules that proposals are made by: packaged, sourced, and adjustable."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from fordel.allocation.model.documents import (
    document_in,
    fields_of,
    fitting,
    shipped_document,
)
from fordel.allocation.model.values import Figure, Misfit, Part, Text
from fordel.evaluation.refusals import RulesNotFound, RulesNotUnderstood


class Levels(Part):
    """From where on something is well, mostly, or to some extent done; below that it is not."""

    well: Figure
    mostly: Figure
    some: Figure

    @model_validator(mode="after")
    def _check_order(self) -> Levels:
        if not self.well >= self.mostly >= self.some > 0:
            raise Misfit(
                da="grænserne skal falde fra well over mostly til some og være over nul",
                en="the limits must fall from well over mostly to some, and be above zero",
            )
        return self


class Uneven(Part):
    """From where on units are called uneven; both limits must be passed."""

    relative_spread: Figure = Field(gt=0)
    dispersion: Figure = Field(ge=1)


class ImplementationRules(Part):
    """How a verdict on implementation is proposed.

    ``children`` are names of counts of all children in the project, beside those so marked;
    ``share_of_units`` is about units with the activity at least once, ``dosage`` about the middle
    unit's holdings as part of those intended; ``as_described`` is from which dosage a unit has
    done as described.
    """

    source: Text
    children: tuple[str, ...] = ()
    fewest_units: int = Field(ge=1)
    share_of_units: Levels
    dosage: Levels
    as_described: Figure = Field(gt=0)
    uneven: Uneven


class SmallestChange(Part):
    """The smallest change that is called one: points, share of children, part of what was."""

    rating: Figure = Field(gt=0)
    green_share: Figure = Field(gt=0, le=1)
    relative: Figure = Field(gt=0)


class ResultRules(Part):
    """How a change from before to the effect phase is put into words."""

    source: Text
    fewest_units: int = Field(ge=1)
    fewest_children: int = Field(ge=1)
    smallest_change: SmallestChange
    share_of_units: Figure = Field(gt=Decimal("0.5"), le=1)


class MaturityRules(Part):
    """When an activity or a project is proposed to be matured."""

    source: Text
    months_of_effect: Figure = Field(gt=0)
    share_of_activities: Figure = Field(gt=0, le=1)
    evidence_for_implementation: bool
    evidence_alone_for_results: bool


class AcrossRules(Part):
    """How many projects a pattern across projects takes."""

    source: Text
    fewest_projects: int = Field(ge=1)


class EvaluationRules(Part):
    """All of them together."""

    implementation: ImplementationRules
    results: ResultRules
    maturity: MaturityRules
    across: AcrossRules


_FILES: dict[str, str] = {
    "implementation": "implementation_rules.yaml",
    "results": "result_rules.yaml",
    "maturity": "maturity_rules.yaml",
    "across": "across_rules.yaml",
}


def shipped_rules() -> EvaluationRules:
    """The rules that ship with Fordel."""
    return EvaluationRules.model_validate(_shipped())


def read_rules(path: Path) -> EvaluationRules:
    """A municipality's own rules; what the file leaves out is as shipped.

    The file has the parts ``implementation``, ``results``, ``maturity`` and ``across``, each with
    the names of the shipped file.

    Raises
    ------
    RulesNotFound, RulesNotUnderstood.
    """
    refuse = partial(RulesNotUnderstood, path.name)
    own = fields_of(document_in(path, RulesNotFound, refuse), refuse)
    return fitting(EvaluationRules, _on_top(_shipped(), own), refuse)


def _shipped() -> dict[str, Any]:
    return {part: shipped_document("evaluation", file) for part, file in _FILES.items()}


def _on_top(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """``own`` laid over ``base``, level by level."""
    both = dict(base)
    for name, value in own.items():
        below = both.get(name)
        if isinstance(below, dict) and isinstance(value, dict):
            both[name] = _on_top(below, value)
        else:
            both[name] = value
    return both
