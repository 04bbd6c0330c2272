"""A run told on a screen: tables people read, and the same for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from fordel.allocation.change import Change
from fordel.allocation.mixing import Cause
from fordel.allocation.results import ledger, summary
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.announcement.causes import CAUSES
from fordel.announcement.figures import Voice
from fordel.announcement.telling.changes import ShownChange
from fordel.announcement.telling.changes import shown as shown_change
from fordel.budget_year.computing import Computed
from fordel.budget_year.writing import Written
from fordel.domain.language import Language, Words, number, percent, plain
from fordel.equity.measures import Measured
from fordel.equity.tables import shown
from fordel.stability.assessing import Stability
from fordel.stability.tables import (
    intervals_table,
    not_possible_table,
    units_table,
    variants_table,
)

MOST_ROWS = 100
"""Units a screen is given; all of them stand in the files."""

Headers = Sequence[str]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class ScreenTable:
    """A table with its title and the lines to print under it."""

    title: str
    headers: Headers
    rows: Rows
    text_columns: int = 1
    below: tuple[str, ...] = ()


_UNITS = {
    "unit": Words(da="Nøgle", en="Key"),
    "name": Words(da="Enhed", en="Unit"),
    "weighted": Words(da="Vægtede børn", en="Weighted children"),
    "load": Words(da="Belastning", en="Load"),
    "base": Words(da="Grund", en="Base"),
    "need": Words(da="Behov", en="Need"),
    "fixed": Words(da="Fast", en="Fixed"),
    "adjustments": Words(da="Regulering", en="Adjusted"),
    "total": Words(da="I alt", en="Total"),
    "per_child": Words(da="Pr. vægtet barn", en="Per weighted child"),
    "change": Words(da="Siden sidst", en="Since last year"),
}
_SUM = Words(da="I alt", en="Together")
_MORE = Words(
    da="… og {} enheder til; se allocation.csv.", en="… and {} units more; see allocation.csv."
)
_NEW = Words(da="ny", en="new")

_MEASURES = (
    "range_factor",
    "quartile_factor",
    "minimum_dkk",
    "median_dkk",
    "maximum_dkk",
    "gini",
    "need_share",
)
_FILES = {
    "table": Words(da="Tabel", en="Table"),
    "payments": Words(da="Udbetalinger", en="Payments"),
    "summary": Words(da="Summer", en="Sums"),
    "trace": Words(da="Spor", en="Trace"),
    "measures": Words(da="Mål", en="Measures"),
    "change": Words(da="Ændringer", en="Changes"),
    "model": Words(da="Model", en="Model"),
    "bundle": Words(da="Pakke", en="Bundle"),
    "workbook": Words(da="Regneark", en="Workbook"),
    "charts": Words(da="Figurer", en="Charts"),
    "letter": Words(da="Budgetbrev", en="Budget letter"),
}


def result_table(computed: Computed, language: Language) -> list[ScreenTable]:
    """The result a person reads first: every unit, the frame, the differentiation."""
    return [
        _unit_table(computed.run, language),
        *_frame_table(computed.run, language),
        measures_table(computed.measured, language),
    ]


def _unit_table(run: Run, language: Language) -> ScreenTable:
    result = run.allocation
    known = result.last_year is not None
    columns = [name for name in _UNITS if known or name != "change"]
    if not any(result.adjustments):
        columns.remove("adjustments")
    if not any(result.fixed):
        columns.remove("fixed")
    cells = [_unit_cells(run, i, language) for i in range(len(result.units))]
    rows = [[cell[name] for name in columns] for cell in cells[:MOST_ROWS]]
    sums = _sum_cells(run, language)
    rows.append([sums.get(name, "") for name in columns])
    more = len(cells) - MOST_ROWS
    title = f"{result.model.title.to(language)}, {run.year}"
    headers = [_UNITS[name].to(language) for name in columns]
    below = (_MORE.to(language).format(number(more, language)),) if more > 0 else ()
    return ScreenTable(title, headers, rows, 2, (*below, *_note_lines(run, language)))


def _note_lines(run: Run, language: Language) -> tuple[str, ...]:
    return tuple(f"– {note.words.to(language)}" for note in run.allocation.notes)


def _unit_cells(run: Run, i: int, language: Language) -> dict[str, str]:
    result = run.allocation
    weighted = result.weighted[i]
    cells = _money_cells(
        {
            "base": result.base[i],
            "need": result.need[i],
            "fixed": result.fixed[i],
            "adjustments": result.adjustments[i],
            "total": result.totals[i],
        },
        run,
        language,
    )
    return {
        "unit": result.units[i].id,
        "name": result.units[i].name,
        "weighted": number(weighted, language, 1),
        "load": "–" if result.load is None else _load(result.load[i], language),
        **cells,
        "per_child": number(result.totals[i] / weighted, language) if weighted else "–",
        "change": _change(run, i, language),
    }


def _load(value: Fraction, language: Language) -> str:
    return number(value, language, 0 if value.denominator == 1 else 1)


def _change(run: Run, i: int, language: Language) -> str:
    result = run.allocation
    last = result.last_year[i] if result.last_year is not None else None
    if last is None or not last.amount:
        return _NEW.to(language)
    share = result.totals[i] / last.amount - 1
    return ("+" if share > 0 else "") + percent(share, language)


def _sum_cells(run: Run, language: Language) -> dict[str, str]:
    result = run.allocation
    sums = {
        name: sum(getattr(result, attribute), ZERO)
        for name, attribute in (
            ("base", "base"),
            ("need", "need"),
            ("fixed", "fixed"),
            ("adjustments", "adjustments"),
            ("total", "totals"),
        )
    }
    weighted = sum(result.weighted, ZERO)
    return {
        "unit": _SUM.to(language),
        "weighted": number(weighted, language, 1),
        "load": "–" if result.load is None else _load(sum(result.load, ZERO), language),
        **_money_cells(sums, run, language),
        "per_child": number(sums["total"] / weighted, language) if weighted else "–",
    }


def _money_cells(amounts: dict[str, Fraction], run: Run, language: Language) -> dict[str, str]:
    smallest = run.model.currency.currency.step
    decimals = 2 if smallest < 1 else 0
    return {name: number(amount, language, decimals) for name, amount in amounts.items()}


def _frame_table(run: Run, language: Language) -> list[ScreenTable]:
    account = ledger(run.allocation)
    if account is None:
        return []
    labels = {
        item.id: item.label.to(language)
        for step in run.model.steps
        if step.use == "set_aside"
        for item in step.items
    }
    lines = [
        (Words(da="Ramme", en="Frame").to(language), account["frame"]),
        *((labels[name], amount) for name, amount in account["set_aside"].items()),
        (Words(da="Fordelt til enheder", en="Given to units").to(language), account["handed_out"]),
        (Words(da="Ikke brugt", en="Not used").to(language), account["unspent"]),
    ]
    rows = [[label, number(Fraction(amount), language)] for label, amount in lines]
    headers = [Words(da="Rammen", en="The frame").to(language), run.model.currency.code]
    return [ScreenTable("", headers, rows)]


def measures_table(measured: Measured, language: Language) -> ScreenTable:
    from fordel.equity.definitions import definitions  # noqa: PLC0415 - reads its YAML when used

    rows = [
        [definitions()[name].name.to(language), shown(measured, name, language)]
        for name in _MEASURES
        if name in definitions()
    ]
    headers = [
        Words(da="Differentiering", en="Differentiation").to(language),
        Words(da="behov pr. vægtet barn", en="need per weighted child").to(language),
    ]
    caveats = tuple("– " + words.to(language) for words in measured.caveats())
    return ScreenTable("", headers, rows, 1, caveats)


def written_lines(written: Written, language: Language) -> list[str]:
    """Where the files went."""
    width = max(len(label.to(language)) for label in _FILES.values())
    return [f"{_FILES[name].to(language):<{width}}  {path}" for name, path in written.files.items()]


def allocation_json(computed: Computed, written: Written) -> dict[str, Any]:
    """The whole answer of ``fordel allocate`` for programs."""
    result = computed.run.allocation
    return {
        "summary": summary(result),
        "units": [
            {
                "unit": unit.id,
                "name": unit.name,
                "weighted_children": float(result.weighted[i]),
                "load": None if result.load is None else float(result.load[i]),
                "load_share": None if result.load_share is None else float(result.load_share[i]),
                "steps": {
                    step.id: plain(step.amounts[i])
                    for step in result.money_steps
                    if step.amounts is not None
                },
                "total": plain(result.totals[i]),
            }
            for i, unit in enumerate(result.units)
        ],
        "measures": computed.measured.to_json(),
        "notes": [note.to_json() for note in computed.notes],
        "files": {name: str(path) for name, path in written.files.items()},
    }


def change_tables(before: Run, after: Run, change: Change, language: Language) -> list[ScreenTable]:
    """What happened to every unit between two runs, in parts that sum."""
    causes = [c for c in Cause if any(unit.parts[c] for unit in change.units)]
    names = {unit.id: unit.name for unit in after.allocation.units}
    ordered = sorted(change.units, key=lambda unit: (unit.difference, unit.unit))
    voice = Voice(language, after.model.currency.currency)
    rows = [
        [unit.unit, names[unit.unit], *_change_cells(shown_change(unit, voice), causes, language)]
        for unit in ordered
    ]
    headers = [
        _UNITS["unit"].to(language),
        _UNITS["name"].to(language),
        str(before.year)
        if before.year != after.year
        else Words(da="Før", en="Before").to(language),
        str(after.year)
        if before.year != after.year
        else Words(da="Efter", en="After").to(language),
        Words(da="Forskel", en="Difference").to(language),
        *(CAUSES[cause].to(language) for cause in causes),
    ]
    return [ScreenTable("", headers, rows, 2, _change_notes(change, language))]


def _change_cells(change: ShownChange, causes: Sequence[Cause], language: Language) -> list[str]:
    """Amounts rounded so that each row sums as it stands."""
    parts = dict(change.parts)
    amounts = (change.before, change.after, change.difference)
    return [number(a, language) for a in (*amounts, *(parts.get(c, ZERO) for c in causes))]


def _change_notes(change: Change, language: Language) -> tuple[str, ...]:
    lost = sum(unit.difference < 0 for unit in change.units)
    won = sum(unit.difference > 0 for unit in change.units)
    lines = [
        Words(
            da=f"{won} enheder får mere, {lost} får mindre.",
            en=f"{won} units get more, {lost} get less.",
        ),
        Words(
            da="Delene er hver årsags gennemsnit over alle rækkefølger (Shapley), så ingen årsag "
            "regnes før en anden; de summer præcist til forskellen.",
            en="The parts are each cause's average over all orders (Shapley), so that no cause is "
            "counted before another; they sum to the difference exactly.",
        ),
    ]
    lines += [
        Words(
            da=f"{unit} er der ikke mere; den havde {number(amount, 'da')}.",
            en=f"{unit} is no longer there; it had {number(amount, 'en')}.",
        )
        for unit, amount in change.gone
    ]
    lines += [
        Words(
            da="Kan ikke skilles ad: " + ", ".join(CAUSES[c].da.lower() for c in group) + ".",
            en="Cannot be told apart: " + ", ".join(CAUSES[c].en.lower() for c in group) + ".",
        )
        for group in change.tied
    ]
    return tuple("– " + words.to(language) for words in lines)


def change_json(change: Change, unit: str | None = None) -> dict[str, Any]:
    """A change for programs; exact figures as text."""
    return {
        "units": [
            {
                "unit": one.unit,
                "came_from": list(one.came_from),
                "before": plain(one.before),
                "after": plain(one.after),
                "difference": plain(one.difference),
                "parts": {cause.value: plain(part) for cause, part in one.parts.items()},
            }
            for one in change.units
            if unit in {None, one.unit}
        ],
        "gone": [{"unit": name, "amount": plain(amount)} for name, amount in change.gone],
        "tied": [[cause.value for cause in group] for group in change.tied],
    }


def stability_tables(found: Stability, language: Language) -> list[ScreenTable]:
    """What other choices, older data and chance would mean."""
    tables = [
        ScreenTable(
            Words(da="Hvis noget var anderledes", en="If something were different").to(language),
            *variants_table(found, language),
        ),
        ScreenTable(
            Words(da="Enhed for enhed", en="Unit by unit").to(language),
            *units_table(found, language),
        ),
    ]
    if found.intervals is not None:
        said = (*found.intervals.words(), *found.small_units())
        below = tuple("– " + words.to(language) for words in said)
        title = Words(da="Tilfældighed", en="Chance").to(language)
        headers, rows = intervals_table(found, language)
        tables.append(ScreenTable(title, headers, rows, 1, below))
    if found.not_possible:
        title = Words(da="Kunne ikke prøves", en="Could not be tried").to(language)
        headers, rows = not_possible_table(found, language)
        tables.append(ScreenTable(title, headers, rows, len(headers)))
    if found.no_intervals is not None:
        tables[-1] = replace(tables[-1], below=(*tables[-1].below, found.no_intervals.to(language)))
    return tables
