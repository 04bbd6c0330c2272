"""Handing a proposal in, announcing a year, and setting its letters, in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fordel.domain.language import LANGUAGES, Words
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.actions.announcing import HAND_IN, PUBLISH
from fordel.web.budgets.actions.noticing import notify_letters
from fordel.web.budgets.actions.proposing import move_proposal
from fordel.web.budgets.actions.protecting import protect_run
from fordel.web.budgets.actions.publishing import publish
from fordel.web.budgets.actions.reading import document_of
from fordel.web.budgets.jobs.registry import job
from fordel.web.budgets.jobs.report import Report
from fordel.web.budgets.jobs.starting import start_job
from fordel.web.budgets.models import Proposal, Publication
from fordel.web.budgets.policies.transitions import State

LETTER_FILES = "letter_files"
_PROTECTING = Words(
    da="Beskytter små tal og prøver at regne dem ud",
    en="Protecting small figures and trying to compute them",
)
_SETTING = Words(da="Sætter budgetbreve", en="Setting budget letters")


@job(HAND_IN, Words(da="Aflevering af forslag", en="Handing in a proposal"))
def hand_in(payload: Mapping[str, Any], report: Report) -> None:
    """Protect what others read from here on, then hand in: so that readers never wait for it."""
    standing = report.standing()
    proposal = _proposal(standing, payload)
    report.step(_PROTECTING)
    protect_run(standing, proposal.run)
    with report.concluding():
        move_proposal(standing, proposal, State.PROPOSED, revision=payload["revision"])


@job(PUBLISH, Words(da="Udmelding", en="Announcement"))
def announce_year(payload: Mapping[str, Any], report: Report) -> None:
    """Protect, then announce and write the letters, all or nothing; then tell the leaders."""
    standing = report.standing()
    proposal = _proposal(standing, payload)
    report.step(_PROTECTING)
    protect_run(standing, proposal.run)
    with report.concluding():
        publication = publish(standing, proposal)
        notify_letters(publication)
        key = f"{proposal.budget_year} v{publication.version}"
        start_job(standing, LETTER_FILES, key, {"publication": publication.pk})


@job(LETTER_FILES, Words(da="Budgetbreve som PDF", en="Budget letters as PDF"))
def set_letters(payload: Mapping[str, Any], report: Report) -> None:
    """Every letter of a publication as PDF in every language; those that are set are left alone."""
    standing = report.standing()
    publication = Publication.objects.get(
        pk=payload["publication"], budget_year__municipality_id=standing.municipality_id
    )
    letters = list(publication.letters.select_related("unit", "budget_year"))
    report.step(_SETTING, total=len(letters))
    for done, letter in enumerate(letters, start=1):
        for language in LANGUAGES:
            document_of(letter, language, "pdf")
        report.count(done)


def _proposal(standing: Standing, payload: Mapping[str, Any]) -> Proposal:
    return Proposal.objects.select_related("run", "budget_year").get(
        pk=payload["proposal"], budget_year__municipality_id=standing.municipality_id
    )
