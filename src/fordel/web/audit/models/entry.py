"""One line of the log."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from fordel.web.audit.refusals import AuditIsAppendOnly


class Entries(models.QuerySet["Entry"]):
    """Lines that can be read and added, nothing else; the database's triggers hold it too."""

    def update(self, **_: Any) -> NoReturn:
        raise AuditIsAppendOnly

    def delete(self) -> NoReturn:
        raise AuditIsAppendOnly

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise AuditIsAppendOnly


LONGEST_KEY = 120


class Entry(models.Model):
    """Who did what, when and from where.

    Nothing here points at a person's row: their number and what they were called then are copied,
    so that the line outlives them. ``details`` hold keys and states, never a child's figures.
    """

    at = models.DateTimeField(db_index=True)
    person_number = models.BigIntegerField(null=True, db_index=True)
    person_called = models.CharField(max_length=200, blank=True)
    roles = models.CharField(max_length=200, blank=True)
    municipality = models.CharField(max_length=3, blank=True, db_index=True)
    action = models.CharField(max_length=80, db_index=True)
    object_kind = models.CharField(max_length=80, blank=True)
    object_key = models.CharField(max_length=LONGEST_KEY, blank=True)
    details = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)

    objects = Entries.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["municipality", "-at"], name="audit_by_municipality"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_kind} {self.object_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AuditIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise AuditIsAppendOnly

    @property
    def role_list(self) -> list[str]:
        """The roles the person held then, by their names in the code."""
        return [role for role in self.roles.split(", ") if role]
