"""Announcing an approved proposal: the year's version, and a letter where something changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from fordel.announcement.explanation import subject_of
from fordel.announcement.letter_content import letter_content
from fordel.announcement.questions import Question, reading_questions
from fordel.domain.language import LANGUAGES
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.actions.proposing import move_proposal, supersede
from fordel.web.budgets.models import BudgetYear, LedgerEntry, Letter, Proposal, Publication
from fordel.web.budgets.policies.transitions import State
from fordel.web.budgets.queries.runs import Told, told
from fordel.web.budgets.refusals import MoneyHasMoved
from fordel.web.organisation.models import Municipality, Unit


@transaction.atomic
def publish(standing: Standing, proposal: Proposal) -> Publication:
    """Announce: the version before is superseded, and letters are written, all or nothing.

    Raises
    ------
    StepNotPossible, NotYourStep : the proposal is not approved, or the person may not announce.
    MoneyHasMoved : the year's ledger has entries that a new announcement would wipe out.
    """
    BudgetYear.objects.select_for_update().get(pk=proposal.budget_year_id)
    if LedgerEntry.objects.filter(budget_year=proposal.budget_year).exists():
        raise MoneyHasMoved(year=proposal.budget_year.year)
    before = Proposal.objects.filter(
        budget_year=proposal.budget_year, state=State.PUBLISHED
    ).first()
    if before is not None and proposal.state == State.APPROVED:
        supersede(before, standing)
    proposal = move_proposal(standing, proposal, State.PUBLISHED)
    last = Publication.objects.filter(budget_year=proposal.budget_year).first()
    publication = Publication.objects.create(
        budget_year=proposal.budget_year,
        version=1 if last is None else last.version + 1,
        proposal=proposal,
        run=proposal.run,
        reason=proposal.reason,
        published_by=standing.person,
    )
    write_letters(publication)
    key = f"{proposal.budget_year.year} v{publication.version}"
    write(standing, "year.published", kind="publication", key=key)
    return publication


def write_letters(publication: Publication) -> int:
    """A letter for every unit whose letter would say something new; how many were written."""
    year = publication.budget_year
    contact = contact_of(year.municipality)
    known = told(publication.run)
    units = {u.key: u for u in Unit.objects.filter(municipality=year.municipality)}
    newest = {
        letter.unit_id: letter
        for letter in Letter.objects.filter(budget_year=year).order_by("version")
    }
    written = 0
    for key in known.run.allocation.ids:
        unit = units[key]
        last = newest.get(unit.pk)
        content = _content(known, key, contact)
        if last is not None and last.content == content:
            continue
        total = known.run.allocation.totals[known.run.allocation.ids.index(key)]
        Letter.objects.create(
            publication=publication,
            budget_year=year,
            unit=unit,
            version=1 if last is None else last.version + 1,
            content=content,
            questions=_questions(known, key, contact),
            total_dkk=Decimal(total.numerator) / Decimal(total.denominator),
        )
        written += 1
    return written


def contact_of(municipality: Municipality) -> dict[str, str]:
    """What the municipality wants its letters to say besides the figures."""
    said = {
        "sender": municipality.name,
        "name": municipality.contact_name,
        "phone": municipality.contact_phone,
        "email": municipality.contact_email,
        "purpose": municipality.money_is_for,
        "requirements": municipality.requirements,
    }
    return {name: text for name, text in said.items() if text}


def _content(known: Told, unit: str, contact: dict[str, str]) -> dict[str, object]:
    return {
        language: letter_content(subject_of(known.run, unit, language), known.change, contact)
        for language in LANGUAGES
    }


def _questions(known: Told, unit: str, contact: dict[str, str]) -> list[dict[str, object]]:
    return kept_questions(reading_questions(known.run, unit, contact))


def kept_questions(questions: Sequence[Question]) -> list[dict[str, object]]:
    """Questions as a letter keeps them."""
    return [
        {
            "id": question.id,
            "text": {"da": question.text.da, "en": question.text.en},
            "answers": [{"da": answer.da, "en": answer.en} for answer in question.answers],
            "right": question.right,
        }
        for question in questions
    ]
