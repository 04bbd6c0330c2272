"""The one table of the audit."""

from __future__ import annotations

from fordel.web.audit.models.entry import Entry

__all__ = ["Entry"]
