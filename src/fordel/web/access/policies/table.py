"""The access table: which page is for whom. The table itself is data, in ``table.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from fordel.domain.language import Words
from fordel.web.access.models.role_grant import Role

Place = Literal["open", "person", "municipality", "area", "unit"]
READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Rule:
    """Who may open a page, and who may send something to it.

    ``place`` says what the page is about: ``open`` to everybody, ``person`` to whoever is logged
    in, else to those with a role in the municipality its address names; where it names an area or
    a unit, a leader's role reaches only their own. Reading a ``sensitive`` page is logged.
    ``about`` says in a person's words what the page is.
    """

    place: Place
    read: frozenset[Role] = frozenset()
    change: frozenset[Role] = frozenset()
    sensitive: bool = False
    about: Words | None = None

    def roles(self, method: str) -> frozenset[Role]:
        """The roles that may use a method."""
        return self.read if method in READING else self.change


@cache
def table() -> Mapping[str, Rule]:
    """Every rule by the name of its page's address."""
    import yaml  # noqa: PLC0415 - read once

    text = (files("fordel.web.access") / "policies" / "table.yaml").read_text("utf-8")
    return {name: _rule(entry) for name, entry in yaml.safe_load(text).items()}


def pages_in_words() -> Mapping[str, Words]:
    """What each page is, by the name of its address."""
    return {name: rule.about for name, rule in table().items() if rule.about is not None}


def may(roles: frozenset[Role], name: str, method: str = "GET") -> bool:
    """Whether somebody with these roles may use a page somewhere in the municipality."""
    rule = table().get(name)
    if rule is None:
        return False
    return rule.place in {"open", "person"} or bool(roles & rule.roles(method))


def _rule(entry: Mapping[str, object]) -> Rule:
    known = {"place", "read", "change", "sensitive", "about"}
    unknown = set(entry) - known
    if unknown:
        raise ValueError(f"the access table does not know {sorted(unknown)}")
    return Rule(
        place=entry["place"],  # type: ignore[arg-type]
        read=_roles(entry.get("read")),
        change=_roles(entry.get("change")),
        sensitive=bool(entry.get("sensitive")),
        about=Words(**entry["about"]) if "about" in entry else None,  # type: ignore[arg-type]
    )


def _roles(named: object) -> frozenset[Role]:
    return frozenset(Role(name) for name in (named if isinstance(named, list) else ()))
