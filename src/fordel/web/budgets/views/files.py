"""Files of a proposal: its bundle with and without the profile, and its figures as a table."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse

from fordel.allocation.bundles.withholding import COUNTS, PROFILE, without
from fordel.domain.cells import safe_cell
from fordel.domain.language import plain
from fordel.web.access.queries.requests import standing_in
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.queries.proposals import proposal_seen_by
from fordel.web.budgets.queries.seen import seen_run
from fordel.web.budgets.queries.years import year_seen_by
from fordel.web.budgets.refusals import NotProtected
from fordel.web.components.language import language_of

_COLUMNS = ("unit", "name", "children", "base_dkk", "need_dkk", "total_dkk")


def bundle(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """The bundle for everybody: no profile, and no results.

    The results hold counts by age group and before thresholds, which no table shows and which
    nothing protects; so they are left out whether or not a shown figure is hidden.
    """
    del code
    standing = standing_in(request)
    found = proposal_seen_by(standing, year_seen_by(standing, year), number)
    content = without(bytes(found.run.bundle), PROFILE | COUNTS)
    details = {"whole": False}
    write(standing, "bundle.fetched", kind="run", key=found.run.seal[:12], details=details)
    return _file(content, "application/zip", f"fordel-{year}-{number}-uden-profil.fordel")


def whole_bundle(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """The bundle as it was sealed, with the profile: personal data."""
    del code
    standing = standing_in(request)
    found = proposal_seen_by(standing, year_seen_by(standing, year), number)
    details = {"whole": True}
    write(standing, "bundle.fetched", kind="run", key=found.run.seal[:12], details=details)
    return _file(bytes(found.run.bundle), "application/zip", f"fordel-{year}-{number}.fordel")


def figures_csv(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Amounts and children per unit after disclosure control; what is hidden is empty."""
    del code
    standing = standing_in(request)
    found = proposal_seen_by(standing, year_seen_by(standing, year), number)
    seen = seen_run(found.run, language_of())
    if seen is None:
        raise NotProtected(year=year)
    text = io.StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\n")
    columns = seen.guarded.columns
    out.writerow([*_COLUMNS, *columns])
    for unit in seen.units:
        amounts = (unit.children, unit.base, unit.need, unit.total)
        counts = [seen.guarded.text(unit.key, column, "da") for column in columns]
        told = ["" if amount is None else plain(amount) for amount in amounts]
        out.writerow([safe_cell(cell) for cell in (unit.key, unit.name, *told, *counts)])
    write(standing, "figures.exported", kind="run", key=found.run.seal[:12])
    return _file(text.getvalue().encode("utf-8-sig"), "text/csv", f"fordel-{year}-{number}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
