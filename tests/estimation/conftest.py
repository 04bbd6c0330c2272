from __future__ import annotations

from datetime import date

import pytest

from fordel.estimation.estimating import estimate_index
from fordel.estimation.files import files_of
from tests.estimation import planted

TODAY = date(2026, 12, 24)


@pytest.fixture(scope="session")
def children(tmp_path_factory):
    """A file with a row per child, and the planted coefficients in it."""
    return planted.write(tmp_path_factory.mktemp("children") / "children.csv", planted.rows())


@pytest.fixture(scope="session")
def spec(tmp_path_factory):
    return planted.spec(tmp_path_factory.mktemp("spec") / "spec.yaml")


@pytest.fixture(scope="session")
def estimated(spec, children):
    return estimate_index(spec, children)


@pytest.fixture(scope="session")
def files(estimated):
    return files_of(estimated, TODAY, "en")
