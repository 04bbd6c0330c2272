"""Entries of a form moved, taken out and added, before it is read."""

from __future__ import annotations

import re
from collections.abc import Callable

from fordel.allocation.model.cards import COUNT, KEY, KIND, MOST_ENTRIES, Posted
from fordel.allocation.model.document import Model
from fordel.allocation.model.language import kind_of

_STEPS = kind_of(Model.model_fields["steps"].annotation).inner
STEP_KINDS: tuple[str, ...] = tuple(name for name, _ in _STEPS.kinds) if _STEPS else ()
"""Every kind of step there is, by the name it is used by."""
_NEW = "ny"


def edited(posted: Posted, edit: str) -> dict[str, list[str]]:
    """A form with one entry moved, taken out or added; anything else leaves it as it is.

    Parameters
    ----------
    edit : ``up:steps.2``, ``down:steps.2``, ``remove:parameters.0``, ``add:criteria``, or
        ``step:need`` for a new step of a kind at the end.
    """
    form = {name: list(values) for name, values in posted.items()}
    action, _, path = edit.partition(":")
    if action == "step" and path in STEP_KINDS:
        place = _grown(form, "steps")
        taken = {v for name, values in form.items() if _is_step_id(name) for v in values}
        form[f"steps.{place}{KIND}"] = [path]
        form[f"steps.{place}.id"] = [_free(path, taken)]
        return form
    if action == "add" and path + COUNT in form:
        taken = {v for name, values in form.items() if name.endswith(KEY) for v in values}
        form[f"{path}.{_grown(form, path)}{KEY}"] = [_free(_NEW, taken)]
        return form
    held, _, last = path.rpartition(".")
    size = _size(form, held)
    if action in {"up", "down", "remove"} and last.isdecimal() and int(last) < size:
        return _moved(form, held, int(last), action, size)
    return form


def _moved(
    form: dict[str, list[str]], held: str, place: int, action: str, size: int
) -> dict[str, list[str]]:
    if action == "remove":
        form[held + COUNT] = [str(size - 1)]
        return _renumbered(form, held, lambda i: None if i == place else i - (i > place))
    other = place + (1 if action == "down" else -1)
    if not 0 <= other < size:
        return form
    return _renumbered(form, held, lambda i: {place: other, other: place}.get(i, i))


def _renumbered(
    form: dict[str, list[str]], held: str, new: Callable[[int], int | None]
) -> dict[str, list[str]]:
    """The form with the entries of a list under other numbers; those without one are left out."""
    entry = re.compile(rf"{re.escape(held)}\.(\d+)(?!\d)(.*)", re.DOTALL)
    found: dict[str, list[str]] = {}
    for name, values in form.items():
        match = entry.fullmatch(name)
        number = new(int(match[1])) if match else None
        if match is None:
            found[name] = values
        elif number is not None:
            found[f"{held}.{number}{match[2]}"] = values
    return found


def _size(form: Posted, path: str) -> int:
    text = (form.get(path + COUNT) or ["0"])[-1]
    return int(text) if text.isdecimal() else 0


def _grown(form: dict[str, list[str]], path: str) -> int:
    """The number of a list's new last entry."""
    size = _size(form, path)
    form[path + COUNT] = [str(min(size + 1, MOST_ENTRIES))]
    return size


def _is_step_id(name: str) -> bool:
    return re.fullmatch(r"steps\.\d+\.id", name) is not None


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free
