"""The budget letter: one page that a unit's leader can read, as an accessible PDF.

Written straight from a run the letter shows how many of the unit's children count: that is for the
analyst. What is announced is made with what :class:`fordel.announcement.allowed.MayTell` allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from fordel.allocation.change import Change
from fordel.allocation.runs import Run
from fordel.announcement.explanation import subject_of
from fordel.announcement.letter_content import CONTACT_FIELDS, letter_content
from fordel.announcement.refusals import (
    ContactFieldNotKnown,
    TextCannotBePrinted,
    UnitNotInRun,
    UnitTakesNoPart,
)
from fordel.charts.printing.typesetting import Form, NoGlyph, typeset
from fordel.domain.language import Language


def write_letter(
    run: Run,
    unit: str,
    path: Path,
    language: Language,
    change: Change | None = None,
    contact: Mapping[str, str] | None = None,
) -> Path:
    """Write a unit's budget letter.

    Parameters
    ----------
    path : where the PDF is put; an existing file is replaced.
    change : what happened since last year; without it the letter says nothing of last year.
    contact : what the municipality wants said: any of ``sender``, ``name``, ``phone``, ``email``,
        ``purpose`` and ``requirements``. What is not given is not said.

    Returns
    -------
    ``path``. The PDF is tagged, has a title and a language (PDF/UA-1), and holds no date, so that
    the same run gives the same bytes.

    Raises
    ------
    UnitNotInRun, UnitTakesNoPart : there is no amount to announce.
    ContactFieldNotKnown : ``contact`` has something the letter does not show.
    TextCannotBePrinted : a name holds a character that no font of the letter has.
    """
    path.write_bytes(render_letter(run, unit, language, change=change, contact=contact))
    return path


def render_letter(
    run: Run,
    unit: str,
    language: Language,
    *,
    change: Change | None = None,
    contact: Mapping[str, str] | None = None,
    form: Form = "pdf",
) -> bytes:
    """The letter as a PDF, or its first page as a picture; see :func:`write_letter`."""
    _check(run, unit, contact or {})
    content = letter_content(subject_of(run, unit, language), change, contact or {})
    return typeset_letter(content, unit, form)


def _check(run: Run, unit: str, contact: Mapping[str, str]) -> None:
    if unit not in run.allocation.ids:
        if unit in {left.unit for left in run.allocation.left_out}:
            raise UnitTakesNoPart(unit=unit)
        raise UnitNotInRun(unit=unit, units=len(run.allocation.ids))
    for field in contact:
        if field not in CONTACT_FIELDS:
            raise ContactFieldNotKnown(field=field, known=", ".join(CONTACT_FIELDS))


def typeset_letter(content: Mapping[str, Any], unit: str, form: Form = "pdf") -> bytes:
    """Set a letter's content as it was decided; it goes in as data, never as code.

    Raises
    ------
    TextCannotBePrinted : a name holds a character that no font of the letter has.
    """
    template = files("fordel.announcement").joinpath("templates", "letter.typ").read_bytes()
    try:
        return typeset(template, content, "letter", form)
    except NoGlyph as error:
        raise TextCannotBePrinted(unit=unit, character=error.character) from error
