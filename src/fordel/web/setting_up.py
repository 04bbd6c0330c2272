"""Making an installation ready: its key, its tables, its translations, its static files."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from fordel.domain.language import Words
from fordel.web.environment import FILE_KEY_BYTES
from fordel.web.sealing import new_key

Progress = Callable[[Words], None]

KEY_LENGTH = 64
_MOST_CONNECTIONS = 2_000
_LONGEST_HEADER = 32_768
_NO_KEY = "none"
"""Django does not start without a key; one so short is told of by ``fordel check``."""


def use_settings(data: Path | None = None, *, demo: bool = False, make_key: bool = True) -> None:
    """Choose Fordel's settings for this process; what the surroundings say goes first.

    Parameters
    ----------
    make_key : whether an installation without a key gets one; who only looks makes none.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.web.settings")
    if data is not None:
        os.environ.setdefault("FORDEL_WEB_DATA", str(data.resolve()))
    if demo:
        os.environ.setdefault("FORDEL_DEMO", "1")
    import django

    if make_key:
        _make_key("SECRET_KEY", secrets.token_urlsafe(KEY_LENGTH))
        _make_key("FIELD_KEYS", new_key())
        file_key = base64.urlsafe_b64encode(secrets.token_bytes(FILE_KEY_BYTES)).decode()
        _make_key("FILE_KEY", f"1:{file_key}")
    elif not _key_is_there():
        os.environ["FORDEL_SECRET_KEY"] = _NO_KEY
    django.setup()


def _key_is_there() -> bool:
    given = any(os.environ.get(name) for name in ("FORDEL_SECRET_KEY", "FORDEL_SECRET_KEY_FILE"))
    return given or (_folder() / "secret_key").is_file()


def _folder() -> Path:
    return Path(os.environ.get("FORDEL_WEB_DATA", "build/web"))


def _make_key(name: str, key: str) -> None:
    """A key beside the database, made once, readable by its owner only."""
    if os.environ.get(f"FORDEL_{name}") or os.environ.get(f"FORDEL_{name}_FILE"):
        return
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(folder / name.lower(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(key)


def set_up(progress: Progress = lambda _: None) -> None:
    """Compile translations, bring the tables up to date, gather the static files.

    Doing it again changes nothing. :func:`use_settings` comes first.
    """
    from django.core.management import call_command
    from django.utils.translation.reloader import translation_file_changed

    from fordel.web.translations import compile_translations

    progress(Words(da="Oversætter", en="Compiling translations"))
    # This process may serve the pages next, and has looked for Danish already.
    translation_file_changed(None, compile_translations())
    progress(Words(da="Gør databasen klar", en="Preparing the database"))
    call_command("migrate", verbosity=0, interactive=False)
    progress(Words(da="Samler filer til siderne", en="Gathering files for the pages"))
    call_command("collectstatic", verbosity=0, interactive=False)


def serve(
    host: str, port: int, ready: Callable[[str], None], threads: int = 8
) -> None:  # pragma: no cover - runs until it is stopped; the browser tests call it
    """Serve until stopped.

    Parameters
    ----------
    port : 0 lets the system choose.
    ready : told the address once requests are answered.
    """
    import waitress
    from django.conf import settings

    from fordel.web.operations.warming import warm_beside
    from fordel.web.wsgi import application

    largest = settings.UPLOAD_LIMIT_MB * 1_000_000
    server = waitress.create_server(
        application,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        # What is sent may be a file of children: it never lies on disk unencrypted.
        inbuf_overflow=largest,
        max_request_body_size=2 * largest,
        # A browser keeps its connection; the hundred that is usual is a tenth of a publication
        # day, and the others would wait for a place. poll has no limit of its own, select has.
        connection_limit=_MOST_CONNECTIONS,
        asyncore_use_poll=True,
        max_request_header_size=_LONGEST_HEADER,
        # Behind a proxy its word about scheme and address is what the settings go by.
        clear_untrusted_proxy_headers=not settings.BEHIND_PROXY,
    )
    ready(f"http://{host}:{server.effective_port}/")
    warm_beside()
    server.run()
