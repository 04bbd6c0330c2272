"""The need allocation: a count, perhaps a threshold, then money, perhaps within limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from fordel.allocation.loads.counting import Count, criteria_totals
from fordel.allocation.loads.populations import count_need
from fordel.allocation.loads.thresholds import apply_threshold
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.loads import Enrolled, Index, SuppliedUniqueCounts
from fordel.allocation.model.money import ByIndex
from fordel.allocation.model.steps import Need
from fordel.allocation.refusals import NegativeLoad, NobodyAboveThreshold, NobodyInNeed
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Note, Population, Situation, StepResult, Vector
from fordel.allocation.steps.filtering import concerns
from fordel.allocation.steps.money import Handed, hand_out
from fordel.allocation.steps.registry import step_function
from fordel.domain.language import Words, plain


@dataclass(frozen=True)
class Loaded:
    """A count as the money function meets it: after filter and threshold."""

    count: Count
    load: Vector
    before_threshold: Vector
    share: Vector
    """Load per enrolled child, per unit."""


@step_function("need")
def need(step: Need, situation: Situation) -> StepResult:
    """Give money by socio-economic need.

    Raises
    ------
    NobodyInNeed, NobodyAboveThreshold : nobody counts, so nothing can be shared.
    PoolCannotBeSpent, FloorsAbovePool : the limits leave no solution.
    """
    counted, columns = count_need(step, situation)
    here = situation.where(lambda unit: concerns(step.where, unit))
    counted = Count(
        {
            cell: tuple(v if h else ZERO for v, h in zip(values, here, strict=True))
            for cell, values in counted.cells.items()
        },
        counted.places,
    )
    loaded, level = _loaded(step, counted, situation)
    handed = hand_out(step.money, step, loaded.count, loaded.share, situation)
    return _result(step, situation, loaded, level, {**columns}, handed)


def _loaded(step: Need, counted: Count, situation: Situation) -> tuple[Loaded, Vector | None]:
    before = counted.totals
    if not any(before) and not situation.lenient:
        raise NobodyInNeed(step=step.id)
    level: Vector | None = None
    if step.threshold is not None:
        passed = apply_threshold(step.threshold, counted, situation.enrolled, step.id)
        counted, level = passed.count, passed.level
        if not any(counted.totals) and not situation.lenient:
            shown = plain(exact(step.threshold.level))
            raise NobodyAboveThreshold(step=step.id, level=shown)
    children = situation.enrolled.totals
    load = counted.totals
    for unit, value in zip(situation.ids, load, strict=True):
        if value < 0:
            raise NegativeLoad(step=step.id, unit=unit)
    share = tuple(v / n if n else ZERO for v, n in zip(load, children, strict=True))
    return Loaded(counted, load, before, share), level


def _result(
    step: Need,
    situation: Situation,
    loaded: Loaded,
    level: Vector | None,
    columns: Mapping[str, Vector],
    handed: Handed,
) -> StepResult:
    shown: dict[str, tuple[Fraction | None, ...]] = {
        "children": situation.enrolled.totals,
        "weighted_children": situation.weighted,
        **{
            f"criterion_{name}": values
            for name, values in criteria_totals(
                situation.enrolled, _criteria(step, situation)
            ).items()
        },
        **columns,
    }
    if level is not None:
        shown["counted"] = loaded.before_threshold
        shown["threshold"] = level
    shown |= {"load": loaded.load, "share": loaded.share, **handed.columns}
    return StepResult(
        id=step.id,
        use=step.use,
        function=f"{step.count.method}.{step.money.by}",
        facts={"all_load": sum(loaded.load, ZERO), **handed.facts},
        columns=shown,
        exact=handed.exact,
        amounts=handed.amounts,
        load=loaded.load,
        notes=(*_notes(step, situation), *handed.notes),
    )


def _criteria(step: Need, situation: Situation) -> tuple[str, ...]:
    model = situation.resolved.model
    named = [c for method in methods(step.count) for c in criteria_of(method, model)]
    return tuple(dict.fromkeys(named))


def _notes(step: Need, situation: Situation) -> list[Note]:
    notes: list[Note] = []
    for method in methods(step.count):
        if isinstance(method, SuppliedUniqueCounts):
            words = Words(
                da=f"Antallet af unikke børn (mindst {method.at_least} af {method.out_of}) er "
                f"talt af {method.supplier}, ikke af Fordel.",
                en=f"The unique children (at least {method.at_least} of {method.out_of}) were "
                f"counted by {method.supplier}, not by Fordel.",
            )
            notes.append(Note(step.id, words))
    unknown = _unknown_children(situation.enrolled, _criteria(step, situation))
    if unknown and not isinstance(step.count, Index | Enrolled):
        words = Words(
            da=f"Hos {unknown} børn er mindst et af kriterierne ukendt; det er regnet som ikke "
            "opfyldt.",
            en=f"At least one of the criteria is not known of {unknown} children; it was taken as "
            "not met.",
        )
        notes.append(Note(step.id, words))
    if isinstance(step.money, ByIndex):
        words = Words(
            da="Behovet ligger som et indeks oven på en anden tildeling. Den del af pengene, der "
            "skyldes behov, kan ikke skilles ud.",
            en="Need works as an index on another allocation. The part of the money that is due to "
            "need cannot be separated.",
        )
        notes.append(Note(step.id, words))
    return notes


def _unknown_children(population: Population, criteria: tuple[str, ...]) -> int:
    profile = population.profile
    if profile is None:
        return 0
    mask = profile.mask([name for name in criteria if name in profile.criteria])
    return int(profile.children[(profile.unknown & mask) != 0].sum())
