"""The pages on what is stored, by class: for a municipality's record of processing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from fordel.domain.language import Language, Words
from fordel.web.access.policies.fields import PrivacyClass, Stored, Table, stored

_TITLE = Words(da="Hvad der er gemt, og hvor længe", en="What is stored, and for how long")
_INTRODUCTION = Words(
    da="""\
Til kommunens fortegnelse over behandlingsaktiviteter (databeskyttelsesforordningen, artikel 30).
Hvert felt i hver tabel står i præcis én klasse, den mest følsomme af det, der kan stå i det; en
test holder øje med, at intet felt mangler. Felter og tabeller har de navne, de har i koden.

Kommunen lægger selv til: formål og hjemmel, den dataansvarlige og databeskyttelsesrådgiveren,
databehandlere (den, der driver maskinen), og sin egen frist for sletning. Fordel sender intet til
andre end e-mails om, at noget venter, og spørgsmål til kommunens eget log-ind. Sikkerheden står i
[vejledningen til drift](../how-to/run-in-production.md), på engelsk.
""",
    en="""\
For a municipality's record of processing activities (General Data Protection Regulation, article
30; in Danish, for the record itself: [gemte data](gemte_data.md)). Every field of every table
stands in exactly one class, the most delicate of what may stand in it; a test sees that none is
missing. Fields and tables have the names they have in the code.

The municipality adds: purpose and legal basis, controller and data protection officer, processors
(whoever runs the machine), and its own time limits for erasure. Fordel sends nothing to others but
e-mails that something waits, and questions to the municipality's own log-in. Security is told in
the [guide to production](../how-to/run-in-production.md).
""",
)
_HEADS = {
    "class": Words(da="Klasse", en="Class"),
    "what": Words(da="Hvad det er", en="What it is"),
    "seen_by": Words(da="Hvem der ser det", en="Who sees it"),
    "kept": Words(da="Hvor længe", en="How long"),
    "person_deleted": Words(da="Når en person slettes", en="When a person is deleted"),
    "backup": Words(da="I backup", en="In a backup"),
    "in_log": Words(da="I log og adresser", en="In logs and addresses"),
    "table": Words(da="Tabel", en="Table"),
    "fields": Words(da="Felter", en="Fields"),
}
_IN_LOG = {
    True: Words(da="Må stå der", en="May stand there"),
    False: Words(da="Aldrig; højst rækkens nummer", en="Never; the row's number at most"),
}
_BACKUP = Words(da="Ja", en="Yes")
_BACKUP_BUT = Words(da="Ja, undtagen {tables}", en="Yes, except {tables}")
_BACKUP_NOTE = Words(
    da="""\
En backup (`fordel backup`) er en kopi af databasen og holder det, der siden er slettet, så længe
filen selv gemmes. Nøglerne er aldrig i den: forseglede filer og krypterede hemmeligheder er lukkede
uden dem.
""",
    en="""\
A backup (`fordel backup`) is a copy of the database and holds what was deleted since, for as long
as the file itself is kept. The keys are never in it: sealed files and encrypted secrets stay closed
without them.
""",
)
_PERSON_TITLE = Words(da="Når en person slettes", en="When a person is deleted")
_PERSON = Words(
    da="""\
Ingen side sletter en person. Den, der stopper, slås fra under **Personer**. Skal en person slettes,
gør den det, der driver maskinen: `Person.objects.get(email="…").delete()` i
`fordel web manage shell`. Så sker der det her:
""",
    en="""\
No page deletes a person. Who stops is switched off under **Personer** (people). Where a person has
to be deleted, whoever runs the machine does it: `Person.objects.get(email="…").delete()` in
`fordel web manage shell`. Then this happens:
""",
)
_ON_DELETE: dict[Any, Words] = {
    models.CASCADE: Words(da="Rækken går med", en="The row goes along"),
    models.SET_NULL: Words(
        da="Rækken bliver, feltet tømmes", en="The row stays, the field is emptied"
    ),
    models.DO_NOTHING: Words(
        da="Rækken bliver, med personens nummer og, hvor der står et, navnet fra dengang",
        en="The row stays, with the person's number and, where one stands, the name they had then",
    ),
}
_LOG_STAYS = Words(
    da="Loggen (`audit.Entry`) peger ikke på personer: nummer og navn er skrevet af.",
    en="The log (`audit.Entry`) points at nobody: number and name are copied.",
)
_BESIDE = Words(da="Andre tabeller i databasen", en="Other tables of the database")


def page(language: Language) -> str:
    """What is stored, class by class, the most delicate first."""
    found = stored()
    parts = [f"# {_TITLE.to(language)}\n\n{_INTRODUCTION.to(language)}\n"]
    parts += [_overview(found, language), f"\n{_BACKUP_NOTE.to(language)}"]
    for name in reversed([*found.classes]):
        parts += _section(found, name, language)
    parts += [f"\n## {_PERSON_TITLE.to(language)}\n\n{_PERSON.to(language)}\n"]
    parts += [*_deletion(language), f"\n{_LOG_STAYS.to(language)}\n"]
    parts += [f"\n## {_BESIDE.to(language)}\n\n"]
    parts += [f"- `{name}`: {about.to(language)}.\n" for name, about in found.beside.items()]
    return "".join(parts)


def _overview(found: Stored, language: Language) -> str:
    heads = [_HEADS[head].to(language) for head in ("class", "what", "kept", "in_log")]
    rows = [
        [f"**{kind.name.to(language)}**", kind.what.to(language), kind.kept.to(language),
         _IN_LOG[kind.in_log].to(language)]
        for kind in reversed([*found.classes.values()])
    ]  # fmt: skip
    return _table(heads, rows)


def _section(found: Stored, name: str, language: Language) -> Iterator[str]:
    kind = found.classes[name]
    yield f"\n## {kind.name.to(language)}\n\n"
    yield from _told(kind, _left_out(found, name), language)
    rows = [
        [f"`{label}`", table.about.to(language), _fields(table, name, language),
         table.kept.to(language) if table.kept else ""]
        for label, table in found.tables.items()
        if table.of_class(name)
    ]  # fmt: skip
    heads = [_HEADS[head].to(language) for head in ("table", "what", "fields", "kept")]
    yield "\n" + _table(heads, rows)


def _told(kind: PrivacyClass, left_out: str, language: Language) -> Iterator[str]:
    backup = _BACKUP_BUT.to(language).format(tables=left_out) if left_out else _BACKUP.to(language)
    said = {
        "what": kind.what.to(language),
        "seen_by": kind.seen_by.to(language),
        "kept": kind.kept.to(language),
        "person_deleted": kind.person_deleted.to(language),
        "backup": backup,
        "in_log": _IN_LOG[kind.in_log].to(language),
    }
    for head, words in said.items():
        yield f"- {_HEADS[head].to(language)}: {words}.\n"


def _left_out(found: Stored, name: str) -> str:
    """The tables with such fields that a backup leaves out."""
    labels = [
        f"`{label}`"
        for label, table in found.tables.items()
        if table.of_class(name) and not table.in_backup
    ]
    return ", ".join(labels)


def _fields(table: Table, name: str, language: Language) -> str:
    """The fields of a class; those with the same words are told together."""
    told: dict[str, list[str]] = {}
    for field in table.of_class(name):
        words = table.holds.get(field)
        told.setdefault(words.to(language) if words else "", []).append(f"`{field}`")
    shown = [
        f"{', '.join(fields)} ({words})" if words else ", ".join(fields)
        for words, fields in told.items()
    ]
    return "; ".join(shown)


def _deletion(language: Language) -> Iterator[str]:
    """What becomes of every field that points at a person, as the models say."""
    ends: dict[str, list[str]] = {words.to(language): [] for words in _ON_DELETE.values()}
    person = apps.get_model(settings.AUTH_USER_MODEL)
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:  # noqa: SLF001 - Django's own name for it
            pointing: Any = field.remote_field
            if field.related_model is person:
                end = _ON_DELETE[pointing.on_delete].to(language)
                ends[end].append(f"`{model._meta.label}.{field.name}`")  # noqa: SLF001 - as above
    for end, fields in ends.items():
        yield f"- {end}: {', '.join(fields)}.\n"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
