"""JSON-stat 1.x and 2.0: a row per cell of the (first) data set.

Source: https://json-stat.org/full/ (JSON-stat 2.0) and the format's 1.0 and 1.1 editions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

from fordel.registers.formats.cube import Dimension, cube_table
from fordel.registers.formats.delimited import decoded
from fordel.registers.records import SourceFile
from fordel.registers.refusals.files import BrokenFile, CutFile, NotWhatItsNameSays
from fordel.registers.table import Facts, Table

FORMAT = "JSON-stat"


def read_jsonstat(path: Path) -> Table:
    """Read a JSON-stat file: a data set, or the first of a bundle or collection.

    Raises
    ------
    BrokenFile : sizes, categories and figures do not agree.
    CutFile : the JSON ends too early.
    NotWhatItsNameSays : it is JSON, but not JSON-stat.
    """
    content = path.read_bytes()
    text, encoding = decoded(content, path.name)
    try:
        document = json.loads(text, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg:
            raise CutFile(file=path.name) from None
        raise BrokenFile(
            file=path.name, format="JSON", part=f"{error.lineno}:{error.colno}"
        ) from None
    data = _data_set(document)
    if data is None:
        raise NotWhatItsNameSays(file=path.name, expected=FORMAT, found="JSON")
    dimensions = _dimensions(data, path.name)
    size = prod(len(dimension.codes) for dimension in dimensions)
    cells = _cells(data, size, path.name)
    source = SourceFile(path.name, hashlib.sha256(content).hexdigest(), size)
    return cube_table(source, dimensions, cells, Facts(FORMAT, encoding))


def _data_set(document: object) -> Mapping[str, Any] | None:
    """The data set: the document itself (2.0), in a collection, or under a name (1.x)."""
    if not isinstance(document, dict):
        return None
    if "dimension" in document and "value" in document:
        return document
    items = (
        document.get("link", {}).get("item", []) if document.get("class") == "collection" else []
    )
    for inner in [*items, *document.values()]:
        if isinstance(inner, dict) and "dimension" in inner and "value" in inner:
            return inner
    return None


def _dimensions(data: Mapping[str, Any], file: str) -> list[Dimension]:
    described = data["dimension"]
    ids = data.get("id") or described.get("id")
    sizes = data.get("size") or described.get("size")
    if not isinstance(ids, list) or not isinstance(sizes, list) or len(ids) != len(sizes):
        raise BrokenFile(file=file, format=FORMAT, part="id/size")
    dimensions = []
    for own, size in zip(ids, sizes, strict=True):
        dimension = _dimension(own, described.get(own), file)
        if len(dimension.codes) != int(size):
            raise BrokenFile(file=file, format=FORMAT, part=f"dimension.{own}.category")
        dimensions.append(dimension)
    return dimensions


def _dimension(own: str, described: object, file: str) -> Dimension:
    """A variable; its categories are a list, an object of places, or only a label."""
    category = described.get("category") if isinstance(described, dict) else None
    if not isinstance(described, dict) or not isinstance(category, dict):
        raise BrokenFile(file=file, format=FORMAT, part=f"dimension.{own}")
    index, labels = category.get("index"), category.get("label") or {}
    if isinstance(index, dict):
        codes = sorted(index, key=lambda code: int(index[code]))
    else:
        codes = list(index) if isinstance(index, list) else list(labels)
    if not codes:
        raise BrokenFile(file=file, format=FORMAT, part=f"dimension.{own}.category")
    texts = [str(labels.get(code, code)) for code in codes]
    return Dimension(str(described.get("label") or own), codes, texts if texts != codes else ())


def _cells(data: Mapping[str, Any], size: int, file: str) -> Sequence[str]:
    """The figures as text. A sparse object holds only those that are there.

    A cell with a status but no figure is missing like any other; the status says why, and a figure
    that is there counts whatever its status.
    """
    values = data["value"]
    if isinstance(values, dict):
        if any(not 0 <= int(place) < size for place in values):
            raise BrokenFile(file=file, format=FORMAT, part="value")
        return [_text(values.get(str(place))) for place in range(size)]
    if not isinstance(values, list) or len(values) > size:
        raise BrokenFile(file=file, format=FORMAT, part="value")
    if len(values) < size:
        raise CutFile(file=file)
    return [_text(value) for value in values]


def _text(value: object) -> str:
    return "" if value is None else str(value)
