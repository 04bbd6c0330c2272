"""Panels of single children for a report: which result each is of, and what the effort cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fordel.cli.refusals import PanelOfWhichResult, PanelTwice

if TYPE_CHECKING:
    from fordel.costing.computing import NotComputed, Range
    from fordel.costing.package import Package
    from fordel.costing.pay import PayTable
    from fordel.evaluation.panels.costing import Followed
    from fordel.interventions.indicators import Indicator
    from fordel.interventions.programme import Programme, Project


@dataclass(frozen=True)
class Priced:
    """The package of a project's activities, and the pay it is worked out with."""

    package: Package
    pay: PayTable


def followed_in(
    asked: Iterable[str], programme: Programme, project: Project, priced: Priced | None
) -> tuple[Followed, ...]:
    """Read panels, each held against its project, in the order the sheet asks for the results.

    Parameters
    ----------
    asked : a file each, or `RESULT=FILE` where the project asks for several results in colours.
    priced : None where nobody has said what the project costs.

    Raises
    ------
    PanelOfWhichResult, PanelTwice, NoColoursAsked, RefusedFiles, FileRefused.
    """
    from fordel.domain.language import Words
    from fordel.evaluation.panels.costing import Followed, cost_of_months, months_followed
    from fordel.evaluation.panels.counting import count_panel
    from fordel.evaluation.panels.figures import figures_of
    from fordel.evaluation.panels.reading import expected_of, read_panel

    expected = expected_of(programme, project)
    found: dict[str, Followed] = {}
    for one in asked:
        indicator, file = _of_which(one, programme, project)
        if indicator.id in found:
            raise PanelTwice(result=indicator.id)
        counts = count_panel(read_panel(file, expected))
        periods = [period for period in programme.periods if period.no in counts.periods]
        months = months_followed(periods)
        yearly, left_out = _yearly(priced, len(counts.units))
        cost: Range | NotComputed = cost_of_months(yearly, months, left_out)
        found[indicator.id] = Followed(
            indicator.id,
            Words(indicator.label.da, indicator.label.en),
            figures_of(counts),
            months,
            cost,
            file.name,
        )
    return tuple(found[name] for name in project.indicators if name in found)


def _of_which(asked: str, programme: Programme, project: Project) -> tuple[Indicator, Path]:
    from fordel.evaluation.panels.refusals import NoColoursAsked

    results = _results(programme, project)
    named, is_named, file = asked.partition("=")
    if not is_named or Path(asked).exists():
        if len(results) == 1:
            return results[0], Path(asked)
        known = ", ".join(one.id for one in results)
        raise PanelOfWhichResult(file=Path(asked).name, known=known or "–")
    for one in results:
        if one.id == named.strip():
            return one, Path(file)
    raise NoColoursAsked(project=project.name, indicator=named.strip())


def _results(programme: Programme, project: Project) -> Sequence[Indicator]:
    """What the project measures in three colours, in the order of its sheet."""
    from fordel.interventions.indicators import Kind

    asked = (programme.indicator(name) for name in project.indicators)
    return [one for one in asked if one.kind is Kind.COLOURS]


def _yearly(priced: Priced | None, units: int) -> tuple[Range | None, int]:
    """What the effort costs a year in as many units as children are followed in."""
    from fordel.costing.answers import answers_of

    if priced is None:
        return None, 0
    here = tuple(replace(used, units=min(used.units, units)) for used in priced.package.activities)
    cost = answers_of(replace(priced.package, activities=here), priced.pay).cost
    return cost.total, len(cost.left_out)
