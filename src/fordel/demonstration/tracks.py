"""The ways children take through the units: one unit under three, one unit until school."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.demonstration.facts import Facts
from fordel.demonstration.places import Places
from fordel.demonstration.records import Floats, Integers

MONTHS = 12
THIRD_BIRTHDAY = 36
SCHOOL_AGE = 6


@dataclass(frozen=True, eq=False)
class Tracks:
    """Ways through the units; every array has shape (tracks,).

    ``under_three`` and ``from_three`` are positions of units (the same one where the unit is
    age-integrated); ``flow`` is the share of the children who go this way, summing to one;
    ``level`` how much need there is among them; ``district`` where it leads.
    """

    under_three: Integers
    from_three: Integers
    flow: Floats
    level: Floats
    district: Integers


@dataclass(frozen=True)
class Occupancy:
    """How many children are enrolled on the day of the count for each child born in a year."""

    under_three: float
    from_three: float

    @property
    def total(self) -> float:
        return self.under_three + self.from_three


def enrolled_share(months: Integers | Floats, facts: Facts) -> Floats:
    """The share enrolled on the first day of the month in which children become ``months`` old."""
    table = facts.enrolment.share_by_month
    return np.interp(months, list(table), list(table.values()))


def occupancy(facts: Facts) -> Occupancy:
    """Add up who is enrolled, month of birth by month of birth, until school starts."""
    years = np.arange(SCHOOL_AGE + 1)[:, np.newaxis]
    born = np.arange(1, MONTHS + 1)[np.newaxis, :]
    age = (MONTHS * years + facts.years.count_month - born).astype(float)
    share = enrolled_share(age, facts) / MONTHS
    # In the year they become six only those who start school late are still there.
    share[SCHOOL_AGE] *= facts.school.late_share
    young = age <= THIRD_BIRTHDAY
    return Occupancy(float(share[young].sum()), float(share[~young].sum()))


def lay_tracks(places: Places, facts: Facts) -> Tracks:
    """Find the ways through the units and how many children take each.

    Age-integrated and special units are ways of their own. A kindergarten is fed by the
    childminders and by the nurseries nearest in the list, as far as their places go.
    """
    per_birth = occupancy(facts)
    whole = places.positions("age_integrated", "special")
    gardens = places.positions("kindergarten")
    parts = [(whole, whole, places.size[whole] / per_birth.total)]
    if len(gardens):
        parts.append(_fed(places, gardens, per_birth))
    under, over, flow = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Tracks(
        under_three=under,
        from_three=over,
        flow=flow / flow.sum(),
        level=places.level[over],
        district=places.district[over],
    )


def _fed(
    places: Places, gardens: Integers, per_birth: Occupancy
) -> tuple[Integers, Integers, Floats]:
    """Match kindergartens with nurseries in the order of the list (the north-west corner rule)."""
    minders = int(places.positions("childminding")[0])
    nurseries = places.positions("nursery")
    out = places.size[gardens] / per_birth.from_three
    fed = places.size[nurseries] / per_birth.under_three
    # However many nurseries there are, some of the children have been with a childminder.
    minded = max(out.sum() - fed.sum(), out.sum() / 10) / out.sum()
    by_minders = (np.full(len(gardens), minders, np.int64), gardens, out * minded)
    if not len(nurseries):
        return np.full(len(gardens), minders, np.int64), gardens, out
    out_ends = np.cumsum(out * (1 - minded))
    fed_ends = np.cumsum(fed) / fed.sum() * out_ends[-1]
    ends = np.union1d(out_ends[:-1], fed_ends[:-1])
    ends = np.append(ends, out_ends[-1])
    starts = np.append(0.0, ends[:-1])
    middle = (starts + ends) / 2
    by_nurseries = (
        nurseries[np.searchsorted(fed_ends[:-1], middle)],
        gardens[np.searchsorted(out_ends[:-1], middle)],
        ends - starts,
    )
    under, over, flow = (
        np.concatenate(column) for column in zip(by_minders, by_nurseries, strict=True)
    )
    return under, over, flow
