"""Reports of a project: of a period, and the final one; made once while nothing changes."""

from __future__ import annotations

import base64
import hashlib
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.db.models import QuerySet

from fordel.costing.pay import shipped_pay
from fordel.domain.language import Language
from fordel.evaluation.reports.blocks import Report, with_notice
from fordel.evaluation.reports.book import write_book
from fordel.evaluation.reports.data_report import data_report
from fordel.evaluation.reports.evaluated import Said, evaluate
from fordel.evaluation.reports.final_report import final_report
from fordel.evaluation.reports.page import page_of
from fordel.evaluation.reports.paper import paper_of
from fordel.evaluation.reports.public_report import public_report
from fordel.interventions.demonstration import INVENTED
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import Job
from fordel.web.components.pictures import with_quiet_pictures
from fordel.web.programmes.models import Project
from fordel.web.programmes.models import Report as ReportRow
from fordel.web.programmes.queries.costs import Ingredients
from fordel.web.programmes.queries.evaluating import (
    Asked,
    Evaluating,
    asked_of,
    effects_of_registrations,
)
from fordel.web.programmes.queries.following import followed_of, panels_of
from fordel.web.programmes.queries.said import said_of

PUBLISH_REPORT = "publish_report"
"""The kind of work that makes the published form."""
_KEPT = 32
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Told:
    """What people said, the same where its fingerprint is."""

    fingerprint: str
    said: Said = field(compare=False, repr=False)


def period_report(one: Evaluating, period: int, language: Language) -> Report:
    """The data report of a period.

    Raises
    ------
    PeriodNotInProgramme, PeriodNotCollected, NothingRegistered.
    """
    told, asked = _followed(one.row), asked_of(one.registrations)
    with _ONE_AT_A_TIME:
        return _noticed(one.row, _data(asked, told, period, language), language)


def whole_report(one: Evaluating, language: Language) -> Report:
    """The final report, for the municipality's own people."""
    told, asked = _told(one.row), asked_of(one.registrations)
    with _ONE_AT_A_TIME:
        return _noticed(one.row, _final(asked, told, language), language)


def published_form(one: Evaluating, language: Language) -> Report:
    """The final report in the form that may leave: some seconds' work.

    Raises
    ------
    CannotBeProtected, TooSlowToAudit : see :mod:`fordel.disclosure`.
    """
    effects = effects_of_registrations(one.registrations)
    found = evaluate(one.registrations, said_of(one.row), effects=effects)
    return _noticed(one.row, public_report(found, language), language)


def page_html(report: Report) -> str:
    """A report as a part of a page."""
    with _ONE_AT_A_TIME:
        return _page(_Drawn(_mark(report), report))


def paper(report: Report) -> bytes:
    """A report as an accessible PDF."""
    with _ONE_AT_A_TIME:
        return _paper(_Drawn(_mark(report), report))


def book(report: Report) -> bytes:
    """A report as a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        write_book(report, path)
        return path.read_bytes()


def kept_form(report: Report) -> dict[str, str]:
    """A report as it is kept: its page, and its PDF in base64."""
    pdf = base64.b64encode(paper(report)).decode("ascii")
    return {"title": report.title, "html": page_html(report), "pdf": pdf}


def periods_with_reports(one: Evaluating) -> list[int]:
    """Periods that some unit has handed in figures for."""
    given = {period for (_, period, _), cell in one.registrations.answers.items()
             if cell.value is not None}  # fmt: skip
    collected = {period.no for period in one.registrations.programme.periods if period.collected}
    return sorted(given & collected)


def published_seen_by(standing: Standing) -> QuerySet[ReportRow]:
    """Reports that left the municipality, the newest first, without what stands in them."""
    rows = ReportRow.objects.filter(
        audience=ReportRow.Audience.EVERYBODY,
        programme__municipality_id=standing.municipality_id,
        kind=ReportRow.Kind.FINAL,
        project__isnull=False,
    )
    return rows.select_related("programme", "project").order_by("-pk")


def newest_published(standing: Standing, programme: str, project: str) -> ReportRow | None:
    """The published form that holds; None where none was published."""
    rows = published_seen_by(standing).filter(programme__key=programme, project__key=project)
    return rows.first()


def publishing_of(standing: Standing, row: Project) -> Job | None:
    """The last work on publishing a project's report, for who may publish it."""
    if Role.HEAD not in standing.roles:
        return None
    jobs = Job.objects.filter(
        municipality_id=standing.municipality_id, kind=PUBLISH_REPORT, key=publishing_key(row)
    )
    return jobs.filter(started_by=standing.person).order_by("-pk").first()


def publishing_key(row: Project) -> str:
    """What the work is about."""
    return f"{row.key} {row.pk}"


@dataclass(frozen=True)
class _Drawn:
    fingerprint: str
    report: Report = field(compare=False, repr=False)


def _mark(report: Report) -> str:
    text = repr((report.title, report.kind, report.about, report.foot, report.blocks))
    return hashlib.sha256(text.encode()).hexdigest()


def _told(row: Project) -> Told:
    said = said_of(row)
    return Told(hashlib.sha256(repr(said).encode()).hexdigest(), said)


def _noticed(row: Project, report: Report, language: Language) -> Report:
    if not row.programme.is_demonstration:
        return report
    return with_notice(report, INVENTED.to(language))


def _followed(row: Project) -> Told:
    """Children followed alone; what a data report tells needs no costs."""
    panels = panels_of([row]).get(row.pk, ())
    said = Said(followed=followed_of(row, panels, Ingredients((), {}, ()), shipped_pay()))
    return Told(hashlib.sha256(repr(said).encode()).hexdigest(), said)


@lru_cache(_KEPT)
def _data(asked: Asked, told: Told, period: int, language: Language) -> Report:
    return data_report(asked.registrations, period, language, followed=told.said.followed)


@lru_cache(_KEPT)
def _final(asked: Asked, told: Told, language: Language) -> Report:
    effects = effects_of_registrations(asked.registrations)
    return final_report(evaluate(asked.registrations, told.said, effects=effects), language)


@lru_cache(_KEPT)
def _page(drawn: _Drawn) -> str:
    return with_quiet_pictures(page_of(drawn.report))


@lru_cache(_KEPT)
def _paper(drawn: _Drawn) -> bytes:
    return paper_of(drawn.report)
