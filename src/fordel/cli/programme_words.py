"""How the commands about programmes answer: advice in words and as a document, files of cells."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.cli.speaking import language, say, write, write_table
from fordel.costing.computing import NotComputed, Range
from fordel.domain.language import Language, number
from fordel.domain.money import nearest
from fordel.interventions.cells import State
from fordel.interventions.guide import Advice, LocalCost, Suggestion
from fordel.interventions.indicators import Kind
from fordel.interventions.programme import Programme
from fordel.interventions.registrations import Registrations


def advice_json(advice: Advice, tongue: Language) -> dict[str, Any]:
    """The guide's answer as one document."""
    return {
        "price_year": advice.price_year,
        "suggestions": [_suggestion(each, tongue) for each in advice.suggestions],
        "left_out": [
            {"element": each.element.no, "reason": each.reason.to(tongue)}
            for each in advice.left_out
        ],
        "rules": [words.to(tongue) for words in advice.rules],
        "assumptions": [words.to(tongue) for words in advice.assumptions],
    }


def _suggestion(each: Suggestion, tongue: Language) -> dict[str, Any]:
    return {
        "element": each.element.no,
        "name": each.element.name.to(tongue),
        "aims": [aim.value for aim in each.met],
        "certainty": {known.aim.value: known.certainty.value for known in each.evidence},
        "fit": each.fit.name.lower(),
        "builds_on": list(each.builds_on),
        "combines": list(each.combines),
        "reasons": [words.to(tongue) for words in each.reasons],
        "costs": [_cost(cost, tongue) for cost in each.costs],
    }


def _cost(cost: LocalCost, tongue: Language) -> dict[str, Any]:
    reason = cost.yearly.words.to(tongue) if isinstance(cost.yearly, NotComputed) else None
    return {
        "place": cost.activity.project.place,
        "activity": cost.activity.name,
        "once_dkk": kroner_of(cost.once),
        "yearly_dkk": kroner_of(cost.yearly),
        "yearly_reason": reason,
        "holdings_in_frame": cost.holdings,
        "beside": [words.to(tongue) for words in cost.activity.beside],
    }


def write_advice(advice: Advice, tongue: Language) -> None:
    """The guide's answer for people: elements with reasons and costs, then the rules."""
    for place, each in enumerate(advice.suggestions, start=1):
        write(f"{place}. {each.element.name.to(tongue)} ({each.element.no})")
        for words in each.reasons:
            write(f"   {words.to(tongue)}")
        if each.combines:
            numbers = ", ".join(map(str, each.combines))
            write(f"   {say('Går godt sammen med', 'Combines well with')} {numbers}.")
        rows = [
            [
                cost.activity.project.place,
                cost.activity.name,
                shown(cost.once),
                shown(cost.yearly),
            ]
            for cost in each.costs
        ]
        if rows:
            headers = [
                say("Beregnet som i", "Reckoned as in"),
                say("Aktivitet", "Activity"),
                say("Én gang, kr.", "Once, kr."),
                say("Om året, kr.", "Per year, kr."),
            ]
            write_table(headers, rows, text_columns=2)
            for cost in each.costs:
                for words in cost.activity.beside:
                    write(f"   {words.to(tongue)}")
        else:
            write(f"   {say('Ingen offentliggjorte timer.', 'No published hours.')}")
    for left in advice.left_out:
        write(f"{left.element.name.to(tongue)} ({left.element.no}): {left.reason.to(tongue)}.")
    write(say("Sådan er rækkefølgen valgt:", "How the order was chosen:"))
    for rule in (*advice.rules, *advice.assumptions):
        write(f"- {rule.to(tongue)}")
    write(say(f"Priser i {advice.price_year}.", f"Prices of {advice.price_year}."))


def totals(
    programme: Programme, registered: dict[str, Registrations]
) -> dict[str, list[int | None]]:
    """Counts added up over projects and units, by indicator and period; None: none was given."""
    found: dict[str, list[int | None]] = {}
    for indicator in programme.indicators:
        if indicator.kind is Kind.COUNT:
            found[indicator.id] = [
                _sum_in(indicator.id, period.no, registered) for period in programme.periods
            ]
    return found


def _sum_in(key: str, period: int, registered: dict[str, Registrations]) -> int | None:
    cells = [each.cell(unit, period, key) for each in registered.values() for unit in each.units]
    values = [cell.value for cell in cells if cell.value is not None]
    return sum(values) if values else None


def write_registrations(folder: Path, registered: dict[str, Registrations]) -> None:
    """A file per project with a row per cell: project, unit, period, field, state, value.

    Raises
    ------
    CannotWrite : the folder cannot be written.
    """
    from fordel.budget_year.refusals import CannotWrite

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, each in registered.items():
            text = io.StringIO()
            rows = csv.writer(text, lineterminator="\n")
            rows.writerow(["project", "unit", "period", "field", "state", "value"])
            for row in each.tidy():
                value = row.cell.value if row.cell.state is State.GIVEN else ""
                rows.writerow([name, row.unit, row.period, row.field, row.cell.state.value, value])
            (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")
    except OSError as error:
        raise CannotWrite(folder=str(folder)) from error


def kroner_of(cost: Range | NotComputed) -> int | None:
    """A cost in whole kroner; None where it was not computed."""
    return int(nearest(cost.amount, Fraction(1))) if isinstance(cost, Range) else None


def figure(value: int | None) -> str:
    """A whole number as it is read; a dash where there is none."""
    return "–" if value is None else number(value, language())


def shown(cost: Range | NotComputed) -> str:
    """A cost in whole kroner as it is read."""
    return figure(kroner_of(cost))
