"""Bring the Danish catalogue up to date with the pages: ``python -m scripts.translations``.

New texts are added untranslated, those no longer used are taken out, and what lacks Danish is
listed. A test holds the catalogue against the pages.
"""

from __future__ import annotations

import io
import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from fordel.web.setting_up import use_settings
from fordel.web.translations import DANISH, compile_translations, messages

_HEAD = """\
# Danish for Fordel's pages. Written by `python -m scripts.translations`; translate here.
msgid ""
msgstr ""
"Project-Id-Version: Fordel\\n"
"Language: da\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main() -> int:
    """Write the catalogue anew; the exit code says whether all of it is translated."""
    use_settings()
    fresh = Catalog(domain="django", charset="utf-8", fuzzy=False)
    for name, said, _ in messages():
        fresh.add(said, locations=[(name, None)])  # type: ignore[list-item]
    with DANISH.open("rb") as file:
        kept = read_po(file, locale="da", domain="django")
    kept.update(fresh, no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.fuzzy = False
    text = io.BytesIO()
    write_po(text, kept, sort_output=True, omit_header=True, include_lineno=False, width=100)
    DANISH.write_bytes(_HEAD.encode() + text.getvalue())
    compile_translations()
    missing = [message.id for message in kept if message.id and not _whole(message.string)]
    for identity in missing:
        print(identity)
    print(f"{len(kept)} texts, {len(missing)} without Danish", file=sys.stderr)
    return 1 if missing else 0


def _whole(said: object) -> bool:
    return all(said) if isinstance(said, tuple | list) else bool(said)


if __name__ == "__main__":
    raise SystemExit(main())
