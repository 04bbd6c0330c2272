"""Bringing in a panel of pseudonyms: read, counted, and not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from fordel.evaluation.evidence.notes import check_impersonal_text
from fordel.evaluation.panels.counting import PanelCounts, count_panel
from fordel.evaluation.panels.documents import counts_document
from fordel.evaluation.panels.reading import expected_of, read_panel
from fordel.evaluation.panels.refusals import NoColoursAsked
from fordel.interventions.indicators import Kind
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.files.opening import opened_upload
from fordel.web.budgets.files.receiving import SealedUpload
from fordel.web.components.language import language_of
from fordel.web.programmes.models import Panel, Project
from fordel.web.programmes.policies.owning import check_may_gather
from fordel.web.programmes.queries.documents import programme_with, registrations_document
from fordel.web.programmes.refusals.evaluating import (
    PanelFileMissing,
    PanelFileTooLarge,
    PanelReplacedWithoutWhy,
)

LARGEST_MB = 20
_MEGABYTE = 1_000_000
_NAME = "panel"


@dataclass(frozen=True)
class Said:
    """What is said of a panel: where it comes from, and why it replaces one, where it does."""

    source: str
    reason: str = ""


def bring_in_panel(
    standing: Standing,
    project: Project,
    indicator: str,
    uploads: Sequence[SealedUpload],
    said: Said,
) -> Panel:
    """Read a panel that came, and keep its counts; the file is gone when this returns.

    Raises
    ------
    ProjectOfAnother, NoColoursAsked, PersonalText, PanelReplacedWithoutWhy, PanelFileMissing,
    PanelFileTooLarge : see their words.
    RefusedFiles, FileRefused : the file cannot be used; see :mod:`fordel.evaluation.panels`.
    """
    check_may_gather(standing, project)
    if not uploads:
        raise PanelFileMissing
    if uploads[0].sealed.size_bytes > LARGEST_MB * _MEGABYTE:
        raise PanelFileTooLarge(limit=LARGEST_MB)
    document = programme_with(project)
    expected = expected_of(document, registrations_document(document, project).project)
    with opened_upload(uploads[0], _NAME) as path:
        counts = count_panel(read_panel(path, expected))
    return keep_panel(standing, project, indicator, counts, said)


@transaction.atomic
def keep_panel(
    standing: Standing, project: Project, indicator: str, counts: PanelCounts, said: Said
) -> Panel:
    """Keep a panel's counts; what was kept before of the same indicator stays as it was.

    Raises
    ------
    ProjectOfAnother, NoColoursAsked, PersonalText, PanelReplacedWithoutWhy : see their words.
    """
    locked = Project.objects.select_for_update().get(
        pk=project.pk, programme__municipality_id=standing.municipality_id
    )
    check_may_gather(standing, locked)
    asked = locked.indicators.filter(key=indicator, kind=Kind.COLOURS.value).first()
    if asked is None:
        raise NoColoursAsked(project=locked.name, indicator=indicator)
    source, reason = said.source.strip(), said.reason.strip()
    check_impersonal_text(
        asked.label_da if language_of() == "da" else asked.label_en, source, reason
    )
    if not reason and locked.panels.filter(indicator=asked).exists():
        raise PanelReplacedWithoutWhy(project=locked.name)
    row = Panel.objects.create(
        project=locked,
        indicator=asked,
        source=source,
        reason=reason,
        children=sum(counts.children.values()),
        counts=counts_document(counts),
        by=standing.person,
        by_name=standing.person.name,
    )
    details = {"indicator": indicator, "periods": ", ".join(map(str, counts.periods))}
    write(standing, "panel.brought_in", kind="project", key=locked.key, details=details)
    return row
