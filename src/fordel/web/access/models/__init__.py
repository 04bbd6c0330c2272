"""Persons, what they are where, and how a broker's words become roles."""

from __future__ import annotations

from fordel.web.access.models.person import Person
from fordel.web.access.models.role_grant import Role, RoleGrant
from fordel.web.access.models.role_mapping import RoleMapping

__all__ = ["Person", "Role", "RoleGrant", "RoleMapping"]
