"""Any document that people write in YAML: read exactly, held against its kind, or refused.

Which refusal, and in which words, is said by the room whose document it is.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fordel.allocation.model.loading import misfit_of, parse_yaml, read_yaml
from fordel.allocation.refusals.writing import ModelNotReadable
from fordel.domain.errors import UserError, Where

Document = TypeVar("Document", bound=BaseModel)
NotThere = Callable[[str], UserError]
"""The refusal of a file by its path, as it was given."""
NotUnderstood = Callable[[Where, str, str], UserError]
"""The refusal of a place in a document, with what is wrong there in Danish and in English."""
WHOLE = "–"
"""The place of what is wrong with a document as a whole."""


def shipped_document(*path: str) -> Any:
    """What a packaged definition says; ``path`` is under ``fordel/definitions``."""
    return parse_yaml(files("fordel.definitions").joinpath(*path).read_text("utf-8"), path[-1])


def document_in(path: Path, not_there: NotThere, not_understood: NotUnderstood) -> Any:
    """What a YAML file holds, not yet held against anything.

    Raises
    ------
    UserError : ``not_there``, where there is no such file; ``not_understood``, with the line,
        where it is too large, not text in UTF-8, or not YAML.
    """
    try:
        return read_yaml(path)
    except OSError as error:
        raise not_there(str(path)) from error
    except ModelNotReadable as error:
        raise not_understood(error.line_words, *error.problem) from error


def document_of(text: str, not_understood: NotUnderstood) -> Any:
    """What a text in YAML holds, not yet held against anything.

    Raises
    ------
    UserError : ``not_understood``, with the line, where it is not YAML.
    """
    try:
        return parse_yaml(text, WHOLE)
    except ModelNotReadable as error:
        raise not_understood(error.line_words, *error.problem) from error


def fields_of(document: Any, not_understood: NotUnderstood) -> dict[str, Any]:
    """A document that has to be names with values, before anything is laid over or under it.

    Raises
    ------
    UserError : ``not_understood``, where it is a list, a figure or nothing.
    """
    if isinstance(document, dict):
        return document
    raise not_understood(WHOLE, "her skal stå navne med værdier", "names with values are expected")


def fitting(
    kind: type[Document], document: Any, not_understood: NotUnderstood, *, whole: str = WHOLE
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
