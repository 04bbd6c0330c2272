"""What an hour costs in a municipality."""

from __future__ import annotations

from django.db import models

from fordel.web.programmes.models.signed import Signed


class OwnPay(Signed):
    """A municipality's own pay table on top of the published one; the newest holds.

    ``document`` is the library's: what it leaves out is as published.
    """

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="pay_tables"
    )
    document = models.JSONField()

    class Meta:
        ordering = ("municipality", "-pk")

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.at:%Y-%m-%d}"
