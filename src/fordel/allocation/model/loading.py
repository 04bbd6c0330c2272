"""From a YAML file to a model: read exactly, checked, with its includes and parameters inside."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fordel.allocation.model.checks import check_model
from fordel.allocation.model.document import Model
from fordel.allocation.model.values import references
from fordel.allocation.refusals import ModelNotFound, ModelNotReadable, ModelNotUnderstood

_SHIPPED = "fordel.definitions"
_TRUTH = "tag:yaml.org,2002:bool"


class _ExactLoader(yaml.SafeLoader):
    """Safe YAML in which 1.74 is exactly 1.74 and a repeated key is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _construct_decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


# Only true and false are truth values: `on`, `no` and `y` are words, and the language uses them.
_ExactLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != _TRUTH or sign in "tTfF"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_ExactLoader.add_constructor("tag:yaml.org,2002:float", _construct_decimal)


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
        problem = getattr(error, "problem", None) or type(error).__name__
        line = mark.line + 1 if mark else 1
        raise ModelNotReadable(file=name, line=line, problem=str(problem)) from error


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
        return parse_model(path.read_text(encoding="utf-8-sig"), path.name, path.parent)
    if str(name) in shipped:
        text = (files(_SHIPPED) / "models" / f"{name}.yaml").read_text(encoding="utf-8")
        return parse_model(text, f"{name}.yaml")
    raise ModelNotFound(model=str(name), shipped=", ".join(shipped))


def parse_model(text: str, name: str, folder: Path | None = None) -> Model:
    """Build a model from its text; ``folder`` is where its includes lie."""
    document = parse_yaml(text, name)
    if not isinstance(document, dict):
        raise ModelNotUnderstood(
            file=name,
            place="",
            problem_da="en model er en liste af navne med værdier",
            problem_en="a model is a mapping of names to values",
        )
    for include in document.get("include") or ():
        _merge(document, *_read_include(str(include), name, folder))
    document.pop("include", None)
    model = model_from(document, name)
    complete = _with_shipped_parameters(model)
    check_model(complete)
    return complete


def model_from(document: Any, name: str) -> Model:
    """Validate a document against the model language."""
    try:
        return Model.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        danish, english = _problem(first)
        place = ".".join(str(part) for part in first["loc"])
        raise ModelNotUnderstood(
            file=name, place=place, problem_da=danish, problem_en=english
        ) from error


def _read_include(include: str, name: str, folder: Path | None) -> tuple[Any, str]:
    path = (folder or Path()) / include
    if folder is None or not path.is_file():
        raise ModelNotUnderstood(
            file=name,
            place="include",
            problem_da=f"filen «{include}» findes ikke ved siden af modellen",
            problem_en=f"the file “{include}” is not beside the model",
        )
    return parse_yaml(path.read_text(encoding="utf-8-sig"), path.name), path.name


def _merge(document: dict[str, Any], included: Any, name: str) -> None:
    extra = set(included or {"?": 0}) - {"parameters", "tables"}
    if extra or not isinstance(included, dict):
        raise ModelNotUnderstood(
            file=name,
            place="",
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


_DANISH = {
    "missing": "her mangler noget",
    "extra_forbidden": "det navn kender modelsproget ikke",
    "union_tag_invalid": "den slags findes ikke; vælg en af {expected_tags}",
    "union_tag_not_found": "her skal stå {discriminator}",
    "literal_error": "vælg en af {expected}",
    "decimal_parsing": "her skal stå et tal",
    "decimal_type": "her skal stå et tal",
    "int_parsing": "her skal stå et helt tal",
    "int_type": "her skal stå et helt tal",
    "int_from_float": "her skal stå et helt tal",
    "bool_parsing": "her skal stå true eller false",
    "string_type": "her skal stå en tekst",
    "string_pattern_mismatch": "skriv det med små bogstaver, tal og _ (mønster {pattern})",
    "greater_than_equal": "tallet skal være mindst {ge}",
    "greater_than": "tallet skal være over {gt}",
    "less_than_equal": "tallet skal være højst {le}",
    "date_from_datetime_parsing": "her skal stå en dato som 2027-01-01",
    "too_short": "her skal stå mindst {min_length}",
    "model_type": "her skal stå navne med værdier",
    "dict_type": "her skal stå navne med værdier",
    "tuple_type": "her skal stå en liste",
}


def _problem(error: ErrorDetails) -> tuple[str, str]:
    english = error["msg"].removeprefix("Value error, ")
    template = _DANISH.get(error["type"])
    danish = template.format_map({**error.get("ctx", {})}) if template else english
    return danish, english[:1].lower() + english[1:]
