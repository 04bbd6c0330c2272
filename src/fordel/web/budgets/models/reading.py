"""Whether a letter was read, and understood."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Reading(models.Model):
    """A leader has opened a letter, and later said that they have read it."""

    letter = models.ForeignKey("budgets.Letter", on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["letter", "person"], name="a_letter_is_read_once"),
        )

    def __str__(self) -> str:
        return f"{self.letter_id} {self.person_id}"


class Understanding(models.Model):
    """Whether the first answer to a question about a letter was right.

    It belongs to the unit's letter, not to a person. The unit itself sees it; the municipality
    sees only how many letters were understood.
    """

    letter = models.ForeignKey(
        "budgets.Letter", on_delete=models.PROTECT, related_name="understandings"
    )
    question = models.CharField(max_length=40)
    is_right = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["letter", "question"], name="the_first_answer_counts"),
        )

    def __str__(self) -> str:
        return f"{self.letter_id} {self.question}"
