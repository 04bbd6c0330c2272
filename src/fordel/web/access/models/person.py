"""Somebody who logs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class Persons(BaseUserManager["Person"]):
    """Persons, found by their e-mail address whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person; without a password they can only come through the municipality's broker."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A person at work: an address to log in with and a name to be shown. Nothing about roles."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = Persons()

    limited_to: str | None = None
    """The municipality whose broker let them in, for this request; elsewhere they are nobody."""

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
