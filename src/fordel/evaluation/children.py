"""Which counts are of children: all in the project, some of them, or none."""

from __future__ import annotations

from collections.abc import Collection

from fordel.interventions.indicators import Children, Indicator, Kind
from fordel.interventions.programme import Programme, Project


def counts_attached(indicator: Indicator, names: Collection[str] = ()) -> bool:
    """Whether a count is of all children attached to the project.

    Parameters
    ----------
    names : ids that count them where the programme does not mark it.
    """
    if indicator.kind is not Kind.COUNT:
        return False
    return indicator.children is Children.ATTACHED or indicator.id in names


def attached_in(
    programme: Programme, project: Project, names: Collection[str] = ()
) -> Indicator | None:
    """The count of the children attached to a project; None where its sheet does not ask for it."""
    chosen = (known for known in programme.indicators if known.id in project.indicators)
    return next((known for known in chosen if counts_attached(known, names)), None)


def counts_people(programme: Programme, indicator: Indicator) -> bool:
    """Whether a count is of children or of those who came, so that a small one may tell of them.

    Where the programme marks no count at all, every count may be.
    """
    if indicator.kind is Kind.COLOURS:
        return True
    marked = any(known.children is not None for known in programme.indicators)
    people = indicator.children is not None or indicator.participants_of is not None
    return indicator.kind is Kind.COUNT and (people or not marked)
