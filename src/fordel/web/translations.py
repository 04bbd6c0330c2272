"""Danish for the pages: English in the code, Danish in ``locale``, compiled from Python alone."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent
DANISH = PACKAGE / "locale" / "da" / "LC_MESSAGES" / "django.po"
_KEYWORDS: dict[str, tuple[int, ...] | tuple[tuple[int, str], int] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}

Message = tuple[str, str | tuple[str, ...], int]
"""File below the package, text (singular and plural where there are both), line."""


def compile_translations(source: Path = DANISH) -> Path:
    """Write the compiled catalogue beside its source, unless it is newer already.

    The file is put there whole, so that several processes may do it at once.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return target
    with source.open("rb") as file:
        catalogue = read_po(file, locale="da", domain="django")
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as making:
        write_mo(making, catalogue)
    Path(making.name).chmod(0o644)
    os.replace(making.name, target)  # noqa: PTH105 - over an existing file, in one step
    return target


def messages() -> Iterator[Message]:
    """Every text of the pages that can be translated, from templates and from Python."""
    for path in sorted(PACKAGE.rglob("*.html")):
        yield from _extracted(path, _as_python(path))
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _extracted(path, path.read_text(encoding="utf-8"))


def _as_python(path: Path) -> str:
    """A template as Django shows it to extractors, without the indentation that means nothing."""
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(re.sub(r"^\s+", "", line) for line in text.splitlines()) + "\n"


def _extracted(path: Path, text: str) -> Iterator[Message]:
    from babel.messages.extract import extract

    name = path.relative_to(PACKAGE).as_posix()
    source = io.BytesIO(text.encode())
    for line, said, _, _ in extract("python", source, keywords=_KEYWORDS):
        if said:
            yield name, said, line
