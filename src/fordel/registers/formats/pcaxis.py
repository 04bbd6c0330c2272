"""PC-Axis (``.px``), the form of the Nordic statistics offices: a row per cell of the cube.

Each variable gives a column with its codes (its values where it has no codes), and a second column
"<variable> tekst" with its values where both are there. The figures stand in ``value``.

Source: Statistics Sweden, PC-Axis file format, version 2013.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from math import prod
from pathlib import Path

from fordel.registers.formats.cube import Dimension, cube_table
from fordel.registers.records import SourceFile
from fordel.registers.refusals.files import BrokenFile, CutFile
from fordel.registers.table import Facts, Table

_TOKEN = re.compile(r'"(?:[^"]|"")*"|[^\s,;"]+')
_STATEMENT = re.compile(
    r"\s*(?P<name>[A-Z][A-Z0-9-]*)(?:\[(?P<language>[a-z-]+)\])?"
    r'(?:\((?P<of>(?:"[^"]*"(?:\s*,\s*)?)+)\))?\s*=',
)
_TIME = re.compile(r"TLIST\([^)]*\)\s*,?", re.IGNORECASE)
_DECLARED = re.compile(rb'(?:CODEPAGE|CHARSET)\s*=\s*"([^"]*)"', re.IGNORECASE)
_MISSING = frozenset({"-", ".", "..", "...", "....", ".....", "......", ":"})


@dataclass
class _Keywords:
    """What the file says: keyword → variable (or "") → texts."""

    texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def of(self, keyword: str, variable: str = "") -> list[str]:
        return self.texts.get(keyword, {}).get(variable, [])


def read_pcaxis(path: Path) -> Table:
    """Read a PC-Axis file in its own (first) language.

    Raises
    ------
    BrokenFile : a keyword that places the figures is missing or does not agree with the others.
    CutFile : the figures end too early.
    """
    content = path.read_bytes()
    text, encoding = _decoded(content)
    keywords, data = _parse(text, path.name)
    variables = [*keywords.of("STUB"), *keywords.of("HEADING")]
    if not variables:
        raise BrokenFile(file=path.name, format="PC-Axis", part="STUB/HEADING")
    dimensions = [_dimension(keywords, variable, path.name) for variable in variables]
    cells = _cells(data, path.name)
    expected = prod(len(dimension.codes) for dimension in dimensions)
    if len(cells) < expected:
        raise CutFile(file=path.name)
    if len(cells) > expected:
        raise BrokenFile(file=path.name, format="PC-Axis", part="DATA")
    source = SourceFile(path.name, hashlib.sha256(content).hexdigest(), expected)
    return cube_table(source, dimensions, cells, Facts("PC-Axis", encoding))


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, by CODEPAGE where given; old files without one are Windows-1252 ("ANSI")."""
    declared = [
        name.decode("ascii", "replace").lower() for name in _DECLARED.findall(content[:4096])
    ]
    if content.startswith(b"\xef\xbb\xbf"):
        declared.insert(0, "utf-8-sig")
    for name in [*declared, "utf-8", "cp1252"]:
        try:
            return content.decode(name), name
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("latin-1"), "latin-1"


def _parse(text: str, file: str) -> tuple[_Keywords, str]:
    """Keywords of the first language, and the text of the data."""
    keywords, place = _Keywords(), 0
    while match := _STATEMENT.match(text, place):
        if match["name"] == "DATA":
            end = text.find(";", match.end())
            if end < 0:
                raise CutFile(file=file)
            return keywords, text[match.end() : end]
        place, tokens = _tokens(text, match.end(), file)
        if match["language"] is None:
            of = _TOKEN.findall(match["of"] or "")
            variable = _unquoted(of[0]) if of else ""
            keywords.texts.setdefault(match["name"], {})[variable] = tokens
    raise (CutFile(file=file) if place else BrokenFile(file=file, format="PC-Axis", part="DATA"))


def _tokens(text: str, place: int, file: str) -> tuple[int, list[str]]:
    """The texts of one statement; texts that follow each other without a comma are one."""
    tokens: list[str] = []
    joined = False
    while place < len(text):
        character = text[place]
        if character == ";":
            return place + 1, tokens
        if character == ",":
            joined, place = False, place + 1
            continue
        if character.isspace():
            place += 1
            continue
        time = _TIME.match(text, place)
        match = time or _TOKEN.match(text, place)
        if match is None:
            break
        place = match.end()
        if time is not None:
            continue
        token = _unquoted(match[0])
        if joined and match[0].startswith('"'):
            tokens[-1] += token
        else:
            tokens.append(token)
        joined = True
    raise CutFile(file=file)


def _unquoted(token: str) -> str:
    return token[1:-1].replace('""', '"') if token.startswith('"') else token


def _dimension(keywords: _Keywords, variable: str, file: str) -> Dimension:
    values, codes = keywords.of("VALUES", variable), keywords.of("CODES", variable)
    if codes and values and len(codes) != len(values):
        raise BrokenFile(file=file, format="PC-Axis", part=f'CODES("{variable}")')
    if not codes and not values:
        raise BrokenFile(file=file, format="PC-Axis", part=f'VALUES("{variable}")')
    return Dimension(variable, codes or values, values if codes and values else ())


def _cells(data: str, file: str) -> list[str]:
    """The figures as text; what stands for a missing figure is empty."""
    tokens: list[str] = _TOKEN.findall(data)
    if data.count('"') % 2:
        raise CutFile(file=file)
    return ["" if _unquoted(token) in _MISSING else _unquoted(token) for token in tokens]
