"""What the letters say besides the figures, and what others may see."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.models import BudgetYear, LetterWords
from fordel.web.budgets.refusals import WordsChangedMeanwhile
from fordel.web.organisation.models import Municipality

WORD_FIELDS = (
    "purpose_da",
    "purpose_en",
    "requirements_da",
    "requirements_en",
    "expectations_da",
    "expectations_en",
    "contact_name",
    "contact_phone",
    "contact_email",
)


@transaction.atomic
def change_words(
    standing: Standing, budget_year: BudgetYear, said: Mapping[str, str], revision: int
) -> LetterWords:
    """Keep the words of a year's letters; letters already announced keep theirs.

    Raises
    ------
    WordsChangedMeanwhile : somebody else has saved since the page was opened.
    """
    LetterWords.objects.get_or_create(budget_year=budget_year)
    words = LetterWords.objects.select_for_update().get(budget_year=budget_year)
    if words.revision != revision:
        raise WordsChangedMeanwhile(year=budget_year.year)
    for name in WORD_FIELDS:
        setattr(words, name, said.get(name, ""))
    words.revision, words.changed_by = revision + 1, standing.person
    words.save()
    write(standing, "letter.words_changed", kind="year", key=str(budget_year))
    return words


@transaction.atomic
def change_sharing(standing: Standing, *, public: bool, shared: bool) -> Municipality:
    """Switch the public page, and whether other municipalities here may see this one."""
    town = Municipality.objects.select_for_update().get(pk=standing.municipality_id)
    town.has_public_page, town.shares_with_others = public, shared
    town.save(update_fields=["has_public_page", "shares_with_others"])
    details: dict[str, str | int | bool | None] = {"public": public, "shared": shared}
    write(standing, "sharing.changed", kind="municipality", key=town.code, details=details)
    return town
