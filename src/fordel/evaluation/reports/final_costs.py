"""The costs in the final report, and cost beside results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fordel.charts.printing.sheets import Money, Shown
from fordel.costing.answers import Cost
from fordel.costing.beside import CAVEAT, PerChildMoved, cost_per_child_moved
from fordel.costing.computing import NotComputed
from fordel.domain.language import Language, Words, number, percent
from fordel.evaluation.panels.costing import cost_words
from fordel.evaluation.reports.blocks import Block, Heading, Paragraph, Table
from fordel.evaluation.reports.evaluated import Costs, Evaluated, Moved
from fordel.evaluation.reports.wording import WHAT, listed

_COSTS = Words(da="Omkostninger", en="Costs")
_NO_COSTS = Words(
    da="Omkostningerne er ikke regnet ud. Det er ikke det samme, som at indsatsen er gratis.",
    en="The costs have not been worked out. That is not the same as costing nothing.",
)
_TABLE = Words(da="Hvad aktiviteterne koster", en="What the activities cost")
_HOLDING, _FOR, _ONCE, _YEAR = (
    Words(da="En afholdelse er", en="A holding is"),
    Words(da="For hver", en="For each"),
    Words(da="Én afholdelse", en="One holding"),
    Words(da="Om året", en="Per year"),
)
_NOT_STATED = Words(da="ikke oplyst", en="not stated")
_NOT_WORKED_OUT = Words(da="ikke regnet ud", en="not worked out")
_WHY = Words(da="{name}: {why}", en="{name}: {why}")
_PRICES = Words(
    da="{year}-priser. Kilde: {source}. Timer er samlet for alle med rollen: forberedelse, "
    "afholdelse og opfølgning.",
    en="Prices of {year}. Source: {source}. Hours are totals for all of a role: preparation, "
    "holding and follow-up.",
)
_ESTABLISHED = Words(da="Etablering, talt én gang", en="Establishment, counted once")
_ESTABLISHMENT = Words(da="Etablering", en="Establishment")
_PER_YEAR, _YEARS = (
    Words(da="Pr. år", en="Per year"),
    Words(da="Fordelt på år", en="Spread over years"),
)
_TOTAL = Words(
    da="I alt om året i projektets enheder: {amount} kr.",
    en="In all per year in the project's units: {amount} kr.",
)
_AT_LEAST = Words(
    da="I alt om året i projektets enheder: mindst {amount} kr. Uden pris, og derfor ikke med i "
    "summen: {names}.",
    en="In all per year in the project's units: at least {amount} kr. Without a price, and so not "
    "in the sum: {names}.",
)
_NO_TOTAL = Words(
    da="Hvad det koster om året, kan ikke siges. Uden pris: {names}.",
    en="What it costs in a year cannot be said. Without a price: {names}.",
)
_HOURS = Words(
    da="Med de laveste og højeste timer: {low} til {high} kr.",
    en="With the lowest and the highest hours: {low} to {high} kr.",
)
_BESIDE = Words(da="Pris ved siden af resultater", en="Cost beside results")
_CANNOT_FOLLOW = Words(
    da="Pris pr. barn, der er rykket til grøn, kan ikke siges: der er kun optællinger, så det "
    "enkelte barn kan ikke følges.",
    en="The cost per child moved to green cannot be said: there are only counts, so a single child "
    "cannot be followed.",
)
_MOVED = Words(
    da="{moved} af {children} børn er rykket til grøn ({low} til {high}; {confidence}-interval). "
    "Det er {amount} kr. pr. barn, fra {least} til {most} kr. {caveat} Kilde: {source}.",
    en="{moved} of {children} children moved to green ({low} to {high}; {confidence} interval). "
    "That is {amount} kr. per child, from {least} to {most} kr. {caveat} Source: {source}.",
)
_CANNOT = Words(
    da="Pris pr. barn, der er rykket til grøn, kan ikke siges. {why}",
    en="The cost per child moved to green cannot be said. {why}",
)
_TOO_SMALL = Words(
    da="Tallene er for små til at komme ud.", en="The counts are too small to leave."
)
_TOO_LOW = Words(
    da="Prisen er for lav: uden pris er {names}.",
    en="The cost is too low: without a price are {names}.",
)
_INCOMPLETE = Words(
    da="Summen mangler poster, så prisen ville være for lav.",
    en="The sum lacks items, so the cost would be too low.",
)


def cost_blocks(
    found: Evaluated,
    language: Language,
    smallest: int = 0,
    followed: Sequence[str] | None = None,
) -> Iterator[Block]:
    """The cost table, establishment, the total, and cost beside results or why there is none.

    Parameters
    ----------
    smallest : no count of children below it is told, nor what gives one away; all are without.
    followed : what may be told of the children followed by pseudonym; everything without.
    """
    yield Heading(_COSTS.to(language))
    if found.costs is None:
        yield Paragraph(_NO_COSTS.to(language))
        return
    yield _table(found, found.costs, language)
    if found.costs.establishment:
        yield _established(found.costs, language)
    yield Paragraph(yearly_words(found, language))
    yield Heading(_BESIDE.to(language), 3)
    told = [cost_words(one, language) for one in found.followed] if followed is None else followed
    yield from (Paragraph(text) for text in told)
    if found.moved is not None or not told:
        without = _unpriced(found, found.costs)
        yield Paragraph(beside_results(found.moved, found.costs, language, smallest, without))


def yearly_words(found: Evaluated, language: Language) -> str:
    """What a year costs in the project's units, and what is not in it; or that nobody knows."""
    costs = found.costs
    if costs is None:
        return _NO_COSTS.to(language)
    without = _unpriced(found, costs)
    total, names = costs.total, listed(without, language)
    if not total.amount and without:
        return _NO_TOTAL.to(language).format(names=names)
    amount, low, high = (number(one, language) for one in (total.amount, total.low, total.high))
    words = _AT_LEAST if without else _TOTAL
    told = words.to(language).format(amount=amount, names=names)
    if low == high:
        return told
    return f"{told} {_HOURS.to(language).format(low=low, high=high)}"


def _unpriced(found: Evaluated, costs: Costs) -> tuple[str, ...]:
    """Names of the project's activities, and of sums to begin with, that no year's price has."""
    priced = {name for one in costs.activities if not isinstance(one.per_year, NotComputed)
              for name in (one.activity, one.name)}  # fmt: skip
    without = [one.name for one in found.project.activities if not {one.id, one.name} & priced]
    without += [one.name for one in costs.establishment if one.per_year is None]
    return tuple(without)


def _table(found: Evaluated, costs: Costs, language: Language) -> Table:
    headers = (WHAT, _HOLDING, _FOR, _ONCE, _YEAR)
    why = tuple(
        _WHY.to(language).format(name=one.name, why=cost.words.to(language))
        for one in costs.activities
        for cost in (one.once if isinstance(one.once, NotComputed) else one.per_year,)
        if isinstance(cost, NotComputed)
    )
    prices = _PRICES.to(language).format(year=costs.price_year, source=costs.source.to(language))
    return Table(
        _TABLE.to(language),
        _COSTS.to(language),
        tuple(words.to(language) for words in headers),
        tuple(_rows(found, costs, language)),
        (prices, *why),
        text_columns=3,
    )


def _rows(found: Evaluated, costs: Costs, language: Language) -> Iterator[tuple[Shown, ...]]:
    """The costed activities, then those of the project that nobody has priced."""
    for one in costs.activities:
        holding = one.holding or _NOT_STATED.to(language)
        cells = (_amount(cost, language) for cost in (one.once, one.per_year))
        yield (one.name, holding, one.per.to(language), *cells)
    none = _NOT_WORKED_OUT.to(language)
    for activity in found.project.activities:
        if costs.of(activity.id, activity.name) is None:
            yield (activity.name, none, none, none, none)


def _amount(cost: Cost, language: Language) -> Shown:
    """An amount; where low and high hours are stated, with what they give."""
    if isinstance(cost, NotComputed):
        return _NOT_STATED.to(language)
    if cost.low == cost.high:
        return Money(cost.amount)
    amount, low, high = (number(one, language) for one in (cost.amount, cost.low, cost.high))
    return f"{amount} kr. ({low}–{high})"


def _established(costs: Costs, language: Language) -> Table:
    rows: tuple[tuple[Shown, ...], ...] = tuple(
        (
            one.name,
            one.years,
            _NOT_STATED.to(language) if one.per_year is None else Money(one.per_year),
        )
        for one in costs.establishment
    )
    prices = _PRICES.to(language).format(year=costs.price_year, source=costs.source.to(language))
    return Table(
        _ESTABLISHED.to(language),
        _ESTABLISHMENT.to(language),
        tuple(words.to(language) for words in (_ESTABLISHMENT, _YEARS, _PER_YEAR)),
        rows,
        (prices,),
    )


def beside_results(
    moved: Moved | None,
    costs: Costs,
    language: Language,
    smallest: int = 0,
    without: tuple[str, ...] = (),
) -> str:
    """What a child moved to green cost, or why it cannot be said.

    Parameters
    ----------
    moved : None where single children cannot be followed.
    smallest : no count of children below it is told.
    without : names of what the costs do not hold, so that the price is too low.
    """
    if moved is None:
        return _CANNOT_FOLLOW.to(language)
    if min(moved.moved, moved.children - moved.moved) < smallest:
        return _CANNOT.to(language).format(why=_TOO_SMALL.to(language))
    if costs.left_out:
        return _CANNOT.to(language).format(why=_INCOMPLETE.to(language))
    told = cost_per_child_moved(costs.total, moved.moved, moved.children, moved.interval)
    if isinstance(told, NotComputed):
        return _CANNOT.to(language).format(why=told.words.to(language))
    text = _told(told, moved.source, language)
    if without:
        text += " " + _TOO_LOW.to(language).format(names=listed(without, language))
    return text


def _told(told: PerChildMoved, source: str, language: Language) -> str:
    return _MOVED.to(language).format(
        moved=told.moved,
        children=told.children,
        low=percent(told.share_low, language, 0),
        high=percent(told.share_high, language, 0),
        confidence=percent(told.confidence, language, 0),
        amount=number(told.amount, language),
        least=number(told.low, language),
        most=number(told.high, language),
        caveat=CAVEAT.to(language),
        source=source,
    )
