"""Whether the answers of a whole sheet can be right together, while typing and at hand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fordel.domain.language import Words
from fordel.interventions.cells import MISSING, Cell, State
from fordel.interventions.indicators import Children, Cohort, Field, Indicator, Kind
from fordel.interventions.sheets.asking import Sheet
from fordel.interventions.sheets.beside import Beside, total
from fordel.interventions.sheets.rules import RULES, Rules


class Weight(StrEnum):
    """Whether answers contradict each other, or are only so unusual that somebody must say yes."""

    MUST_MEND = "must_mend"
    PLEASE_CONFIRM = "please_confirm"


@dataclass(frozen=True)
class Finding:
    """Something about several answers; ``fields`` are where a page shows it."""

    code: str
    words: Words
    fields: tuple[str, ...]
    weight: Weight


@dataclass(frozen=True)
class _Look:
    """What the checks see: the sheet, its answers so far, and what is known beside it."""

    sheet: Sheet
    cells: Mapping[str, Cell]
    around: Beside
    rules: Rules

    def value(self, key: str) -> int | None:
        """The number of a field; None where there is none, for whatever reason."""
        return self.cells.get(key, MISSING).value

    def kind(self, kind: Kind) -> Iterator[Indicator]:
        """The indicators of one kind that the sheet asks for."""
        seen = dict.fromkeys(field.indicator.id for field in self.sheet.fields)
        for name in seen:
            indicator = self.sheet.programme.indicator(name)
            if indicator.kind is kind:
                yield indicator

    @property
    def attached(self) -> Indicator | None:
        """The count of the children attached to the project, if the sheet asks for it."""
        counts = self.kind(Kind.COUNT)
        return next((known for known in counts if known.children is Children.ATTACHED), None)


_CONFIRM, _MEND = Weight.PLEASE_CONFIRM, Weight.MUST_MEND


def check_sheet(
    sheet: Sheet,
    cells: Mapping[str, Cell],
    around: Beside | None = None,
    *,
    at_hand_in: bool = False,
    rules: Rules = RULES,
) -> tuple[Finding, ...]:
    """Hold the answers against each other, the period before and the children enrolled.

    Nothing is found about answers that are not there yet, except at hand-in: then the fields
    without an answer are named. A pure function: the same answers always give the same findings,
    in the same order.

    Parameters
    ----------
    cells : the answers so far, by key of the field; some or all.
    around : what is known of the unit; see :func:`fordel.interventions.sheets.beside.beside`.
    """
    look = _Look(sheet, cells, around or Beside(), rules)
    found = [finding for check in _CHECKS for finding in check(look)]
    if at_hand_in:
        found += [*_half_colours(look), *_unanswered(look)]
    return tuple(found)


def must_mend(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that keep a sheet from being handed in."""
    return tuple(finding for finding in findings if finding.weight is Weight.MUST_MEND)


def _colours_against_attached(look: _Look) -> Iterator[Finding]:
    attached = look.attached
    if attached is None or (children := look.value(attached.id)) is None:
        return
    for indicator in look.kind(Kind.COLOURS):
        assessed = total(look.cells, indicator, Cohort.INCLUDED)
        fields = (*assessed.fields, attached.id)
        label = indicator.label
        if assessed.at_least > children:
            yield Finding(
                "more_coloured_than_attached",
                Words(
                    da=f"{label.da}: {assessed.at_least} har en farve, men kun {children} er "
                    "tilknyttet. Ret det, der er forkert.",
                    en=f"{label.en}: {assessed.at_least} with a colour, but only {children} "
                    "attached. Correct what is wrong.",
                ),
                fields,
                _MEND,
            )
        elif assessed.exactly is not None and assessed.exactly < children:
            yield Finding(
                "fewer_coloured_than_attached",
                Words(
                    da=f"{label.da}: {assessed.exactly} har en farve, og {children} er "
                    "tilknyttet. Er resten ikke vurderet?",
                    en=f"{label.en}: {assessed.exactly} with a colour, and {children} "
                    "attached. Have the rest not been assessed?",
                ),
                fields,
                _CONFIRM,
            )


def _children_against_enrolled(look: _Look) -> Iterator[Finding]:
    enrolled = look.around.enrolled
    if enrolled is None:
        return
    counted: list[tuple[str, str, int, tuple[str, ...]]] = [
        (known.label.da, known.label.en, look.value(known.id) or 0, (known.id,))
        for known in look.kind(Kind.COUNT)
        if known.children is not None
    ]
    for known in look.kind(Kind.COLOURS):
        assessed = total(look.cells, known, Cohort.INCLUDED)
        counted.append((known.label.da, known.label.en, assessed.at_least, assessed.fields))
    for da, en, children, fields in counted:
        if children > enrolled:
            yield Finding(
                "more_than_enrolled",
                Words(
                    da=f"{da}: {children} er flere end de {enrolled} børn, der er indskrevet. "
                    "Er det rigtigt?",
                    en=f"{en}: {children} is more than the {enrolled} children enrolled. "
                    "Is it right?",
                ),
                fields,
                _CONFIRM,
            )


def _left_against_before(look: _Look) -> Iterator[Finding]:
    before = look.around.before
    for indicator in look.kind(Kind.COLOURS):
        left = total(look.cells, indicator, Cohort.LEFT)
        if before is not None:
            included = total(before.cells, indicator, Cohort.INCLUDED).exactly
            if included is not None and left.at_least > included:
                yield Finding(
                    "more_left_than_included",
                    Words(
                        da=f"{indicator.label.da}: {left.at_least} er gået ud, men i periode "
                        f"{before.period} var {included} med i indsatsen.",
                        en=f"{indicator.label.en}: {left.at_least} left, of {included} included in "
                        f"period {before.period}.",
                    ),
                    left.fields,
                    _MEND if before.next_to else _CONFIRM,
                )
        elif look.around.joined_now and left.at_least > 0:
            yield Finding(
                "left_before_joining",
                Words(
                    da=f"{indicator.label.da}: {left.at_least} er gået ud, men det er jeres første "
                    "periode. Er det rigtigt?",
                    en=f"{indicator.label.en}: {left.at_least} left, but it is your first period. "
                    "Is it right?",
                ),
                left.fields,
                _CONFIRM,
            )


def _participants(look: _Look) -> Iterator[Finding]:
    asked = {known.id: known for known in look.kind(Kind.COUNT)}
    for came in asked.values():
        held = asked.get(came.participants_of or "")
        if held is None:
            continue
        participants, events = look.value(came.id), look.value(held.id)
        if participants is None or events is None:
            continue
        if participants > 0 and events == 0:
            yield Finding(
                "participants_without_events",
                Words(
                    da=f"Der er deltagere ({participants}), men ingen afholdte: "
                    f"{held.label.da}. Ret det ene af de to tal.",
                    en=f"There are participants ({participants}), but none held: "
                    f"{held.label.en}. Correct one of the two.",
                ),
                (held.id, came.id),
                _MEND,
            )
        elif events > 0 and participants == 0:
            yield Finding(
                "events_without_participants",
                Words(
                    da=f"{held.label.da}: {events}, men ingen deltagere. Er det rigtigt?",
                    en=f"{held.label.en}: {events}, but no participants. Is it right?",
                ),
                (held.id, came.id),
                _CONFIRM,
            )


def _jumps(look: _Look) -> Iterator[Finding]:
    before = look.around.before
    if before is None:
        return
    for field in look.sheet.fields:
        now, then = look.value(field.key), before.cells.get(field.key, MISSING).value
        if now is None or then is None or field.cohort is Cohort.LEFT:
            continue
        if _has_jumped(field, now, then, look.rules):
            yield Finding(
                "jump",
                Words(
                    da=f"{field.label.da}: {now}, og i periode {before.period} var det {then}. "
                    "Er det rigtigt?",
                    en=f"{field.label.en}: {now}, and {then} in period {before.period}. "
                    "Is it right?",
                ),
                (field.key,),
                _CONFIRM,
            )


def _has_jumped(field: Field, now: int, then: int, rules: Rules) -> bool:
    apart = abs(now - then)
    if field.indicator.kind is Kind.RATING:
        return apart >= rules.points
    return apart > rules.apart and max(now, then) >= rules.times * min(now, then)


def _half_colours(look: _Look) -> Iterator[Finding]:
    """Numbers for some colours and not applicable for others: a zero may have been meant."""
    for indicator in look.kind(Kind.COLOURS):
        for cohort in Cohort:
            keys = total(look.cells, indicator, cohort).fields
            states = [look.cells.get(key, MISSING).state for key in keys]
            if State.GIVEN in states and State.NOT_APPLICABLE in states:
                yield Finding(
                    "colour_not_applicable",
                    Words(
                        da=f"{indicator.label.da}: nogle farver har et tal, andre er ikke "
                        "relevante. Skriv 0, hvis ingen børn har farven.",
                        en=f"{indicator.label.en}: some colours have a number, others are not "
                        "applicable. Write 0 if no child has the colour.",
                    ),
                    keys,
                    _CONFIRM,
                )


def _unanswered(look: _Look) -> Iterator[Finding]:
    missing = [
        field
        for field in look.sheet.fields
        if look.cells.get(field.key, MISSING).state is State.MISSING
    ]
    if missing:
        yield Finding(
            "unanswered",
            Words(
                da=f"Felter uden svar: {len(missing)}. De bliver stående som «mangler», ikke som "
                "nul.",
                en=f"Fields without an answer: {len(missing)}. They stand as “missing”, not as "
                "zero.",
            ),
            tuple(field.key for field in missing),
            _CONFIRM,
        )


_CHECKS: tuple[Callable[[_Look], Iterator[Finding]], ...] = (
    _colours_against_attached,
    _children_against_enrolled,
    _left_against_before,
    _participants,
    _jumps,
)
