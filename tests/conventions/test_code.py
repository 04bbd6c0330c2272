from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import string
import subprocess
import sys
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

import fordel
from fordel.allocation.model.loading import load_model, shipped_models
from fordel.allocation.model.steps import Step
from fordel.allocation.steps.registry import STEP_FUNCTIONS
from fordel.domain.errors import UserError
from scripts.reference import refusals
from tests.shared import ROOT

CODE = sorted(
    path
    for room in ("src", "tests", "scripts", "benchmarks")
    for path in (ROOT / room).rglob("*.py")
)
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
).stdout.split()
TEXTS = [
    ROOT / name
    for name in TRACKED
    if (ROOT / name).is_file() and (ROOT / name).suffix not in {".png", ".svg", ".woff2"}
]
LONGEST_FILE = 450
HEAVY = ("pandas", "polars", "ibis", "duckdb", "altair", "pyarrow", "numpy", "typst", "xlsxwriter")


def test_no_file_is_longer_than_one_sitting() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in CODE
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
        and path.parent.name != "migrations"  # written by Django
    }
    assert not too_long


def test_nothing_names_a_machine_or_a_place_to_download_from() -> None:
    here = re.compile(r"/(?:root|home/\w+|work|opt/pypi)/|/simple/|\.whl\b")
    assert TEXTS, "git lists the project's files"
    named = [
        str(path.relative_to(ROOT))
        for path in TEXTS
        if here.search(path.read_text(encoding="utf-8")) and path != Path(__file__)
    ]
    assert not named


@pytest.mark.parametrize("error", refusals(), ids=lambda error: error.__name__)
def test_a_refusal_says_what_why_and_what_next_in_both_languages(error: type[UserError]) -> None:
    named = {
        name
        for part in (error.what, error.why, error.next)
        for text in (part.da, part.en)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    known = {field.name for field in fields(error)} | {"place", "shown"}  # type: ignore[arg-type]
    assert named <= known, error.__name__
    assert all(part.da and part.en for part in (error.what, error.why, error.next))
    assert error.exit_code in {2, 3, 4, 5}


def test_every_word_for_a_step_has_its_function() -> None:
    words = {
        get_args(step.model_fields["use"].annotation)[0] for step in get_args(get_args(Step)[0])
    }
    assert words == set(STEP_FUNCTIONS)


@pytest.mark.parametrize("name", shipped_models())
def test_a_shipped_model_is_whole(name: str) -> None:
    model = load_model(name)
    assert model.title.da
    assert model.title.en
    for parameter in model.parameters.values():
        assert all(value.source for value in parameter.values)


def test_help_needs_nothing_heavy() -> None:
    look = (
        "import sys; sys.argv = ['fordel', '--help']\n"
        "from fordel.cli.app import run; run()\n"
        "print('\\n' + ' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & set(HEAVY)


def test_definitions_hold_no_code() -> None:
    folder = files("fordel.definitions")
    code = [f.name for f in folder.iterdir() if f.name.endswith(".py") and f.name != "__init__.py"]
    assert not code


def test_amounts_are_never_floats_in_the_engine() -> None:
    """No float() and no float literal in the code that makes money."""
    rooms = ("loads", "steps", "engine.py", "lineage.py", "change.py", "mixing.py", "retelling.py")
    for room in rooms:
        place = ROOT / "src" / "fordel" / "allocation" / room
        for path in place.rglob("*.py") if place.is_dir() else [place]:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\bfloat\(|(?<![\w.])\d+\.\d+(?![\w.])", _code(text)), path.name


def _code(text: str) -> str:
    """The text without strings and comments."""
    text = re.sub(r'"""(.|\n)*?"""', "", text)
    text = re.sub(r'"[^"\n]*"', "", text)
    return re.sub(r"#.*", "", text)


def test_public_functions_of_the_library_say_what_they_do() -> None:
    silent = []
    for module in pkgutil.walk_packages(fordel.__path__, "fordel."):
        # The types of the demonstration's facts are explained in its YAML, field by field.
        unread = ("__main__", "demonstration.facts")
        if module.name.endswith(unread) or ".cli" in module.name or ".migrations" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        if not loaded.__doc__:
            silent.append(module.name)
        for name, thing in vars(loaded).items():
            public = inspect.isclass(thing) and thing.__module__ == module.name and name[0] != "_"
            if public and not issubclass(thing, Exception) and not thing.__doc__:
                silent.append(f"{module.name}.{name}")
    assert not silent
