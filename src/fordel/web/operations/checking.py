"""Whether an installation is ready for real data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from fordel.domain.language import Words
from fordel.web.audit.models import Entry
from fordel.web.operations.backup import fields_keys, files_keys
from fordel.web.operations.configured import check_settings
from fordel.web.operations.findings import Finding, fine, problem, warning
from fordel.web.operations.health import SMALLEST_FREE_BYTES, free_bytes, late_jobs
from fordel.web.sealing import key_name
from fordel.web.translations import PACKAGE

_MAIL_SECONDS = 5
_CLOCKS_MAY_DIFFER = timedelta(seconds=5)
_ROOMY = 5 * SMALLEST_FREE_BYTES
_MEGABYTE = 1_000_000


def check_installation() -> list[Finding]:
    """Everything that is looked at, in the order a person would mend it.

    Where the database is not reached or not made ready, what is in it is not looked at.
    """
    database = list(check_database())
    ready = all(finding.why is None or finding.level == "warning" for finding in database)
    inside: list[Callable[[], Finding]] = (
        [check_worker, check_file_keys, check_field_keys, check_clock] if ready else []
    )
    rest = (check_static_files, check_mail, check_disk)
    return [*check_settings(), *database, *(look() for look in (*inside, *rest))]


def check_database() -> Iterator[Finding]:
    """Whether it answers, which kind it is, and whether its tables are this version's."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        yield problem(
            "database",
            Words("Databasen svarer ikke.", "The database does not answer."),
            Words("Uden den virker ingen side.", "Without it no page works."),
            Words(
                "Se efter, om den kører, og om FORDEL_DATABASE_URL har den rette vært, bruger og "
                "adgangskode.",
                "See whether it runs, and whether FORDEL_DATABASE_URL has the right host, user "
                "and password.",
            ),
        )
        return
    if connection.vendor == "sqlite":
        yield warning(
            "database",
            Words("Databasen er SQLite.", "The database is SQLite."),
            Words(
                "Kun én kan skrive ad gangen; en dag, hvor brevene læses, kommer folk til at "
                "vente.",
                "Only one can write at a time; on a day when letters are read, people will wait.",
            ),
            Words(
                "Brug PostgreSQL: FORDEL_DATABASE_URL=postgresql://…",
                "Use PostgreSQL: FORDEL_DATABASE_URL=postgresql://…",
            ),
        )
    else:
        yield fine("database", "PostgreSQL svarer.", "PostgreSQL answers.")
    if waiting:
        yield problem(
            "tables",
            Words(
                f"{len(waiting)} ændringer af tabellerne mangler.",
                f"{len(waiting)} changes to the tables are missing.",
            ),
            Words(
                "Sider, der bruger dem, fejler.",
                "Pages that use them fail.",
            ),
            Words("Kør fordel web setup.", "Run fordel web setup."),
        )
    else:
        yield fine("tables", "Tabellerne passer.", "The tables fit.")


def check_worker() -> Finding:
    """Whether somebody takes up the work that waits."""
    late = late_jobs()
    if late:
        return problem(
            "worker",
            Words(f"{late} opgaver venter forgæves.", f"{late} jobs wait in vain."),
            Words(
                "Importer og beregninger bliver ikke færdige.",
                "Imports and calculations do not finish.",
            ),
            Words(
                "Start arbejderen (systemctl start fordel-worker), og se i dens log.",
                "Start the worker (systemctl start fordel-worker), and look in its log.",
            ),
        )
    return fine("worker", "Intet arbejde venter forgæves.", "No work waits in vain.")


def check_file_keys() -> Finding:
    """Whether every uploaded file that is kept can be opened."""
    have = {str(name) for name in getattr(settings, "FILE_KEYS", {})}
    missing = sorted(files_keys() - have)
    if not missing:
        return fine("files", "Gemte filer kan åbnes.", "Kept files can be opened.")
    said = ", ".join(missing)
    return problem(
        "files",
        Words(f"Nøglen {said} til gemte filer mangler.", f"The key {said} of kept files is gone."),
        Words(
            "Filer, der er krypteret med den, kan ikke læses.",
            "Files that are encrypted with it cannot be read.",
        ),
        Words(
            "Hent nøglen, hvor I gemmer den, og sæt den ind igen.",
            "Fetch the key from where you keep it, and put it back.",
        ),
    )


def check_field_keys() -> Finding:
    """Whether every secret that is sealed in the database can be opened."""
    have = {key_name(key) for key in settings.FIELD_KEYS}
    missing = sorted(fields_keys() - have)
    if not missing:
        return fine("secrets", "Hemmeligheder kan åbnes.", "Secrets can be opened.")
    said = ", ".join(missing)
    return problem(
        "secrets",
        Words(
            f"Nøglen {said} i FORDEL_FIELD_KEYS mangler.",
            f"The key {said} of FORDEL_FIELD_KEYS is gone.",
        ),
        Words(
            "Koder fra apps og kommunens eget log-ind, der er låst med den, virker ikke.",
            "Codes from apps and the municipality's own log-in that are sealed with it do not "
            "work.",
        ),
        Words(
            "Hent nøglen, hvor I gemmer den, og sæt den ind igen.",
            "Fetch the key from where you keep it, and put it back.",
        ),
    )


def check_clock() -> Finding:
    """Whether the clocks agree, and run forwards."""
    now = timezone.now()
    newest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    theirs = now
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0]
    apart = abs(theirs - now) > _CLOCKS_MAY_DIFFER
    if apart or (newest is not None and newest > now + _CLOCKS_MAY_DIFFER):
        return problem(
            "clock",
            Words(
                "Urene er ikke enige, eller uret er stillet tilbage.",
                "The clocks disagree, or the clock was set back.",
            ),
            Words(
                "Loggen skal kunne vise, hvad der skete først; koder til log-in afhænger af uret.",
                "The log has to show what came first; codes for logging in depend on the clock.",
            ),
            Words("Slå NTP til (timedatectl).", "Switch on NTP (timedatectl)."),
        )
    return fine("clock", "Urene er enige.", "The clocks agree.")


def check_static_files() -> Finding:
    """Whether the pages' files are gathered and the words translated, for this version."""
    storage = staticfiles_storage
    known = storage.hashed_files if isinstance(storage, ManifestStaticFilesStorage) else {}
    there = {
        path.replace("\\", "/") for finder in finders.get_finders() for path, _ in finder.list(None)
    }
    gathered = there <= set(known) and all(
        (Path(settings.STATIC_ROOT) / known[path]).is_file() for path in there
    )
    compiled = all(
        (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.mo").is_file()
        for language, _ in settings.LANGUAGES
        if (PACKAGE / "locale" / language).is_dir()
    )
    if gathered and compiled:
        return fine("pages", "Sidernes filer er samlet.", "The pages' files are gathered.")
    return problem(
        "pages",
        Words(
            "Sidernes filer eller oversættelser mangler eller er fra en anden udgave.",
            "The pages' files or translations are missing or of another version.",
        ),
        Words(
            "Siderne fejler eller ser forkerte ud.",
            "Pages fail or look wrong.",
        ),
        Words("Kør fordel web setup.", "Run fordel web setup."),
    )


def check_mail() -> Finding:
    """Whether notices reach a mail server."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return warning(
            "mail",
            Words("Der sendes ingen e-mail.", "No e-mail is sent."),
            Words(
                "Lederne får ikke besked, når der er et brev.",
                "Leaders are not told when there is a letter.",
            ),
            Words(
                "Sæt FORDEL_EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend og "
                "FORDEL_EMAIL_HOST.",
                "Set FORDEL_EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend and "
                "FORDEL_EMAIL_HOST.",
            ),
        )
    server = get_connection(timeout=_MAIL_SECONDS)
    try:
        server.open()
        server.close()
    except (TimeoutError, OSError):
        return problem(
            "mail",
            Words("Mailserveren svarer ikke.", "The mail server does not answer."),
            Words(
                "Lederne får ikke besked, når der er et brev.",
                "Leaders are not told when there is a letter.",
            ),
            Words("Se efter FORDEL_EMAIL_HOST.", "See to FORDEL_EMAIL_HOST."),
        )
    return fine("mail", "Mailserveren svarer.", "The mail server answers.")


def check_disk() -> Finding:
    """Whether there is room where the installation keeps its files."""
    left = free_bytes()
    said = Words(
        f"Der er {left // _MEGABYTE} MB plads på disken.",
        f"There are {left // _MEGABYTE} MB free on the disk.",
    )
    if left >= _ROOMY:
        return fine("disk", said.da, said.en)
    why = Words(
        "Er disken fuld, gemmes intet, og databasen stopper.",
        "When the disk is full nothing is kept, and the database stops.",
    )
    following = Words("Ryd op, eller giv mere plads.", "Clear up, or give more room.")
    tell = problem if left < SMALLEST_FREE_BYTES else warning
    return tell("disk", said, why, following)
