"""Making an installation ready: its key, its tables, its translations, its static files."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from fordel.domain.language import Words
from fordel.web.sealing import new_key

Progress = Callable[[Words], None]

KEY_LENGTH = 64


def use_settings(data: Path | None = None, *, demo: bool = False) -> None:
    """Choose Fordel's settings for this process; what the surroundings say goes first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fordel.web.settings")
    if data is not None:
        os.environ.setdefault("FORDEL_WEB_DATA", str(data.resolve()))
    if demo:
        os.environ.setdefault("FORDEL_DEMO", "1")
    import django

    _make_key("SECRET_KEY", secrets.token_urlsafe(KEY_LENGTH))
    _make_key("FIELD_KEYS", new_key())
    django.setup()


def _make_key(name: str, key: str) -> None:
    """A key beside the database, made once, readable by its owner only."""
    if os.environ.get(f"FORDEL_{name}") or os.environ.get(f"FORDEL_{name}_FILE"):
        return
    folder = Path(os.environ.get("FORDEL_WEB_DATA", "build/web"))
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

    from fordel.web.translations import compile_translations

    progress(Words(da="Oversætter", en="Compiling translations"))
    compile_translations()
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

    from fordel.web.wsgi import application

    server = waitress.create_server(
        application,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    ready(f"http://{host}:{server.effective_port}/")
    server.run()
