"""The access table, and the table of what is stored, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Language
from fordel.web.access.models import Role
from fordel.web.access.policies.fields import stored
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


@dataclass(frozen=True)
class KindTold:
    """One class of what is stored, and the rows that have fields of it."""

    kind: dict[str, str | bool]
    rows: list[dict[str, str]]


def kinds_told(language: Language) -> list[KindTold]:
    """Every class, the most delicate first."""
    found = stored()
    return [
        KindTold(
            kind={
                "name": kind.name.to(language),
                "what": kind.what.to(language),
                "seen_by": kind.seen_by.to(language),
                "kept": kind.kept.to(language),
                "person_deleted": kind.person_deleted.to(language),
                "in_log": kind.in_log,
            },
            rows=[
                {
                    "name": label,
                    "about": table.about.to(language),
                    "fields": ", ".join(table.of_class(name)),
                    "kept": table.kept.to(language) if table.kept else "",
                }
                for label, table in found.tables.items()
                if table.of_class(name)
            ],
        )
        for name, kind in reversed([*found.classes.items()])
    ]
