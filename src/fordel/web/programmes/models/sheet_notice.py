"""E-mail notices about registration."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SheetNotice(models.Model):
    """An e-mail that a sheet waits; never what stands in it. Sent once, and tried again if not."""

    class Kind(models.TextChoices):
        """What it tells of."""

        REMINDER = "reminder", _("A sheet is not handed in")
        SENT_BACK = "sent_back", _("A sheet was sent back")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sheet_notices"
    )
    participation = models.ForeignKey(
        "programmes.Participation", on_delete=models.CASCADE, related_name="notices"
    )
    period = models.ForeignKey(
        "programmes.DataPeriod", on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
