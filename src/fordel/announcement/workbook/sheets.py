"""What stands on each sheet: headers and rows of text, numbers and money, in the order told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from fordel.allocation.change import Change
from fordel.allocation.mixing import Cause
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, StepResult
from fordel.announcement.causes import CAUSES
from fordel.announcement.figures import Voice
from fordel.announcement.telling.changes import ShownChange, shown
from fordel.charts.printing.sheets import Money, Share, Sheet, Shown
from fordel.domain.language import Language, Words


def _w(da: str, en: str) -> Words:
    return Words(da=da, en=en)


_KEY, _NAME = _w("Nøgle", "Key"), _w("Enhed", "Unit")
_COLUMNS = {
    "children": _w("Børn", "Children"),
    "weighted_children": _w("Vægtede børn", "Weighted children"),
    "counted": _w("Talt", "Counted"),
    "threshold": _w("Grænse", "Threshold"),
    "load": _w("Belastning", "Load"),
    "share": _w("Belastning pr. barn", "Load per child"),
    "key": _w("Fordelingsnøgle", "Key"),
    "cap": _w("Loft", "Cap"),
    "floor": _w("Mindstebeløb", "Floor"),
    "before_limits": _w("Før loft og mindstebeløb", "Before cap and floor"),
    "district_share": _w("Distriktets andel", "The district's share"),
    "base": _w("Grundbeløb", "Base amount"),
    "index_factor": _w("Indeks", "Index"),
    "score": _w("Score", "Score"),
    "rate": _w("Takst", "Rate"),
    "adults": _w("Voksne", "Adults"),
    "weight": _w("Vægt", "Weight"),
    "opening_hours_factor": _w("Åbningstid, faktor", "Opening hours, factor"),
    "before": _w("Før", "Before"),
    "reference": _w("Sidste års niveau", "Last year's level"),
    "least": _w("Mindst tilladt", "Least allowed"),
    "most": _w("Mest tilladt", "Most allowed"),
    "months": _w("Måneder", "Months"),
    "money": _w("Penge", "Money"),
    "positions": _w("Stillinger", "Positions"),
    "pedagogues": _w("Pædagoger", "Pedagogues"),
    "assistants": _w("Medhjælpere", "Assistants"),
}
_MONEY_COLUMNS = {
    "cap",
    "floor",
    "before_limits",
    "base",
    "before",
    "reference",
    "least",
    "most",
    "money",
}


def sheets_of(
    run: Run,
    language: Language,
    change: Change | None,
    measures: tuple[Sequence[str], Sequence[Sequence[str]]] | None,
) -> Iterator[Sheet]:
    """The sheets of a workbook, in order."""
    yield _overview(run, language)
    yield _units(run, language)
    if change is not None:
        yield _changes(run, change, language)
    yield _payments(run, language)
    if measures is not None:
        yield _measures(measures, language)
    yield _parameters(run, language)
    for step in run.allocation.steps:
        if step.columns or step.amounts is not None:
            yield _step(run, step, language)


def _label(run: Run, step_id: str, language: Language) -> str:
    step = next(step for step in run.model.steps if step.id == step_id)
    return step.label.to(language) if step.label else step.id


def _overview(run: Run, language: Language) -> Sheet:
    result = run.allocation
    rows: list[tuple[Shown, ...]] = [
        (_w("Model", "Model").to(language), run.model.model),
        (_w("Version", "Version").to(language), run.model.version),
        (_w("Budgetår", "Budget year").to(language), run.year),
        (_w("Enheder", "Units").to(language), len(result.units)),
        (_w("Børn", "Children").to(language), sum(result.enrolled.totals, ZERO)),
        (_w("Vægtede børn", "Weighted children").to(language), sum(result.weighted, ZERO)),
    ]
    if result.frame is not None:
        rows.append((_w("Ramme", "Frame").to(language), Money(result.frame)))
        rows += list(_set_aside(run, language))
    for step in result.money_steps:
        total = sum(step.amounts or (), ZERO)
        rows.append((_label(run, step.id, language), Money(total)))
    rows.append((_w("Fordelt i alt", "Handed out").to(language), Money(sum(result.totals, ZERO))))
    if result.unspent is not None:
        rows.append((_w("Ikke brugt", "Not used").to(language), Money(result.unspent)))
    rows += [
        (
            _w("Læst fra", "Read from").to(language),
            f"{s.name}: {s.rows}" + (f" · SHA-256 {s.sha256}" if s.sha256 else ""),
        )
        for s in run.inputs.register.sources
    ]
    rows += [(_w("Bemærk", "Note").to(language), note.words.to(language)) for note in result.notes]
    rows += [
        (
            _w("Uden for modellen", "Outside the model").to(language),
            f"{out.unit}: {_reason(out.reason, language)}",
        )
        for out in result.left_out
    ]
    headers = (_w("Hvad", "What").to(language), _w("Tal", "Figure").to(language))
    title = f"{run.model.title.to(language)}, {run.year}"
    return Sheet(_w("Overblik", "Overview").to(language), title, headers, tuple(rows))


def _set_aside(run: Run, language: Language) -> Iterator[tuple[Shown, ...]]:
    labels = {
        item.id: item.label.to(language)
        for step in run.model.steps
        if step.use == "set_aside"
        for item in step.items
    }
    for step in run.allocation.steps:
        if step.use == "set_aside":
            for name, amount in step.facts.items():
                if name in labels and isinstance(amount, Fraction):
                    yield labels[name], Money(amount)


_REASONS = {
    "ownership": _w("ejerform", "ownership"),
    "kind": _w("institutionstype", "kind of unit"),
    "special_department": _w("specialafdeling", "special department"),
    "closed": _w("lukket", "closed"),
    "not_open_yet": _w("ikke åbnet endnu", "not open yet"),
    "except_for": _w("undtaget i modellen", "excepted in the model"),
}


def _reason(reason: str, language: Language) -> str:
    return _REASONS[reason].to(language)


def _units(run: Run, language: Language) -> Sheet:
    result = run.allocation
    steps = result.money_steps
    known = result.last_year is not None
    headers = [
        _KEY, _NAME, _w("Børn", "Children"), _w("Vægtede børn", "Weighted children"),
        _w("Belastning", "Load"), _w("Del af belastningen", "Share of the load"),
    ]  # fmt: skip
    texts = [header.to(language) for header in headers]
    texts += [_label(run, step.id, language) for step in steps]
    texts += [
        _w("I alt", "Total").to(language),
        _w("Pr. vægtet barn", "Per weighted child").to(language),
    ]
    if known:
        texts += [_w("Sidste år", "Last year").to(language), _w("Ændring", "Change").to(language)]
        texts.append(_w("Ændring i %", "Change in %").to(language))
    rows: tuple[tuple[Shown, ...], ...] = tuple(
        (*_unit_row(run, i), *((_last_year(run, i)) if known else ()))
        for i in range(len(result.units))
    )
    first = len(headers)
    sums = (
        2,
        3,
        4,
        *range(first, first + len(steps) + 1),
        *((first + len(steps) + 2,) if known else ()),
    )
    return Sheet(_w("Enheder", "Units").to(language), "", tuple(texts), rows, sums, 2)


def _unit_row(run: Run, i: int) -> tuple[Shown, ...]:
    result = run.allocation
    weighted = result.weighted[i]
    return (
        result.units[i].id,
        result.units[i].name,
        result.enrolled.totals[i],
        weighted,
        None if result.load is None else result.load[i],
        Share(None if result.load_share is None else result.load_share[i]),
        *(Money(step.amounts[i]) for step in result.money_steps if step.amounts is not None),
        Money(result.totals[i]),
        Money(result.totals[i] / weighted if weighted else None),
    )


def _last_year(run: Run, i: int) -> tuple[Shown, ...]:
    result = run.allocation
    last = result.last_year[i] if result.last_year is not None else None
    if last is None:
        return Money(None), Money(None), Share(None)
    more = result.totals[i] - last.amount
    return Money(last.amount), Money(more), Share(more / last.amount if last.amount else None)


def _changes(run: Run, change: Change, language: Language) -> Sheet:
    causes = [cause for cause in Cause if any(unit.parts[cause] for unit in change.units)]
    names = {unit.id: unit.name for unit in run.allocation.units}
    headers = [
        _KEY,
        _NAME,
        _w("Sidste år", "Last year"),
        _w("I år", "This year"),
        _w("Forskel", "Difference"),
    ]
    texts = [header.to(language) for header in (*headers, *(CAUSES[c] for c in causes))]
    voice = Voice(language, run.model.currency.currency)
    rows: tuple[tuple[Shown, ...], ...] = tuple(
        (unit.unit, names[unit.unit], *_change_cells(shown(unit, voice), causes))
        for unit in change.units
    )
    sums = tuple(range(2, len(texts)))
    return Sheet(_w("Siden sidst", "Since last year").to(language), "", tuple(texts), rows, sums, 2)


def _change_cells(change: ShownChange, causes: Sequence[Cause]) -> tuple[Money, ...]:
    """Amounts rounded so that each row sums as it stands."""
    parts = dict(change.parts)
    amounts = (change.before, change.after, change.difference)
    return tuple(Money(a) for a in (*amounts, *(parts.get(cause, ZERO) for cause in causes)))


def _payments(run: Run, language: Language) -> Sheet:
    headers = (
        _w("Budgetansvarlig", "Budget unit").to(language),
        _w("Enheder", "Units").to(language),
        _w("Beløb", "Amount").to(language),
    )
    units: dict[str, list[str]] = {}
    for unit in run.allocation.units:
        units.setdefault(unit.pays_to, []).append(unit.name or unit.id)
    rows = tuple(
        (budget_unit, ", ".join(units[budget_unit]), Money(amount))
        for budget_unit, amount in run.allocation.payments.items()
    )
    return Sheet(_w("Udbetalinger", "Payments").to(language), "", headers, rows, (2,), 1)


def _measures(measures: tuple[Sequence[str], Sequence[Sequence[str]]], language: Language) -> Sheet:
    headers, rows = measures
    name = _w("Mål", "Measures").to(language)
    shown: tuple[tuple[Shown, ...], ...] = tuple(tuple(row) for row in rows)
    return Sheet(name, "", tuple(headers), shown)


def _parameters(run: Run, language: Language) -> Sheet:
    headers = tuple(
        words.to(language)
        for words in (
            _w("Trin", "Step"), _w("Parameter", "Parameter"), _w("Værdi", "Value"),
            _w("Enhed", "Unit"), _w("Gælder fra", "Holds from"), _w("Kilde", "Source"),
        )
    )  # fmt: skip
    rows = tuple(
        (step, used.name, Fraction(used.value), used.unit, used.valid_from, used.source)
        for step, looked_up in run.allocation.resolved.used.items()
        for used in looked_up
    )
    return Sheet(_w("Parametre", "Parameters").to(language), "", headers, rows)


def _step(run: Run, step: StepResult, language: Language) -> Sheet:
    """One step's trace: what it went by, the exact amount, the rounding."""
    texts = [_KEY.to(language), _NAME.to(language)]
    texts += [_column(run, name, language) for name in step.columns]
    if step.amounts is not None:
        texts += [
            _w("Præcist", "Exact").to(language),
            _w("Afrunding", "Rounding").to(language),
            _w("Beløb", "Amount").to(language),
        ]
    rows = tuple(_step_row(run, step, i) for i in range(len(run.allocation.units)))
    sums = (len(texts) - 1,) if step.amounts is not None else ()
    label = _label(run, step.id, language)
    return Sheet(label, f"{label} ({step.id})", tuple(texts), rows, sums, 2)


def _step_row(run: Run, step: StepResult, i: int) -> tuple[Shown, ...]:
    unit = run.allocation.units[i]
    row: list[Shown] = [unit.id, unit.name]
    for name, values in step.columns.items():
        row.append(Money(values[i]) if name in _MONEY_COLUMNS else values[i])
    if step.exact is not None and step.amounts is not None:
        row += [step.exact[i], step.amounts[i] - step.exact[i], Money(step.amounts[i])]
    return tuple(row)


def _column(run: Run, name: str, language: Language) -> str:
    if name in _COLUMNS:
        return _COLUMNS[name].to(language)
    prefix, _, rest = name.partition("_")
    if prefix == "criterion":
        labels = {c.id: c.label.to(language) for c in run.model.criteria}
        return labels.get(rest, rest)
    return f"{_COLUMNS['children'].to(language)} {rest}" if prefix == "children" else name
