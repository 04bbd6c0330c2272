"""How need was counted: the rule, and what it gave the unit and the municipality.

Counts per criterion are shown as they are. This text is for analysts and auditors; what is
published goes through disclosure control first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import singledispatch

from fordel.allocation.loads.counting import Counting, coefficients_of, count
from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.loads import (
    Combination,
    CriteriaMet,
    Designated,
    Enrolled,
    GivenKey,
    Index,
    Method,
    Score,
    SuppliedUniqueCounts,
    UniqueChildren,
    WeightedCriteria,
)
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult
from fordel.announcement.figures import (
    Children,
    Count,
    Sentence,
    SmallNumber,
    Value,
    capitalised,
)
from fordel.announcement.telling.subject import Subject

_NOUNS = {
    "unique_children": "noun.children",
    "supplied_unique_counts": "noun.children",
    "criteria_met": "noun.criteria",
    "given_key": "noun.key",
}
_SAYS_IT_ALL = (UniqueChildren, CriteriaMet, SuppliedUniqueCounts)
"""With one criterion, their own sentence has told how many meet it."""
_MEASURED = {
    ("enrolled", "children"): "noun.enrolled",
    ("enrolled", "weighted_children"): "noun.weighted",
    ("enrolled", "full_time"): "noun.full_time",
    ("designated", "unit"): "noun.designated_units",
    ("designated", "children"): "noun.designated_children",
    ("designated", "weighted_children"): "noun.designated_weighted",
}


@dataclass(frozen=True)
class Counted:
    """What a method counted among enrolled children, for the unit and for all it concerns."""

    own: Fraction
    everybody: Fraction
    children: Fraction
    all_children: Fraction
    scope: str

    def figures(self) -> dict[str, Value]:
        return {
            "scope": self.scope,
            "counted": Count(self.own),
            "all_counted": Count(self.everybody),
            "children": Children(self.children),
            "all_children": Count(self.all_children),
        }


def counted_among_enrolled(method: Method, step: Need, subject: Subject) -> Counted:
    """Count again, among enrolled children, what a method counted; before any threshold."""
    allocation = subject.allocation
    counting = Counting(
        step=step.id,
        resolved=allocation.resolved,
        population=allocation.enrolled,
        units={unit.id: unit for unit in allocation.units},
    )
    totals = count(method, counting).totals
    return Counted(
        own=totals[subject.place],
        everybody=subject.among(totals, step.where),
        children=subject.children,
        all_children=subject.among(allocation.enrolled.totals, step.where),
        scope=subject.voice.words("scope.all" if step.where is None else "scope.some"),
    )


def tell_count(method: Method, step: Need, subject: Subject) -> list[Sentence]:
    """What a method counted, with its rule."""
    if not isinstance(method, Combination):
        counted = counted_among_enrolled(method, step, subject)
        return _own(method, counted, subject)
    voice = subject.voice
    told = [voice.say(f"counted.combination_{method.of}")]
    for part in method.parts:
        sentences = tell_count(part.count, step, subject)
        text = " ".join(sentence.text for sentence in sentences)
        figures = {k: v for sentence in sentences for k, v in sentence.figures.items()}
        weight = Count(exact(part.weight))
        said = voice.item("counted.part", weight=weight, part=text)
        exact_figures = {**figures, "weight": said.figures["weight"]}
        told.append(replace(said, figures=exact_figures))
    return told


@singledispatch
def _own(method: Method, counted: Counted, subject: Subject) -> list[Sentence]:
    raise TypeError(type(method).__name__)


@_own.register
def _(method: UniqueChildren, counted: Counted, subject: Subject) -> list[Sentence]:
    key, values = _unique(method, subject)
    return [subject.voice.say(f"counted.{key}", **counted.figures(), **values)]


@_own.register
def _(method: CriteriaMet, counted: Counted, subject: Subject) -> list[Sentence]:
    criteria = criteria_of(method, subject.allocation.model)
    if len(criteria) == 1:
        only = subject.criterion(criteria[0])
        return [
            subject.voice.say("counted.unique_children_only", **counted.figures(), criterion=only)
        ]
    return [subject.voice.say("counted.criteria_met", **counted.figures())]


@_own.register
def _(method: WeightedCriteria, counted: Counted, subject: Subject) -> list[Sentence]:
    return [subject.voice.say("counted.weighted_criteria", **counted.figures())]


@_own.register
def _(method: SuppliedUniqueCounts, counted: Counted, subject: Subject) -> list[Sentence]:
    values = _supplied(method)
    return [subject.voice.say("counted.supplied_unique_counts", **counted.figures(), **values)]


@_own.register
def _(method: Index, counted: Counted, subject: Subject) -> list[Sentence]:
    voice, figures = subject.voice, counted.figures()
    own = voice.say("counted.index", counted=figures["counted"], all_counted=figures["all_counted"])
    return [*_index_rules(method, subject), own]


@_own.register
def _(method: Score, counted: Counted, subject: Subject) -> list[Sentence]:
    figures = counted.figures()
    values: dict[str, Value] = {name: figures[name] for name in ("counted", "all_counted")}
    if method.times != "nothing":
        values["scope"] = figures["scope"]
        values["score"] = Count(subject.allocation.enrolled.scores[subject.unit.id])
    if method.times == "children":
        values["children"] = figures["children"]
    elif method.times == "weighted_children":
        values["weighted"] = Count(subject.weighted)
    return [subject.voice.say(f"counted.score_{method.times}", **values)]


@_own.register
def _(method: GivenKey, counted: Counted, subject: Subject) -> list[Sentence]:
    voice, figures = subject.voice, counted.figures()
    told = [
        voice.say(
            "counted.given_key", counted=figures["counted"], all_counted=figures["all_counted"]
        )
    ]
    for correction in method.corrections:
        if correction.unit == subject.unit.id:
            by = signed_count(exact(correction.by), subject)
            told.append(voice.say("counted.correction", by=by, reason=correction.reason))
    return told


@_own.register
def _(method: Enrolled, counted: Counted, subject: Subject) -> list[Sentence]:
    figures = counted.figures()
    return [
        subject.voice.say(
            f"counted.enrolled_{method.measure}",
            counted=figures["counted"],
            all_counted=figures["all_counted"],
        )
    ]


@_own.register
def _(method: Designated, counted: Counted, subject: Subject) -> list[Sentence]:
    unit = subject.unit
    chosen = unit.id in method.units or unit.area in method.areas
    chosen = chosen or unit.district in method.districts
    key = "counted.designated" if chosen else "counted.not_designated"
    return [subject.voice.say(key, places=_places(method, subject))]


def rule(method: Method, subject: Subject) -> list[Sentence]:
    """What counts, without any count: for children whose numbers are not the unit's own."""
    voice = subject.voice
    if isinstance(method, Combination):
        parts = [s for part in method.parts for s in rule(part.count, subject)]
        return [voice.say(f"counted.combination_{method.of}"), *parts]
    if isinstance(method, UniqueChildren):
        key, values = _unique(method, subject)
        return [voice.say(f"rule.{key}", **values)]
    if isinstance(method, SuppliedUniqueCounts):
        return [voice.say("rule.supplied_unique_counts", **_supplied(method))]
    if isinstance(method, Index):
        return _index_rules(method, subject)
    if isinstance(method, Designated):
        return [voice.say("rule.designated", places=_places(method, subject))]
    return [voice.say(f"rule.{method.method}")]


def _unique(method: UniqueChildren, subject: Subject) -> tuple[str, dict[str, Value]]:
    """The key after ``rule.`` or ``counted.``, and its values."""
    criteria = criteria_of(method, subject.allocation.model)
    if len(criteria) == 1:
        return "unique_children_only", {"criterion": subject.criterion(criteria[0])}
    number = SmallNumber(Fraction(len(criteria)))
    if method.at_least == len(criteria):
        return "unique_children_all", {"criteria": number}
    least = SmallNumber(Fraction(method.at_least))
    return "unique_children", {"at_least": least, "criteria": number}


def _supplied(method: SuppliedUniqueCounts) -> dict[str, Value]:
    return {
        "supplier": capitalised(method.supplier),
        "at_least": SmallNumber(Fraction(method.at_least)),
        "out_of": SmallNumber(Fraction(method.out_of)),
    }


def _index_rules(method: Index, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    told = [voice.say(f"rule.index_{method.summary}")]
    if exact(method.intercept):
        told.append(voice.say("criteria.intercept", intercept=Count(exact(method.intercept))))
    if method.link == "logistic":
        told.append(voice.say("rule.index_logistic"))
    return told


def _places(method: Designated, subject: Subject) -> str:
    voice = subject.voice
    units = tuple(subject.name_of(unit) for unit in method.units)
    named = (("areas", method.areas), ("districts", method.districts), ("units", units))
    return voice.joined(
        [
            voice.words(
                f"places.{kind}", names=voice.joined(names), number=Count(Fraction(len(names)))
            )
            for kind, names in named
            if names
        ]
    )


def weights_of(method: Method, subject: Subject) -> dict[str, Fraction]:
    """What each criterion weighs, for the methods that weigh them."""
    if isinstance(method, WeightedCriteria):
        return {name: exact(weight) for name, weight in method.weights.items()}
    if isinstance(method, Index):
        return coefficients_of(method, subject.allocation.resolved)
    return {}


def criteria_list(step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    """How many children meet each criterion, in the unit and in all; for analysts and auditors."""
    names = [
        c for c in subject.allocation.model.criterion_ids if f"criterion_{c}" in result.columns
    ]
    if not names or (len(names) == 1 and isinstance(step.count, _SAYS_IT_ALL)):
        return []
    told = [subject.voice.say("criteria.list")]
    return [*told, *(_criterion_item(name, step, result, subject) for name in names)]


def _criterion_item(name: str, step: Need, result: StepResult, subject: Subject) -> Sentence:
    """One criterion; a count that is missing or suppressed is never told as zero."""
    voice, weights = subject.voice, weights_of(step.count, subject)
    units = [u.id for u in subject.allocation.units]
    here = subject.concerned(step.where)
    known = [_is_known(unit, name, subject) for unit in units]
    values: dict[str, Value] = {"criterion": subject.criterion(name)}
    if not known[subject.place]:
        return voice.item("criteria.missing_item", **values)
    column = result.columns[f"criterion_{name}"]
    values["count"] = Count(subject.own(column))
    values["all_count"] = Count(subject.among(tuple(n or ZERO for n in column), step.where))
    if not all(k for k, h in zip(known, here, strict=True) if h):
        return voice.item("criteria.least_item", **values)
    if name in weights:
        return voice.item("criteria.weighted_item", **values, weight=Count(weights[name]))
    return voice.item("criteria.item", **values)


def _is_known(unit: str, criterion: str, subject: Subject) -> bool:
    """Whether the whole count of a criterion is known of a unit."""
    population = subject.allocation.enrolled
    if population.profile is not None and criterion in population.profile.criteria:
        return True
    cells = population.counts.get((unit, criterion), {})
    return bool(cells) and None not in cells.values()


def noun_of(step: Need) -> str:
    """What the load is a number of: the key of a noun."""
    method = step.count
    if exact(step.population.resident):
        return "noun.points"
    if isinstance(method, Enrolled | Designated):
        return _MEASURED[method.method, method.measure]
    return _NOUNS.get(method.method, "noun.points")


def signed_count(value: Fraction, subject: Subject) -> str:
    return ("+" if value > 0 else "") + subject.voice.count(value)
