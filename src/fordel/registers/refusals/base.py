"""What all refusals of a file share: where it is, and that nothing personal is said about it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from fordel.domain.errors import InputRefused
from fordel.domain.language import Language, Words
from fordel.registers.personal import masked

_ROW = Words(da="række {}", en="row {}")
_COLUMN = Words(da='kolonne "{}"', en='column "{}"')


@dataclass(eq=False, kw_only=True)
class FileRefused(InputRefused):
    """A file, or a place in it, that cannot be used."""

    file: str
    row: int | None = None
    column: str | None = None

    def __post_init__(self) -> None:
        """Mask whatever could be a personal number in any text, whoever put it there."""
        for field in fields(self):
            text = getattr(self, field.name)
            if isinstance(text, str):
                setattr(self, field.name, masked(text))

    def place(self, language: Language) -> str:
        """The file, the row and the column, as far as they are known."""
        parts = [self.file]
        if self.row is not None:
            parts.append(_ROW.to(language).format(self.row))
        if self.column is not None:
            parts.append(_COLUMN.to(language).format(self.column))
        return ", ".join(parts)

    def message(self, language: Language = "da") -> str:
        return f"{self.place(language)}: {super().message(language)}"


@dataclass(eq=False, kw_only=True)
class ValueRefused(FileRefused):
    """A cell that cannot be used; ``value`` is an excerpt, and empty for files about children."""

    value: str = ""

    def values(self) -> dict[str, object]:
        return {**super().values(), "shown": f' "{self.value}"' if self.value else ""}
