"""What each child moved to the best state cost, over the time that the children were followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.costing.beside import CAVEAT, PerChildMoved, cost_per_child_moved
from fordel.costing.computing import NotComputed, Range
from fordel.domain.language import Language, Words, number, percent
from fordel.domain.nouns import MONTHS
from fordel.evaluation.panels.figures import PanelFigures
from fordel.interventions.periods import DataPeriod

MONTHS_A_YEAR = 12
_NOBODY = Words(
    da="Ingen børn har to vurderinger, så ingen kan være rykket.",
    en="No child has two assessments, so none can have moved.",
)
_NOT_MORE = Words(
    da="Lige så mange børn er gået fra {best} som til {best}, eller flere.",
    en="As many children went from {best} as to it, or more.",
)
_NO_COST = Words(da="Omkostningerne er ikke regnet ud.", en="The costs have not been worked out.")
_INCOMPLETE = Words(
    da="Summen mangler poster, så prisen ville være for lav.",
    en="The sum lacks items, so the cost would be too low.",
)
_TOLD = Words(
    da="{label}: {toward} af {children} fulgte børn er gået til {best} fra første til sidste "
    "vurdering, og {away} er gået fra. Netto er det {net} ({low} til {high}; {confidence}-"
    "interval). I {months} har indsatsen kostet {cost} kr. Det er {amount} kr. pr. barn "
    "netto rykket til {best}, fra {least} til {most} kr. {caveat}",
    en="{label}: {toward} of {children} children followed went to {best} from their first to "
    "their last assessment, and {away} went from it. Net that is {net} ({low} to {high}; "
    "{confidence} interval). In {months} the effort cost {cost} kr. That is {amount} "
    "kr. per child net moved to {best}, from {least} to {most} kr. {caveat}",
)
CANNOT = Words(
    da="{label}: prisen pr. barn rykket til {best} kan ikke siges. {why}",
    en="{label}: the cost per child moved to {best} cannot be said. {why}",
)


@dataclass(frozen=True)
class Followed:
    """A panel of one indicator with what the effort cost for its units while it was followed.

    Parameters
    ----------
    label : what the indicator is called.
    months : from the first day of the panel's first period to the last day of its last.
    cost : of the effort in the panel's units in those months; kroner.
    source : where the panel is from.
    """

    indicator: str
    label: Words
    figures: PanelFigures
    months: Fraction
    cost: Range | NotComputed
    source: str

    @property
    def per_child(self) -> PerChildMoved | NotComputed:
        """Kroner per child net moved to the best state, or why it cannot be said."""
        return per_child_moved(self.figures, self.cost)


def months_followed(periods: Sequence[DataPeriod]) -> Fraction:
    """Months from the first period's first day to the last one's last; gaps are time all the same.

    Parameters
    ----------
    periods : of the panel, in order, at least one.
    """
    first, last = periods[0], periods[-1]
    return DataPeriod(no=1, first=first.first, last=last.last).months


def cost_of_months(
    yearly: Range | None, months: Fraction, left_out: int = 0
) -> Range | NotComputed:
    """What an effort cost over some months, from what it costs in a year.

    Parameters
    ----------
    yearly : None where nobody has worked it out.
    left_out : items without a price; with any the sum would be too low, and none is told.
    """
    if yearly is None:
        return NotComputed("no_costs", _NO_COST)
    if left_out:
        return NotComputed("incomplete", _INCOMPLETE)
    return yearly.times(months / MONTHS_A_YEAR)


def per_child_moved(
    figures: PanelFigures, cost: Range | NotComputed
) -> PerChildMoved | NotComputed:
    """Kroner per child net moved to the best state from its first to its last assessment.

    Parameters
    ----------
    cost : of the effort for the children followed, over the time they were.

    Notes
    -----
    Net, since children who go back are to be set off against those who come; the interval is that
    of a difference of paired shares (Bonett & Price 2012). See
    :func:`fordel.costing.beside.cost_per_child_moved`.
    """
    moved = figures.moved
    if isinstance(cost, NotComputed):
        return cost
    if moved is None:
        return NotComputed("nobody_followed", _NOBODY)
    if moved.toward and moved.net <= 0:
        best = figures.states[0].words
        words = Words(_NOT_MORE.da.format(best=best.da), _NOT_MORE.en.format(best=best.en))
        return NotComputed("not_more_than_back", words)
    interval = (moved.low, moved.high)
    return cost_per_child_moved(cost, moved.net, moved.children, interval, confidence=figures.level)


def cost_words(one: Followed, language: Language) -> str:
    """What a child moved cost, in words, or why that cannot be said."""
    told, moved = one.per_child, one.figures.moved
    label, best = one.label.to(language), one.figures.states[0].words.to(language)
    if isinstance(told, NotComputed) or moved is None or isinstance(one.cost, NotComputed):
        why = told.words.to(language) if isinstance(told, NotComputed) else ""
        return CANNOT.to(language).format(label=label, best=best, why=why)
    return _TOLD.to(language).format(
        label=label,
        best=best,
        toward=moved.toward,
        children=moved.children,
        away=moved.away,
        net=moved.net,
        low=percent(told.share_low, language, 0),
        high=percent(told.share_high, language, 0),
        confidence=percent(told.confidence, language, 0),
        months=MONTHS.of(one.months, language),
        cost=number(one.cost.amount, language),
        amount=number(told.amount, language),
        least=number(told.low, language),
        most=number(told.high, language),
        caveat=CAVEAT.to(language),
    )
