"""From a municipality's situation to elements worth looking at, by plain rules that are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction

from fordel.costing.computing import NotComputed, Range, cost_of_holding
from fordel.costing.package import InUse, cost_of_use
from fordel.costing.pay import PayTable
from fordel.domain.language import Words
from fordel.interventions.elements import (
    AIM_WORDS,
    CAVEAT,
    Aim,
    Catalogue,
    Certainty,
    Element,
    ElementCost,
    Evidence,
)
from fordel.interventions.refusals import SituationImpossible, StartingPointUnknown

RULES = (
    Words(
        da="Elementer vises, når de sigter mod mindst ét af jeres mål og passer til alderen.",
        en="Elements are shown where they aim at one of your aims or more and fit the ages.",
    ),
    Words(
        da="Først dem, der sigter mod flest af jeres mål.",
        en="First those that aim at most of your aims.",
    ),
    Words(
        da="Dernæst dem, hvor resultaterne peger i retning af flest af jeres mål.",
        en="Then those whose results point towards most of your aims.",
    ),
    Words(
        da="Dernæst dem, der kan holdes inden for rammen; så dem, hvis pris pr. år ikke er oplyst; "
        "til sidst dem, der er dyrere.",
        en="Then those that fit in the frame; then those whose yearly cost is not stated; last "
        "those that cost more.",
    ),
    Words(
        da="Dernæst dem, der bygger på mest af det, I allerede har.",
        en="Then those that build on most of what you already have.",
    ),
    Words(
        da="Står to lige, kommer det laveste nummer først.",
        en="Of two alike, the lower number comes first.",
    ),
)
ASSUMPTIONS = (
    Words(
        da="Børnene er fordelt jævnt på enhederne, og en gruppe, der ikke er fuld, koster som en "
        "fuld. Én familie regnes som ét barn.",
        en="Children are spread evenly over the units, and a group that is not full costs as "
        "a full one. A family counts as one child.",
    ),
    Words(
        da="Etablering, transport og opstart er ikke med i prisen pr. år.",
        en="Establishment, transport and starting up are not in the cost per year.",
    ),
    CAVEAT,
)


@dataclass(frozen=True)
class Situation:
    """Where a municipality stands: it describes places and groups, never a child or a family.

    Parameters
    ----------
    children, units : how many the effort is meant for, in all.
    youngest, oldest : their ages in whole years.
    in_place : ids of starting points that are there already.
    frame : kroner per year; None where there is none yet.
    """

    aims: tuple[Aim, ...]
    children: int
    units: int
    youngest: int = 0
    oldest: int = 5
    in_place: tuple[str, ...] = ()
    frame: Fraction | None = None

    def groups(self, size: Fraction) -> int:
        """How many groups of at most ``size`` the children make, in all units."""
        each, more = divmod(self.children, self.units)
        fuller = -((-(each + 1)) // size)
        return int(more * fuller + (self.units - more) * -((-each) // size))


class Fit(IntEnum):
    """Whether the cheapest known way of an element fits in the frame."""

    FITS = 0
    NOT_STATED = 1
    EXCEEDS = 2


FIT_WORDS = {
    Fit.FITS: Words(da="inden for rammen", en="within the frame"),
    Fit.NOT_STATED: Words(da="pris pr. år ikke oplyst", en="yearly cost not stated"),
    Fit.EXCEEDS: Words(da="dyrere end rammen", en="costs more than the frame"),
}


@dataclass(frozen=True)
class LocalCost:
    """What an activity would cost for the situation's children; kroner.

    ``once`` is one holding for all of them, ``yearly`` a year. ``holdings`` is how many holdings
    for all of them the frame pays for; None without a frame or a cost.
    """

    activity: ElementCost
    once: Range | NotComputed
    yearly: Range | NotComputed
    holdings: int | None


@dataclass(frozen=True)
class Suggestion:
    """An element with why it stands where it does, what it costs here, and how certain it is."""

    element: Element
    met: tuple[Aim, ...]
    evidence: tuple[Evidence, ...]
    costs: tuple[LocalCost, ...]
    fit: Fit
    builds_on: tuple[str, ...]
    combines: tuple[int, ...]
    reasons: tuple[Words, ...]

    @property
    def pointing(self) -> int:
        """How many of the aims the results point towards."""
        return sum(known.certainty is Certainty.POINTS_TOWARDS for known in self.evidence)


@dataclass(frozen=True)
class LeftOut:
    """An element that the situation does not call for, and why."""

    element: Element
    reason: Words


@dataclass(frozen=True)
class Advice:
    """The answer: elements in order, those left out, and the rules that ordered them."""

    situation: Situation
    suggestions: tuple[Suggestion, ...]
    left_out: tuple[LeftOut, ...]
    price_year: int
    rules: tuple[Words, ...] = RULES
    assumptions: tuple[Words, ...] = ASSUMPTIONS


def advise(
    situation: Situation, catalogue: Catalogue, pay: PayTable, *, prices_of: int | None = None
) -> Advice:
    """Which elements a situation calls for, in the order of :data:`RULES`.

    Parameters
    ----------
    prices_of : the year whose prices amounts are in; those of the pay table without it.

    Raises
    ------
    SituationImpossible : no aims, no children, no units, ages the wrong way round.
    StartingPointUnknown : something in place that the elements do not know.
    IndexYearMissing : the pay table cannot be moved to those prices.
    """
    _check(situation, catalogue)
    factor = pay.in_prices_of(prices_of or pay.price_year)
    left_out, kept = [], []
    for element in catalogue.elements:
        reason = _why_not(situation, element)
        if reason is not None:
            left_out.append(LeftOut(element, reason))
        else:
            kept.append(_suggestion(situation, element, catalogue, pay, factor))
    kept.sort(key=_order)
    shown = {suggestion.element.no for suggestion in kept}
    suggestions = tuple(
        replace(one, combines=tuple(no for no in one.element.combines if no in shown))
        for one in kept
    )
    return Advice(situation, suggestions, tuple(left_out), prices_of or pay.price_year)


def _order(suggestion: Suggestion) -> tuple[int, ...]:
    return (
        -len(suggestion.met),
        -suggestion.pointing,
        int(suggestion.fit),
        -len(suggestion.builds_on),
        suggestion.element.no,
    )


def _check(situation: Situation, catalogue: Catalogue) -> None:
    impossible = (
        (not situation.aims, Words(da="der er intet mål", en="there is no aim")),
        (situation.children < 1, Words(da="der er ingen børn", en="there are no children")),
        (situation.units < 1, Words(da="der er ingen enheder", en="there are no units")),
        (
            situation.youngest > situation.oldest,
            Words(da="den yngste er ældre end den ældste", en="the youngest is older"),
        ),
        (
            situation.frame is not None and situation.frame < 0,
            Words(da="rammen er under nul", en="the frame is below zero"),
        ),
    )
    for wrong, words in impossible:
        if wrong:
            raise SituationImpossible(problem_da=words.da, problem_en=words.en)
    known = [point.id for point in catalogue.definitions.starting_points]
    for point in situation.in_place:
        if point not in known:
            raise StartingPointUnknown(point=point, known=", ".join(known))


def _why_not(situation: Situation, element: Element) -> Words | None:
    if not set(situation.aims) & set(element.aims):
        return Words(da="sigter ikke mod nogen af jeres mål", en="does not aim at any of your aims")
    if element.oldest < situation.youngest or situation.oldest < element.youngest:
        return Words(
            da=f"er for børn på {element.youngest}-{element.oldest} år",
            en=f"is for children aged {element.youngest}-{element.oldest}",
        )
    return None


def _suggestion(
    situation: Situation, element: Element, catalogue: Catalogue, pay: PayTable, factor: Fraction
) -> Suggestion:
    met = tuple(aim for aim in dict.fromkeys(situation.aims) if aim in element.aims)
    costs = tuple(
        _local(situation, known, pay, factor) for known in catalogue.costs_of(element.no, pay)
    )
    evidence = tuple(catalogue.evidence(element.no, aim) for aim in met)
    labels = {point.id: point.label for point in catalogue.definitions.starting_points}
    builds_on = tuple(known for known in element.builds_on if known in situation.in_place)
    fit = _fit(situation, costs)
    reasons = [
        Words(
            da="Sigter mod " + _joined([AIM_WORDS[aim].da for aim in met], "og") + ".",
            en="Aims at " + _joined([AIM_WORDS[aim].en for aim in met], "and") + ".",
        ),
        *(known.words for known in evidence),
    ]
    if situation.frame is not None:
        words = FIT_WORDS[fit]
        reasons.append(Words(da=words.da.capitalize() + ".", en=words.en.capitalize() + "."))
    if builds_on:
        reasons.append(
            Words(
                da="Bygger på det, I har: "
                + "; ".join(labels[name].da for name in builds_on)
                + ".",
                en="Builds on what you have: "
                + "; ".join(labels[name].en for name in builds_on)
                + ".",
            )
        )
    return Suggestion(element, met, evidence, costs, fit, builds_on, (), tuple(reasons))


def _local(
    situation: Situation, activity: ElementCost, pay: PayTable, factor: Fraction
) -> LocalCost:
    priced = activity.source.priced(activity.name)
    held = cost_of_holding(priced, pay)
    if isinstance(held, NotComputed) or isinstance(activity.once, NotComputed):
        reason = held if isinstance(held, NotComputed) else activity.once
        return LocalCost(activity, reason, reason, None)
    assert priced.divisor is not None
    groups = Fraction(situation.groups(priced.divisor))
    once = held.times(groups * factor)
    used = InUse(priced, situation.units, groups / situation.units)
    yearly = cost_of_use(used, pay)
    holdings = None
    if situation.frame is not None and once.amount > 0:
        holdings = int(situation.frame / once.amount)
    in_prices = yearly.times(factor) if isinstance(yearly, Range) else yearly
    return LocalCost(activity, once, in_prices, holdings)


def _fit(situation: Situation, costs: tuple[LocalCost, ...]) -> Fit:
    yearly = [cost.yearly.amount for cost in costs if isinstance(cost.yearly, Range)]
    if situation.frame is None or not yearly:
        return Fit.NOT_STATED
    return Fit.FITS if min(yearly) <= situation.frame else Fit.EXCEEDS


def _joined(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
