"""What became of units: opened, closed, merged, split, moved, renamed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LineageEvent(models.Model):
    """One thing that happened to units on a day. Kept for ever."""

    class Kind(models.TextChoices):
        """What happened."""

        OPEN = "open", _("Opened")
        CLOSE = "close", _("Closed")
        MERGE = "merge", _("Merged")
        SPLIT = "split", _("Split")
        MOVE = "move", _("Moved to another area")
        RENAME = "rename", _("Renamed")

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    happened_on = models.DateField()
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("happened_on", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class LineageUnit(models.Model):
    """A unit's part in an event: what was before it, or what came of it."""

    class Side(models.TextChoices):
        """Before or after."""

        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    event = models.ForeignKey(LineageEvent, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="lineage")
    side = models.CharField(max_length=6, choices=Side.choices)
    name_then = models.CharField(max_length=120, blank=True)
    area_then = models.ForeignKey(
        "organisation.Area", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["event", "unit", "side"], name="a_unit_stands_once_on_a_side"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.side} {self.event_id}"
