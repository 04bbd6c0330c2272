"""Every field that is stored has a class, and what a class forbids does not happen."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import Iterator
from dataclasses import fields as parts_of
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.urls import get_resolver, reverse

from fordel.domain.language import Words
from fordel.web.access.models import Person, Role
from fordel.web.access.policies.fields import PrivacyClass, read, stored
from fordel.web.audit.models import Entry
from fordel.web.budgets.models import BudgetYear, CountedData, Decision
from fordel.web.components import logs
from fordel.web.operations.rows import LEFT_OUT
from fordel.web.organisation.models import Municipality
from tests.shared import ROOT
from tests.web.test_access import ADDRESSES, named
from tests.web.test_imports import accept, real, send

WEB = ROOT / "src" / "fordel" / "web"
MODELS = {model._meta.label: model for model in apps.get_models()}
_MARKED = re.compile(r"zq\d{6}")
MEANS_SOMETHING_ELSE = {
    "key": "of a unit, a project, a year: known to all; the secret ones are allauth's",
    "value": "of a choice: a word of the code",
    "person_number": "the number of a row",
}
"""Names of fields that may not be logged, which in what is logged are something harmless."""


def fields_of(model: type[models.Model]) -> list[models.Field]:
    return [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]


def every_field() -> Iterator[tuple[str, models.Field, PrivacyClass]]:
    for label, model in MODELS.items():
        for field in fields_of(model):
            yield label, field, stored().class_of(label, field.name)


def test_every_field_has_a_class_and_every_entry_a_field():
    there = {label: {field.name for field in fields_of(model)} for label, model in MODELS.items()}
    told = {label: set(table.fields) for label, table in stored().tables.items()}
    assert told == there, "access/policies/fields.yaml: docs/web.md tells how"


def test_the_database_has_no_other_tables(db):
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert set(connection.introspection.table_names()) - known == set(stored().beside)


def test_what_a_type_does_not_tell_is_judged_in_words():
    open_types = (models.TextField, models.JSONField, models.BinaryField)
    for label, field, kind in every_field():
        typed = isinstance(field, models.TextField) and kind is stored().classes["free_text"]
        if isinstance(field, open_types) and not typed:
            assert field.name in stored().tables[label].holds, f"say what {label}.{field} holds"


def test_who_somebody_is_is_never_called_harmless():
    delicate = {"person", "secret"}
    for label, field, _ in every_field():
        tells = (
            field.related_model is Person
            or isinstance(field, models.EmailField | models.GenericIPAddressField)
            or field.name in {"by_name", "password", "uid"}
        )
        if tells:
            assert stored().tables[label].fields[field.name] in delicate, f"{label}.{field.name}"


def test_nothing_that_is_kept_is_of_one_child():
    """Rows of children lie in sealed files alone: no class for them, no column to put them in."""
    assert "child" not in stored().classes
    assert stored().tables["budgets.UploadedFile"].of_class("sealed") == ("content",)
    assert [label for label, table in stored().tables.items() if table.of_class("sealed")] == [
        "budgets.UploadedFile"
    ]
    of_a_child = (
        "cpr",
        "child_key",
        "child_id",
        "pseudonym",
        "birth",
        "born",
        "guardian",
        "parent",
    )
    for label, field, _ in every_field():
        assert not any(word in field.name.lower() for word in of_a_child), f"{label}.{field.name}"
        assert field.name != "child"


def everything() -> Iterator[tuple[str, str, str]]:
    """Every value of every row, as text."""
    for label, model in MODELS.items():
        names = [field.attname for field in model._meta.local_concrete_fields]
        for row in model._base_manager.values_list(*names):
            for name, value in zip(names, row, strict=True):
                binary = isinstance(value, bytes | memoryview)
                yield label, name, bytes(value).decode("latin-1") if binary else json_of(value)


def json_of(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)


def test_no_row_names_a_child_while_files_are_read_or_after(town):
    year = BudgetYear.objects.create(
        municipality=Municipality.objects.get(code=town.code), year=2025
    )
    [(name, content)] = real("children")
    head, *rows = content.decode("utf-8-sig").splitlines()
    assert head.startswith("barn;")
    marked = "\n".join([head, *(f"zq{row}" for row in rows)]).encode()
    assert _MARKED.search(marked.decode())
    send(town, [*real("units", "grants", "applications"), (name, marked)])
    assert not [place for *place, text in everything() if _MARKED.search(text)]
    accept(town)
    assert CountedData.objects.get(budget_year=year).children_count > 100
    assert not [place for *place, text in everything() if _MARKED.search(text)]


def test_the_classes_are_told_in_both_languages():
    assert [name for name, kind in stored().classes.items() if kind.in_log] == [
        "public",
        "internal",
    ]
    for kind in stored().classes.values():
        for part in parts_of(kind):
            words = getattr(kind, part.name)
            if isinstance(words, Words):
                assert words.da, part.name
                assert words.en, part.name
                assert words.da != words.en


def test_a_backup_leaves_out_what_the_table_says():
    left_out = {label for label, table in stored().tables.items() if not table.in_backup}
    assert left_out == {model._meta.label for model in LEFT_OUT}


def test_a_field_cannot_be_in_two_classes_nor_in_one_there_is_not():
    text = (WEB / "access" / "policies" / "fields.yaml").read_text("utf-8")
    twice = text.replace("public: [key, name, closed_on]", "public: [key, name, closed_on, id]")
    with pytest.raises(ValueError, match=r"organisation\.Area stands in two classes"):
        read(twice)
    strange = text.replace("public: [key, name, closed_on]", "harmless: [key, name, closed_on]")
    with pytest.raises(ValueError, match="harmless"):
        read(strange)
    gone = text.replace("{of: [details]", "{of: [particulars]")
    with pytest.raises(ValueError, match="particulars"):
        read(gone)


def not_for_logs() -> set[str]:
    """Names of fields whose content may not be logged; the number of a row may."""
    return {
        field.name
        for _, field, kind in every_field()
        if not kind.in_log and not field.primary_key and not field.is_relation
    }


def logged(tree: ast.AST) -> Iterator[ast.expr]:
    """What goes into the structured logs, and into the log of who did what."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "write" or called.startswith("log."):
                yield from (*node.args, *(keyword.value for keyword in node.keywords))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "details":
            yield node.value


def test_nothing_that_may_not_be_logged_is():
    barred, seen = not_for_logs() - set(MEANS_SOMETHING_ELSE), 0
    assert {"email", "name", "reason", "text", "password", "bundle"} <= barred
    for file in sorted(WEB.rglob("*.py")):
        for told in logged(ast.parse(file.read_text("utf-8"))):
            seen += 1
            for part in ast.walk(told):
                if isinstance(part, ast.Attribute):
                    assert part.attr not in barred, f"{file.name}:{part.lineno} logs {part.attr}"
    assert seen > 100
    assert not barred & set(logs._KEPT)


def test_the_log_repeats_nothing_that_people_wrote_or_who_they_are(town):
    """The set-up of the tests does most of what can be done; its lines are looked through."""
    written = set()
    for label, field, kind in every_field():
        texts = isinstance(field, models.CharField | models.TextField | models.EmailField)
        if texts and not kind.in_log and label != "audit.Entry":
            found = MODELS[label]._base_manager.values_list(field.attname, flat=True)
            written |= {text for text in found.distinct() if text and len(text) > 5}
    assert town.people[Role.ANALYST].email in written
    lines = [(line.object_key, line.details) for line in Entry.objects.all()]
    assert len(lines) > 50
    roles = {role.value for role in Role}
    for key, details in lines:
        said = {key, *(str(value) for value in details.values())} - roles
        assert not [text for text in written if any(text in one for one in said)]


IN_ADDRESSES = {
    "code": "organisation.Municipality.code",
    "town": "organisation.Municipality.code",
    "year": "budgets.BudgetYear.year",
    "unit": "organisation.Unit.key",
    "part": "organisation.Unit.key",
    "model": "budgets.AllocationModel.slug",
    "broker": "socialaccount.SocialApp.provider_id",
    "provider_id": "socialaccount.SocialApp.provider_id",
    "organization_slug": "socialaccount.SocialApp.provider_id",
    "programme": "programmes.Programme.key",
    "project": "programmes.Project.key",
    "activity": "programmes.Activity.key",
    "package": "programmes.Package.key",
    "indicator": "programmes.Indicator.key",
    "period": "programmes.DataPeriod.no",
    "no": "programmes.DescriptionVersion.number",
}
"""What stands in addresses. ``number`` counts proposals, versions and changes of a year; under
``access`` it is a person's row, and under ``mfa`` ``pk`` is a passkey's."""
NUMBERS = {"number", "pk"}
NOT_STORED = {"key"}
"""The word by which a password is chosen once; it is signed, and stands in no table."""


def test_addresses_name_only_what_may_stand_there():
    inside = set().union(*ADDRESSES.values())
    assert inside - NUMBERS - NOT_STORED <= set(IN_ADDRESSES), "say which field it is"
    assert set(IN_ADDRESSES) <= inside
    for place in IN_ADDRESSES.values():
        label, _, name = place.rpartition(".")
        assert stored().class_of(label, name).in_log, place
    whole = {name for name, kwargs in ADDRESSES.items() if "key" in kwargs}
    assert whole == {"account_choose_password"}
    assert dict(named(get_resolver().url_patterns)) == ADDRESSES


def test_a_person_can_be_deleted_and_what_they_decided_stays(town):
    ends = {
        field.remote_field.on_delete
        for _, field, _ in every_field()
        if field.related_model is Person
    }
    assert ends == {models.CASCADE, models.SET_NULL, models.DO_NOTHING}
    head = town.people[Role.HEAD]
    number, name = head.pk, head.name
    decided = Decision.objects.filter(by_id=number).count()
    assert decided
    head.delete()
    kept = Decision.objects.filter(by_id=number)
    assert [step.by_name for step in kept] == [name] * decided
    page = reverse("budgets:proposal", kwargs={"code": town.code, "year": 2027, "number": 1})
    answer = town.client(Role.AUDITOR).get(page)
    assert answer.status_code == 200
    assert name in answer.content.decode()


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_auditor_reads_the_classes_on_a_page(town, language):
    client = town.client(Role.AUDITOR, language=language)
    people = client.get(reverse("access:people", kwargs={"code": town.code})).content.decode()
    address = reverse("access:stored", kwargs={"code": town.code})
    assert address in people
    shown = html.unescape(client.get(address).content.decode())
    for kind in stored().classes.values():
        for words in (kind.name, kind.what, kind.seen_by, kind.kept, kind.person_deleted):
            assert words.to(language) in shown
    assert stored().tables["programmes.Panel"].about.to(language) in shown
    assert shown.index("budgets.UploadedFile") < shown.index("mfa.Authenticator")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_for_the_record_names_every_delicate_field(language):
    page = Path(
        ROOT / "docs" / "reference" / {"da": "gemte_data.md", "en": "stored_data.md"}[language]
    )
    text = page.read_text("utf-8")
    assert settings.AUTH_USER_MODEL in text
    for label, table in stored().tables.items():
        assert f"| `{label}` | {table.about.to(language)} |" in text
    for name in stored().beside:
        assert f"- `{name}`: " in text
