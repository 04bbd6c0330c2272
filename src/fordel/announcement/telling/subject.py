"""What a teller looks at: a run, one of its units, and the voice it speaks with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch

from fordel.allocation.engine import Allocation
from fordel.allocation.model.money import Filter
from fordel.allocation.model.steps import Step
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, StepResult, Vector
from fordel.allocation.steps.filtering import concerns
from fordel.announcement.figures import Amount, Count, Sentence, SignedAmount, Voice
from fordel.registers.records import Unit


@dataclass(frozen=True)
class Subject:
    """A unit of a run, and how it is told about."""

    run: Run
    place: int
    voice: Voice

    @property
    def allocation(self) -> Allocation:
        return self.run.allocation

    @property
    def unit(self) -> Unit:
        return self.allocation.units[self.place]

    @property
    def children(self) -> Fraction:
        return self.allocation.enrolled.totals[self.place]

    @property
    def weighted(self) -> Fraction:
        return self.allocation.weighted[self.place]

    @property
    def total(self) -> Fraction:
        return self.allocation.totals[self.place]

    def own(self, values: Sequence[Fraction | None]) -> Fraction:
        """The unit's figure in a column; zero where the column has none for it."""
        value = values[self.place]
        return ZERO if value is None else value

    def column(self, result: StepResult, name: str) -> Fraction | None:
        """The unit's figure in a step's column; None where there is none."""
        values = result.columns.get(name)
        return None if values is None else values[self.place]

    def amount(self, result: StepResult) -> Fraction:
        return self.own(result.amounts or (ZERO,) * len(self.allocation.units))

    def exact(self, result: StepResult) -> Fraction:
        return self.own(result.exact or (ZERO,) * len(self.allocation.units))

    def step_name(self, step: str | Step) -> str:
        """A step's label, or what its kind is called; with its id where several would be alike."""
        wanted = step if isinstance(step, str) else step.id
        found = next(s for s in self.allocation.model.steps if s.id == wanted)
        if found.label is not None:
            return found.label.to(self.voice.language)
        alike = [s for s in self.allocation.model.steps if s.use == found.use and s.label is None]
        kind = self.voice.words(f"step.{found.use}")
        return kind if len(alike) == 1 else f"{kind} ({found.id})"

    def criterion(self, name: str) -> str:
        label = next(c.label for c in self.allocation.model.criteria if c.id == name)
        return label.to(self.voice.language)

    def age_group(self, name: str) -> str:
        label = next(g.label for g in self.allocation.model.age_groups if g.id == name)
        return name if label is None else label.to(self.voice.language)

    def age_groups(self) -> Iterator[tuple[int, str]]:
        """Position and label of each age group."""
        for i, group in enumerate(self.allocation.model.age_groups):
            yield i, self.age_group(group.id)

    def concerned(self, where: Filter | None) -> tuple[bool, ...]:
        return tuple(concerns(where, unit) for unit in self.allocation.units)

    def among(self, values: Vector, where: Filter | None) -> Fraction:
        """The sum over the units a step concerns."""
        here = self.concerned(where)
        return sum((v for v, h in zip(values, here, strict=True) if h), ZERO)

    def name_of(self, unit: str) -> str:
        """A unit's name if the register knows it, else its key."""
        known = {u.id: u.name for u in self.run.inputs.register.units}
        return known.get(unit) or unit


@singledispatch
def tell(step: Step, result: StepResult, subject: Subject) -> list[Sentence]:
    """Tell what a step did to a unit.

    Parameters
    ----------
    step : as resolved: every figure stands in it.
    result : the trace of that step.

    Returns
    -------
    Sentences in reading order.
    """
    raise TypeError(type(step).__name__)


def result_sentence(result: StepResult, subject: Subject) -> Sentence:
    """What a money step gives the unit, and what it was before rounding where that differs."""
    exact, amount = subject.exact(result), subject.amount(result)
    if subject.voice.money(exact) == subject.voice.money(amount):
        return subject.voice.say("amount.exact", amount=Amount(amount))
    return subject.voice.say("amount.rounded", exact=Amount(exact), amount=Amount(amount))


def moved_sentence(result: StepResult, subject: Subject) -> Sentence:
    """What a step adds to or takes from what others gave."""
    exact, amount = SignedAmount(subject.exact(result)), SignedAmount(subject.amount(result))
    if exact == amount:
        return subject.voice.say("amount.moved", amount=amount)
    return subject.voice.say("amount.moved_rounded", exact=exact, amount=amount)


def outside(where: Filter | None, result: StepResult, subject: Subject) -> list[Sentence] | None:
    """What is said to a unit that a step does not concern; None if it does."""
    if where is None:
        return None
    voice = subject.voice
    only = voice.say("where.only", units=units_named(where, voice))
    if concerns(where, subject.unit):
        return None
    amount = subject.amount(result)
    if amount:
        return [only, voice.say("where.not_you_amount", amount=SignedAmount(amount))]
    return [only, voice.say("where.not_you")]


def only_for(where: Filter | None, voice: Voice) -> list[Sentence]:
    """Whom a step concerns, where it does not concern all."""
    return [] if where is None else [voice.say("where.only", units=units_named(where, voice))]


def units_named(where: Filter, voice: Voice) -> str:
    """The units a filter names, in words."""
    parts: list[str] = []
    if where.ownership is not None:
        names = [voice.words(f"where.{name}") for name in where.ownership]
        parts.append(voice.words("where.ownership", names=voice.joined(names)))
    if where.kinds is not None:
        names = [kind_words(name, voice) for name in where.kinds]
        parts.append(voice.words("where.kinds", names=voice.joined(names)))
    for field in ("areas", "districts", "units"):
        named = getattr(where, field)
        if named is not None:
            number = Count(Fraction(len(named)))
            parts.append(voice.words(f"where.{field}", names=voice.joined(named), number=number))
    if where.special_department is not None:
        parts.append(
            voice.words("where.special" if where.special_department else "where.not_special")
        )
    text = parts[0]
    for part in parts[1:]:
        text = voice.words("where.and", first=text, second=part)
    return text


def kind_words(kind: str, voice: Voice) -> str:
    """A kind of unit, in the plural."""
    return voice.words("where.special_unit" if kind == "special" else f"where.{kind}")
