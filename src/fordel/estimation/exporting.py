"""From estimates to the figures that leave: turned to points, rounded to exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from fordel.domain.language import rounded
from fordel.estimation.fitting import Estimate
from fordel.estimation.refusals import NothingToExport
from fordel.estimation.spec import OrderedOutcome, Spec

Link = Literal["linear", "logistic"]


@dataclass(frozen=True)
class Exported:
    """Exact figures as the model language takes them; ``lowest`` is the least any child can get."""

    link: Link
    intercept: Decimal
    coefficients: tuple[tuple[str, Decimal], ...]
    lowest: Decimal

    @property
    def can_be_negative(self) -> bool:
        """Whether some child's points could be below zero."""
        return self.link == "linear" and self.lowest < 0


def export(spec: Spec, found: Estimate) -> Exported:
    """Points or probabilities by the specification, rounded half up to its digits.

    Raises
    ------
    NothingToExport : every coefficient rounds to zero.
    """
    form = spec.export
    scale = 1.0 if form.form == "probability" else float(form.scale)
    coefficients = tuple(
        (one.name, rounded(one.estimate * scale, form.digits)) for one in found.coefficients
    )
    if not any(value for _, value in coefficients):
        raise NothingToExport(digits=form.digits)
    intercept = rounded(_intercept(spec, found) * scale, form.digits)
    return Exported(
        link="logistic" if form.form == "probability" else "linear",
        intercept=intercept,
        coefficients=coefficients,
        lowest=intercept + _lowest(spec, dict(coefficients)),
    )


def _intercept(spec: Spec, found: Estimate) -> float:
    form, edges = spec.export, found.index.edges
    if form.form == "probability":
        if isinstance(spec.outcome, OrderedOutcome):
            # P(level >= j) = 1 / (1 + exp(cut_j - linear)).
            place = spec.outcome.toward_need.index(str(form.at_least)) - 1
            return -float(edges[place])
        return float(edges[0])
    if form.zero == "reference" or spec.outcome.kind != "number":
        return 0.0
    # The estimate is of minus the outcome where low is need.
    sign = 1 if spec.outcome.need == "high" else -1
    return float(edges[0]) - sign * float(form.zero)


def _lowest(spec: Spec, coefficients: dict[str, Decimal]) -> Decimal:
    """The least sum of coefficients: of one column's levels or bands at most one can be met."""
    total = Decimal(0)
    for criterion in spec.criteria:
        total += min(Decimal(0), *(coefficients[name] for name, _ in criterion.terms))
    return total
