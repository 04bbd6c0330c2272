"""Units, areas and districts that a model calls by name must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import Designated, GivenKey
from fordel.allocation.model.money import Filter
from fordel.allocation.model.values import Part
from fordel.allocation.refusals.fitting import NotInRegister
from fordel.registers.records import Unit


def check_names(model: Model, units: Iterable[Unit]) -> None:
    """Refuse a name that no unit of the register has: it would be passed over without a word.

    Raises
    ------
    NotInRegister : says the step, what was named, and the name.
    """
    known: dict[str, set[str | None]] = {"units": set(), "areas": set(), "districts": set()}
    for unit in units:
        known["units"].add(unit.id)
        known["areas"].add(unit.area)
        known["districts"].add(unit.district)
    for step, kind, name in _named(model):
        if name not in known[kind]:
            raise NotInRegister(step=step, kind=kind, name=name)


def _named(model: Model) -> Iterator[tuple[str, str, str]]:
    """Every name in a model: the step, whether of a unit, an area or a district, and the name."""
    parts: list[tuple[str, Any]] = [("scope", model.scope)]
    parts += [(step.id, step) for step in model.steps]
    for step, whole in parts:
        for part in _inside(whole):
            if isinstance(part, Filter | Designated):
                for kind in ("units", "areas", "districts"):
                    yield from ((step, kind, name) for name in getattr(part, kind) or ())
            elif isinstance(part, GivenKey):
                corrected = [correction.unit for correction in part.corrections]
                yield from ((step, "units", name) for name in (*part.shares, *corrected))


def _inside(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
        for name in type(value).model_fields:
            yield from _inside(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _inside(entry)
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _inside(entry)
