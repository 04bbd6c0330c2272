"""Stability as people read it: tables of variants, of units, of intervals; the chart of ranges."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from fordel.charts.ranges import Range, ranges
from fordel.charts.result import ChartWithTable, Table
from fordel.charts.waterfall import signed
from fordel.domain.language import Language, Words, number, percent
from fordel.stability.assessing import Stability
from fordel.stability.effects import Shift, Variant
from fordel.stability.intervals import Interval

_VARIANTS = (
    Words(da="Hvis", en="If"),
    Words(da="Flyttet mellem enheder", en="Moved between units"),
    Words(da="Mere i alt", en="More in all"),
    Words(da="Størst gevinst", en="Largest gain"),
    Words(da="Størst tab", en="Largest loss"),
    Words(da="Enheder, der taber over 2 %", en="Units losing over 2%"),
    Words(da="Flest pladser", en="Most places"),
)
_NOT_POSSIBLE = (
    Words(da="Hvis", en="If"),
    Words(da="Hvorfor det ikke kan beregnes", en="Why it cannot be computed"),
)
_UNITS = (
    Words(da="Enhed", en="Unit"),
    Words(da="Nu", en="Now"),
    Words(da="Plads", en="Place"),
    Words(da="Mindst", en="Least"),
    Words(da="Mindst, hvis", en="Least if"),
    Words(da="Mest", en="Most"),
    Words(da="Mest, hvis", en="Most if"),
    Words(da="Flest pladser op", en="Most places up"),
    Words(da="Flest pladser ned", en="Most places down"),
)
_INTERVALS = (
    Words(da="Enhed", en="Unit"),
    Words(da="Børn", en="Children"),
    Words(da="Beløb", en="Amount"),
    Words(da="{level} af udfaldene fra", en="{level} of the outcomes from"),
    Words(da="til", en="to"),
    Words(da="Bredde af beløbet", en="Width of the amount"),
    Words(da="Pladser", en="Places"),
)
_NONE = "–"


def variants_table(stability: Stability, language: Language) -> Table:
    """A row per variant: what would move, who gains and loses most, how many lose over 2 %."""
    names = dict(zip(stability.units, stability.names, strict=True))

    def end(shift: Shift | None) -> str:
        if shift is None:
            return _NONE
        return f"{names[shift.unit]} {signed(shift.difference, language)} kr."

    rows = tuple(
        (
            variant.words.to(language),
            percent(variant.moved_share, language, 2),
            f"{signed(variant.more_in_all, language)} kr.",
            end(variant.largest_gain),
            end(variant.largest_loss),
            str(len(variant.losing)),
            str(variant.most_places),
        )
        for variant in stability.variants
    )
    return _headers(_VARIANTS, language), rows


def not_possible_table(stability: Stability, language: Language) -> Table:
    """The variants that the model or the data do not allow, and why."""
    rows = tuple(
        (one.words.to(language), one.reason.to(language)) for one in stability.not_possible
    )
    return _headers(_NOT_POSSIBLE, language), rows


def units_table(stability: Stability, language: Language) -> Table:
    """A row per unit: the least and the most it would get, in which variant, and its places."""
    rows = tuple(_unit_row(stability, place, language) for place in range(len(stability.units)))
    return _headers(_UNITS, language), rows


def _unit_row(stability: Stability, place: int, language: Language) -> tuple[str, ...]:
    own = stability.places[place]
    shifts = [(variant, variant.shifts[place]) for variant in stability.variants]
    losing = [pair for pair in shifts if pair[1].difference < 0]
    gaining = [pair for pair in shifts if pair[1].difference > 0]
    moves = (0, *(shift.places for _, shift in shifts if shift.places is not None))
    return (
        stability.names[place],
        _kroner(stability.amounts[place], language),
        _NONE if own is None else str(own),
        *_end(min(losing, key=_amount, default=None), language),
        *_end(max(gaining, key=_amount, default=None), language),
        _NONE if own is None else str(max(moves)),
        _NONE if own is None else str(-min(moves)),
    )


def _amount(found: tuple[Variant, Shift]) -> Fraction:
    return found[1].after


def _end(found: tuple[Variant, Shift] | None, language: Language) -> tuple[str, str]:
    """The amount in a variant and which one it is; dashes where no variant moves it that way."""
    if found is None:
        return _NONE, _NONE
    variant, shift = found
    return _kroner(shift.after, language), variant.words.to(language)


def intervals_table(stability: Stability, language: Language) -> Table:
    """A row per unit: its children, its amount and the interval; no rows without intervals."""
    intervals = stability.intervals
    level = percent(intervals.level if intervals else Fraction(0), language, 0)
    rows = tuple(
        (
            interval.name,
            number(interval.children, language),
            _kroner(interval.amount, language),
            _kroner(interval.low, language),
            _kroner(interval.high, language),
            _width(interval, language),
            _places(interval),
        )
        for interval in (intervals.units if intervals else ())
    )
    return tuple(text.format(level=level) for text in _headers(_INTERVALS, language)), rows


def _width(interval: Interval, language: Language) -> str:
    if not interval.amount:
        return _NONE
    return percent((interval.high - interval.low) / interval.amount, language)


def _places(interval: Interval) -> str:
    if interval.places is None:
        return _NONE
    best, worst = interval.places
    return str(best) if best == worst else f"{best}–{worst}"


def intervals_chart(stability: Stability, language: Language) -> ChartWithTable:
    """The intervals per weighted child, drawn; units without children are left out.

    Raises
    ------
    ValueError : there are no intervals, or no unit has children.
    """
    intervals = stability.intervals
    if intervals is None:
        raise ValueError("there are no intervals to draw")
    shown = [interval for interval in intervals.units if interval.weighted_children]
    repeated = Counter(interval.name for interval in shown)
    return ranges(
        [
            Range(
                unit=interval.name
                if repeated[interval.name] == 1
                else f"{interval.name} ({interval.unit})",
                low_dkk=interval.low / interval.weighted_children,
                dkk_per_child=interval.amount / interval.weighted_children,
                high_dkk=interval.high / interval.weighted_children,
            )
            for interval in shown
        ],
        intervals.level,
        language,
    )


def _kroner(amount: Fraction, language: Language) -> str:
    return f"{number(amount, language)} kr."


def _headers(words: tuple[Words, ...], language: Language) -> tuple[str, ...]:
    return tuple(one.to(language) for one in words)
