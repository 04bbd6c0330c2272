"""A model as fields to fill in, and back: made from the types of the language, nothing by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticUndefined

from fordel.allocation.model.document import Model
from fordel.allocation.model.language import (
    Kind,
    Shape,
    chosen_kind,
    fields_of,
    kind_of,
    tag_of,
)
from fordel.allocation.model.values import Part
from fordel.allocation.model.words import NO_WORDS, Called, called
from fordel.domain.language import Language, Words, plain

KEPT = ("model", "version", "tables", "include")
"""What of a model has no cards: its name and number, and what only its text can change."""
MOST_ENTRIES = 400
"""Entries of one list or table that a form may send."""
Document = dict[str, Any]
Posted = Mapping[str, list[str]]

# What follows a field's name: which kind, how many, which parameter, which name, in English.
KIND, COUNT, NAMED_BY, KEY, ENGLISH = "?", "#", "@", "!", "~"


@dataclass(frozen=True)
class Field:
    """Something to fill in.

    ``path`` is its name in a form, ``place`` where a refusal says that it stands. A ``value``
    field has its number in ``value`` or a parameter's name in ``named``; ``both`` has the English
    in ``named``. ``key`` is the name of an entry of a table. ``word`` names the kind chosen.
    """

    path: str
    place: str
    shape: Shape
    words: Called
    optional: bool = False
    value: str = ""
    named: str = ""
    key: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[tuple[str, Words], ...] = ()
    about: Words = NO_WORDS
    parts: tuple[Field, ...] = ()

    def walk(self) -> Iterator[Field]:
        """The field and everything in it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def cards(document: Document, language: Language) -> tuple[Field, ...]:
    """The fields of a model's document, which need not be a whole model yet."""
    drawing = _Drawing(document, language)
    return tuple(
        drawing.field(kind_of(info.annotation), key, key, called("fields", name, "Model"),
                      document.get(key, _default(info)))
        for name, key, info in fields_of(Model)
        if name not in KEPT
    )  # fmt: skip


@dataclass(frozen=True)
class _Drawing:
    document: Document
    language: Language

    def field(self, kind: Kind, path: str, place: str, words: Called, value: Any) -> Field:
        """One field with what stands there; None is nothing."""
        base: dict[str, Any] = {
            "path": path,
            "place": place,
            "words": words,
            "optional": kind.optional,
        }
        match kind.shape:
            case "part":
                return Field(shape="part", chosen=("yes",) if value is not None else (),
                             parts=self._fields(kind.type, path, place, value)
                             if value is not None or not kind.optional else (), **base)  # fmt: skip
            case "kinds":
                return self._kinds(kind, base, value)
            case "list":
                assert kind.inner is not None
                entries = value if isinstance(value, list | tuple) else ()
                return Field(shape="list", parts=tuple(
                    self.field(kind.inner, f"{path}.{i}", _under(place, entry, i),
                               Called(words.label), entry)
                    for i, entry in enumerate(entries)), **base)  # fmt: skip
            case "table":
                return self._table(kind, base, value)
            case _:
                return self._leaf(kind, base, value)

    def _fields(self, part: type[Part], path: str, place: str, value: Any) -> tuple[Field, ...]:
        have = value if isinstance(value, dict) else {}
        return tuple(
            self.field(kind_of(info.annotation), f"{path}.{key}", f"{place}.{key}",
                       called("fields", name, part.__name__), have.get(key, _default(info)))
            for name, key, info in fields_of(part)
        )  # fmt: skip

    def _kinds(self, kind: Kind, base: dict[str, Any], value: Any) -> Field:
        path, place = base["path"], base["place"]
        name = chosen_kind(kind, value)
        if not name and isinstance(value, dict) and KIND in value:
            name = str(value[KIND])
        within = path.rsplit(".", 1)[-1]
        options = tuple((one, called("parts", one, within).label) for one, _ in kind.kinds)
        parts: tuple[Field, ...] = ()
        inner = dict(kind.kinds).get(name)
        if inner is not None and inner.shape == "part":
            parts = self._fields(inner.type, path, place, value)
        elif inner is not None and inner.shape != "choice":
            parts = (self.field(inner, f"{path}.{name}", place, base["words"], value),)
        about = called("parts", name, within).help if name else NO_WORDS
        return Field(shape="kinds", chosen=(name,) if name else (), options=options, about=about,
                     parts=parts, **base)  # fmt: skip

    def _table(self, kind: Kind, base: dict[str, Any], value: Any) -> Field:
        assert kind.inner is not None
        assert kind.key is not None
        path, place, words = base["path"], base["place"], base["words"]
        rows = list(value.items()) if isinstance(value, dict) else []
        parts = []
        for i, (key, entry) in enumerate(rows):
            made = self.field(kind.inner, f"{path}.{i}", f"{place}.{key}", words, entry)
            parts.append(Field(**{**made.__dict__, "key": str(key)}))
        names = tuple((one, called("choices", one).label) for one in kind.key.options)
        return Field(shape="table", options=names, parts=tuple(parts), **base)

    def _leaf(self, kind: Kind, base: dict[str, Any], value: Any) -> Field:
        within = base["path"].rsplit(".", 1)[-1]
        options = tuple((one, self._choice(one, within)) for one in kind.options)
        chosen: tuple[str, ...] = ()
        written, named = "", ""
        shape = kind.shape
        if shape == "several":
            chosen = tuple(str(one) for one in value or ())
        elif shape == "lines":
            if within == "criteria":  # the model's own criteria can be ticked
                shape = "several"
                options = tuple(self._criteria())
                chosen = tuple(str(one) for one in value or ())
            written = "\n".join(str(one) for one in value or ())
        elif shape == "both":
            have = value if isinstance(value, dict) else {}
            written, named = str(have.get("da", "")), str(have.get("en", ""))
        elif isinstance(value, dict):
            named = str(value.get("parameter", ""))
        elif value is not None:
            written = self._written(value)
        return Field(shape=shape, value=written, named=named, chosen=chosen, options=options,
                     **base)  # fmt: skip

    def _written(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Decimal | int):
            text = plain(Decimal(value))
            return text.replace(".", ",") if self.language == "da" else text
        return value.isoformat() if isinstance(value, date) else str(value)

    def _choice(self, one: str, within: str) -> Words:
        if one in {"true", "false"}:
            return Words(da="ja", en="yes") if one == "true" else Words(da="nej", en="no")
        return called("choices", one, within).label

    def _criteria(self) -> Iterator[tuple[str, Words]]:
        for criterion in self.document.get("criteria") or ():
            if isinstance(criterion, dict) and isinstance(criterion.get("id"), str):
                label = criterion.get("label") or {}
                names = {k: str(label.get(k) or criterion["id"]) for k in ("da", "en")}
                yield criterion["id"], Words(**names)


def _under(place: str, entry: Any, number: int) -> str:
    own = entry.get("id") if isinstance(entry, dict) else None
    return f"{place}.{own if isinstance(own, str) else number + 1}"


def _default(info: Any) -> Any:
    """A field's default as a document would have it; None where there is none."""
    default = info.get_default(call_default_factory=True)
    if default is PydanticUndefined:
        return None
    if isinstance(default, Part):
        return default.model_dump(mode="python", by_alias=True)
    if isinstance(default, tuple):
        return [str(one) for one in default]
    return default


class Filled:
    """What somebody filled in, as a document; ``problems`` says of fields what is wrong with them.

    Parameters
    ----------
    posted : every field of the form with what stands there.
    kept : the document that the form was made from; what has no cards is taken from it.
    """

    def __init__(self, posted: Posted, kept: Document) -> None:
        self._posted = posted
        self.problems: dict[str, Words] = {}
        self.document: Document = {key: kept[key] for key in ("model", "version") if key in kept}
        for name, key, info in fields_of(Model):
            if name in KEPT:
                continue
            value = self._read(kind_of(info.annotation), key)
            if value is not None and value != _default(info):
                self.document[key] = value
        self.document |= {key: kept[key] for key in ("tables",) if kept.get(key)}

    def _one(self, name: str) -> str:
        values = self._posted.get(name) or [""]
        return values[-1].strip()

    def _count(self, path: str) -> int:
        text = self._one(path + COUNT)
        return min(int(text), MOST_ENTRIES) if text.isdecimal() else 0

    def _read(self, kind: Kind, path: str) -> Any:
        match kind.shape:
            case "part":
                if kind.optional and not self._one(path + KIND):
                    return None
                return self._part(kind.type, path) or ({} if kind.optional else None)
            case "kinds":
                return self._kinds(kind, path)
            case "list":
                assert kind.inner is not None
                read = [self._read(kind.inner, f"{path}.{i}") for i in range(self._count(path))]
                return [{} if one is None else one for one in read] or None
            case "table":
                return self._table(kind, path)
            case _:
                return self._leaf(kind, path)

    def _part(self, part: type[Part], path: str) -> Document:
        found = {}
        for _, key, info in fields_of(part):
            value = self._read(kind_of(info.annotation), f"{path}.{key}")
            if value is not None and not _same(value, _default(info)):
                found[key] = value
        return found

    def _kinds(self, kind: Kind, path: str) -> Any:
        name = self._one(path + KIND)
        inner = dict(kind.kinds).get(name)
        if inner is None:
            return None
        if inner.shape == "choice":
            return name
        if inner.shape != "part":
            read = self._read(inner, f"{path}.{name}")
            return {KIND: name} if read is None else read
        tag = tag_of(inner.type)
        found = self._part(inner.type, path)
        if tag is None:
            return found or {KIND: name}
        return _tagged(found, *tag)

    def _table(self, kind: Kind, path: str) -> Any:
        assert kind.inner is not None
        found: Document = {}
        for i in range(self._count(path)):
            key = self._one(f"{path}.{i}{KEY}")
            value = self._read(kind.inner, f"{path}.{i}")
            if not key and value is None:
                continue
            if key in found:
                self.problems[f"{path}.{i}"] = Words(
                    da=f"«{key}» står to gange", en=f"“{key}” stands twice"
                )
            found[key] = value if value is not None else {}
        return found or None

    def _leaf(self, kind: Kind, path: str) -> Any:
        if kind.shape == "several" or (kind.shape == "lines" and path.endswith(".criteria")):
            return list(self._posted.get(path, ())) if self._one(path + COUNT) else None
        text = self._one(path)
        found: Any = text or None
        match kind.shape:
            case "yes_no":
                found = text == "true" if self._one(path + COUNT) else None
            case "lines":
                found = [line.strip() for line in text.splitlines() if line.strip()] or None
            case "both":
                english = self._one(path + ENGLISH)
                found = {"da": text or english, "en": english or text} if text or english else None
            case "value" if self._one(path + NAMED_BY):
                found = {"parameter": self._one(path + NAMED_BY)}
            case "choice" if kind.options == ("true", "false"):
                found = text == "true" if text else None
            case "value" | "figure" | "whole":
                found = self._figure(path, text, whole=kind.shape == "whole")
        return found

    def _figure(self, path: str, text: str, *, whole: bool) -> Any:
        if not text:
            return None
        try:
            figure = figure_from(text)
        except ValueError:
            figure = None
        if figure is None or (whole and figure != int(figure)):
            self.problems[path] = _NO_WHOLE if whole else _NO_FIGURE
            return text
        return int(figure) if figure == int(figure) else figure


_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<sep>[.,\s\N{NO-BREAK SPACE}])\d{3}((?P=sep)\d{3})*")
_NO_FIGURE = Words(
    da="skriv et tal uden tusindskilletegn, for eksempel 1740 eller 1,74",
    en="write a number without thousands separators, for instance 1740 or 1.74",
)
_NO_WHOLE = Words(da="skriv et helt tal", en="write a whole number")


def figure_from(text: str) -> Decimal:
    """A number as somebody types it: with a comma or a dot before the decimals.

    Raises
    ------
    ValueError : it is none, or it may mean two things: 1.740 is 1740 to some and 1,74 to others.
    """
    written = text.strip().replace("\N{MINUS SIGN}", "-")
    grouped = _GROUPED.fullmatch(written)
    if grouped and grouped["sep"] in ".," and not re.fullmatch(r"[+-]?0[.,]\d{3}", written):
        if written.count(grouped["sep"]) == 1:
            raise ValueError(text)
        written = written.replace(grouped["sep"], "")
    written = re.sub(r"[\s\N{NO-BREAK SPACE}]", "", written)
    if not re.fullmatch(r"[+-]?\d{1,30}([.,]\d{1,30})?", written):
        raise ValueError(text)
    return Decimal(written.replace(",", "."))


def _tagged(found: Document, tag: str, name: str) -> Document:
    """A part with the key that says its kind, after its id."""
    first = {key: found[key] for key in ("id",) if key in found}
    return {**first, tag: name, **{k: v for k, v in found.items() if k != "id"}}


def _same(value: Any, default: Any) -> bool:
    if isinstance(default, dict) and isinstance(value, dict):
        return value == {k: v for k, v in default.items() if v is not None}
    return bool(value == default)
