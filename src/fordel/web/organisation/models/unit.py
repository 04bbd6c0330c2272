"""A daycare institution."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.registers.records import Ownership, UnitKind

_KINDS = {
    UnitKind.NURSERY: _("Nursery (0–2)"),
    UnitKind.KINDERGARTEN: _("Kindergarten (3–5)"),
    UnitKind.AGE_INTEGRATED: _("Age-integrated"),
    UnitKind.SPECIAL: _("Special unit"),
    UnitKind.CHILDMINDING: _("Childminding"),
    UnitKind.CLUB: _("Club"),
}
_OWNERSHIPS = {
    Ownership.MUNICIPAL: _("Municipal"),
    Ownership.SELF_OWNING: _("Self-owning"),
    Ownership.PRIVATE: _("Private"),
}


class Unit(models.Model):
    """A unit by the register's key: text, never a number, and never given to another unit."""

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="units"
    )
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=20,
        choices=[(kind.value, words) for kind, words in _KINDS.items()],
        default=UnitKind.AGE_INTEGRATED.value,
    )
    ownership = models.CharField(
        max_length=20,
        choices=[(ownership.value, words) for ownership, words in _OWNERSHIPS.items()],
        default=Ownership.MUNICIPAL.value,
    )
    has_special_department = models.BooleanField(default=False)
    area = models.ForeignKey(
        "organisation.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    district = models.ForeignKey(
        "organisation.District", on_delete=models.PROTECT, null=True, blank=True
    )
    budget_unit = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    """Counted up by every change, so that the second of two editors is told."""

    class Meta:
        ordering = ("name", "key")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "key"], name="one_unit_per_key"),
            models.CheckConstraint(
                name="unit_closes_after_it_opens",
                condition=models.Q(opened_on=None)
                | models.Q(closed_on=None)
                | models.Q(closed_on__gte=models.F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.key
