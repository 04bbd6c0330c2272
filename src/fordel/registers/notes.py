"""What was decided while reading: said, so that nobody has to guess; nothing that refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fordel.domain.language import LANGUAGES, Language, Words
from fordel.registers.personal import masked


@dataclass(frozen=True)
class Note:
    """One sentence about how a file was read. Never names a child."""

    kind: str
    file: str
    words: Words

    def to(self, language: Language) -> str:
        return masked(f"{self.file}: {self.words.to(language)}")

    def to_json(self) -> dict[str, Any]:
        words = {language: self.to(language) for language in LANGUAGES}
        return {"kind": self.kind, "file": self.file, "message": words}


def note(kind: str, file: str, template: Words, **values: object) -> Note:
    """Fill a template in both languages; a value that is words is told in each."""

    def told(language: Language) -> str:
        own = {
            name: value.to(language) if isinstance(value, Words) else value
            for name, value in values.items()
        }
        return template.to(language).format(**own)

    return Note(kind, file, Words(told("da"), told("en")))
