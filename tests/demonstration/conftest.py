"""One municipality, made and written once."""

from __future__ import annotations

import pytest

from fordel.demonstration import make_municipality, write

SEED = 2027


@pytest.fixture(scope="session")
def municipality():
    return make_municipality(SEED)


@pytest.fixture(scope="session")
def folder(municipality, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demokommune")
    write(municipality, folder)
    return folder
