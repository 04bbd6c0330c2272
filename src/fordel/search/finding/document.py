"""The document of aims: what is wanted, what may be moved, what is best; read and checked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from fordel.allocation.model.documents import document_in, fitting
from fordel.allocation.model.money import Filter
from fordel.allocation.model.values import Figure, Misfit, Part
from fordel.search.finding.refusals import (
    AimBoundImpossible,
    AimNotOffered,
    AimsNotFound,
    AimsNotUnderstood,
)

Against = Literal["model", "last_year"]
Best = Literal["least_change", "reach", "smallest_loss", "few_criteria"]
QUARTER, EVERYBODY = "most_loaded_quarter", "all"

MOST_AIMS, MOST_MODELS, MOST_TRIES = 20, 10, 20_000


class Aim(Part):
    """One thing that is wanted: a figure of some units, and the bounds it is to lie within."""

    what: str
    of: Literal["all", "most_loaded_quarter"] | Filter = "all"
    against: Against = Field(
        default="model", description="Losses and gains: against the model itself or last year"
    )
    each: bool = Field(default=False, description="Every unit by itself, not all of them together")
    amount: Figure | None = Field(default=None, description="units_above: the useful amount")
    at_least: Figure | None = None
    at_most: Figure | None = None
    between: tuple[Figure, Figure] | None = None

    @model_validator(mode="after")
    def _check_bounds(self) -> Aim:
        if self.between is not None and (self.at_least is not None or self.at_most is not None):
            raise Misfit(
                da="skriv enten `between` eller `at_least` og `at_most`",
                en="write either `between` or `at_least` and `at_most`",
            )
        return self

    @property
    def low(self) -> Decimal | None:
        return self.at_least if self.between is None else self.between[0]

    @property
    def high(self) -> Decimal | None:
        return self.at_most if self.between is None else self.between[1]


class Range(Part):
    """Everything from one figure to another; ``by`` is the step where values must be tried.

    With ``leave_out`` a weight may also be zero: its criterion is then not used.
    """

    low: Figure = Field(alias="from")
    high: Figure = Field(alias="to")
    by: Figure | None = Field(default=None, gt=0)
    leave_out: bool = False


class Aims(Part):
    """The whole document."""

    aims: tuple[Aim, ...] = Field(min_length=1, max_length=MOST_AIMS)
    levers: dict[str, dict[str, Any]] = Field(min_length=1)
    choose: Best = "least_change"
    models: int = Field(default=3, ge=1, le=MOST_MODELS)
    tries: int = Field(default=5000, ge=1, le=MOST_TRIES)


def read_aims(path: Path) -> Aims:
    """Read a file of aims.

    Raises
    ------
    AimsNotFound : there is no such file.
    AimsNotUnderstood : it is not text in UTF-8, or not YAML.
    AimNotOffered, AimBoundImpossible : see :func:`aims_from`.
    """
    return aims_from(document_in(path, AimsNotFound, AimsNotUnderstood))


def aims_from(document: Any) -> Aims:
    """Check a document of aims, by itself.

    Raises
    ------
    AimsNotUnderstood : a name or value that does not belong there; says the place.
    AimNotOffered : an aim with a figure that is not known.
    AimBoundImpossible : no bound, the wrong one, or one that no model could keep.
    """
    aims = fitting(Aims, document, AimsNotUnderstood, whole="aims")
    for number, aim in enumerate(aims.aims, start=1):
        _check(aim, number)
    return aims


def _check(aim: Aim, place: int) -> None:
    from fordel.search.finding.measures import MEASURES  # noqa: PLC0415 - it knows aims

    measure = MEASURES.get(aim.what)
    if measure is None:
        raise AimNotOffered(place=place, aim=aim.what, known=", ".join(MEASURES))
    low, high = aim.low, aim.high
    offered: tuple[str, ...] = measure.bounds
    given = [name for name, value in (("at_least", low), ("at_most", high)) if value is not None]

    def impossible(da: str, en: str) -> AimBoundImpossible:
        return AimBoundImpossible(place=place, aim=aim.what, problem_da=da, problem_en=en)

    if offered and not given:
        raise impossible(
            "der mangler en grænse: " + " eller ".join(offered),
            "a bound is missing: " + " or ".join(offered),
        )
    wrong = [name for name in given if name not in offered]
    if wrong:
        raise impossible(f"målet kan ikke have `{wrong[0]}`", f"the aim cannot have `{wrong[0]}`")
    if any(value is not None and value < 0 for value in (low, high, aim.amount)):
        raise impossible("grænsen er under nul", "the bound is below zero")
    if low is not None and high is not None and low > high:
        raise impossible(
            "den nederste grænse er over den øverste", "the lower bound is above the upper one"
        )
    most = measure.most
    if most is not None and any(value is not None and value > most for value in (low, high)):
        raise impossible(f"grænsen er over {most}", f"the bound is above {most}")
    if measure.counts and any(
        value is not None and value != value.to_integral_value() for value in (low, high)
    ):
        raise impossible("her skal stå et helt tal", "a whole number is expected here")
    if (aim.what == "units_above") != (aim.amount is not None):
        raise impossible(
            "`amount`, det brugbare beløb, hører til `units_above` og kun der",
            "`amount`, the useful amount, belongs to `units_above` and only there",
        )
