"""From a specification and a file to an estimated, validated index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from fordel.domain.language import Words
from fordel.estimation.calibrating import Calibration, calibrate
from fordel.estimation.checks import check_sample
from fordel.estimation.data import read_sample
from fordel.estimation.exporting import Exported, export
from fordel.estimation.fitting import Estimate, estimate
from fordel.estimation.ranking import RankStability, rank_stability
from fordel.estimation.refusals import OutcomeSeparated
from fordel.estimation.sample import LeftOut, Sample
from fordel.estimation.spec import Spec, read_spec
from fordel.estimation.validating import Difference, Validated, cross_validate
from fordel.registers.records import SourceFile
from fordel.statistics.ordinal import NotConverged

Progress = Callable[[Words], None]
READING = Words(da="Læser data", en="Reading the data")
FITTING = Words(da="Estimerer koefficienter", en="Estimating coefficients")
TESTING = Words(da="Prøver på enheder, der er holdt ude", en="Testing on units held out")


@dataclass(frozen=True)
class Basis:
    """What an estimate rests on; totals only."""

    source: SourceFile
    spec_sha256: str
    rows_used: int
    left_out: tuple[LeftOut, ...]
    units: int
    children: int
    criteria: tuple[tuple[str, int], ...]
    """Children who meet each criterion, never fewer than the rule's least."""


@dataclass(frozen=True)
class Tested:
    """The validation without its predictions."""

    folds: int
    measures: dict[str, dict[str, float]]
    difference: Difference | None
    calibration: Calibration
    ranks: RankStability


@dataclass(frozen=True)
class Estimated:
    """All that leaves an estimate: nothing in it has a row per child or per unit."""

    spec: Spec
    basis: Basis
    found: Estimate
    tested: Tested
    exported: Exported


def estimate_index(
    spec_file: Path, data_file: Path, progress: Progress = lambda _: None
) -> Estimated:
    """Read, check, fit, test and round an index; nothing is written.

    Raises
    ------
    WrongUse : the specification cannot be used.
    RefusedFiles, InputRefused : the data cannot be read, or cannot bear the estimate; an ordered
        fit that does not settle counts as separated.
    """
    spec = read_spec(spec_file)
    progress(READING)
    sample = read_sample(data_file, spec)
    check_sample(sample)
    progress(FITTING)
    try:
        found = estimate(sample)
    except NotConverged:
        raise OutcomeSeparated(criteria=", ".join(sample.terms)) from None
    exported = export(spec, found)
    progress(TESTING)
    validated = cross_validate(sample)
    return Estimated(
        spec=spec,
        basis=_basis(sample, hashlib.sha256(spec_file.read_bytes()).hexdigest()),
        found=_without_rows(found),
        tested=_tested(sample, found, validated),
        exported=exported,
    )


def _basis(sample: Sample, spec_sha256: str) -> Basis:
    meeting = sample.children @ sample.criteria
    return Basis(
        source=sample.source,
        spec_sha256=spec_sha256,
        rows_used=len(sample),
        left_out=sample.left_out,
        units=sample.units,
        children=sample.counted,
        criteria=tuple(
            (name, round(float(met))) for name, met in zip(sample.terms, meeting, strict=True)
        ),
    )


def _tested(sample: Sample, found: Estimate, validated: Validated) -> Tested:
    return Tested(
        folds=validated.folds,
        measures={name: dict(of) for name, of in validated.measures.items()},
        difference=validated.difference,
        calibration=calibrate(sample, validated),
        ranks=rank_stability(sample, found),
    )


def _without_rows(found: Estimate) -> Estimate:
    """The estimate without the scores of its rows, which are a row per child."""
    fit = replace(found.index.fit, scores=found.index.fit.scores[:0])
    return replace(found, index=replace(found.index, fit=fit))
