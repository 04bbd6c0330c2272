"""What changed from one version of a description to another, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fordel.domain.language import Words, number
from fordel.interventions.descriptions.description import DescribedActivity, Description
from fordel.interventions.descriptions.template import Question, description_template
from fordel.interventions.descriptions.theory import Theory
from fordel.interventions.programme import Intensity
from fordel.interventions.refusals import DescriptionsOfDifferentProjects


class Change(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


_CHANGE_WORDS = {
    Change.ADDED: Words(da="er tilføjet", en="was added"),
    Change.REMOVED: Words(da="er fjernet", en="was removed"),
    Change.CHANGED: Words(da="er ændret", en="was changed"),
}


@dataclass(frozen=True)
class Difference:
    """One change. ``before`` and ``after`` are the texts; empty where there was or is none."""

    where: Words
    change: Change
    before: str
    after: str

    @property
    def words(self) -> Words:
        """The change as a sentence, without the texts."""
        said = _CHANGE_WORDS[self.change]
        return Words(da=f"{self.where.da} {said.da}.", en=f"{self.where.en} {said.en}.")


def differences(older: Description, newer: Description) -> tuple[Difference, ...]:
    """What changed between two versions, in the template's order; empty where nothing did.

    Raises
    ------
    DescriptionsOfDifferentProjects : they are not of one project.
    """
    if older.project != newer.project:
        raise DescriptionsOfDifferentProjects(first=older.project, second=newer.project)
    template = description_template()
    found = [*_texts(template.sections, older.sections, newer.sections, Words(da="", en=""))]
    names = dict.fromkeys(known.id for known in (*older.activities, *newer.activities))
    for name in names:
        found += _activity(older.activity(name), newer.activity(name))
    return (*found, *_theory(older.theory or Theory(), newer.theory or Theory()))


def _texts(
    questions: tuple[Question, ...], before: dict[str, str], after: dict[str, str], of: Words
) -> Iterator[Difference]:
    for part in questions:
        where = Words(da=f"{of.da}«{part.title.da}»", en=f"{of.en}“{part.title.en}”")
        yield from _one(where, before.get(part.id, ""), after.get(part.id, ""))


def _one(where: Words, before: str, after: str) -> Iterator[Difference]:
    before, after = before.strip(), after.strip()
    if before == after:
        return
    change = Change.CHANGED if before and after else Change.ADDED if after else Change.REMOVED
    yield Difference(where, change, before, after)


def _activity(
    before: DescribedActivity | None, after: DescribedActivity | None
) -> Iterator[Difference]:
    known = after or before
    assert known is not None
    where = Words(da=f"Aktiviteten «{known.name}»", en=f"The activity “{known.name}”")
    if before is None or after is None:
        yield from _one(where, before.name if before else "", after.name if after else "")
        return
    if before.name != after.name:
        named = Words(
            da=f"Navnet på aktiviteten «{before.name}»",
            en=f"The name of the activity “{before.name}”",
        )
        yield from _one(named, before.name, after.name)
    of = Words(da=f"{after.name}, ", en=f"{after.name}, ")
    yield from _texts(description_template().activity_parts, before.parts, after.parts, of)
    was, now = _intensity(before.intended), _intensity(after.intended)
    figures = Words(
        da=f"{after.name}, intensiteten i tal ({was.da} → {now.da}),",
        en=f"{after.name}, the intensity in figures ({was.en} → {now.en}),",
    )
    if before.intended != after.intended:
        yield from _one(
            figures, was.da if before.intended else "", now.da if after.intended else ""
        )


_PER = {"child": Words(da="barn", en="child"), "unit": Words(da="enhed", en="unit")}


def _intensity(intended: Intensity | None) -> Words:
    if intended is None:
        return Words(da="ingen", en="none")
    per = _PER[intended.per]
    times, months = Fraction(intended.times), Fraction(intended.months)
    return Words(
        da=f"{number(times, 'da', _decimals(times))} pr. {per.da} på "
        f"{number(months, 'da', _decimals(months))} måneder",
        en=f"{number(times, 'en', _decimals(times))} per {per.en} in "
        f"{number(months, 'en', _decimals(months))} months",
    )


def _decimals(figure: Fraction) -> int:
    return 0 if figure.denominator == 1 else 1


def _theory(older: Theory, newer: Theory) -> Iterator[Difference]:
    names = dict.fromkeys(box.id for box in (*older.boxes, *newer.boxes))
    for name in names:
        before, after = older.box(name), newer.box(name)
        known = after or before
        assert known is not None
        where = Words(
            da=f"Forandringsteorien: kassen «{known.text}»",
            en=f"The theory of change: the box “{known.text}”",
        )
        yield from _one(where, before.text if before else "", after.text if after else "")
    drawn = [{(arrow.start, arrow.end) for arrow in each.arrows} for each in (older, newer)]
    for pair in sorted(drawn[0] ^ drawn[1]):
        start, end = (_text(name, newer, older) for name in pair)
        where = Words(
            da=f"Forandringsteorien: pilen fra «{start}» til «{end}»",
            en=f"The theory of change: the arrow from “{start}” to “{end}”",
        )
        arrow = f"{start} → {end}"
        yield from _one(where, arrow if pair in drawn[0] else "", arrow if pair in drawn[1] else "")


def _text(name: str, *theories: Theory) -> str:
    return next((box.text for each in theories if (box := each.box(name)) is not None), name)
