"""A whole evaluation of one project, as tables for a reader and as a document for a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.domain.language import Language, Words, number, percent
from fordel.evaluation.implementation.figures import ActivityImplementation, ImplementationReport
from fordel.evaluation.maturity.criteria import (
    CRITERION_WORDS,
    LEVEL_WORDS,
    MATURITY_WORDS,
    MET_WORDS,
    MaturityReport,
)
from fordel.evaluation.reports.evaluated import evaluate
from fordel.evaluation.results.figures import (
    Change,
    Development,
    ResultsReport,
    figure_at,
    n_of,
)
from fordel.evaluation.results.verdicts import ResultProposal
from fordel.evaluation.rules import EvaluationRules
from fordel.evaluation.setting_aside import SetAside
from fordel.evaluation.spreads import Spread, written
from fordel.evaluation.windows import WINDOW_WORDS, Window
from fordel.interventions.indicators import COHORT_WORDS, Kind
from fordel.interventions.registrations import Registrations

_NONE = "–"
_PROPOSED = Words(
    da="Vurderinger er forslag efter regler; mennesker afgør. Kilde til reglerne: {source}.",
    en="Verdicts are proposed by rules; people decide. Source of the rules: {source}.",
)
_NOT_CAUSE = Words(
    da="En ændring siger, hvad tallene viser, ikke hvad der er årsagen.",
    en="A change says what the figures show, not what caused it.",
)
_BASE = Words(da="Børn: {base}.", en="Children: {base}.")
_NO_BASE = Words(
    da="Antallet af børn er ikke kendt; der regnes pr. måned.",
    en="The number of children is not known; figures are per month.",
)
_ASIDE = Words(
    da="Sat til side: {unit}, periode {period}, {field}: {why}.",
    en="Set aside: {unit}, period {period}, {field}: {why}.",
)
_TITLES = {
    "implementation": Words(da="Gennemførelse", en="Implementation"),
    "results": Words(da="Udvikling", en="Development"),
    "changes": Words(da="Fra før til i virkningsfasen", en="From before to in the effect phase"),
    "came": Words(da="Hvad der foreslås om resultaterne", en="What is proposed of the results"),
    "maturity": Words(da="Foreslået modenhed: {outcome}", en="Proposed maturity: {outcome}"),
}
_HEADERS = {
    "implementation": (
        Words(da="Aktivitet", en="Activity"),
        Words(da="Forslag", en="Proposed"),
        Words(da="Læst", en="Read"),
        Words(da="Enheder", en="Units"),
        Words(da="I alt", en="Total"),
        Words(da="Mindst én", en="At least one"),
        Words(da="Mindst to", en="At least two"),
        Words(da="Pr. 100 børn pr. md.", en="Per 100 children and month"),
        Words(da="Del af det tilsigtede", en="Part of the intended"),
    ),
    "units": (
        Words(da="Enhed", en="Unit"),
        Words(da="Antal", en="Count"),
        Words(da="Måneder med tal", en="Months with figures"),
        Words(da="Pr. måned", en="Per month"),
        Words(da="Pr. 100 børn pr. md.", en="Per 100 children and month"),
        Words(da="Del af det tilsigtede", en="Part of the intended"),
        Words(da="Perioder uden tal", en="Periods without figures"),
    ),
    "changes": (
        Words(da="Resultat", en="Result"),
        Words(da="Ændring", en="Change"),
        Words(da="Hvorfor", en="Why"),
        Words(da="Enheder", en="Units"),
    ),
    "came": (
        Words(da="Resultat", en="Result"),
        Words(da="Forslag", en="Proposed"),
        Words(da="Virkningen", en="The effect"),
    ),
    "maturity": (
        Words(da="Aktivitet", en="Activity"),
        Words(da="Forslag", en="Proposed"),
    ),
}
_INDICATOR = Words(da="Hvad", en="What")
_PERIOD = Words(da="Periode {no}", en="Period {no}")
_SAID = {
    Kind.COLOURS: Words(da="{label}, grønne", en="{label}, green"),
    Kind.COUNT: Words(da="{label}, pr. måned", en="{label}, per month"),
}


@dataclass(frozen=True)
class ReadableTable:
    """A table for people, with what must be read below it."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()
    text_columns: int = 1


@dataclass(frozen=True)
class Evaluation:
    """What a project's registrations say; ``came`` is what the rules propose of each result."""

    implementation: ImplementationReport
    results: ResultsReport
    came: tuple[ResultProposal, ...]
    maturity: MaturityReport

    def tables(self, language: Language) -> tuple[ReadableTable, ...]:
        """All of it for a reader, in order."""
        return (
            implementation_table(self.implementation, language),
            development_table(self.results, language),
            change_table(self.results, language),
            came_table(self.came, language),
            maturity_table(self.maturity, language),
        )


def evaluate_project(
    registrations: Registrations, rules: EvaluationRules | None = None
) -> Evaluation:
    """Everything that can be said of a project from its registrations alone.

    Descriptions and costs are not part of registrations: those criteria of maturity are unknown
    here, and :func:`fordel.evaluation.reports.evaluated.evaluate` takes them.
    """
    found = evaluate(registrations, rules=rules)
    came = tuple(one.proposal for one in found.came)
    return Evaluation(found.implementation, found.results, came, found.maturity)


def implementation_table(report: ImplementationReport, language: Language) -> ReadableTable:
    """Activities in rows, with the window that their verdict was read from."""
    base = report.base
    below = [
        _NO_BASE.to(language)
        if base is None
        else _BASE.to(language).format(base=base.label.to(language))
    ]
    below += [f"{one.name}: {one.proposal.why.to(language)}" for one in report.activities]
    below += _aside(report.set_aside, language)
    below.append(_PROPOSED.to(language).format(source=report.source.to(language)))
    return ReadableTable(
        _TITLES["implementation"].to(language),
        tuple(words.to(language) for words in _HEADERS["implementation"]),
        tuple(_activity_cells(one, language) for one in report.activities),
        tuple(below),
        text_columns=3,
    )


def units_table(
    one: ActivityImplementation, language: Language, names: Mapping[str, str] | None = None
) -> ReadableTable | None:
    """An activity's units in rows, in the window it is judged from; None without a count.

    Parameters
    ----------
    names : what units are called, by their keys; those named are shown, all without.
    """
    summaries = one.effect if one.judged_from is Window.EFFECT else one.whole
    if not summaries:
        return None
    first = summaries[0]
    rows = tuple(
        (
            unit.unit if names is None else names[unit.unit],
            _NONE if unit.count is None else number(unit.count, language),
            number(unit.months, language, 0 if unit.months.denominator == 1 else 1),
            _rate(unit.per_month, language),
            _rate(unit.per_100_children_month, language),
            _share(unit.dosage, language),
            ", ".join(str(no) for no in unit.gaps) or _NONE,
        )
        for unit in first.units
        if names is None or unit.unit in names
    )
    title = f"{one.name}: {first.label.to(language)}, {WINDOW_WORDS[first.window].to(language)}"
    headers = tuple(words.to(language) for words in _HEADERS["units"])
    return ReadableTable(title, headers, rows, (one.proposal.why.to(language),))


def development_table(report: ResultsReport, language: Language) -> ReadableTable:
    """Indicators in rows, periods in columns, each figure with its n; a gap is a dash."""
    headers = [_INDICATOR.to(language)]
    headers += [_PERIOD.to(language).format(no=when.no) for when in report.periods]
    below = [
        f"{_PERIOD.to(language).format(no=when.no)}: {when.reason}"
        for when in report.periods
        if not when.collected
    ]
    below += [
        f"{event.name}: "
        + ", ".join(
            _PERIOD.to(language).format(no=when.no).lower()
            for when in report.periods
            if event.name in when.events
        )
        for event in report.events
    ]
    rows = tuple(_development_cells(known, language) for known in report.developments)
    return ReadableTable(_TITLES["results"].to(language), tuple(headers), rows, tuple(below))


def change_table(report: ResultsReport, language: Language) -> ReadableTable:
    """Results in rows, with what changed and what that rests on."""
    rows = tuple(
        (
            _named(change.label, change, language),
            change.said.to(language),
            _why(change, language),
            number(change.n_units, language),
        )
        for change in report.changes
    )
    return ReadableTable(
        _TITLES["changes"].to(language),
        tuple(words.to(language) for words in _HEADERS["changes"]),
        rows,
        (_NOT_CAUSE.to(language),),
        text_columns=3,
    )


def _why(change: Change, language: Language) -> str:
    """What a change rests on; the direction stands in the column before, so not here again."""
    why, said = change.why.to(language), f"{change.said.to(language)}: "
    rest = why[len(said) :] if why.lower().startswith(said) else why
    return rest[0].upper() + rest[1:]


def came_table(proposals: tuple[ResultProposal, ...], language: Language) -> ReadableTable:
    """What the rules propose of each result, and how strongly its effect may be spoken of."""
    return ReadableTable(
        _TITLES["came"].to(language),
        tuple(words.to(language) for words in _HEADERS["came"]),
        tuple(
            (
                one.label.to(language),
                one.outcome.words.to(language),
                LEVEL_WORDS[one.level].to(language),
            )
            for one in proposals
        ),
        text_columns=3,
    )


def maturity_table(report: MaturityReport, language: Language) -> ReadableTable:
    """Activities in rows, criteria in columns."""
    title = _TITLES["maturity"].to(language)
    headers = [words.to(language) for words in _HEADERS["maturity"]]
    headers += [CRITERION_WORDS[found.criterion].to(language) for found in report.findings]
    rows = [
        (
            one.name,
            MATURITY_WORDS[one.outcome].to(language),
            *(MET_WORDS[found.met].to(language) for found in one.findings),
        )
        for one in report.activities
    ]
    below = [report.why.to(language)]
    below += [
        f"{CRITERION_WORDS[found.criterion].to(language)}, {MET_WORDS[found.met].to(language)}: "
        f"{found.why.to(language)}"
        for found in report.findings
    ]
    below.append(_PROPOSED.to(language).format(source=report.source.to(language)))
    return ReadableTable(
        title.format(outcome=MATURITY_WORDS[report.outcome].to(language)),
        tuple(headers),
        tuple(rows),
        tuple(below),
        text_columns=len(headers),
    )


def _activity_cells(one: ActivityImplementation, language: Language) -> tuple[str, ...]:
    summaries = one.effect if one.judged_from is Window.EFFECT else one.whole
    read = WINDOW_WORDS[one.judged_from].to(language)
    said = one.proposal.outcome.words.to(language)
    if not summaries:
        return (one.name, said, read, *[_NONE] * 6)
    first = summaries[0]
    total = _NONE if first.total is None else number(first.total, language)
    return (
        one.name,
        said,
        read,
        number(first.n, language),
        total,
        _share(first.share_with_one, language),
        _share(first.share_with_two, language),
        _range(first.per_100_children_month, language),
        _share(None if first.dosage is None else first.dosage.middle, language),
    )


def _development_cells(known: Development, language: Language) -> tuple[str, ...]:
    label = known.label
    if (said := _SAID.get(known.kind)) is not None and not known.is_stock:
        label = Words(said.da.format(label=label.da), said.en.format(label=label.en))
    cells = [_named(label, known, language)]
    for point in known.points:
        figure = figure_at(point)
        if figure is None:
            cells.append(_NONE)
            continue
        text = number(figure, language) if known.is_stock else written(figure, language)
        if known.kind is Kind.COLOURS:
            text = percent(figure, language, 0)
        cells.append(f"{text} (n={number(n_of(point), language)})")
    return tuple(cells)


def _named(label: Words, known: Development | Change, language: Language) -> str:
    if known.cohort is None:
        return label.to(language)
    return f"{label.to(language)}, {COHORT_WORDS[known.cohort].to(language)}"


def _aside(items: Sequence[SetAside], language: Language) -> list[str]:
    return [
        _ASIDE.to(language).format(
            unit=item.unit, period=item.period, field=item.field, why=item.words.to(language)
        )
        for item in items
    ]


def _share(share: Fraction | None, language: Language) -> str:
    return _NONE if share is None else percent(share, language, 0)


def _rate(figure: Fraction | None, language: Language) -> str:
    return _NONE if figure is None else written(figure, language)


def _range(spread: Spread | None, language: Language) -> str:
    if spread is None:
        return _NONE
    low, middle, high = (
        written(figure, language) for figure in (spread.lowest, spread.middle, spread.highest)
    )
    return f"{middle} ({low}–{high})"
