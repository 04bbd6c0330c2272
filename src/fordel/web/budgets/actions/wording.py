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
def change_sharing(standing: Standing, chosen: Mapping[str, bool | int]) -> Municipality:
    """Change what others may see, and how small figures are protected from now on.

    Parameters
    ----------
    chosen : by the names of the municipality's settings. What is protected already stays so.
    """
    town = Municipality.objects.select_for_update().get(pk=standing.municipality_id)
    for name, value in chosen.items():
        setattr(town, name, value)
    town.save(update_fields=list(chosen))
    details: dict[str, str | int | bool | None] = dict(chosen)
    write(standing, "sharing.changed", kind="municipality", key=town.code, details=details)
    return town
