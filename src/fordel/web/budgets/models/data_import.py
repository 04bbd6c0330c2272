"""Files that come in, and what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DataImport(models.Model):
    """One delivery of files for a budget year, from upload to counted data; it survives a tab.

    ``mapping`` is what the analyst accepted, ``report`` what is wrong with the files (rows and
    columns, never a value of a child), ``counted_on`` the day the children were counted.
    """

    class State(models.TextChoices):
        """How far it has come; refused and given up are ends without data."""

        UPLOADED = "uploaded", _("Uploaded")
        MAPPED = "mapped", _("Columns chosen")
        READING = "reading", _("Being read")
        REFUSED = "refused", _("Has problems")
        COUNTED = "counted", _("Counted")
        GIVEN_UP = "given_up", _("Given up")

    class Purpose(models.TextChoices):
        """What the data are for."""

        BUDGET = "budget", _("The budget")
        RECOUNT = "recount", _("A recount in the year")

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="imports"
    )
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.BUDGET)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    counted_on = models.DateField(null=True, blank=True)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    job = models.ForeignKey("budgets.Job", on_delete=models.SET_NULL, null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"{self.budget_year} {self.state}"


class UploadedFile(models.Model):
    """A file as it came, for as long as it may be kept; its name, size and hash stay.

    ``content`` is encrypted with the key named by ``key_id`` and is emptied after profiling, or
    when ``delete_after`` has passed.
    """

    data_import = models.ForeignKey(DataImport, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    table = models.CharField(max_length=40, blank=True)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    key_id = models.CharField(max_length=40, blank=True)
    delete_after = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
