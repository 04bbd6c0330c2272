"""What each reader is shown of a run that is announced: letters, tables, pictures.

Analyst and auditor see figures as they are. A leader's letter tells the leader's own amounts, and
children only as they may be published. Everybody else sees amounts and children only so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.allocation.change import Change
from fordel.allocation.model.steps import Need
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.announcement.allowed import NO_WORDS, MayTell
from fordel.announcement.explanation import subject_of
from fordel.announcement.letter_content import letter_content
from fordel.announcement.questions import Question, reading_questions
from fordel.announcement.telling.methods import rule
from fordel.budget_year.guarding.figures import COUNTED, NO_AREA, areas_of
from fordel.budget_year.guarding.runs import GuardedRun
from fordel.charts.bars import Bar, bars
from fordel.charts.result import ChartWithTable
from fordel.disclosure.tables import TOTAL
from fordel.domain.language import LANGUAGES, Language, Words
from fordel.equity.measures import Measured
from fordel.equity.of_run import Shown, load_per_child, measure_run

_UNIT = Words(da="Her", en="Here")
_AREA = Words(da="I området", en="In the area")
_ALL = Words(da="I kommunen", en="In the municipality")
_WHO = Words(da="Kriterium", en="Criterion")


@dataclass(frozen=True)
class SeenUnit:
    """One unit as others see it; None is what is not shown. Children enrolled are known to all."""

    key: str
    name: str
    children: Fraction
    weighted: Fraction
    base: Fraction
    need: Fraction | None
    other: Fraction | None
    total: Fraction | None
    per_child: Fraction | None
    change: Fraction | None


@dataclass(frozen=True)
class Grid:
    """A table to show: headers, rows of text, words below."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...]


def may_tell(guarded: GuardedRun, unit: str, last: GuardedRun | None) -> MayTell:
    """What a unit's letter may tell of children.

    Parameters
    ----------
    last : last year's run as it was announced; without it the change is not told in parts.
    """
    rows = tuple(
        (guarded.label(column), _both(guarded, unit, column))
        for column in guarded.columns
        if guarded.cell(unit, column) is not None
    )
    counted = _may_tell_count(guarded, unit)
    change = counted and last is not None and _may_tell_count(last, unit)
    hidden = any(not guarded.shows(unit, column) for column in guarded.columns)
    below = Words(*(guarded.legend(at) for at in LANGUAGES)) if hidden else NO_WORDS
    return MayTell(counted, change, rows, below)


def _may_tell_count(guarded: GuardedRun, unit: str) -> bool:
    """Whether the count the money is made of is shown, for the unit and for all together.

    Where the money is made of criteria, each of them has to be.
    """
    return (
        guarded.shows_money(unit) and _shows_counts(guarded, unit) and _shows_counts(guarded, TOTAL)
    )


def _shows_counts(guarded: GuardedRun, row: str) -> bool:
    """Whether every count that the money is made of is shown for a row."""
    columns = [COUNTED] if COUNTED in guarded.columns else guarded.columns
    return all(
        guarded.shows(row, column) for column in columns if guarded.cell(row, column) is not None
    )


def _both(guarded: GuardedRun, unit: str, column: str) -> Words:
    return Words(*(guarded.text(unit, column, language) for language in LANGUAGES))


def announced_letter(
    run: Run,
    unit: str,
    change: Change | None,
    contact: Mapping[Language, Mapping[str, str]],
    may: MayTell,
) -> dict[str, dict[str, Any]]:
    """A unit's letter in every language, with no more of children than may be told."""
    return {
        language: letter_content(subject_of(run, unit, language), change, contact[language], may)
        for language in LANGUAGES
    }


def announced_questions(
    run: Run, unit: str, contact: Mapping[Language, Mapping[str, str]]
) -> tuple[Question, ...]:
    """What the unit's leader is asked, in both languages."""
    said = [contact[language].get("purpose", "") for language in LANGUAGES]
    return reading_questions(run, unit, contact["da"], Words(*said) if all(said) else None)


def seen_units(guarded: GuardedRun, last: GuardedRun | None = None) -> list[SeenUnit]:
    """Every unit as others see it, by name.

    Where the need money is not shown, nothing is that would give it away: not the sum, not what
    is beside it, not the change.
    """
    result = guarded.run.allocation
    before = _shown_totals(last)
    found = []
    for place, unit in enumerate(result.units):
        shows = guarded.shows_money(unit.id)
        total, need, base = result.totals[place], result.need[place], result.base[place]
        weighted = result.weighted[place]
        earlier = before.get(unit.id)
        found.append(
            SeenUnit(
                key=unit.id,
                name=unit.name or unit.id,
                children=result.enrolled.totals[place],
                weighted=weighted,
                base=base,
                need=need if shows else None,
                other=total - base - need if shows else None,
                total=total if shows else None,
                per_child=total / weighted if shows and weighted else None,
                change=total - earlier if shows and earlier is not None else None,
            )
        )
    return sorted(found, key=lambda row: (row.name.casefold(), row.key))


def _shown_totals(last: GuardedRun | None) -> dict[str, Fraction]:
    if last is None:
        return {}
    result = last.run.allocation
    return {
        unit: total
        for unit, total in zip(result.ids, result.totals, strict=True)
        if last.shows_money(unit)
    }


def measured_for_others(guarded: GuardedRun) -> Measured:
    """The measures over the units whose money is shown: what anybody could compute from the table.

    A measure over all units would be one more equation for who wants to know the hidden ones.
    """
    run = guarded.run
    ids = run.allocation.ids
    if all(guarded.shows_money(unit) and _shows_counts(guarded, unit) for unit in ids):
        return measure_run(run)
    amounts = frozenset(unit for unit in ids if guarded.shows_money(unit))
    loads = frozenset(
        unit
        for place, unit in enumerate(ids)
        if _shows_counts(guarded, unit) and _is_load_shown(run, place)
    )
    return measure_run(run, shown=Shown(amounts, loads))


def _is_load_shown(run: Run, place: int) -> bool:
    """Whether the load is the one that the shown count is; before a threshold it may be another."""
    load, children = run.allocation.load, run.allocation.enrolled.totals[place]
    measured = load_per_child(run.allocation)[place]
    return load is not None and bool(children) and measured == load[place] / children


def losing(
    guarded: GuardedRun, last: GuardedRun | None, by: Fraction = Fraction(2, 100)
) -> tuple[int, int]:
    """How many units get less per weighted child than last year by more than a share, of how many.

    Counted over units whose money is shown in both years; one that others cannot see does not
    count, or the number would tell of it.
    """
    before, result = _shown_totals(last), guarded.run.allocation
    found = [
        total / weighted < earlier.amount / earlier.weighted_children * (1 - by)
        for unit, total, weighted, earlier in zip(
            result.ids, result.totals, result.weighted, result.last_year or (), strict=False
        )
        if unit in before and guarded.shows_money(unit)
        if earlier is not None and earlier.weighted_children and weighted
        # Last year may be told of several units together, one of which is not shown.
        if earlier.amount == before[unit]
    ]
    return sum(found), len(found)


def told_to_others(guarded: GuardedRun, last: GuardedRun | None) -> frozenset[str]:
    """The units whose letter holds no amount that is hidden: not this year's, not last year's.

    Last year's amounts that were not announced here were announced elsewhere, and are known.
    """
    result, before = guarded.run.allocation, _shown_totals(last)
    earlier = result.last_year or (None,) * len(result.ids)
    return frozenset(
        unit
        for unit, was in zip(result.ids, earlier, strict=True)
        if guarded.shows_money(unit)
        and (was is None or last is None or before.get(unit) == was.amount)
    )


def figures_of_unit(guarded: GuardedRun, unit: str, language: Language) -> Grid:
    """A unit's children beside its area's and the municipality's, as they may be shown."""
    rows = [unit]
    headers = [_WHO.to(language), _UNIT.to(language)]
    area = next((name for name, units in areas_of(guarded.run).items() if unit in units), NO_AREA)
    if not area.startswith(NO_AREA):
        rows.append(area)
        headers.append(_AREA.to(language))
    rows.append(TOTAL)
    headers.append(_ALL.to(language))
    return Grid(
        tuple(headers),
        tuple(
            (
                guarded.label(column).to(language),
                *(guarded.text(row, column, language) for row in rows),
            )
            for column in guarded.columns
        ),
        tuple(filter(None, [guarded.legend(language)])),
    )


def counts_of_units(guarded: GuardedRun, language: Language) -> Grid:
    """Children per unit and criterion as they may be shown, with sub-totals and the total."""
    names = {unit.id: unit.name or unit.id for unit in guarded.run.allocation.units}
    areas = [name for name in areas_of(guarded.run) if not name.startswith(NO_AREA)]
    rows = [*sorted(names, key=lambda key: names[key].casefold()), *areas, TOTAL]
    names |= {TOTAL: _ALL.to(language)}
    headers = ["", *(guarded.label(column).to(language) for column in guarded.columns)]
    return Grid(
        tuple(headers),
        tuple(
            (
                names.get(row, row),
                *(guarded.text(row, column, language) for column in guarded.columns),
            )
            for row in rows
        ),
        tuple(filter(None, [guarded.legend(language)])),
    )


def seen_chart(guarded: GuardedRun, language: Language) -> ChartWithTable | None:
    """Need money per weighted child for every unit whose money is shown; None where none is."""
    result = guarded.run.allocation
    seen = seen_units(guarded)
    names = [unit.name for unit in seen]
    drawn: Sequence[Bar] = [
        Bar(
            unit.name if names.count(unit.name) == 1 else f"{unit.name} ({unit.key})",
            unit.need / unit.weighted,
        )
        for unit in seen
        if unit.need is not None and unit.weighted
    ]
    everybody = sum(result.weighted, ZERO)
    if not drawn or not everybody or not any(isinstance(s, Need) for s in guarded.run.model.steps):
        return None
    return bars(drawn, sum(result.need, ZERO) / everybody, language)


def model_in_words(run: Run, language: Language) -> list[str]:
    """How the need money is shared, in sentences without any count of children."""
    if not run.allocation.ids:
        return []
    subject = subject_of(run, run.allocation.ids[0], language)
    return [
        sentence.text
        for step in run.allocation.model.steps
        if isinstance(step, Need)
        for sentence in rule(step.count, subject)
    ]
