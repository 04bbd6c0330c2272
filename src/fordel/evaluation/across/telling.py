"""Tables across projects as a reader meets them, with what must be read below each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fordel.costing.beside import PerChildMoved
from fordel.domain.language import Language, Words, number
from fordel.domain.nouns import UNITS
from fordel.evaluation.across.seen import RESULT_THEMES, SEEN_WORDS, Seen
from fordel.evaluation.across.tables import (
    CAVEAT,
    CostBesideResults,
    ElementCosts,
    ElementResults,
)
from fordel.evaluation.across.totals import TotalCell, Totals
from fordel.evaluation.panels.costing import cost_words
from fordel.evaluation.spreads import Spread
from fordel.evaluation.telling import ReadableTable
from fordel.interventions.indicators import THEME_WORDS, Theme

_NONE = "–"
_ELEMENTS = Words(da="Elementer og resultater", en="Elements and results")
_COSTS = Words(
    da="Elementer og pris pr. barn for én afholdelse",
    en="Elements and cost per child for one holding",
)
_BESIDE = Words(da="Pris og resultater, projekt for projekt", en="Cost and results, by project")
_TOTALS = Words(da="I alt, periode for periode", en="Totals, period by period")
_ELEMENT = Words(da="Element", en="Element")
_PROJECT = Words(da="Projekt", en="Project")
_PROJECTS = Words(da="Projekter", en="Projects")
_PRICED = Words(da="Aktiviteter med pris", en="Activities with a price")
_WITHOUT = Words(da="Uden pris", en="Without a price")
_ONCE = Words(da="Kr. pr. barn for én afholdelse", en="Kr. per child for one holding")
_MOVED = Words(da="Kr. pr. barn netto rykket til grøn", en="Kr. per child net moved to green")
_FEW = Words(da="{range} (for få til et mønster)", en="{range} (too few for a pattern)")
_NOBODY = Words(
    da="Ingen af projekterne har indsamlet: {themes}.", en="No project collected: {themes}."
)
_NOT_FOLLOWED = Words(
    da="Ingen børn er fulgt med pseudonym, så prisen pr. barn rykket til grøn kan ikke siges.",
    en="No children were followed by pseudonym, so the cost per child moved to green cannot be "
    "said.",
)
_CHILDREN = (Theme.WELLBEING, Theme.LANGUAGE, Theme.SUPPORT, Theme.SCHOOL_START)
_CHILDREN_FIRST = (*_CHILDREN, *(theme for theme in RESULT_THEMES if theme not in _CHILDREN))
"""What it is for stands before what is to lead there."""
_WHAT = Words(da="Hvad", en="What")
_PERIOD = Words(da="Periode {no}", en="Period {no}")
_WHOLE = Words(da="Hele tiden", en="The whole time")
_TAKES = Words(
    da="«For få»: Der skal mindst {fewest} projekter med svar til, før der står et mønster.",
    en="“Too few”: It takes at least {fewest} projects with an answer before a pattern stands.",
)
_OF_UNITS = Words(da="{total} ({units} af {asked})", en="{total} ({units} of {asked})")
_ALL_UNITS = Words(
    da="Hvor ikke alle enheder har svaret, står det ved summen.",
    en="Where not every unit has answered, it stands with the sum.",
)
_LENGTHS = Words(
    da="Perioderne er ikke lige lange ({months} måneder), så tallene kan ikke holdes direkte op "
    "mod hinanden.",
    en="The periods differ in length ({months} months), so the figures cannot be held directly "
    "against each other.",
)


def element_results_table(
    rows: Sequence[ElementResults], names: Mapping[int, str], language: Language
) -> ReadableTable:
    """Elements in rows, themes of results in columns; ``names`` are the elements' by number."""
    themes = [
        theme for theme in _CHILDREN_FIRST if any(not row.pattern(theme).is_nobody for row in rows)
    ]
    headers = [_ELEMENT.to(language), _PROJECTS.to(language)]
    headers += [THEME_WORDS[theme].to(language) for theme in themes]
    return ReadableTable(
        _ELEMENTS.to(language),
        tuple(headers),
        tuple(
            (
                names.get(row.element, str(row.element)),
                number(len(row.projects), language),
                *(row.pattern(theme).text(language) for theme in themes),
            )
            for row in rows
        ),
        (*_takes(rows, language), *_nobody(themes, language), CAVEAT.to(language)),
        text_columns=len(headers),
    )


def _nobody(themes: Sequence[Theme], language: Language) -> tuple[str, ...]:
    """Which themes have no column, for nobody collected them."""
    without = [THEME_WORDS[one].to(language) for one in _CHILDREN_FIRST if one not in themes]
    return (_NOBODY.to(language).format(themes=", ".join(without)),) if without else ()


def _takes(rows: Sequence[ElementResults], language: Language) -> tuple[str, ...]:
    """What a pattern takes, said once for all cells that are too few."""
    fewest = {one.fewest for row in rows for one in row.patterns if one.is_too_few}
    return tuple(_TAKES.to(language).format(fewest=number(n, language)) for n in sorted(fewest))


def element_costs_table(
    rows: Sequence[ElementCosts], names: Mapping[int, str], language: Language
) -> ReadableTable:
    """Elements in rows, with how many activities have a price, and from what to what."""
    headers = (_ELEMENT, _PRICED, _WITHOUT, _ONCE)
    cells = []
    for row in rows:
        once = _range(row.once, language)
        if row.is_too_few and row.once is not None:
            once = _FEW.to(language).format(range=once)
        counts = (number(row.n, language), number(len(row.not_priced), language))
        cells.append((names.get(row.element, str(row.element)), *counts, once))
    return ReadableTable(
        _COSTS.to(language),
        tuple(words.to(language) for words in headers),
        tuple(cells),
        (CAVEAT.to(language),),
    )


def cost_and_results_table(
    rows: Sequence[CostBesideResults], names: Mapping[str, str], language: Language
) -> ReadableTable:
    """Projects in rows: prices, and what each theme shows; ``names`` are the projects' by id."""
    themes = [
        theme
        for theme in _CHILDREN_FIRST
        if any(row.seen[theme] is not Seen.NOT_COLLECTED for row in rows)
    ]
    followed = (_MOVED,) if any(row.followed for row in rows) else ()
    headers = [words.to(language) for words in (_PROJECT, _PRICED, _ONCE, *followed)]
    headers += [THEME_WORDS[theme].to(language) for theme in themes]
    return ReadableTable(
        _BESIDE.to(language),
        tuple(headers),
        tuple(
            (
                names.get(row.project, row.project),
                number(row.n, language),
                _range(row.once, language),
                *((_moved(row, language),) if followed else ()),
                *(SEEN_WORDS[row.seen[theme]].to(language) for theme in themes),
            )
            for row in rows
        ),
        (
            CAVEAT.to(language),
            *_nobody(themes, language),
            *(() if followed else (_NOT_FOLLOWED.to(language),)),
            *_why_not(rows, names, language),
        ),
        text_columns=len(headers),
    )


def _moved(row: CostBesideResults, language: Language) -> str:
    """Kroner per child moved in each panel with its interval, or that it cannot be said."""
    told = []
    for one in row.followed:
        cost = one.per_child
        shown = SEEN_WORDS[Seen.CANNOT_BE_SAID].to(language)
        if isinstance(cost, PerChildMoved):
            amount, low, high = (number(x, language) for x in (cost.amount, cost.low, cost.high))
            shown = f"{amount} ({low}–{high})"
        told.append(f"{one.label.to(language)}: {shown}")
    return "; ".join(told) or _NONE


def _why_not(
    rows: Sequence[CostBesideResults], names: Mapping[str, str], language: Language
) -> tuple[str, ...]:
    """Why the cost of a child moved cannot be said, where a panel is there."""
    return tuple(
        f"{names.get(row.project, row.project)}, {cost_words(one, language)}"
        for row in rows
        for one in row.followed
        if not isinstance(one.per_child, PerChildMoved)
    )


def totals_table(totals: Totals, language: Language) -> ReadableTable:
    """Counts in rows, periods in columns; a total that not every unit gave says how many did."""
    headers = [_WHAT.to(language)]
    headers += [_PERIOD.to(language).format(no=no) for no in totals.periods]
    headers.append(_WHOLE.to(language))
    rows, below = [], []
    for row in totals.rows:
        cells = [_total(cell, language) for cell in (*row.cells, row.whole)]
        rows.append((row.label.to(language), *cells))
        if row.why is not None:
            below.append(f"{row.label.to(language)}: {row.why.to(language)}.")
    below.append(_ALL_UNITS.to(language))
    if len(set(totals.months)) > 1:
        months = ", ".join(number(length, language) for length in totals.months)
        below.append(_LENGTHS.to(language).format(months=months))
    return ReadableTable(_TOTALS.to(language), tuple(headers), tuple(rows), tuple(below))


def _total(cell: TotalCell | None, language: Language) -> str:
    if cell is None or cell.total is None:
        return _NONE
    total = number(cell.total, language)
    if cell.n_units == cell.asked_units:
        return total
    return _OF_UNITS.to(language).format(
        total=total,
        units=number(cell.n_units, language),
        asked=UNITS.of(cell.asked_units, language),
    )


def told_once(tables: Sequence[ReadableTable]) -> tuple[ReadableTable, ...]:
    """Tables for one page: a line that stands below one of them is not said again below the next.

    Each table by itself keeps its lines, for who takes it elsewhere.
    """
    said: set[str] = set()
    told = []
    for table in tables:
        below = tuple(line for line in table.below if line not in said)
        said.update(below)
        told.append(replace(table, below=below))
    return tuple(told)


def _range(spread: Spread | None, language: Language) -> str:
    if spread is None:
        return _NONE
    low, high = (number(figure, language) for figure in (spread.lowest, spread.highest))
    return low if low == high else f"{low}–{high}"
