"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done, by whom, when, from where."""

    name = "fordel.web.audit"
    label = "audit"
