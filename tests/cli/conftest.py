from __future__ import annotations

import pytest

from tests.cli.calling import Command


@pytest.fixture
def fordel(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("FORDEL_LANG", raising=False)
    return Command(capsys, monkeypatch)
