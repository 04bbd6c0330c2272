"""Announcing an approved proposal: the year's version, and a letter where something changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from fordel.announcement.questions import Question
from fordel.budget_year.announcing import announced_letter, announced_questions, may_tell
from fordel.domain.language import LANGUAGES, Language
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.actions.proposing import move_proposal, supersede
from fordel.web.budgets.actions.protecting import protect_again
from fordel.web.budgets.models import (
    BudgetYear,
    LedgerEntry,
    Letter,
    LetterWords,
    Proposal,
    Publication,
)
from fordel.web.budgets.policies.transitions import State
from fordel.web.budgets.queries.protections import guarded
from fordel.web.budgets.queries.runs import Told, told
from fordel.web.budgets.refusals import MoneyHasMoved, NotProtected
from fordel.web.organisation.models import Unit


@transaction.atomic
def publish(standing: Standing, proposal: Proposal) -> Publication:
    """Announce: the version before is superseded, and letters are written, all or nothing.

    Raises
    ------
    StepNotPossible, NotYourStep : the proposal is not approved, or the person may not announce.
    MoneyHasMoved : the year's ledger has entries that a new announcement would wipe out.
    AnnouncedSince : it was protected before something else was announced.
    CannotBeProtected, Leaks, TooSlowToAudit : what would be shown tells of a child.
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
    # Attacked once more right before it is shown, whatever was kept of an earlier attack.
    protect_again(standing, proposal.run)
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
    contact = contact_of(year)
    known, seen = told(publication.run), guarded(publication.run)
    if seen is None:
        raise NotProtected(year=year.year)
    last_year = guarded(publication.run.previous)
    units = {u.key: u for u in Unit.objects.filter(municipality=year.municipality)}
    newest = {
        letter.unit_id: letter
        for letter in Letter.objects.filter(budget_year=year).order_by("version")
    }
    written = 0
    for key in known.run.allocation.ids:
        unit = units[key]
        last = newest.get(unit.pk)
        may = may_tell(seen, key, last_year)
        content = announced_letter(known.run, key, known.change, contact, may)
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


def contact_of(year: BudgetYear) -> dict[Language, dict[str, str]]:
    """What the municipality wants a year's letters to say besides the figures, per language.

    What is not written for the year is taken from the municipality's settings; what is not
    written in a language is told in the other.
    """
    town, words = year.municipality, LetterWords.objects.filter(budget_year=year).first()
    both: dict[Language, dict[str, str]] = {}
    for language in LANGUAGES:
        said = {
            "sender": town.name,
            "name": (words and words.contact_name) or town.contact_name,
            "phone": (words and words.contact_phone) or town.contact_phone,
            "email": (words and words.contact_email) or town.contact_email,
            "purpose": _said(words, "purpose", language) or town.money_is_for,
            "requirements": _said(words, "requirements", language) or town.requirements,
            "expectations": _said(words, "expectations", language),
        }
        both[language] = {name: text for name, text in said.items() if text}
    return both


def _said(words: LetterWords | None, name: str, language: Language) -> str:
    if words is None:
        return ""
    other = "en" if language == "da" else "da"
    return str(getattr(words, f"{name}_{language}") or getattr(words, f"{name}_{other}"))


def _questions(
    known: Told, unit: str, contact: dict[Language, dict[str, str]]
) -> list[dict[str, object]]:
    return kept_questions(announced_questions(known.run, unit, contact))


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
