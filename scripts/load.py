"""A publication day: 500 people read their letters while 50 work. ``python -m scripts.load``.

It starts a PostgreSQL and the server of its own on this machine, talks to nothing else, and stops
by itself. It prints how long pages took (p50, p95, p99) and every error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.postgres import postgres
from tests.web.installed import Installation, served

LEADERS, WORKERS, SECONDS = 500, 50, 180
GOAL_MS = 300
_LONGEST_SECONDS = 600
_MOST_PEOPLE = 2000
_THINKS_S = (5.0, 15.0)
_PATIENCE_S = 30
_WARMS_S = 5
"""A server is not started in the minute when letters are announced."""
_TOKEN = "t" * 32
_PEOPLE = """
import json, sys
from importlib import import_module
from django.conf import settings
from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.budgets.models import Letter
from fordel.web.organisation.models import Municipality
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
Store = import_module(settings.SESSION_ENGINE).SessionStore
town = Municipality.objects.get()
letters = list(Letter.objects.filter(budget_year__year=YEAR).select_related("unit").order_by("pk"))
def enter(number, role, unit):
    person = Person.objects.create_user(f"{role}{number}@load.example", None, name="N")
    RoleGrant.objects.create(person=person, role=role, municipality=town, unit=unit,
        valid_from="2020-01-01")
    session = Store()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {"session": session.session_key, "unit": None if unit is None else unit.key}
readers = []
for number in range(LEADERS):
    letter = letters[number % len(letters)]
    one = enter(number, Role.UNIT_LEADER, letter.unit)
    readers.append({**one, "answers": {q["id"]: q["right"] for q in letter.questions}})
workers = [enter(n, (Role.ANALYST, Role.HEAD)[n % 2], None) for n in range(WORKERS)]
print(json.dumps({"code": town.code, "readers": readers, "workers": workers,
    "units": [letter.unit.key for letter in letters]}))
"""


@dataclass
class Seen:
    """How long each kind of page took, and what went wrong."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Visitor:
    """A browser that keeps one connection open."""

    def __init__(self, port: int, session: str, seen: Seen) -> None:
        self._port, self._seen = port, seen
        self._cookies = f"sessionid={session}; csrftoken={_TOKEN}; language=da"
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, kind: str, path: str, form: dict[str, Any] | None = None) -> None:
        body = "&".join(f"{k}={v}" for k, v in (form or {}).items()).encode()
        head = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Cookie: {self._cookies}",
            f"X-CSRFToken: {_TOKEN}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "",
            "",
        ]
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                status = await self._send("\r\n".join(head).encode() + body)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self._open = None
            self._seen.errors[f"{kind}: {type(error).__name__}"] += 1
            return
        self._seen.milliseconds[kind].append((time.perf_counter() - begun) * 1000)
        if status not in {200, 302}:
            self._seen.errors[f"{kind}: {status}"] += 1

    async def _send(self, request: bytes) -> int:
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        reader, writer = self._open
        writer.write(request)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:])}
        if "content-length" in headers:
            await reader.readexactly(int(headers["content-length"]))
        else:  # sent in pieces
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        if headers.get("connection", "").lower() == "close":
            writer.close()
            self._open = None
        return int(head[0].split()[1])


async def read_a_letter(visitor: Visitor, base: str, reader: dict[str, Any], wait: float) -> None:
    """From the front page to three answers and the PDF."""
    letter = f"{base}2027/enheder/{reader['unit']}/brev/"
    await asyncio.sleep(wait)
    await visitor.ask("front page", "/")
    await visitor.ask("for you", base)
    await _think()
    await visitor.ask("letter", letter)
    await _think()
    await visitor.ask("questions", f"{letter}laest/")
    await _think()
    await visitor.ask("answers sent", f"{letter}laest/", reader["answers"])
    await visitor.ask("answers shown", f"{letter}laest/")
    await visitor.ask("letter as PDF", f"{letter}budgetbrev.pdf")


async def work(
    visitor: Visitor, base: str, units: list[str], until: float, chance: random.Random
) -> None:
    """The year, its letters, how they are read, and why a unit gets what it gets."""
    pages = {
        "for you": base, "year": f"{base}2027/", "year before": f"{base}2026/",
        "letters": f"{base}2027/breve/", "readings": f"{base}2027/laesninger/",
    }  # fmt: skip
    await asyncio.sleep(chance.uniform(0, _THINKS_S[1]))
    while time.monotonic() < until:
        kind = chance.choice([*pages, "a unit's letter"])
        unit = chance.choice(units)
        await visitor.ask(kind, pages.get(kind, f"{base}2027/enheder/{unit}/brev/"))
        await _think()


async def _think() -> None:
    await asyncio.sleep(random.uniform(*_THINKS_S))  # noqa: S311 - nobody guesses it


async def a_day(port: int, people: dict[str, Any], seconds: int) -> Seen:
    """Everybody at once; readers come through the first two thirds of the time."""
    seen, base, chance = Seen(), f"/kommuner/{people['code']}/", random.Random(2027)  # noqa: S311 - the same day every time
    until = time.monotonic() + seconds
    tasks = [
        read_a_letter(
            Visitor(port, one["session"], seen), base, one, chance.uniform(0, seconds * 2 / 3)
        )
        for one in people["readers"]
    ]
    tasks += [
        work(Visitor(port, one["session"], seen), base, people["units"], until, chance)
        for one in people["workers"]
    ]
    async with asyncio.timeout(_LONGEST_SECONDS):
        await asyncio.gather(*tasks)
    return seen


def quantile(values: Iterable[float], share: float) -> float:
    """The value that so great a share of the others do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def told(seen: Seen) -> str:
    """The result as a Markdown table."""
    lines = ["| page | times | p50 ms | p95 ms | p99 ms |", "| --- | ---: | ---: | ---: | ---: |"]
    every = [value for values in seen.milliseconds.values() for value in values]
    for kind, values in (*sorted(seen.milliseconds.items()), ("**all**", every)):
        shown = " | ".join(f"{quantile(values, share):.0f}" for share in (0.5, 0.95, 0.99))
        lines.append(f"| {kind} | {len(values)} | {shown} |")
    lines.append(f"\nErrors: {dict(seen.errors) or 'none'}")
    return "\n".join(lines)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--leaders", type=int, default=LEADERS)
    asked.add_argument("--workers", type=int, default=WORKERS)
    asked.add_argument("--seconds", type=int, default=SECONDS)
    asked.add_argument("--runs", type=Path, default=Path("build/runs"), help="made by make job")
    given = asked.parse_args()
    leaders, workers = min(given.leaders, _MOST_PEOPLE), min(given.workers, _MOST_PEOPLE)
    with tempfile.TemporaryDirectory() as folder, postgres() as database:
        made = Installation(Path(folder), database.url, {})
        done = made.fordel("web", "demo", given.runs.resolve(), "--json")
        if done.returncode:
            sys.stderr.write(done.stderr)
            return done.returncode
        script = _PEOPLE.replace("YEAR", "2027").replace("LEADERS", str(leaders))
        people = json.loads(made.python(script.replace("WORKERS", str(workers))))
        with served(made) as (address, server):
            time.sleep(_WARMS_S)
            port = int(address.rsplit(":", 1)[1])
            seen = asyncio.run(a_day(port, people, min(given.seconds, _LONGEST_SECONDS)))
            server.send_signal(signal.SIGINT)  # its worker stops with it, before the database
            server.wait()
    print(told(seen))
    every = [value for values in seen.milliseconds.values() for value in values]
    return int(bool(seen.errors) or quantile(every, 0.95) >= GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
