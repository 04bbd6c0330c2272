"""How what the municipality's broker says of a person becomes a role."""

from __future__ import annotations

from django.db import models

from fordel.web.access.models.role_grant import Role


class RoleMapping(models.Model):
    """An attribute of an assertion with a certain value gives a role.

    For leaders ``place_attribute`` names the attribute that holds the key of their area or unit.
    """

    municipality = models.ForeignKey("organisation.Municipality", on_delete=models.CASCADE)
    provider = models.CharField(max_length=200)
    attribute = models.CharField(max_length=200)
    value = models.CharField(max_length=400)
    role = models.CharField(max_length=20, choices=Role.choices)
    place_attribute = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "provider", "attribute", "value", "role"],
                name="one_mapping_per_word_and_role",
            ),
        )

    def __str__(self) -> str:
        return f"{self.attribute}={self.value} → {self.role}"
