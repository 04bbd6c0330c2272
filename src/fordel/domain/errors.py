"""What can go wrong, said so that the reader knows what to do.

Every :class:`UserError` is a small record. Its fields say where; its class says, in Danish and
English, what is wrong, why it matters and what to do next. No field ever holds anything personal.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum
from fractions import Fraction
from typing import ClassVar

from fordel.domain.language import Language, Words, number

Where = str | Words
"""A place in what was read: names with dots between, or a line in words."""


class ExitCode(IntEnum):
    """What the command line answers with; listed in ``fordel --help``."""

    DONE = 0
    WRONG_USE = 2
    INPUT_REFUSED = 3
    MODEL_REFUSED = 4
    VERIFICATION_FAILED = 5


class FordelError(Exception):
    """The root of everything Fordel raises on purpose."""


@dataclass(eq=False)
class UserError(FordelError):
    """Something the person in front of the machine can mend; shown without a traceback."""

    exit_code: ClassVar[ExitCode]
    what: ClassVar[Words]
    why: ClassVar[Words]
    next: ClassVar[Words]

    def values(self) -> dict[str, object]:
        """The fields, as the templates name them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def message(self, language: Language = "da") -> str:
        """What is wrong, why it matters, what to do next: one sentence each."""
        return " ".join(self.parts(language))

    def parts(self, language: Language = "da") -> tuple[str, str, str]:
        """What is wrong, why it matters and what to do next, apart: a page sets them apart too."""
        values = {name: _written(value, language) for name, value in self.values().items()}
        what, why, following = (
            part.to(language).format(**values) for part in (self.what, self.why, self.next)
        )
        return what, why, following

    def __str__(self) -> str:
        return self.message("en")


def _written(value: object, language: Language) -> object:
    """Amounts and words as their reader writes them; everything else as it is."""
    if isinstance(value, Fraction):
        return number(value, language, 0 if value.denominator == 1 else 2)
    return value.to(language) if isinstance(value, Words) else value


class WrongUse(UserError):
    """The command was called with words that do not fit."""

    exit_code = ExitCode.WRONG_USE


class InputRefused(UserError):
    """The data cannot be used as they are."""

    exit_code = ExitCode.INPUT_REFUSED


class ModelRefused(UserError):
    """The model cannot be used as it is, or not with these data."""

    exit_code = ExitCode.MODEL_REFUSED


class VerificationFailed(UserError):
    """A bundle is not what it says it is."""

    exit_code = ExitCode.VERIFICATION_FAILED
