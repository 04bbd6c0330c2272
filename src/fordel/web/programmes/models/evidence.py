"""What was told beside the figures."""

from __future__ import annotations

from django.db import models

from fordel.evaluation.evidence.notes import ROLE_WORDS, RoleGroup
from fordel.web.programmes.models.signed import Signed

ROLE_GROUPS = [(group.value, ROLE_WORDS[group].en) for group in RoleGroup]


class Evidence(Signed):
    """A note of a group interview: who as a group of roles, when, what. Never a name."""

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="evidence"
    )
    activity = models.ForeignKey(
        "programmes.Activity", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    """What it is cited by in the project."""
    role_group = models.CharField(max_length=120, choices=ROLE_GROUPS)
    held_on = models.DateField()
    source = models.CharField(max_length=200)
    """Which interview it is from, and where its summary is kept."""
    text = models.TextField()

    class Meta:
        ordering = ("project", "number")
        constraints = (
            models.UniqueConstraint(fields=["project", "number"], name="evidence_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.number}"
