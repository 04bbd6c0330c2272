"""Budget letters."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class Letter(Kept):
    """What one unit is told, in every language; the newest version of a unit's letter holds.

    A later publication writes a new version only where something changed. ``content`` holds the
    library's letter per language, ``questions`` what the leader is asked, with the right answers.
    """

    publication = models.ForeignKey(
        "budgets.Publication", on_delete=models.PROTECT, related_name="letters"
    )
    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="letters"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="letters")
    version = models.PositiveSmallIntegerField()
    ledger_entry = models.ForeignKey(
        "budgets.LedgerEntry", on_delete=models.PROTECT, null=True, related_name="letters"
    )
    """What in the middle of the year made the letter necessary; else a publication did."""
    content = models.JSONField()
    questions = models.JSONField()
    total_dkk = models.DecimalField(max_digits=16, decimal_places=2)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("unit", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["budget_year", "unit", "version"], name="letters_have_versions"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} v{self.version}"


class LetterDocument(Kept):
    """A letter as a file, made once and then always the same bytes."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="documents")
    language = models.CharField(max_length=2)
    form = models.CharField(max_length=5, default="pdf")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["letter", "language", "form"], name="one_file_per_language_and_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.letter_id} {self.language} {self.form}"
