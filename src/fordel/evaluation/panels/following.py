"""Whether a panel can be followed at all: more than one child, more than one period, no holes."""

from __future__ import annotations

from itertools import pairwise

from fordel.evaluation.panels.refusals import (
    OnlyOneChild,
    OnlyOnePeriod,
    PeriodLeftOut,
    TooFewFollowed,
)
from fordel.evaluation.panels.rows import Panel
from fordel.registers.refusals.report import Problems
from fordel.statistics.transitions import FEWEST_FOLLOWED


def check_followed(panel: Panel, file: str, problems: Problems) -> None:
    """Add what stands in the way of following a panel's children.

    A period between two others, with no rows although it may have been collected, is refused. A
    child away in one of the periods is no reason to refuse: it is counted as gone and as come.
    """
    assessed = {one.period for one in panel.sightings if one.state is not None}
    if panel.children == 1:
        problems.add(OnlyOneChild(file=file))
    if len(assessed) < 2:  # noqa: PLR2004 - a step has two ends
        problems.add(OnlyOnePeriod(file=file))
        return
    for before, after in pairwise(panel.periods):
        for period in range(before + 1, after):
            if period not in panel.skipped:
                problems.add(PeriodLeftOut(file=file, period=period, before=before, after=after))
    if not problems:
        _check_enough(panel, file, problems)


def _check_enough(panel: Panel, file: str, problems: Problems) -> None:
    following = dict(pairwise(panel.periods))
    there = {(one.child, one.period) for one in panel.sightings}
    waiting = [
        (one.child, following[one.period])
        for one in panel.sightings
        if one.period in following and not one.is_leaving
    ]
    followed = sum(place in there for place in waiting)
    needed = max(1, round(FEWEST_FOLLOWED * len(waiting)))
    if followed < needed:
        problems.add(TooFewFollowed(file=file, followed=followed, of=len(waiting), needed=needed))
