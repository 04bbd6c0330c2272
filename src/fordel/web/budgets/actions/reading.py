"""Opening a letter, fetching it, and saying that one has read it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from django.db import transaction
from django.utils import timezone

from fordel.announcement.letter import typeset_letter
from fordel.announcement.letter_workbook import letter_workbook
from fordel.domain.language import Language
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.models import Letter, LetterDocument, Reading, Understanding
from fordel.web.budgets.queries.letters import tells_amount
from fordel.web.budgets.refusals import AnswersMissing, LetterForItsLeader

Form = Literal["pdf", "xlsx"]


@transaction.atomic
def open_letter(standing: Standing, letter: Letter) -> Reading | None:
    """Note that the unit's leader has opened the letter; others leave only the audit's line."""
    if Role.UNIT_LEADER not in standing.roles or letter.unit_id not in standing.unit_ids:
        return None
    reading, new = Reading.objects.get_or_create(letter=letter, person=standing.person)
    if new:
        write(standing, "letter.opened", kind="letter", key=_key(letter))
    return reading


@transaction.atomic
def confirm_letter(standing: Standing, letter: Letter, answers: Mapping[str, int]) -> Reading:
    """Say that the letter is read; of each question the unit's first answer counts.

    Parameters
    ----------
    answers : the place of the chosen answer, by the question's id.

    Raises
    ------
    AnswersMissing : a question has no answer.
    """
    missing = [q for q in letter.questions if q["id"] not in answers]
    if missing:
        raise AnswersMissing(missing=len(missing))
    reading, _ = Reading.objects.get_or_create(letter=letter, person=standing.person)
    for question in letter.questions:
        Understanding.objects.get_or_create(
            letter=letter,
            question=question["id"],
            defaults={"is_right": answers[question["id"]] == question["right"]},
        )
    if reading.confirmed_at is None:
        reading.confirmed_at = timezone.now()
        reading.save(update_fields=["confirmed_at"])
        write(standing, "letter.confirmed", kind="letter", key=_key(letter))
    return reading


@transaction.atomic
def fetch_letter(
    standing: Standing, letter: Letter, language: Language, form: Form = "pdf"
) -> bytes:
    """The letter as an accessible PDF or a workbook: made once, the same bytes ever after.

    Raises
    ------
    LetterForItsLeader : the person may see the letter only without its amount.
    """
    if not tells_amount(standing, letter):
        raise LetterForItsLeader(year=letter.budget_year.year)
    content = document_of(letter, language, form)
    write(standing, "letter.fetched", kind="letter", key=_key(letter))
    return content


def document_of(letter: Letter, language: Language, form: Form) -> bytes:
    """A letter's file, from the content that was decided when it was announced."""
    kept = letter.documents.filter(language=language, form=form).first()
    if kept is None:
        told = letter.content[language]
        content = (
            typeset_letter(told, letter.unit.key)
            if form == "pdf"
            else letter_workbook(told, letter.budget_year.year, language)
        )
        # Of two who fetch it first, the second is given what the first has kept.
        kept, _ = LetterDocument.objects.get_or_create(
            letter=letter,
            language=language,
            form=form,
            defaults={"content": content, "sha256": sha256(content).hexdigest()},
        )
    return bytes(kept.content)


def _key(letter: Letter) -> str:
    return f"{letter.budget_year.year} {letter.unit.key} v{letter.version}"
