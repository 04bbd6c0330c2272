"""Reading a panel: a row per child and period, by pseudonym; the pseudonyms end here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fordel.evaluation.panels.columns import (
    CHILD,
    COLUMN_WORDS,
    GROUP,
    HEADERS,
    PERIOD,
    STATE,
    UNIT,
)
from fordel.evaluation.panels.following import check_followed
from fordel.evaluation.panels.refusals import (
    ChildTwiceInPeriod,
    FigureInsteadOfState,
    GroupUnknown,
    PanelColumnMissing,
    PanelColumnTwice,
    PeriodNotCollected,
    PeriodUnknown,
    PseudonymIsPersonal,
    PseudonymLooksLikeName,
    StateUnknown,
    UnitNotInPeriod,
    UnitUnknown,
)
from fordel.evaluation.panels.rows import Panel, Sighting
from fordel.evaluation.panels.states import COLOURS, OrderedState
from fordel.interventions.programme import Programme, Project
from fordel.registers.formats.reading import read_file
from fordel.registers.headers import Resolved, simplified
from fordel.registers.keys import key_of_number
from fordel.registers.mapping import NO_MAPPING
from fordel.registers.opening import check_personal
from fordel.registers.personal import looks_like_cpr
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.report import NOT_USED, Problems
from fordel.registers.sheet import Sheet
from fordel.registers.table import Coded, Table
from fordel.registers.words import plain_words, words

_LEFT = frozenset(map(plain_words, ("left", "gået ud", "ud", "udgået", "gået ud siden sidst")))
_INCLUDED = frozenset(
    map(plain_words, ("included", "med", "i indsatsen", "med i indsatsen", "inkluderet"))
)
_NOT_ASSESSED = frozenset(map(plain_words, ("ikke vurderet", "not assessed")))
_FIGURE = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*(?:%|pct\.?|procent)?")
_PERIOD = re.compile(r"(?:periode|period)?\s*(\d{1,4})", re.IGNORECASE)
_CPR = re.compile(
    r"(?:^|[^0-9a-zæøå])[a-zæøå]{0,6}[^0-9a-zæøå]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}"
    r"[- ]?\d{4}(?:$|[^0-9a-zæøå])",
    re.IGNORECASE,
)
_CPR_DIGITS = 10
_DANISH = {name: words.da for name, (words, _) in zip(HEADERS, COLUMN_WORDS, strict=True)}
_LEAST_NAMES = 0.5
"""Part of the pseudonyms without any digit from which they are taken to be names."""
_SHORT_CODE = 2


@dataclass(frozen=True)
class Expected:
    """What a panel may hold.

    Parameters
    ----------
    states : the best first.
    units : what may stand for a unit → its key; any without.
    joined : (unit's key, period) pairs in which the unit takes part; every pair without.
    periods : that were collected; any whole number without.
    skipped : periods that were not collected.
    """

    states: tuple[OrderedState, ...] = COLOURS
    units: Mapping[str, str] | None = None
    joined: frozenset[tuple[str, int]] | None = None
    periods: frozenset[int] | None = None
    skipped: frozenset[int] = field(default_factory=frozenset)


def expected_of(
    programme: Programme, project: Project, states: tuple[OrderedState, ...] = COLOURS
) -> Expected:
    """What a panel of one project may hold: its units by key or name, and its periods."""
    return Expected(
        states=states,
        units=_unit_names(project),
        joined=frozenset(
            (part.unit, period.no)
            for part in project.units
            for period in programme.periods
            if part.takes_part_in(period.no)
        ),
        periods=frozenset(period.no for period in programme.periods if period.collected),
        skipped=frozenset(period.no for period in programme.periods if not period.collected),
    )


def _unit_names(project: Project) -> dict[str, str]:
    """What may stand for a unit: its key, else its name or its key without zeros, if only its."""
    found = {plain_words(part.unit): part.unit for part in project.units}
    others: dict[str, set[str]] = {}
    for part in project.units:
        for name in (part.unit.lstrip("0"), part.name):
            others.setdefault(plain_words(name), set()).add(part.unit)
    found.update(
        (name, next(iter(units)))
        for name, units in others.items()
        if name and len(units) == 1 and name not in found
    )
    return found


def read_panel(path: Path, expected: Expected | None = None) -> Panel:
    """Read a panel of pseudonyms from a CSV, XLSX or Parquet file.

    Parameters
    ----------
    path : a row per child and period: ``child``, ``unit``, ``period``, ``state`` and, where
        children left, ``group`` (included or left). An empty state is a child who was there and
        was not assessed; who is not there has no row.

    Returns
    -------
    Sightings in which children are numbered by the order they first stand in; no pseudonym
    leaves this function.

    Raises
    ------
    RefusedFiles : everything that is wrong with the file at once; see
        :mod:`fordel.evaluation.panels.refusals`.
    FileRefused : it cannot be read at all.
    """
    expected = expected or Expected()
    problems = Problems(NOT_USED)
    table = read_file(path)
    sheet = _sheet(table, problems)
    problems.raise_any()
    check_personal(sheet, {CHILD})
    children = _children(sheet)
    problems.raise_any()
    panel = _panel(sheet, children, expected)
    problems.raise_any()
    check_followed(panel, table.file, problems)
    problems.raise_any()
    return panel


def _sheet(table: Table, problems: Problems) -> Sheet:
    headers = [simplified(header) for header in table.headers]
    places: dict[str, int] = {}
    for name, known in HEADERS.items():
        wanted = set(map(simplified, known))
        found = [place for place, header in enumerate(headers) if header in wanted]
        if len(found) > 1:
            both = ", ".join(table.headers[place] for place in found)
            problems.add(
                PanelColumnTwice(file=table.file, needed=name, danish=_DANISH[name], headers=both)
            )
        elif found:
            places[name] = found[0]
        elif name != GROUP:
            shown = ", ".join(table.headers)
            problems.add(
                PanelColumnMissing(
                    file=table.file, needed=name, danish=_DANISH[name], headers=shown
                )
            )
    return Sheet(table, Resolved(places), NO_MAPPING, problems, [], private=True)


def _children(sheet: Sheet) -> list[int]:
    """A number for each row's child; refuses what is no pseudonym, without saying what it is."""
    coded = sheet.keys(CHILD, needed=True)
    for kind, suspect in (
        (PseudonymIsPersonal, coded.where(_is_personal)),
        (PseudonymLooksLikeName, coded.where(_may_be_name)),
    ):
        rows = int(suspect.sum())
        least = 1 if kind is PseudonymIsPersonal else max(1, _LEAST_NAMES * len(sheet))
        if rows >= least:
            sheet.refuse(kind, int(suspect.argmax()), CHILD, rows=rows)
    numbers: dict[str | None, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in coded.rows()]


def _is_personal(text: str) -> bool:
    """Whether a pseudonym has the shape of a personal number, also one that lost its first zero.

    A long hash may hold ten digits in a row by chance; it is no number between other marks.
    """
    padded = text.zfill(_CPR_DIGITS) if text.isdigit() and len(text) == _CPR_DIGITS - 1 else text
    return looks_like_cpr(padded) or _CPR.search(text) is not None


def _may_be_name(text: str) -> bool:
    return len(text) > _SHORT_CODE and not any(mark.isdigit() for mark in text)


def _panel(sheet: Sheet, children: list[int], expected: Expected) -> Panel:
    units = _units(sheet, expected)
    periods = _periods(sheet, expected)
    states = _states(sheet, expected)
    left = _left(sheet).rows() if GROUP in sheet else [False] * len(sheet)
    sightings: list[Sighting] = []
    seen: set[tuple[int, int]] = set()
    columns = (children, units.rows(), periods.rows(), states.rows(), left)
    for place, (child, unit, period, state, gone) in enumerate(zip(*columns, strict=True)):
        if unit is None or period is None:
            continue
        if (child, period) in seen:
            sheet.refuse(ChildTwiceInPeriod, place, CHILD, period=period)
        if expected.joined is not None and (unit, period) not in expected.joined:
            sheet.refuse(UnitNotInPeriod, place, UNIT, period=period)
        seen.add((child, period))
        sightings.append(Sighting(child, unit, period, state, is_leaving=bool(gone)))
    return Panel(tuple(sightings), expected.states, expected.skipped)


def _refuse(
    sheet: Sheet, name: str, coded: Coded[str] | Coded[int], kind: type[FileRefused], **more: object
) -> None:
    for place, wrong in enumerate(coded.wrong[coded.places]):
        if wrong:
            sheet.refuse(kind, place, name, **more)


def _units(sheet: Sheet, expected: Expected) -> Coded[str]:
    units = sheet.keys(UNIT, needed=True)
    if expected.units is None:
        return units
    known = expected.units

    def parse(text: str) -> str | None:
        clean = key_of_number(text)
        if clean is None:
            return None
        found = known.get(plain_words(clean))
        if found is None:
            raise ValueError(text)
        return found

    coded = sheet.read(UNIT, parse)
    _refuse(sheet, UNIT, coded, UnitUnknown)
    return coded


def _periods(sheet: Sheet, expected: Expected) -> Coded[int]:
    sheet.keys(PERIOD, needed=True)

    def parse(text: str) -> int | None:
        clean = key_of_number(text)
        if clean is None:
            return None
        match = _PERIOD.fullmatch(clean)
        number = 0 if match is None else int(match[1])
        known = expected.periods
        if number < 1 or (known is not None and number not in known | expected.skipped):
            raise ValueError(text)
        return number

    coded = sheet.read(PERIOD, parse)
    shown = ", ".join(map(str, sorted(expected.periods))) if expected.periods else "1, 2, 3 …"
    _refuse(sheet, PERIOD, coded, PeriodUnknown, periods=shown)
    for place, period in enumerate(coded.rows()):
        if period in expected.skipped:
            sheet.refuse(PeriodNotCollected, place, PERIOD, period=period)
    return coded


def _states(sheet: Sheet, expected: Expected) -> Coded[int]:
    order = {word: at for at, state in enumerate(expected.states) for word in state.written}
    nothing = words().missing | _NOT_ASSESSED

    def parse(text: str) -> int | None:
        word = plain_words(text)
        for form in (word, word.removesuffix(".0")):
            if form in order:
                return order[form]
        if word in nothing:
            return None
        raise ValueError(text)

    coded = sheet.read(STATE, parse)
    shown = ", ".join(state.words.da for state in expected.states)
    for place, wrong in enumerate(coded.wrong[coded.places]):
        if wrong:
            text = coded.texts[coded.places[place]]
            is_figure = _FIGURE.fullmatch(text.strip()) is not None
            kind = FigureInsteadOfState if is_figure else StateUnknown
            sheet.refuse(kind, place, STATE, states=shown)
    return coded


def _left(sheet: Sheet) -> Coded[int]:
    def parse(text: str) -> int | None:
        word = plain_words(text)
        if word in _LEFT:
            return 1
        if word in _INCLUDED or word in words().missing:
            return 0
        raise ValueError(text)

    coded = sheet.read(GROUP, parse)
    _refuse(sheet, GROUP, coded, GroupUnknown)
    return coded
