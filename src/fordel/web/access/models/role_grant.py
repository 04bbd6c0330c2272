"""What a person is, where, and from when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What people are in the budget year and in interventions."""

    ADMINISTRATOR = "administrator", _("Administrator")
    ANALYST = "analyst", _("Budget analyst")
    HEAD = "head", _("Head of daycare")
    POLITICIAN = "politician", _("Politician")
    AREA_LEADER = "area_leader", _("Area leader")
    UNIT_LEADER = "unit_leader", _("Unit leader")
    AUDITOR = "auditor", _("Auditor")
    PROJECT_MANAGER = "project_manager", _("Project manager")
    EVALUATOR = "evaluator", _("Evaluator")


class Grants(models.QuerySet["RoleGrant"]):
    """Roles given."""

    def in_force(self, day: date | None = None) -> Grants:
        """Those that hold on a day, today unless told; the last day is not included."""
        day = day or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class RoleGrant(models.Model):
    """A role in a municipality; an area leader's holds for an area, a unit leader's for a unit."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    municipality = models.ForeignKey("organisation.Municipality", on_delete=models.PROTECT)
    area = models.ForeignKey("organisation.Area", on_delete=models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, blank=True)
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)
    from_broker = models.BooleanField(default=False)

    objects = Grants.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="role_has_its_place",
                condition=Q(role="area_leader", area__isnull=False, unit__isnull=True)
                | Q(role="unit_leader", unit__isnull=False, area__isnull=True)
                | (~Q(role__in=["area_leader", "unit_leader"]) & Q(area=None, unit=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"
