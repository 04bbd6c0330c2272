"""The access table in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Language
from fordel.web.access.models import Role
from fordel.web.access.policies.table import table


@dataclass(frozen=True)
class Told:
    """One page: what it is, who may read it and who may change something on it."""

    about: str
    reads: frozenset[Role]
    changes: frozenset[Role]
    only_own_place: bool
    is_logged: bool


def told(language: Language, roles: frozenset[Role] | None = None) -> list[Told]:
    """Every page about a municipality, in the table's order; for some roles, what they reach."""
    return [
        Told(
            about=(rule.about.to(language) if rule.about else name.replace(":", " · ")),
            reads=rule.read,
            changes=rule.change,
            only_own_place=rule.place in {"area", "unit"},
            is_logged=rule.sensitive,
        )
        for name, rule in table().items()
        if rule.place not in {"open", "person"}
        and (roles is None or rule.read & roles or rule.change & roles)
    ]
