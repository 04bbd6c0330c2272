"""What the settings say, before anything is asked of a database or a server."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from fordel.domain.language import Words
from fordel.web import environment
from fordel.web.operations.findings import Finding, fine, problem, warning

_SHORTEST_KEY = 50
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_READ_ELSEWHERE = {"FORDEL_LANG", "FORDEL_WEB_DATA"}


def check_settings() -> Iterator[Finding]:
    """Demonstration, names, key, HTTPS, misspelt variables."""
    yield _demonstration()
    yield _names()
    yield _secret()
    yield _kept_key(
        "field-keys",
        "FIELD_KEYS",
        bool(settings.FIELD_KEYS),
        Words(
            "Uden den kan koder fra apps og kommunens eget log-ind ikke åbnes.",
            "Without it codes from apps and the municipality's own log-in cannot be opened.",
        ),
    )
    yield _kept_key(
        "file-key",
        "FILE_KEY",
        bool(settings.FILE_KEYS),
        Words(
            "Uden den kan filer, der er lagt ind, ikke åbnes.",
            "Without it files that were brought in cannot be opened.",
        ),
    )
    yield _https()
    yield _spelling()


def _demonstration() -> Finding:
    if not settings.DEMO:
        return fine("purpose", "Opsætningen er til rigtige data.", "The set-up is for real data.")
    return problem(
        "purpose",
        Words("Opsætningen er en demonstration.", "The set-up is a demonstration."),
        Words(
            "Cookies og sider går over HTTP, og siderne siger, at tallene er opdigtede.",
            "Cookies and pages go over HTTP, and the pages say that the figures are invented.",
        ),
        Words("Fjern FORDEL_DEMO.", "Remove FORDEL_DEMO."),
    )


def _names() -> Finding:
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts:
        return problem(
            "names",
            Words("Fordel svarer på alle navne.", "Fordel answers to every name."),
            Words(
                "Et fremmed navn kan komme ind i links, der sendes til folk.",
                "A strange name can get into links that are sent to people.",
            ),
            Words(
                "Skriv de rigtige navne i FORDEL_ALLOWED_HOSTS.",
                "Write the right names in FORDEL_ALLOWED_HOSTS.",
            ),
        )
    if hosts <= {"127.0.0.1", "localhost", "[::1]"}:
        return problem(
            "names",
            Words("Fordel svarer kun på denne maskine.", "Fordel answers on this machine only."),
            Words("Ingen andre kan åbne siderne.", "Nobody else can open the pages."),
            Words(
                "Skriv adressens navn i FORDEL_ALLOWED_HOSTS.",
                "Write the name in the address in FORDEL_ALLOWED_HOSTS.",
            ),
        )
    return fine("names", "Fordel svarer på bestemte navne.", "Fordel answers to certain names.")


def _secret() -> Finding:
    why = Words(
        "Den, der kender nøglen, kan lave log-in for hvem som helst.",
        "Whoever knows the key can make a log-in for anybody.",
    )
    file = Path(environment.text("SECRET_KEY_FILE") or settings.DATA / "secret_key")
    if len(settings.SECRET_KEY) < _SHORTEST_KEY:
        return problem(
            "key",
            Words("Nøglen mangler eller er for kort.", "The key is missing or too short."),
            why,
            Words(
                "Kør fordel web setup, som laver en, eller sæt FORDEL_SECRET_KEY_FILE.",
                "Run fordel web setup, which makes one, or set FORDEL_SECRET_KEY_FILE.",
            ),
        )
    in_file = not environment.text("SECRET_KEY")
    if in_file and file.stat().st_mode & _OPEN_TO_OTHERS:
        return problem(
            "key",
            Words("Andre kan læse nøglens fil.", "Others can read the key's file."),
            why,
            Words(f"chmod 600 {file.name}", f"chmod 600 {file.name}"),
        )
    return fine("key", "Nøglen er lang og gemt for andre.", "The key is long and kept from others.")


def _kept_key(name: str, variable: str, there: bool, why: Words) -> Finding:
    """A key that opens what is sealed: there, and kept apart from the database it opens."""
    named = f"FORDEL_{variable}"
    if not there:
        return problem(
            name,
            Words(f"{named} mangler.", f"{named} is missing."),
            why,
            Words(
                f"Sæt {named}_FILE til filen med nøglen; til en helt ny installation laver fordel "
                "web setup en.",
                f"Set {named}_FILE to the file with the key; for a new installation fordel web "
                "setup makes one.",
            ),
        )
    if environment.text(variable) or environment.text(f"{variable}_FILE"):
        return fine(name, f"{named} er sat.", f"{named} is set.")
    return warning(
        name,
        Words(
            f"{named} ligger kun i installationens egen mappe ({variable.lower()}).",
            f"{named} lies only in the installation's own folder ({variable.lower()}).",
        ),
        Words(
            f"{why.da} En sikkerhedskopi rummer den ikke.",
            f"{why.en} A backup does not hold it.",
        ),
        Words(
            f"Flyt den til et andet sted, nævn det i {named}_FILE, og gem en kopi i kommunens "
            "boks til nøgler.",
            f"Move it elsewhere, name that in {named}_FILE, and keep a copy in the municipality's "
            "vault.",
        ),
    )


def _https() -> Finding:
    if not settings.HTTPS:
        return problem(
            "https",
            Words("Siderne går over HTTP.", "The pages go over HTTP."),
            Words(
                "Adgangskoder og tal kan læses på vejen.",
                "Passwords and figures can be read on the way.",
            ),
            Words("Sæt FORDEL_HTTPS=1.", "Set FORDEL_HTTPS=1."),
        )
    if not settings.BEHIND_PROXY:
        return warning(
            "https",
            Words(
                "HTTPS er slået til, men ingen proxy er nævnt.",
                "HTTPS is on, but no proxy is named.",
            ),
            Words(
                "Fordel taler selv kun HTTP; uden proxyens ord sendes folk i ring.",
                "Fordel itself speaks only HTTP; without the proxy's word people go in a circle.",
            ),
            Words(
                "Sæt FORDEL_BEHIND_PROXY=1, når en proxy står foran og sætter X-Forwarded-Proto.",
                "Set FORDEL_BEHIND_PROXY=1 when a proxy stands before it and sets "
                "X-Forwarded-Proto.",
            ),
        )
    return fine("https", "Kun HTTPS, bag en proxy.", "HTTPS only, behind a proxy.")


def _spelling() -> Finding:
    here = {name for name in os.environ if name.startswith("FORDEL_")}
    strange = sorted(here - environment.ASKED - _READ_ELSEWHERE)
    if not strange:
        return fine("settings", "Alle indstillinger er kendt.", "Every setting is known.")
    said = ", ".join(strange)
    return warning(
        "settings",
        Words(f"Ingen læser {said}.", f"Nothing reads {said}."),
        Words(
            "En indstilling, der er stavet forkert, virker ikke.",
            "A setting that is misspelt has no effect.",
        ),
        Words("Se listen i docs/web.md.", "See the list in docs/web.md."),
    )
