"""What a project's results look like theme by theme, and over projects with n."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fordel.domain.language import Language, Words
from fordel.evaluation.results.figures import Change, Direction, ResultsReport
from fordel.interventions.indicators import Cohort, Theme
from fordel.interventions.programme import Project


class Seen(StrEnum):
    """What a project shows of a theme, its results there taken together."""

    UP = "up"
    DOWN = "down"
    MIXED = "mixed"
    NONE_VISIBLE = "none_visible"
    CANNOT_BE_SAID = "cannot_be_said"
    NOT_COLLECTED = "not_collected"

    @property
    def is_said(self) -> bool:
        return self not in {Seen.CANNOT_BE_SAID, Seen.NOT_COLLECTED}


SEEN_WORDS = {
    Seen.UP: Words(da="op", en="up"),
    Seen.DOWN: Words(da="ned", en="down"),
    Seen.MIXED: Words(da="begge veje", en="both ways"),
    Seen.NONE_VISIBLE: Words(da="ingen synlig ændring", en="no visible change"),
    Seen.CANNOT_BE_SAID: Words(da="kan ikke siges", en="cannot be said"),
    Seen.NOT_COLLECTED: Words(da="ikke indsamlet", en="not collected"),
}
RESULT_THEMES: tuple[Theme, ...] = tuple(theme for theme in Theme if theme is not Theme.ACTIVITIES)
_SHOWN = {
    Seen.UP: Words(da="{n} op", en="{n} up"),
    Seen.DOWN: Words(da="{n} ned", en="{n} down"),
    Seen.MIXED: Words(da="{n} begge veje", en="{n} both ways"),
    Seen.NONE_VISIBLE: Words(
        da="{n} uden synlig ændring",
        en="{n} with no visible change",
    ),
}
_OF_ALL = Words(da="{shown}, af {n} projekter med svar", en="{shown}, of {n} projects answering")
_TOO_FEW = Words(da="for få", en="too few")


@dataclass(frozen=True)
class InProject:
    """A project with what its registrations show."""

    project: Project
    results: ResultsReport

    @property
    def elements(self) -> frozenset[int]:
        """The elements of its activities."""
        return frozenset(no for activity in self.project.activities for no in activity.elements)

    def seen(self, theme: Theme) -> Seen:
        """What it shows of a theme; children who left say nothing of it."""
        return _together(
            change
            for change in self.results.changes
            if change.theme is theme and change.cohort is not Cohort.LEFT
        )


@dataclass(frozen=True)
class Pattern:
    """How ``used`` projects look in one theme; ``projects`` says what each shows.

    With fewer than ``fewest`` projects that say something, no pattern is read from it.
    """

    theme: Theme
    projects: Mapping[str, Seen]
    fewest: int

    @property
    def used(self) -> int:
        return len(self.projects)

    @property
    def n(self) -> int:
        """Projects that say something."""
        return sum(seen.is_said for seen in self.projects.values())

    @property
    def is_nobody(self) -> bool:
        """Whether none of the projects collected it."""
        return self.count(Seen.NOT_COLLECTED) == self.used

    @property
    def is_too_few(self) -> bool:
        return self.n < self.fewest

    def count(self, seen: Seen) -> int:
        """Projects that show it."""
        return Counter(self.projects.values())[seen]

    def text(self, language: Language) -> str:
        """The pattern with its n; that there are too few, or that nobody was asked."""
        if self.used and self.is_nobody:
            return SEEN_WORDS[Seen.NOT_COLLECTED].to(language)
        if self.is_too_few:
            return _TOO_FEW.to(language)
        counts = {seen: self.count(seen) for seen in _SHOWN}
        shown = (_SHOWN[seen].to(language).format(n=n) for seen, n in counts.items() if n)
        return _OF_ALL.to(language).format(shown=", ".join(shown), n=self.n)


def pattern_of(projects: Sequence[InProject], theme: Theme, fewest: int) -> Pattern:
    """How some projects look in a theme."""
    return Pattern(theme, {one.project.id: one.seen(theme) for one in projects}, fewest)


def _together(changes: Iterable[Change]) -> Seen:
    found = {change.direction for change in changes}
    if not found:
        return Seen.NOT_COLLECTED
    if Direction.UP in found and Direction.DOWN in found:
        return Seen.MIXED
    for direction, seen in (
        (Direction.UP, Seen.UP),
        (Direction.DOWN, Seen.DOWN),
        (Direction.NONE_VISIBLE, Seen.NONE_VISIBLE),
    ):
        if direction in found:
            return seen
    return Seen.CANNOT_BE_SAID
