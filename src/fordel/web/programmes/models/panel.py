"""What is kept of children who were followed by pseudonym: counts, and nothing of a child."""

from __future__ import annotations

from django.db import models

from fordel.web.programmes.models.signed import Signed


class Panel(Signed):
    """One reading of a panel; the newest of a project and an indicator holds.

    ``counts`` is the library's document of counts by unit, periods and states. Neither the file,
    its name nor a pseudonym is kept anywhere. ``reason`` says why an earlier one was replaced.
    """

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="panels"
    )
    indicator = models.ForeignKey(
        "programmes.Indicator", on_delete=models.PROTECT, related_name="panels"
    )
    source = models.CharField(max_length=200)
    """Which system or extract it comes from."""
    reason = models.CharField(max_length=300, blank=True)
    children = models.PositiveIntegerField()
    counts = models.JSONField()

    class Meta:
        ordering = ("project", "indicator", "-pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.indicator_id} {self.at:%Y-%m-%d}"
