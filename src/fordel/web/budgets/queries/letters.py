"""Letters as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from fordel.budget_year.announcing import told_to_others
from fordel.domain.language import Language
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import BudgetYear, Letter, Reading, Understanding
from fordel.web.budgets.queries.midyear import ledger_of, posted, seen_of
from fordel.web.budgets.queries.protections import guarded
from fordel.web.budgets.queries.seen import sees_as_is
from fordel.web.budgets.queries.years import publication_of
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


def letters_with_amounts(
    standing: Standing, budget_year: BudgetYear
) -> list[tuple[Letter, Decimal | None]]:
    """The same letters, each with its amount; None where the person may not see it."""
    letters = list(letter_list(standing, budget_year))
    own = [letter for letter in letters if sees_as_is(standing, letter.unit)]
    shown = frozenset() if len(own) == len(letters) else units_told_to_others(budget_year)
    return [
        (letter, letter.total_dkk if letter in own or letter.unit.key in shown else None)
        for letter in letters
    ]


def tells_amount(standing: Standing, letter: Letter) -> bool:
    """Whether a person may see what a letter says of money.

    Analyst, auditor and the leader of the unit may. Others, who do not lead its children, see it
    where it tells of no count that is hidden from them.
    """
    if sees_as_is(standing, letter.unit):
        return True
    return letter.unit.key in units_told_to_others(letter.budget_year)


def units_told_to_others(budget_year: BudgetYear) -> frozenset[str]:
    """The units whose newest letter holds no amount that is hidden from others."""
    publication = publication_of(budget_year)
    seen = None if publication is None else guarded(publication.run)
    if publication is None or seen is None:
        return frozenset()
    announced = told_to_others(seen, guarded(publication.run.previous))
    if not posted(budget_year).exists():
        return announced
    ledger = ledger_of(budget_year)
    new = ledger.balances.keys() - set(seen.run.allocation.ids)
    return (announced | new) - seen_of(budget_year, ledger).hidden


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
