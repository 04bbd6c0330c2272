"""Keeping what was counted, the model as it was used, and what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from fordel.allocation.bundles.bundle import bundle_bytes, model_yaml, seal_of
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.runs import Run
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.models import (
    AllocationModel,
    BudgetYear,
    CountedData,
    DataImport,
    ModelVersion,
    SealedRun,
)
from fordel.web.budgets.queries.keeping import packed


@transaction.atomic
def open_year(standing: Standing, year: int) -> BudgetYear:
    """Open a budget year; one that is open already is given back."""
    opened, new = BudgetYear.objects.get_or_create(
        municipality_id=standing.municipality_id,
        year=year,
        defaults={"opened_by": standing.person},
    )
    if new:
        write(standing, "year.opened", kind="year", key=str(year))
    return opened


@transaction.atomic
def keep_data(
    standing: Standing,
    budget_year: BudgetYear,
    inputs: Inputs,
    *,
    data_import: DataImport | None = None,
    counted_on: date | None = None,
    notes: Sequence[Mapping[str, Any]] = (),
) -> CountedData:
    """Keep a delivery once its children are counted; the files themselves are not kept here.

    ``notes`` say what was decided while reading, as the library writes them.
    """
    content = packed(inputs)
    profile = inputs.enrolled
    data = CountedData.objects.create(
        budget_year=budget_year,
        content=content,
        sha256=sha256(content).hexdigest(),
        children_count=None if profile is None else int(profile.children.sum()),
        units_count=len(inputs.register.units),
        data_import=data_import,
        counted_on=counted_on,
        notes=list(notes),
        made_by=standing.person,
    )
    write(standing, "data.brought_in", kind="data", key=data.sha256[:12])
    return data


@transaction.atomic
def keep_model(standing: Standing, model: Model, *, note: str = "") -> ModelVersion:
    """Keep a wording of a model: the version that has it already, or the next number."""
    text = model_yaml(model)
    hashed = sha256(text.encode()).hexdigest()
    kept, _ = AllocationModel.objects.get_or_create(
        municipality_id=standing.municipality_id,
        slug=model.model,
        defaults={"title_da": model.title.da, "title_en": model.title.en},
    )
    newest = kept.versions.first()
    same = kept.versions.filter(sha256=hashed).first()
    if same is not None:
        return same
    version = ModelVersion.objects.create(
        model=kept,
        number=1 if newest is None else newest.number + 1,
        text=text,
        sha256=hashed,
        based_on=newest,
        note=note,
        made_by=standing.person,
    )
    write(standing, "model.saved", kind="model", key=f"{kept.slug} {version.number}")
    return version


@transaction.atomic
def seal_run(
    standing: Standing,
    run: Run,
    version: ModelVersion,
    data: CountedData,
    previous: SealedRun | None = None,
) -> SealedRun:
    """Keep a calculation as its bundle, and freeze the model version it used."""
    content = bundle_bytes(run)
    if version.frozen_at is None:
        version.frozen_at = timezone.now()
        version.save(update_fields=["frozen_at"])
    total = sum(run.allocation.totals)
    sealed = SealedRun.objects.create(
        budget_year=data.budget_year,
        model_version=version,
        data=data,
        previous=previous,
        bundle=content,
        seal=seal_of(content),
        total_dkk=Decimal(total.numerator) / Decimal(total.denominator),
        made_by=standing.person,
    )
    write(standing, "run.sealed", kind="run", key=sealed.seal[:12])
    return sealed
