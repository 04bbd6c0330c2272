"""A PostgreSQL server of the tests' own; where there is none, what needs it is skipped loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

_FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_ON_PATH = shutil.which("initdb")
POSTGRES = _FOUND[-1].parent if _FOUND else Path(_ON_PATH).parent if _ON_PATH else None
_AS_ROOT = os.geteuid() == 0

needs_postgres = pytest.mark.skipif(
    POSTGRES is None or (_AS_ROOT and shutil.which("setpriv") is None),
    reason="NOT TESTED: there is no PostgreSQL server here (Debian: postgresql; make packages)",
)


@dataclass(frozen=True)
class Postgres:
    """A server of its own, reached by a socket in its folder."""

    folder: Path

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql://fordel:secret@/{database}?host={quote(str(self.folder), safe='')}"

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def start(self) -> None:
        options = f"-c listen_addresses='' -c fsync=off -k {self.folder}"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        _pg(self.folder, "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")

    def kill(self) -> None:
        """End it as a power cut would."""
        _pg(self.folder, "pg_ctl", "-D", str(self.folder / "data"), "stop", "-m", "immediate")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="fordel-pg-"))
    try:
        if _AS_ROOT:
            shutil.chown(folder, "postgres", "postgres")
        data = str(folder / "data")
        _pg(folder, "initdb", "-D", data, "-A", "trust", "-U", "fordel", "-E", "UTF8", "--no-sync")
        server = Postgres(folder)
        try:
            server.start()
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pg(folder: Path, program: str, *words: str) -> None:
    assert POSTGRES is not None
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    call = [*(as_user if _AS_ROOT else []), str(POSTGRES / program), *words]
    subprocess.run(call, check=True, cwd=folder, stdout=subprocess.DEVNULL)
