"""How stable a run is: what other choices would mean to each unit, and how much is chance."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from fordel.allocation.results import decimal
from fordel.allocation.runs import Run
from fordel.allocation.situation import Vector
from fordel.domain.language import Words, plain
from fordel.stability.chance import Progress
from fordel.stability.effects import (
    NoVariant,
    Shift,
    Variant,
    ranks,
    ranks_by_need,
    reason_of,
    standings,
    try_older_data,
    try_variation,
)
from fordel.stability.intervals import LEVEL, REDRAWS, Interval, Intervals, draw_intervals
from fordel.stability.refusals import MostRedrawsRefused, RedrawNeedsRows, RedrawsTooSlow
from fordel.stability.variants import variations

_SHARE_DECIMALS, _ORE = 6, 2


@dataclass(frozen=True)
class Stability:
    """A run looked at from all sides; everything per unit is in the order of ``units``.

    ``places`` are the units' ranks now, by need money per weighted child (``ranked_by`` need) or,
    where need cannot be told apart, by all money (total); None for special units and those without
    children. ``intervals`` is None where they were not asked for or cannot be had;
    ``no_intervals`` then says why, if they were asked for.
    """

    model: str
    year: int
    currency: str
    units: tuple[str, ...]
    names: tuple[str, ...]
    amounts: Vector
    places: tuple[int | None, ...]
    ranked_by: Literal["need", "total"]
    variants: tuple[Variant, ...]
    not_possible: tuple[NoVariant, ...]
    intervals: Intervals | None
    no_intervals: Words | None

    def variant(self, variant_id: str) -> Variant:
        return next(variant for variant in self.variants if variant.id == variant_id)

    def shifts_of(self, unit: str) -> tuple[tuple[Variant, Shift], ...]:
        """What every variant would mean to one unit."""
        place = self.units.index(unit)
        return tuple((variant, variant.shifts[place]) for variant in self.variants)

    def small_units(self) -> tuple[Words, ...]:
        """What chance can do to the small units, a sentence each."""
        units = self.intervals.units if self.intervals else ()
        return tuple(interval.words() for interval in units if interval.is_small)

    def to_json(self) -> dict[str, Any]:
        """One JSON object. Amounts and shares are decimal text, so that nothing is lost."""
        return {
            "model": self.model,
            "year": self.year,
            "currency": self.currency,
            "ranked_by": self.ranked_by,
            "units": [
                {"unit": unit, "name": name, "amount": plain(amount), "place": place}
                for unit, name, amount, place in zip(
                    self.units, self.names, self.amounts, self.places, strict=True
                )
            ],
            "variants": [_variant_json(variant) for variant in self.variants],
            "not_possible": [
                {"id": one.id, "kind": one.kind, **_both(one.words), "reason": _both(one.reason)}
                for one in self.not_possible
            ],
            "intervals": None if self.intervals is None else _intervals_json(self.intervals),
            "no_intervals": None if self.no_intervals is None else _both(self.no_intervals),
        }


def assess_stability(
    run: Run,
    before: Run | None = None,
    *,
    redraws: int = REDRAWS,
    level: Fraction = LEVEL,
    seed: int = 1,
    progress: Progress | None = None,
) -> Stability:
    """See what would happen to each unit if a choice or the data were a little different.

    Parameters
    ----------
    before : last year's run, for what older data would mean.
    redraws : how often the children are drawn again; 0 leaves the intervals out.
    level, seed, progress : see :func:`fordel.stability.intervals.draw_intervals`.

    Returns
    -------
    Stability. A variant that the model or the data do not allow stands in ``not_possible`` with
    its reason.

    Raises
    ------
    TooFewRedraws, LevelOutside : the intervals would mean nothing.
    """
    tried = [
        *(try_variation(run, one, before) for one in variations(run.allocation.resolved)),
        try_older_data(run, before),
    ]
    intervals: Intervals | None = None
    no_intervals: Words | None = None
    if redraws:
        try:
            intervals = draw_intervals(
                run, redraws=redraws, level=level, seed=seed, progress=progress
            )
        except (RedrawNeedsRows, MostRedrawsRefused, RedrawsTooSlow) as refusal:
            no_intervals = reason_of(refusal)
    allocation = run.allocation
    return Stability(
        model=run.model.model,
        year=run.year,
        currency=run.model.currency.code,
        units=allocation.ids,
        names=tuple(unit.name for unit in allocation.units),
        amounts=allocation.totals,
        places=ranks(standings(allocation, allocation)),
        ranked_by="need" if ranks_by_need(allocation) else "total",
        variants=tuple(one for one in tried if isinstance(one, Variant)),
        not_possible=tuple(one for one in tried if isinstance(one, NoVariant)),
        intervals=intervals,
        no_intervals=no_intervals,
    )


def _variant_json(variant: Variant) -> dict[str, Any]:
    return {
        "id": variant.id,
        "kind": variant.kind,
        **_both(variant.words),
        "moved_share": decimal(variant.moved_share, _SHARE_DECIMALS),
        "more_in_all": plain(variant.more_in_all),
        "largest_gain": _shift_json(variant.largest_gain),
        "largest_loss": _shift_json(variant.largest_loss),
        "most_places": variant.most_places,
        "losing_over_2_percent": [shift.unit for shift in variant.losing],
        "units": [
            {
                "unit": shift.unit,
                "amount": plain(shift.after),
                "difference": plain(shift.difference),
                "places": shift.places,
            }
            for shift in variant.shifts
        ],
    }


def _shift_json(shift: Shift | None) -> dict[str, str] | None:
    if shift is None:
        return None
    return {"unit": shift.unit, "difference": plain(shift.difference)}


def _intervals_json(intervals: Intervals) -> dict[str, Any]:
    return {
        "redraws": intervals.redraws,
        "refused": intervals.refused,
        "level": plain(intervals.level),
        "seed": intervals.seed,
        "one_by_one": None if intervals.one_by_one is None else _both(intervals.one_by_one),
        "neighbours_told_apart": sum(pair.is_certain for pair in intervals.neighbours()),
        "units": [_interval_json(interval) for interval in intervals.units],
    }


def _interval_json(interval: Interval) -> dict[str, Any]:
    return {
        "unit": interval.unit,
        "children": plain(interval.children),
        "low": plain(interval.low),
        "high": plain(interval.high),
        "mean": decimal(interval.mean, _ORE),
        "per_weighted_child": _per_child_json(interval),
        "places": None if interval.places is None else list(interval.places),
        **(_both(interval.words()) if interval.is_small else {}),
    }


def _per_child_json(interval: Interval) -> dict[str, str] | None:
    found = interval.per_weighted_child
    if found is None:
        return None
    return dict(zip(("low", "amount", "high"), (decimal(x, _ORE) for x in found), strict=True))


def _both(words: Words) -> dict[str, str]:
    return {"da": words.da, "en": words.en}
