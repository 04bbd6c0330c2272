"""The types of the model language, seen as what somebody can fill in."""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from fordel.allocation.model.values import Part, Reference, Text

Shape = Literal[
    "text", "both", "figure", "value", "whole", "day", "yes_no", "choice", "several", "lines",
    "part", "kinds", "list", "table",
]  # fmt: skip
"""``figure`` is a number, ``value`` a number or a parameter, ``both`` a text in two languages,
``several`` choices, ``kinds`` one of several kinds of part, ``table`` a value per name."""

FREE = "values"
NAMED = "table"
"""The kinds of something that is either written out name by name, or the name of a table."""


@dataclass(frozen=True)
class Kind:
    """A type of the language; ``inner`` is what a list or a table holds, ``key`` a table's names.

    ``options`` are the choices, or the kinds' own types by name; ``tag`` is the key that tells the
    kinds apart where one does.
    """

    shape: Shape
    type: Any = None
    optional: bool = False
    inner: Kind | None = None
    key: Kind | None = None
    options: tuple[str, ...] = ()
    kinds: tuple[tuple[str, Kind], ...] = ()


def bare(annotation: Any) -> Any:
    """A type without what is only noted beside it."""
    return bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def alternatives(annotation: Any) -> list[Any]:
    """The types a union allows; the type itself where it is none."""
    plain = bare(annotation)
    if get_origin(plain) in {Union, types.UnionType}:
        return [bare(one) for one in get_args(plain)]
    return [plain]


def kind_of(annotation: Any) -> Kind:
    """What somebody can fill in for a type.

    Raises
    ------
    TypeError : the language has grown a type that this does not know.
    """
    among = alternatives(annotation)
    optional = type(None) in among
    among = [one for one in among if one is not type(None)]
    if Reference in among:
        return Kind("value", optional=optional)
    if len(among) > 1:
        named = tuple((_name(one), kind_of(one)) for one in among)
        return Kind("kinds", optional=optional, kinds=named)
    return _single(among[0], optional=optional)


def _single(plain: Any, *, optional: bool) -> Kind:
    simple: dict[Any, Shape] = {
        str: "text", bool: "yes_no", int: "whole", Decimal: "figure", date: "day", Text: "both",
    }  # fmt: skip
    if plain in simple:
        options = ("true", "false") if plain is bool and optional else ()
        return Kind("choice" if options else simple[plain], optional=optional, options=options)
    choices = _choices(plain)
    if choices:
        return Kind("choice", optional=optional, options=choices)
    if isinstance(plain, type) and issubclass(plain, Part):
        return Kind("part", plain, optional)
    arguments = get_args(plain)
    if get_origin(plain) is tuple:
        inner = kind_of(arguments[0])
        if inner.shape == "choice":
            return Kind("several", optional=optional, options=inner.options)
        shape: Shape = "lines" if inner.shape == "text" else "list"
        return Kind(shape, optional=optional, inner=inner)
    if get_origin(plain) is dict:
        key, inner = (kind_of(one) for one in arguments)
        return Kind("table", optional=optional, inner=inner, key=key)
    raise TypeError(plain)


def _choices(plain: Any) -> tuple[str, ...]:
    if get_origin(plain) is Literal:
        return tuple(str(one) for one in get_args(plain))
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return tuple(one.value for one in plain)
    return ()


def tag_of(part: type[Part]) -> tuple[str, str] | None:
    """The key that says which kind a part is, and what stands there; None where none does."""
    for name, info in part.model_fields.items():
        choices = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
        if len(choices) == 1:
            return name, str(choices[0])
    return None


def _name(plain: Any) -> str:
    if isinstance(plain, type) and issubclass(plain, Part):
        tag = tag_of(plain)
        return plain.__name__ if tag is None else tag[1]
    choices = _choices(plain)
    if choices:
        return choices[0]
    return NAMED if plain is str else FREE


def fields_of(part: type[Part]) -> list[tuple[str, str, FieldInfo]]:
    """What is to be filled in of a part: name, key in the document, and pydantic's own record."""
    tag = tag_of(part)
    return [
        (name, info.alias or name, info)
        for name, info in part.model_fields.items()
        if tag is None or name != tag[0]
    ]


def chosen_kind(kind: Kind, value: Any) -> str:
    """Which kind a value of the document is; "" where that cannot be told yet."""
    for name, one in kind.kinds:
        if one.shape == "part" and isinstance(value, dict):
            tag = tag_of(one.type)
            keys = {key for _, key, _ in fields_of(one.type)}
            if tag is None and value and set(value) <= keys:
                return name
            if tag is not None and value.get(tag[0]) == name:
                return name
        elif _is_other(name, one, value):
            return name
    return ""


def _is_other(name: str, one: Kind, value: Any) -> bool:
    """Whether a value is the kind that is no part: a word, rows written out, or a table's name."""
    if isinstance(value, str):
        return one.shape == "text" or (one.shape == "choice" and value in one.options)
    return isinstance(value, dict) and one.shape == "table" and name == FREE
