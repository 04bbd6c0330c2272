"""The need allocation: a count, perhaps a threshold, then money, perhaps within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np

from fordel.allocation.loads.counting import Count, criteria_totals
from fordel.allocation.loads.populations import count_need, only
from fordel.allocation.loads.thresholds import Passed, apply_threshold
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.loads import SuppliedUniqueCounts, Threshold
from fordel.allocation.model.money import ByIndex, ByPool
from fordel.allocation.model.steps import Need
from fordel.allocation.refusals.sharing import NegativeLoad, NobodyAboveThreshold, NobodyInNeed
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Note, Population, Situation, StepResult, Vector
from fordel.allocation.steps.filtering import concerns
from fordel.allocation.steps.money import Handed, Loaded, hand_out
from fordel.allocation.steps.registry import step_function
from fordel.domain.language import Words, plain


@step_function("need")
def need(step: Need, situation: Situation) -> StepResult:
    """Give money by socio-economic need.

    Raises
    ------
    NobodyInNeed, NobodyAboveThreshold : nobody counts, so a pool cannot be shared. By a rate
        nobody in need simply gets nothing.
    PoolCannotBeSpent, FloorsAbovePool : the limits leave no solution.
    """
    here = situation.where(lambda unit: concerns(step.where, unit))
    places = [i for i, concerned in enumerate(here) if concerned]
    own = only(situation.enrolled, places)
    if not places and not situation.lenient:
        raise NobodyInNeed(step=step.id)
    counted, columns = count_need(step, situation, places)
    if not any(counted.totals) and _somebody_must(step, situation):
        raise NobodyInNeed(step=step.id)
    shown: dict[str, Vector] = dict(columns)
    if step.threshold is not None:
        passed = _above_threshold(step, step.threshold, counted, own, situation)
        shown |= {"counted": counted.totals, "threshold": passed.level}
        counted = passed.count
    counted = _not_negative(step, counted, own, lenient=situation.lenient)
    spread = _spreader(places, len(situation.units))
    count = Count({c: spread(v) for c, v in counted.cells.items()}, len(situation.units))
    load = count.totals
    children = situation.enrolled.totals
    share = tuple(v / n if n else ZERO for v, n in zip(load, children, strict=True))
    loaded = Loaded(count, load, share, here)
    handed = hand_out(step.money, step, loaded, situation)
    return _result(step, situation, loaded, {k: spread(v) for k, v in shown.items()}, handed)


def _somebody_must(step: Need, situation: Situation) -> bool:
    """Whether the money is shared by need, so that somebody has to have some."""
    return isinstance(step.money, ByPool | ByIndex) and not situation.lenient


def _spreader(places: Sequence[int], units: int) -> Callable[[Vector], Vector]:
    """Put values of the concerned units in their places among all; the others have zero."""
    position = {place: i for i, place in enumerate(places)}
    return lambda values: tuple(
        values[position[i]] if i in position else ZERO for i in range(units)
    )


def _above_threshold(
    step: Need, threshold: Threshold, counted: Count, own: Population, situation: Situation
) -> Passed:
    passed = apply_threshold(threshold, counted, own, step.id, lenient=situation.lenient)
    if not any(passed.count.totals) and _somebody_must(step, situation):
        raise NobodyAboveThreshold(step=step.id, level=plain(exact(threshold.level)))
    return passed


def _not_negative(step: Need, counted: Count, own: Population, *, lenient: bool) -> Count:
    """Refuse loads below zero; where years are compared, take them for nothing."""
    load = counted.totals
    for unit, value in zip(own.places, load, strict=True):
        if value < 0 and not lenient:
            raise NegativeLoad(step=step.id, unit=unit)
    if all(value >= 0 for value in load):
        return counted
    cells = {
        cell: tuple(v if total >= 0 else ZERO for v, total in zip(values, load, strict=True))
        for cell, values in counted.cells.items()
    }
    return Count(cells, counted.places)


def _result(
    step: Need,
    situation: Situation,
    loaded: Loaded,
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
        notes=(*_notes(step, situation, loaded.here), *handed.notes),
    )


def _criteria(step: Need, situation: Situation) -> tuple[str, ...]:
    model = situation.resolved.model
    named = [c for method in methods(step.count) for c in criteria_of(method, model)]
    return tuple(dict.fromkeys(named))


def _notes(step: Need, situation: Situation, here: Sequence[bool]) -> list[Note]:
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
    notes += _unknown_notes(step, situation, here)
    if isinstance(step.money, ByIndex):
        words = Words(
            da="Behovet ligger som et indeks oven på en anden tildeling. Den del af pengene, der "
            "skyldes behov, kan ikke skilles ud.",
            en="Need works as an index on another allocation. The part of the money that is due to "
            "need cannot be separated.",
        )
        notes.append(Note(step.id, words))
    return notes


def _unknown_notes(step: Need, situation: Situation, here: Sequence[bool]) -> Iterator[Note]:
    """What is not known of the children a step concerns, and was taken as not met."""
    criteria = _criteria(step, situation)
    population = situation.enrolled
    unknown = _unknown_children(population, criteria, here)
    if unknown:
        words = Words(
            da=f"Hos {unknown} børn er mindst et af kriterierne ukendt; det er regnet som ikke "
            "opfyldt.",
            en=f"At least one of the criteria is not known of {unknown} children; it was taken as "
            "not met.",
        )
        yield Note(step.id, words)
    missing = _missing_counts(step, population, criteria, here)
    if missing:
        words = Words(
            da=f"{missing} antal mangler eller er diskretionerede; de er regnet som 0.",
            en=f"{missing} counts are missing or suppressed; they were taken as 0.",
        )
        yield Note(step.id, words)


def _unknown_children(
    population: Population, criteria: tuple[str, ...], here: Sequence[bool]
) -> int:
    profile = population.profile
    if profile is None:
        return 0
    mask = profile.mask([name for name in criteria if name in profile.criteria])
    concerned = np.array(here, dtype=np.bool_)[profile.place]
    return int(profile.children[((profile.unknown & mask) != 0) & concerned].sum())


def _missing_counts(
    step: Need, population: Population, criteria: tuple[str, ...], here: Sequence[bool]
) -> int:
    """How many units' counts are missing, of the criteria that are read from counts."""
    supplied = {m.criterion for m in methods(step.count) if isinstance(m, SuppliedUniqueCounts)}
    read = [c for c in criteria if population.profile is None or c in supplied]
    missing = 0
    for place, concerned in zip(population.places, here, strict=True):
        cells = [population.counts.get((place, criterion), {}) for criterion in read]
        missing += concerned * sum(not known or None in known.values() for known in cells)
    return missing
