"""Whether data can bear an estimate: enough of everything, nothing twice, nothing told apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fordel.estimation.refusals import (
    CriteriaCollinear,
    CriterionConstant,
    OutcomeConstant,
    OutcomeSeparated,
    TooFewEvents,
    TooFewInCriterion,
    TooFewUnits,
)
from fordel.estimation.sample import Sample
from fordel.statistics.regression import Floats
from fordel.statistics.separation import (
    dependent_columns,
    logistic_moves,
    ordered_moves,
    separating_direction,
)

EACH_ANSWER = 5
"""With and without a criterion, at least so many have each answer: coefficients of few criteria
could else be turned back into counts of single children."""


def check_sample(sample: Sample) -> None:
    """Refuse what cannot be estimated, the plainest reason first.

    Raises
    ------
    OutcomeConstant, CriterionConstant, TooFewUnits, TooFewEvents, TooFewInCriterion,
    CriteriaCollinear, OutcomeSeparated : see their words.
    """
    if not len(sample) or not outcome_varies(sample):
        raise OutcomeConstant(column=sample.spec.outcome.column)
    for name, column in zip(sample.terms, sample.criteria.T, strict=True):
        if column.min() == column.max():
            raise CriterionConstant(criterion=name)
    # Errors clustered by unit need more units than parameters.
    parameters = len(sample.terms) + sample.levels - 1
    least = max(sample.spec.rules.units, sample.spec.validation.folds, parameters + 1)
    if sample.units < least:
        raise TooFewUnits(units=sample.units, least=least)
    _check_events(sample)
    _check_each(sample)
    pooled = sample.pooled()
    together = dependent_columns(pooled.design)
    if together:
        named = [sample.terms[place - 1] for place in together if place]
        raise CriteriaCollinear(criteria=", ".join(named))
    separating = separating_criteria(pooled)
    if separating:
        raise OutcomeSeparated(criteria=", ".join(separating))


def outcome_varies(sample: Sample) -> bool:
    """Whether the outcome differs, and every level of an ordered one is there."""
    if sample.kind == "ordered":
        return len(np.unique(sample.outcome)) == sample.levels
    if sample.kind == "yes_no":
        return bool(0 < sample.outcome.sum() < sample.children.sum())
    return bool(sample.outcome.min() < sample.outcome.max())


def events(sample: Sample) -> float:
    """What an estimate rests on.

    Yes and no: children with the rarer answer, but no more than units where they are the rows.
    Levels: Harrell's effective number (2015, section 4.4), n - sum of n_k cubed / n squared.
    Numbers: rows.
    """
    if sample.kind == "number":
        return float(len(sample))
    if sample.kind == "yes_no":
        have = float(sample.outcome.sum())
        rarer = min(have, float(sample.children.sum()) - have)
        return min(rarer, float(len(sample))) if sample.spec.grain == "unit" else rarer
    of_level = np.bincount(sample.level, minlength=sample.levels).astype(np.float64)
    rows = of_level.sum()
    return float(rows - (of_level**3).sum() / rows**2)


def _check_events(sample: Sample) -> None:
    each = sample.spec.rules.events_per_coefficient
    needed = each * len(sample.terms)
    if events(sample) < needed:
        raise TooFewEvents(coefficients=len(sample.terms), each=each, needed=needed)


def _check_each(sample: Sample) -> None:
    least = sample.spec.rules.children_per_criterion
    meeting = sample.children @ sample.criteria
    few = np.minimum(meeting, sample.children.sum() - meeting) < least
    if sample.kind == "yes_no" and sample.spec.grain == "child":
        for with_answer in (sample.outcome, sample.children - sample.outcome):
            met = with_answer @ sample.criteria
            for cell in (met, with_answer.sum() - met):
                # An empty cell is a separated outcome, which has words of its own.
                few |= (cell > 0) & (cell < EACH_ANSWER)
    if few.any():
        named = [name for name, is_few in zip(sample.terms, few, strict=True) if is_few]
        raise TooFewInCriterion(criteria=", ".join(named), least=least, each=EACH_ANSWER)


def separating_criteria(sample: Sample) -> tuple[str, ...]:
    """Criteria that tell the outcome apart, so that no coefficients fit best; often one alone."""
    if sample.kind == "number":
        return ()
    whole = _direction(sample, range(len(sample.terms)))
    if not whole.any():
        return ()
    alone = [i for i in range(len(sample.terms)) if _direction(sample, [i]).any()]
    named = alone or [int(i) for i in np.flatnonzero(whole)]
    return tuple(sample.terms[i] for i in named) or sample.terms


def _direction(sample: Sample, chosen: Sequence[int]) -> Floats:
    """How some of the criteria separate the outcome, shape (chosen,)."""
    criteria = sample.criteria[:, list(chosen)]
    if sample.kind == "ordered":
        found = separating_direction(ordered_moves(criteria, sample.level, sample.levels))
        return found[: len(chosen)]
    design = np.column_stack((np.ones(len(sample)), criteria))
    return separating_direction(logistic_moves(design, sample.outcome, sample.children))[1:]
