"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may see and do what."""

    name = "fordel.web.access"
    label = "access"

    def ready(self) -> None:
        from allauth.socialaccount.providers import registry  # noqa: PLC0415 - models are there

        from fordel.web.access import signals  # noqa: F401, PLC0415 - only now
        from fordel.web.access.policies.table import pages_in_words  # noqa: PLC0415
        from fordel.web.audit.queries.details import also_telling_pages  # noqa: PLC0415

        registry.load()
        also_telling_pages(pages_in_words)
