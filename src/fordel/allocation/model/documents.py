"""Any document that people write in YAML: read exactly, held against its kind, or refused.

Which refusal, and in which words, is said by the room whose document it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fordel.allocation.model.loading import misfit_of, read_yaml
from fordel.allocation.refusals.writing import ModelNotReadable
from fordel.domain.errors import UserError

Document = TypeVar("Document", bound=BaseModel)
NotThere = Callable[[str], UserError]
"""The refusal of a file by its name."""
NotUnderstood = Callable[[str, str, str], UserError]
"""The refusal of a place in a document, with what is wrong there in Danish and in English."""


def text_in(path: Path, not_there: NotThere) -> str:
    """The text of a file.

    Raises
    ------
    UserError : ``not_there``, where there is no such file, or it is not text in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise not_there(path.name or str(path)) from error


def document_in(path: Path, not_there: NotThere, not_understood: NotUnderstood) -> Any:
    """What a YAML file holds, not yet held against anything.

    Raises
    ------
    UserError : ``not_there``, where there is no such file; ``not_understood``, where it is not
        text in UTF-8, or not YAML.
    """
    try:
        return read_yaml(path)
    except OSError as error:
        raise not_there(str(path)) from error
    except ModelNotReadable as error:
        raise not_understood(error.place, *error.problem) from error


def fitting(
    kind: type[Document], document: Any, not_understood: NotUnderstood, *, whole: str = "–"
) -> Document:
    """A document as one of its kind; ``whole`` is what the place is called where all is wrong.

    Raises
    ------
    UserError : ``not_understood``, with the first place that does not fit.
    """
    try:
        return kind.model_validate(document)
    except ValidationError as problem:
        place, words = misfit_of(problem, document)
        raise not_understood(place or whole, words.da, words.en) from problem
