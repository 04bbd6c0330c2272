"""Making the published form of a final report in the background: protecting it takes a while."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fordel.domain.language import LANGUAGES, Words
from fordel.web.budgets.jobs import Report, job

_PROTECTING = Words(
    da="Skjuler små tal og prøver at regne dem ud", en="Hiding small figures and attacking them"
)


@job("publish_report", Words(da="Slutrapport til offentligheden", en="Final report for everybody"))
def publish_report(payload: Mapping[str, Any], report: Report) -> None:
    """Protect the report, set it in every language, and keep it."""
    # Queries need the apps; this module is read while they are made ready.
    from fordel.web.programmes.actions.evaluating import keep_published  # noqa: PLC0415
    from fordel.web.programmes.queries.evaluating import evaluating  # noqa: PLC0415
    from fordel.web.programmes.queries.reporting import kept_form, published_form  # noqa: PLC0415

    standing = report.standing()
    one = evaluating(standing, payload["programme"], payload["project"])
    report.step(_PROTECTING, total=len(LANGUAGES))
    forms: dict[str, dict[str, str]] = {}
    for done, language in enumerate(LANGUAGES, start=1):
        forms[language] = kept_form(published_form(one, language))
        report.count(done)
    with report.concluding():
        keep_published(standing, one.row, forms)
