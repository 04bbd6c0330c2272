"""The tests of the web once more, on a real PostgreSQL that is started for them."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.postgres import needs_postgres, postgres
from tests.shared import ROOT

ELSEWHERE = ("*test_browser*", "*test_postgresql*", "*test_backup*", "*test_faults*")
"""Not once more: what runs in a browser, and what starts databases of both kinds by itself."""
LEAST_TESTS = 150


@needs_postgres
def test_everything_holds_on_postgresql_too():
    ours = ("FORDEL_WEB", "FORDEL_SECRET", "FORDEL_D", "PYTEST_", "COV_", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    call = [sys.executable, "-m", "pytest", "tests/web", "-n", "0", "-p", "no:cacheprovider"]
    call += [f"--ignore-glob={name}" for name in ELSEWHERE]
    with postgres() as server:
        done = subprocess.run(
            call,
            cwd=ROOT,
            env={**kept, "FORDEL_TEST_DATABASE_URL": server.url},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "NOT TESTED" not in done.stdout
    passed = len(re.findall(r"\.", done.stdout.split("[100%]")[0]))
    assert passed >= LEAST_TESTS
