"""Work that takes longer than a page may."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A piece of background work: what, for whom, how far, and whether its worker still lives.

    The queue's own table knows tasks; this one is what pages show and what a reaper looks at: a
    job whose ``heartbeat_at`` is old lost its worker and is tried again, ``attempts`` times.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    municipality = models.ForeignKey("organisation.Municipality", on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, blank=True)
    """What the work is about; while it is unfinished there is only one of a kind and key."""
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    step_da = models.CharField(max_length=160, blank=True)
    step_en = models.CharField(max_length=160, blank=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(null=True)
    refusal = models.JSONField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "kind", "key"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_unfinished_job_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.state}"
