"""A registration sheet as a page shows it: themes, questions, what was typed, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.http import QueryDict

from fordel.domain.language import Words
from fordel.interventions.cells import MISSING, Cell
from fordel.interventions.cells import NOT_APPLICABLE as NOT_APPLICABLE_CELL
from fordel.interventions.indicators import COHORT_WORDS, COLOUR_WORDS, Cohort, Field, Kind
from fordel.interventions.sheets.answers import (
    NOT_APPLICABLE_WORDS,
    Answers,
    Typed,
    problem,
    read_answers,
    read_typed,
    typed_again,
)
from fordel.web.programmes.queries.sheets import OneSheet

NOT_APPLICABLE = "na"
_CONFIRMED = "confirmed"
_LONGEST = 40
_ENROLLED = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Box:
    """One cell to fill: its name in the form, what stands in it, and what it was last."""

    field: Field
    text: str
    before: Cell | None
    problem: Words | None = None

    @property
    def name(self) -> str:
        return self.field.key

    @property
    def colour_words(self) -> Words | None:
        return None if self.field.colour is None else COLOUR_WORDS[self.field.colour]

    @property
    def is_not_applicable(self) -> bool:
        return self.text == NOT_APPLICABLE_WORDS.da

    @property
    def scale(self) -> range:
        return range(self.field.indicator.lowest, self.field.indicator.highest + 1)


@dataclass(frozen=True)
class Line:
    """A question, or one group of children of a question in colours, with its boxes."""

    id: str
    label: Words
    help: Words | None
    kind: Kind
    boxes: tuple[Box, ...]

    @property
    def is_not_applicable(self) -> bool:
        return all(box.is_not_applicable for box in self.boxes)


@dataclass(frozen=True)
class Theme:
    """Questions under one heading."""

    words: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SheetForm:
    """What the page of a sheet shows."""

    themes: tuple[Theme, ...]
    enrolled: str = ""
    enrolled_problem: bool = False
    reason: str = ""
    confirmed: frozenset[str] = field(default_factory=frozenset)


def typed_in(one: OneSheet, sent: QueryDict) -> dict[str, Typed]:
    """What a page sent, by key of the field; a line marked as not applicable is that.

    A number beside the mark stays, so that it can be seen what contradicts it.
    """
    found: dict[str, Typed] = {}
    for known in one.sheet.fields:
        if _is_marked(known, sent) and not _contradicts(known, sent):
            found[known.key] = NOT_APPLICABLE_WORDS.da
        elif known.key in sent:
            found[known.key] = sent.get(known.key, "").strip()[:_LONGEST]
    return found


def _is_marked(known: Field, sent: QueryDict) -> bool:
    return f"{NOT_APPLICABLE}:{_line_of(known)}" in sent


def _contradicts(known: Field, sent: QueryDict) -> bool:
    """Whether a number stands in a line that is marked as not applicable.

    The point of a scale that was chosen before cannot be taken back, so there the mark holds.
    """
    text = sent.get(known.key, "").strip()[:_LONGEST]
    is_rating = known.indicator.kind is Kind.RATING
    return bool(text) and not is_rating and read_typed(known, text) != NOT_APPLICABLE_CELL


def answers_in(one: OneSheet, sent: QueryDict) -> Answers:
    """The answers a page sent, and what is wrong with them.

    A number in a line that is marked as not applicable is a contradiction, and none of the two.
    """
    read = read_answers(one.sheet, typed_in(one, sent), one.around)
    both = {
        known.key: problem(known, "both")
        for known in one.sheet.fields
        if _is_marked(known, sent) and _contradicts(known, sent)
    }
    cells = {key: cell for key, cell in read.cells.items() if key not in both}
    return Answers(cells, (*(p for p in read.problems if p.field not in both), *both.values()))


def enrolled_in(sent: QueryDict) -> tuple[int | None, bool]:
    """The children enrolled as a page sent them, and whether that is wrong; empty is unknown."""
    text = sent.get("enrolled", "").strip()
    if not text:
        return None, False
    return (int(text), False) if _ENROLLED.fullmatch(text) else (None, True)


def with_enrolled(one: OneSheet, sent: QueryDict) -> OneSheet:
    """The sheet held against the children enrolled that stand on the page, not those kept before.

    What is no number is refused by itself; until it is mended, nothing is held against it.
    """
    enrolled, _wrong = enrolled_in(sent)
    return replace(one, around=replace(one.around, enrolled=enrolled))


def confirmed_in(sent: QueryDict) -> frozenset[str]:
    """Codes of remarks that somebody says are right."""
    return frozenset(sent.getlist(_CONFIRMED))


def sheet_form(
    one: OneSheet, sent: QueryDict | None = None, answers: Answers | None = None
) -> SheetForm:
    """The page's form: what is kept, or what was sent with what is wrong with it."""
    typed = None if sent is None else typed_in(one, sent)
    problems = {} if answers is None else {known.field: known.words for known in answers.refused}
    boxes = [_box(one, known, typed, problems) for known in one.sheet.fields]
    enrolled = one.around.enrolled if one.registration is None else one.registration.enrolled
    return SheetForm(
        themes=tuple(_themes(one, boxes)),
        enrolled=("" if enrolled is None else str(enrolled))
        if sent is None
        else sent.get("enrolled", "")[:12],
        enrolled_problem=False if sent is None else enrolled_in(sent)[1],
        reason="" if sent is None else sent.get("reason", ""),
        confirmed=frozenset() if sent is None else confirmed_in(sent),
    )


def _box(
    one: OneSheet,
    known: Field,
    typed: Mapping[str, Typed] | None,
    problems: Mapping[str, Words],
) -> Box:
    if typed is None:
        text = typed_again(one.cells.get(known.key, MISSING))
    else:
        text = str(typed.get(known.key, "") or "")
    before = one.around.before
    last = None if before is None else before.cells.get(known.key)
    return Box(known, text, last, problems.get(known.key))


def _themes(one: OneSheet, boxes: list[Box]) -> Iterator[Theme]:
    by_key = {box.name: box for box in boxes}
    for theme in one.sheet.themes:
        lines = []
        for line, fields in groupby(theme.fields, key=_line_of):
            own = tuple(by_key[known.key] for known in fields)
            lines.append(_line(line, own))
        yield Theme(theme.words, tuple(lines))


def _line(name: str, boxes: tuple[Box, ...]) -> Line:
    indicator, cohort = boxes[0].field.indicator, boxes[0].field.cohort
    label = Words(da=indicator.label.da, en=indicator.label.en)
    if cohort is not None:
        who = COHORT_WORDS[cohort]
        label = Words(da=f"{label.da}: {who.da}", en=f"{label.en}: {who.en}")
    help_ = None
    if indicator.help is not None and cohort is not Cohort.LEFT:
        help_ = Words(da=indicator.help.da, en=indicator.help.en)
    return Line(name, label, help_, indicator.kind, boxes)


def _line_of(known: Field) -> str:
    indicator = known.indicator.id
    return indicator if known.cohort is None else f"{indicator}.{known.cohort}"
