"""Steps that a proposal or a change of the year took."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class Step(Kept):
    """Why a step was taken, when and by whom, with the name they had then. Never changed."""

    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    by_name = models.CharField(max_length=120)

    class Meta:
        abstract = True
        ordering = ("at", "pk")
