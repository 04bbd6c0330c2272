"""A project's evaluation as a person sees it, worked out once for as long as nothing changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from fordel.domain.language import Language
from fordel.evaluation.effects.estimating import estimate_effects
from fordel.evaluation.effects.from_registrations import (
    Outcome,
    may_be_estimated,
    outcome_from,
    outcomes_in,
)
from fordel.evaluation.effects.results import EffectReport
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.results.drawing import chart_of
from fordel.evaluation.results.figures import Development, ResultsReport
from fordel.interventions.indicators import Cohort, Kind
from fordel.interventions.registrations import Registrations
from fordel.web.access.policies.standing import Standing
from fordel.web.components.pictures import Picture, picture_of
from fordel.web.programmes.models import Participation, Project
from fordel.web.programmes.policies.owning import SEES_ALL
from fordel.web.programmes.queries.documents import programme_with, registrations_document
from fordel.web.programmes.queries.seen import participations_seen_by, project_seen_by

_KEPT = 64
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Evaluating:
    """A project with what its units handed in.

    ``names`` are what units are called, by key, of those the person sees.
    """

    row: Project
    registrations: Registrations
    names: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """Registrations that are the same where their fingerprints are."""

    fingerprint: str
    registrations: Registrations = field(compare=False, repr=False)


def evaluating(standing: Standing, programme: str, project: str) -> Evaluating:
    """A project that a person sees, or a page that says there is none."""
    row = project_seen_by(standing, programme, project)
    document = programme_with(row)
    parts: Iterable[Participation] = row.participations.all()
    if not standing.is_any(*SEES_ALL):
        parts = participations_seen_by(standing).filter(project=row)
    names = {part.unit_key: part.unit_name or part.unit_key for part in parts}
    return Evaluating(row, registrations_document(document, row), names)


def asked_of(registrations: Registrations) -> Asked:
    """Registrations to be remembered by."""
    programme = registrations.programme.model_copy(update={"projects": ()})
    parts = (
        programme.model_dump_json(by_alias=True),
        registrations.project.model_dump_json(by_alias=True),
        repr(sorted((at, cell.state, cell.value) for at, cell in registrations.answers.items())),
        repr(sorted(registrations.enrolled.items())),
    )
    return Asked(hashlib.sha256("\0".join(parts).encode()).hexdigest(), registrations)


def results_of_registrations(registrations: Registrations) -> ResultsReport:
    """Developments and changes of a project."""
    return _results(asked_of(registrations))


def charts_of(
    one: Evaluating, report: ResultsReport, indicator: str, unit: str, language: Language
) -> list[tuple[Development, Picture]]:
    """The development of an indicator, drawn: one, or included and left apart."""
    known = [found for found in report.developments if found.indicator == indicator]
    asked = asked_of(one.registrations)
    name = one.names.get(unit, unit)
    with _ONE_AT_A_TIME:
        return [
            (found, _picture(asked, indicator, found.cohort, unit, name, language))
            for found in known
        ]


def effect_of(one: Evaluating, indicator: str) -> tuple[Outcome, EffectReport]:
    """What can be told of the effect on an indicator, and what its figures are.

    Raises
    ------
    NoOutcome : it is none of the project's results.
    """
    asked = asked_of(one.registrations)
    with _ONE_AT_A_TIME:
        return _effect(asked, indicator)


def effects_of_registrations(registrations: Registrations) -> dict[str, EffectReport]:
    """What can be told of the effect on each result; nothing where nothing can be compared."""
    if not may_be_estimated(registrations):
        return {}
    asked = asked_of(registrations)
    with _ONE_AT_A_TIME:
        return {one.id: _effect(asked, one.id)[1] for one in outcomes_in(registrations)}


@lru_cache(_KEPT)
def _results(asked: Asked) -> ResultsReport:
    return results_of(asked.registrations)


@lru_cache(_KEPT)
def _effect(asked: Asked, indicator: str) -> tuple[Outcome, EffectReport]:
    outcome = outcome_from(asked.registrations, indicator)
    return outcome, estimate_effects(outcome.panel, outcome=outcome.words)


@lru_cache(_KEPT)
def _picture(
    asked: Asked, indicator: str, cohort: Cohort | None, unit: str, name: str, language: Language
) -> Picture:
    report = _results(asked)
    known = report.development(indicator, cohort)
    rating = asked.registrations.programme.indicator(indicator)
    scale = (rating.lowest, rating.highest) if known.kind is Kind.RATING else None
    drawn = chart_of(report, known, language, unit=unit or None, unit_name=name, scale=scale)
    return picture_of(drawn)
