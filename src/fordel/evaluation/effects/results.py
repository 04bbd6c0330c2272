"""What the evaluation of effects answers: frozen, every figure with its n, method and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fordel.domain.language import Words
from fordel.evaluation.effects.words import NotEstimable
from fordel.statistics.answers import Estimate
from fordel.statistics.detectable import Detectable
from fordel.statistics.interrupted import Interrupted
from fordel.statistics.pretrends import JointTest

Design = Literal["staggered", "comparison_units", "before_after", "single_unit", "none"]


@dataclass(frozen=True)
class LeftOut:
    """A unit that nothing can be told of, and why."""

    unit: str
    key: str
    reason: Words


@dataclass(frozen=True)
class EffectAt:
    """The effect so many periods after the start, as they are numbered; below zero: before it."""

    time: int
    effect: Estimate | NotEstimable


@dataclass(frozen=True)
class EffectOfGroup:
    """The effect in one period on the units that started in one period, as they are numbered."""

    start: int
    period: int
    effect: Estimate | NotEstimable
    started: int
    compared: int


@dataclass(frozen=True)
class Colours:
    """Log odds of a greener colour where the intervention has started; ``children`` counted.

    ``odds`` is the ratio of odds with the ends of its interval, None where there is no effect.
    One common effect is assumed, the same at both cuts between colours.
    """

    effect: Estimate | NotEstimable
    odds: tuple[float, float, float] | None
    children: int


@dataclass(frozen=True)
class Composition:
    """How the children changed where the intervention started, other than elsewhere.

    ``included`` is the change in included children as a share of those before the start, ``left``
    the change in the share who left. ``unchanged``: no unit's number of children ever changed, so
    there is nothing to estimate.
    """

    included: Estimate | NotEstimable
    left: Estimate | NotEstimable
    unchanged: bool

    @property
    def change(self) -> float | None:
        """The larger of the two changes, without sign; None where the included are not known."""
        if not self.unchanged and not isinstance(self.included, Estimate):
            return None
        # As many children as before can still be other children.
        known = [one.value for one in (self.included, self.left) if isinstance(one, Estimate)]
        return max((abs(value) for value in known), default=0.0)


@dataclass(frozen=True)
class RuleAnswer:
    """One rule of a language level: does it hold (None: cannot be told), and what that says."""

    rule: str
    level: str
    holds: bool | None
    words: Words


@dataclass(frozen=True)
class Language:
    """How strongly the effect may be spoken of, by which rules, and the sentence that does."""

    level: str
    words: Words
    rules: tuple[RuleAnswer, ...]
    sentence: Words
    source: str


@dataclass(frozen=True)
class EffectReport:
    """Everything that can be told of an effect, and why the rest cannot.

    ``effect`` is the figure to quote, in the outcome's unit; ``method`` in it says how it was
    made. ``change`` is only the change from before to after in the units that started.
    ``randomisation`` and ``wild`` are the same effect by methods made for few units. ``units`` is
    those used: ``started`` of them within the data, ``compared`` not.
    """

    design: Design
    design_words: Words
    units: int
    started: int
    compared: int
    periods: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    effect: Estimate | NotEstimable
    by_time: tuple[EffectAt, ...]
    by_group: tuple[EffectOfGroup, ...]
    randomisation: Estimate | NotEstimable
    wild: Estimate | NotEstimable
    change: Estimate | NotEstimable
    series: Interrupted | NotEstimable
    colours: Colours
    courses_before: JointTest | NotEstimable
    composition: Composition
    detectable_before: Detectable | NotEstimable
    detectable_after: Detectable | NotEstimable
    effect_months: float | None
    language: Language
