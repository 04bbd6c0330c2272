"""A new installation with nothing in it, served with its worker, as a municipality begins."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 30
_COMMAND = [sys.executable, "-m", "fordel.cli", "web"]
_MAILS = re.compile(r"^-{79}$", re.MULTILINE)


@dataclass(frozen=True)
class Fresh:
    """Its address, the address the terminal shows for the start, and all that the terminal shows.

    Without a mail server e-mails are written to the terminal.
    """

    address: str
    first: str
    terminal: Path

    def mails_to(self, email: str) -> list[str]:
        """What was sent to somebody, the oldest first."""
        mails = _MAILS.split(self.terminal.read_text("utf-8"))
        return [mail for mail in mails if f"\nTo: {email}\n" in mail]

    def link_to(self, email: str) -> str:
        """The newest link by which somebody chooses a password."""
        mails = _waited(lambda: self.mails_to(email))
        return re.search(r"http\S+/vaelg-adgangskode/\S+/", mails[-1])[0]


@contextmanager
def fresh_installation(folder: Path) -> Iterator[Fresh]:
    """Set up in a folder and served until the context ends."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FORDEL_", "DJANGO_"))}
    env = {
        **kept,
        "PYTHONIOENCODING": "utf-8",
        "FORDEL_HTTPS": "0",
        "FORDEL_SECOND_FACTOR_ROLES": "",
        "FORDEL_WEB_DATA": str(folder / "data"),
        "FORDEL_JOB_BEAT_S": "0.5",
    }
    subprocess.run([*_COMMAND, "setup"], env=env, capture_output=True, check=True)
    terminal = folder / "terminal.txt"
    serve = [*_COMMAND, "serve", "--port", "0", "--lang", "en"]
    with terminal.open("wb") as out, subprocess.Popen(serve, env=env, stdout=out) as server:
        try:
            shown = _waited(
                lambda: re.search(r"Open (\S+) .*\n.*Begin here: (\S+)\n", terminal.read_text())
            )
            yield Fresh(shown[1], shown[2], terminal)
        finally:
            server.terminate()


def _waited(ask):
    """What is asked for, as soon as it is there."""
    until = time.monotonic() + PATIENCE_S
    while not (found := ask()):
        assert time.monotonic() < until, "the terminal does not show it"
        time.sleep(0.05)
    return found
