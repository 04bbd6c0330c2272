"""Kept rows that say who wrote them, and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class Signed(Kept):
    """A row that stays as it was written, with the name its writer had then."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True
