"""Children followed, as counts that may leave: first and last state, linked to the colours."""

from __future__ import annotations

from fordel.disclosure.cells import Figures, Key
from fordel.disclosure.linking import with_complements
from fordel.disclosure.tables import TOTAL, Dimension, Number, table
from fordel.evaluation.panels.figures import PanelFigures
from fordel.interventions.indicators import Cohort

FOLLOWED = "followed"
OTHERS = "others"
"""Every state but the best, taken together."""


def key_of(indicator: str, start: str, end: str) -> Key:
    """The cell of children from a state to a state; either may be ``total`` or :data:`OTHERS`."""
    return (FOLLOWED, indicator, start, end)


def with_panel(whole: Figures, indicator: str, figures: PanelFigures) -> Figures:
    """Add a panel's first and last states to what is published together with it.

    Parameters
    ----------
    whole : what is published of the project; its colours go by (indicator, "included", period,
        "total", colour).

    Returns
    -------
    The same with a cell for each pair of states, with totals and with all states but the best
    together. Children of a colour in the panel's first and last period are held against those
    followed from it and to it: the rest is a count too. Where the panel says more children than
    the units registered, nothing follows from the two and nothing is linked.
    """
    names = tuple(state.id for state in figures.states)
    side = Dimension(names, {OTHERS: names[1:], TOTAL: (names[0], OTHERS)})
    values: dict[Key, Number | None] = dict(figures.first_to_last.items())
    panel = table(values, [side, side], name=(FOLLOWED, indicator))
    joined = whole.joined(panel)
    first, last = str(figures.periods[0]), str(figures.periods[-1])
    links: dict[Key, Key] = {}
    for name in (*names, TOTAL):
        _link(links, joined, key_of(indicator, name, TOTAL), _coloured(indicator, first, name))
    for name in names:
        _link(links, joined, key_of(indicator, TOTAL, name), _coloured(indicator, last, name))
    return with_complements(joined, links)


def _coloured(indicator: str, period: str, name: str) -> Key:
    return (indicator, Cohort.INCLUDED.value, period, TOTAL, name)


def _link(links: dict[Key, Key], figures: Figures, part: Key, whole: Key) -> None:
    everybody, some = figures.cells.get(whole), figures.cells[part]
    if everybody is None or everybody.value is None or some.value is None:
        return
    if some.value <= everybody.value:
        links[part] = whole
