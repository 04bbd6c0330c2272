"""Since last year: the parts of a unit's change in words, printed so that they still sum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from fordel.allocation.change import Change, UnitChange
from fordel.allocation.mixing import Cause
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.announcement.figures import Amount, Sentence, SignedAmount, Voice
from fordel.domain.language import plain
from fordel.domain.money import nearest, round_to_total

_DIRECTED = (Cause.NEED, Cause.POOL, Cause.GRANTS)


@dataclass(frozen=True)
class ShownChange:
    """A unit's change as it is printed: every figure a multiple of what is shown.

    ``parts`` are the causes that show, largest first; they sum to ``difference``, and ``before``
    and ``difference`` to ``after``.
    """

    before: Fraction
    after: Fraction
    difference: Fraction
    parts: tuple[tuple[Cause, Fraction], ...]


def shown(change: UnitChange, voice: Voice) -> ShownChange:
    """Round a unit's change for display, keeping every sum.

    Notes
    -----
    Largest remainder over the parts. What a split unit's share of last year is rounded by stands
    with the other roundings.
    """
    step = voice.display_step
    before, after = nearest(change.before, step), nearest(change.after, step)
    exact = dict(change.parts)
    gap = (after - before) - sum(exact.values(), ZERO)
    exact[Cause.ROUNDING] = exact.get(Cause.ROUNDING, ZERO) + gap
    causes = list(exact)
    printed = round_to_total(
        [exact[cause] for cause in causes], after - before, step, [c.value for c in causes]
    )
    parts = [(cause, part) for cause, part in zip(causes, printed, strict=True) if part]
    parts.sort(key=lambda entry: (-abs(entry[1]), entry[0].value))
    return ShownChange(before, after, after - before, tuple(parts))


def reason(cause: Cause, part: Fraction, unit: UnitChange, change: Change, run: Run | None) -> str:
    """The key of the words for a part of a change."""
    if cause is Cause.LINEAGE:
        return _lineage(unit, change)
    if cause is Cause.CHILDREN:
        return _children(part, unit, run)
    if cause in _DIRECTED:
        return f"cause.{cause.value}.{'more' if part > 0 else 'fewer'}"
    return f"cause.{cause.value}"


def _lineage(unit: UnitChange, change: Change) -> str:
    if not unit.came_from:
        return "cause.lineage.new"
    if len(unit.came_from) > 1:
        return "cause.lineage.merged"
    return "cause.lineage.split" if _split(unit, change) else "cause.lineage"


def _split(unit: UnitChange, change: Change) -> bool:
    others = (other for other in change.units if other.unit != unit.unit)
    return any(set(unit.came_from) & set(other.came_from) for other in others)


def _children(part: Fraction, unit: UnitChange, run: Run | None) -> str:
    """More or fewer children, where the unit's own numbers moved the way its money did."""
    if run is None or run.allocation.last_year is None:
        return "cause.children"
    place = run.allocation.ids.index(unit.unit)
    last = run.allocation.last_year[place]
    if last is None or last.weighted_children is None:
        return "cause.children"
    moved = run.allocation.weighted[place] - last.weighted_children
    if moved > 0 and part > 0:
        return "cause.children.more"
    return "cause.children.fewer" if moved < 0 and part < 0 else "cause.children"


def tell_change(
    change: Change, unit: str, voice: Voice, *, run: Run | None = None
) -> list[Sentence]:
    """A unit's change since last year, part by part; nothing for a unit that is not in it."""
    found = next((u for u in change.units if u.unit == unit), None)
    if found is None:
        gone = next((before for name, before in change.gone if name == unit), None)
        return [] if gone is None else [voice.say("change.gone", unit=unit, before=Amount(gone))]
    if not found.came_from:
        return [voice.say("change.new", after=Amount(found.after))]
    return [
        *_sources(found, change, voice, run),
        *_whole(shown(found, voice), found, change, voice, run),
        *_tied(change, voice),
    ]


def _sources(unit: UnitChange, change: Change, voice: Voice, run: Run | None) -> list[Sentence]:
    if unit.came_from == (unit.unit,) and not _split(unit, change):
        return []
    known = {u.id: u.name for u in run.inputs.register.units} if run else {}
    names = voice.joined([known.get(name) or name for name in unit.came_from])
    if _split(unit, change):
        return [voice.say("change.split", sources=names)]
    if len(unit.came_from) > 1:
        return [voice.say("change.merged", sources=names)]
    return [voice.say("change.renamed", sources=names)]


def _whole(
    display: ShownChange, unit: UnitChange, change: Change, voice: Voice, run: Run | None
) -> list[Sentence]:
    told = [
        voice.say(
            "change.whole",
            before=Amount(display.before),
            after=Amount(display.after),
            difference=SignedAmount(display.difference),
        )
        if display.difference
        else voice.say("change.none", after=Amount(display.after))
    ]
    if not display.parts:
        return told
    told.append(voice.say("change.parts"))
    for cause, part in display.parts:
        words = voice.words(reason(cause, part, unit, change, run))
        said = voice.item("change.item", part=SignedAmount(part), reason=words)
        exact = {"cause": cause.value, "exact": plain(unit.parts.get(cause, ZERO))}
        told.append(replace(said, figures={**said.figures, **exact}))
    return told


def _tied(change: Change, voice: Voice) -> list[Sentence]:
    return [
        voice.say(
            "change.tied", causes=voice.joined([voice.words(f"cause.{c.value}") for c in group])
        )
        for group in change.tied
    ]
