"""What is different between two wordings of a model, in words and as lines of text."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from fordel.allocation.model.cards import Field, cards
from fordel.allocation.model.document import Model
from fordel.allocation.model.wording import document_of, model_text
from fordel.domain.language import Language, Words

_YES = Words(da="ja", en="yes")
_NO = Words(da="nej", en="no")
_ORDER = Words(da="Rækkefølgen af trin", en="The order of steps")


@dataclass(frozen=True)
class Difference:
    """One thing that is different: where, what stood there, what stands there now.

    ``before`` or ``now`` is None where it was not there at all.
    """

    where: str
    before: str | None
    now: str | None


def differences(before: Model, now: Model, language: Language) -> list[Difference]:
    """Everything that is different between two models, each in the words of its card."""
    old, new = (_told(model, language) for model in (before, now))
    found = [
        Difference(_where(place, new, old), old.get(place, _gone)[1], new.get(place, _gone)[1])
        for place in dict.fromkeys([*old, *new])
        if old.get(place, _gone)[1] != new.get(place, _gone)[1]
    ]
    orders = [[step.id for step in model.steps] for model in (before, now)]
    shared = [[one for one in order if one in orders[0] and one in orders[1]] for order in orders]
    if shared[0] != shared[1]:
        found.append(Difference(_ORDER.to(language), *(", ".join(order) for order in shared)))
    if before.tables != now.tables:
        for name in dict.fromkeys([*before.tables, *now.tables]):
            was, is_ = before.tables.get(name), now.tables.get(name)
            if was != is_:
                said = [None if t is None else _rows(len(t.versions)).to(language)
                        for t in (was, is_)]  # fmt: skip
                found.append(Difference(name, said[0], said[1]))
    return found


def changed_lines(before: Model, now: Model, named: tuple[str, str]) -> list[str]:
    """The difference of the two texts as a unified diff."""
    old, new = (model_text(model).splitlines() for model in (before, now))
    return list(difflib.unified_diff(old, new, named[0], named[1], lineterm=""))


_SHORT = 4
_SAID_AFTER = frozenset({"kr.", "%"})
"""Units that are read with their number; others explain the field."""


def in_short(card: Field, language: Language) -> str:
    """What stands on a card, as one line: its first figures and choices."""
    found = [
        f"{where[-1]}: {value}"
        for place, where, value in _leaves(card, (), language)
        if value is not None and where and not place.endswith((".id", ".label"))
        and place != card.place
    ]  # fmt: skip
    return " · ".join(found[:_SHORT]) + (" …" if len(found) > _SHORT else "")


_gone: tuple[str, str | None] = ("", None)


def _rows(versions: int) -> Words:
    return Words(da=f"tabel, {versions} udgaver", en=f"table, {versions} versions")


def _where(
    place: str, new: dict[str, tuple[str, str | None]], old: dict[str, tuple[str, str | None]]
) -> str:
    return (new.get(place) or old[place])[0]


def _told(model: Model, language: Language) -> dict[str, tuple[str, str | None]]:
    """What stands at every place of a model: where in words, and the value as its card shows it."""
    found: dict[str, tuple[str, str | None]] = {}
    for top in cards(document_of(model), language):
        for place, where, value in _leaves(top, (), language):
            found[place] = (" › ".join(where), value)
    return found


def _leaves(
    field: Field, above: tuple[str, ...], language: Language
) -> Iterator[tuple[str, tuple[str, ...], str | None]]:
    name = _name(field, language)
    where = (*above, name) if name and (not above or above[-1] != name) else above
    if field.shape == "kinds":
        kinds = dict(field.options)
        yield field.place, where, kinds[field.chosen[0]].to(language) if field.chosen else None
    elif field.shape not in {"part", "list", "table"}:
        value = _value(field, language)
        if value is not None:
            yield field.place, where, value
    for part in field.parts:
        # An entry of a list stands under the list's own name already.
        inside = where[:-1] if field.shape == "list" and len(where) > 1 else where
        yield from _leaves(part, inside, language)


def _name(field: Field, language: Language) -> str:
    own = {part.path.rsplit(".", 1)[-1]: part for part in field.parts}
    label = own.get("label") or own.get("id")
    if label is not None and label.value:
        return label.named if language == "en" and label.named else label.value
    if field.key:
        return field.key
    return field.words.label.to(language)


def _value(field: Field, language: Language) -> str | None:
    if field.shape == "several":
        named = dict(field.options)
        said = [named[one].to(language) if one in named else one for one in field.chosen]
        return ", ".join(said) or None
    if field.shape == "both":
        return " / ".join(dict.fromkeys(one for one in (field.value, field.named) if one)) or None
    if field.shape == "choice" and field.value:
        return dict(field.options)[field.value].to(language)
    if field.shape == "yes_no":
        return (_YES if field.value == "true" else _NO).to(language)
    if field.named:
        return f"«{field.named}»" if language == "da" else f"“{field.named}”"
    unit = field.words.unit.to(language)
    return f"{field.value} {unit if unit in _SAID_AFTER else ''}".strip() if field.value else None
