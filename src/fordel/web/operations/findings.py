"""What ``fordel check`` can find, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fordel.domain.language import Language, Words


class Level(StrEnum):
    """How bad it is; only a problem keeps real data out."""

    FINE = "fine"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what was found, why it matters, what to do next."""

    name: str
    level: Level
    what: Words
    why: Words | None = None
    next: Words | None = None

    def to_json(self, language: Language) -> dict[str, str | None]:
        """The finding in one language."""
        return {
            "name": self.name,
            "level": self.level.value,
            "what": self.what.to(language),
            "why": None if self.why is None else self.why.to(language),
            "next": None if self.next is None else self.next.to(language),
        }


def fine(name: str, da: str, en: str) -> Finding:
    """Nothing to do."""
    return Finding(name, Level.FINE, Words(da, en))


def warning(name: str, what: Words, why: Words, following: Words) -> Finding:
    """Somebody should look at it, and may find it right."""
    return Finding(name, Level.WARNING, what, why, following)


def problem(name: str, what: Words, why: Words, following: Words) -> Finding:
    """It has to be mended before real data come in."""
    return Finding(name, Level.PROBLEM, what, why, following)
