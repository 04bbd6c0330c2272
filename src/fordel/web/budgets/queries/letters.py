"""Letters as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from fordel.domain.language import Language
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import BudgetYear, Letter, Reading, Understanding
from fordel.web.organisation.queries.units import units_seen_by


def letters_seen_by(standing: Standing, budget_year: BudgetYear) -> QuerySet[Letter]:
    """The newest letter of every unit the person sees, with whether it is confirmed."""
    newer = Letter.objects.filter(
        budget_year=OuterRef("budget_year"), unit=OuterRef("unit"), version__gt=OuterRef("version")
    )
    confirmed = Reading.objects.filter(letter=OuterRef("pk"), confirmed_at__isnull=False)
    return (
        Letter.objects.filter(budget_year=budget_year, unit__in=units_seen_by(standing))
        .filter(~Exists(newer))
        .annotate(is_confirmed=Exists(confirmed))
        .select_related("unit", "budget_year__municipality", "publication__run")
        .defer("publication__run__bundle")
        .order_by("unit__name", "unit__key")
    )


def letter_list(standing: Standing, budget_year: BudgetYear) -> QuerySet[Letter]:
    """The same letters for a list: without what stands in them."""
    return letters_seen_by(standing, budget_year).defer(
        "content", "questions", "publication__run__bundle"
    )


def letter_seen_by(standing: Standing, budget_year: BudgetYear, unit: str) -> Letter:
    """One unit's letter, or a page that says there is none."""
    return get_object_or_404(letters_seen_by(standing, budget_year), unit__key=unit)


def reading_of(standing: Standing, letter: Letter) -> Reading | None:
    """The person's own reading of a letter."""
    return Reading.objects.filter(letter=letter, person=standing.person).first()


@dataclass(frozen=True)
class HowRead:
    """How the letters were read, together: never which of them were not understood.

    ``understood_share`` is the share of confirmed letters with every answer right; None where so
    few are confirmed that it would point at one of them.
    """

    letters: int
    confirmed: int
    understood_share: Fraction | None


def how_read(standing: Standing, budget_year: BudgetYear) -> HowRead:
    """How a year's letters were read."""
    letters = list(letter_list(standing, budget_year))
    confirmed = [letter.pk for letter in letters if letter.is_confirmed]  # type: ignore[attr-defined]
    right = Understanding.objects.filter(letter__in=confirmed, is_right=False)
    failed = right.values("letter").distinct().count()
    enough = len(confirmed) >= budget_year.municipality.smallest_count
    share = Fraction(len(confirmed) - failed, len(confirmed)) if enough else None
    return HowRead(len(letters), len(confirmed), share)


@dataclass(frozen=True)
class OwnAnswer:
    """A question, whether the unit's first answer was right, and the right answer."""

    question: str
    is_right: bool
    right: str


def own_answers(letter: Letter, language: Language) -> list[OwnAnswer]:
    """What a unit's leader is told of their own answers, and nobody else."""
    given = dict(letter.understandings.values_list("question", "is_right"))
    return [
        OwnAnswer(
            question["text"][language],
            given[question["id"]],
            question["answers"][question["right"]][language],
        )
        for question in letter.questions
        if question["id"] in given
    ]
