"""What a registration sheet asks for: counts, ratings and children in three colours, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field as Limit
from pydantic import model_validator

from fordel.allocation.model.values import Misfit, Part, Text
from fordel.domain.language import Words


class Kind(StrEnum):
    """How an indicator is answered."""

    COUNT = "count"
    RATING = "rating"
    COLOURS = "colours"


class Theme(StrEnum):
    """What an indicator is about; a project needs some of them (see ``Programme.needed``)."""

    ACTIVITIES = "activities"
    PARENTS = "parents"
    PRIMARY_PARTNER = "primary_partner"
    OTHER_PARTNERS = "other_partners"
    SUPPORT = "support"
    SCHOOL_START = "school_start"
    WELLBEING = "wellbeing"
    LANGUAGE = "language"


class Cohort(StrEnum):
    """Children in the effort in the period, or those who left it since the one before."""

    INCLUDED = "included"
    LEFT = "left"


class Children(StrEnum):
    """Which children a count is of: all attached to the project, or some of the unit's."""

    ATTACHED = "attached"
    SOME = "some"


class Colour(StrEnum):
    """A professional's own assessment of a child, as the tool translates it to three points."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


THEME_WORDS = {
    Theme.ACTIVITIES: Words(da="aktiviteter", en="activities"),
    Theme.PARENTS: Words(da="forældresamarbejde", en="cooperation with parents"),
    Theme.PRIMARY_PARTNER: Words(da="primær samarbejdspart", en="primary partner"),
    Theme.OTHER_PARTNERS: Words(da="øvrige samarbejdsparter", en="other partners"),
    Theme.SUPPORT: Words(da="behov for støtte", en="need for support"),
    Theme.SCHOOL_START: Words(da="skolestart", en="school start"),
    Theme.WELLBEING: Words(da="trivsel", en="wellbeing"),
    Theme.LANGUAGE: Words(da="sprog", en="language"),
}
COHORT_WORDS = {
    Cohort.INCLUDED: Words(da="med i indsatsen", en="included"),
    Cohort.LEFT: Words(da="gået ud siden sidst", en="left since the last period"),
}
COLOUR_WORDS = {
    Colour.GREEN: Words(da="grøn", en="green"),
    Colour.YELLOW: Words(da="gul", en="yellow"),
    Colour.RED: Words(da="rød", en="red"),
}


class Indicator(Part):
    """One question of a registration sheet.

    ``lowest`` and ``highest`` are the scale of a rating, which leader and staff give together;
    a count is a whole number of children, events or meetings in the period.

    ``children`` says which children a count is of, where it is of children, and
    ``participants_of`` at what other count's events it counts those who came: what a sheet can
    be held against.

    ``asked_from`` and ``asked_until`` are the numbers of the first and the last period that ask
    it, where not all do: a question that changed its meaning goes on as another indicator.
    """

    id: str = Limit(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Kind
    theme: Theme
    label: Text
    help: Text | None = None
    lowest: int = 1
    highest: int = 7
    children: Children | None = None
    participants_of: str | None = None
    asked_from: int | None = None
    asked_until: int | None = None

    @model_validator(mode="after")
    def _check_scale(self) -> Indicator:
        if self.lowest >= self.highest:
            raise Misfit(
                da=f"skalaen for {self.id} ender ikke over, hvor den begynder",
                en=f"the scale of {self.id} does not end above where it begins",
            )
        return self

    @model_validator(mode="after")
    def _check_asked(self) -> Indicator:
        first, last = self.asked_from, self.asked_until
        if first is not None and last is not None and last < first:
            raise Misfit(
                da=f"{self.id} stilles til og med periode {last}, men først fra periode {first}",
                en=f"{self.id} is asked until period {last}, but only from period {first}",
            )
        return self

    def asked_in(self, period: int) -> bool:
        """Whether a period's sheets may ask it."""
        first, last = self.asked_from, self.asked_until
        return (first is None or first <= period) and (last is None or period <= last)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The cells it takes on a sheet: one, or six for colours (two groups, three colours)."""
        if self.kind is not Kind.COLOURS:
            return (Field(self),)
        return tuple(Field(self, cohort, colour) for cohort in Cohort for colour in Colour)


@dataclass(frozen=True)
class Field:
    """One cell of a sheet, per unit and period."""

    indicator: Indicator
    cohort: Cohort | None = None
    colour: Colour | None = None

    @property
    def key(self) -> str:
        """The name of its column: ``home_visits``, or ``wellbeing.included.green``."""
        parts = (self.indicator.id, self.cohort, self.colour)
        return ".".join(str(part) for part in parts if part is not None)

    @property
    def label(self) -> Words:
        """What a reader sees."""
        if self.cohort is None or self.colour is None:
            return Words(da=self.indicator.label.da, en=self.indicator.label.en)
        cohort, colour = COHORT_WORDS[self.cohort], COLOUR_WORDS[self.colour]
        return Words(
            da=f"{self.indicator.label.da}: {colour.da}, {cohort.da}",
            en=f"{self.indicator.label.en}: {colour.en}, {cohort.en}",
        )


_MEANING = {
    "kind": Words(da="måden at svare på", en="how it is answered"),
    "theme": Words(da="temaet", en="the theme"),
    "label": Words(da="spørgsmålets ord", en="the words of the question"),
    "lowest": Words(da="skalaen", en="the scale"),
    "highest": Words(da="skalaen", en="the scale"),
    "children": Words(da="hvilke børn der tælles", en="which children are counted"),
    "participants_of": Words(da="hvad der tælles deltagere i", en="what participants are of"),
}


def changed_meaning(before: Indicator, after: Indicator) -> tuple[Words, ...]:
    """What is different between two forms of an indicator and changes what an answer means.

    Help is not among it, nor in which periods it is asked.
    """
    found = [
        words for name, words in _MEANING.items() if getattr(before, name) != getattr(after, name)
    ]
    return tuple({words.en: words for words in found}.values())
