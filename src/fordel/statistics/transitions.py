"""Where single people go from one period to the next: between states, in, and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Literal

from fordel.statistics.answers import LEVEL, NotEstimable, t_quantile

Interval = Literal["wilson", "clopper_pearson"]

SOURCES = {
    "wilson": "Wilson 1927",
    "clopper_pearson": "Clopper & Pearson 1934",
}
SOURCE_OF_PRIOR = "Anderson & Goodman 1957; Dirichlet with one half per state (Jeffreys)"
FEWEST_FOLLOWED = 0.5
"""The share of those seen in a period who must be seen in the next."""
PRIOR = 0.5


@dataclass(frozen=True)
class Transition:
    """How many of those in one state were in another a period later.

    ``count`` of ``of``; ``share`` with its interval; ``expected`` is the mean of the Dirichlet
    with one half per state added, and ``expected_low``, ``expected_high`` the interval it gives.
    Without anybody in the first state (``of`` 0) there is no share.
    """

    before: int
    after: int
    count: int
    of: int
    share: float | None
    low: float | None
    high: float | None
    expected: float | None
    expected_low: float | None
    expected_high: float | None


@dataclass(frozen=True)
class Flow:
    """In one state: who came since the period before, and who was gone in the next."""

    state: int
    came: int
    went: int
    not_assessed: int


@dataclass(frozen=True)
class Transitions:
    """All transitions between neighbouring periods, added up.

    ``cells`` has every pair of states; ``flows`` every state; ``paths`` counts three states in a
    row of the same person, the most frequent first. ``n`` people, ``steps`` transitions.
    """

    cells: tuple[Transition, ...]
    flows: tuple[Flow, ...]
    paths: tuple[tuple[tuple[int, int, int], int], ...]
    n: int
    steps: int
    periods: tuple[int, ...]
    method: str
    source: str
    level: float


def transitions(
    person: Sequence[str],
    period: Sequence[int],
    state: Sequence[int | None],
    states: int,
    *,
    interval: Interval = "wilson",
    fewest_followed: float = FEWEST_FOLLOWED,
    level: float = LEVEL,
) -> Transitions | NotEstimable:
    """Transition shares of a first-order Markov chain from a panel of pseudonyms.

    Parameters
    ----------
    person, period, state : shape (n,); a row is a person who is there in a period; the state is
        0 … states - 1, or None: there, but not assessed. Who is not there has no row; to be away
        is not a state.
    interval : Wilson's score interval, or the wider one of Clopper and Pearson.
    fewest_followed : share (0-1) of those in a period who must be there in the next one, too.

    Returns
    -------
    NotEstimable : ``all_missing``, ``one_period``, ``unknown_state``, ``twice_in_a_period``,
    ``too_few_followed``.

    Raises
    ------
    ValueError : the shapes differ.

    Notes
    -----
    Neighbours are neighbouring periods among those there are; a period nobody was asked in is a
    longer step, not a state. Intervals take steps as independent: the same person's steps are not
    quite, which makes them a little too narrow.
    """
    rows = list(zip(person, period, state, strict=True))
    if not any(one is not None for *_, one in rows):
        return NotEstimable("all_missing", len(rows))
    if any(one is not None and not 0 <= one < states for *_, one in rows):
        return NotEstimable("unknown_state", len(rows))
    known = {(who, when): one for who, when, one in rows}
    if len(known) < len(rows):
        return NotEstimable("twice_in_a_period", len(rows) - len(known))
    periods = tuple(sorted({when for _, when, _ in rows}))
    if len(periods) < 2:  # noqa: PLR2004 - a step has two ends
        return NotEstimable("one_period", len(periods), 2)
    following = dict(pairwise(periods))
    waiting = [(who, when) for who, when in known if when in following]
    followed = sum((who, following[when]) in known for who, when in waiting)
    if followed < fewest_followed * len(waiting) or not followed:
        return NotEstimable(
            "too_few_followed", followed, max(1, round(fewest_followed * len(waiting)))
        )
    return _counted(known, following, periods, states, interval, level)


def _counted(
    known: dict[tuple[str, int], int | None],
    following: dict[int, int],
    periods: tuple[int, ...],
    states: int,
    interval: Interval,
    level: float,
) -> Transitions:
    steps: Counter[tuple[int, int]] = Counter()
    came: Counter[int] = Counter()
    went: Counter[int] = Counter()
    unassessed: Counter[int] = Counter()
    paths: Counter[tuple[int, int, int]] = Counter()
    preceding = {after: before for before, after in following.items()}
    for (who, when), one in known.items():
        if one is None:
            continue
        if when in preceding and (who, preceding[when]) not in known:
            came[one] += 1
        if when not in following:
            continue
        after = (who, following[when])
        if after not in known:
            went[one] += 1
            continue
        then = known[after]
        if then is None:
            unassessed[one] += 1
            continue
        steps[one, then] += 1
        last = known.get((who, following.get(following[when], when)))
        if following[when] in following and last is not None:
            paths[one, then, last] += 1
    return Transitions(
        cells=shares_of_steps(steps, states, interval=interval, level=level),
        flows=tuple(Flow(one, came[one], went[one], unassessed[one]) for one in range(states)),
        paths=tuple(sorted(paths.items(), key=lambda found: (-found[1], found[0]))),
        n=len({who for who, _ in known}),
        steps=sum(steps.values()),
        periods=periods,
        method=f"transition shares between neighbouring periods, {interval.replace('_', '-')}",
        source=source_of_shares(interval),
        level=level,
    )


def shares_of_steps(
    steps: Mapping[tuple[int, int], int],
    states: int,
    *,
    interval: Interval = "wilson",
    level: float = LEVEL,
) -> tuple[Transition, ...]:
    """Transition shares from counts alone, where the people themselves are not at hand.

    Parameters
    ----------
    steps : (state before, state after) → how many; states are 0 … states - 1, pairs that are not
        there are none.

    Returns
    -------
    Every pair of states, shape (states × states,), by the state before.
    """
    return tuple(
        _cell(before, after, steps, states, interval, level)
        for before in range(states)
        for after in range(states)
    )


def source_of_shares(interval: Interval = "wilson") -> str:
    """Who says that shares and their intervals are made so."""
    return f"{SOURCES[interval]}; {SOURCE_OF_PRIOR}"


def net_share(toward: int, away: int, of: int, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a net share: those who went one way less those who went the other.

    Parameters
    ----------
    toward, away, of : people, ``of`` > 0; the same people before and after.

    Returns
    -------
    Ends within -1 … 1 that hold ``(toward - away) / of``.

    Notes
    -----
    The adjusted Wald interval for a difference of paired proportions, with one added to either
    way. Source: Bonett & Price 2012, Journal of Educational and Behavioral Statistics 37(4).
    """
    z = t_quantile((1 + level) / 2, None)
    there, back = (toward + 1) / (of + 2), (away + 1) / (of + 2)
    middle = there - back
    half = z * sqrt((there + back - middle**2) / (of + 2))
    share = (toward - away) / of
    return max(-1.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def _cell(
    before: int,
    after: int,
    steps: Mapping[tuple[int, int], int],
    states: int,
    interval: Interval,
    level: float,
) -> Transition:
    count = steps.get((before, after), 0)
    of = sum(steps.get((before, one), 0) for one in range(states))
    if not of:
        return Transition(before, after, 0, 0, None, None, None, None, None, None)
    low, high = (wilson if interval == "wilson" else clopper_pearson)(count, of, level)
    own, others = count + PRIOR, of - count + PRIOR * (states - 1)
    expected = own / (own + others)
    ends = (_beta(own, others, (1 - level) / 2), _beta(own, others, (1 + level) / 2))
    return Transition(before, after, count, of, count / of, low, high, expected, *ends)


def wilson(count: int, of: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval of a share, 0-1; ``of`` > 0."""
    z = t_quantile((1 + level) / 2, None)
    share = count / of
    middle = (share + z**2 / (2 * of)) / (1 + z**2 / of)
    half = z * sqrt(share * (1 - share) / of + z**2 / (4 * of**2)) / (1 + z**2 / of)
    # At the ends it touches them; a rounding must not put the share outside.
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def clopper_pearson(count: int, of: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a share, 0-1, that holds it at least that often; ``of`` > 0."""
    low = _beta(count, of - count + 1, (1 - level) / 2) if count else 0.0
    high = _beta(count + 1, of - count, (1 + level) / 2) if count < of else 1.0
    return low, high


def _beta(own: float, others: float, share: float) -> float:
    from scipy import special  # noqa: PLC0415 - a tenth of a second

    return float(special.betaincinv(own, others, share))
