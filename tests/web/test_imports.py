from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fordel.web.access.models import Role
from fordel.web.budgets.actions.importing import delete_old_files
from fordel.web.budgets.files.opening import opened_files
from fordel.web.budgets.files.refusals import FileKeyGone, FileNotWhole
from fordel.web.budgets.files.sealing import PIECE_BYTES, Sealer, opened
from fordel.web.budgets.models import BudgetYear, CountedData, DataImport, Job, UploadedFile
from fordel.web.organisation.models import Municipality, Unit
from tests import demonstrated

KEYS = {"a": b"k" * 32}


@pytest.fixture
def year(town):
    return BudgetYear.objects.create(
        municipality=Municipality.objects.get(code=town.code), year=2025
    )


def address(town, page="data", year=2025):
    return reverse(f"budgets:{page}", kwargs={"code": town.code, "year": year})


def real(*names, year=2025):
    folder = demonstrated.folder() / str(year)
    return [(f"{name}.csv", (folder / f"{name}.csv").read_bytes()) for name in names]


NEEDED = ("units", "children", "grants", "applications")


def send(town, files, role=Role.ANALYST, **fields):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    data = {"files": uploads, "model": "shipped:demokommune", "purpose": "budget", **fields}
    return town.client(role).post(address(town), data)


def accept(town, **changes):
    """Accept the proposed columns as the page has them."""
    client = town.client(Role.ANALYST)
    columns = client.get(address(town, "data_columns")).context["columns"]
    sent = {"accept": "1"}
    for file in columns.files:
        sent |= {file.field: file.chosen, f"{file.field}-was": file.chosen}
        sent |= {column.field: column.chosen for column in file.columns}
    return client.post(address(town, "data_columns"), {**sent, **changes})


def shown(town, page="data", role=Role.ANALYST):
    return town.client(role).get(address(town, page)).content.decode()


def test_what_is_sealed_is_opened_again_and_nothing_of_it_stands_open():
    content = b"0101201234" * (PIECE_BYTES // 4)
    sealer = Sealer(KEYS)
    for start in range(0, len(content), 70_000):
        sealer.take(content[start : start + 70_000])
    sealed = sealer.sealed()
    assert b"0101201234" not in sealed.content
    assert b"".join(opened(sealed.content, "a", KEYS)) == content
    assert sealed.size_bytes == len(content)


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_a_sealed_file_of_any_size_comes_out_as_it_went_in(size):
    sealer = Sealer(KEYS)
    sealer.take(b"x" * size)
    assert b"".join(opened(sealer.sealed().content, "a", KEYS)) == b"x" * size


def test_a_sealed_file_that_was_changed_cut_or_reordered_is_refused():
    sealer = Sealer(KEYS)
    sealer.take(b"y" * (2 * PIECE_BYTES + 5))
    content = sealer.sealed().content
    piece = PIECE_BYTES + 16
    changed = bytes([content[100] ^ 1])
    for broken in (
        content[:100] + changed + content[101:],
        content[: 7 + piece],
        content[: 7 + 2 * piece],
        content[:7] + content[7 + piece : 7 + 2 * piece] + content[7 : 7 + piece],
    ):
        with pytest.raises(FileNotWhole) as refused:
            b"".join(opened(broken, "a", KEYS))
        assert "ikke, som den var, da den kom" in refused.value.message("da")
    with pytest.raises(FileKeyGone) as gone:
        b"".join(opened(content, "b", KEYS))
    assert "Nøglen «b»" in gone.value.message("da")
    with pytest.raises(FileKeyGone):
        Sealer({})


def test_files_become_counted_data_and_are_then_deleted(town, year):
    answer = send(town, real(*NEEDED))
    assert answer.status_code == 302
    delivery = DataImport.objects.get(budget_year=year)
    assert delivery.state == DataImport.State.UPLOADED
    for file in delivery.files.all():
        assert b"institutionsnr" not in bytes(file.content)
    told = shown(town, "data_columns")
    assert "Barnets nøgle" in told
    assert demonstrated.model().criteria[1].label.da in told
    assert accept(town).status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == DataImport.State.COUNTED
    data = CountedData.objects.get(budget_year=year)
    assert data.data_import == delivery
    assert data.children_count > 100
    assert str(data.counted_on) == "2024-09-05"
    assert all(f.content is None and f.deleted_at for f in delivery.files.all())
    page = shown(town)
    assert "Det, der blev talt" in page
    assert "slettet" in page
    assert Job.objects.filter(kind="read_delivery", state=Job.State.DONE).exists()


def test_a_recount_is_of_the_same_day_in_the_year_itself(town, year):
    later = real(*NEEDED, year=2026)
    send(town, later, purpose="recount")
    accept(town)
    data = CountedData.objects.get(budget_year=year)
    assert str(data.counted_on) == "2025-09-05"
    again = send(town, later, purpose="recount", count_on="2025-09-05")
    assert "De samme filer er allerede læst" in refusal(again)


def test_children_are_counted_on_the_day_that_is_asked_for(town, year):
    assert "er ikke en dato" in refusal(send(town, real(*NEEDED), count_on="i går"))
    send(town, real(*NEEDED), count_on="2024-02-29")
    accept(town)
    assert "29-02-2024" in shown(town)


def test_files_are_kept_sealed_so_many_days_where_the_municipality_says_so(town, year):
    Municipality.objects.filter(code=town.code).update(keeps_files_days=30)
    assert "30 dage efter" in shown(town)
    send(town, real(*NEEDED))
    accept(town)
    kept = UploadedFile.objects.filter(data_import__budget_year=year)
    assert all(file.content is not None for file in kept)
    assert "gemt krypteret til" in shown(town)
    assert delete_old_files() == 0
    kept.update(delete_after=timezone.now() - timedelta(minutes=1))
    assert delete_old_files() == len(NEEDED)
    assert not kept.exclude(content=None).exists()
    assert CountedData.objects.filter(budget_year=year).exists()


def test_a_delivery_that_nobody_finishes_is_given_up(town, year):
    send(town, real("units"))
    UploadedFile.objects.update(delete_after=timezone.now() - timedelta(minutes=1))
    assert delete_old_files() == 1
    assert DataImport.objects.get().state == DataImport.State.GIVEN_UP


def test_a_wrong_cell_is_shown_with_its_place_and_nothing_is_brought_in(town, year):
    files = dict(real(*NEEDED))
    lines = files["children.csv"].decode("utf-8-sig").splitlines()
    cells = lines[5].split(";")
    cells[2] = "37-13-2020"
    lines[5] = ";".join(cells)
    files["children.csv"] = "\n".join(lines).encode()
    send(town, files.items())
    accept(town)
    delivery = DataImport.objects.get()
    assert delivery.state == DataImport.State.REFUSED
    assert not CountedData.objects.filter(budget_year=year).exists()
    page = shown(town)
    assert "Intet er taget ind" in page
    assert '<td class="number">6</td>' in page
    assert "fødselsdato" in page
    assert "37-13-2020" not in page
    assert "37-13-2020" not in str(delivery.report)
    mended = real("children")
    client = town.client(Role.ANALYST)
    client.post(
        address(town), {"more": "1", "files": [SimpleUploadedFile(n, c) for n, c in mended]}
    )
    accept(town)
    delivery.refresh_from_db()
    assert delivery.state == DataImport.State.COUNTED


def test_a_file_that_is_missing_is_said_before_anything_is_read(town, year):
    send(town, real("children"))
    assert accept(town).status_code == 422
    page = shown(town, "data_columns")
    assert "Modellen skal bruge en fil med »Enheder«" in page


def test_columns_chosen_twice_or_not_at_all_are_said(town, year):
    send(town, real(*NEEDED))
    context = town.client(Role.ANALYST).get(address(town, "data_columns")).context["columns"]
    children = next(file for file in context.files if file.chosen == "children")
    child = next(c for c in children.columns if c.chosen == "child")
    unit = next(c for c in children.columns if c.chosen == "unit")
    answer = accept(town, **{child.field: "unit"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "I children.csv læses to kolonner som »Enhedens nummer«" in told
    assert "I children.csv er ingen kolonne »Barnets nøgle«" in told
    assert accept(town, **{unit.field: "no such column"}).status_code == 422


def test_a_column_that_is_not_to_be_read_is_not_read(town, year):
    send(town, real(*NEEDED))
    context = town.client(Role.ANALYST).get(address(town, "data_columns")).context["columns"]
    units = next(file for file in context.files if file.chosen == "units")
    name = next(c for c in units.columns if c.chosen == "area")
    accept(town, **{name.field: ""})
    notes = CountedData.objects.get(budget_year=year).notes
    assert any(note["kind"] == "unused_columns" and name.header in str(note) for note in notes)


def test_another_kind_for_a_file_proposes_its_columns_anew(town, year):
    send(town, real(*NEEDED))
    context = town.client(Role.ANALYST).get(address(town, "data_columns")).context["columns"]
    grants = next(file for file in context.files if file.chosen == "grants")
    answer = accept(town, **{grants.field: "previous"})
    again = next(f for f in answer.context["columns"].files if f.name == grants.name)
    assert again.chosen == "previous"
    assert {c.chosen for c in again.columns} >= {"unit", "amount"}


def packed(size):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"0" * size)
    return made.getvalue()


def refusal(answer):
    assert answer.status_code == 422
    return answer.content.decode()


def test_what_cannot_be_a_data_file_is_refused_with_what_to_do(town, year):
    assert "Gem filen som .csv" in refusal(send(town, [("tal.exe", b"MZ")]))
    assert "Filen er tom" in refusal(send(town, [("units.csv", b"")]))
    assert "ikke valgt nogen fil" in refusal(send(town, []))
    assert "er den samme fil" in refusal(send(town, [("a.csv", b"x"), ("b.csv", b"x")]))
    assert "To filer hedder" in refusal(send(town, [("a.csv", b"x"), ("a.csv", b"y")]))
    many = [(f"{n}.csv", str(n).encode()) for n in range(13)]
    assert "mere end 12 filer" in refusal(send(town, many))
    assert not DataImport.objects.filter(budget_year=year).exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(town, year, settings):
    settings.UPLOAD_LIMIT_MB = 1
    big = [("units.csv", b"a;b\n" * 300_000)]
    assert "fylder mere end 1 MB" in refusal(send(town, big))
    client = town.client(Role.ANALYST)
    unread = client.generic("POST", address(town), b"x", CONTENT_LENGTH="2000000")
    assert "fylder mere end 1 MB" in refusal(unread)


@pytest.mark.parametrize("name", ["bombe.xlsx", "bombe.csv.gz"])
def test_what_would_unpack_too_large_is_refused(name, town, year, settings):
    import gzip

    settings.UNPACKED_LIMIT_MB = 2
    content = packed(3_000_000) if name.endswith("xlsx") else gzip.compress(b"0" * 3_000_000)
    send(town, [(name, content)])
    assert DataImport.objects.get().state == DataImport.State.REFUSED
    page = shown(town)
    assert "Filen fylder 3 MB; grænsen for denne slags fil er 2 MB" in page


def test_a_name_with_a_script_is_shown_as_text(town, year):
    send(town, [("<script>alert(1)</script>.csv", b"a;b\n1;2\n")])
    page = shown(town)
    assert "<script>alert" not in page
    assert "&lt;" in page or "script" in page


def test_a_second_delivery_waits_for_the_first(town, year):
    send(town, real("units"))
    assert "er allerede i gang" in refusal(send(town, real(*NEEDED)))
    client = town.client(Role.ANALYST)
    assert client.post(address(town, "data_stop")).status_code == 302
    assert not UploadedFile.objects.exclude(content=None).exists()
    assert send(town, real(*NEEDED)).status_code == 302


def test_the_same_files_for_the_same_model_are_not_read_twice(town, year):
    send(town, real(*NEEDED))
    accept(town)
    assert "De samme filer er allerede læst" in refusal(send(town, real(*NEEDED)))
    assert send(town, real(*NEEDED), model="shipped:worked_example").status_code == 302


def test_an_accepted_page_that_is_sent_again_changes_nothing(town, year):
    send(town, real(*NEEDED))
    accept(town)
    again = town.client(Role.ANALYST).post(address(town, "data_columns"), {"accept": "1"})
    assert "Der er ingen levering i gang" in refusal(again)
    stop = town.client(Role.ANALYST).post(address(town, "data_stop"))
    assert "Der er ingen levering i gang" in refusal(stop)


def test_a_form_without_its_token_is_refused_though_it_carries_files(town, year):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(
        town.people[Role.ANALYST], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    upload = SimpleUploadedFile("units.csv", b"a;b\n1;2\n")
    assert client.post(address(town), {"files": upload}).status_code == 403
    assert not DataImport.objects.filter(budget_year=year).exists()


def test_opened_files_are_gone_when_they_have_been_read(town, year):
    send(town, real("units"))
    delivery = DataImport.objects.get()
    with opened_files(delivery) as folder:
        assert (folder / "units.csv").read_bytes() == real("units")[0][1]
        assert Path(folder).stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_a_closed_units_number_is_not_taken_over_by_a_file(town, year):
    Unit.objects.filter(pk=town.other_unit.pk).update(closed_on="2020-01-01")
    send(town, real(*NEEDED))
    accept(town)
    assert DataImport.objects.get().state == DataImport.State.REFUSED
    assert f"Enheden {town.other_unit.key} er lukket" in shown(town)
    assert not CountedData.objects.filter(budget_year=year).exists()


def test_what_the_register_does_not_say_of_a_unit_stays(town, year):
    Unit.objects.filter(pk=town.own_unit.pk).update(area=town.own_unit.area, district=None)
    before = Unit.objects.get(pk=town.own_unit.pk).area
    assert before is not None
    send(town, real(*NEEDED))
    context = town.client(Role.ANALYST).get(address(town, "data_columns")).context["columns"]
    units = next(file for file in context.files if file.chosen == "units")
    area = next(c for c in units.columns if c.chosen == "area")
    accept(town, **{area.field: ""})
    assert Unit.objects.get(pk=town.own_unit.pk).area == before


def test_new_data_are_told_beside_those_before(town, year):
    send(town, real(*NEEDED))
    accept(town)
    assert "Siden de forrige data" not in shown(town)
    send(town, real(*NEEDED, year=2026))
    accept(town)
    assert CountedData.objects.filter(budget_year=year).count() == 2
    compared = town.client(Role.AUDITOR).get(address(town)).context["compared"]
    before, now = CountedData.objects.filter(budget_year=year).order_by("made_at")
    assert (compared.children_before, compared.children) == (
        before.children_count,
        now.children_count,
    )
    assert sum(count for _, count, _ in compared.age_groups) == now.children_count
    assert "Siden de forrige data" in shown(town)


def test_a_model_that_has_no_figures_for_the_year_is_said_at_once(town, year):
    later = BudgetYear.objects.create(municipality=year.municipality, year=2031)
    uploads = [SimpleUploadedFile(n, c) for n, c in real("units")]
    answer = town.client(Role.ANALYST).post(
        address(town, year=later.year), {"files": uploads, "model": "shipped:demokommune"}
    )
    assert "har ingen værdi" in refusal(answer)
    assert not DataImport.objects.filter(budget_year=later).exists()
