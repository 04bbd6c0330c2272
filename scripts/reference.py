"""Write the reference pages from the code: ``make docs``. A test holds them against it."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import django
from pydantic import BaseModel

import fordel
from fordel.allocation.model import loads, money, steps, values
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import load_model, shipped_models
from fordel.domain.errors import UserError
from fordel.domain.language import Language
from fordel.equity import handbook
from scripts import stored_data

DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE = "<!-- Written by `make docs` from the code; change it there. -->\n\n"
COMMANDS = (
    "demo-data", "inspect", "profile", "allocate", "explain", "compare", "verify", "letter",
    "stability", "sweep", "search", "measure", "calculator", "estimate", "country", "disclose",
    "cost", "cost-package", "programme check", "programme show", "programme elements",
    "programme guide", "programme describe", "programme theory", "programme demo", "sheet make",
    "sheet read", "sheet check", "evaluate", "effects", "transitions", "report",
    "ledger open", "ledger recount", "ledger handover", "ledger admit", "ledger correct",
    "ledger reframe", "ledger show", "web setup", "web demo", "web serve", "web work", "backup",
    "restore", "check", "models list", "models show", "models check", "models schema",
)  # fmt: skip


def pages() -> dict[str, str]:
    """Every generated page, by its path below ``docs/``."""
    return {
        "reference/commands.md": commands_page(),
        "reference/model_language.md": model_language_page(),
        "reference/model.schema.json": schema_text(),
        "reference/errors.md": errors_page(),
        "reference/parameters.md": parameters_page(),
        "reference/stored_data.md": stored_data_page("en"),
        "reference/gemte_data.md": stored_data_page("da"),
        "algorithms/measures.md": handbook.page(),
    }


def commands_page() -> str:
    """The help of every command, in English, as the terminal shows it."""
    parts = [MADE, "# The commands\n\n"]
    parts.append(
        "Every command speaks Danish, or English with `--lang en`. Commands that read take"
    )
    parts.append(" `--json`: standard output is then one JSON document and nothing else.\n")
    for command in ("", *COMMANDS):
        name = f"fordel {command}".strip()
        parts.append(f"\n## `{name}`\n\n```text\n{_help(command)}```\n")
    return "".join(parts)


def _help(command: str) -> str:
    environment = {**os.environ, "FORDEL_LANG": "en", "COLUMNS": "96", "NO_COLOR": "1"}
    call = [sys.executable, "-m", "fordel.cli", *command.split(), "--help"]
    done = subprocess.run(call, capture_output=True, text=True, env=environment, check=True)  # noqa: S603 - our own command
    return done.stdout.strip("\n").replace("python -m fordel.cli", "fordel") + "\n"


def schema_text() -> str:
    """The JSON Schema of the model language."""
    return json.dumps(Model.model_json_schema(by_alias=True), indent=1, ensure_ascii=False) + "\n"


def model_language_page() -> str:
    """Every word of the model language, from the types that read it."""
    parts = [MADE, "# The model language\n\n", _INTRODUCTION, "\n## The document\n\n"]
    parts.append(_fields(Model))
    for title, union in (
        ("Steps (`use`)", steps.Step),
        ("Counting need (`count: {method: …}`)", loads.Method),
        ("From need to money (`money: {by: …}`)", money.Money),
    ):
        parts.append(f"\n## {title}\n")
        parts.extend(_section(part) for part in get_args(get_args(union)[0]))
    parts.append("\n## The other parts\n")
    parts.extend(_section(part) for part in _other_parts())
    return "".join(parts)


_INTRODUCTION = """\
A model is a YAML document: what is to be distributed, to whom, and the ordered steps that do it.
A figure stands either as a number (`0.05`, read exactly) or as `{parameter: name}`, looked up for
the first of January of the budget year; a missing value is refused, never taken as zero. Unknown
names are refused. `fordel models check FILE` reads a model; `fordel models show MODEL` says which
files and columns it needs. The same language as JSON Schema: `model.schema.json`.

Pools are given as `{amount: 1000000}`, `{share: 0.05, of: decentral}` (or `frame`, `rest`), or
`rest`: all that no step before has used.
"""


def _section(part: type[BaseModel]) -> str:
    key = _discriminator(part)
    return f"\n### {key or part.__name__}\n\n{_fields(part)}"


def _discriminator(part: type[BaseModel]) -> str:
    for name in ("use", "method", "by"):
        field = part.model_fields.get(name)
        if field is not None and str(field.annotation).startswith("typing.Literal"):
            return f"`{get_args(field.annotation)[0]}`"
    return ""


def _fields(part: type[BaseModel]) -> str:
    doc = " ".join((part.__doc__ or "").replace("``", "`").split())
    lines = [f"{doc}\n"] if doc else []
    rows = [
        _row(name, field)
        for name, field in part.model_fields.items()
        if name not in {"use", "method", "by"}
    ]
    if rows:
        lines += ["", "| field | values | default | |", "| --- | --- | --- | --- |", *rows]
    return "\n".join(lines) + "\n"


def _row(name: str, field: Any) -> str:
    default = (
        "needed" if field.is_required() else _shown(field.get_default(call_default_factory=True))
    )
    values_shown = _type(field.annotation).replace("|", "\\|")
    return f"| `{field.alias or name}` | {values_shown} | {default} | {field.description or ''} |"


def _shown(default: Any) -> str:
    if not default and default not in (0, False):
        return ""
    if isinstance(default, BaseModel):
        return "its defaults"
    return f"`{default}`".replace("'", "")


def _type(annotation: Any) -> str:  # noqa: PLR0911 - one answer per kind of type
    names = {
        "Decimal": "figure", "Reference": "`{parameter: …}`", "int": "whole number",
        "str": "text", "bool": "true/false", "NoneType": "", "date": "date",
    }  # fmt: skip
    arguments = get_args(annotation)
    text = str(annotation)
    if text.startswith("typing.Literal"):
        return ", ".join(f"`{argument}`" for argument in arguments)
    if not arguments:
        name = getattr(annotation, "__name__", text)
        if hasattr(annotation, "__members__"):
            return ", ".join(f"`{member.value}`" for member in annotation)
        return names.get(name, name)
    if text.startswith("typing.Annotated"):
        return _type(arguments[0])
    if text.startswith("tuple"):
        return f"list of {_type(arguments[0])}"
    if text.startswith("dict"):
        return f"names with {_type(arguments[1])}"
    shown = [_type(argument) for argument in arguments if argument is not type(None)]
    return " or ".join(dict.fromkeys(part for part in shown if part))


def _other_parts() -> Iterator[type[BaseModel]]:
    document = importlib.import_module("fordel.allocation.model.document")
    seen: set[type[BaseModel]] = {Model, values.Part}
    for module in (document, loads, money, steps, values):
        for part in vars(module).values():
            is_part = isinstance(part, type) and issubclass(part, values.Part)
            if is_part and part not in seen and not part.__name__.startswith("_"):
                seen.add(part)
                if not _discriminator(part):
                    yield part


def errors_page() -> str:
    """Every refusal with its words, by exit code."""
    parts = [MADE, "# What Fordel refuses, and what it says\n"]

    def place(error: type[UserError]) -> tuple[int, str, str]:
        return int(error.exit_code), error.__module__, error.__name__

    for code, errors in groupby(sorted(refusals(), key=place), key=lambda e: e.exit_code):
        parts.append(f"\n## Exit code {int(code)}: {code.name.lower().replace('_', ' ')}\n")
        for error in errors:
            told = " ".join(getattr(error, part).en for part in ("what", "why", "next"))
            parts.append(f"\n**{error.__name__}** ({error.__module__}): {told}\n")
    return "".join(parts)


def refusals() -> list[type[UserError]]:
    """Every error a user can be shown, from every room."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.web.settings")
    django.setup()
    for module in pkgutil.walk_packages(fordel.__path__, "fordel."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[UserError]] = []
    waiting = [UserError]
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if hasattr(error, "what") and error.__module__.startswith("fordel."):
            found.append(error)
    return found


def parameters_page() -> str:
    """Every parameter that a shipped model uses, with its values and sources."""
    parts = [MADE, "# Parameters of the shipped models\n\n"]
    parts += [
        "| parameter | model | unit | from | value | source |\n",
        "| --- | --- | --- | --- | --- | --- |\n",
    ]
    for name in shipped_models():
        for key, parameter in load_model(name).parameters.items():
            for value in parameter.values:
                parts.append(
                    f"| {key} | {name} | {parameter.unit} | {value.valid_from} | {value.value} |"
                    f" {value.source} |\n"
                )
    return "".join(parts)


def stored_data_page(language: Language) -> str:
    """What is stored, by class, from the table of the web."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.web.settings")
    django.setup()
    return MADE + stored_data.page(language)


def main() -> None:
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
