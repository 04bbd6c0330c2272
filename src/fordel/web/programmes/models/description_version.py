"""What an intervention is, version by version."""

from __future__ import annotations

from django.db import models

from fordel.web.programmes.models.signed import Signed


class DescriptionVersion(Signed):
    """A version of the intervention description: the library's document, whole.

    The theory of change stands inside it. ``decision`` is what led to the version, where the loop
    did.
    """

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="descriptions"
    )
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    reason = models.TextField(blank=True)
    decision = models.ForeignKey(
        "programmes.Decision", on_delete=models.PROTECT, null=True, related_name="versions"
    )

    class Meta:
        ordering = ("project", "-number")
        constraints = (
            models.UniqueConstraint(fields=["project", "number"], name="descriptions_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} v{self.number}"
