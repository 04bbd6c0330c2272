"""A real installation in a folder, made once per process by the commands people use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fordel.allocation.bundles.bundle import write_bundle
from fordel.budget_year.writing import LAST_YEAR
from tests import demonstrated

COMMAND = [sys.executable, "-m", "fordel.cli"]
_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@dataclass(frozen=True)
class Installation:
    """Its folder, the address of its database, and its log-ins by role."""

    folder: Path
    database: str | None
    logins: dict[str, dict[str, str]]

    def environment(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("FORDEL_", "DJANGO_"))}
        chosen = {} if self.database is None else {"FORDEL_DATABASE_URL": self.database}
        return {
            **kept, "FORDEL_DEMO": "1", "FORDEL_WEB_DATA": str(self.folder), **chosen, **more,
        }  # fmt: skip

    def fordel(self, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, words)],
            env=self.environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )

    def python(self, code: str) -> str:
        """Run code in the installation's Django; what it prints."""
        begin = "from fordel.web.setting_up import use_settings; use_settings()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + code],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@cache
def demonstration() -> Installation:
    """The small municipality with two announced years, on SQLite. Copy it before changing it."""
    kept = tempfile.TemporaryDirectory(prefix="fordel-installed-")
    _KEPT.append(kept)
    folder = Path(kept.name)
    for year, run in ((2026, demonstrated.run()), (2027, demonstrated.next_run())):
        (folder / "runs" / str(year)).mkdir(parents=True)
        write_bundle(run, folder / "runs" / str(year))
    first = (folder / "runs" / "2026" / "bundle.fordel").read_bytes()
    (folder / "runs" / "2027" / LAST_YEAR).write_bytes(first)
    made = Installation(folder / "data", None, {})
    answer = made.fordel("web", "demo", folder / "runs", "--json")
    assert answer.returncode == 0, answer.stderr
    made.logins.update({login["role"]: login for login in json.loads(answer.stdout)})
    return made


def copy_of(made: Installation, folder: Path) -> Installation:
    """Another installation with the same rows, to change as one likes."""
    shutil.copytree(made.folder, folder)
    return Installation(folder, None, made.logins)


@contextmanager
def served(made: Installation, *words: str, **more: str) -> Iterator[tuple[str, Any]]:
    """Its address and its process, while it is served."""
    call = [*COMMAND, "web", "serve", "--port", "0", "--lang", "en", *words]
    with subprocess.Popen(
        call, env=made.environment(**more), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split()[1].rstrip("/"), server
        finally:
            server.kill()
