"""What the web application is refused for, before there is a page to say it on."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.errors import InputRefused, WrongUse
from fordel.domain.language import Words


@dataclass(eq=False)
class DatabaseAddressNotUnderstood(WrongUse):
    scheme: str

    what = Words(
        da="FORDEL_DATABASE_URL begynder med «{scheme}», som ikke er en database, Fordel kender.",
        en="FORDEL_DATABASE_URL begins with “{scheme}”, which is no database Fordel knows.",
    )
    why = Words(
        da="Uden en database kan intet gemmes.",
        en="Without a database nothing can be kept.",
    )
    next = Words(
        da="Skriv sqlite:///sti/til/fordel.sqlite3 eller postgresql://bruger:kode@vært/navn.",
        en="Write sqlite:///path/to/fordel.sqlite3 or postgresql://user:password@host/name.",
    )


@dataclass(eq=False)
class MunicipalityExists(InputRefused):
    code: str

    what = Words(
        da="Kommunen med nummer {code} findes allerede.",
        en="The municipality with number {code} is there already.",
    )
    why = Words(
        da="Numre bliver aldrig brugt igen, så historien ikke kan forveksles.",
        en="Numbers are never used again, so that no history is mistaken for another.",
    )
    next = Words(
        da="Brug et andet nummer, eller arbejd videre i den kommune, der er.",
        en="Use another number, or go on in the municipality that is there.",
    )


@dataclass(eq=False)
class FileKeyNotUnderstood(WrongUse):
    place: int

    what = Words(
        da="Nøgle nummer {place} i FORDEL_FILE_KEY er ikke en nøgle.",
        en="Key number {place} in FORDEL_FILE_KEY is no key.",
    )
    why = Words(
        da="Filer, der lægges ind, gemmes kun krypteret.",
        en="Files that are brought in are only kept encrypted.",
    )
    next = Words(
        da="Skriv den som navn:nøgle, hvor nøglen er 32 byte i URL-sikker base64.",
        en="Write it as name:key, where the key is 32 bytes in URL-safe base64.",
    )
