"""A theory of change: from activities by organisational results to results for children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from pydantic import ConfigDict, Field, model_validator

from fordel.allocation.model.values import Misfit, Part
from fordel.domain.language import Language, Words
from fordel.interventions.elements import Aim, Catalogue, shipped_catalogue
from fordel.interventions.indicators import Theme
from fordel.interventions.programme import Activity, Programme, Project


class Level(StrEnum):
    """Where a box stands; the order is the order of the columns."""

    ACTIVITY = "activity"
    ORGANISATION = "organisation"
    CHILDREN = "children"


LEVEL_WORDS = {
    Level.ACTIVITY: Words(da="Aktiviteter", en="Activities"),
    Level.ORGANISATION: Words(da="Organisatoriske resultater", en="Organisational results"),
    Level.CHILDREN: Words(da="Resultater for børn", en="Results for children"),
}
ORDER = tuple(Level)
LONGEST_TEXT = 160
"""Characters in a box; a longer text is not read in a picture."""


class Box(Part):
    """One box. ``activity`` names the activity of the description that it stands for."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    level: Level
    text: str = Field(max_length=LONGEST_TEXT)
    activity: str | None = None

    @model_validator(mode="after")
    def _check_text(self) -> Box:
        if not any(letter.isprintable() and not letter.isspace() for letter in self.text):
            raise Misfit(
                da=f"kassen {self.id} har ingen tekst", en=f"the box {self.id} has no text"
            )
        return self


class Arrow(Part):
    """One thing leads to another."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Theory(Part):
    """Boxes and arrows, as people draw them; :func:`check_theory` says what does not hold."""

    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()

    @model_validator(mode="after")
    def _check_once_each(self) -> Theory:
        names = [box.id for box in self.boxes]
        pairs = [(arrow.start, arrow.end) for arrow in self.arrows]
        for name in names:
            if names.count(name) > 1:
                raise Misfit(da=f"kassen {name} står to gange", en=f"the box {name} stands twice")
        for start, end in pairs:
            if pairs.count((start, end)) > 1:
                raise Misfit(
                    da=f"pilen fra {start} til {end} står to gange",
                    en=f"the arrow from {start} to {end} stands twice",
                )
        return self

    def box(self, name: str) -> Box | None:
        """A box by its id."""
        return next((box for box in self.boxes if box.id == name), None)

    def at(self, level: Level) -> tuple[Box, ...]:
        """The boxes of a level, as they stand."""
        return tuple(box for box in self.boxes if box.level is level)


class Problem(StrEnum):
    """What may be wrong with a theory; the first three keep it from being drawn."""

    UNKNOWN_BOX = "unknown_box"
    CYCLE = "cycle"
    BACKWARDS = "backwards"
    LONELY_BOX = "lonely_box"
    NO_RESULT_FOR_CHILDREN = "no_result_for_children"


HINDERS_DRAWING = frozenset({Problem.UNKNOWN_BOX, Problem.CYCLE, Problem.BACKWARDS})


@dataclass(frozen=True)
class TheoryFinding:
    """One thing that does not hold, and where."""

    problem: Problem
    boxes: tuple[str, ...]
    words: Words


def check_theory(theory: Theory) -> tuple[TheoryFinding, ...]:
    """What does not hold in a theory: unknown boxes, circles, arrows backwards, boxes alone."""
    return (
        *_unknown(theory),
        *_cycles(theory),
        *_backwards(theory),
        *_lonely(theory),
        *_unreached(theory),
    )


def leads_to(theory: Theory, name: str) -> tuple[Box, ...]:
    """The boxes that arrows from a box point at."""
    ends = [arrow.end for arrow in theory.arrows if arrow.start == name]
    return tuple(box for box in theory.boxes if box.id in ends)


def _unknown(theory: Theory) -> Iterator[TheoryFinding]:
    for arrow in theory.arrows:
        for name in (arrow.start, arrow.end):
            if theory.box(name) is None:
                yield TheoryFinding(
                    Problem.UNKNOWN_BOX,
                    (name,),
                    Words(
                        da=f"En pil går fra eller til «{name}», som ingen kasse hedder.",
                        en=f"An arrow goes from or to “{name}”, and there is no such box.",
                    ),
                )


def _cycles(theory: Theory) -> Iterator[TheoryFinding]:
    found = cycle_in(theory)
    if found:
        texts = [_text(theory, name) for name in (*found, found[0])]
        yield TheoryFinding(
            Problem.CYCLE,
            found,
            Words(
                da="Pilene går i ring: " + " → ".join(f"«{text}»" for text in texts) + ".",
                en="The arrows go in a circle: " + " → ".join(f"“{text}”" for text in texts) + ".",
            ),
        )


def cycle_in(theory: Theory) -> tuple[str, ...]:
    """The boxes of one circle of arrows, in the arrows' order; empty where there is none."""
    before: dict[str, list[str]] = {box.id: [] for box in theory.boxes}
    for arrow in theory.arrows:
        before.setdefault(arrow.end, []).append(arrow.start)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        return tuple(error.args[1][:-1])
    return ()


def _backwards(theory: Theory) -> Iterator[TheoryFinding]:
    for arrow in theory.arrows:
        start, end = theory.box(arrow.start), theory.box(arrow.end)
        if start and end and ORDER.index(end.level) < ORDER.index(start.level):
            yield TheoryFinding(
                Problem.BACKWARDS,
                (start.id, end.id),
                Words(
                    da=f"Pilen fra «{start.text}» til «{end.text}» går baglæns.",
                    en=f"The arrow from “{start.text}” to “{end.text}” goes backwards.",
                ),
            )


def _lonely(theory: Theory) -> Iterator[TheoryFinding]:
    touched = {name for arrow in theory.arrows for name in (arrow.start, arrow.end)}
    for box in theory.boxes:
        if box.id not in touched:
            yield TheoryFinding(
                Problem.LONELY_BOX,
                (box.id,),
                Words(
                    da=f"Kassen «{box.text}» har ingen pile.",
                    en=f"The box “{box.text}” has no arrows.",
                ),
            )


def _unreached(theory: Theory) -> Iterator[TheoryFinding]:
    if theory.boxes and not theory.at(Level.CHILDREN):
        yield TheoryFinding(
            Problem.NO_RESULT_FOR_CHILDREN,
            (),
            Words(da="Der er ingen resultater for børn.", en="There are no results for children."),
        )


def _text(theory: Theory, name: str) -> str:
    box = theory.box(name)
    return name if box is None else box.text


_THEMES = {
    Theme.PARENTS: Aim.PARENTS,
    Theme.PRIMARY_PARTNER: Aim.CROSS_DISCIPLINARY,
    Theme.OTHER_PARTNERS: Aim.CROSS_DISCIPLINARY,
    Theme.WELLBEING: Aim.WELLBEING,
    Theme.LANGUAGE: Aim.LANGUAGE,
}
_RESULTS = {
    Theme.PARENTS: Words(
        da="Forældre og personale samarbejder om barnet", en="Parents and staff cooperate"
    ),
    Theme.PRIMARY_PARTNER: Words(
        da="Dagtilbud og primær samarbejdspart handler sammen",
        en="Unit and primary partner act together",
    ),
    Theme.OTHER_PARTNERS: Words(
        da="Dagtilbud og øvrige samarbejdsparter handler sammen",
        en="Unit and other partners act together",
    ),
    Theme.WELLBEING: Words(da="Flere børn trives", en="More children thrive"),
    Theme.LANGUAGE: Words(
        da="Flere børn har et alderssvarende sprog", en="More children speak as their age"
    ),
}
_ORGANISATION = (Theme.PARENTS, Theme.PRIMARY_PARTNER, Theme.OTHER_PARTNERS)
_CHILDREN = (Theme.WELLBEING, Theme.LANGUAGE)


def proposed_theory(
    programme: Programme,
    project: Project,
    *,
    catalogue: Catalogue | None = None,
    language: Language = "da",
) -> Theory:
    """A first draft from what a project does and measures; people then draw it right.

    An activity leads to the organisational results that its elements aim at and the project
    measures; these lead to what it measures for children. An element for language leads there
    directly. An activity without elements gets a box and no arrows: nobody has said what it is for.
    """
    known_elements = catalogue or shipped_catalogue()
    measured = {programme.indicator(name).theme for name in project.indicators}
    organisation = [theme for theme in _ORGANISATION if theme in measured]
    children = [theme for theme in _CHILDREN if theme in measured]
    boxes = [
        Box(id=known.id, level=Level.ACTIVITY, text=known.name[:LONGEST_TEXT], activity=known.id)
        for known in project.activities
    ]
    boxes += [
        Box(id=f"result_{theme}", level=level, text=_RESULTS[theme].to(language))
        for level, themes in ((Level.ORGANISATION, organisation), (Level.CHILDREN, children))
        for theme in themes
    ]
    arrows = [
        Arrow(start=activity.id, end=f"result_{theme}")
        for activity in project.activities
        for theme in _meant_for(activity, known_elements, organisation, children)
    ]
    reached = {arrow.end for arrow in arrows}
    arrows += [
        Arrow(start=f"result_{start}", end=f"result_{end}")
        for start in organisation
        if f"result_{start}" in reached
        for end in children
    ]
    return Theory(boxes=tuple(boxes), arrows=tuple(arrows))


def _meant_for(
    activity: Activity, catalogue: Catalogue, organisation: list[Theme], children: list[Theme]
) -> list[Theme]:
    elements = [catalogue.element(no) for no in activity.elements]
    aims = {aim for element in elements if element is not None for aim in element.aims}
    meant = [theme for theme in organisation if _THEMES[theme] in aims]
    direct = [
        theme
        for theme in children
        if _THEMES[theme] in aims and (theme is Theme.LANGUAGE or not meant)
    ]
    return meant + direct


def theory_sentences(theory: Theory, language: Language = "da") -> tuple[str, ...]:
    """The theory as text: what stands on each level, what leads to what, what does not hold."""
    told = []
    quoted = "«{}»" if language == "da" else "“{}”"
    for level in ORDER:
        texts = [quoted.format(box.text) for box in theory.at(level)]
        if texts:
            told.append(f"{LEVEL_WORDS[level].to(language)}: {', '.join(texts)}.")
    joined = " og " if language == "da" else " and "
    leads = Words(da="skal føre til", en="should lead to").to(language)
    for box in sorted(theory.boxes, key=lambda box: ORDER.index(box.level)):
        ends = [quoted.format(end.text) for end in leads_to(theory, box.id)]
        if ends:
            listed = ends[0] if len(ends) == 1 else ", ".join(ends[:-1]) + joined + ends[-1]
            told.append(f"{quoted.format(box.text)} {leads} {listed}.")
    return (*told, *(finding.words.to(language) for finding in check_theory(theory)))
