"""The specification: what is estimated from which columns, by which rules, and in what form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from fordel.allocation.model.documents import document_in, fitting
from fordel.allocation.model.steps import StepId
from fordel.allocation.model.values import Figure, Misfit, Part, Text
from fordel.estimation.criteria import Criterion, Header
from fordel.estimation.refusals import SpecNotFound, SpecNotUnderstood

Said: TypeAlias = Annotated[str, Field(min_length=3)]


class YesNoOutcome(Part):
    """An outcome that is there or not; per unit, the number of children who have it."""

    kind: Literal["yes_no"]
    column: Header
    label: Text = Field(description="What it is called to have the need")
    need: Literal["yes", "no"] = Field(default="yes", description="Which answer is need")


class NumberOutcome(Part):
    """An outcome on a scale; per unit, its mean over the children."""

    kind: Literal["number"]
    column: Header
    label: Text
    need: Literal["high", "low"] = Field(description="Which end of the scale is need")
    lowest: Figure = Field(alias="from")
    highest: Figure = Field(alias="to")

    @model_validator(mode="after")
    def _check_scale(self) -> NumberOutcome:
        if self.lowest >= self.highest:
            raise Misfit(da="skalaen skal gå fra lavt til højt", en="the scale must go upwards")
        return self


class OrderedOutcome(Part):
    """An outcome in a few ordered levels, written from the lowest to the highest."""

    kind: Literal["ordered"]
    column: Header
    label: Text
    need: Literal["high", "low"] = Field(description="Which end of the levels is need")
    levels: tuple[Header, ...] = Field(min_length=3, max_length=12)

    @model_validator(mode="after")
    def _check_levels(self) -> OrderedOutcome:
        if len({level.casefold() for level in self.levels}) < len(self.levels):
            raise Misfit(da="to niveauer hedder det samme", en="two levels have the same name")
        return self

    @property
    def toward_need(self) -> tuple[str, ...]:
        """The levels from the least need to the most."""
        return self.levels if self.need == "high" else self.levels[::-1]


Outcome = Annotated[YesNoOutcome | NumberOutcome | OrderedOutcome, Field(discriminator="kind")]


class Missing(Part):
    """Rows that lack a value are left out and told; above this share they are refused."""

    at_most: Figure = Field(default="0.05", validate_default=True, ge=0, le=1)


class Validation(Part):
    """How the index is held against units it was not fitted on."""

    folds: int = Field(default=10, ge=2, le=50)
    seed: int = Field(default=1, ge=0)
    bins: int = Field(default=10, ge=2, le=50)


class Rules(Part):
    """How many children an estimate must rest on; may be made stricter, never looser."""

    events_per_coefficient: int = Field(default=10, ge=10)
    children_per_criterion: int = Field(default=20, ge=20)
    units: int = Field(default=10, ge=10)


class Export(Part):
    """The form in which coefficients leave.

    ``probability``: a child's chance of the outcome (a logistic index; for ordered outcomes of
    ``at_least`` a level). ``points``: a straight sum that is zero at ``zero``.
    """

    form: Literal["probability", "points"]
    zero: Literal["reference"] | Figure = Field(
        default="reference",
        description="A child who meets no criterion, or a figure on the outcome's scale",
    )
    scale: Figure = Field(
        default=1, validate_default=True, gt=0,
        description="Points per unit of the outcome, or per unit of log odds",
    )  # fmt: skip
    at_least: Header | None = Field(default=None, description="The level that is need, or more")
    digits: int = Field(default=4, ge=2, le=8)
    holds_from: date = Field(alias="from", description="The first day the coefficients hold")


class FileSpec(Part):
    """How the file is read, where it does not say so itself."""

    sheet: str | None = None
    decimal: Literal[",", "."] | None = None


class Spec(Part):
    """One estimate of an index model."""

    estimate: StepId = Field(description="The name of the index, of its file and its table")
    version: int = Field(default=1, ge=1)
    title: Text
    purpose: Text = Field(description="What the index is to be used for")
    responsible: Said = Field(description="The office that answers for it; no person")
    data: Said = Field(description="Where the data come from, and of when")
    grain: Literal["child", "unit"]
    unit: Header = Field(description="The column with the unit's key")
    children: Header | None = Field(
        default=None, description="Per unit: the column with the number of children"
    )
    child: Header | None = Field(
        default=None,
        description="Per child: a column of pseudonyms, looked at only to refuse a child twice",
    )
    weights: Header | None = Field(default=None, description="A column of weights above zero")
    file: FileSpec = FileSpec()
    outcome: Outcome
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=30)
    missing: Missing = Missing()
    validation: Validation = Validation()
    rules: Rules = Rules()
    confidence: Figure = Field(
        default="0.95", validate_default=True, ge=Decimal("0.5"), le=Decimal("0.999")
    )
    export: Export

    @model_validator(mode="after")
    def _check_together(self) -> Spec:
        for wrong, words in _misfits(self):
            if wrong:
                raise words
        return self

    @property
    def terms(self) -> tuple[tuple[str, Text], ...]:
        """The criteria that get a coefficient, with their labels, in the order written."""
        return tuple(term for criterion in self.criteria for term in criterion.terms)


def _misfits(spec: Spec) -> list[tuple[bool, Misfit]]:
    names = [name for name, _ in spec.terms]
    per_unit = spec.grain == "unit"
    return [
        (
            len(set(names)) < len(names),
            Misfit(da="to kriterier hedder det samme", en="two criteria have the same id"),
        ),
        (
            any(len(set(labels)) < len(names) for labels in _labels(spec)),
            Misfit(da="to kriterier har samme betegnelse", en="two criteria have the same label"),
        ),
        (
            per_unit and spec.children is None,
            Misfit(
                da="med en række pr. enhed skal `children` nævne kolonnen med børnetal",
                en="with a row per unit, `children` must name the column of children",
            ),
        ),
        (
            not per_unit and spec.children is not None,
            Misfit(
                da="`children` er kun for en række pr. enhed",
                en="`children` is only for a row per unit",
            ),
        ),
        (
            per_unit and spec.child is not None,
            Misfit(da="`child` er kun for en række pr. barn", en="`child` is for a row per child"),
        ),
        (
            per_unit and spec.outcome.kind == "ordered",
            Misfit(
                da="et udfald i niveauer kræver en række pr. barn",
                en="an ordered outcome needs a row per child",
            ),
        ),
        (
            per_unit and any(c.kind != "yes_no" for c in spec.criteria),
            Misfit(
                da="med en række pr. enhed er hvert kriterium et antal børn: brug kun `yes_no`",
                en="with a row per unit every criterion is a number of children: only `yes_no`",
            ),
        ),
        *_export_misfits(spec),
    ]


def _labels(spec: Spec) -> tuple[list[str], list[str]]:
    labels = [label for _, label in spec.terms]
    return [label.da for label in labels], [label.en for label in labels]


def _export_misfits(spec: Spec) -> list[tuple[bool, Misfit]]:
    outcome, export = spec.outcome, spec.export
    chance = export.form == "probability"
    levels = outcome.toward_need if isinstance(outcome, OrderedOutcome) else ()
    return [
        (
            chance and outcome.kind == "number",
            Misfit(
                da="et tal har ingen sandsynlighed: vælg `form: points`",
                en="a number has no probability: choose `form: points`",
            ),
        ),
        (
            chance and spec.grain == "unit",
            Misfit(
                da="fra en række pr. enhed kendes intet barns sandsynlighed: vælg `form: points`",
                en="a row per unit says nothing of a child's chance: choose `form: points`",
            ),
        ),
        (
            chance and (export.zero != "reference" or export.scale != 1),
            Misfit(
                da="en sandsynlighed har hverken nulpunkt eller skala",
                en="a probability has neither zero nor scale",
            ),
        ),
        (
            not chance and export.zero != "reference" and outcome.kind != "number",
            Misfit(
                da="et nulpunkt i tal kræver et udfald i tal",
                en="a zero in figures needs an outcome in figures",
            ),
        ),
        (
            (chance and bool(levels)) != (export.at_least is not None),
            Misfit(
                da="`at_least` hører til en sandsynlighed for et udfald i niveauer",
                en="`at_least` belongs to the probability of an ordered outcome",
            ),
        ),
        (
            export.at_least is not None and export.at_least not in levels[1:],
            Misfit(
                da=f"`at_least` skal være et af niveauerne {', '.join(levels[1:])}",
                en=f"`at_least` must be one of the levels {', '.join(levels[1:])}",
            ),
        ),
    ]


def read_spec(path: Path) -> Spec:
    """Read a specification from YAML, exactly and strictly.

    Raises
    ------
    SpecNotFound : there is no such file.
    SpecNotUnderstood : it is not text in UTF-8, not YAML, or does not fit; says the place and
        what is wrong there.
    """
    refuse = partial(SpecNotUnderstood, path.name)
    return fitting(Spec, document_in(path, SpecNotFound, refuse), refuse)
