from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import postgres as real


@pytest.fixture(scope="session")
def postgres() -> Iterator[real.Postgres]:
    """One server for all tests of a process; each makes its own tables."""
    with real.postgres() as server:
        yield server
