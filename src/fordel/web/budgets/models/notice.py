"""E-mail notices."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """An e-mail that says something waits; never what. It is sent once, and tried again if not."""

    class Kind(models.TextChoices):
        """What it tells of."""

        LETTER = "letter", _("A letter is ready")
        REMINDER = "reminder", _("A letter is not yet read")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    budget_year = models.ForeignKey("budgets.BudgetYear", on_delete=models.PROTECT)
    letter = models.ForeignKey("budgets.Letter", on_delete=models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
