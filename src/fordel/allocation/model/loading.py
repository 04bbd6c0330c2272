"""From a YAML file to a model: read exactly, checked, with its includes and parameters inside."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fordel.allocation.model.checks import check_model
from fordel.allocation.model.document import Model
from fordel.allocation.model.values import Misfit, references
from fordel.allocation.refusals.writing import ModelNotFound, ModelNotReadable, ModelNotUnderstood
from fordel.domain.language import Words

_SHIPPED = "fordel.definitions"
LARGEST_DOCUMENT = 10_000_000
"""Bytes; a larger file was written by nobody."""
_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9_]*)")
_NOT_YAML = "indrykning, kolon, parenteser eller anførselstegn passer ikke sammen"


class _Unreadable(yaml.constructor.ConstructorError):
    """Valid YAML that no model can hold, said in both languages."""

    def __init__(self, node: yaml.Node, *, da: str, en: str) -> None:
        super().__init__(None, None, en, node.start_mark)
        self.words = Words(da=da, en=en)


class _ExactLoader(yaml.SafeLoader):
    """Safe YAML in which 1.74 is exactly 1.74, a repeated key is an error, and `on` is a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise _Unreadable(key_node, da="her skal stå et navn", en="a name belongs here")
            if key in seen:
                raise _Unreadable(key_node, da=f"«{key}» står to gange", en=f"“{key}” stands twice")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _construct_decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    written = str(loader.construct_scalar(node))
    try:
        return Decimal(written.replace("_", ""))
    except InvalidOperation as error:
        raise _Unreadable(
            node, da=f"{written} er ikke et tal", en=f"{written} is no figure"
        ) from error


def _construct_whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    """A whole number; 010 (eight) and 12:30 (750) are never what was meant."""
    written = str(loader.construct_scalar(node))
    if not _WHOLE.fullmatch(written):
        raise _Unreadable(node, da=f"{written} er ikke et tal", en=f"{written} is no figure")
    return int(written)


def _construct_day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> date:
    written = str(loader.construct_scalar(node))
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise _Unreadable(
            node, da=f"{written} er ikke en dato", en=f"{written} is no date"
        ) from error


# Only true and false are truth values, as in YAML 1.2: `on` is a key of the model language.
_ExactLoader.yaml_implicit_resolvers = {
    first: [(tag, known) for tag, known in resolvers if not tag.endswith(":bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_ExactLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_ExactLoader.add_constructor("tag:yaml.org,2002:float", _construct_decimal)
_ExactLoader.add_constructor("tag:yaml.org,2002:int", _construct_whole)
_ExactLoader.add_constructor("tag:yaml.org,2002:timestamp", _construct_day)


def parse_yaml(text: str, name: str) -> Any:
    """Read YAML with exact decimals.

    Raises
    ------
    ModelNotReadable : the text is not YAML; says the line.
    """
    try:
        return yaml.load(text, Loader=_ExactLoader)  # noqa: S506 - a SafeLoader with exact decimals
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        english = str(getattr(error, "problem", None) or "a character that YAML does not allow")
        words = error.words if isinstance(error, _Unreadable) else Words(da=_NOT_YAML, en=english)
        raise ModelNotReadable(
            file=name,
            line=mark.line + 1 if mark else 1,
            problem_da=words.da,
            problem_en=words.en,
        ) from error


def shipped_models() -> tuple[str, ...]:
    """The names of the models that ship with Fordel."""
    folder = files(_SHIPPED) / "models"
    return tuple(
        sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml"))
    )


def load_model(name: str | Path) -> Model:
    """Load a model by its shipped name or the path of its file, complete and checked.

    Raises
    ------
    ModelNotFound, ModelNotReadable, ModelNotUnderstood : see their words.
    ModelRefused : one of the checks in :mod:`fordel.allocation.model.checks`.
    """
    path = Path(name)
    shipped = shipped_models()
    if path.suffix in {".yaml", ".yml"} and path.is_file():
        return parse_model(_text(path), path.name, path.parent)
    if str(name) in shipped:
        text = (files(_SHIPPED) / "models" / f"{name}.yaml").read_text(encoding="utf-8")
        return parse_model(text, f"{name}.yaml")
    raise ModelNotFound(model=str(name), shipped=", ".join(shipped))


def read_yaml(path: Path) -> Any:
    """What a YAML file says, exactly.

    Raises
    ------
    OSError : there is no such file.
    ModelNotReadable : it is too large, not text in UTF-8, or not YAML; says the line.
    """
    return parse_yaml(_text(path), path.name)


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST_DOCUMENT:
        raise ModelNotReadable(
            file=path.name, line=1, problem_da="den er for stor", problem_en="it is too large"
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ModelNotReadable(
            file=path.name, line=line, problem_da="den er ikke i UTF-8", problem_en="not UTF-8"
        ) from error


def parse_model(text: str, name: str, folder: Path | None = None) -> Model:
    """Build a model from its text; ``folder`` is where its includes lie."""
    document = parse_yaml(text, name)
    if not isinstance(document, dict):
        raise ModelNotUnderstood(
            file=name,
            place="model",
            problem_da="en model er en liste af navne med værdier",
            problem_en="a model is a mapping of names to values",
        )
    for include in _includes(document, name):
        _merge(document, *_read_include(str(include), name, folder))
    document.pop("include", None)
    model = model_from(document, name)
    complete = _with_shipped_parameters(model)
    check_model(complete)
    return complete


def _includes(document: dict[str, Any], name: str) -> list[Any]:
    includes = document.get("include") or []
    if not isinstance(includes, list):
        raise ModelNotUnderstood(
            file=name,
            place="include",
            problem_da="her skal stå en liste af filer",
            problem_en="a list of files is expected here",
        )
    return includes


def model_from(document: Any, name: str) -> Model:
    """Validate a document against the model language."""
    try:
        return Model.model_validate(document)
    except ValidationError as error:
        place, words = misfit_of(error, document)
        raise ModelNotUnderstood(
            file=name, place=place, problem_da=words.da, problem_en=words.en
        ) from error


def misfit_of(error: ValidationError, document: Any) -> tuple[str, Words]:
    """Where the first thing that pydantic minds stands in a document, and what is wrong there."""
    # A misspelt name explains the name that then is missing, so it is told first.
    found = error.errors()
    first = next((e for e in found if e["type"] == "extra_forbidden"), found[0])
    place = _place(first["loc"], document, missing=first["type"] == "missing")
    return place, Words(*_problem(first))


def _read_include(include: str, name: str, folder: Path | None) -> tuple[Any, str]:
    path = (folder or Path()) / include
    if folder is None or not path.is_file():
        raise ModelNotUnderstood(
            file=name,
            place="include",
            problem_da=f"filen «{include}» findes ikke ved siden af modellen",
            problem_en=f"the file “{include}” is not beside the model",
        )
    return read_yaml(path), path.name


def _merge(document: dict[str, Any], included: Any, name: str) -> None:
    known = isinstance(included, dict) and included.keys() <= {"parameters", "tables"}
    if not known or not all(isinstance(entries, dict) for entries in included.values()):
        raise ModelNotUnderstood(
            file=name,
            place="include",
            problem_da="en medtaget fil kan kun have `parameters` og `tables`",
            problem_en="an included file may only have `parameters` and `tables`",
        )
    for kind, entries in included.items():
        document[kind] = {**entries, **(document.get(kind) or {})}


def _with_shipped_parameters(model: Model) -> Model:
    """Put the shipped parameters that the model names inside it, so that it is whole."""
    wanted = {reference.parameter for reference in references(model)} - set(model.parameters)
    if not wanted:
        return model
    shipped: dict[str, Any] = {}
    for file in sorted((files(_SHIPPED) / "parameters").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            shipped |= parse_yaml(file.read_text(encoding="utf-8"), file.name)["parameters"]
    found = {key: value for key, value in shipped.items() if key in wanted}
    document = model.model_dump(mode="python", by_alias=True, exclude_unset=True)
    document["parameters"] = {**document.get("parameters", {}), **found}
    return model_from(document, model.model)


def _place(parts: Sequence[int | str], document: Any, *, missing: bool) -> str:
    """Where in the document; the names that only tell kinds of parts apart are left out.

    What is missing is not there, and is named all the same. An entry of a list goes by its id, or
    by its number, counted from one.
    """
    shown: list[str] = []
    node = document
    for position, part in enumerate(parts):
        listed = isinstance(node, list | tuple) and isinstance(part, int) and part < len(node)
        if listed or (isinstance(node, dict) and part in node):
            node = node[part]
            if listed:
                own = node.get("id") if isinstance(node, dict) else None
                shown.append(own if isinstance(own, str) else str(int(part) + 1))
                continue
        elif not (missing and position == len(parts) - 1):
            continue
        shown.append(str(part))
    return ".".join(shown)


_DANISH_UNKNOWN = "værdien passer ikke her"
_DANISH = {
    "missing": "her mangler noget",
    "extra_forbidden": "det navn hører ikke til her",
    "union_tag_invalid": "den slags findes ikke; vælg en af {expected_tags}",
    "union_tag_not_found": "her skal {discriminator} stå",
    "literal_error": "vælg en af {expected}",
    "enum": "vælg en af {expected}",
    "decimal_parsing": "her skal stå et tal",
    "decimal_type": "her skal stå et tal",
    "finite_number": "her skal stå et endeligt tal",
    "int_parsing": "her skal stå et helt tal",
    "int_type": "her skal stå et helt tal",
    "int_from_float": "her skal stå et helt tal",
    "bool_parsing": "her skal stå true eller false",
    "bool_type": "her skal stå true eller false",
    "string_type": "her skal stå en tekst; sæt tal og koder i anførselstegn",
    "string_pattern_mismatch": "teksten passer ikke med mønstret {pattern}",
    "string_too_short": "teksten skal have mindst {min_length} tegn",
    "string_too_long": "teksten må højst have {max_length} tegn",
    "greater_than_equal": "tallet skal være mindst {ge}",
    "greater_than": "tallet skal være over {gt}",
    "less_than_equal": "tallet skal være højst {le}",
    "date_type": "her skal stå en dato som 2027-01-01",
    "date_parsing": "her skal stå en dato som 2027-01-01",
    "date_from_datetime_parsing": "her skal stå en dato som 2027-01-01",
    "date_from_datetime_inexact": "her skal stå en dato som 2027-01-01",
    "too_short": "der skal stå mindst {min_length}",
    "model_type": "her skal stå navne med værdier",
    "model_attributes_type": "her skal stå navne med værdier",
    "dict_type": "her skal stå navne med værdier",
    "tuple_type": "her skal stå en liste",
}
_ENGLISH = {
    "too_short": "at least {min_length} must stand here",
    "model_type": "names with values are expected here",
    "model_attributes_type": "names with values are expected here",
    "dict_type": "names with values are expected here",
    "tuple_type": "a list is expected here",
}
"""Where pydantic's own words speak of Python's types."""


def _problem(error: ErrorDetails) -> tuple[str, str]:
    context: dict[str, Any] = error.get("ctx", {})
    misfit = context.get("error")
    if isinstance(misfit, Misfit):
        return misfit.words.da, misfit.words.en
    english = _ENGLISH.get(error["type"], "").format_map(context) or error["msg"]
    template = _DANISH.get(error["type"], _DANISH_UNKNOWN)
    said = {key: str(value).replace(" or ", " eller ") for key, value in context.items()}
    return template.format_map(said), english[:1].lower() + english[1:]
