"""Going on when the database is away for a moment, as when it is restarted."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from itertools import chain, repeat

from django.db import InterfaceError, OperationalError

log = logging.getLogger("fordel.web.jobs")

DATABASE_AWAY = (OperationalError, InterfaceError)
"""What is raised when the database does not answer, is busy for too long, or hangs up."""

_GROWING_S = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_LONGEST_S = 30.0


class Absence:
    """Whether the database answers; told in the log when it stops and when it is back.

    A worker's threads share one, so that not every try of every thread is told. A thread that
    still tries when another has been answered may tell it once more.
    """

    def __init__(self) -> None:
        self._since: float | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """It did not answer."""
        with self._lock:
            if self._since is not None:
                return
            self._since = time.monotonic()
        log.warning("database does not answer, trying until it does")

    def end(self) -> None:
        """It answered."""
        with self._lock:
            if self._since is None:
                return
            away_ms = round((time.monotonic() - self._since) * 1000)
            self._since = None
        log.warning("database answers again", extra={"milliseconds": away_ms})


class GrowingPauses:
    """How long to wait before each try: longer and longer, short again after it held for long."""

    def __init__(self) -> None:
        self._pauses = _pauses()
        self._begun = time.monotonic()

    def begin(self) -> None:
        """A try begins."""
        self._begun = time.monotonic()

    def next_s(self) -> float:
        """Seconds to wait after a try that failed."""
        if time.monotonic() - self._begun > _LONGEST_S:
            self._pauses = _pauses()
        return next(self._pauses)


def _pauses() -> Iterator[float]:
    return chain(_GROWING_S, repeat(_LONGEST_S))
