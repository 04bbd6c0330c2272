"""Nine elements of interventions: what they are, who used them, what they cost, how it went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from pydantic import Field, model_validator

from fordel.allocation.model.values import Figure, Misfit, Part, Text
from fordel.costing.computing import (
    NotComputed,
    Range,
    cost_per_child,
    cost_per_child_and_year,
)
from fordel.costing.ingredients import Activity as Priced
from fordel.costing.ingredients import Hours, PerWhom
from fordel.costing.pay import PayTable
from fordel.domain.language import Words, number
from fordel.interventions.loading import shipped, shipped_programme
from fordel.interventions.programme import Programme, Project


class Group(StrEnum):
    """Whom an element brings together."""

    PARENTS = "parents"
    CROSS_DISCIPLINARY = "cross_disciplinary"


class Aim(StrEnum):
    """What a municipality wants to move."""

    PARENTS = "parents"
    CROSS_DISCIPLINARY = "cross_disciplinary"
    WELLBEING = "wellbeing"
    LANGUAGE = "language"


class Direction(StrEnum):
    """Which way a project's results went, as published."""

    UP = "up"
    UP_IN_ONE = "up_in_one"
    NONE = "none"
    UNKNOWN = "unknown"


class Ending(StrEnum):
    """How the published evaluation judged a project."""

    MATURED = "matured"
    PARTLY_MATURED = "partly_matured"
    ENDED_EARLY = "ended_early"


class Certainty(StrEnum):
    """How far published results reach for an element and an aim. They never prove."""

    CANNOT_BE_SAID = "cannot_be_said"
    MIXED = "mixed"
    POINTS_TOWARDS = "points_towards"


GROUP_WORDS = {
    Group.PARENTS: Words(da="forældresamarbejde", en="cooperation with parents"),
    Group.CROSS_DISCIPLINARY: Words(
        da="tværfagligt samarbejde", en="cross-disciplinary cooperation"
    ),
}
AIM_WORDS = {
    Aim.PARENTS: Words(da="forældresamarbejde", en="cooperation with parents"),
    Aim.CROSS_DISCIPLINARY: Words(da="tværfagligt samarbejde", en="cross-disciplinary cooperation"),
    Aim.WELLBEING: Words(da="trivsel", en="wellbeing"),
    Aim.LANGUAGE: Words(da="sprog", en="language"),
}
CERTAINTY_WORDS = {
    Certainty.CANNOT_BE_SAID: Words(da="kan ikke siges", en="cannot be said"),
    Certainty.MIXED: Words(da="blandet", en="mixed"),
    Certainty.POINTS_TOWARDS: Words(da="peger i retning af", en="points towards"),
}
ENDING_WORDS = {
    Ending.MATURED: Words(da="modnet", en="matured"),
    Ending.PARTLY_MATURED: Words(da="delvist modnet", en="partly matured"),
    Ending.ENDED_EARLY: Words(da="afsluttet før tid", en="ended early"),
}
CAVEAT = Words(
    da="Projekterne brugte flere elementer på én gang og havde ingen at sammenligne med, så "
    "resultaterne kan ikke tilskrives det enkelte element.",
    en="The projects used several elements at once and had nobody to compare with, so results "
    "cannot be put down to any one element.",
)
FEWEST_MEASURED = 2
"""Matured projects that must have measured a result before anything is said of it."""


class Example(Part):
    """How a project used an element."""

    project: str
    told: Text


class StartingPoint(Part):
    """Something a municipality may have in place already."""

    id: str
    label: Text


class Element(Part):
    """One of the nine. Ages in whole years; ``combines`` is directed: from this one to others."""

    no: int
    name: Text
    group: Group
    aims: tuple[Aim, ...] = Field(min_length=1)
    youngest: int = Field(ge=0)
    oldest: int = Field(le=6)
    purpose: Text
    content: tuple[Text, ...] = Field(min_length=1)
    results: Text
    cadence: Text
    combines: tuple[int, ...] = ()
    builds_on: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


class Elements(Part):
    """The elements, and what they build on."""

    source: str
    starting_points: tuple[StartingPoint, ...] = ()
    elements: tuple[Element, ...]

    @model_validator(mode="after")
    def _check(self) -> Elements:
        numbers = [element.no for element in self.elements]
        points = {point.id for point in self.starting_points}
        for element in self.elements:
            if numbers.count(element.no) > 1:
                raise Misfit(
                    da=f"element {element.no} står to gange",
                    en=f"element {element.no} stands twice",
                )
            for named in (*element.combines, *element.builds_on):
                if named not in numbers and named not in points:
                    raise Misfit(
                        da=f"element {element.no} nævner {named}, som ikke findes",
                        en=f"element {element.no} names {named}, which is not there",
                    )
        return self


class CostedActivity(Part):
    """The published hours of one holding of a project's activity: totals per role."""

    project: str
    activity: str
    hours: dict[str, Figure]
    divisor: Figure | None = None
    per: PerWhom = PerWhom.CHILD
    holdings_per_year: Figure | None = None
    establishment: Figure | None = None
    establishment_note: Text | None = None
    note: Text | None = None

    def priced(self, name: str) -> Priced:
        """As the ingredients that are priced."""
        return Priced(
            id=f"{self.project}.{self.activity}",
            name=name,
            hours=tuple(Hours(role, Fraction(hours)) for role, hours in self.hours.items()),
            divisor=None if self.divisor is None else Fraction(self.divisor),
            per=self.per,
            holdings_per_year=(
                None if self.holdings_per_year is None else Fraction(self.holdings_per_year)
            ),
        )


class _Costs(Part):
    activities: tuple[CostedActivity, ...]


class Outcome(Part):
    """How a project ended and which way its results went, as published."""

    maturity: Ending
    parents: Direction
    cross_disciplinary: Direction
    wellbeing: Direction
    language: Direction
    not_matured: tuple[str, ...] = ()
    conflict: Text | None = None

    def direction(self, aim: Aim) -> Direction:
        found: Direction = getattr(self, aim.value)
        return found


class _Outcomes(Part):
    projects: dict[str, Outcome]


@dataclass(frozen=True)
class ElementCost:
    """What an activity with the element in it costs at a pay table's rates; kroner.

    ``once`` is per child (or family) and holding; ``yearly`` the same for a year, not computed
    where the source states no number of holdings.
    """

    project: Project
    name: str
    source: CostedActivity
    once: Range | NotComputed
    yearly: Range | NotComputed

    @property
    def beside(self) -> tuple[Words, ...]:
        """What must be said beside the cost: establishment as published, and doubts."""
        return _beside(self.source, self.name, self.project)


def _beside(source: CostedActivity, name: str, project: Project) -> tuple[Words, ...]:
    said = []
    if source.establishment is not None and source.establishment_note is not None:
        amount, note = Fraction(source.establishment), source.establishment_note
        said.append(
            Words(
                da=f"{name}: etablering {number(amount, 'da')} kr. ({note.da}), "
                f"som oplyst i {project.place}.",
                en=f"{name}: establishment {number(amount, 'en')} kr. ({note.en}), "
                f"as stated in {project.place}.",
            )
        )
    if source.note is not None:
        said.append(Words(da=f"{name}: {source.note.da}", en=f"{name}: {source.note.en}"))
    return tuple(said)


@dataclass(frozen=True)
class Evidence:
    """What published projects with an element say about an aim.

    Parameters
    ----------
    used, matured : projects that used it; those of them that were judged matured.
    up, up_in_one, none : matured projects by the direction of the result.
    unknown : matured projects in which it was not measured.
    """

    aim: Aim
    used: int
    matured: int
    up: int
    up_in_one: int
    none: int
    unknown: int

    @property
    def measured(self) -> int:
        return self.up + self.up_in_one + self.none

    @property
    def certainty(self) -> Certainty:
        """Two measured at least to say anything; more than half up as a whole: points towards."""
        if self.measured < FEWEST_MEASURED or self.up + self.up_in_one == 0:
            return Certainty.CANNOT_BE_SAID
        return Certainty.POINTS_TOWARDS if 2 * self.up > self.measured else Certainty.MIXED

    @property
    def words(self) -> Words:
        """The counts behind the certainty, as a sentence."""
        aim, level = AIM_WORDS[self.aim], CERTAINTY_WORDS[self.certainty]
        return Words(
            da=f"{aim.da.capitalize()}: {level.da}. {self.matured} af {self.used} projekter er "
            f"modnet; af dem: fremgang i {self.up}, kun i én enhed i {self.up_in_one}, ingen "
            f"synlig i {self.none}, ikke målt i {self.unknown}.",
            en=f"{aim.en.capitalize()}: {level.en}. {self.matured} of {self.used} projects are "
            f"matured; of these: progress in {self.up}, in one unit only in {self.up_in_one}, "
            f"none seen in {self.none}, not measured in {self.unknown}.",
        )


@dataclass(frozen=True)
class Catalogue:
    """The elements beside the projects that used them, their hours and their results."""

    definitions: Elements
    programme: Programme
    costs: tuple[CostedActivity, ...]
    outcomes: dict[str, Outcome]

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.definitions.elements

    def element(self, no: int) -> Element | None:
        """An element by its number."""
        return next((element for element in self.elements if element.no == no), None)

    def used_by(self, no: int) -> tuple[Project, ...]:
        """Projects of which some activity has the element."""
        return tuple(
            project
            for project in self.programme.projects
            if any(no in activity.elements for activity in project.activities)
        )

    def places(self, no: int) -> tuple[str, ...]:
        """Where it was used; each place once, in the programme's order."""
        return tuple(dict.fromkeys(project.place for project in self.used_by(no)))

    def recommended_by(self, no: int) -> tuple[int, ...]:
        """Elements that are said to combine well with this one; not the same as the reverse."""
        return tuple(other.no for other in self.elements if no in other.combines)

    def costs_of(self, no: int, pay: PayTable) -> tuple[ElementCost, ...]:
        """What the activities with the element cost, by published hours and a pay table."""
        found = []
        for costed in self.costs:
            project = self.programme.project(costed.project)
            assert project is not None
            known = next(known for known in project.activities if known.id == costed.activity)
            if no in known.elements:
                priced = costed.priced(known.name)
                found.append(
                    ElementCost(
                        project=project,
                        name=known.name,
                        source=costed,
                        once=cost_per_child(priced, pay),
                        yearly=cost_per_child_and_year(priced, pay),
                    )
                )
        return tuple(found)

    def doubts(self, project: str, activity: str) -> tuple[Words, ...]:
        """What must be said beside the published cost of an activity; nothing where there is none.

        It is as :meth:`ElementCost.beside`, for an activity by its keys.
        """
        held = self.programme.project(project)
        found = next(
            (o for o in self.costs if (o.project, o.activity) == (project, activity)), None
        )
        if held is None or found is None:
            return ()
        name = next(known.name for known in held.activities if known.id == activity)
        return _beside(found, name, held)

    def evidence(self, no: int, aim: Aim) -> Evidence:
        """What the projects that used an element say about an aim."""
        used = [self.outcomes[project.id] for project in self.used_by(no)]
        matured = [outcome for outcome in used if outcome.maturity is Ending.MATURED]
        ways = Counter(outcome.direction(aim) for outcome in matured)
        return Evidence(
            aim=aim,
            used=len(used),
            matured=len(matured),
            up=ways[Direction.UP],
            up_in_one=ways[Direction.UP_IN_ONE],
            none=ways[Direction.NONE],
            unknown=ways[Direction.UNKNOWN],
        )


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """The nine elements with the published programme."""
    definitions = shipped(Elements, "elements", "elements.yaml")
    costs = shipped(_Costs, "elements", "costs.yaml")
    outcomes = shipped(_Outcomes, "elements", "outcomes.yaml")
    return Catalogue(definitions, shipped_programme(), costs.activities, outcomes.projects)
