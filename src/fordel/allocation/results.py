"""A result as documents: the table, the payments, the summary, the trace. The same bytes always."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from fordel.allocation.engine import Allocation
from fordel.allocation.model.document import Model
from fordel.allocation.model.values import Text
from fordel.allocation.resolving import UsedParameter
from fordel.allocation.situation import ZERO, StepResult
from fordel.domain.cells import safe_cell
from fordel.domain.language import plain, rounded

SHARE_DECIMALS = 12
CHILD_DECIMALS = 6


def json_text(document: Any) -> str:
    """JSON in the one form Fordel writes it in."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV in the one form Fordel writes it in: comma, point, LF; cells safe to open anywhere."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def money_column(step: str, model: Model) -> str:
    """The name of a step's column: its id and the currency."""
    return f"{step}_{model.currency.code.lower()}"


def allocation_csv(allocation: Allocation) -> str:
    """A row per unit, a column per money step and the total. Sums stand in the summary."""
    steps = allocation.money_steps
    header = [
        "unit",
        "name",
        "children",
        "weighted_children",
        "load",
        "load_share",
        *(money_column(step.id, allocation.model) for step in steps),
        money_column("total", allocation.model),
    ]
    load = allocation.load or ((None,) * len(allocation.units))
    share = allocation.load_share or ((None,) * len(allocation.units))
    rows = [
        [
            unit.id,
            unit.name,
            decimal(allocation.enrolled.totals[i], CHILD_DECIMALS),
            decimal(allocation.weighted[i], CHILD_DECIMALS),
            decimal(load[i], CHILD_DECIMALS),
            decimal(share[i], SHARE_DECIMALS),
            *(plain(step.amounts[i]) for step in steps if step.amounts is not None),
            plain(allocation.totals[i]),
        ]
        for i, unit in enumerate(allocation.units)
    ]
    return csv_text(header, rows)


def payments_csv(allocation: Allocation) -> str:
    """A row per budget unit: what is paid to it, and for which units."""
    units: dict[str, list[str]] = {}
    for unit in allocation.units:
        units.setdefault(unit.pays_to, []).append(unit.id)
    rows = [
        [budget_unit, " ".join(units[budget_unit]), plain(amount)]
        for budget_unit, amount in allocation.payments.items()
    ]
    return csv_text(["budget_unit", "units", money_column("amount", allocation.model)], rows)


def decimal(value: Fraction | None, decimals: int) -> str:
    """A figure with at most so many decimals; nothing where it is missing."""
    if value is None:
        return ""
    shown = rounded(value, decimals)
    return plain(shown)


def summary(allocation: Allocation) -> dict[str, Any]:
    """Sums, the ledger of the frame, and what the reader must know."""
    model = allocation.model
    return {
        "model": model.model,
        "version": model.version,
        "title": _text(model.title),
        "year": allocation.year,
        "currency": model.currency.code,
        "smallest_unit": plain(model.currency.smallest),
        "figures": model.children.figures,
        "units": len(allocation.units),
        "left_out": [{"unit": out.unit, "reason": out.reason} for out in allocation.left_out],
        "children": plain(sum(allocation.enrolled.totals, ZERO)),
        "weighted_children": decimal(sum(allocation.weighted, ZERO), CHILD_DECIMALS),
        "load": None
        if allocation.load is None
        else decimal(sum(allocation.load, ZERO), CHILD_DECIMALS),
        "ledger": ledger(allocation),
        "steps": {step.id: plain(sum(step.amounts or (), ZERO)) for step in allocation.money_steps},
        "total": plain(sum(allocation.totals, ZERO)),
        "need_share_of_decentral": _need_share(allocation),
        "previous_total": _previous_total(allocation),
        "notes": [
            {"step": note.step, "da": note.words.da, "en": note.words.en}
            for note in allocation.notes
        ],
    }


def ledger(allocation: Allocation) -> dict[str, Any] | None:
    """Where the frame went: what was set aside, handed out and left; it sums to the frame."""
    if allocation.frame is None:
        return None
    set_aside = {
        item: plain(amount)
        for step in allocation.steps
        if step.use == "set_aside"
        for item, amount in step.facts.items()
        if item != "set_aside" and isinstance(amount, Fraction)
    }
    return {
        "frame": plain(allocation.frame),
        "set_aside": set_aside,
        "handed_out": plain(sum(allocation.totals, ZERO)),
        "unspent": plain(allocation.unspent or ZERO),
    }


def _need_share(allocation: Allocation) -> str | None:
    """Need money over the decentral budget, or over all money where there is no frame."""
    if allocation.frame is None:
        whole = sum(allocation.totals, ZERO)
    else:
        whole = allocation.frame - allocation.set_aside
    return decimal(sum(allocation.need, ZERO) / whole, CHILD_DECIMALS) if whole else None


def _previous_total(allocation: Allocation) -> str | None:
    if allocation.last_year is None:
        return None
    return plain(sum((last.amount for last in allocation.last_year if last), ZERO))


def trace(allocation: Allocation) -> dict[str, Any]:
    """Every step with its parameters, and for every unit its figures, before, exact, after."""
    running = [ZERO] * len(allocation.units)
    steps = []
    for step in allocation.steps:
        steps.append(_traced(step, allocation, tuple(running)))
        if step.amounts is not None:
            running = [a + b for a, b in zip(running, step.amounts, strict=True)]
    return {
        "model": allocation.model.model,
        "version": allocation.model.version,
        "year": allocation.year,
        "weights": [_parameter(used) for used in allocation.resolved.used["age_groups"]],
        "steps": steps,
    }


def _traced(
    step: StepResult, allocation: Allocation, before: tuple[Fraction, ...]
) -> dict[str, Any]:
    units = []
    for i, unit in enumerate(allocation.units):
        line: dict[str, Any] = {
            "unit": unit.id,
            "inputs": {
                name: None if values[i] is None else plain(values[i] or ZERO)
                for name, values in step.columns.items()
            },
        }
        if step.exact is not None and step.amounts is not None:
            line |= {
                "before": plain(before[i]),
                "exact": plain(step.exact[i]),
                "rounding": plain(step.amounts[i] - step.exact[i]),
                "amount": plain(step.amounts[i]),
                "after": plain(before[i] + step.amounts[i]),
            }
        units.append(line)
    return {
        "id": step.id,
        "use": step.use,
        "function": step.function,
        "parameters": [_parameter(used) for used in step.parameters],
        "facts": {
            name: plain(fact) if isinstance(fact, Fraction) else fact
            for name, fact in step.facts.items()
        },
        "units": units,
    }


def _parameter(used: UsedParameter) -> dict[str, str]:
    return {
        "name": used.name,
        "value": plain(used.value),
        "unit": used.unit,
        "valid_from": used.valid_from.isoformat(),
        "source": used.source,
    }


def _text(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}
