"""The grid: which levers of which steps take which values, read and checked before computing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import takewhile
from math import comb, prod
from pathlib import Path
from typing import Any

from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.documents import document_in
from fordel.allocation.model.loads import UniqueChildren
from fordel.allocation.model.steps import Need, Step
from fordel.allocation.model.values import Text
from fordel.allocation.resolving import check_figures
from fordel.search.aims import AIMS, DEFAULT_AIMS, NEEDS_USEFUL_AMOUNT
from fordel.search.levers import Lever, Unfit, is_figure, levers_of
from fordel.search.refusals import (
    AimNotKnown,
    GridNotFound,
    GridNotUnderstood,
    LeverNotKnown,
    LeverWithoutValues,
    NoVariantPossible,
    StepNotInGridModel,
    TooManyVariants,
    ValueDoesNotFit,
)

MOST_VARIANTS = 20_000
"""More than this are refused: each is kept for every unit."""

_KEYS = ("vary", "aims", "useful_amount")


@dataclass(frozen=True)
class Axis:
    """One lever of one step and the values it takes, at least one."""

    step: str
    name: str
    lever: Lever
    values: tuple[Any, ...]

    @property
    def title(self) -> str:
        return f"{self.step}.{self.name}"


@dataclass(frozen=True)
class Grid:
    """All combinations of some levers' values; variant 0 is the model itself.

    ``choices`` has shape (variants - 1, axes): the position of each axis' value. Combinations that
    are no model (`at_least` above the number of criteria) are not among them; ``impossible`` says
    how many these were.
    """

    model: Model
    axes: tuple[Axis, ...]
    choices: tuple[tuple[int, ...], ...]
    impossible: int
    aims: tuple[str, ...]
    useful_amount: Decimal | None

    @property
    def variants(self) -> int:
        return len(self.choices) + 1

    @cached_property
    def varied(self) -> dict[str, tuple[int, ...]]:
        """The positions of the axes of every step that has some."""
        steps = dict.fromkeys(axis.step for axis in self.axes)
        return {
            step: tuple(i for i, axis in enumerate(self.axes) if axis.step == step)
            for step in steps
        }

    def values_of(self, variant: int) -> tuple[Any, ...] | None:
        """Each axis' value in a variant; None for the model itself."""
        if variant == 0:
            return None
        chosen = self.choices[variant - 1]
        return tuple(axis.values[place] for axis, place in zip(self.axes, chosen, strict=True))

    def step_in(self, step: Step, chosen: Sequence[int]) -> Step:
        """A step with the values chosen on its own axes, in their order."""
        return next(self.steps_in(step, [chosen]))

    def steps_in(self, step: Step, combinations: Iterable[Sequence[int]]) -> Iterator[Step]:
        """A step with each combination of values on its own axes.

        Combinations that begin alike, one after the other, share what they begin with.
        """
        axes = [self.axes[position] for position in self.varied[step.id]]
        made = [step]
        before: Sequence[int] = ()
        for chosen in combinations:
            alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1],
                                             zip(before, chosen, strict=False)))  # fmt: skip
            del made[alike + 1 :]
            for axis, place in zip(axes[alike:], chosen[alike:], strict=True):
                made.append(axis.lever.pull(made[-1], axis.values[place]))
            before = chosen
            yield made[-1]

    def model_of(self, variant: int) -> Model:
        """A variant as a model of its own, to be written, read and run exactly."""
        if variant == 0:
            return self.model
        chosen = self.choices[variant - 1]
        steps = tuple(
            self.step_in(step, [chosen[i] for i in self.varied[step.id]])
            if step.id in self.varied
            else step
            for step in self.model.steps
        )
        title = self.model.title
        named = Text(da=f"{title.da} (variant {variant})", en=f"{title.en} (variant {variant})")
        return self.model.model_copy(update={"steps": steps, "title": named})


def read_grid(path: Path, model: Model, *, most: int = MOST_VARIANTS) -> Grid:
    """Read a grid file; see :func:`grid_from`.

    Raises
    ------
    GridNotFound : there is no such file.
    GridNotUnderstood : it is not text in UTF-8, or not YAML.
    """
    return grid_from(document_in(path, GridNotFound, GridNotUnderstood), model, most=most)


def grid_from(document: Any, model: Model, *, most: int = MOST_VARIANTS) -> Grid:
    """Check a grid against its model.

    Raises
    ------
    GridNotUnderstood, StepNotInGridModel, LeverNotKnown, LeverWithoutValues, ValueDoesNotFit,
    AimNotKnown : the grid does not fit the model.
    TooManyVariants : says how many, and which levers have most values; nothing is listed first.
    NoVariantPossible : no combination is a model.
    ModelRefused : a value that the model language does not allow (below zero, a share above one).
    """
    if not isinstance(document, dict) or not set(document) <= set(_KEYS):
        raise _misread("vary", "et gitter har `vary`, `aims` og `useful_amount`",
                       "a grid has `vary`, `aims` and `useful_amount`")  # fmt: skip
    useful = document.get("useful_amount")
    if useful is not None and (not is_figure(useful) or useful <= 0):
        raise _misread("useful_amount", "her skal stå et beløb over nul",
                       "an amount above zero is expected here")  # fmt: skip
    written = list(_levers(document.get("vary"), model))
    sizes = {f"{step.id}.{name}": _size(name, raw, model) for step, name, _, raw in written}
    variants = prod(sizes.values())
    if variants > most:
        widest = sorted(sizes.items(), key=lambda item: -item[1])
        named = ", ".join(f"{title} ({count})" for title, count in widest if count > 1)
        raise TooManyVariants(variants=Fraction(variants), most=Fraction(most), levers=named)
    axes = tuple(_axis(step, name, lever, raw, model) for step, name, lever, raw in written)
    choices = tuple(_possible(model, axes))
    if not choices:
        raise NoVariantPossible(variants=Fraction(variants))
    return Grid(
        model=model,
        axes=axes,
        choices=choices,
        impossible=prod(len(axis.values) for axis in axes) - len(choices),
        aims=_aims(document.get("aims"), with_useful=useful is not None),
        useful_amount=None if useful is None else Decimal(useful),
    )


def _levers(vary: Any, model: Model) -> Iterator[tuple[Step, str, Lever, Any]]:
    """Each lever the grid names, with what stands there."""
    if not isinstance(vary, dict) or not vary:
        raise _misread("vary", "skriv under hvert trin, hvad der skal varieres",
                       "write under each step what is to be varied")  # fmt: skip
    steps = {step.id: step for step in model.steps}
    for name, levers in vary.items():
        if name not in steps:
            raise StepNotInGridModel(step=str(name), known=", ".join(steps))
        if not isinstance(levers, dict) or not levers:
            raise LeverWithoutValues(step=name, lever="vary")
        known = levers_of(steps[name])
        for lever, raw in _flat(levers):
            if lever not in known:
                raise LeverNotKnown(step=name, lever=lever, known=", ".join(known) or "–")
            yield steps[name], lever, known[lever], raw


def _flat(levers: dict[Any, Any]) -> Iterator[tuple[str, Any]]:
    """Levers by name; a table of weights is a lever per criterion."""
    for name, raw in levers.items():
        if name == "weights" and isinstance(raw, dict):
            yield from ((f"weights.{criterion}", values) for criterion, values in raw.items())
        else:
            yield str(name), raw


def _size(name: str, raw: Any, model: Model) -> int:
    """How many values a lever has, without making them: subsets can be a billion."""
    if name == "criteria" and isinstance(raw, dict):
        names, least, largest = _subsets(raw, model)
        return sum(comb(len(names), size) for size in range(least, largest + 1))
    if not isinstance(raw, list):
        return 1
    return sum(len(_spread(entry)) for entry in raw)


def _axis(step: Step, name: str, lever: Lever, raw: Any, model: Model) -> Axis:
    if name == "criteria" and isinstance(raw, dict):
        names, least, largest = _subsets(raw, model)
        sizes = range(least, largest + 1)
        listed: list[Any] = [list(c) for size in sizes for c in itertools.combinations(names, size)]
    else:
        listed = [one for entry in (raw if isinstance(raw, list) else [raw])
                  for one in _spread(entry)]  # fmt: skip
    listed = [entry for entry in listed if entry is not None]
    if not listed:
        raise LeverWithoutValues(step=step.id, lever=name)
    values: list[Any] = []
    for entry in listed:
        try:
            value = lever.read(entry, step, model)
        except Unfit as unfit:
            wanted = unfit.wanted
            raise ValueDoesNotFit(step=step.id, lever=name, value=_written(entry),
                                  wanted_da=wanted.da, wanted_en=wanted.en) from unfit  # fmt: skip
        check_figures(step.id, lever.pull(step, value))
        if value not in values:
            values.append(value)
    return Axis(step.id, name, lever, tuple(values))


def _spread(entry: Any) -> list[Any]:
    """A threshold with several levels, as one of each."""
    if isinstance(entry, dict) and isinstance(entry.get("level"), list):
        return [{**entry, "level": level} for level in entry["level"]]
    return [entry]


def _subsets(raw: dict[Any, Any], model: Model) -> tuple[list[str], int, int]:
    """``{sizes: [2, 4], of: [...]}``: the criteria, the smallest and the largest number of them."""
    names, sizes = raw.get("of", list(model.criterion_ids)), raw.get("sizes", [])
    known = isinstance(names, list) and all(name in model.criterion_ids for name in names)
    if known and set(raw) <= {"of", "sizes"} and len(set(names)) == len(names):
        ends = [int(n) for n in sizes if is_figure(n)] if isinstance(sizes, list) else []
        match ends:
            case [least, most] if 1 <= least <= most <= len(names) and ends == sizes:
                return list(names), least, most
            case _:
                pass
    raise _misread(
        "criteria",
        "skriv {sizes: [mindst, højst], of: [kriterier]} med modellens egne kriterier",
        "write {sizes: [least, most], of: [criteria]} with the model's own criteria",
    )


def _possible(model: Model, axes: Sequence[Axis]) -> Iterator[tuple[int, ...]]:
    """Combinations in which nobody is asked to meet more criteria than there are."""
    checks = [
        check for step in model.steps if (check := _at_least_check(step, model, axes)) is not None
    ]
    for chosen in itertools.product(*(range(len(axis.values)) for axis in axes)):
        if all(least(chosen) <= criteria(chosen) for least, criteria in checks):
            yield chosen


def _at_least_check(step: Step, model: Model, axes: Sequence[Axis]) -> Any:
    if not isinstance(step, Need) or not isinstance(step.count, UniqueChildren):
        return None
    own = {axis.name: i for i, axis in enumerate(axes) if axis.step == step.id}
    k, n = step.count.at_least, len(criteria_of(step.count, model))

    def least(chosen: tuple[int, ...]) -> int:
        at = own.get("at_least")
        return k if at is None else int(axes[at].values[chosen[at]])

    def criteria(chosen: tuple[int, ...]) -> int:
        at = own.get("criteria")
        return n if at is None else len(axes[at].values[chosen[at]])

    return least, criteria


def _aims(raw: Any, *, with_useful: bool) -> tuple[str, ...]:
    known = [aim for aim in AIMS if with_useful or aim != NEEDS_USEFUL_AMOUNT]
    if raw is None:
        return DEFAULT_AIMS
    named = raw if isinstance(raw, list) else [raw]
    for aim in named:
        if aim not in known:
            raise AimNotKnown(aim=str(aim), known=", ".join(AIMS))
    if len(set(named)) < 2:  # noqa: PLR2004 - one aim has a best, not a front
        raise AimNotKnown(aim=", ".join(map(str, named)), known=", ".join(AIMS))
    return tuple(dict.fromkeys(named))


def _written(entry: Any) -> str:
    """A value as its grid has it, without the marks of a program."""
    return ", ".join(map(str, entry)) if isinstance(entry, list) else str(entry)


def _misread(place: str, da: str, en: str) -> GridNotUnderstood:
    return GridNotUnderstood(place=place, problem_da=da, problem_en=en)
