"""The name of an engine, as it is typed, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from urllib.parse import urlsplit

from fordel.profiles.engines.refusals import UnknownEngine

DEFAULT = "duckdb"
FORMS = (
    "duckdb",
    "postgresql://USER@HOST/DATABASE",
    "spark-local",
    "spark://HOST:PORT",
    "spark-session",
)
"""What can be typed, as a refusal and the help list it."""

_LOCAL = re.compile(r"spark-local(?:\[(\d+|\*)\])?")
_MASTERS = re.compile(r"spark://[^\s/@:,]+:\d+(?:,[^\s/@:,]+:\d+)*/?")
_WORDS = (*FORMS, "postgres", "postgresql", "spark", "pyspark")


class EngineKind(StrEnum):
    """What an engine is."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK_LOCAL = "spark-local"
    SPARK_CLUSTER = "spark-cluster"
    SPARK_SESSION = "spark-session"


@dataclass(frozen=True)
class Engine:
    """An engine that can be opened.

    ``address`` is what its driver wants and may hold a password; only ``shown`` is ever printed.
    """

    kind: EngineKind
    shown: str
    address: str = field(default="", repr=False)

    @property
    def is_spark(self) -> bool:
        return self.kind not in {EngineKind.DUCKDB, EngineKind.POSTGRES}


def parse_engine(name: str) -> Engine:
    """Read the name of an engine.

    Parameters
    ----------
    name : ``duckdb``; ``postgres://…`` or ``postgresql://…`` as libpq reads it; ``spark-local``,
        or ``spark-local[N]`` for N threads; ``spark://HOST:PORT``, with more masters after a
        comma; ``spark-session`` for the Spark session that is there already, or that Spark's own
        configuration describes.

    Raises
    ------
    UnknownEngine : it is none of these; with what comes near.
    """
    typed = name.strip()
    local = _LOCAL.fullmatch(typed)
    if typed == DEFAULT:
        return Engine(EngineKind.DUCKDB, typed)
    if local:
        return Engine(EngineKind.SPARK_LOCAL, typed, f"local[{local[1] or '*'}]")
    if typed == "spark-session":
        return Engine(EngineKind.SPARK_SESSION, typed)
    if _MASTERS.fullmatch(typed):
        return Engine(EngineKind.SPARK_CLUSTER, typed.rstrip("/"), typed.rstrip("/"))
    if typed.startswith(("postgres://", "postgresql://")):
        return Engine(EngineKind.POSTGRES, without_password(typed), typed)
    scheme, has_scheme, _ = typed.partition("://")
    near = get_close_matches(scheme, _WORDS, n=2, cutoff=0.5)
    near += [form for form in FORMS if form.startswith(scheme.lower()[:5])]
    raise UnknownEngine(
        engine=f"{scheme}://…" if has_scheme else scheme,
        near=", ".join(dict.fromkeys(_form(word) for word in near)) or ", ".join(FORMS),
    )


def _form(word: str) -> str:
    """The form that a word stands for."""
    first = word.removeprefix("py")[:5]
    return word if word in FORMS else next(form for form in FORMS if form.startswith(first))


def without_password(url: str) -> str:
    """A URL as it may be shown: no password, no options (they can hold one too)."""
    try:
        parts = urlsplit(url)
        user, at, _ = parts.netloc.rpartition("@")
        place = parts.netloc.rpartition("@")[2]
    except ValueError:
        return f"{url.partition('://')[0]}://…"
    return f"{parts.scheme}://{user.partition(':')[0]}{at}{place}{parts.path}"
