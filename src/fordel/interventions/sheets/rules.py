"""What is held to be plausible, as data: whoever checks a sheet may bring other figures."""

from __future__ import annotations

from pydantic import Field as Limit

from fordel.allocation.model.values import Figure, Part


class Rules(Part):
    """When a figure is refused, and when somebody is asked whether it is right.

    Parameters
    ----------
    largest : no count of a unit in one period is larger; beyond it is refused.
    unusual : beyond it is asked.
    times, apart : a count has jumped where it is at least ``times`` as large (or as small) as the
        period before and more than ``apart`` from it.
    points : a rating has jumped where it moved at least so many points.
    """

    largest: int = Limit(default=5_000, ge=1)
    unusual: int = Limit(default=500, ge=1)
    times: Figure = Limit(default=2, gt=1, validate_default=True)
    apart: int = Limit(default=5, ge=0)
    points: int = Limit(default=3, ge=1)


RULES = Rules()
