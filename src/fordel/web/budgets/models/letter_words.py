"""What a year's letters say besides the figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class LetterWords(models.Model):
    """What the money is for, what holds for it, and whom to ask: for one year, in both languages.

    A letter keeps the words it was written with; changing them here changes later letters only.
    """

    budget_year = models.OneToOneField(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="letter_words"
    )
    purpose_da = models.TextField(max_length=1000, blank=True)
    purpose_en = models.TextField(max_length=1000, blank=True)
    requirements_da = models.TextField(max_length=1000, blank=True)
    requirements_en = models.TextField(max_length=1000, blank=True)
    expectations_da = models.TextField(max_length=1000, blank=True)
    expectations_en = models.TextField(max_length=1000, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.budget_year)
