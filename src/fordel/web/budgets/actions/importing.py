"""Taking a delivery of files from upload to counted data, or away again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fordel.allocation.inputs import needs_of
from fordel.registers.formats.found import ENDINGS
from fordel.registers.refusals.files import EmptyFile, UnknownFormat
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import Actor, System, write
from fordel.web.budgets.files.receiving import SealedUpload
from fordel.web.budgets.files.refusals import (
    DeliveryUnderWay,
    NoFileChosen,
    NothingUnderWay,
    ReadAlready,
    SameFileTwice,
    SameNameTwice,
)
from fordel.web.budgets.jobs import start_job
from fordel.web.budgets.models import BudgetYear, DataImport, UploadedFile
from fordel.web.budgets.queries.imports import (
    UNFINISHED,
    day_of_counting,
    model_called,
    newest_counted,
    under_way,
)
from fordel.web.organisation.models import Municipality


@transaction.atomic
def receive(
    standing: Standing,
    budget_year: BudgetYear,
    files: Sequence[SealedUpload],
    model: str,
    purpose: str = DataImport.Purpose.BUDGET,
    count_on: date | None = None,
) -> DataImport:
    """Keep the files sealed and have them looked at; one delivery at a time.

    Parameters
    ----------
    model : which model the data are for; see :func:`~..queries.imports.models_to_fit`.
    count_on : the day to count the children on; see :func:`~..queries.imports.day_of_counting`.

    Raises
    ------
    DeliveryUnderWay : another one is unfinished.
    NoFileChosen, EmptyFile, UnknownFormat, SameFileTwice, SameNameTwice, ReadAlready
    ModelRefused : the model is not for this year.
    """
    year = BudgetYear.objects.select_for_update().get(pk=budget_year.pk)  # one at a time
    if under_way(year) is not None:
        raise DeliveryUnderWay(year=year.year)
    _check(files, year)
    called = model_called(year.municipality_id, model)
    needs_of(called, year.year)  # it may not be for this year
    recount = purpose == DataImport.Purpose.RECOUNT
    day = day_of_counting(called, year.year, recount=recount, asked=count_on)
    mapping = {"model": model, "count_on": None if day is None else day.isoformat()}
    _check_new(files, year, mapping)
    delivery = DataImport.objects.create(
        budget_year=year, purpose=purpose, mapping=mapping, started_by=standing.person
    )
    _keep(delivery, files)
    write(standing, "data.uploaded", kind="data", key=str(year.year), details={"files": len(files)})
    return _look(standing, delivery)


@transaction.atomic
def receive_more(
    standing: Standing, budget_year: BudgetYear, files: Sequence[SealedUpload]
) -> DataImport:
    """Put files in a delivery that is under way; one of the same name replaces what was there.

    Raises
    ------
    NothingUnderWay : there is none, or it is being read just now.
    """
    delivery = _mine(budget_year)
    _check(files, budget_year)
    names = [file.name for file in files]
    delivery.files.filter(name__in=names).delete()
    kept = delivery.files.values_list("sha256", "name")
    _refuse_same([*kept, *((file.sealed.sha256, str(file.name)) for file in files)])
    _keep(delivery, files)
    write(standing, "data.uploaded", kind="data", key=str(budget_year.year))
    return _look(standing, delivery)


@transaction.atomic
def accept(
    standing: Standing, budget_year: BudgetYear, files: Mapping[str, Mapping[str, Any]]
) -> DataImport:
    """Take the chosen columns and have the files read and counted.

    Parameters
    ----------
    files : file → ``table`` (what it is; empty: not read), ``columns`` (column → header) and
        ``unused`` (headers that are nothing).
    """
    delivery = _mine(budget_year)
    delivery.mapping = {**delivery.mapping, "files": {name: dict(f) for name, f in files.items()}}
    delivery.state = DataImport.State.READING
    delivery.save(update_fields=["mapping", "state"])
    for file in delivery.files.all():
        table = str(files.get(file.name, {}).get("table", ""))
        UploadedFile.objects.filter(pk=file.pk).update(table=table)
    write(standing, "data.mapped", kind="data", key=str(budget_year.year))
    return _started(standing, delivery, "read_delivery")


@transaction.atomic
def give_up(standing: Standing, budget_year: BudgetYear) -> None:
    """End a delivery without data; its files are deleted at once."""
    delivery = _mine(budget_year)
    delivery.state = DataImport.State.GIVEN_UP
    delivery.save(update_fields=["state"])
    empty(delivery)
    write(standing, "data.given_up", kind="data", key=str(budget_year.year))


def empty(delivery: DataImport) -> None:
    """Delete the content of a delivery's files; name, size and hash stay."""
    delivery.files.exclude(content=None).update(
        content=None, delete_after=None, deleted_at=timezone.now()
    )


def let_go(delivery: DataImport) -> None:
    """After counting: delete the files, or keep them sealed as long as the municipality says."""
    days = Municipality.objects.get(pk=delivery.budget_year.municipality_id).keeps_files_days
    if days == 0:
        empty(delivery)
    else:
        after = timezone.now() + timedelta(days=days)
        delivery.files.exclude(content=None).update(delete_after=after)


def delete_old_files() -> int:
    """Delete the files whose time has passed; a delivery nobody finished is given up.

    Returns
    -------
    How many files were deleted.
    """
    now, deleted = timezone.now(), 0
    due = (
        DataImport.objects.filter(files__delete_after__lte=now)
        .exclude(state=DataImport.State.READING)
        .select_related("budget_year__municipality")
    )
    for delivery in due.distinct():
        with transaction.atomic():
            actor: Actor = System(code=delivery.budget_year.municipality.code)
            deleted += delivery.files.exclude(content=None).count()
            DataImport.objects.filter(pk=delivery.pk, state__in=UNFINISHED).update(
                state=DataImport.State.GIVEN_UP
            )
            empty(delivery)
            write(actor, "data.deleted", kind="data", key=str(delivery.budget_year.year))
    return deleted


def _mine(budget_year: BudgetYear) -> DataImport:
    BudgetYear.objects.select_for_update().get(pk=budget_year.pk)
    delivery = under_way(budget_year)
    if delivery is None or delivery.state == DataImport.State.READING:
        raise NothingUnderWay(year=budget_year.year)
    return delivery


def _look(standing: Standing, delivery: DataImport) -> DataImport:
    DataImport.objects.filter(pk=delivery.pk).update(state=DataImport.State.UPLOADED, report={})
    return _started(standing, delivery, "look_at_delivery")


def _started(standing: Standing, delivery: DataImport, kind: str) -> DataImport:
    job = start_job(standing, kind, str(delivery.budget_year), {"delivery": delivery.pk})
    DataImport.objects.filter(pk=delivery.pk).update(job=job)
    delivery.refresh_from_db()
    return delivery


def _keep(delivery: DataImport, files: Sequence[SealedUpload]) -> None:
    after = timezone.now() + timedelta(days=settings.ABANDONED_AFTER_DAYS)
    for file in files:
        UploadedFile.objects.create(
            data_import=delivery,
            name=str(file.name),
            size_bytes=file.sealed.size_bytes,
            sha256=file.sealed.sha256,
            content=file.sealed.content,
            key_id=file.sealed.key_id,
            delete_after=after,
        )


def _check(files: Sequence[SealedUpload], year: BudgetYear) -> None:
    if not files:
        raise NoFileChosen(year=year.year)
    names: set[str] = set()
    for file in files:
        name = str(file.name)
        if name in names:
            raise SameNameTwice(file=name)
        names.add(name)
        if not name.lower().endswith(tuple(ENDINGS)):
            ending = f".{name.rpartition('.')[2]}" if "." in name else "–"
            raise UnknownFormat(file=name, ending=ending)
        if file.sealed.size_bytes == 0:
            raise EmptyFile(file=name)
    _refuse_same([(file.sealed.sha256, str(file.name)) for file in files])


def _refuse_same(files: Sequence[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for hashed, name in files:
        if hashed in seen:
            raise SameFileTwice(file=seen[hashed], other=name)
        seen[hashed] = name


def _check_new(
    files: Sequence[SealedUpload], year: BudgetYear, mapping: Mapping[str, str | None]
) -> None:
    """The same files for the same model and day would give what is here already."""
    last = newest_counted(year)
    if last is None or last.data_import is None:
        return
    before = last.data_import
    hashes = set(before.files.values_list("sha256", flat=True))
    same = all(before.mapping.get(name) == value for name, value in mapping.items())
    if same and hashes == {file.sealed.sha256 for file in files}:
        raise ReadAlready(year=year.year)
