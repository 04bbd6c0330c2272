"""Making models and versions, and saving drafts so that nobody's work is lost."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import parse_model
from fordel.allocation.model.values import Text
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.modelling_refusals import (
    ChangedMeanwhile,
    ModelNameTaken,
    VersionIsFrozen,
)
from fordel.web.budgets.models import AllocationModel, ModelVersion


@transaction.atomic
def start_model(standing: Standing, source: Model, slug: str, title: str) -> ModelVersion:
    """A model of the municipality's own, as a copy of another; its first version is a draft.

    Raises
    ------
    ModelNameTaken : the municipality has a model of that name.
    """
    here = AllocationModel.objects.filter(municipality_id=standing.municipality_id)
    if here.filter(slug=slug).exists():
        raise ModelNameTaken(name=slug)
    kept = AllocationModel.objects.create(
        municipality_id=standing.municipality_id, slug=slug, title_da=title, title_en=title
    )
    named = source.model_copy(update={"title": Text(da=title, en=title)})
    return _added(standing, kept, named, based_on=None, note="")


@transaction.atomic
def next_version(
    standing: Standing, version: ModelVersion, model: Model | None = None, *, note: str = ""
) -> ModelVersion:
    """The next version of a model, a draft; as the one it is based on, or with another wording."""
    locked = AllocationModel.objects.select_for_update().get(
        pk=version.model_id, municipality_id=standing.municipality_id
    )
    wording = model if model is not None else parse_model(version.text, locked.slug)
    return _added(standing, locked, wording, based_on=version, note=note)


@transaction.atomic
def save_draft(
    standing: Standing, version: ModelVersion, model: Model, revision: int
) -> ModelVersion:
    """Save a draft, if nobody has since it was opened at ``revision``.

    Raises
    ------
    VersionIsFrozen : it was used in a calculation.
    ChangedMeanwhile : somebody saved it; nothing is written.
    """
    text, hashed = _wording(version.model, version.number, model)
    mine = ModelVersion.objects.filter(
        pk=version.pk,
        model__municipality_id=standing.municipality_id,
        revision=revision,
        frozen_at__isnull=True,
    )
    saved = mine.update(text=text, sha256=hashed, revision=revision + 1, changed_at=timezone.now())
    version.refresh_from_db()
    if not saved:
        slug, number = version.model.slug, version.number
        if version.frozen_at is not None:
            raise VersionIsFrozen(model=slug, number=number)
        raise ChangedMeanwhile(model=slug, number=number, revision=version.revision)
    title = model.title
    AllocationModel.objects.filter(pk=version.model_id).update(
        title_da=title.da[:160], title_en=title.en[:160]
    )
    write(standing, "model.saved", kind="model", key=_key(version))
    return version


@transaction.atomic
def replace_draft(
    standing: Standing, version: ModelVersion, model: Model, revision: int
) -> ModelVersion:
    """Save a draft over what somebody else saved, which is kept as a version of its own.

    Raises
    ------
    VersionIsFrozen, ChangedMeanwhile : as :func:`save_draft`; then nothing is written at all.
    """
    before = version.text
    saved = save_draft(standing, version, model, revision)
    aside = parse_model(before, version.model.slug)
    next_version(standing, saved, aside, note=gettext("Set aside when another text was saved"))
    return saved


def _added(
    standing: Standing,
    kept: AllocationModel,
    model: Model,
    *,
    based_on: ModelVersion | None,
    note: str,
) -> ModelVersion:
    newest = kept.versions.first()
    number = 1 if newest is None else newest.number + 1
    text, hashed = _wording(kept, number, model)
    version = ModelVersion.objects.create(
        model=kept,
        number=number,
        text=text,
        sha256=hashed,
        based_on=based_on,
        note=note,
        made_by=standing.person,
    )
    write(standing, "model.saved", kind="model", key=_key(version))
    return version


def _wording(kept: AllocationModel, number: int, model: Model) -> tuple[str, str]:
    """The text that is kept: the model under its own name and number."""
    text = model_yaml(model.model_copy(update={"model": kept.slug, "version": number}))
    return text, sha256(text.encode()).hexdigest()


def _key(version: ModelVersion) -> str:
    return f"{version.model.slug} {version.number}"
