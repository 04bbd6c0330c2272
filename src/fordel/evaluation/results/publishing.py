"""The published form of results: small counts of children, and what gives them away, hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from fordel.charts.result import Table
from fordel.disclosure.cells import Figures, Key
from fordel.disclosure.linking import NOT_MET, with_complements, with_nobody
from fordel.disclosure.protecting import Asked, Protected, protect
from fordel.disclosure.rules import Rules
from fordel.disclosure.tables import TOTAL, Dimension, Number, table
from fordel.domain.language import Language, Words, percent
from fordel.evaluation.children import attached_in, counts_people
from fordel.evaluation.panels.figures import PanelFigures
from fordel.evaluation.panels.publishing import with_panel
from fordel.evaluation.rules import ImplementationRules, shipped_rules
from fordel.evaluation.setting_aside import children_with, number_of, set_aside
from fordel.interventions.indicators import (
    COLOUR_WORDS,
    Children,
    Cohort,
    Colour,
    Indicator,
    Kind,
)
from fordel.interventions.registrations import Registrations

_UNIT = Words(da="Enhed", en="Unit")
_TOTAL = Words(da="I alt", en="Total")


@dataclass(frozen=True)
class PublishedResults:
    """Counts of a project's results that may leave the municipality.

    Keys of colours are (indicator, cohort, period, unit, colour); of other counts (indicator,
    "count", period, unit). Unit and colour may be ``total``. Those of children followed are as
    :mod:`fordel.evaluation.panels.publishing` has them. What stands in ``guarded`` has passed the
    audit of :mod:`fordel.disclosure`.
    """

    guarded: Protected

    def text(self, key: Key, language: Language) -> str:
        """What stands in the table for a count."""
        return self.guarded.text(key, language)

    def share(self, key: Key, language: Language) -> str:
        """A colour's share of its row, from what is shown alone; hidden where either count is."""
        part, whole = self.guarded[key], self.guarded[*key[:-1], TOTAL]
        if part.value is None:
            return part.text(language)
        if not whole.value:
            return whole.text(language) if whole.value is None else "–"
        return percent(part.value / whole.value, language, 0)

    def table(self, indicator: str, cohort: Cohort, period: int, language: Language) -> Table:
        """Units in rows and colours in columns, totals last, for one group in one period."""
        key = (indicator, cohort.value, str(period))
        units = [at[3] for at in self.guarded.publication.cells if at[:3] == key and len(at) == 5]  # noqa: PLR2004 - see the class
        columns = (*(colour.value for colour in Colour), TOTAL)
        named = [COLOUR_WORDS[colour].to(language) for colour in Colour]
        headers = (_UNIT.to(language), *named, _TOTAL.to(language))
        rows = tuple(
            (
                _TOTAL.to(language) if unit == TOTAL else unit,
                *(self.text((*key, unit, column), language) for column in columns),
            )
            for unit in dict.fromkeys(units)
        )
        return headers, rows

    def legend(self, language: Language) -> str:
        """The words below the table; empty where nothing is hidden."""
        return self.guarded.legend(language)


def publish_results(  # noqa: PLR0913 - everything that is published together
    registrations: Registrations,
    *,
    disclosure: Rules | None = None,
    implementation: ImplementationRules | None = None,
    not_of_children: Collection[str] = (),
    periods: Collection[int] | None = None,
    followed: Mapping[str, PanelFigures] | None = None,
    asked: Asked = "fast",
    seconds: float = 10.0,
) -> PublishedResults:
    """Make a project's counts safe to publish, units and totals together.

    Parameters
    ----------
    disclosure : threshold 5 and zeros shown, without. Where nobody in a group is green, or a
        count of some is of all, that is hidden too, and then any zero may be: each child of the
        group would be known by it.
    implementation : says which count holds the children attached to the project.
    not_of_children : counts that are not of children (meetings, events), where the programme does
        not mark those that are. They are left out here, for they need no protection.
    periods : those that are published; all without. Each is protected by itself, so a few units
        over many periods take as many times longer.
    followed : panels of pseudonyms by indicator: each child's first and last state are published
        as a table of their own, linked to the colours they are among.
    asked, seconds : as :func:`fordel.disclosure.protecting.protect`.

    Returns
    -------
    Counts by unit, colour and group in every period with their totals, linked where they share
    totals and where children without an assessment follow from two of them. Not collected stays
    so. Ratings are of units, not of children, and are not in it.

    Raises
    ------
    CannotBeProtected, TooSlowToAudit : see :mod:`fordel.disclosure`.
    """
    usable, _ = set_aside(registrations)
    programme, project = usable.programme, usable.project
    chosen = [known for known in programme.indicators if known.id in project.indicators]
    numbers = [no for no in usable.periods if periods is None or no in periods]
    tables = [
        figures
        for known in chosen
        if counts_people(programme, known) and known.id not in not_of_children
        for figures in _tables(usable, known, numbers)
    ]
    whole = Figures.of(()) if not tables else tables[0].joined(*tables[1:])
    names = (implementation or shipped_rules().implementation).children
    base = attached_in(programme, project, names)
    nobody = _without_green(whole)
    if base is not None and base.id not in not_of_children:
        some = {known.id for known in chosen if known.children is Children.SOME}
        everyone = _all_of_them(whole, base.id, some)
        whole = with_complements(whole, {**_of_everybody(whole, base.id), **everyone})
        nobody += [(*key, NOT_MET) for key in everyone]
    for indicator, figures in (followed or {}).items():
        whole = with_panel(whole, indicator, figures)
    told = disclosure or Rules()
    if nobody and told.zeros == "shown":
        whole, told = with_nobody(whole, nobody), replace(told, zeros="may_be_hidden")
    return PublishedResults(protect(whole, told, asked=asked, seconds=seconds))


def _tables(
    registrations: Registrations, indicator: Indicator, periods: Sequence[int]
) -> list[Figures]:
    """One table per group and period: periods are never added up."""
    units = Dimension.flat(registrations.units)
    if indicator.kind is Kind.COUNT:
        return [
            table(
                {(u,): number_of(registrations, u, no, indicator.id) for u in registrations.units},
                [units],
                name=(indicator.id, "count", str(no)),
            )
            for no in periods
        ]
    colours = Dimension.flat(colour.value for colour in Colour)
    return [
        table(
            _by_colour(registrations, indicator, cohort, no),
            [units, colours],
            name=(indicator.id, cohort.value, str(no)),
        )
        for cohort in Cohort
        for no in periods
    ]


def _by_colour(
    registrations: Registrations, indicator: Indicator, cohort: Cohort, no: int
) -> dict[Key, Number | None]:
    values: dict[Key, Number | None] = {}
    for unit in registrations.units:
        counts = children_with(registrations, unit, no, indicator, cohort)
        for colour in Colour:
            values[unit, colour.value] = None if counts is None else counts[colour]
    return values


def _without_green(figures: Figures) -> list[Key]:
    """Where nobody is green each child is known not to be, however many there are."""
    return [
        key
        for key, cell in figures.cells.items()
        if len(key) == 5  # noqa: PLR2004 - see PublishedResults
        and key[4] == Colour.GREEN.value
        and cell.value == 0
        and figures.cells[*key[:-1], TOTAL].value
    ]


def _all_of_them(figures: Figures, base: str, some: Collection[str]) -> Mapping[Key, Key]:
    """Where a count of some of the children is of all of them, each child is known to be in it."""
    found: dict[Key, Key] = {}
    for key, cell in figures.cells.items():
        whole = figures.cells.get((base, *key[1:]))
        if key[0] in some and whole is not None and cell.value and cell.value == whole.value:
            found[key] = whole.key
    return found


def _of_everybody(figures: Figures, base: str) -> Mapping[Key, Key]:
    """Children assessed, among the children attached: the rest is a count too."""
    found: dict[Key, Key] = {}
    for key, cell in figures.cells.items():
        if len(key) != 5 or key[1] != Cohort.INCLUDED or key[4] != TOTAL or key[3] == TOTAL:  # noqa: PLR2004 - see PublishedResults
            continue
        whole = figures.cells.get((base, "count", key[2], key[3]))
        if whole is None or whole.value is None or cell.value is None:
            continue
        if cell.value <= whole.value:
            found[key] = whole.key
    return found
