"""What keeping an installation alive refuses, in words."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, VerificationFailed, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class FileInTheWay(WrongUse):
    file: str

    what = Words(da="Filen {file} findes allerede.", en="The file {file} is there already.")
    why = Words(
        da="En ældre sikkerhedskopi kan være den eneste, der er hel.",
        en="An older backup may be the only one that is whole.",
    )
    next = Words(
        da="Vælg et andet navn, f.eks. med dagens dato.",
        en="Choose another name, for instance with today's date.",
    )


@dataclass(eq=False)
class NoPlaceForBackup(WrongUse):
    folder: str

    what = Words(
        da="Der kan ikke skrives i mappen {folder}.", en="The folder {folder} cannot be written to."
    )
    why = Words(
        da="Uden fil er der ingen sikkerhedskopi; intet er skrevet.",
        en="Without a file there is no backup; nothing was written.",
    )
    next = Words(
        da="Lav mappen, eller giv den bruger, der kører Fordel, lov til at skrive i den.",
        en="Make the folder, or let the user who runs Fordel write to it.",
    )


@dataclass(eq=False)
class DatabaseNotSetUp(WrongUse):
    what = Words(
        da="Databasen har ikke de tabeller, som denne udgave af Fordel bruger.",
        en="The database does not have the tables that this version of Fordel uses.",
    )
    why = Words(
        da="En kopi af en database, der ikke er gjort klar, kan ikke gendannes.",
        en="A copy of a database that is not made ready cannot be restored.",
    )
    next = Words(
        da="Kør fordel web setup, og prøv igen.", en="Run fordel web setup, and try again."
    )


@dataclass(eq=False)
class NotABackup(InputRefused):
    file: str

    what = Words(
        da="{file} er ikke en sikkerhedskopi fra Fordel, eller den kan ikke læses.",
        en="{file} is not a backup from Fordel, or it cannot be read.",
    )
    why = Words(
        da="Der gendannes kun fra filer, hvor alt kan kontrolleres; databasen er ikke ændret.",
        en="Only files where everything can be checked are restored from; "
        "the database is unchanged.",
    )
    next = Words(
        da="Find en fil, som fordel backup har skrevet, og prøv med den.",
        en="Find a file that fordel backup has written, and try with that.",
    )


@dataclass(eq=False)
class BackupDamaged(VerificationFailed):
    file: str
    part: str

    what = Words(
        da="Sikkerhedskopien {file} er beskadiget: {part} er ikke, som den blev skrevet.",
        en="The backup {file} is damaged: {part} is not as it was written.",
    )
    why = Words(
        da="Noget ville mangle eller være ændret bagefter; databasen er ikke ændret.",
        en="Something would be missing or changed afterwards; the database is unchanged.",
    )
    next = Words(
        da="Hent filen igen fra det sted, den blev gemt, eller brug en ældre kopi.",
        en="Fetch the file again from where it was kept, or use an older copy.",
    )


@dataclass(eq=False)
class BackupOfAnotherVersion(InputRefused):
    made_with: str
    here: str

    what = Words(
        da="Sikkerhedskopien er lavet med Fordel {made_with} og dens tabeller; her er {here}.",
        en="The backup was made with Fordel {made_with} and its tables; this is {here}.",
    )
    why = Words(
        da="Andre tabeller kan ikke holde det samme; databasen er ikke ændret.",
        en="Other tables cannot hold the same; the database is unchanged.",
    )
    next = Words(
        da="Installér udgave {made_with}, gendan, og opgradér bagefter.",
        en="Install version {made_with}, restore, and upgrade afterwards.",
    )


@dataclass(eq=False)
class DatabaseNotEmpty(WrongUse):
    table: str

    what = Words(
        da="Databasen er ikke tom: der er rækker i {table}.",
        en="The database is not empty: there are rows in {table}.",
    )
    why = Words(
        da="Det, der er, ville blive blandet med det gendannede; intet er ændret.",
        en="What is there would be mixed with what is restored; nothing was changed.",
    )
    next = Words(
        da="Lav en ny, tom database, peg FORDEL_DATABASE_URL på den, og prøv igen.",
        en="Make a new, empty database, point FORDEL_DATABASE_URL at it, and try again.",
    )


@dataclass(eq=False)
class RestoredDiffers(VerificationFailed):
    table: str

    what = Words(
        da="Tabellen {table} blev ikke den samme, som da kopien blev skrevet.",
        en="The table {table} did not become what it was when the copy was written.",
    )
    why = Words(
        da="Gendannelsen skal være nøjagtig; den er rullet tilbage, og databasen er tom.",
        en="Restoring has to be exact; it was rolled back, and the database is empty.",
    )
    next = Words(
        da="Prøv med den slags database (SQLite eller PostgreSQL), som kopien kom fra.",
        en="Try the kind of database (SQLite or PostgreSQL) that the copy came from.",
    )
