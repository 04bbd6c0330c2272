import ast
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
import yaml

import fordel.announcement
from fordel.announcement.texts import templates, unit_words

FILES = ("explanation", "letter")
ROOM = Path(fordel.announcement.__file__).parent


def _text(name):
    return files("fordel").joinpath("definitions", "texts", f"{name}.yaml").read_text("utf-8")


def _placeholders(text):
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize("name", FILES)
def test_every_text_stands_in_both_languages_with_the_same_figures(name):
    for key, entry in yaml.safe_load(_text(name)).items():
        assert set(entry) <= {"da", "en", "one_by", "one_da", "one_en"}, key
        texts = [entry[word] for word in ("da", "en")]
        texts += [entry[word] for word in ("one_da", "one_en") if word in entry]
        assert all(isinstance(text, str) and text.strip() for text in texts), key
        assert len({frozenset(_placeholders(text)) for text in texts}) == 1, key


@pytest.mark.parametrize("name", [*FILES, "units"])
def test_no_id_stands_twice(name):
    node = yaml.compose(_text(name))
    keys = [key.value for key, _ in node.value]
    assert sorted(keys) == sorted(set(keys))


def test_units_of_parameters_stand_in_both_languages():
    assert unit_words()["DKK per child"].da == "kr. pr. barn"
    assert all(words.da and words.en for words in unit_words().values())


def _spoken():
    """The strings of the room's code; of composed ones what they begin and end with."""
    whole, begin, end = set(), set(), set()
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                first, last = node.values[0], node.values[-1]
                if isinstance(first, ast.Constant) and "." in first.value:
                    begin.add(first.value)
                elif isinstance(last, ast.Constant) and last.value.startswith("."):
                    end.add(last.value)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
    return whole, tuple(begin), tuple(end)


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_said_somewhere(name):
    whole, begin, end = _spoken()
    unsaid = [
        k for k in templates(name) if not (k in whole or k.startswith(begin) or k.endswith(end))
    ]
    assert unsaid == []
