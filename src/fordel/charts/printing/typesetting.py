"""Setting a page with Typst: content goes in as data, never as code, and comes out tagged."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from fordel.domain.errors import FordelError

Form = Literal["pdf", "png"]
_NOT_PRINTED = re.compile(r"the text `\"(.*?)\"` could not be displayed")
_SHARP = 144


class NoGlyph(FordelError):
    """No font has a character; whoever has something set says it in words of its own."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


def typeset(template: bytes, content: Mapping[str, Any], name: str, form: Form = "pdf") -> bytes:
    """Set content with a template, which reads it as JSON from the input ``name``.

    Returns
    -------
    A tagged PDF (PDF/UA-1) without a date, so that the same content gives the same bytes; or the
    first page as a picture. Only the fonts that Typst carries are used.

    Raises
    ------
    NoGlyph : a text holds a character that none of them has.
    """
    import typst  # noqa: PLC0415 - only who prints pays for it

    inputs = {name: json.dumps(content, ensure_ascii=False)}
    try:
        if form == "png":
            pages = typst.compile(
                template, sys_inputs=inputs, ignore_system_fonts=True, format="png", ppi=_SHARP
            )
            return bytes(pages[0] if isinstance(pages, list) else pages)
        return bytes(
            typst.compile(
                template, sys_inputs=inputs, ignore_system_fonts=True, pdf_standards=["ua-1"]
            )
        )
    except typst.TypstError as error:
        found = _NOT_PRINTED.search(str(error))
        if found is None:
            raise
        raise NoGlyph(found[1]) from error
