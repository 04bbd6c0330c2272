"""Every way to change one thing in a model: a criterion less, another k, a weight turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Literal

from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import Combination, UniqueChildren
from fordel.allocation.model.steps import Need
from fordel.allocation.model.values import Text
from fordel.allocation.resolving import ResolvedModel
from fordel.domain.language import Words
from fordel.stability.rewriting import (
    decimal,
    need_steps,
    places,
    reweighted,
    weights_of,
    with_at_least,
    with_method,
    with_part,
    with_step,
    without_criterion,
)

Kind = Literal[
    "criterion", "at_least", "weight", "age_weight", "part_weight", "population", "older"
]

_TURNS = (
    ("more", Decimal("1.1"), Words(da="10 % større", en="10% larger")),
    ("less", Decimal("0.9"), Words(da="10 % mindre", en="10% smaller")),
)
_METHODS = {
    "unique_children": Words(da="unikke børn", en="unique children"),
    "criteria_met": Words(da="opfyldte kriterier", en="criteria met"),
    "weighted_criteria": Words(da="vægtede kriterier", en="weighted criteria"),
    "supplied_unique_counts": Words(
        da="leverandørens unikke børn", en="the supplier's unique children"
    ),
    "index": Words(da="indeks", en="index"),
    "score": Words(da="score", en="score"),
    "given_key": Words(da="fast nøgle", en="given key"),
    "enrolled": Words(da="indskrevne børn", en="enrolled children"),
    "designated": Words(da="udpegede enheder", en="designated units"),
}
_POPULATIONS = {
    "enrolled": Words(da="indskrevne", en="enrolled"),
    "resident": Words(da="bosatte", en="resident"),
}


@dataclass(frozen=True)
class Variation:
    """One thing changed, said in words; ``make`` gives the model, or raises why there is none."""

    id: str
    kind: Kind
    words: Words
    make: Callable[[], Model]


def variations(resolved: ResolvedModel) -> Iterator[Variation]:
    """Every way to change one thing in the need steps and the weights of a model.

    Parameters
    ----------
    resolved : a run's model, every parameter looked up.

    Yields
    ------
    Each criterion left out; k one less and one more; each weight of a criterion, an age group, a
    part of a combination and a population 10 % larger and smaller. A weight of zero is not turned.
    The models are not checked yet.
    """
    for changed in (
        _without_each_criterion,
        _with_other_k,
        _with_turned_weights,
        _with_turned_ages,
        _with_turned_parts,
        _with_turned_populations,
    ):
        yield from changed(resolved)


def _without_each_criterion(resolved: ResolvedModel) -> Iterator[Variation]:
    model = resolved.model
    used = {name for place in places(model) for name in criteria_of(place.method, model)}
    for criterion in model.criteria:
        if criterion.id in used:
            yield Variation(
                id=f"without:{criterion.id}",
                kind="criterion",
                words=_words("Uden kriteriet «{}»", "Without the criterion “{}”", criterion.label),
                make=partial(without_criterion, criterion.id, resolved),
            )


def _with_other_k(resolved: ResolvedModel) -> Iterator[Variation]:
    model = resolved.model
    for place in places(model):
        method = place.method
        if not isinstance(method, UniqueChildren):
            continue
        criteria = len(criteria_of(method, model))
        for k in (method.at_least - 1, method.at_least + 1):
            words = Words(
                da=f"Mindst {k} af {criteria} kriterier i stedet for {method.at_least}",
                en=f"At least {k} of {criteria} criteria instead of {method.at_least}",
            )
            yield Variation(
                id=f"at_least:{place.id}:{k}",
                kind="at_least",
                words=_in_step(words, place.step, model),
                make=partial(with_at_least, k, place, model),
            )


def _with_turned_weights(resolved: ResolvedModel) -> Iterator[Variation]:
    model = resolved.model
    labels = {criterion.id: criterion.label for criterion in model.criteria}
    for place in places(model):
        weights = weights_of(place.method, resolved)
        for criterion, weight in weights.items():
            for turn, factor, turned in _TURNS if weight else ():
                method = reweighted(place.method, {**weights, criterion: weight * factor})
                words = _words("Vægten af «{}» ", "The weight of “{}” ", labels[criterion], turned)
                yield Variation(
                    id=f"weight:{place.id}:{criterion}:{turn}",
                    kind="weight",
                    words=_in_step(words, place.step, model),
                    make=partial(with_method, method, place, model),
                )


def _with_turned_ages(resolved: ResolvedModel) -> Iterator[Variation]:
    model = resolved.model
    for position, group in enumerate(model.age_groups):
        weight, label = decimal(group.weight), group.label or Text(da=group.id, en=group.id)
        for turn, factor, turned in _TURNS if weight else ():
            changed = group.model_copy(update={"weight": weight * factor})
            groups = (*model.age_groups[:position], changed, *model.age_groups[position + 1 :])
            yield Variation(
                id=f"age_weight:{group.id}:{turn}",
                kind="age_weight",
                words=_words("Aldersvægten for «{}» ", "The age weight for “{}” ", label, turned),
                make=partial(model.model_copy, update={"age_groups": groups}),
            )


def _with_turned_parts(resolved: ResolvedModel) -> Iterator[Variation]:
    model = resolved.model
    for place in places(model):
        count = place.step.count
        if place.part is None or not isinstance(count, Combination):
            continue
        weight, method = decimal(count.parts[place.part].weight), _METHODS[place.method.method]
        for turn, factor, turned in _TURNS if weight else ():
            changed = with_part(count, place.part, weight=weight * factor)
            words = Words(
                da=f"Vægten af del {place.part + 1} ({method.da}) {turned.da}",
                en=f"The weight of part {place.part + 1} ({method.en}) {turned.en}",
            )
            yield Variation(
                id=f"part_weight:{place.id}:{turn}",
                kind="part_weight",
                words=_in_step(words, place.step, model),
                make=partial(with_step, model, place.step, count=changed),
            )


def _with_turned_populations(resolved: ResolvedModel) -> Iterator[Variation]:
    """The lighter of the two populations is turned, and the other takes up the rest."""
    model = resolved.model
    for step in need_steps(model):
        mix = {name: decimal(getattr(step.population, name)) for name in _POPULATIONS}
        light, heavy = sorted(mix, key=lambda name: (mix[name], name))
        for turn, factor, turned in _TURNS if mix[light] else ():
            moved = mix[light] * (factor - 1)
            population = {light: mix[light] + moved, heavy: mix[heavy] - moved}
            one, other = _POPULATIONS[light], _POPULATIONS[heavy]
            words = Words(
                da=f"Vægten af {one.da} børn {turned.da}, modsvaret af de {other.da}",
                en=f"The weight of {one.en} children {turned.en}, made up for by the {other.en}",
            )
            yield Variation(
                id=f"population:{step.id}:{turn}",
                kind="population",
                words=_in_step(words, step, model),
                make=partial(
                    with_step,
                    model,
                    step,
                    population=step.population.model_copy(update=population),
                ),
            )


def _words(da: str, en: str, label: Text, after: Words | None = None) -> Words:
    tail = after or Words(da="", en="")
    return Words(da=da.format(label.da) + tail.da, en=en.format(label.en) + tail.en)


def _in_step(words: Words, step: Need, model: Model) -> Words:
    """The words with the step's name, where the model has several need steps."""
    if len(need_steps(model)) == 1:
        return words
    label = step.label or Text(da=step.id, en=step.id)
    return Words(da=f"{words.da} (trinnet «{label.da}»)", en=f"{words.en} (the step “{label.en}”)")
