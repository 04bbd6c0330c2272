"""Calling the command line as a user does, in this process."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from fordel.cli.app import run


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


class Command:
    """``fordel`` with its two streams caught."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch
        patch.delenv("COLUMNS", raising=False)  # pytest-xdist says its own to what it starts

    def __call__(self, *words: object) -> Answer:
        self._patch.setattr(sys, "argv", ["fordel", *map(str, words)])
        code = run()
        caught = self._capsys.readouterr()
        return Answer(code, caught.out, caught.err)
